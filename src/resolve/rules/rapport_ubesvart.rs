//! Punkter i rapporten uten svar
//!
//! ## Hva den ser etter
//!
//! En rapport uten svar på punkter som skjemaet stiller alle. En stated «ingen tiltak» er et svar, og en grunn til at svaret
//! mangler, er nok. Punkt 3.1 og 3.2 fyller planen ut selv, og «annet»-punktene A.4 og B.4 kan stå tomme.
//!
//! ## Hvorfor
//!
//! «Ikke besvart» i rapporten sier ikke om det ikke var noe å si, eller om noen glemte å svare.
//!
//! ## Eksempel
//!
//! ```yaml rapporter/arsrapport-2012.yaml
//! type: år
//! år: 2012
//! svar:
//!   "A.1": Kartlagt i alle tjenester.
//! ```
//!
//! ## Bruk heller
//!
//! Svar på alle punktene. Var det ikke noe, si det:
//!
//! ```yaml rapporter/arsrapport-2012.yaml
//! type: år
//! år: 2012
//! svar:
//!   "1.1": Flere fikk bolig enn året før.
//!   "1.2": {svar: ingen_tiltak}
//!   "A.1": Kartlagt i alle tjenester.
//!   "A.2": {svar: ingen_tiltak}
//!   "A.3": {svar: ingen_tiltak}
//!   "B.1": Planen er vedtatt.
//!   "B.2": {svar: ingen_tiltak}
//!   "B.3": {svar: ingen_tiltak}
//!   "C.1": {grunn: ukjent}
//!   "C.2": {grunn: ukjent}
//!   "C.3": {grunn: ukjent}
//!   "4.1 A": {svar: ingen_tiltak}
//!   "4.1 B": {svar: ingen_tiltak}
//!   "4.1 C": {svar: ingen_tiltak}
//!   "4.1 D": {svar: ingen_tiltak}
//!   "4.2 A": {grunn: ikke_fastsatt}
//!   "4.2 B": {grunn: ikke_fastsatt}
//!   "4.2 C": {grunn: ikke_fastsatt}
//!   "4.2 D": {grunn: ikke_fastsatt}
//!   "4.2 E": {grunn: ikke_fastsatt}
//! ```
//!
//! ## Slå av eller endre
//!
//! Skriv i `planverk.yaml`:
//!
//! ```yaml
//! regler:
//!   rapport/ubesvart: av
//! ```

use super::{Context, Rule, omtale};
use crate::diag::{Diagnostic, Severity};
use crate::domain::felt::Grunn;
use crate::domain::rad::Kind;
use crate::domain::rapport::{Rapport, Svar};
use crate::domain::skjema::{self, Art, Post, Skjemafelt, TODELT};
use crate::resolve::item::PlanId;

/// Posts that nobody has answered.
pub const RULE: Rule =
    Rule { code: "rapport/ubesvart", severity: Severity::Hint, source: include_str!("rapport_ubesvart.rs"), check };

fn check(context: &Context, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    for (plan, id) in context.items(Kind::Rapport) {
        let Some((row, slag)) = site.rapport(id).and_then(|row| Some((row, row.rapporttype?))) else { continue };
        let open: Vec<String> = skjema::poster(slag)
            .filter(|post| post.maa_besvares && !met(context, plan, row, post))
            .map(|post| post.nr.to_owned())
            .collect();
        if open.is_empty() {
            continue;
        }
        let name = omtale::thing(site, id);
        found.push(
            RULE.finding(format!("{name} har ikke svar på {}", omtale::list(&open)))
                .at(row.rad.places.field("svar"))
                .help("skriv svaret, `{svar: ingen_tiltak}`, eller grunnen til at det mangler, som `{grunn: ukjent}`"),
        );
    }
}

/// Answered, blank for a stated reason, or filled by figures.
fn met(context: &Context, plan: PlanId, row: &Rapport, post: &Post) -> bool {
    let said = |nr: &str| {
        row.svar_paa(nr).is_some_and(|answer| match &answer.svar {
            Svar::Tekst(text) => answer.svar.er_svar() || text.grunn().is_some_and(|why| why != Grunn::Tom),
            Svar::IngenTiltak(_) => true,
        })
    };
    said(post.nr)
        || match post.art {
            Art::Todelt => TODELT.iter().all(|part| said(&format!("{} {part}", post.nr))),
            Art::Linjer(lines) => lines.iter().any(|line| has_figures(context, plan, line.felt)),
            _ => false,
        }
}

fn has_figures(context: &Context, plan: PlanId, felt: Skjemafelt) -> bool {
    context.site.plan(plan).indikatorer.iter().any(|row| row.skjema == Some(felt))
}
