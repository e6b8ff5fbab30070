//! Reading a block: its YAML, its words, its references. Everything that is wrong is told where it stands.

use super::{Ansvar, Filter, Matrisekolonner, Matriserader, Matrisevalg, Query, Statusvalg, Vis};
use crate::diag::{self, Diagnostic, Span};
use crate::domain::enumeration::Enumeration;
use crate::domain::rad::{Kind, Places, Ref, Relasjon};
use crate::domain::slug::ascii_key;
use crate::domain::suksessfaktor::Suksessfaktor;
use crate::read::suksessfaktor::Faktor;
use crate::resolve::item::{ItemId, PlanId};
use crate::resolve::lookup::{From, Lookup, Outcome};
use crate::yaml::fields::{Fields, Record, Sink};
use crate::yaml::parse::{Input, parse};
use crate::yaml::shape::RecordShape;
use crate::yaml::value::Word;

/// The fields a block may have, for the schema and the guide.
pub fn shape() -> RecordShape {
    Fields::shape::<Written>()
}

/// A block as written.
#[derive(Default)]
struct Written {
    vis: Option<Vis>,
    plan: Option<Ref>,
    omraade: Option<Ref>,
    status: Vec<Word<Statusvalg>>,
    maalgruppe: Option<Ref>,
    faktor: Option<Suksessfaktor>,
    strategi: Option<Ref>,
    maal: Option<Ref>,
    ansvarlig: Option<Ref>,
    indikator: Option<Ref>,
    slag: Option<Ref>,
    rader: Option<Matriserader>,
    matrise: Option<Ref>,
    tittel: Option<String>,
    grense: Option<f64>,
    /// Keys that are there.
    keys: Vec<&'static str>,
    places: Places,
}

/// Every key with the views it means something to; none listed means all.
const KEYS: &[(&str, &[Vis])] = &[
    ("vis", &[]),
    ("plan", &[]),
    ("tittel", &[]),
    ("område", &[Vis::Aktivitetstabell, Vis::Framdrift, Vis::Liste, Vis::Maalhierarki]),
    ("mål", &[Vis::Aktivitetstabell, Vis::Framdrift, Vis::Liste, Vis::Maalhierarki]),
    ("strategi", &[Vis::Aktivitetstabell, Vis::Framdrift, Vis::Liste]),
    ("målgruppe", &[Vis::Aktivitetstabell, Vis::Framdrift, Vis::Liste]),
    ("faktor", &[Vis::Aktivitetstabell, Vis::Framdrift, Vis::Liste]),
    ("ansvarlig", &[Vis::Aktivitetstabell, Vis::Framdrift, Vis::Liste]),
    ("status", &[Vis::Aktivitetstabell, Vis::Liste]),
    ("indikator", &[Vis::Indikator]),
    ("type", &[Vis::Liste]),
    ("rader", &[Vis::Matrise]),
    ("kolonner", &[Vis::Matrise]),
    ("matrise", &[Vis::Matrise]),
    ("grense", &[Vis::Aktivitetstabell, Vis::Liste]),
];

impl Record for Written {
    const NAME: &'static str = "en planverk-blokk";
    const DEFINITE: &'static str = "planverk-blokken";

