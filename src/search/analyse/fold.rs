//! The skeleton of a word: what is left when nobody can tell how æ, ø and å were typed. Two words with one skeleton are
//! alternatives to each other, never the same word.

/// Lower-case text without æøå and other marks. `å`, `aa` and `a` become one, and so do `ø`, `oe`, `ö` and `o`, and
/// `æ`, `ae`, `ä` and `a`.
pub fn skeleton(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut letters = word.chars().peekable();
    while let Some(c) = letters.next() {
        let plain = base(c);
        out.push(plain);
        let doubled = match c {
            'a' => letters.peek().is_some_and(|next| matches!(next, 'a' | 'e')),
            'o' => letters.peek() == Some(&'e'),
            _ => false,
        };
        if doubled {
            letters.next();
        }
    }
    out
}

/// As typed on a keyboard without æøå: `måltall` → `maaltall`.
pub fn digraphs(word: &str) -> String {
    let mut out = String::with_capacity(word.len() + 4);
    for c in word.chars() {
        match digraph(c) {
            Some(two) => out.push_str(two),
            None => out.push(c),
        }
    }
    out
}

/// The two letters typed for one of æøå.
pub const fn digraph(letter: char) -> Option<&'static str> {
    match letter {
        'å' => Some("aa"),
        'æ' | 'ä' => Some("ae"),
        'ø' | 'ö' => Some("oe"),
        _ => None,
    }
}

const fn base(c: char) -> char {
    match c {
        'å' | 'æ' | 'ä' | 'à' | 'á' | 'â' | 'ã' => 'a',
        'ø' | 'ö' | 'ò' | 'ó' | 'ô' | 'õ' => 'o',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ý' | 'ÿ' => 'y',
        'ç' | 'č' => 'c',
        'ñ' | 'ŋ' => 'n',
        'š' => 's',
        'ž' => 'z',
        'đ' => 'd',
        'ŧ' => 't',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_type_a_letter_gives_one_skeleton() {
        for forms in
            [["måltall", "maaltall", "maltall"], ["økonomi", "oekonomi", "okonomi"], ["særlig", "saerlig", "sarlig"]]
        {
            assert!(forms.iter().all(|form| skeleton(form) == skeleton(forms[0])), "{forms:?}");
        }
        assert_eq!(skeleton("idé"), "ide");
        assert_eq!(digraphs("særråd"), "saerraad");
    }
}
