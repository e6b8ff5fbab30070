//! The data sets of one plan. What the columns are called and mean is told in `kolonner`.

use std::collections::BTreeSet;

use super::kolonner::{AKTIVITETER, INDIKATORER, KILDER, MAAL, MAALINGER, STATUSRADER, UTFORDRINGER};
use super::sett::Celle::{self, Liste, Sann, Tall, Tekst, Tom};
use super::sett::Sett;
use crate::domain::enumeration::Enumeration;
use crate::domain::felt::{Belegg, Felt, Grunn, Verdi};
use crate::domain::indikator::{Indikator, Maaling};
use crate::domain::rad::{Kind, Rad, Ref, Relasjon};
use crate::page::world::World;
use crate::resolve::item::{ItemId, PlanId};

/// The sets of a plan that have rows, in a fixed order.
pub fn sets(world: &World, plan: PlanId) -> Vec<Sett> {
    let mut sets = vec![
        Sett { navn: "aktiviteter", kolonner: AKTIVITETER, rader: aktiviteter(world, plan) },
        Sett { navn: "maal", kolonner: MAAL, rader: maal(world, plan) },
        Sett { navn: "indikatorer", kolonner: INDIKATORER, rader: indikatorer(world, plan) },
        Sett { navn: "maalinger", kolonner: MAALINGER, rader: maalinger(world, plan) },
        Sett { navn: "utfordringer", kolonner: UTFORDRINGER, rader: utfordringer(world, plan) },
        Sett { navn: "statusrader", kolonner: STATUSRADER, rader: statusrader(world, plan) },
        Sett { navn: "kilder", kolonner: KILDER, rader: kilder(world, plan) },
    ];
    sets.retain(|set| !set.rader.is_empty());
    sets
}

/// Items of a kind that may leave the house.
fn public<'w>(world: &'w World<'w>, plan: PlanId, kind: Kind) -> impl Iterator<Item = ItemId> + 'w {
    world.site.register.of_plan(plan, kind).filter(|item| is_public(world, *item))
}

/// Ids of what an item refers to in one way; what is internal is left out.
fn ids(world: &World, item: ItemId, relation: Relasjon) -> Celle {
    let site = world.site;
    let targets = site.graph.targets(item, relation);
    let public = targets.into_iter().filter(|to| is_public(world, *to));
    list(public.map(|to| site.item(to).key.clone()).collect())
}

fn list(words: Vec<String>) -> Celle {
    if words.is_empty() { Tom } else { Liste(words) }
}

fn words<E: Enumeration>(list_of: &Felt<Vec<E>>) -> Celle {
    list(list_of.items().iter().map(|word| word.word().to_owned()).collect())
}

/// May it leave the house? Also the internal edition publishes only what is public.
fn is_public(world: &World, item: ItemId) -> bool {
    world.site.entity(item).is_some_and(|entity| !entity.rad().intern)
}

/// What a reference names, as `shown` has it; its words when it names nothing, and nothing when that is internal.
fn referred(world: &World, reference: &Ref, shown: impl Fn(ItemId) -> String) -> Celle {
    match world.site.target(reference) {
        Some(item) if is_public(world, item) => Tekst(shown(item)),
        Some(_) => Tom,
        None => Tekst(reference.text.clone()),
    }
}

/// The id of what a reference names.
fn named(world: &World, reference: Option<&Ref>) -> Celle {
    reference.map_or(Tom, |reference| referred(world, reference, |item| world.site.item(item).key.clone()))
}

/// Source, place, certainty and remark.
fn evidence(world: &World, belegg: &Belegg) -> [Celle; 4] {
    [
        named(world, belegg.kilde.as_ref()),
        Celle::maybe(belegg.sted.clone()),
        Celle::word(belegg.sikkerhet),
        Celle::maybe(belegg.merknad.clone()),
    ]
}

fn page(world: &World, item: ItemId) -> Celle {
    Tekst(format!("{}{}", world.nettsted.adresse.as_deref().unwrap_or(""), world.url(item)))
}

/// The field a part of another field stands in: blank for the whole's reason when the whole is blank.
fn inner<T, U>(whole: &Felt<T>, part: impl FnOnce(&T) -> &Felt<U>, known: impl FnOnce(&U) -> Celle) -> Celle {
    Celle::felt(whole, |whole| Celle::felt(part(whole), known))
}