    fn read(f: &mut Fields) -> Self {
        // There is one choice only; asking for it makes a wrong one an error.
        let _: Word<Matrisekolonner> = f.optional("kolonner", "Kolonnene i en avledet matrise");
        let keys = KEYS.iter().map(|(key, _)| *key).filter(|key| f.has(key)).collect();
        Self {
            vis: f.required::<Word<Vis>>("vis", "Hva som skal vises").0,
            plan: f.optional("plan", "Planen, organisasjon/plan; ellers planen kapittelet står i"),
            tittel: f.optional("tittel", "Overskrift over det som vises"),
            omraade: f.optional("område", "Bare det som hører til satsingsområdet"),
            maal: f.optional("mål", "Bare det som hører til målet"),
            strategi: f.optional("strategi", "Bare det som hører til strategien"),
            maalgruppe: f.optional("målgruppe", "Bare det som gjelder målgruppen"),
            faktor: f.optional::<Faktor>("faktor", "Bare det som støtter suksessfaktoren: id, nummer eller navn").0,
            ansvarlig: f.optional("ansvarlig", "Bare det enheten eller organet har ansvar for: id eller ord"),
            status: f.optional("status", "Bare det som har en av disse statusene"),
            indikator: f.optional("indikator", "Indikatoren som skal vises"),
            slag: f.optional("type", "Hva slags ting lista skal ha"),
            rader: f.optional::<Word<Matriserader>>("rader", "Radene i en avledet matrise").0,
            matrise: f.optional("matrise", "Id-en til en matrise planen har"),
            grense: f.optional("grense", "Høyst så mange"),
            keys,
            places: f.places(),
        }
    }
}

/// Reads every block of one text. What could be understood is put in `into` by its place.
pub(in crate::resolve) struct Reader<'a> {
    /// Looks ids up.
    pub lookup: Lookup<'a>,
    /// Where the text stands.
    pub from: From,
}

