//! Reads tags and attributes out of pages that Planverk itself has made: enough to find links and ids, and
//! careful about comments, scripts and quotes. Not a parser for pages from elsewhere.

use std::borrow::Cow;

use memchr::memchr;

/// One attribute of one start tag.
#[derive(Debug, PartialEq, Eq)]
pub struct Attribute<'a> {
    /// Name of the element, as written.
    pub element: &'a str,
    /// Name of the attribute, as written.
    pub name: &'a str,
    /// Value as written, character references included.
    pub raw: &'a str,
}

/// All attributes of all start tags, in order.
pub fn attributes(html: &str) -> Attributes<'_> {
    Attributes { rest: html, element: None }
}

/// Iterator over attributes.
pub struct Attributes<'a> {
    rest: &'a str,
    /// The start tag we are inside of.
    element: Option<&'a str>,
}

impl<'a> Iterator for Attributes<'a> {
    type Item = Attribute<'a>;

    fn next(&mut self) -> Option<Attribute<'a>> {
        loop {
            match self.element {
                None => self.enter_tag()?,
                Some(element) => {
                    if let Some(found) = self.attribute(element) {
                        return Some(found);
                    }
                }
            }
        }
    }
}

impl<'a> Attributes<'a> {
    /// Moves to just after the name of the next start tag. `None` at the end.
    fn enter_tag(&mut self) -> Option<()> {
        loop {
            let at = memchr(b'<', self.rest.as_bytes())?;
            self.rest = &self.rest[at + 1..];
            if let Some(comment) = self.rest.strip_prefix("!--") {
                self.rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            } else if self.rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
                let (name, after) = self.rest.split_at(first(self.rest, ends_name));
                (self.element, self.rest) = (Some(name), after);
                return Some(());
            } else if self.rest.starts_with(['/', '!', '?']) {
                self.rest = memchr(b'>', self.rest.as_bytes()).map_or("", |end| &self.rest[end + 1..]);
            }
        }
    }

    /// The next attribute of the tag, or `None` after leaving it.
    fn attribute(&mut self, element: &'a str) -> Option<Attribute<'a>> {
        self.rest = &self.rest[first(self.rest, |byte| !byte.is_ascii_whitespace() && byte != b'/')..];
        if self.rest.is_empty() || self.rest.starts_with('>') {
            self.rest = self.rest.get(1..).unwrap_or("");
            self.element = None;
            self.skip_raw_text(element);
            return None;
        }
        // A name may begin with anything, even `=`; so at least one character is taken.
        let one = self.rest.chars().next().map_or(0, char::len_utf8);
        let (name, after) = self.rest.split_at(one + first(&self.rest[one..], ends_attribute_name));
        self.rest = after;
        let Some(value) = trimmed(after).strip_prefix('=') else {
            return Some(Attribute { element, name, raw: "" });
        };
        let value = trimmed(value);
        let raw = if let Some(quote @ (b'"' | b'\'')) = value.bytes().next() {
            let value = &value[1..];
            let end = memchr(quote, value.as_bytes()).unwrap_or(value.len());
            self.rest = value.get(end + 1..).unwrap_or("");
            &value[..end]
        } else {
            let (raw, after) = value.split_at(first(value, |byte| byte.is_ascii_whitespace() || byte == b'>'));
            self.rest = after;
            raw
        };
        Some(Attribute { element, name, raw })
    }

    /// Elements whose contents are not markup: moves to their end tag.
    fn skip_raw_text(&mut self, element: &str) {
        let raw = ["script", "style", "textarea", "title"];
        if !raw.iter().any(|name| element.eq_ignore_ascii_case(name)) {
            return;
        }
        let mut from = 0;
        while let Some(at) = self.rest[from..].find("</") {
            let name = from + at + 2;
            if self.rest.as_bytes()[name..]
                .get(..element.len())
                .is_some_and(|n| n.eq_ignore_ascii_case(element.as_bytes()))
            {
                self.rest = &self.rest[name..];
                return;
            }
            from = name;
        }
        self.rest = "";
    }
}

fn ends_name(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/')
}

fn ends_attribute_name(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/' | b'=')
}

/// Where the first byte stands that is so, or where the text ends. Asked of ASCII: it never divides a character.
fn first(text: &str, so: impl Fn(u8) -> bool) -> usize {
    text.bytes().position(so).unwrap_or(text.len())
}

fn trimmed(text: &str) -> &str {
    &text[first(text, |byte| !byte.is_ascii_whitespace())..]
}

/// The value of an attribute with its character references resolved: the five of XML and the numbered ones.
pub fn unescape(raw: &str) -> Cow<'_, str> {
    if memchr(b'&', raw.as_bytes()).is_none() {
        return Cow::Borrowed(raw);
    }
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let reference = rest[1..].split_once(';').and_then(|(name, after)| Some((character(name)?, after)));
        if let Some((c, after)) = reference {
            out.push(c);
            rest = after;
        } else {
            out.push('&');
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn character(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(html: &str) -> Vec<(&str, &str, &str)> {
        attributes(html).map(|a| (a.element, a.name, a.raw)).collect()
    }

    #[test]
    fn every_way_of_writing_an_attribute_is_read() {
        let html =
            "<!doctype html><a href=\"x\" class='y' id=z hidden>å</a><img src = \"b>c\" alt=''/><br/><p\nid=\n\"æ\">";
        let expected = [
            ("a", "href", "x"),
            ("a", "class", "y"),
            ("a", "id", "z"),
            ("a", "hidden", ""),
            ("img", "src", "b>c"),
            ("img", "alt", ""),
            ("p", "id", "æ"),
        ];
        assert_eq!(all(html), expected);
    }

    #[test]
    fn comments_scripts_and_styles_are_not_markup() {
        let html = "<!-- <a href=1> --><script src=s>if (a</b/.test('<a href=2>')) {}</SCRIPT ><style>a{}</style>\
                    <title><a href=3></title><textarea><a href=4></textarea><a href=5>";
        assert_eq!(all(html), [("script", "src", "s"), ("a", "href", "5")]);
    }

    #[test]
    fn a_lone_less_than_sign_is_text() {
        assert_eq!(all("1 < 2 <a href=x> <"), [("a", "href", "x")]);
    }

    #[test]
    fn character_references_are_resolved_and_loose_ampersands_kept() {
        assert_eq!(unescape("a?b=1&amp;c&#229;&#xE6;&quot;&x; & &#xFFFFFFFF;"), "a?b=1&cåæ\"&x; & &#xFFFFFFFF;");
    }

    proptest! {
        #[test]
        fn hostile_markup_is_read_to_the_end(html in "[<>a-c/!'\"= \\-&#;åæø]{0,60}|.{0,40}|(<script>|</scr|</script|<!--|-->|<a x=|\"|'|å){0,12}") {
            let values: Vec<_> = attributes(&html).map(|a| unescape(a.raw).into_owned()).collect();
            prop_assert!(values.len() <= html.len());
        }
    }
}
