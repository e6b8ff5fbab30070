//! Svar på et punkt som ikke finnes
//!
//! ## Hva den ser etter
//!
//! Et svar under et nummer som ikke er i skjemaet for denne rapporten. `4.1 A`, `4.1.a` og `4.1-a` er samme nummer.
//!
//! ## Hvorfor
//!
//! Svaret kommer da ikke der leseren ser etter det, men under «Andre svar». Oftest er nummeret skrevet feil.
//!
//! ## Eksempel
//!
//! ```yaml rapporter/arsrapport-2012.yaml
//! type: år
//! år: 2012
//! svar:
//!   "A.5": Kartlagt i alle tjenester.
//! ```
//!
//! ## Bruk heller
//!
//! ```yaml rapporter/arsrapport-2012.yaml
//! type: år
//! år: 2012
//! svar:
//!   "A.1": Kartlagt i alle tjenester.
//! ```
//!
//! ## Slå av eller endre
//!
//! Skriv i `planverk.yaml`:
//!
//! ```yaml
//! regler:
//!   rapport/ukjent-punkt: hint
//! ```

use super::{Context, Rule, omtale};
use crate::diag::{self, Diagnostic, Severity};
use crate::domain::rad::Kind;
use crate::domain::rapport::Rapporttype;
use crate::domain::skjema::{self, Post, nummer_key};

/// Answers to what is not asked.
pub const RULE: Rule = Rule {
    code: "rapport/ukjent-punkt",
    severity: Severity::Advarsel,
    source: include_str!("rapport_ukjent_punkt.rs"),
    check,
};

fn check(context: &Context, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    for (_, id) in context.items(Kind::Rapport) {
        let Some((row, slag)) = site.rapport(id).and_then(|row| Some((row, row.rapporttype?))) else { continue };
        let asked: Vec<String> = skjema::poster(slag).flat_map(Post::svarnumre).collect();
        for answer in &row.svar {
            if asked.iter().any(|nr| nummer_key(nr) == nummer_key(&answer.nr)) {
                continue;
            }
            // A number of the whole form is no slip; it belongs to another report.
            let elsewhere = skjema::poster(Rapporttype::Aar)
                .flat_map(Post::svarnumre)
                .any(|nr| nummer_key(&nr) == nummer_key(&answer.nr));
            let guess = if elsewhere {
                Some("punktet hører til årsrapporten og sluttrapporten".to_owned())
            } else {
                diag::did_you_mean(&answer.nr, asked.iter().map(String::as_str))
            };
            found.push(
                RULE.finding(format!("{} svarer på «{}», som den ikke har", omtale::thing(site, id), answer.nr))
                    .at(answer.sted)
                    .help_maybe(guess)
                    .help("numrene står i veiledningen «Husbankens årsrapport»"),
            );
        }
    }
}
