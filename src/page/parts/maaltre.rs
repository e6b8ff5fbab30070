//! Goals as a tree: a goal, what is said of its target, and the goals below it. Drawn by `maaltre`.

use std::collections::BTreeSet;

use serde::Serialize;

use super::felt::figure;
use super::lister::kind_word;
use super::tabellvalg::{Svar, Tabellvalg};
use crate::derive::kobling;
use crate::domain::enumeration::Enumeration;
use crate::domain::felt::Verdi;
use crate::domain::maal::{Maal, Maaltall};
use crate::domain::rad::{Kind, Relasjon};
use crate::language::Language;
use crate::language::dates::{self, Form};
use crate::page::frame::Lenke;
use crate::page::world::World;
use crate::resolve::item::ItemId;

/// One goal and what is below it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Maalnode {
    /// Hovedmål, delmål or resultatmål, in words.
    pub nivaa: String,
    /// Printed label.
    pub etikett: Option<String>,
    /// The goal.
    pub tekst: String,
    /// Its page.
    pub url: String,
    /// `tolket` or `uklar`.
    pub sikkerhet: Option<String>,
    /// Status key, when one is stated.
    pub status: Option<String>,
    /// The target in words; only for resultatmål and goals that state one.
    pub maaltall: Option<Maaltallord>,
    /// Indicators that follow it.
    pub indikatorer: Vec<Lenke>,
    /// Lettered points.
    pub underpunkter: Vec<String>,
    /// «5 aktiviteter»; nothing when there are none.
    pub aktiviteter: Option<String>,
    /// What it can be found by in a list of goals.
    pub svar: Vec<Svar>,
    /// Goals below it.
    pub barn: Vec<Maalnode>,
}

/// A target in words, or why there is none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Maaltallord {
    /// «50 husstander innen 2012».
    pub tekst: Option<String>,
    /// Why there is none.
    pub grunn: Option<String>,
    /// What a reader must know of the blank.
    pub merknad: Option<String>,
}

/// Goals with what is below them, in the order given.
pub fn tree(world: &World, goals: &[ItemId], language: &Language) -> Vec<Maalnode> {
    let mut above = BTreeSet::new();
    goals.iter().filter_map(|goal| node(world, *goal, language, &mut above)).collect()
}

/// Goals that stand under no other goal of the same plan.
pub fn roots(world: &World, goals: &[ItemId]) -> Vec<ItemId> {
    let below = |goal: &ItemId| {
        let parents = world.site.graph.targets(*goal, Relasjon::Forelder);
        parents.iter().any(|parent| goals.contains(parent))
    };
    let roots: Vec<ItemId> = goals.iter().copied().filter(|goal| !below(goal)).collect();
    // A circle has no top; then every goal is shown rather than none.
    if roots.is_empty() { goals.to_vec() } else { roots }
}

/// Goals directly below a goal.
pub fn children(world: &World, goal: ItemId) -> Vec<ItemId> {
    world.site.graph.sources(goal, Relasjon::Forelder)
}

fn node(world: &World, item: ItemId, language: &Language, above: &mut BTreeSet<ItemId>) -> Option<Maalnode> {
    let site = world.site;
    let goal = site.maal(item)?;
    // Goals may point at each other in a circle; each is shown once on the way down.
    if !above.insert(item) {
        return None;
    }
    let barn = children(world, item).into_iter().filter_map(|child| node(world, child, language, above)).collect();
    above.remove(&item);
    let number = world.derived.gjeldende(kobling::aktiviteter(site, item)).len();
    let about = site.item(item);
    let kind = kind_word(world, item, language);
    let mut svar = vec![Svar::new("nivaa", [kind.clone()])];
    svar.extend(Svar::om(world, item, language));
    let state = world.derived.state(item).filter(|s| s.status.is_some()).map(crate::derive::tilstand::Tilstand::key);
    svar.push(Svar::new("status", state.iter().map(|key| language.word(&format!("status.{key}")).to_owned())));
    Some(Maalnode {
        svar,
        nivaa: kind,
        etikett: about.etikett.clone(),
        tekst: goal.tekst.clone(),
        url: world.url(item).to_owned(),
        sikkerhet: uncertain(goal),
        status: state,
        maaltall: target(goal, about.kind, language),
        indikatorer: indicators(world, item).into_iter().map(|i| world.link(i)).collect(),
        underpunkter: goal
            .underpunkt
            .iter()
            .map(|u| u.etikett.known().map_or_else(|| u.tekst.clone(), |label| format!("{label}) {}", u.tekst)))
            .collect(),
        aktiviteter: (number > 0).then(|| language.count("aktivitet", u64::try_from(number).unwrap_or(u64::MAX))),
        barn,
    })
}

