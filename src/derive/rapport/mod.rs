//! Rapport: the form of `domain::skjema` filled in, as a document. What the plan knows is taken from the plan (goals,
//! statuses, figures with their readings, decisions, experiences, commitments), the rest from the report's stored answers.
//! «Ikke besvart», a stated nothing and a blank with a reason stay apart. What a post shows is told in `poster`, tables of
//! figures in `figurer`, what the plan gives in `plan`, the time in `tidsrom`, a report that is no form in `melding`.

mod figurer;
mod melding;
mod plan;
mod poster;
pub mod tidsrom;

pub use melding::er_melding;
pub(super) use plan::oekonomi;

use jiff::civil::Date;

use self::tidsrom::Tidsrom;
use super::dokument::{Besvart, Blokk, Celle, Dokument, Innhold, Kolonne, Linje, Seksjon, Tabell};
use crate::config::Config;
use crate::domain::dato::Dato;
use crate::domain::enumeration::Enumeration;
use crate::domain::felt::{Felt, Grunn};
use crate::domain::organ::Organtype;
use crate::domain::rapport::{Rapport, Rapporttype};
use crate::domain::skjema::{self, HODE, SKJEMA};
use crate::domain::slug::{ascii_key, slug};
use crate::language::Language;
use crate::language::capital::capitalised;
use crate::language::dates::{self, Form};
use crate::resolve::item::{ItemId, PlanId};
use crate::resolve::site::Site;

/// What a report is made of.
#[derive(Clone, Copy)]
pub struct Oppdrag<'a> {
    /// The site.
    pub site: &'a Site,
    /// The configuration, for its limits.
    pub config: &'a Config,
    /// The plan's language.
    pub language: &'a Language,
    /// The plan.
    pub plan: PlanId,
    /// What kind of report.
    pub slag: Rapporttype,
    /// The time reported on.
    pub tidsrom: Tidsrom,
    /// The stored report, when there is one; else a draft is made.
    pub lagret: Option<ItemId>,
    /// The site's as-of date. A stored report is as of its own date; a draft as of this one.
    pub dato: Date,
}

/// The document of a stored report; `None` when the item is no report.
pub fn lagret(site: &Site, config: &Config, language: &Language, item: ItemId, dato: Date) -> Option<Dokument> {
    let oppdrag = Oppdrag::av_lagret(site, config, language, item, dato)?;
    let made = Bygg::new(&oppdrag);
    Some(if er_melding(made.rapport) { made.melding_om_status(item) } else { made.dokument() })
}

/// How the posts of a stored report were met, without making the document; no posts when it is a message about status.
pub fn besvart(site: &Site, config: &Config, language: &Language, item: ItemId, dato: Date) -> Option<Besvart> {
    let oppdrag = Oppdrag::av_lagret(site, config, language, item, dato)?;
    let made = Bygg::new(&oppdrag);
    Some(if er_melding(made.rapport) { Besvart::default() } else { made.opptelt() })
}

impl<'a> Oppdrag<'a> {
    /// A stored report; `None` when the item is no report.
    fn av_lagret(site: &'a Site, config: &'a Config, language: &'a Language, item: ItemId, dato: Date) -> Option<Self> {
        let report = site.rapport(item)?;
        let plan = site.item(item).plan?;
        let slag = report.rapporttype.unwrap_or(Rapporttype::Aar);
        let tidsrom = Tidsrom::of(report, site.plan(plan), dato);
        Some(Self { site, config, language, plan, slag, tidsrom, lagret: Some(item), dato })
    }
}

/// The document.
pub fn rapport(oppdrag: &Oppdrag) -> Dokument {
    Bygg::new(oppdrag).dokument()
}

/// A report in the making.
struct Bygg<'a> {
    site: &'a Site,
    config: &'a Config,
    language: &'a Language,
    plan: PlanId,
    slag: Rapporttype,
    tidsrom: Tidsrom,
    item: Option<ItemId>,
    /// The stored report, or an empty one.
    rapport: &'a Rapport,
    /// The site's as-of date.
    dato: Date,
    /// What is said is as of this day.
    per: Date,
    /// Figures and decisions after this day are not in the report: it was due by then.
    kjent_til: Date,
    felter: usize,
    tall: usize,
}

