//! Closed lists of words. Each word has one spelling in YAML; what a reader sees comes from the language files.

/// A closed list of words with one YAML spelling each.
pub trait Enumeration: Copy + Eq + Sized + 'static {
    /// What the list is a list of, as in «status» or «retning».
    const NAME: &'static str;
    /// Every value, in the order people should see them.
    const ALL: &'static [(Self, &'static str)];

    /// The ASCII key (`fullfoert`) used in class names and language files.
    fn key(self) -> String {
        super::slug::ascii_key(self.word())
    }

    /// The YAML spelling (`fullført`).
    fn word(self) -> &'static str {
        Self::ALL.iter().find(|(value, _)| *value == self).map_or("", |(_, word)| word)
    }

    /// Finds a value by its spelling, with or without æøå, with space, hyphen or underscore.
    fn parse(text: &str) -> Option<Self> {
        let as_written = Self::ALL.iter().find(|(_, word)| *word == text);
        if let Some((value, _)) = as_written {
            return Some(*value);
        }
        let wanted = super::slug::ascii_key(text);
        Self::ALL.iter().find(|(_, word)| super::slug::ascii_key(word) == wanted).map(|(value, _)| *value)
    }
}

/// Declares a closed list of words: an enum and its [`Enumeration`].
macro_rules! enumeration {
    ($(#[$meta:meta])* $name:ident, $what:literal, { $($(#[$vmeta:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vmeta])* $variant),+ }

        impl $crate::domain::enumeration::Enumeration for $name {
            const NAME: &'static str = $what;
            const ALL: &'static [(Self, &'static str)] = &[$((Self::$variant, $word)),+];
        }
    };
}
pub(crate) use enumeration;
