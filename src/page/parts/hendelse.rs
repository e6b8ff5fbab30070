//! What happened to a plan, day by day, as the page and the feed tell it. What counts as a change is `derive::endringer`.
//! Drawn by `hendelser`.

use serde::Serialize;

use super::felt::{Bevis, enumerated, figure};
use super::lister::kind_word;
use super::maaling;
use crate::derive::dokument::faktornavn;
use crate::derive::endringer::{Endring, Grunnlag, Slag};
use crate::domain::dato::Dato;
use crate::domain::enumeration::Enumeration;
use crate::domain::felt::Sikkerhet;
use crate::domain::indikator::Maaling;
use crate::domain::status::Status;
use crate::language::Language;
use crate::page::world::World;

/// One day, or a longer time when nothing more exact is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dag {
    /// Anchor.
    pub id: String,
    /// ISO.
    pub dato: String,
    /// `dato` is one that HTML knows: a year, a month or a day.
    pub maskin: bool,
    /// What happened.
    pub hendelser: Vec<Hendelse>,
}

/// One change.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Hendelse {
    /// Anchor.
    pub id: String,
    /// What kind, in a word: «Fullført».
    pub slag_ord: String,
    /// Status key whose sign it bears; `None` for what is no status.
    pub status: Option<String>,
    /// Printed label of what it is about.
    pub etikett: Option<String>,
    /// What it is about.
    pub tittel: String,
    /// Where that is shown.
    pub url: String,
    /// The word for its kind; empty when the kind of change says it.
    #[serde(rename = "type")]
    pub type_ord: String,
    /// What was said, in plain paragraphs.
    pub linjer: Vec<String>,
    /// What differs from the plan.
    pub avvik: Option<String>,
    /// The sentence that says another statement says otherwise.
    pub motstrid: Option<String>,
    /// Evidence.
    pub bevis: Option<Bevis>,
}

/// Changes gathered by date. They must come in order; the days stand in the same.
pub fn dager<'a>(
    world: &World,
    changes: impl IntoIterator<Item = &'a Endring<'a>>,
    prefix: &str,
    language: &Language,
) -> Vec<Dag> {
    let mut days: Vec<Dag> = Vec::new();
    for change in changes {
        let dato = change.dato.iso();
        let event = hendelse(world, change, language);
        match days.last_mut() {
            Some(day) if day.dato == dato => day.hendelser.push(event),
            _ => days.push(Dag {
                id: format!("{prefix}{}", dato.to_ascii_lowercase()),
                maskin: matches!(change.dato, Dato::Aar(_) | Dato::Maaned(..) | Dato::Dag(_)),
                dato,
                hendelser: vec![event],
            }),
        }
    }
    days
}

