//! Kilde som ikke brukes
//!
//! ## Hva den ser etter
//!
//! En kilde som ingen rad, måling, verdi eller side viser til. Ett funn per fil.
//!
//! ## Hvorfor
//!
//! Kildelisten skal vise hva planen bygger på. En kilde ingen viser til, er enten til overs eller mangler der den ble brukt.
//!
//! ## Eksempel
//!
//! ```yaml
//! kilder:
//!   - {id: rapport-2011, tittel: Rapport om boligbehov}
//! ```
//!
//! ## Bruk heller
//!
//! ```yaml
//! kilder:
//!   - {id: rapport-2011, tittel: Rapport om boligbehov}
//! bygger_på:
//!   - {kilde: rapport-2011}
//! ```
//!
//! ## Slå av eller endre
//!
//! Skriv i `planverk.yaml`:
//!
//! ```yaml
//! regler:
//!   kilde/ubrukt: av
//! ```

use std::collections::BTreeMap;

use super::{Context, Rule, omtale};
use crate::diag::{Diagnostic, FileId, Severity};
use crate::domain::rad::Kind;
use crate::resolve::item::ItemId;

/// A source nothing leads to.
pub const RULE: Rule =
    Rule { code: "kilde/ubrukt", severity: Severity::Hint, source: include_str!("kilde_ubrukt.rs"), check };

fn check(context: &Context, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    let mut files: BTreeMap<FileId, Vec<ItemId>> = BTreeMap::new();
    for (id, item) in site.register.iter().filter(|(_, item)| item.kind == Kind::Kilde) {
        if site.mentions(id).is_empty() {
            files.entry(item.span.file).or_default().push(id);
        }
    }
    for unused in files.values() {
        let Some((first, others)) = unused.split_first() else { continue };
        let keys: Vec<String> = unused.iter().map(|id| site.item(*id).key.clone()).collect();
        let message = if others.is_empty() {
            format!("ingenting viser til {}", omtale::thing(site, *first))
        } else {
            format!("ingenting viser til disse {} kildene: {}", unused.len(), omtale::list(&keys))
        };
        let mut finding = RULE.finding(message).at(site.item(*first).span);
        for other in others.iter().take(4) {
            finding = finding.related(site.item(*other).span, "heller ikke denne");
        }
        found.push(finding.help(format!("skriv `kilde: {}` der den er brukt, eller fjern den", keys[0])));
    }
}