fn aktiviteter(world: &World, plan: PlanId) -> Vec<Vec<Celle>> {
    let rows = public(world, plan, Kind::Aktivitet).filter_map(|item| {
        let one = world.site.aktivitet(item)?;
        let state = world.derived.state(item);
        let mut row = vec![
            Tekst(one.rad.id.clone()),
            Celle::text(&one.etikett),
            Tekst(one.tekst.clone()),
            list(one.deler.clone()),
        ];
        row.extend(
            [
                Relasjon::Omraade,
                Relasjon::Maal,
                Relasjon::Strategi,
                Relasjon::Maalgruppe,
                Relasjon::Virkemiddel,
                Relasjon::Utfordring,
            ]
            .map(|relation| ids(world, item, relation)),
        );
        row.extend([
            words(&one.suksessfaktorer),
            Celle::felt(&one.forventet_resultat, |lines| Liste(lines.clone())),
            Celle::felt(&one.kostnad, |cost| Celle::maybe(cost.tekst.clone())),
            inner(&one.kostnad, |cost| &cost.beloep, |sum| Tall(*sum)),
            Celle::maybe(
                one.kostnad
                    .known()
                    .filter(|cost| cost.beloep.known().is_some())
                    .map(|cost| cost.valuta.clone().unwrap_or_else(|| "NOK".to_owned())),
            ),
            Celle::felt(&one.tid, |time| Celle::maybe(time.tekst.clone())),
            inner(&one.tid, |time| &time.fra, |date| Tekst(date.iso())),
            inner(&one.tid, |time| &time.til, |date| Tekst(date.iso())),
            Celle::felt(&one.samarbeid, |partners| Liste(partners.iter().map(|one| one.tekst.clone()).collect())),
            Celle::felt(&one.ansvarlig, |unit| referred(world, unit, |item| world.site.item(item).title.clone())),
            Celle::word(state.and_then(|state| state.status)),
            Celle::date(state.and_then(|state| state.per)),
            state.and_then(|state| state.framdrift).map_or(Tom, Tall),
            Celle::date(state.and_then(|state| state.framdrift_per)),
            state.map_or(Tom, |state| Sann(state.is_late())),
        ]);
        row.extend(evidence(world, &one.rad.belegg));
        row.push(page(world, item));
        Some(row)
    });
    rows.collect()
}

fn maal(world: &World, plan: PlanId) -> Vec<Vec<Celle>> {
    let levels = [Kind::Hovedmaal, Kind::Delmaal, Kind::Resultatmaal];
    let rows = levels.into_iter().flat_map(|kind| public(world, plan, kind)).filter_map(|item| {
        let one = world.site.maal(item)?;
        let state = world.derived.state(item);
        let mut row = vec![
            Tekst(one.rad.id.clone()),
            Tekst(world.site.item(item).kind.key().to_owned()),
            Celle::maybe(one.eier.clone()),
            Celle::text(&one.etikett),
            Tekst(one.tekst.clone()),
        ];
        row.extend(
            [Relasjon::Forelder, Relasjon::Maalgruppe, Relasjon::Indikator].map(|relation| ids(world, item, relation)),
        );
        row.extend([
            Celle::number(&one.grunnlinje),
            Celle::number(&one.maaltall.verdi),
            Celle::text(&one.maaltall.enhet),
            Celle::felt(&one.maaltall.retning, |way| Celle::word(Some(*way))),
            Celle::felt(&one.maaltall.frist, |date| Tekst(date.iso())),
            Celle::word(state.and_then(|state| state.status)),
            Celle::date(state.and_then(|state| state.per)),
        ]);
        row.extend(evidence(world, &one.rad.belegg));
        row.push(page(world, item));
        Some(row)
    });
    rows.collect()
}

/// Indicators that may be published: all but those the author has closed.
fn open<'w>(world: &'w World<'w>, plan: PlanId) -> impl Iterator<Item = (ItemId, &'w Indikator)> {
    let indicators = public(world, plan, Kind::Indikator);
    indicators.filter_map(|item| Some((item, world.site.indikator(item)?))).filter(|(_, one)| one.aapen != Some(false))
}

fn indikatorer(world: &World, plan: PlanId) -> Vec<Vec<Celle>> {
    let rows = open(world, plan).map(|(item, one)| {
        let mut row = vec![
            Tekst(one.rad.id.clone()),
            Tekst(one.navn.clone()),
            Celle::text(&one.definisjon),
            Celle::felt(&one.enhet, |unit| Celle::word(Some(*unit))),
            Celle::felt(&one.retning, |way| Celle::word(Some(*way))),
            Celle::word(one.kilde_type),
            Celle::text(&one.kildetabell),
            Celle::text(&one.teller),
            Celle::text(&one.nevner),
            ids(world, item, Relasjon::DelAv),
            ids(world, item, Relasjon::Maal),
            Celle::number(&one.grunnlinje),
            Celle::number(&one.maaltall.verdi),
            Celle::felt(&one.maaltall.frist, |date| Tekst(date.iso())),
        ];
        row.extend(evidence(world, &one.rad.belegg));
        row.push(page(world, item));
        row.extend([Relasjon::Innbyggere, Relasjon::Sammenlign].map(|relation| ids(world, item, relation)));
        row
    });
    rows.collect()
}

fn maalinger(world: &World, plan: PlanId) -> Vec<Vec<Celle>> {
    open(world, plan)
        .flat_map(|(_, one)| one.maalinger.iter().map(move |reading| maaling(world, one, reading)))
        .collect()
}

