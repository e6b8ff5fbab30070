//! The nine statuses and the shape of each (● → ◐ ▲ ❙❙ ■ ✕ ○ –). Charts, legends and the theme's status words all draw
//! these. Which status a thing has, and the word for it, is left to the caller: a shape is never shown without its word.

use super::pattern::Pattern;

/// What a reader must tell apart: the statuses an author may write, and the two that follow from dates and silence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Fullført.
    Fullfoert,
    /// Videreført: carried on elsewhere.
    Viderefoert,
    /// I gang.
    IGang,
    /// Forsinket.
    Forsinket,
    /// Utsatt.
    Utsatt,
    /// Stoppet.
    Stoppet,
    /// Ikke gjennomført.
    IkkeGjennomfoert,
    /// Ikke startet.
    IkkeStartet,
    /// Nobody has said.
    Uten,
}

impl Status {
    /// In the order that bars and legends show them.
    pub const ALL: [Self; 9] = [
        Self::Fullfoert,
        Self::Viderefoert,
        Self::IGang,
        Self::Forsinket,
        Self::Utsatt,
        Self::Stoppet,
        Self::IkkeGjennomfoert,
        Self::IkkeStartet,
        Self::Uten,
    ];

    /// The status of a key as counts and pages use it (`i_gang`); anything unknown is no status.
    pub fn of_key(key: &str) -> Self {
        Self::ALL.into_iter().find(|status| status.key() == key).unwrap_or(Self::Uten)
    }

    /// Its key, also in the language files.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Fullfoert => "fullfoert",
            Self::Viderefoert => "viderefoert",
            Self::IGang => "i_gang",
            Self::Forsinket => "forsinket",
            Self::Utsatt => "utsatt",
            Self::Stoppet => "stoppet",
            Self::IkkeGjennomfoert => "ikke_gjennomfoert",
            Self::IkkeStartet => "ikke_startet",
            Self::Uten => "uten",
        }
    }

    /// The CSS class that carries its colour.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Fullfoert => "status-fullfoert",
            Self::Viderefoert => "status-viderefoert",
            Self::IGang => "status-i-gang",
            Self::Forsinket => "status-forsinket",
            Self::Utsatt => "status-utsatt",
            Self::Stoppet => "status-stoppet",
            Self::IkkeGjennomfoert => "status-ikke-gjennomfoert",
            Self::IkkeStartet => "status-ikke-startet",
            Self::Uten => "status-uten",
        }
    }

    /// The elements of the shape, in a square of 16. Coloured by the class on whatever holds them: `hel` is filled,
    /// `omriss` is drawn.
    pub const fn shape(self) -> &'static str {
        match self {
            Self::Fullfoert => r#"<circle cx="8" cy="8" r="6.5" class="hel"/>"#,
            Self::Viderefoert => r#"<path d="M1 6.2H7.5V2L15 8L7.5 14V9.8H1Z" class="hel"/>"#,
            Self::IGang => {
                r#"<circle cx="8" cy="8" r="5.5" fill="none" stroke-width="2" class="omriss"/><path d="M8 2.5A5.5 5.5 0 0 0 8 13.5Z" class="hel"/>"#
            }
            Self::Forsinket => r#"<path d="M8 1L15 14.5H1Z" class="hel"/>"#,
            Self::Utsatt => r#"<path d="M3 2H6.5V14H3ZM9.5 2H13V14H9.5Z" class="hel"/>"#,
            Self::Stoppet => r#"<path d="M2.5 2.5H13.5V13.5H2.5Z" class="hel"/>"#,
            Self::IkkeGjennomfoert => {
                r#"<path d="M3 3L13 13M13 3L3 13" fill="none" stroke-width="2.6" class="omriss"/>"#
            }
            Self::IkkeStartet => r#"<circle cx="8" cy="8" r="5.5" fill="none" stroke-width="2" class="omriss"/>"#,
            Self::Uten => r#"<path d="M2.5 8H13.5" fill="none" stroke-width="2.5" class="omriss"/>"#,
        }
    }

    /// The pattern of its part of a bar. The hollow ones have none: they are told apart by their edge.
    pub(super) const fn pattern(self) -> Option<Pattern> {
        match self {
            Self::Viderefoert => Some(Pattern::Horizontal),
            Self::IGang => Some(Pattern::Diagonal),
            Self::Forsinket => Some(Pattern::Triangles),
            Self::Utsatt => Some(Pattern::Pauses),
            Self::Stoppet => Some(Pattern::Grid),
            Self::IkkeGjennomfoert => Some(Pattern::Crosses),
            Self::Uten => Some(Pattern::Hatch),
            Self::Fullfoert | Self::IkkeStartet => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_status_has_its_own_shape_and_class() {
        for (number, status) in Status::ALL.iter().enumerate() {
            for other in Status::ALL.iter().skip(number + 1) {
                assert_ne!(status.shape(), other.shape());
                assert_ne!(status.class(), other.class());
                assert_ne!(status.key(), other.key());
                assert!(status.pattern().is_none() || status.pattern() != other.pattern(), "{status:?} {other:?}");
            }
        }
    }

    #[test]
    fn every_status_an_author_may_write_has_a_shape_of_its_own() {
        use crate::domain::enumeration::Enumeration;
        for (status, _) in crate::domain::status::Status::ALL {
            assert_eq!(Status::of_key(&status.key()).key(), status.key());
        }
        assert_eq!(Status::of_key("noe annet"), Status::Uten);
    }
}
