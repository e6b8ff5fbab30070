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
            (_, "md" | "markdown") => Self::Markdown,
            (_, "csv") => Self::Csv,
            ("plans", "json") => Self::Json,
            _ => Self::Asset,
        }
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
            ("themes/x/base.html", FileKind::Theme),
            ("themes/x/logo.svg", FileKind::Theme),
            ("themes/x/font.woff2", FileKind::Asset),
        ] {
            assert_eq!(FileKind::of(path), kind, "{path}");
        }
    }
}
