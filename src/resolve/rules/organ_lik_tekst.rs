//! To organer med samme ansvar
//!
//! ## Hva den ser etter
//!
//! En linje i `ansvar`, eller en `beskrivelse`, som står ord for ord på to organer i samme plan. Linjer på ett eller to ord
//! regnes ikke med. Ett funn per organ.
//!
//! ## Hvorfor
//!
//! Når to roller har samme ansvar, har ingen av dem det. Ofte er rolleteksten limt inn to ganger. Men det kan også være
//! riktig: to organer kan ha lik oppgave på hvert sitt nivå.
//!
//! ## Eksempel
//!
//! ```yaml
//! organer:
//!   - {id: organ-leder, navn: Programleder, ansvar: [Rapporterer framdrift og økonomi]}
//!   - {id: organ-oppfoelger, navn: Oppfølger, ansvar: [Rapporterer framdrift og økonomi]}
//! ```
//!
//! ## Bruk heller
//!
//! ```yaml
//! organer:
//!   - {id: organ-leder, navn: Programleder, ansvar: [Rapporterer framdrift og økonomi]}
//!   - {id: organ-oppfoelger, navn: Oppfølger, ansvar: [Melder framdrift til programlederen]}
//! ```
//!
//! ## Slå av eller endre
//!
//! Skriv i `planverk.yaml`:
//!
//! ```yaml
//! regler:
//!   organ/lik-tekst: av
//! ```

use std::collections::HashMap;

use super::{Context, Rule, likhet, omtale};
use crate::diag::{Diagnostic, Severity, Span};
use crate::domain::organ::Organ;
use crate::domain::rad::Kind;
use crate::resolve::item::{ItemId, PlanId};

/// Two bodies with the same words.
pub const RULE: Rule =
    Rule { code: "organ/lik-tekst", severity: Severity::Hint, source: include_str!("organ_lik_tekst.rs"), check };

/// Shorter lines («Har møter») are alike without meaning the same.
const WORDS: usize = 3;

fn check(context: &Context, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    let mut first: HashMap<(PlanId, String), (ItemId, Span)> = HashMap::new();
    for (plan, id) in context.items(Kind::Organ) {
        let Some(row) = site.organ(id) else { continue };
        let mut alike: Vec<(&str, Span, ItemId, Span)> = Vec::new();
        for (line, place) in lines(row) {
            let key = likhet::key(line);
            if key.split(' ').count() < WORDS {
                continue;
            }
            match first.get(&(plan, key.clone())) {
                Some((other, there)) if *other != id => alike.push((line, place, *other, *there)),
                Some(_) => {}
                None => {
                    first.insert((plan, key), (id, place));
                }
            }
        }
        let Some((line, place, other, there)) = alike.first() else { continue };
        let more = match alike.len() {
            1 => String::new(),
            2 => " og én linje til".to_owned(),
            n => format!(" og {} linjer til", n - 1),
        };
        found.push(
            RULE.finding(format!(
                "{} har samme rolletekst som {}: {}{more}",
                omtale::thing(site, id),
                omtale::thing(site, *other),
                omtale::quoted(line)
            ))
            .at(*place)
            .related(*there, "første gang")
            .help("skriv hva som skiller rollene, eller la teksten stå på den ene"),
        );
    }
}

fn lines(row: &Organ) -> impl Iterator<Item = (&str, Span)> {
    let place = |key| row.rad.places.field(key);
    let duties = row.ansvar.items().iter().map(move |line| (line.as_str(), place("ansvar")));
    duties.chain(row.beskrivelse.iter().map(move |text| (text.as_str(), place("beskrivelse"))))
}