static EMPTY: std::sync::LazyLock<Rapport> = std::sync::LazyLock::new(Rapport::default);

impl<'a> Bygg<'a> {
    fn new(from: &Oppdrag<'a>) -> Self {
        let report = from.lagret.and_then(|item| from.site.rapport(item));
        let own = report.and_then(|r| r.per_dato.known()).map(|d| d.last_day());
        let end = from.tidsrom.til;
        let per = match report {
            Some(_) => own.unwrap_or(end),
            None => from.dato.min(end),
        };
        // Only the yearly form has a date it is due by that everybody knows; a part of a year is told as it ended.
        let part = matches!(from.slag, Rapporttype::Halvaar | Rapporttype::Tertial);
        let usual = || if part { per } else { from.tidsrom.frist() };
        let due = report.and_then(|r| r.frist.known()).map_or_else(usual, |d| d.last_day());
        let kjent_til = if report.is_some() { per.max(due) } else { from.dato.min(due).max(per) };
        Self {
            site: from.site,
            config: from.config,
            language: from.language,
            plan: from.plan,
            slag: from.slag,
            tidsrom: from.tidsrom,
            item: from.lagret,
            rapport: report.unwrap_or(&EMPTY),
            dato: from.dato,
            per,
            kjent_til,
            felter: 0,
            tall: 0,
        }
    }

    fn ord(&self, path: &str) -> String {
        self.language.word(path).to_owned()
    }

    fn fyll(&self, path: &str, values: &[(&str, &str)]) -> String {
        self.language.fill(path, values)
    }

    fn dag(&self, date: Date) -> String {
        self.kort(Dato::Dag(date))
    }

    fn kort(&self, dato: Dato) -> String {
        dates::format(&dato.iso(), Form::Short, self.language)
    }

    fn dokument(mut self) -> Dokument {
        let mut seksjoner = vec![self.hode()];
        seksjoner.extend(self.skjema());
        seksjoner.extend(self.andre_tall());
        seksjoner.extend(self.forpliktelser());
        seksjoner.extend(self.andre_svar());
        let besvart = self.opptelt();
        let ingress = self.ingress(besvart);
        Dokument { ingress, seksjoner, besvart, ..self.omslag() }
    }

    /// The document without what it says.
    fn omslag(&self) -> Dokument {
        let about = self.site.plan(self.plan);
        let slag = self.slagord();
        let tittel = match self.item {
            Some(item) => self.site.item(item).title.clone(),
            None if self.slag == Rapporttype::Slutt => slag.clone(),
            None => format!("{slag} {}", self.tidsrom.navn(self.language)),
        };
        let navn = match (self.item, self.tidsrom.dato) {
            (Some(item), _) => self.site.item(item).key.clone(),
            (None, Some(dato)) => slug(&format!("{slag} {dato}")),
            (None, None) => slug(&slag),
        };
        Dokument {
            plan: self.plan,
            rapport: self.item,
            navn,
            slag,
            tittel,
            kilde: self.kilde(),
            organisasjon: self.site.organisasjon(self.site.plan_org(self.plan)).navn.clone(),
            plantittel: about.tittel.clone(),
            spraak: self.language.code().to_owned(),
            per_dato: self.per.to_string(),
            ingress: Vec::new(),
            fakta: self.fakta(),
            seksjoner: Vec::new(),
            besvart: Besvart::default(),
            kort: false,
        }
    }

    /// The report's own source.
    fn kilde(&self) -> Option<ItemId> {
        self.site.target(self.rapport.rad.belegg.kilde.as_ref()?)
    }

    /// «Årsrapport».
    fn slagord(&self) -> String {
        capitalised(&super::dokument::enumerated(self.slag, self.language))
    }