impl Reader<'_> {
    /// Reads one block. Things it names are told to `named`.
    pub(in crate::resolve) fn read(
        &self,
        input: Input,
        found: &mut Vec<Diagnostic>,
        named: &mut dyn FnMut(ItemId, Span),
    ) -> Option<Query> {
        let before = found.len();
        let node = parse(input, found)?;
        if node.is_null() {
            found.push(
                Diagnostic::error("spoerring/tom", "`planverk`-blokken er tom")
                    .at(Span::new(input.file, input.start..input.end))
                    .help(format!("skriv for eksempel `vis: {}`", Vis::ALL[0].1)),
            );
            return None;
        }
        let mut sink = Sink::new(true);
        let written: Written = Fields::of(&node, &mut sink);
        found.append(&mut sink.found);
        let vis = written.vis?;
        check_keys(&written, vis, found);
        let plan = self.plan(&written, found)?;
        let query = self.resolve(&written, vis, plan, found, named);
        (found.len() == before).then_some(query)
    }

    /// The plan: the one named, the one the text stands in, or the only one there is.
    fn plan(&self, written: &Written, found: &mut Vec<Diagnostic>) -> Option<PlanId> {
        let register = self.lookup.register;
        let plans: Vec<(PlanId, String, &str)> = register
            .plan_items()
            .filter_map(|id| {
                let item = register.item(id);
                let org = self.lookup.organisation_name(item.organisasjon?);
                Some((item.plan?, format!("{org}/{}", item.key), item.key.as_str()))
            })
            .collect();
        let names = || plans.iter().map(|(_, name, _)| name.as_str());
        let Some(asked) = &written.plan else {
            return match (self.from.plan, plans.as_slice()) {
                (Some(own), _) => Some(own),
                (None, [(only, ..)]) => Some(*only),
                (None, _) => {
                    found.push(
                        Diagnostic::error(
                            "spoerring/uten-plan",
                            "`planverk`-blokken sier ikke hvilken plan den gjelder",
                        )
                        .at(written.places.row)
                        .help(names().next().map_or_else(
                            || "nettstedet har ingen planer".to_owned(),
                            |name| format!("legg til for eksempel `plan: {name}`"),
                        )),
                    );
                    None
                }
            };
        };
        let wanted = asked.text.trim().trim_matches('/').replace(':', "/");
        let fits: Vec<PlanId> =
            plans.iter().filter(|(_, name, key)| *name == wanted || *key == wanted).map(|(id, ..)| *id).collect();
        if let [one] = fits[..] {
            return Some(one);
        }
        let (org, key) = wanted.split_once('/').unwrap_or(("", &wanted));
        if fits.is_empty() && (self.lookup.hidden.contains(org, key) || self.lookup.hidden.contains("", org)) {
            found.push(hidden(asked.span));
            return None;
        }
        let message = if fits.is_empty() {
            format!("finner ingen plan «{}»", asked.text)
        } else {
            format!("flere organisasjoner har en plan «{}»", asked.text)
        };
        found.push(
            Diagnostic::error("spoerring/ukjent-plan", message)
                .at(asked.span)
                .help_maybe(diag::did_you_mean(&wanted, names()))
                .help(match names().collect::<Vec<_>>().join(", ") {
                    none if none.is_empty() => "nettstedet har ingen planer".to_owned(),
                    names => format!("planer: {names}"),
                }),
        );
        None
    }

    fn resolve(
        &self,
        written: &Written,
        vis: Vis,
        plan: PlanId,
        found: &mut Vec<Diagnostic>,
        named: &mut dyn FnMut(ItemId, Span),
    ) -> Query {
        // References are read as seen from the plan, so that a page of the knowledge base can use short ids.
        let org = self.lookup.register.item(self.lookup.register.plan_item(plan)).organisasjon;
        let from = From { organisasjon: org, plan: Some(plan) };
        let mut item = |asked: &Option<Ref>, relation: Relasjon| -> Option<ItemId> {
            let asked = asked.as_ref()?;
            match self.lookup.find(asked, relation, from) {
                Outcome::Found(to) => {
                    named(to, asked.span);
                    return Some(to);
                }
                Outcome::Hidden | Outcome::Draft => found.push(hidden(asked.span)),
                Outcome::Doubtful(why) | Outcome::Wrong(why) => found.push(*why),
                Outcome::Words | Outcome::Unread => {}
            }
            None
        };
        let belongs = [
            (&written.omraade, Relasjon::Omraade),
            (&written.maal, Relasjon::Maal),
            (&written.strategi, Relasjon::Strategi),
            (&written.maalgruppe, Relasjon::Maalgruppe),
        ];
        let hoerer_til = belongs.into_iter().filter_map(|(asked, relation)| item(asked, relation)).collect();
        let indikator = item(&written.indikator, Relasjon::Indikator);
        let printed = item(&written.matrise, Relasjon::Rad);
        let responsible = item(&written.ansvarlig, Relasjon::Ansvarlig);
        let ansvarlig = match (responsible, &written.ansvarlig) {
            (Some(item), _) => Some(Ansvar::Item(item)),
            (None, Some(words)) => Some(Ansvar::Ord(words.text.clone())),
            (None, None) => None,
        };
        let slag = kinds(written, vis, found);
        let matrise = self.matrix(written, vis, printed, found);
        if vis == Vis::Indikator && written.indikator.is_none() {
            found.push(missing(written, "indikator", "ind-…"));
        }
        Query {
            vis,
            plan,
            filter: Filter {
                hoerer_til,
                status: written.status.iter().filter_map(|word| word.0).collect(),
                faktor: written.faktor,
                ansvarlig,
            },
            indikator,
            slag,
            matrise,
            tittel: written.tittel.clone().filter(|title| !title.is_empty()),
            grense: limit(written, found),
        }
    }

    fn matrix(
        &self,
        written: &Written,
        vis: Vis,
        printed: Option<ItemId>,
        found: &mut Vec<Diagnostic>,
    ) -> Option<Matrisevalg> {
        if vis != Vis::Matrise {
            return None;
        }
        match (written.rader, &written.matrise) {
            (Some(rows), None) => Some(Matrisevalg::Avledet(rows)),
            (None, Some(asked)) => {
                let item = printed?;
                let kind = self.lookup.register.item(item).kind;
                if kind == Kind::Matrise {
                    return Some(Matrisevalg::Trykt(item));
                }
                found.push(
                    Diagnostic::error("referanse/feil-type", format!("«{}» er ikke en matrise", asked.text))
                        .at(asked.span)
                        .related(self.lookup.register.item(item).span, "her er den"),
                );
                None
            }
            (Some(_), Some(asked)) => {
                found.push(
                    Diagnostic::error("spoerring/begge-matriser", "`rader` og `matrise` kan ikke stå i samme blokk")
                        .at(asked.span)
                        .help("`rader` viser en matrise som er avledet av planen, `matrise` en som planen selv har"),
                );
                None
            }
            (None, None) => {
                if !written.keys.contains(&"rader") {
                    found.push(missing(written, "rader", "målgruppe"));
                }
                None
            }
        }
    }
}

