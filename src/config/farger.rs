//! `farger` in `planverk.yaml`: the two colours a site may call its own. Whether they can be read is for the theme to see
//! to; all other colours are a theme's.

use std::collections::BTreeMap;

use crate::diag::{self, Diagnostic};
use crate::yaml::fields::Sink;
use crate::yaml::node::{Data, Node};
use crate::yaml::shape::Shape;
use crate::yaml::value::{Value, wrong_type};

/// What may be coloured: the site's mark, and links.
const NAMES: [&str; 2] = ["merke", "lenke"];

/// `#rrggbb` by name.
#[derive(Default)]
pub(super) struct Colours(pub(super) BTreeMap<String, String>);

impl Value for Colours {
    fn shape() -> Shape {
        Shape::Map(Box::new(Shape::Text))
    }
    fn read(node: &Node, sink: &mut Sink) -> Self {
        let Data::Map(entries) = &node.data else {
            if !node.is_null() {
                wrong_type("farger (navn: \"#rrggbb\")", node, sink);
            }
            return Self::default();
        };
        let mut colours = BTreeMap::new();
        for entry in entries {
            if !NAMES.contains(&entry.key.as_str()) {
                sink.report(
                    Diagnostic::error("lesing/ukjent-felt", format!("ukjent farge «{}»", entry.key))
                        .at(entry.key_span)
                        .help_maybe(diag::did_you_mean(&entry.key, NAMES))
                        .help("fargene som kan endres her, er `merke` og `lenke`; resten endres i et tema"),
                );
                continue;
            }
            let text = String::read(&entry.value, sink).to_ascii_lowercase();
            let hex = text.strip_prefix('#').unwrap_or("");
            if hex.len() == 6 && hex.bytes().all(|b| b.is_ascii_hexdigit()) {
                colours.insert(entry.key.clone(), text);
            } else {
                sink.report(
                    Diagnostic::error("lesing/ugyldig-farge", format!("«{text}» er ikke en farge"))
                        .at(entry.value.span)
                        .help("skriv seks sifre i anførselstegn, som \"#1e5245\""),
                );
            }
        }
        Self(colours)
    }
}