    fn ingress(&self, besvart: Besvart) -> Vec<String> {
        let n = |n: usize| crate::language::numbers::whole(i128::try_from(n).unwrap_or(i128::MAX));
        let Besvart { poster, svar, planen, blanke } = besvart;
        let values = [
            ("svar", n(svar)),
            ("poster", n(poster)),
            ("planen", n(planen)),
            ("blanke", n(blanke)),
            ("ubesvart", n(besvart.ubesvart())),
            ("tall", n(self.tall)),
            ("felter", n(self.felter)),
        ];
        let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
        let mut lines = Vec::new();
        if self.item.is_none() {
            let (tid, dato) = (self.tidsrom.navn(self.language), self.dag(self.per));
            lines.push(self.fyll("dokument.utkast", &[("tid", &tid), ("dato", &dato)]));
        }
        lines.push(self.fyll(if self.felter > 0 { "dokument.besvart" } else { "dokument.besvart_kort" }, &values));
        lines.extend(self.fristord());
        lines.push(self.ord("dokument.forbehold"));
        lines.extend(self.kilde().map(|_| self.ord("dokument.egen_kilde")));
        lines
    }

    /// When it is due, unless it is delivered or nobody knows.
    fn fristord(&self) -> Option<String> {
        if self.rapport.levert.grunn() != Some(Grunn::Tom) {
            return None;
        }
        let form = self.item.is_none() || !er_melding(self.rapport);
        let due = self.rapport.frist.known().map_or_else(
            || (form && self.slag == Rapporttype::Aar).then(|| self.tidsrom.frist()),
            |due| Some(due.last_day()),
        )?;
        let left = super::tilstand::days(self.dato, due);
        let dato = self.dag(due);
        match left {
            ..0 => Some(self.fyll("dokument.frist_passert", &[("dato", &dato)])),
            0 => Some(self.fyll("dokument.frist_idag", &[("dato", &dato)])),
            _ if left <= self.config.terskler.snart_dager => {
                Some(self.fyll("dokument.frist_naer", &[("dato", &dato), ("dager", &left.to_string())]))
            }
            _ => None,
        }
    }

    fn fakta(&self) -> Vec<(String, Celle)> {
        let date = |felt: &Felt<Dato>| Celle::felt(felt, |dato| Linje::ord(self.kort(*dato)));
        let plan = self.site.register.plan_item(self.plan);
        let mut facts = vec![
            (self.ord("type.organisasjon"), Celle::ord(&self.site.organisasjon(self.site.plan_org(self.plan)).navn)),
            (self.ord("dokument.plan"), Linje::item(&self.site.plan(self.plan).tittel, plan).into()),
        ];
        let form = self.item.is_none() || !er_melding(self.rapport);
        if form {
            facts.push((self.ord("dokument.tidsrom"), Celle::ord(self.tidsrom.navn(self.language))));
        }
        facts.push((self.ord("dokument.per_dato"), Celle::ord(self.dag(self.per))));
        if self.rapport.frist.known().is_some() || (form && self.slag == Rapporttype::Aar) {
            let due = if self.rapport.frist.known().is_some() {
                date(&self.rapport.frist)
            } else {
                Celle::ord(self.dag(self.tidsrom.frist()))
            };
            facts.push((self.ord("dokument.frist"), due));
        }
        if self.item.is_some() && (form || self.rapport.levert.known().is_some()) {
            facts.push((self.ord("dokument.levert"), date(&self.rapport.levert)));
        }
        if let Some(source) = self.kilde() {
            facts.push((self.ord("bevis.kilde"), Linje::item(&self.site.item(source).title, source).into()));
        }
        if let Some(version) = &self.rapport.planversjon {
            facts.push((self.ord("dokument.planversjon"), Celle::ord(version)));
        }
        facts
    }

