//! The words of the interface: a YAML tree of texts. Which words there must be is left to `language`.

use std::collections::BTreeMap;

use serde_yaml::Value;

/// One branch or leaf of a word list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Words {
    /// The text itself.
    Text(String),
    /// A group, as `status:` with one text per status.
    Group(BTreeMap<String, Words>),
}

/// Reads a word list. The error says what is wrong and, when known, on which line, in Norwegian.
pub fn words(text: &str) -> Result<BTreeMap<String, Words>, String> {
    let value: Value = serde_yaml::from_str(text).map_err(|error| match error.location() {
        Some(place) => {
            format!("ordlisten er ikke gyldig YAML (linje {}, kolonne {}): {error}", place.line(), place.column())
        }
        None => format!("ordlisten er ikke gyldig YAML: {error}"),
    })?;
    match value {
        // An empty file overrides nothing, and that is fine.
        Value::Null => Ok(BTreeMap::new()),
        other => group(other, ""),
    }
}

fn group(value: Value, path: &str) -> Result<BTreeMap<String, Words>, String> {
    let Value::Mapping(mapping) = value else {
        return Err(if path.is_empty() {
            "ordlisten må være nøkler med tekst under".into()
        } else {
            format!("«{path}» må være nøkler med tekst under")
        });
    };
    let mut group_words = BTreeMap::new();
    for (key, value) in mapping {
        let key = scalar(&key).ok_or_else(|| format!("en nøkkel under «{path}» er ikke en tekst"))?;
        let below = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        let entry = match scalar(&value) {
            Some(text) => Words::Text(text),
            None if value.is_mapping() => Words::Group(group(value, &below)?),
            None => return Err(format!("«{below}» mangler tekst")),
        };
        group_words.insert(key, entry);
    }
    Ok(group_words)
}

/// Months are numbered and `no` is a word: what looks like another type is still text here.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_nest_and_numbers_are_text() {
        let list = words("a: en\nb:\n  1: januar\n  c: {d: e}\n").unwrap();
        assert_eq!(list["a"], Words::Text("en".into()));
        let Words::Group(b) = &list["b"] else { panic!("b is a group") };
        assert_eq!(b["1"], Words::Text("januar".into()));
    }

    #[test]
    fn a_list_is_refused_with_the_path_to_it() {
        assert!(words("a:\n  b: [1]\n").unwrap_err().contains("«a.b»"));
    }

    #[test]
    fn broken_yaml_is_told_with_its_line() {
        assert!(words("a: b\nc: [").unwrap_err().contains("linje"));
    }
}