/// Tools over lists of goals, from the trees in them; none when the goals are few.
pub fn tools(id: &str, om: &str, trees: &[&[Maalnode]], language: &Language) -> Option<Tabellvalg> {
    fn flat<'a>(nodes: &'a [Maalnode], into: &mut Vec<&'a [Svar]>) {
        for node in nodes {
            into.push(&node.svar);
            flat(&node.barn, into);
        }
    }
    let mut rows = Vec::new();
    for nodes in trees {
        flat(nodes, &mut rows);
    }
    let mut tools = Tabellvalg::liste(id, om, &[id], rows.len())?;
    let word = |path: &str| language.word(path).to_owned();
    let own = [("nivaa", word("felt.nivaa")), ("status", word("kolonne.status"))];
    let any = |name: &str| rows.iter().any(|row| row.iter().any(|one| one.navn == name && !one.verdier.is_empty()));
    let own: Vec<_> = own.into_iter().filter(|(name, _)| any(name)).collect();
    tools.spoer_om_svar(&own, &rows);
    tools.spoer_om_plan(language, &rows);
    Some(tools)
}

fn uncertain(goal: &Maal) -> Option<String> {
    use crate::domain::felt::Sikkerhet;
    goal.rad.belegg.sikkerhet.filter(|s| *s != Sikkerhet::Sikker).map(Enumeration::key)
}

/// Indicators that follow a goal, whichever of the two says so.
pub fn indicators(world: &World, goal: ItemId) -> Vec<ItemId> {
    let graph = &world.site.graph;
    let mut all = graph.targets(goal, Relasjon::Indikator);
    for item in graph.sources(goal, Relasjon::Maal) {
        if world.site.item(item).kind == Kind::Indikator && !all.contains(&item) {
            all.push(item);
        }
    }
    all
}

fn target(goal: &Maal, kind: Kind, language: &Language) -> Option<Maaltallord> {
    if goal.maaltall.is_unstated() && kind != Kind::Resultatmaal {
        return None;
    }
    Some(match &goal.maaltall.verdi.verdi {
        Verdi::Kjent(_) => Maaltallord { tekst: target_words(&goal.maaltall, language), ..Maaltallord::default() },
        Verdi::Blank(grunn) => Maaltallord {
            tekst: None,
            grunn: Some(grunn.key()),
            merknad: goal.maaltall.verdi.belegg.as_ref().and_then(|b| b.merknad.clone()),
        },
    })
}

/// «50 husstander innen 2012»; nothing when there is no figure.
pub fn target_words(target: &Maaltall, language: &Language) -> Option<String> {
    let mut words = figure(*target.verdi.known()?, false, language);
    if let Some(unit) = target.enhet.known() {
        words.push('\u{a0}');
        words.push_str(unit);
    }
    if let Some(by) = target.frist.known() {
        let date = dates::format(&by.iso(), Form::Long, language);
        words.push(' ');
        words.push_str(&language.fill("maalside.innen", &[("dato", &date)]));
    }
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::dato::Dato;
    use crate::domain::felt::Felt;

    #[test]
    fn a_target_says_its_unit_and_deadline() {
        let nb = Language::load("nb", None).unwrap();
        let target = Maaltall {
            verdi: Felt::known_value(50.0),
            enhet: Felt::known_value("husstander".into()),
            frist: Felt::known_value(Dato::Aar(2012)),
            ..Maaltall::default()
        };
        assert_eq!(target_words(&target, &nb).as_deref(), Some("50\u{a0}husstander innen 2012"));
        assert_eq!(target_words(&Maaltall::default(), &nb), None);
    }
}
