//! One post of the form: its heading, what the plan and the readings give, and the stored answer.

use super::Bygg;
use crate::derive::dokument::{Besvart, Blokk, Tekst};
use crate::domain::felt::{Grunn, Verdi};
use crate::domain::rapport::{Besvarelse, Svar};
use crate::domain::skjema::{self, Art, Post, TODELT, ord_key};

/// What became of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Utfall {
    /// In words, or with a stated nothing.
    Svar,
    /// Blank for a stated reason.
    Blank,
    /// Filled by the plan alone.
    Planen,
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
                self.svar(post.nr, &mut blocks);
                blocks.extend(self.fra_planen(post.nr, self.utfall(post) == Some(Utfall::Ubesvart)));
            }
            Art::Todelt => {
                self.todelt(post.nr, &mut blocks);
                blocks.extend(self.tallblokk(post.nr));
                blocks.extend(self.fra_planen(post.nr, self.utfall(post) == Some(Utfall::Ubesvart)));
            }
            Art::Behov => {
                blocks.push(self.behovstabell());
                if self.rapport.svar_paa("1.1 kommentar").is_some() {
                    blocks.push(Blokk::Del(self.ord("skjema.del.kommentar")));
                    self.svar("1.1 kommentar", &mut blocks);
                }
                blocks.push(Blokk::Del(self.ord("skjema.del.samlet")));
                self.svar(post.nr, &mut blocks);
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
                self.fylt(post, from_plan, &mut blocks);
            }
            Art::Innsats => {
                blocks.extend(self.tallblokk(post.nr));
                let from_plan = self.innsats();
                self.fylt(post, from_plan, &mut blocks);
            }
        }
        blocks
    }

    /// A post that the plan fills, and words besides when there are any.
    fn fylt(&self, post: &Post, from_plan: Vec<Blokk>, blocks: &mut Vec<Blokk>) {
        if self.utfall(post) != Some(Utfall::Planen) {
            self.svar(post.nr, blocks);
        }
        blocks.extend(from_plan);
    }

    /// How all posts were met.
    pub(super) fn opptelt(&self) -> Besvart {
        let mut besvart = Besvart::default();
        for outcome in skjema::poster(self.slag).filter_map(|post| self.utfall(post)) {
            besvart.poster += 1;
            match outcome {
                Utfall::Svar => besvart.svar += 1,
                Utfall::Blank => besvart.blanke += 1,
                Utfall::Planen => besvart.planen += 1,
                Utfall::Ubesvart => {}
            }
        }
        besvart
    }

    /// How a post was met; `None` when it asks for figures and not for words.
    fn utfall(&self, post: &Post) -> Option<Utfall> {
        let filled = |by_plan: bool| {
            let answer = self.rapport.svar_paa(post.nr);
            let answered = answer.is_some_and(|answer| answer.svar.er_svar());
            if by_plan && !answered { Utfall::Planen } else { outcome(answer) }
        };
        match post.art {
            Art::Tekst | Art::Behov => Some(outcome(self.rapport.svar_paa(post.nr))),
            Art::Todelt => Some(self.todelt_utfall(post.nr)),
            Art::Linjer(_) => None,
            Art::Maal => Some(filled(self.har_maal())),
            Art::Innsats => Some(filled(self.har_innsats())),
        }
    }

    /// The stored answer, or that there is none.
    pub(super) fn svar(&self, nr: &str, blocks: &mut Vec<Blokk>) {
        let help = self.language.find(&format!("skjema.hjelp.{}", ord_key(nr))).unwrap_or_default();
        blocks.extend(svarblokker(self.rapport.svar_paa(nr), help));
    }

    /// The answer to each of the two parts, after one that covers both.
    fn delsvar(&self, nr: &str) -> [(&'static str, Option<&Besvarelse>); 2] {
        TODELT.map(|part| (part, self.rapport.svar_paa(&format!("{nr} {part}"))))
    }

    /// An answer for each of the two parts. One that covers both stands first.
    fn todelt(&self, nr: &str, blocks: &mut Vec<Blokk>) {
        let parts = self.delsvar(nr);
        let whole = self.rapport.svar_paa(nr);
        let none = parts.iter().all(|(_, answer)| answer.is_none());
        if whole.is_some() || none {
            self.svar(nr, blocks);
        }
        if none {
            return;
        }
        for (part, answer) in parts {
            if whole.is_none() || answer.is_some() {
                blocks.push(Blokk::Del(self.ord(&format!("skjema.del.{part}"))));
                blocks.extend(svarblokker(answer, ""));
            }
        }
    }

    fn todelt_utfall(&self, nr: &str) -> Utfall {
        let whole = self.rapport.svar_paa(nr);
        let answers = self.delsvar(nr).map(|(_, answer)| answer);
        if answers.iter().all(Option::is_none) {
            return outcome(whole);
        }
        let outcomes = || answers.iter().map(|answer| outcome(*answer));
        // One part without an answer leaves the post unanswered only when the other has none either.
        if outcomes().any(|one| one == Utfall::Svar) || whole.is_some_and(|answer| answer.svar.er_svar()) {
            Utfall::Svar
        } else if outcomes().any(|one| one == Utfall::Blank) {
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
