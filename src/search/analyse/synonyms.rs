//! The words known from the start: those with one meaning, and nynorsk beside bokmål. They stand in `ordliste.yaml`,
//! written as a site writes its own; the glossary gives synonyms, abbreviations and nynorsk besides.

use std::sync::LazyLock;

use crate::diag::FileId;
use crate::yaml::node::{Data, Node};
use crate::yaml::parse::{Input, parse};

/// What `ordliste.yaml` says.
#[derive(Debug, Default)]
pub struct Words {
    /// Words and expressions with one meaning.
    pub groups: Vec<Vec<String>>,
    /// Forms of one word that no rule brings together.
    pub forms: Vec<Vec<String>>,
    /// Nynorsk and bokmål.
    pub nynorsk: Vec<(String, String)>,
    /// Nynorsk and bokmål of words that also stand inside compounds.
    pub pieces: Vec<(String, String)>,
}

/// The list as it is written.
pub const TEXT: &str = include_str!("ordliste.yaml");

/// The list, read once.
pub fn builtin() -> &'static Words {
    static WORDS: LazyLock<Words> = LazyLock::new(|| read(TEXT));
    &WORDS
}

fn read(text: &str) -> Words {
    let root = parse(Input::whole(text, FileId(0)), &mut Vec::new());
    let lists = |key: &str| root.as_ref().and_then(|root| root.get(key)).map(groups).unwrap_or_default();
    let pairs = |key: &str| {
        let pair = |group: Vec<String>| <[String; 2]>::try_from(group).ok().map(|[nn, nb]| (nn, nb));
        lists(key).into_iter().filter_map(pair).collect()
    };
    Words { groups: lists("synonymer"), forms: lists("bøyning"), nynorsk: pairs("nynorsk"), pieces: pairs("ledd") }
}

fn groups(node: &Node) -> Vec<Vec<String>> {
    let items = |node: &Node| match &node.data {
        Data::List(items) => items.clone(),
        _ => Vec::new(),
    };
    let words = |group: &Node| items(group).iter().filter_map(Node::scalar).map(str::to_owned).collect::<Vec<_>>();
    items(node).iter().map(words).filter(|group| group.len() > 1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_list_is_read_whole() {
        let written = TEXT.lines().filter(|line| line.starts_with("  - [")).count();
        let words = builtin();
        assert_eq!(words.groups.len() + words.forms.len() + words.nynorsk.len() + words.pieces.len(), written);
        assert!(words.groups.iter().flatten().all(|word| !word.trim().is_empty()));
        assert!(words.pieces.contains(&("bustad".to_owned(), "bolig".to_owned())));
    }

    #[test]
    fn a_pair_is_two_words_and_stands_once() {
        for pairs in [&builtin().nynorsk, &builtin().pieces] {
            assert!(pairs.iter().all(|(nn, nb)| nn != nb && !nn.contains(' ')));
            let once: BTreeSet<_> = pairs.iter().collect();
            assert_eq!(once.len(), pairs.len());
        }
    }
}
