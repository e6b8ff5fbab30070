//! One report as it is stored: its header, its answers in the order of the form, the statuses given in it, and the
//! figures that rest on it. A question without an answer and a stated nothing are different things.

use super::ord::Ord;
use super::rapporter::{kind_word, statements};
use crate::domain::enumeration::Enumeration;
use crate::domain::felt::{Grunn, Verdi};
use crate::domain::indikator::{Indikator, Maaling};
use crate::domain::rad::{Kind, Relasjon};
use crate::domain::rapport::{Rapport, Rapporttype, Svar};
use crate::domain::slug::ascii_key;
use crate::domain::status::Statusrad;
use crate::page::address;
use crate::page::body::Prose;
use crate::page::catalogue::{PageSpec, PlanPage};
use crate::page::frame::{Fakta, Lenke, rot};
use crate::page::parts::del::Del;
use crate::page::parts::felt::{Bevis, Vist};
use crate::page::parts::oversikt::{Celle, Kolonne, Oversikt};
use crate::page::parts::seksjon::{Seksjon, Seksjonsside};
use crate::page::parts::{chrome, maaling};
use crate::page::view::Page;
use crate::page::world::World;
use crate::resolve::item::ItemId;

/// The annual form's questions that take words, in its order. Its tables 1.1, C.1 and C.2 hold figures.
const ANNUAL: [&str; 22] = [
    "1.1", "1.2", "A.1", "A.2", "A.3", "A.4", "B.1", "B.2", "B.3", "B.4", "C.3", "3.1", "3.2", "4.1 A", "4.1 B",
    "4.1 C", "4.1 D", "4.2 A", "4.2 B", "4.2 C", "4.2 D", "4.2 E",
];

/// What a report of each kind asks. The final report is expected to ask what the annual one does; the half-year's is the
/// part on local goals; a tertial report is the kommune's own.
fn questions(kind: Option<Rapporttype>) -> Vec<&'static str> {
    match kind {
        Some(Rapporttype::Aar | Rapporttype::Slutt) => ANNUAL.to_vec(),
        Some(Rapporttype::Halvaar) => vec!["3.1", "3.2"],
        Some(Rapporttype::Tertial) => vec!["3.2"],
        None => Vec::new(),
    }
}

/// Every question of the form, and then those the report has besides.
fn asked(report: &Rapport) -> Vec<String> {
    let mut list: Vec<String> = questions(report.rapporttype).into_iter().map(str::to_owned).collect();
    let mut more: Vec<&String> = report.svar.iter().map(|(nr, _)| nr).filter(|nr| !list.contains(nr)).collect();
    more.sort_by(|a, b| crate::language::collation::compare(a, b));
    list.extend(more.into_iter().cloned());
    list
}

fn answer<'a>(report: &'a Rapport, nr: &str) -> Option<&'a Svar> {
    report.svar.iter().find(|(key, _)| key.trim() == nr).map(|(_, svar)| svar)
}

fn is_answered(svar: &Svar) -> bool {
    match svar {
        Svar::IngenTiltak => true,
        Svar::Tekst(text) => text.known().is_some_and(|text| !text.trim().is_empty()),
    }
}

/// How many of the questions have an answer.
pub fn answered(report: &Rapport) -> (usize, usize) {
    let asked = asked(report);
    let done = asked.iter().filter(|nr| answer(report, nr).is_some_and(is_answered)).count();
    (done, asked.len())
}

/// The statements given in a report, in the author's order.
pub fn rows<'a>(world: &'a World, item: ItemId) -> Vec<&'a Statusrad> {
    let site = world.site;
    let Some(plan) = site.item(item).plan else { return Vec::new() };
    let given = |row: &&Statusrad| row.rapport.as_ref().is_some_and(|r| site.target(r) == Some(item));
    site.plan(plan).statusrader.iter().filter(given).collect()
}

