//! Del som er større enn helheten
//!
//! ## Hva den ser etter
//!
//! En indikator med `del_av` har et tall som er større enn tallet for helheten, for samme tid, gruppe og organisasjon. Er
//! tiden ukjent for begge, må de ha samme kilde for å bli sammenlignet.
//!
//! ## Hvorfor
//!
//! «Herav 12» av 10 kan ikke stemme. Enten er et tall feil, eller så er delen ikke en del.
//!
//! ## Eksempel
//!
//! ```yaml
//! indikatorer:
//!   - {id: ind-kjoep, navn: Boligkjøp med startlån, målinger: [{dato: 2012, verdi: 10}]}
//!   - {id: ind-fast, navn: Herav med fast rente, del_av: ind-kjoep, målinger: [{dato: 2012, verdi: 12}]}
//! ```
//!
//! ## Bruk heller
//!
//! ```yaml
//! indikatorer:
//!   - {id: ind-kjoep, navn: Boligkjøp med startlån, målinger: [{dato: 2012, verdi: 12}]}
//!   - {id: ind-fast, navn: Herav med fast rente, del_av: ind-kjoep, målinger: [{dato: 2012, verdi: 10}]}
//! ```
//!
//! ## Slå av eller endre
//!
//! Skriv i `planverk.yaml`:
//!
//! ```yaml
//! regler:
//!   indikator/herav-over-total: hint
//! ```

use std::collections::{BTreeMap, HashMap};

use super::tidspunkt::{Moment, Owner};
use super::{Context, Rule, omtale};
use crate::diag::{Diagnostic, Severity, Span};
use crate::domain::indikator::Maaling;
use crate::domain::rad::Kind;
use crate::resolve::item::ItemId;
use crate::resolve::site::Site;

/// A part above its whole.
pub const RULE: Rule = Rule {
    code: "indikator/herav-over-total",
    severity: Severity::Advarsel,
    source: include_str!("indikator_herav_over_total.rs"),
    check,
};

/// What must be the same: time, group, owner, and the source when the time is not known.
type Key<'a> = (Moment, Option<&'a str>, Owner, Option<&'a str>);
/// The greatest figure of the whole, and where it stands. Sources may disagree on the whole; the part may be right for one.
type Wholes<'a> = BTreeMap<Key<'a>, (f64, Span)>;

fn check(context: &Context, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    let mut known: HashMap<ItemId, Wholes> = HashMap::new();
    for (_, id) in context.items(Kind::Indikator) {
        let Some(row) = site.indikator(id) else { continue };
        let Some(whole_id) = row.del_av.as_ref().and_then(|r| site.target(r)).filter(|whole| *whole != id) else {
            continue;
        };
        let Some(whole) = site.indikator(whole_id) else { continue };
        if row.enhet.known().zip(whole.enhet.known()).is_some_and(|(part, whole)| part != whole) {
            continue;
        }
        let wholes = known.entry(whole_id).or_insert_with(|| greatest(site, &whole.maalinger));
        for maaling in &row.maalinger {
            let (Some(value), Some(key)) = (maaling.verdi.known(), key(site, maaling)) else { continue };
            let Some((total, place)) = wholes.get(&key).filter(|(total, _)| value > total) else { continue };
            found.push(
                RULE.finding(format!(
                    "{} er større enn helheten: {} av {}, {}",
                    omtale::thing(site, id),
                    omtale::figure(*value),
                    omtale::figure(*total),
                    omtale::moment(&maaling.tid)
                ))
                .at(maaling.places.field("verdi"))
                .label("delen")
                .related(*place, "helheten")
                .help("rett tallet som er galt, eller fjern `del_av` når det ikke er en del av det andre"),
            );
        }
    }
}

fn greatest<'a>(site: &Site, maalinger: &'a [Maaling]) -> Wholes<'a> {
    let mut wholes = Wholes::new();
    for maaling in maalinger {
        let (Some(value), Some(key)) = (maaling.verdi.known(), key(site, maaling)) else { continue };
        let entry = wholes.entry(key).or_insert((*value, maaling.places.field("verdi")));
        if *value > entry.0 {
            *entry = (*value, maaling.places.field("verdi"));
        }
    }
    wholes
}

fn key<'a>(site: &Site, maaling: &'a Maaling) -> Option<Key<'a>> {
    let moment = Moment::of(&maaling.tid);
    let source = match moment {
        Moment::Known(..) => None,
        _ => Some(maaling.belegg.kilde.as_ref()?.text.as_str()),
    };
    Some((moment, maaling.gruppe.as_deref(), Owner::of(site, maaling), source))
}
