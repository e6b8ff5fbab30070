//! The six classes of status and the shape of each (● ◐ ▲ ❙❙ ○ –), as small inline SVG beside the word. Which status
//! a thing has, and the word for it, is left to the caller: a shape is never shown without its word.

use super::pattern::Pattern;

/// The classes of status that a reader must tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Fullført.
    Fullfoert,
    /// I gang.
    IGang,
    /// Forsinket.
    Forsinket,
    /// Utsatt eller stoppet.
    Utsatt,
    /// Ikke startet.
    IkkeStartet,
    /// Nobody has said.
    Uten,
}

impl Status {
    /// In the order that bars and legends show them.
    pub const ALL: [Self; 6] =
        [Self::Fullfoert, Self::IGang, Self::Forsinket, Self::Utsatt, Self::IkkeStartet, Self::Uten];

    /// The CSS class that carries its colour.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Fullfoert => "status-fullfoert",
            Self::IGang => "status-i-gang",
            Self::Forsinket => "status-forsinket",
            Self::Utsatt => "status-utsatt",
            Self::IkkeStartet => "status-ikke-startet",
            Self::Uten => "status-uten",
        }
    }

    /// The shape as a whole `<svg>`, 16 × 16, hidden from screen readers: the word beside it says the same.
    pub fn symbol(self) -> String {
        format!(
            "<svg class=\"statusform {}\" viewBox=\"0 0 16 16\" width=\"16\" height=\"16\" aria-hidden=\"true\" focusable=\"false\">{}</svg>",
            self.class(),
            self.shape()
        )
    }

    /// The elements of the shape, in a square of 16. Coloured by the class on whatever holds them: `hel` is filled,
    /// `omriss` is drawn.
    pub const fn shape(self) -> &'static str {
        match self {
            Self::Fullfoert => r#"<circle cx="8" cy="8" r="6.5" class="hel"/>"#,
            Self::IGang => {
                r#"<circle cx="8" cy="8" r="5.5" fill="none" stroke-width="2" class="omriss"/><path d="M8 2.5A5.5 5.5 0 0 0 8 13.5Z" class="hel"/>"#
            }
            Self::Forsinket => r#"<path d="M8 1L15 14.5H1Z" class="hel"/>"#,
            Self::Utsatt => r#"<path d="M3 2H6.5V14H3ZM9.5 2H13V14H9.5Z" class="hel"/>"#,
            Self::IkkeStartet => r#"<circle cx="8" cy="8" r="5.5" fill="none" stroke-width="2" class="omriss"/>"#,
            Self::Uten => r#"<path d="M2.5 8H13.5" fill="none" stroke-width="2.5" class="omriss"/>"#,
        }
    }

    /// The pattern of its part of a bar. The hollow ones have none: they are told apart by their edge.
    pub(super) const fn pattern(self) -> Option<Pattern> {
        match self {
            Self::IGang => Some(Pattern::Diagonal),
            Self::Forsinket => Some(Pattern::Triangles),
            Self::Utsatt => Some(Pattern::Pauses),
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
            }
        }
    }

    #[test]
    fn a_symbol_is_silent_for_screen_readers_and_has_no_colour_of_its_own() {
        assert_eq!(
            Status::Fullfoert.symbol(),
            "<svg class=\"statusform status-fullfoert\" viewBox=\"0 0 16 16\" width=\"16\" height=\"16\" aria-hidden=\"true\" \
             focusable=\"false\"><circle cx=\"8\" cy=\"8\" r=\"6.5\" class=\"hel\"/></svg>"
        );
    }
}
