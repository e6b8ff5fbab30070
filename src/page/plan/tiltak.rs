//! Continued measures: the list of a plan by group, and the page of one with its figures.

use crate::language::capital::capitalised;
use crate::page::parts::felt::grunn_key;
use serde::Serialize;

use super::side::{self, Om};
use crate::domain::enumeration::Enumeration;
use crate::domain::felt::Verdi;
use crate::domain::rad::{Kind, Relasjon};
use crate::domain::tiltak::{Tall, Tiltak, Tiltaksgruppe};
use crate::language::Language;
use crate::language::dates::{self, Form};
use crate::page::body::Prose;
use crate::page::catalogue::{PageSpec, PlanPage};
use crate::page::frame::Fakta;
use crate::page::parts::chrome;
use crate::page::parts::felt::{Bevis, Vist, enumerated, figure};
use crate::page::parts::feltliste::{Felter, Feltrad, gather_silent};
use crate::page::parts::historie::{self, Historie};
use crate::page::parts::lister::{self, Punkt};
use crate::page::parts::tabellvalg::{self, Svar, Tabellvalg};
use crate::page::view::Page;
use crate::page::world::World;
use crate::resolve::item::{ItemId, PlanId};

#[derive(Serialize)]
struct Liste {
    valg: Option<Tabellvalg>,
    grupper: Vec<Gruppe>,
}

#[derive(Serialize)]
struct Gruppe {
    id: String,
    tittel: String,
    tiltak: Vec<Rad>,
}

/// One measure in the list.
#[derive(Serialize)]
struct Rad {
    navn: String,
    url: String,
    tekst: Option<String>,
    tall: Vec<Tallrad>,
    sikkerhet: Option<String>,
    svar: Vec<Svar>,
}

/// A figure beside a measure.
#[derive(Serialize)]
struct Tallrad {
    navn: String,
    verdi: Vist,
    dato: Vist,
    bevis: Option<Bevis>,
}

/// The measures of a plan.
pub fn all(world: &World, spec: &PageSpec, plan: PlanId) -> Page {
    let site = world.site;
    let language = world.plan_language(plan);
    let items: Vec<ItemId> = site.register.of_plan(plan, Kind::Tiltak).collect();
    let mut frame = chrome::plan_frame(world, plan, &spec.sti, &spec.tittel, &[]);
    frame.kategori = Some(site.plan(plan).tittel.clone());
    let count = language.count("tiltak", u64::try_from(items.len()).unwrap_or(u64::MAX));
    frame.ingress = Some(language.fill("tiltakside.ingress", &[("antall", &count)]));
    frame.beskrivelse = language.fill("tiltakside.beskrivelse", &[("plan", &site.plan(plan).tittel)]);
    chrome::cite(world, &mut frame, site.register.plan_item(plan));
    let mut prose = Prose::new(world, &frame.rot, language);
    let mut grupper = Vec::new();
    let wanted = Tiltaksgruppe::ALL.iter().map(|(group, _)| Some(*group)).chain([None]);
    for group in wanted {
        let tiltak: Vec<Rad> = items
            .iter()
            .filter_map(|item| Some((*item, site.tiltak(*item)?)))
            .filter(|(_, t)| t.gruppe.known().copied() == group)
            .map(|(item, t)| Rad {
                navn: site.item(item).display(),
                url: world.url(item).to_owned(),
                tekst: side::prose_of(&mut prose, &t.tekst, t.rad.places.field("tekst")),
                tall: figures(world, t, language),
                sikkerhet: Om::of(&t.rad.belegg).and_then(|om| om.sikkerhet),
                svar: Svar::om(world, item, language),
            })
            .collect();
        if tiltak.is_empty() {
            continue;
        }
        let name =
            group.map_or_else(|| language.word("tiltakside.uten_gruppe").to_owned(), |g| enumerated(g, language));
        let id = group.map_or_else(|| "uten-gruppe".to_owned(), Enumeration::key);
        grupper.push(Gruppe { id, tittel: capitalised(&name), tiltak });
    }
    if grupper.len() > 1 {
        frame.innhold = grupper.iter().map(|g| side::heading(&g.id, &g.tittel)).collect();
    }
    let rows: Vec<&[Svar]> = grupper.iter().flat_map(|group| &group.tiltak).map(|row| row.svar.as_slice()).collect();
    let valg = tabellvalg::over_liste("tiltakene", &spec.tittel, &rows, language);
    frame.tabellvalg = valg.is_some();
    Page::new("plan-tiltak.html", frame, Liste { valg, grupper })
}

