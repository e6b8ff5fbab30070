//! Planverk compiles a folder of Markdown and YAML into a static site for a boligsosial handlingsplan.
//!
//! The modules stand in layers; a lower one never imports a higher one (`tests/layers.rs` reads the `use` lines):
//!
//! | layer | modules | what they know |
//! |---|---|---|
//! | 0 | `diag`, `environment`, `lookup`, `sum` | diagnostics as data, and how they are drawn · what stops the program itself · quick tables · what tells texts apart |
//! | 1 | `domain`, `source` | the nouns of a plan · every input file, read once |
//! | 2 | `yaml`, `markdown`, `table`, `cli`, `language` | one external format each · the interface's words |
//! | 3 | `config`, `read` | author formats become domain values |
//! | 4 | `resolve` | ids, references, backlinks, checks |
//! | 5 | `derive`, `chart` | progress, timelines, matrices, quality · numbers become SVG |
//! | 6 | `page`, `search`, `document` | what each page shows · what is found, and in which order · reports as files |
//! | 7 | `theme` | templates and assets |
//! | 8 | `output` | the tree of files and how it reaches the disk |
//! | 9 | `build` | the stages in order |
//! | 10 | `serve` | the preview: one page at a time, made anew after every edit |
//! | 11 | `command` | one file per subcommand |

pub mod build;
pub mod chart;
pub mod cli;
pub mod command;
pub mod config;
pub mod derive;
pub mod diag;
pub mod document;
pub mod domain;
pub mod environment;
pub mod language;
pub mod lookup;
pub mod markdown;
pub mod output;
pub mod page;
pub mod read;
pub mod resolve;
pub mod search;
pub mod serve;
pub mod source;
pub mod sum;
pub mod table;
pub mod theme;
pub mod yaml;
