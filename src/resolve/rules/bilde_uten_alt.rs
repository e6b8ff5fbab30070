//! Bilde uten alternativ tekst
//!
//! ## Hva den ser etter
//!
//! Et bilde uten tekst mellom hakeparentesene, som heller ikke er merket som pynt.
//!
//! ## Hvorfor
//!
//! Den som ikke ser bildet, får ingenting vite. Kravet følger av forskriften om universell utforming av IKT.
//!
//! ## Eksempel
//!
//! ```md
//! ---
//! tittel: Boligene våre
//! ingress: Hvor boligene ligger.
//! ---
//!
//! ![](kart.png)
//! ```
//!
//! ## Bruk heller
//!
//! Skriv det bildet forteller, eller merk det som pynt når det ikke forteller noe:
//!
//! ```md
//! ---
//! tittel: Boligene våre
//! ingress: Hvor boligene ligger.
//! ---
//!
//! ![Kart: de fleste boligene ligger nær stasjonen](kart.png)
//!
//! ![](strek.png){.pynt}
//! ```
//!
//! ## Slå av eller endre
//!
//! Regelen er en feil: nettstedet blir ikke bygd før teksten er på plass. Skriv i `planverk.yaml` for å bygge likevel:
//!
//! ```yaml
//! regler:
//!   bilde/uten-alt: advarsel
//! ```

use super::{Context, Rule};
use crate::diag::{Diagnostic, Severity};
use crate::markdown::{self, Image, Origin, Quotes};
use crate::resolve::verdiplass::Verdiplass;

/// An image that says nothing to those who do not see it.
pub const RULE: Rule =
    Rule { code: "bilde/uten-alt", severity: Severity::Feil, source: include_str!("bilde_uten_alt.rs"), check };

fn check(context: &Context, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    for (id, _) in site.register.iter() {
        if let Some(outline) = site.outline(id) {
            report(&outline.images, found);
        }
        let Some(entity) = site.entity(id) else { continue };
        for (text, span) in entity.prose().into_iter().filter(|(text, _)| text.contains("![")) {
            // Read as a file, so that places are bytes of the text.
            let origin = Origin::File(span.file);
            let mut images =
                markdown::scan(&markdown::Source { text, body: 0, origin, quotes: Quotes::default() }).0.images;
            let file = context.sources.file(span.file).map_or("", |file| &*file.text);
            let way = Verdiplass::of(file, span, text);
            for image in &mut images {
                image.span = way.place(image.span.range());
            }
            report(&images, found);
        }
    }
}

fn report(images: &[Image], found: &mut Vec<Diagnostic>) {
    for image in images.iter().filter(|image| image.alt.trim().is_empty() && !image.decorative) {
        found.push(
            RULE.finding(format!("bildet «{}» har ingen alternativ tekst", image.src))
                .at(image.span)
                .help(format!("skriv det bildet forteller: `![…]({})`", image.src))
                .help(format!("er det bare pynt, skriv `![]({}){{.pynt}}`", image.src)),
        );
    }
}