    /// The fields at the top: as stored, else what the plan knows.
    fn hode(&self) -> Seksjon {
        let title = self.ord("skjema.hode");
        let mut table = Tabell::new(
            "tabell-hode",
            &title,
            vec![Kolonne::ord(self.ord("dokument.felt")), Kolonne::ord(self.ord("dokument.verdi"))],
        );
        let stored = |key: &str| self.rapport.hode.iter().find(|(label, _)| ascii_key(label) == key);
        let as_date =
            |text: &String| Linje::ord(Dato::parse(text).map_or_else(|_| text.clone(), |dato| self.kort(dato)));
        for label in HODE {
            let key = ascii_key(label);
            let cell = match stored(&key) {
                Some((_, value)) => Celle::felt(value, as_date),
                None => self.kjent_hode(&key),
            };
            table.push(&key, vec![Celle::ord(self.ord(&format!("skjema.hodefelt.{key}"))), cell]);
        }
        let known: Vec<String> = HODE.iter().map(|label| ascii_key(label)).collect();
        for (label, value) in self.rapport.hode.iter().filter(|(label, _)| !known.contains(&ascii_key(label))) {
            table.push(ascii_key(label), vec![Celle::ord(label), Celle::felt(value, as_date)]);
        }
        Seksjon {
            ingress: if self.slag == Rapporttype::Aar { self.ord("skjema.formaal") } else { String::new() },
            blokker: vec![Blokk::Tabell(table)],
            ..Seksjon::new("hode", title)
        }
    }

    /// A field at the top that the plan knows.
    fn kjent_hode(&self, key: &str) -> Celle {
        let role = |kind: Organtype| {
            let bodies = self.site.register.of_plan(self.plan, crate::domain::rad::Kind::Organ);
            let line = |item: ItemId| {
                let organ = self.site.organ(item).filter(|organ| organ.organtype.known() == Some(&kind))?;
                // A role that is called only what it is names nobody.
                if ascii_key(&organ.navn) == key {
                    return None;
                }
                Some(Linje::item(&organ.navn, item))
            };
            Celle::linjer(bodies.filter_map(line).collect())
        };
        match key {
            "kommune" => Celle::ord(&self.site.organisasjon(self.site.plan_org(self.plan)).navn),
            "programleder" => role(Organtype::Programleder),
            "programansvarlig" => role(Organtype::Programansvarlig),
            "rapporteringsaar" => Celle::ord(self.tidsrom.navn(self.language)),
            "rapporteringsdato" => Celle::ord(self.dag(self.per)),
            _ => Celle::blank(Grunn::Tom),
        }
    }

    fn skjema(&mut self) -> Vec<Seksjon> {
        let mut sections = Vec::new();
        for section in SKJEMA {
            let key = skjema::ord_key(section.nr);
            let mut made =
                Seksjon::new(format!("seksjon-{}", slug(section.nr)), self.ord(&format!("skjema.seksjon.{key}")));
            let slag = self.slag;
            for post in section.poster.iter().filter(|post| skjema::gjelder(slag, post.nr)) {
                made.blokker.extend(self.post(post));
            }
            if !made.blokker.is_empty() {
                sections.push(made);
            }
        }
        sections
    }

    /// Answers to what this kind of report does not ask.
    fn andre_svar(&self) -> Option<Seksjon> {
        let asked: Vec<String> =
            skjema::poster(self.slag).flat_map(skjema::Post::svarnumre).map(|nr| skjema::nummer_key(&nr)).collect();
        let others = self.rapport.svar.iter().filter(|answer| !asked.contains(&skjema::nummer_key(&answer.nr)));
        let mut section = Seksjon::new("andre-svar", self.ord("dokument.andre_svar"));
        section.ingress = self.ord("dokument.andre_svar_ingress");
        for answer in others {
            section.blokker.push(Blokk::overskrift(&answer.nr, &answer.nr));
            section.blokker.extend(poster::svarblokker(Some(answer), ""));
        }
        (!section.blokker.is_empty()).then_some(section)
    }
}

/// A status as a line.
fn status(key: impl Into<String>) -> Linje {
    Linje::of(Innhold::Status(key.into()))
}

/// The word of a status.
fn statusord(language: &Language, status: crate::domain::status::Status) -> String {
    language.word(&format!("status.{}", status.key())).to_owned()
}