fn figures(world: &World, measure: &Tiltak, language: &Language) -> Vec<Tallrad> {
    measure.tall.iter().map(|tall| figure_row(world, tall, language)).collect()
}

fn figure_row(world: &World, tall: &Tall, language: &Language) -> Tallrad {
    let verdi = match &tall.verdi {
        Verdi::Kjent(n) => {
            let number = figure(*n, tall.ca, language);
            Vist::words(tall.enhet.known().map_or_else(|| number.clone(), |unit| unit_words(&number, unit)))
        }
        Verdi::Blank(grunn) => Vist::blank(*grunn),
    };
    Tallrad {
        navn: tall.navn.clone(),
        verdi,
        dato: Vist::felt(world, &tall.dato, |d| dates::format(&d.iso(), Form::Short, language)),
        bevis: Bevis::of(world, &tall.belegg),
    }
}

/// «8,7 %», «179 søknader»; «antall» says nothing beside a number.
fn unit_words(number: &str, unit: &str) -> String {
    match unit {
        "prosent" => format!("{number}\u{a0}%"),
        "antall" | "" => number.to_owned(),
        other => format!("{number}\u{a0}{other}"),
    }
}

#[derive(Serialize)]
struct Side {
    om: Option<Om>,
    tekst: Option<String>,
    tall: Vec<Tallrad>,
    felter: Vec<Feltrad>,
    utfordringer: Vec<Punkt>,
    historie: Option<Historie>,
}

/// One measure.
pub fn page(world: &World, spec: &PageSpec, item: ItemId, plan: PlanId, measure: &Tiltak) -> Page {
    let site = world.site;
    let language = world.plan_language(plan);
    let challenges = side::of_kind(world, site.graph.sources(item, Relasjon::Tiltak), Kind::Utfordring);
    let mut frame = side::frame(world, spec, item, plan, PlanPage::Tiltak);
    frame.faktalinje.push(side::fact("gruppe", &measure.gruppe, language));
    frame.faktalinje.push(side::fact("opphav", &measure.opphav, language));
    let responsible = language.word("felt.ansvarlig");
    frame.faktalinje.push(match measure.ansvarlig.known() {
        Some(unit) => {
            let link = world.reference(unit);
            Fakta { url: Some(link.url).filter(|u| !u.is_empty()), ..Fakta::new(responsible, link.tittel) }
        }
        None => Fakta::blank(responsible, grunn_key(&measure.ansvarlig)),
    });
    let mut prose = Prose::new(world, &frame.rot, language);
    let mut felter = Felter::new(world, language);
    felter
        .text("etikett", &measure.etikett)
        .word("gruppe", &measure.gruppe)
        .word("opphav", &measure.opphav)
        .reference("ansvarlig", &measure.ansvarlig)
        .refs("omraader", &measure.omraader)
        .refs("maal", &measure.maal)
        .refs("maalgrupper", &measure.maalgrupper)
        .refs("virkemidler", &measure.virkemidler)
        .factors(&measure.suksessfaktorer);
    let reported = site.status_rows(item).next().is_some();
    let view = Side {
        om: Om::of(&measure.rad.belegg),
        tekst: side::prose_of(&mut prose, &measure.tekst, measure.rad.places.field("tekst")),
        tall: figures(world, measure, language),
        felter: gather_silent(felter.done(), language),
        utfordringer: lister::points(world, challenges.iter().copied()),
        historie: reported.then(|| historie::of(world, item, language)).flatten(),
    };
    frame.baklenker = side::backlinks(world, item, &challenges);
    Page::new("plan-tiltakside.html", frame, view)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_stands_after_its_number_and_a_plain_count_alone() {
        assert_eq!(unit_words("8,7", "prosent"), "8,7\u{a0}%");
        assert_eq!(unit_words("179", "søknader"), "179\u{a0}søknader");
        assert_eq!(unit_words("10", "antall"), "10");
    }
}
