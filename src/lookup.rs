//! Tables for looking things up millions of times in a build. They are asked and never gone through, so their order shows
//! nowhere; who keys come from does not matter, for a build serves nobody. The only file that knows foldhash.

use std::collections::{HashMap, HashSet};

use foldhash::fast::FixedState;

/// Key → value. The standard hasher, which withstands hostile keys on servers, took a tenth of the build of 10,000 pages.
pub type Lookup<K, V> = HashMap<K, V, FixedState>;

/// Keys alone.
pub type Known<K> = HashSet<K, FixedState>;