/// The page.
pub fn page(world: &World, spec: &PageSpec, item: ItemId) -> Page {
    let (Some(report), Some(plan)) = (world.site.rapport(item), world.site.item(item).plan) else {
        return Page::bare(world, spec);
    };
    let ord = Ord::of(world, plan, "rapport");
    let list = address::plan_page(world.site, plan, PlanPage::Rapporter.name());
    let way = [Lenke::new(PlanPage::Rapporter.title(ord.language), list)];
    let mut frame = chrome::plan_frame(world, plan, &spec.sti, &spec.tittel, &way);
    let given = rows(world, item);
    let (done, of) = answered(report);
    frame.kategori = Some(ord.felles("type.rapport"));
    let ingress = ord
        .fill("ingress", &[("antall", &ord.tall(done)), ("total", &ord.tall(of)), ("rader", &ord.tall(given.len()))]);
    frame.beskrivelse = format!("{}. {ingress}", spec.tittel);
    frame.ingress = Some(ingress);
    frame.per_dato = report.per_dato.known().map(|d| d.iso()).or(frame.per_dato);
    frame.faktalinje = facts(world, &ord, report);
    chrome::cite(world, &mut frame, item);
    frame.baklenker = chrome::backlinks(world, item);

    let mut side = Seksjonsside::default();
    if !report.hode.is_empty() {
        side.seksjoner.push(Seksjon::new("om-rapporten", ord.word("hode")).med(head(world, &ord, report)));
    }
    side.seksjoner.push(answers(world, &ord, report, &rot(&spec.sti)));
    if let Some(figures) = figures(world, &ord, item, report) {
        side.seksjoner.push(figures);
    }
    let section = Seksjon::new("status", ord.word("status"));
    side.seksjoner.push(if given.is_empty() {
        section.med(Del::avsnitt(ord.word("ingen_status")))
    } else {
        section.med(statements(world, &ord, &given, "tabell-status"))
    });
    side.page(frame)
}

fn facts(world: &World, ord: &Ord, report: &Rapport) -> Vec<Fakta> {
    let fact = |name: String, vist: Vist| match (vist.tekst, vist.grunn) {
        (Some(text), _) => Fakta::new(name, text),
        (None, why) => Fakta::blank(name, why.unwrap_or_default()),
    };
    let other = ord.for_side("rapporter");
    vec![
        Fakta::new(other.word("slag"), kind_word(report, ord)),
        fact(other.word("aar"), Vist::felt(world, &report.aar, |d| ord.dato(*d))),
        fact(other.word("per_dato"), Vist::felt(world, &report.per_dato, |d| ord.dato_lang(*d))),
        fact(ord.felles("kolonne.frist"), Vist::felt(world, &report.frist, |d| ord.dato_lang(*d))),
    ]
}

/// The header fields as printed.
fn head(world: &World, ord: &Ord, report: &Rapport) -> Del {
    let mut table = Oversikt::new(
        "tabell-hode",
        ord.word("hode_tabell"),
        vec![Kolonne::ord(ord.word("felt")), Kolonne::ord(ord.felles("kolonne.verdi"))],
    );
    for (label, value) in &report.hode {
        let date = |text: &String| match crate::domain::dato::Dato::parse(text) {
            Ok(dato) => ord.dato(dato),
            Err(_) => text.clone(),
        };
        table.push(vec![Celle::ord(label.clone()), Celle::vist(Vist::felt(world, value, date))]);
    }
    Del::Oversikt { tabell: table }
}

fn answers(world: &World, ord: &Ord, report: &Rapport, rot: &str) -> Seksjon {
    let (done, of) = answered(report);
    let values = [("antall", ord.tall(done)), ("total", ord.tall(of))];
    let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
    let mut section = Seksjon::new("svar", ord.word("svar")).ingress(ord.fill("svar_ingress", &values));
    let mut prose = Prose::new(world, rot, ord.language);
    let place = report.rad.places.field("svar");
    for nr in asked(report) {
        let key = ascii_key(&nr.replace('.', "_"));
        let label = ord.language.find(&format!("innsikt.rapport.spoersmaal.s{key}")).unwrap_or("");
        let id = format!("svar-{}", key.replace('_', "-"));
        prose.set_prefix(format!("{id}-"));
        section.deler.push(Del::overskrift(id, format!("{nr} {label}").trim_end().to_owned()));
        section.deler.extend(match answer(report, &nr) {
            Some(Svar::IngenTiltak) => vec![Del::avsnitt(ord.word("ingen_tiltak"))],
            Some(Svar::Tekst(text)) => match &text.verdi {
                Verdi::Kjent(words) if !words.trim().is_empty() => {
                    let html = prose.html(words, place);
                    let evidence = text.belegg.as_deref().and_then(|b| Bevis::of(world, b));
                    let mut parts = vec![Del::Html { html: format!("<div class=\"brodtekst\">{html}</div>") }];
                    parts.extend(evidence.map(|bevis| Del::Bevis { bevis }));
                    parts
                }
                Verdi::Kjent(_) | Verdi::Blank(Grunn::Tom) => vec![unanswered(ord)],
                Verdi::Blank(why) => vec![Del::Avsnitt {
                    tekst: ord.fill("besvart_blankt", &[("grunn", ord.language.word(&format!("grunn.{}", why.key())))]),
                    klasse: "blank",
                }],
            },
            None => vec![unanswered(ord)],
        });
    }
    section
}