fn check_keys(written: &Written, vis: Vis, found: &mut Vec<Diagnostic>) {
    for (key, views) in KEYS.iter().filter(|(key, views)| !views.is_empty() && written.keys.contains(key)) {
        if !views.contains(&vis) {
            let list: Vec<&str> = views.iter().map(|view| view.word()).collect();
            found.push(
                Diagnostic::error("spoerring/feil-felt", format!("«{key}» betyr ingenting for `vis: {}`", vis.word()))
                    .at(written.places.field(key))
                    .help(format!("feltet brukes med {}", list.join(", "))),
            );
        }
    }
}

fn missing(written: &Written, key: &str, example: &str) -> Diagnostic {
    let vis = written.vis.map_or("", Enumeration::word);
    Diagnostic::error("lesing/mangler-felt", format!("`vis: {vis}` mangler «{key}»"))
        .at(written.places.field("vis"))
        .help(format!("legg til for eksempel `{key}: {example}`"))
}

/// A block that names something left out of this edition shows nothing; its author should know.
fn hidden(span: Span) -> Diagnostic {
    Diagnostic::warning("tilgang/viser-til-intern", "`planverk`-blokken gjelder noe som er internt, og vises ikke")
        .at(span)
        .help("ta blokken bort fra den offentlige teksten, eller gjør siden intern")
}

/// The kinds that a plan has and a list can show.
const LISTED: [Kind; 15] = [
    Kind::Hovedmaal,
    Kind::Delmaal,
    Kind::Resultatmaal,
    Kind::Satsingsomraade,
    Kind::Strategi,
    Kind::Aktivitet,
    Kind::Tiltak,
    Kind::Maalgruppe,
    Kind::Virkemiddel,
    Kind::Utfordring,
    Kind::Indikator,
    Kind::Forpliktelse,
    Kind::Organ,
    Kind::Vedtak,
    Kind::Rapport,
];

fn kinds(written: &Written, vis: Vis, found: &mut Vec<Diagnostic>) -> Vec<Kind> {
    let Some(asked) = &written.slag else {
        if vis == Vis::Liste {
            found.push(missing(written, "type", "aktivitet"));
        }
        return Vec::new();
    };
    let word = ascii_key(&asked.text);
    if word == "maal" {
        return vec![Kind::Hovedmaal, Kind::Delmaal, Kind::Resultatmaal];
    }
    if let Some(kind) = LISTED.into_iter().find(|kind| kind.key() == word) {
        return vec![kind];
    }
    let known = || LISTED.iter().map(|kind| kind.word()).chain(["mål"]);
    found.push(
        Diagnostic::error("lesing/ukjent-ord", format!("ukjent type «{}»", asked.text))
            .at(asked.span)
            .help_maybe(diag::did_you_mean(&asked.text, known()))
            .help(format!("kjente ord: {}", known().collect::<Vec<_>>().join(", "))),
    );
    Vec::new()
}

fn limit(written: &Written, found: &mut Vec<Diagnostic>) -> Option<usize> {
    let number = written.grense?;
    if number.fract() == 0.0 && (1.0..=10_000.0).contains(&number) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a whole number from 1 to 10 000"
        )]
        return Some(number as usize);
    }
    found.push(
        Diagnostic::error("spoerring/ugyldig-grense", "«grense» må være et helt tall fra 1 til 10 000")
            .at(written.places.field("grense")),
    );
    None
}

/// A block in a value of a YAML file: there is no page of its own for it to stand on.
pub(in crate::resolve) fn in_a_value(span: Span) -> Diagnostic {
    Diagnostic::error("spoerring/plassering", "en `planverk`-blokk kan bare stå i en Markdown-fil")
        .at(span)
        .help("flytt teksten til et kapittel: en .md-fil i planens mappe")
}
