//! What kind of input a file is, told by where it is and what it is called. Contents are left to others.

/// What kind of input a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileKind {
    /// Settings, plans, reports.
    Yaml,
    /// Running text.
    Markdown,
    /// A series of figures.
    Csv,
    /// Figures saved from a statistics bank; only under `plans/`, elsewhere it is an asset.
    Json,
    /// A text file of a theme.
    Theme,
    /// Anything else: copied as it is, or left alone.
    Asset,
}

/// What names of running text end with, the usual one first.
pub const TEXT_ENDINGS: [&str; 2] = ["md", "markdown"];

impl FileKind {
    /// The kind of the file with this path in the author's folder.
    pub fn of(path: &str) -> Self {
        let name = path.rsplit('/').next().unwrap_or(path);
        let extension = match name.rsplit_once('.') {
            Some((stem, extension)) if !stem.is_empty() => extension.to_lowercase(),
            _ => return Self::Asset,
        };
        let area = path.split('/').next().unwrap_or_default();
        match (area, extension.as_str()) {
            (
                "themes",
                "html" | "htm" | "css" | "js" | "mjs" | "svg" | "xml" | "atom" | "txt" | "json" | "webmanifest" | "md"
                | "yaml" | "yml",
            ) => Self::Theme,
            ("themes", _) => Self::Asset,
            (_, "yaml" | "yml") => Self::Yaml,
            (_, ending) if TEXT_ENDINGS.contains(&ending) => Self::Markdown,
            (_, "csv") => Self::Csv,
            ("plans", "json") => Self::Json,
            _ => Self::Asset,
        }
    }

    /// The path of running text without its ending; `None` when it does not end as running text does.
    pub fn text_stem(path: &str) -> Option<&str> {
        let (stem, ending) = path.rsplit_once('.')?;
        TEXT_ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known)).then_some(stem)
    }

    /// Whether the file is read as text.
    pub const fn is_text(self) -> bool {
        !matches!(self, Self::Asset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_follows_from_folder_and_extension() {
        for (path, kind) in [
            ("planverk.yaml", FileKind::Yaml),
            ("plans/o/p/plan.YML", FileKind::Yaml),
            ("content/veiledere/index.md", FileKind::Markdown),
            ("plans/o/p/tall/boliger.csv", FileKind::Csv),
            ("plans/o/p/tall/boliger.json", FileKind::Json),
            ("content/data.json", FileKind::Asset),
            ("content/kart.svg", FileKind::Asset),
            ("content/LESMEG", FileKind::Asset),
            ("content/.md", FileKind::Asset),
            ("content/a.MarkDown", FileKind::Markdown),
            ("themes/x/base.html", FileKind::Theme),
            ("themes/x/logo.svg", FileKind::Theme),
            ("themes/x/font.woff2", FileKind::Asset),
        ] {
            assert_eq!(FileKind::of(path), kind, "{path}");
        }
    }

    #[test]
    fn what_is_running_text_has_a_stem() {
        let stems = ["a/b.md", "a.b.MD", "index.Markdown", "a.md/b", "a.mdx", "md"].map(FileKind::text_stem);
        assert_eq!(stems, [Some("a/b"), Some("a.b"), Some("index"), None, None, None]);
    }
}
