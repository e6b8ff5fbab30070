//! The page for a meeting as a document: what stands on the page, without the ways to other pages.

use crate::derive::dokument::{Besvart, Blokk, Celle, Dokument, Figur, Kolonne, Linje, Rad, Seksjon, Tabell};
use crate::derive::opptelling::Opptelling;
use crate::domain::rad::Kind;
use crate::language::Language;
use crate::language::dates::{self, Form};
use crate::page::catalogue::PlanPage;
use crate::page::frame::Fakta;
use crate::page::innsikt::moete::Moeteside;
use crate::page::parts::del::Del;
use crate::page::parts::oversikt::{self, Oversikt};
use crate::page::parts::seksjon;
use crate::page::world::World;
use crate::resolve::item::{ItemId, PlanId};

/// The document of a plan, as of the site's date.
pub fn dokument(world: &World, plan: PlanId) -> Dokument {
    let language = world.plan_language(plan);
    let about = world.site.plan(plan);
    let organisasjon = world.site.organisasjon(world.site.plan_org(plan)).navn.clone();
    let Moeteside { ingress, fakta, side } = Moeteside::of(world, plan);
    let slag = PlanPage::Moete.title(language);
    let day = dates::format(&world.derived.date.to_string(), Form::Short, language);
    let mut facts = vec![
        (language.word("type.organisasjon").to_owned(), Celle::ord(&organisasjon)),
        (language.word("dokument.plan").to_owned(), Celle::ord(&about.tittel)),
    ];
    facts.extend(fakta.into_iter().map(|fact| (fact.navn.clone(), verdi(&fact, language))));
    facts.push((language.word("dokument.per_dato").to_owned(), Celle::ord(day)));

    let activities: Vec<ItemId> = world.site.register.of_plan(plan, Kind::Aktivitet).collect();
    let count = world.derived.count(&activities);
    let mut seksjoner: Vec<Seksjon> = side.seksjoner.iter().map(|section| seksjon_av(section, language)).collect();
    if let Some(first) = seksjoner.first_mut() {
        let before = side.innledning.iter().flat_map(|del| blokker(del, language));
        let mut blocks: Vec<Blokk> = status(&count, &ingress, language).into_iter().chain(before).collect();
        blocks.append(&mut first.blokker);
        first.blokker = blocks;
    }
    Dokument {
        plan,
        rapport: None,
        navn: "moete".to_owned(),
        tittel: slag.clone(),
        slag,
        organisasjon,
        kilde: None,
        plantittel: about.tittel.clone(),
        spraak: language.code().to_owned(),
        per_dato: world.derived.date.to_string(),
        ingress: vec![ingress],
        fakta: facts,
        seksjoner,
        besvart: Besvart::default(),
        kort: true,
    }
}

/// Everything in one bar.
fn status(count: &Opptelling, sentence: &str, language: &Language) -> Option<Blokk> {
    let hode = language.word("tabell.total").to_owned();
    let grupper = vec![(hode.clone(), count.clone())];
    (count.total > 0)
        .then(|| Blokk::Figur(Figur::Status { id: "moete-status".into(), tittel: sentence.to_owned(), hode, grupper }))
}

fn verdi(fact: &Fakta, language: &Language) -> Celle {
    match &fact.grunn {
        Some(why) => Celle::ord(language.word(&format!("grunn.{why}"))),
        None => Celle::ord(&fact.verdi),
    }
}

fn seksjon_av(from: &seksjon::Seksjon, language: &Language) -> Seksjon {
    Seksjon {
        ingress: from.ingress.clone(),
        blokker: from.deler.iter().flat_map(|del| blokker(del, language)).collect(),
        ..Seksjon::new(&from.id, &from.tittel)
    }
}

/// The parts a meeting's page is made of; the bar is drawn as a figure, and charts have their own pages.
fn blokker(del: &Del, language: &Language) -> Vec<Blokk> {
    match del {
        Del::Avsnitt { tekst, .. } => vec![Blokk::Avsnitt(tekst.clone())],
        Del::Liste { linjer } => vec![Blokk::Liste(linjer.iter().map(Celle::ord).collect())],
        Del::Overskrift { id, tekst, .. } => {
            vec![Blokk::Overskrift { id: id.clone(), punkt: String::new(), tekst: tekst.clone(), lenke: None }]
        }
        Del::Lenker { lenker } => lenker.iter().map(|link| Blokk::Merknad(link.tittel.clone())).collect(),
        Del::Oversikt { tabell } => vec![Blokk::Tabell(tabell_av(tabell, language))],
        _ => Vec::new(),
    }
}

fn tabell_av(from: &Oversikt, language: &Language) -> Tabell {
    let columns = from.kolonner.iter().map(|column| Kolonne::ord(&column.tittel)).collect();
    let mut table = Tabell::new(&from.id, &from.tekst, columns);
    let row = |row: &oversikt::Rad| Rad {
        celler: row.celler.iter().map(|cell| celle(cell, language)).collect(),
        ..Rad::default()
    };
    table.rader = from.rader.iter().map(row).collect();
    table
}

fn celle(from: &oversikt::Celle, language: &Language) -> Celle {
    let mut lines: Vec<Linje> = Vec::new();
    lines.extend(from.grunn.as_ref().map(|why| Linje::ord(language.word(&format!("grunn.{why}")))));
    lines.extend(from.status.as_ref().map(|key| Linje::of(crate::derive::dokument::Innhold::Status(key.clone()))));
    lines.extend(from.linjer.iter().map(|line| {
        let words = line.etikett.as_ref().map_or_else(|| line.tekst.clone(), |label| format!("{label} {}", line.tekst));
        let sure = line.sikkerhet.as_ref().map(|sure| language.word(&format!("sikkerhet.{sure}")).to_owned());
        let more: Vec<String> = line.liten.clone().into_iter().chain(sure).collect();
        Linje::ord(words).tillegg(more.join(", "))
    }));
    Celle { linjer: lines }
}
