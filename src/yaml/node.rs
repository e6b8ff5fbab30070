//! A YAML document as a tree of nodes, each with its place in the file.

use crate::diag::Span;
use crate::domain::slug::ascii_key;

/// One node.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// What it is.
    pub data: Data,
    /// Where it stands; for a mapping or list, its first line.
    pub span: Span,
}

/// What a node is.
#[derive(Debug, Clone, PartialEq)]
pub enum Data {
    /// Nothing, `~` or `null`.
    Null,
    /// `true` or `false`.
    Bool(bool, String),
    /// A number, and how it was written.
    Number(f64, String),
    /// Text.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// A mapping in the author's order; keys are unique.
    Map(Vec<Entry>),
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The key as written.
    pub key: String,
    /// Where the key stands.
    pub key_span: Span,
    /// The value.
    pub value: Node,
}

impl Node {
    /// The value of a key, in a mapping; the key is compared across spellings (`mål` = `maal`).
    pub fn get(&self, key: &str) -> Option<&Node> {
        match &self.data {
            Data::Map(entries) => entries.iter().find(|e| same_key(&e.key, key)).map(|e| &e.value),
            _ => None,
        }
    }

    /// A scalar as it was written; `None` for lists, mappings and nothing.
    pub fn scalar(&self) -> Option<&str> {
        match &self.data {
            Data::Bool(_, text) | Data::Number(_, text) | Data::Text(text) => Some(text),
            Data::Null | Data::List(_) | Data::Map(_) => None,
        }
    }

    /// Nothing there: `null`, or an empty text.
    pub fn is_null(&self) -> bool {
        matches!(self.data, Data::Null)
    }

    /// What it is, for «ventet …, fant …».
    pub fn described(&self) -> String {
        match &self.data {
            Data::Null => "ingenting".into(),
            Data::Bool(_, text) => format!("ja/nei-verdien «{text}»"),
            Data::Number(_, text) => format!("tallet {text}"),
            Data::Text(text) => {
                let short: String = text.chars().take(40).collect();
                if short.len() < text.len() { format!("teksten «{short}…»") } else { format!("teksten «{text}»") }
            }
            Data::List(_) => "en liste".into(),
            Data::Map(_) => "felter (nøkkel: verdi)".into(),
        }
    }
}

/// Are two keys the same word? `hovedmål` and `hovedmaal` are; so are `per dato` and `per_dato`.
pub fn same_key(written: &str, documented: &str) -> bool {
    if written == documented {
        return true;
    }
    // Every field of a record is looked for among all that are written, and most differ in their first letter.
    let first =
        |key: &str| key.bytes().next().filter(u8::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase());
    if let (Some(one), Some(other)) = (first(written), first(documented))
        && one != other
    {
        return false;
    }
    ascii_key(written) == ascii_key(documented)
}
