//! Alias som er opptatt
//!
//! ## Hva den ser etter
//!
//! En adresse i `alias` der det alt finnes en side, eller som to sider vil ha.
//!
//! ## Hvorfor
//!
//! På en adresse kan det bare være én ting. Ble aliaset laget, ville det lagt seg over siden, og leserne ville ikke funnet
//! den.
//!
//! ## Eksempel
//!
//! ```md content/startlaan.md
//! ---
//! tittel: Startlån
//! alias: [bostoette.html]
//! ---
//! ```
//!
//! ```md content/bostoette.md
//! ---
//! tittel: Bostøtte
//! ---
//! ```
//!
//! ## Bruk heller
//!
//! ```md content/startlaan.md
//! ---
//! tittel: Startlån
//! alias: [laan/startlaan.html]
//! ---
//! ```
//!
//! ```md content/bostoette.md
//! ---
//! tittel: Bostøtte
//! ---
//! ```
//!
//! ## Slå av eller endre
//!
//! Regelen er en feil: nettstedet blir ikke bygd før adressen er ledig. Alvorligheten kan endres i
//! `planverk.yaml`:
//!
//! ```yaml
//! regler:
//!   alias/opptatt: advarsel
//! ```

use std::collections::HashMap;

use super::{Context, Rule, omtale};
use crate::diag::{Diagnostic, Severity, Span};
use crate::domain::artikkel::Artikkel;
use crate::domain::rad::Kind;

/// An earlier address that something else has now.
pub const RULE: Rule =
    Rule { code: "alias/opptatt", severity: Severity::Feil, source: include_str!("alias_opptatt.rs"), check };

fn check(context: &Context, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    let pages = || {
        let items = site.register.iter().filter(|(_, item)| item.kind == Kind::Artikkel);
        items.filter_map(|(id, _)| site.artikkel(id))
    };
    let homes: HashMap<String, &Artikkel> = pages().map(|page| (address(&page.sti), page)).collect();
    let mut claimed: HashMap<String, (&Artikkel, Span)> = HashMap::new();
    for page in pages() {
        for alias in &page.alias {
            let wanted = address(&alias.text);
            let own = wanted == address(&page.sti);
            let finding = if own {
                RULE.finding(format!("aliaset «{}» er sidens egen adresse", alias.text)).help("fjern det")
            } else if let Some(other) = homes.get(&wanted) {
                RULE.finding(format!(
                    "aliaset «{}» er adressen til siden {}",
                    alias.text,
                    omtale::quoted(&other.tittel)
                ))
                .related(other.rad.places.field("tittel"), "siden som ligger der")
                .help("fjern aliaset, eller flytt den andre siden")
            } else if wanted == "index" {
                RULE.finding(format!("aliaset «{}» er adressen til forsiden", alias.text)).help("fjern det")
            } else if let Some((other, place)) = claimed.get(&wanted) {
                RULE.finding(format!("aliaset «{}» er alt tatt av siden {}", alias.text, omtale::quoted(&other.tittel)))
                    .related(*place, "første gang")
                    .help("behold det på den ene siden")
            } else {
                claimed.insert(wanted, (page, alias.span));
                continue;
            };
            found.push(finding.at(alias.span));
        }
    }
}

/// An address as people write it, so that `/a/`, `a/index` and `a/index.html` are one.
fn address(text: &str) -> String {
    let text = text.trim().trim_start_matches("./").trim_start_matches('/');
    let text = text.strip_suffix(".html").unwrap_or(text);
    match text.strip_suffix('/').unwrap_or(text) {
        "" => "index".to_owned(),
        folder if text.ends_with('/') => format!("{folder}/index"),
        page => page.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_the_same_however_it_is_written() {
        for text in ["/a/b.html", "a/b", "./a/b.html"] {
            assert_eq!(address(text), "a/b");
        }
        assert_eq!(address("/a/"), "a/index");
        assert_eq!(address("/"), "index");
    }
}