fn maaling(world: &World, one: &Indikator, reading: &Maaling) -> Vec<Celle> {
    let end = |date: Option<crate::domain::dato::Dato>| {
        Celle::felt(&reading.tid, |_| date.map_or(Celle::Blank(Grunn::Tom), |date| Tekst(date.iso())))
    };
    let time = reading.tid.known().copied().unwrap_or_default();
    let value = match &reading.verdi {
        _ if reading.belegg.skjult => Celle::Blank(Grunn::Skjult),
        Verdi::Kjent(number) => Tall(*number),
        Verdi::Blank(reason) => Celle::Blank(*reason),
    };
    let mut row = vec![
        Tekst(one.rad.id.clone()),
        Tekst(one.navn.clone()),
        Celle::maybe(reading.gruppe.clone()),
        named(world, reading.organisasjon.as_ref()),
        end(time.fra),
        end(time.til),
        value,
        Sann(reading.ca),
        Celle::word(one.enhet.known().copied()),
        Celle::felt(&reading.metode, |method| Celle::word(Some(*method))),
    ];
    // A remark may say the figure that is withheld.
    let withheld = Belegg { merknad: None, ..reading.belegg.clone() };
    row.extend(evidence(world, if reading.belegg.skjult { &withheld } else { &reading.belegg }));
    row.push(reading.usikkerhet.filter(|_| !reading.belegg.skjult).map_or(Celle::Blank(Grunn::Tom), Tall));
    row
}

fn utfordringer(world: &World, plan: PlanId) -> Vec<Vec<Celle>> {
    let rows = public(world, plan, Kind::Utfordring).filter_map(|item| {
        let one = world.site.utfordring(item)?;
        let to = |relation| ids(world, item, relation);
        let mut row = vec![
            Tekst(one.rad.id.clone()),
            Celle::text(&one.etikett),
            Tekst(one.tittel.clone()),
            Celle::felt(&one.nivaa, |level| Celle::word(Some(*level))),
            list(one.tema.clone()),
            Celle::felt(&one.aarsak, |causes| Liste(causes.iter().map(|cause| cause.word().to_owned()).collect())),
            Celle::number(&one.alvor),
            Celle::felt(&one.status, |status| Celle::word(Some(*status))),
            to(Relasjon::Blokkerer),
            to(Relasjon::Utloeser),
            to(Relasjon::Indikator),
            Celle::maybe(one.uten_indikator.clone()),
            to(Relasjon::Maal),
            to(Relasjon::Strategi),
            to(Relasjon::Aktivitet),
            to(Relasjon::Tiltak),
            to(Relasjon::Omraade),
            words(&one.suksessfaktorer),
            Celle::felt(&one.oppdaget, |date| Tekst(date.iso())),
            Celle::felt(&one.revidert, |date| Tekst(date.iso())),
        ];
        row.extend(evidence(world, &one.rad.belegg));
        row.push(page(world, item));
        Some(row)
    });
    rows.collect()
}

fn statusrader(world: &World, plan: PlanId) -> Vec<Vec<Celle>> {
    let rows = world.site.plan(plan).statusrader.iter().filter_map(|one| {
        let about = world.site.target(&one.emne)?;
        let may_leave = |rad: &Rad| !rad.intern && !rad.belegg.skjult;
        if !may_leave(&one.rad) || !world.site.entity(about).is_some_and(|entity| may_leave(entity.rad())) {
            return None;
        }
        let mut row = vec![
            Tekst(world.site.item(about).key.clone()),
            Tekst(world.site.item(about).display()),
            Celle::felt(&one.dato, |date| Tekst(date.iso())),
            Celle::felt(&one.status, |status| Celle::word(Some(*status))),
            Celle::text(&one.tekst),
            Celle::text(&one.avvik),
            Celle::number(&one.framdrift),
            named(world, one.rapport.as_ref()),
        ];
        row.extend(evidence(world, &one.rad.belegg));
        Some(row)
    });
    rows.collect()
}

/// The plan's own sources, and those of others that its rows name.
fn kilder(world: &World, plan: PlanId) -> Vec<Vec<Celle>> {
    let site = world.site;
    let mut sources: BTreeSet<ItemId> = site.register.of_plan(plan, Kind::Kilde).collect();
    let rows = std::iter::once(site.register.plan_item(plan)).chain(site.register.all_of_plan(plan));
    for item in rows {
        sources.extend(site.graph.out(item).map(|edge| edge.to).filter(|to| site.item(*to).kind == Kind::Kilde));
    }
    let row = |item: ItemId| {
        let one = site.kilde(item).filter(|one| !one.rad.intern)?;
        Some(vec![
            Tekst(one.rad.id.clone()),
            Tekst(one.tittel.clone()),
            Celle::word(one.kildetype),
            Celle::felt(&one.aar, |date| Tekst(date.iso())),
            Celle::text(&one.utgiver),
            Celle::maybe(one.lenke.clone()),
            Celle::date(one.utgaatt),
            named(world, one.erstattet_av.as_ref()),
            Celle::maybe(one.rad.belegg.merknad.clone()),
        ])
    };
    sources.into_iter().filter_map(row).collect()
}
