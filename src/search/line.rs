//! One line of a term shard: a word, where it stands and what it leads to, as it is made, written and read. Which lines there
//! are is left to `lines`, and how their numbers are written to `letters`.

use std::borrow::Cow;

use memchr::memchr_iter;

use super::letters::{Posting, cut, digest, read_postings};

/// A line of a term shard.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// Skeleton of the stem.
    pub key: String,
    /// The stem.
    pub stem: String,
    /// The commonest written form.
    pub form: String,
    /// 64 × ln, rounded; 0 when the word occurs nowhere.
    pub idf: u32,
    /// Postings of the word itself, as written in the file.
    pub whole: String,
    /// Postings as part of compounds, as written in the file.
    pub parts: String,
    /// Sort and stems.
    pub links: Vec<(char, String)>,
    /// Of a compound: idf and postings of its two parts together, as written in the file.
    pub both: String,
    /// Of the words that begin with it, and may be compounds with it, each [`digest`].
    pub begun: String,
    /// The documents cut from `whole`, as written in the file.
    pub rest: String,
}

impl Entry {
    /// The line.
    pub fn write(&self) -> String {
        let Self { key, stem, form, idf, whole, parts, links, both, begun, rest } = self;
        let letters = [key, stem, form, whole, parts, both, begun, rest].map(String::len).iter().sum::<usize>();
        let mut line =
            String::with_capacity(letters + links.iter().map(|(_, stem)| stem.len() + 2).sum::<usize>() + 20);
        let [mark, tail] = self.tail();
        let stem = if stem == key { "" } else { stem };
        line.extend([key, "|", stem, "|", mark, tail, "|", &idf.to_string(), "|", whole, "|", parts, "|"]);
        for (at, (sort, stem)) in links.iter().enumerate() {
            line.extend((at > 0).then_some(' '));
            line.push(*sort);
            line.push_str(stem);
        }
        line.extend(["|", both, "|", begun, "|", rest]);
        line.truncate(line.trim_end_matches('|').len());
        line
    }

    /// What the form has besides the stem, or `=` and all of it.
    pub fn tail(&self) -> [&str; 2] {
        self.form.strip_prefix(&self.stem).map_or(["=", &self.form], |tail| ["", tail])
    }

    /// The line as it stands among guests, with the `limit` strongest postings and no links.
    #[must_use]
    pub fn guest(&self, limit: usize) -> Self {
        Self {
            whole: cut(&self.whole, limit).into_owned(),
            parts: cut(&self.parts, limit).into_owned(),
            links: Vec::new(),
            both: String::new(),
            begun: String::new(),
            rest: String::new(),
            ..self.clone()
        }
    }

    /// A written line as it is written among guests.
    pub fn guest_of(line: &str, limit: usize) -> String {
        let fields = fields(line).take(6).enumerate();
        // After key, stem, tail and idf come the two lists.
        let fields = fields.map(|(at, field)| if at < 4 { Cow::Borrowed(field) } else { cut(field, limit) });
        fields.collect::<Vec<_>>().join("|").trim_end_matches('|').to_owned()
    }

    /// May it begin a compound with this stem?
    pub fn may_begin(&self, compound: &str) -> bool {
        let wanted = digest(compound);
        self.begun.as_bytes().chunks(3).any(|digits| digits == wanted.as_bytes())
    }

    /// Idf and postings of a compound's two parts together.
    pub fn together(&self) -> Option<(u32, Vec<Posting>)> {
        together(&self.both)
    }

    /// Stem, tail, idf and `whole` of a line, for those who go through all lines and need no more.
    pub fn glance(line: &str) -> (&str, &str, u32, &str) {
        let mut fields = fields(line);
        let mut next = || fields.next().unwrap_or_default();
        let (key, stem) = (next(), next());
        (if stem.is_empty() { key } else { stem }, next(), next().parse().unwrap_or(0), next())
    }

    /// The form a tail makes of a stem.
    pub fn form_of(stem: &str, tail: &str) -> String {
        tail.strip_prefix('=').map_or_else(|| format!("{stem}{tail}"), str::to_owned)
    }