/// One change in words.
pub fn hendelse(world: &World, change: &Endring, language: &Language) -> Hendelse {
    let site = world.site;
    let about = site.item(change.item);
    let word = |key: &str| language.word(&format!("innsikt.endringer.{key}")).to_owned();
    let fill = |key: &str, values: &[(&str, &str)]| language.fill(&format!("innsikt.endringer.{key}"), values);
    let mut event = Hendelse {
        id: change.noekkel.clone(),
        slag_ord: word(&format!("slag.{}", change.slag.key())),
        status: sign(change.slag),
        etikett: about.etikett.clone(),
        tittel: about.title.clone(),
        url: world.url(change.item).to_owned(),
        type_ord: kind_word(world, change.item, language),
        motstrid: change.motstrid.then(|| word("motstrid")),
        bevis: change.belegg(site).and_then(|belegg| Bevis::of(world, belegg)),
        ..Hendelse::default()
    };
    match change.grunnlag {
        Grunnlag::Selv => {
            if let Some(decision) = site.vedtak(change.item) {
                event.type_ord = String::new();
                let unsure = decision.organ.belegg.as_ref().and_then(|b| b.sikkerhet);
                let unsure = unsure.filter(|sure| *sure != Sikkerhet::Sikker);
                event.linjer.extend(decision.organ.known().map(|organ| {
                    let said = fill("av_organ", &[("organ", organ)]);
                    unsure.map_or_else(
                        || said.clone(),
                        |sure| format!("{said} ({})", language.word(&format!("sikkerhet.{}", sure.key()))),
                    )
                }));
                event.linjer.extend(decision.saksnr.known().map(|nr| fill("saksnr", &[("nr", nr)])));
            } else if site.rapport(change.item).is_some() {
                event.type_ord = String::new();
            } else {
                event.slag_ord = word("oppdaget");
            }
        }
        Grunnlag::Versjon(name, entry) => {
            event.type_ord = String::new();
            if !name.is_empty() {
                event.tittel = fill("versjon", &[("versjon", name)]);
            }
            if let Some(entry) = entry {
                event.linjer.push(entry.tekst.clone());
                event.linjer.extend(
                    entry
                        .vedtak
                        .as_ref()
                        .map(|named| fill("ved_vedtak", &[("vedtak", &world.reference(named).tittel)])),
                );
            }
        }
        Grunnlag::Rad(named) => event.linjer.push(fill("med_versjon", &[("versjon", &named.navn)])),
        Grunnlag::Status(row, before) => {
            event.linjer.extend(row.tekst.known().cloned());
            if let Some(percent) = row.framdrift.known() {
                event.linjer.push(fill("framdrift", &[("prosent", &figure(*percent, false, language))]));
            }
            let now = row.status.known().copied();
            if let Some(before) = before.filter(|before| now.is_some_and(|now| now != *before)) {
                event.linjer.push(fill("foer", &[("status", &status_word(before, language))]));
            }
            if let (Slag::Melding, Some(now)) = (change.slag, now) {
                event.linjer.push(fill("fortsatt", &[("status", &status_word(now, language))]));
            }
            event.avvik = row.avvik.known().cloned();
        }
        Grunnlag::Tall(reading, before) => {
            event.type_ord = String::new();
            event.linjer.push(figure_words(world, change, reading, before, language));
        }
        Grunnlag::Vurdering(row, before) => {
            event.type_ord = String::new();
            if let Some(factor) = row.faktor {
                event.tittel = faktornavn(factor, language);
                event.url = crate::page::address::factor(factor);
            }
            let score = |row: &crate::domain::suksessfaktor::Vurdering| {
                row.skaar.known().map_or_else(|| language.word("grunn.tom").to_owned(), |n| figure(*n, false, language))
            };
            event.linjer.push(match before {
                Some(before) => fill("skaar_fra", &[("skaar", &score(row)), ("foer", &score(before))]),
                None => fill("skaar", &[("skaar", &score(row))]),
            });
            event.linjer.extend(row.begrunnelse.clone());
        }
        Grunnlag::Utfordring(entry) => {
            event.linjer.push(entry.hva.clone());
            event.linjer.extend(entry.hvorfor.as_ref().map(|why| fill("hvorfor", &[("tekst", why)])));
            event.linjer.extend(entry.foelge.as_ref().map(|effect| fill("foelge", &[("tekst", effect)])));
            event.linjer.extend(entry.planversjon.as_ref().map(|name| fill("versjon", &[("versjon", name)])));
        }
    }
    // The title of a commitment or a decision says what a statement often repeats.
    event.linjer.retain(|line| *line != event.tittel);
    event
}

/// «Uten bolig: 20 husstander (31.12.2012). Før: 22 (2011)»
fn figure_words(
    world: &World,
    change: &Endring,
    reading: &Maaling,
    before: Option<&Maaling>,
    language: &Language,
) -> String {
    let unit = world.site.indikator(change.item).and_then(|indicator| indicator.enhet.known().copied());
    let written = |m: &Maaling| maaling::tallord(m, unit, language).unwrap_or_default();
    let now = written(reading);
    let mut text = match before {
        Some(before) => language.fill(
            "innsikt.endringer.tall_fra",
            &[("tall", &now), ("foer", &written(before)), ("dato", &maaling::tid_ord(before, language))],
        ),
        None => now,
    };
    if let Some(group) = &reading.gruppe {
        text = format!("{group}: {text}");
    }
    if let Some(org) = &reading.organisasjon {
        text = format!("{}: {text}", world.reference(org).tittel);
    }
    if let Some(method) = reading.metode.known() {
        let method = enumerated(*method, language);
        text = language.fill("innsikt.endringer.tall_metode", &[("tall", &text), ("metode", &method)]);
    }
    text
}

fn status_word(status: Status, language: &Language) -> String {
    language.word(&format!("status.{}", status.key())).to_owned()
}

/// The status whose sign a kind of change bears.
fn sign(slag: Slag) -> Option<String> {
    let status = match slag {
        Slag::Startet => Status::IGang,
        Slag::Fullfoert => Status::Fullfoert,
        Slag::Utsatt => Status::Utsatt,
        Slag::Stoppet => Status::Stoppet,
        Slag::Viderefoert => Status::Viderefoert,
        Slag::IkkeGjennomfoert => Status::IkkeGjennomfoert,
        Slag::IkkeStartet => Status::IkkeStartet,
        _ => return None,
    };
    Some(status.key())
}
