//! An indicator's readings as a table: each with its time, its figure or why there is none, what it is per inhabitant, how
//! it was counted and what it rests on.

use super::Bilde;
use super::sammenligning::rate_words;
use crate::derive::indikatorserie::{er_senere, value};
use crate::derive::per_innbygger::{innbyggertall, per_tusen};
use crate::domain::felt::Grunn;
use crate::domain::indikator::{Indikator, Maaling};
use crate::language::numbers;
use crate::page::innsikt::ord::Ord;
use crate::page::parts::del::Del;
use crate::page::parts::felt::{Bevis, Vist};
use crate::page::parts::maaling;
use crate::page::parts::oversikt::{Celle, Kolonne, Linje, Oversikt};
use crate::page::world::World;

/// Every reading, blanks as words.
pub fn readings(world: &World, ord: &Ord, bilde: &Bilde, id: &str) -> Del {
    let ord = ord.for_side("indikator");
    let indicator = bilde.indicator;
    let grouped = indicator.maalinger.iter().any(|m| m.gruppe.is_some());
    let others = indicator.maalinger.iter().any(|m| m.organisasjon.is_some());
    let methods = indicator.maalinger.iter().any(|m| m.metode.known().is_some());
    let mut columns = vec![Kolonne::ord(ord.felles("kolonne.dato"))];
    columns.extend(grouped.then(|| Kolonne::ord(ord.felles("kolonne.gruppe"))));
    columns.extend(others.then(|| Kolonne::ord(ord.felles("type.organisasjon"))));
    let inhabitants = innbyggertall(world.site, bilde.item);
    columns.push(Kolonne::ord(ord.felles("kolonne.verdi")));
    columns.extend(inhabitants.map(|_| Kolonne::ord(ord.word("per_tusen"))));
    columns.extend(methods.then(|| Kolonne::ord(ord.word("metode"))));
    columns.push(Kolonne::ord(ord.word("grunnlag")));
    let caption = ord.fill("maalinger_tabell", &[("navn", &indicator.navn)]);
    let mut table = Oversikt::new(id, caption, columns);
    for reading in bilde.serier.iter().flat_map(|s| &s.maalinger) {
        let mut cells = vec![maaling::tid(world, reading, ord.language)];
        if grouped {
            cells.push(Celle::ord(reading.gruppe.clone().unwrap_or_default()));
        }
        if others {
            cells.push(Celle::ord(
                reading.organisasjon.as_ref().map_or_else(String::new, |o| world.reference(o).tittel),
            ));
        }
        let mut figure = maaling::verdi(indicator, reading, ord.language);
        if er_senere(reading, world.derived.date) {
            figure.linjer.push(Linje { liten: Some(ord.felles("historie.senere")), ..Linje::default() });
        }
        cells.push(figure);
        cells.extend(inhabitants.map(|(_, people)| per_tusen_celle(world, &ord, reading, people)));
        if methods {
            cells.push(Celle::vist(Vist::word(world, &reading.metode, ord.language)));
        }
        let evidence: Vec<Bevis> = maaling::grunnlag(world, reading).into_iter().collect();
        cells.push(if evidence.is_empty() {
            Celle::blank(Grunn::Tom)
        } else {
            Celle { bevis: evidence, ..Celle::default() }
        });
        table.push(cells);
    }
    Del::Oversikt { tabell: table }
}

/// A reading per 1,000 inhabitants, with how many they are; blank as not known when the year has no number of them.
fn per_tusen_celle(world: &World, ord: &Ord, reading: &Maaling, people: &Indikator) -> Celle {
    let Some(rate) = per_tusen(reading, people, world.derived.date) else {
        let missing = value(reading).is_some() && !er_senere(reading, world.derived.date);
        let year = reading.dato().filter(|_| missing).map(|dato| dato.aar().to_string());
        let merknad = year.map(|year| ord.fill("per_tusen_mangler", &[("aar", &year)]));
        return Celle { merknad, ..Celle::blank(Grunn::IkkeAktuelt) };
    };
    let many = numbers::decimal(rate.innbyggere, None);
    let liten = Some(ord.fill("per_tusen_av", &[("innbyggere", &many), ("dato", &ord.dato(rate.dato))]));
    Celle::linjer(vec![Linje { liten, ..Linje::ord(rate_words(rate.verdi)) }]).med_verdi(Some(rate.verdi))
}
