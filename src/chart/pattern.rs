//! The patterns that tell things apart in black and white. They cut through a colour with the background's colour, so
//! they need none of their own. Which thing has which pattern is decided by `shape` and by each chart.

/// A pattern laid over a filled area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pattern {
    /// Slanted stripes: on its way.
    Diagonal,
    /// Small triangles: late.
    Triangles,
    /// Upright pairs of stripes: put off.
    Pauses,
    /// Dots.
    Dots,
    /// Lying stripes.
    Horizontal,
    /// Squares.
    Grid,
    /// Small crosses: came to nothing.
    Crosses,
    /// Faint hatch in the colour of edges, on nothing: no value here.
    Hatch,
}

impl Pattern {
    const fn name(self) -> &'static str {
        match self {
            Self::Diagonal => "skraa",
            Self::Triangles => "trekant",
            Self::Pauses => "pause",
            Self::Dots => "prikk",
            Self::Horizontal => "vannrett",
            Self::Grid => "rute",
            Self::Crosses => "kryss",
            Self::Hatch => "skravur",
        }
    }

    /// Its id in the drawing whose ids begin with `prefix`.
    pub(super) fn id(self, prefix: &str) -> String {
        format!("{prefix}-{}", self.name())
    }

    /// Series in their order: the first is solid.
    pub(super) const fn of_series(number: usize) -> Option<Self> {
        match number % 6 {
            1 => Some(Self::Diagonal),
            2 => Some(Self::Dots),
            3 => Some(Self::Pauses),
            4 => Some(Self::Horizontal),
            5 => Some(Self::Grid),
            _ => None,
        }
    }

    /// The `<pattern>` element.
    pub(super) fn definition(self, prefix: &str) -> String {
        let (width, height, content) = match self {
            Self::Diagonal => {
                (8, 8, r#"<path d="M-2 2L2 -2M-2 10L10 -2M6 10L10 6" stroke-width="2.5" class="moenster"/>"#)
            }
            Self::Triangles => (10, 10, r#"<path d="M5 1.5L8.6 8.5H1.4Z" class="moenster-flate"/>"#),
            Self::Pauses => (12, 12, r#"<path d="M4 0V12M8 0V12" stroke-width="2" class="moenster"/>"#),
            Self::Dots => (8, 8, r#"<circle cx="4" cy="4" r="2" class="moenster-flate"/>"#),
            Self::Horizontal => (6, 6, r#"<path d="M0 3H6" stroke-width="2" class="moenster"/>"#),
            Self::Grid => (8, 8, r#"<path d="M0 4H8M4 0V8" stroke-width="2" class="moenster"/>"#),
            Self::Crosses => {
                (10, 10, r#"<path d="M2.5 2.5L7.5 7.5M7.5 2.5L2.5 7.5" stroke-width="1.75" class="moenster"/>"#)
            }
            Self::Hatch => (7, 7, r#"<path d="M-1 1L1 -1M-1 8L8 -1M6 8L8 6" stroke-width="1" class="skravur"/>"#),
        };
        format!(
            "<pattern id=\"{}\" width=\"{width}\" height=\"{height}\" patternUnits=\"userSpaceOnUse\">{content}</pattern>",
            self.id(prefix)
        )
    }
}