fn unanswered(ord: &Ord) -> Del {
    Del::Avsnitt { tekst: ord.word("ikke_besvart"), klasse: "blank" }
}

/// Figures of the plan's indicators whose source is the report's own.
fn figures(world: &World, ord: &Ord, item: ItemId, report: &Rapport) -> Option<Seksjon> {
    let site = world.site;
    let source = report.rad.belegg.kilde.as_ref()?;
    let own = site.target(source)?;
    let plan = site.item(item).plan?;
    let mut table = Oversikt::new(
        "tabell-tall",
        ord.word("tall_tabell"),
        vec![
            Kolonne::ord(ord.felles("type.indikator")),
            Kolonne::ord(ord.word("punkt")),
            Kolonne::ord(ord.felles("kolonne.dato")),
            Kolonne::ord(ord.felles("kolonne.verdi")),
            Kolonne::ord(ord.felles("kolonne.merknad")),
        ],
    );
    for indicator in site.register.of_plan(plan, Kind::Indikator) {
        // The graph knows who cites the source at all; the readings tell which of their figures do.
        if !site.graph.targets(indicator, Relasjon::Kilde).contains(&own) {
            continue;
        }
        let Some(about) = site.indikator(indicator) else { continue };
        let cites = |m: &&Maaling| m.belegg.kilde.as_ref().is_some_and(|k| site.target(k) == Some(own));
        for reading in about.maalinger.iter().filter(cites) {
            table.push(figure(world, ord, indicator, about, reading));
        }
    }
    (!table.rader.is_empty()).then(|| {
        Seksjon::new("tall", ord.word("tall")).ingress(ord.word("tall_ingress")).med(Del::Oversikt { tabell: table })
    })
}

fn figure(world: &World, ord: &Ord, item: ItemId, about: &Indikator, reading: &Maaling) -> Vec<Celle> {
    let mut name = Celle::item(world, item);
    if let (Some(group), Some(line)) = (&reading.gruppe, name.linjer.first_mut()) {
        line.liten = Some(group.clone());
    }
    let evidence = maaling::grunnlag(world, reading).map(|b| Bevis { kilde: None, sted: None, ..b });
    vec![
        name,
        Celle::ord(reading.belegg.sted.clone().unwrap_or_default()),
        maaling::tid(world, reading, ord.language),
        maaling::verdi(about, reading, ord.language),
        Celle { bevis: evidence.filter(|b| *b != Bevis::default()).into_iter().collect(), ..Celle::default() },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::felt::Felt;

    fn report(answers: Vec<(&str, Svar)>) -> Rapport {
        Rapport {
            rapporttype: Some(Rapporttype::Halvaar),
            svar: answers.into_iter().map(|(nr, svar)| (nr.to_owned(), svar)).collect(),
            ..Rapport::default()
        }
    }

    #[test]
    fn a_stated_nothing_is_an_answer_and_a_blank_is_none() {
        let words = |text: &str| Svar::Tekst(Felt::known_value(text.to_owned()));
        let one = report(vec![("3.1", Svar::IngenTiltak), ("3.2", words(" "))]);
        assert_eq!(answered(&one), (1, 2));
        let more = report(vec![("3.2", words("Ja")), ("X.10", words("a")), ("X.9", words("b"))]);
        assert_eq!(asked(&more), ["3.1", "3.2", "X.9", "X.10"], "what the form does not ask comes last");
        assert_eq!(answered(&more), (3, 4));
    }

    #[test]
    fn every_question_of_every_form_has_words() {
        let nb = crate::language::Language::load("nb", None).unwrap();
        for nr in ANNUAL {
            let key = ascii_key(&nr.replace('.', "_"));
            assert!(nb.find(&format!("innsikt.rapport.spoersmaal.s{key}")).is_some(), "{nr}: {key}");
        }
    }
}
