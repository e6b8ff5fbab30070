//! One post of the form: its heading, what the plan and the readings give, and the stored answer.

use super::Bygg;
use crate::derive::dokument::{Blokk, Tekst};
use crate::domain::felt::{Grunn, Verdi};
use crate::domain::rapport::{Besvarelse, Svar};
use crate::domain::skjema::{Art, Post, TODELT, ord_key};

/// What became of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Utfall {
    /// In words, or with a stated nothing.
    Svar,
    /// Blank for a stated reason.
    Blank,
    /// Not at all.
    Ubesvart,
}

impl Bygg<'_> {
    /// The post with its heading.
    pub(super) fn post(&mut self, post: &Post) -> Vec<Blokk> {
        let key = ord_key(post.nr);
        let title = format!("{} {}", post.nr, self.ord(&format!("skjema.post.{key}")));
        let mut blocks = vec![Blokk::overskrift(post.nr, title)];
        match post.art {
            Art::Tekst => {
                blocks.extend(self.tallblokk(post.nr));
                let outcome = self.svar(post.nr, &mut blocks);
                self.tell(outcome);
                blocks.extend(self.fra_planen(post.nr, outcome == Utfall::Ubesvart));
            }
            Art::Todelt => {
                let outcome = self.todelt(post.nr, &mut blocks);
                self.tell(outcome);
                blocks.extend(self.tallblokk(post.nr));
                blocks.extend(self.fra_planen(post.nr, outcome == Utfall::Ubesvart));
            }
            Art::Behov => {
                blocks.push(self.behovstabell());
                if self.rapport.svar_paa("1.1 kommentar").is_some() {
                    blocks.push(Blokk::Del(self.ord("skjema.del.kommentar")));
                    self.svar("1.1 kommentar", &mut blocks);
                }
                blocks.push(Blokk::Del(self.ord("skjema.del.samlet")));
                let outcome = self.svar(post.nr, &mut blocks);
                self.tell(outcome);
                blocks.push(Blokk::Del(self.ord("skjema.del.prioritert")));
                blocks.extend(self.prioritert());
            }
            Art::Linjer(lines) => {
                blocks.push(self.linjetabell(post, lines));
                if self.rapport.svar_paa(post.nr).is_some() {
                    self.svar(post.nr, &mut blocks);
                }
            }
            Art::Maal => {
                let from_plan = self.maal_og_strategier();
                self.fylt(post.nr, from_plan, &mut blocks);
            }
            Art::Innsats => {
                blocks.extend(self.tallblokk(post.nr));
                let from_plan = self.innsats();
                self.fylt(post.nr, from_plan, &mut blocks);
            }
        }
        blocks
    }

    /// A post that the plan fills, and words besides when there are any.
    fn fylt(&mut self, nr: &str, from_plan: Vec<Blokk>, blocks: &mut Vec<Blokk>) {
        let answered = self.rapport.svar_paa(nr).is_some_and(|answer| answer.svar.er_svar());
        if from_plan.is_empty() || answered {
            let outcome = self.svar(nr, blocks);
            self.tell(outcome);
        } else {
            self.besvart.poster += 1;
            self.besvart.planen += 1;
        }
        blocks.extend(from_plan);
    }

    fn tell(&mut self, outcome: Utfall) {
        self.besvart.poster += 1;
        match outcome {
            Utfall::Svar => self.besvart.svar += 1,
            Utfall::Blank => self.besvart.blanke += 1,
            Utfall::Ubesvart => {}
        }
    }

    /// The stored answer, or that there is none.
    pub(super) fn svar(&self, nr: &str, blocks: &mut Vec<Blokk>) -> Utfall {
        let answer = self.rapport.svar_paa(nr);
        let help = self.language.find(&format!("skjema.hjelp.{}", ord_key(nr))).unwrap_or_default();
        blocks.extend(svarblokker(answer, help));
        outcome(answer)
    }

    /// An answer for each of the two parts. One that covers both stands first.
    fn todelt(&self, nr: &str, blocks: &mut Vec<Blokk>) -> Utfall {
        let number = |part: &str| format!("{nr} {part}");
        let parts = TODELT.map(|part| (part, self.rapport.svar_paa(&number(part))));
        let whole = self.rapport.svar_paa(nr);
        if whole.is_some() || parts.iter().all(|(_, answer)| answer.is_none()) {
            let first = self.svar(nr, blocks);
            if parts.iter().all(|(_, answer)| answer.is_none()) {
                return first;
            }
        }
        let mut outcomes = Vec::new();
        for (part, answer) in parts {
            if whole.is_some() && answer.is_none() {
                continue;
            }
            blocks.push(Blokk::Del(self.ord(&format!("skjema.del.{part}"))));
            blocks.extend(svarblokker(answer, ""));
            outcomes.push(outcome(answer));
        }
        // One part without an answer leaves the post unanswered only when the other has none either.
        if outcomes.contains(&Utfall::Svar) || whole.is_some_and(|answer| answer.svar.er_svar()) {
            Utfall::Svar
        } else if outcomes.contains(&Utfall::Blank) {
            Utfall::Blank
        } else {
            Utfall::Ubesvart
        }
    }
}

fn outcome(answer: Option<&Besvarelse>) -> Utfall {
    match answer.map(|answer| &answer.svar) {
        Some(svar) if svar.er_svar() => Utfall::Svar,
        Some(Svar::Tekst(text)) if text.grunn().is_some_and(|why| why != Grunn::Tom) => Utfall::Blank,
        _ => Utfall::Ubesvart,
    }
}

/// An answer as blocks: words, a stated nothing, a stated blank, or that there is none.
pub(super) fn svarblokker(answer: Option<&Besvarelse>, help: &str) -> Vec<Blokk> {
    let unanswered = || vec![Blokk::Ubesvart { hjelp: help.to_owned() }];
    let Some(answer) = answer else { return unanswered() };
    let words = |text: &crate::domain::felt::Felt<String>| {
        let known = text.known().filter(|words| !words.trim().is_empty())?;
        let belegg = text.belegg.as_deref().cloned();
        Some(Blokk::Tekst(Tekst { markdown: known.clone(), sted: answer.sted, belegg }))
    };
    match &answer.svar {
        Svar::IngenTiltak(text) => std::iter::once(Blokk::IngenTiltak).chain(words(text)).collect(),
        Svar::Tekst(text) => match (&text.verdi, words(text)) {
            (_, Some(block)) => vec![block],
            (Verdi::Blank(grunn), None) if *grunn != Grunn::Tom => {
                let merknad = text.belegg.as_ref().and_then(|b| b.merknad.clone()).unwrap_or_default();
                vec![Blokk::Blank { grunn: *grunn, merknad }]
            }
            _ => unanswered(),
        },
    }
}