    /// Reads a line; what is missing is empty.
    pub fn read(line: &str) -> Self {
        let line = Line::read(line);
        Self {
            key: line.key.to_owned(),
            stem: line.stem.to_owned(),
            form: Self::form_of(line.stem, line.tail),
            idf: line.idf,
            whole: line.whole.to_owned(),
            parts: line.parts.to_owned(),
            links: line.links().map(|(sort, stem)| (sort, stem.to_owned())).collect(),
            both: line.both.to_owned(),
            begun: line.begun.to_owned(),
            rest: line.rest.to_owned(),
        }
    }
}

/// The fields of a line, one after the other. There are a million of them, and some have thousands of digits: as when a text is
/// split, but looked for 32 bytes at a time.
pub fn fields(line: &str) -> impl Iterator<Item = &str> {
    let mut from = 0;
    memchr_iter(b'|', line.as_bytes())
        .chain([line.len()])
        .map(move |at| &line[std::mem::replace(&mut from, at + 1)..at])
}

fn together(both: &str) -> Option<(u32, Vec<Posting>)> {
    let (idf, postings) = both.split_once(' ')?;
    Some((idf.parse().ok()?, read_postings(postings)))
}

/// A written line where it stands: an [`Entry`] that owns nothing.
#[derive(Debug)]
pub struct Line<'l> {
    key: &'l str,
    /// The stem.
    pub stem: &'l str,
    tail: &'l str,
    idf: u32,
    /// Postings of the word itself.
    pub whole: &'l str,
    /// Postings as part of compounds.
    pub parts: &'l str,
    links: &'l str,
    /// Of a compound: idf and postings of its two parts together.
    pub both: &'l str,
    begun: &'l str,
    rest: &'l str,
}

impl<'l> Line<'l> {
    /// Reads a line; what is missing is empty.
    pub fn read(line: &'l str) -> Self {
        let mut fields = fields(line);
        let mut next = || fields.next().unwrap_or_default();
        let (key, stem, tail, idf) = (next(), next(), next(), next());
        Self {
            key,
            stem: if stem.is_empty() { key } else { stem },
            tail,
            idf: idf.parse().unwrap_or(0),
            whole: next(),
            parts: next(),
            links: next(),
            both: next(),
            begun: next(),
            rest: next(),
        }
    }

    /// Sort and stems.
    pub fn links(&self) -> impl Iterator<Item = (char, &'l str)> + use<'l> {
        self.links.split_whitespace().filter_map(|link| {
            let mut letters = link.chars();
            Some((letters.next()?, letters.as_str()))
        })
    }

    /// Idf and postings of a compound's two parts together.
    pub fn together(&self) -> Option<(u32, Vec<Posting>)> {
        together(self.both)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_read_as_it_was_written() {
        let entry = Entry {
            key: "okonomi".into(),
            stem: "økonomi".into(),
            form: "økonomien".into(),
            idf: 301,
            whole: "0a1".into(),
            parts: String::new(),
            links: vec![('s', "finans+plan".into()), ('n', "oekonomi".into())],
            ..Entry::default()
        };
        assert_eq!(entry.write(), "okonomi|økonomi|en|301|0a1||sfinans+plan noekonomi");
        assert_eq!(Entry::read(&entry.write()), entry);
        assert_eq!(Entry::glance(&entry.write()), ("økonomi", "en", 301, "0a1"));
        assert_eq!(Entry::glance("bol|||7"), ("bol", "", 7, ""));
        let compound = Entry { both: "88 0a1".into(), begun: digest("økonomiplan"), ..entry };
        assert!(compound.may_begin("økonomiplan") && !compound.may_begin("økonomisk"));
        assert_eq!(Entry::read(&compound.write()), compound);
        assert_eq!(compound.together(), Some((88, read_postings("0a1"))));
        for limit in [0, 1, 9] {
            let long = Entry { whole: "0a11b22c3".into(), parts: "4d4".into(), ..compound.clone() };
            for entry in [&compound, &long, &Entry { whole: String::new(), ..long.clone() }] {
                assert_eq!(Entry::guest_of(&entry.write(), limit), entry.guest(limit).write());
            }
        }
        let odd = Entry { key: "bol".into(), stem: "bol".into(), form: "Bolig".into(), ..Entry::default() };
        assert_eq!(Entry::read(&odd.write()), odd);
    }
}
