//! One YAML file of a plan: any of the plan's keys. Lists are joined over files, single keys may stand once.

use super::rad::{felt_word, identity};
use super::register::AreaWithGoals;
use crate::diag::{Diagnostic, Span};
use crate::domain::felt::Belegg;
use crate::domain::maal::{Maal, Maalnivaa};
use crate::domain::plan::{Fase, Grunnlag, Plan, Planendring, Visjon};
use crate::domain::rad::Rad;
use crate::yaml::fields::{Fields, Record, Sink};
use crate::yaml::node::Node;
use crate::yaml::value::{Value, belegg};

/// What one file says of a plan.
#[derive(Default)]
pub struct PlanFile {
    plan: Plan,
    /// The id as written, if any.
    explicit_id: bool,
    /// Single keys that stand in this file.
    singles: Vec<(&'static str, Span)>,
}

/// Asks for `hovedmål`, `delmål` and `resultatmål`.
pub fn goals(f: &mut Fields) -> Vec<Maal> {
    let mut all = Vec::new();
    for (key, doc, level) in [
        ("hovedmål", "Hovedmål", Maalnivaa::Hovedmaal),
        ("delmål", "Delmål", Maalnivaa::Delmaal),
        ("resultatmål", "Målbare mål, med måltall eller grunnen til at det mangler", Maalnivaa::Resultatmaal),
    ] {
        let list: Vec<Maal> = f.optional(key, doc);
        all.extend(list.into_iter().map(|goal| Maal { maalnivaa: level, ..goal }));
    }
    all
}

/// The keys that may stand in one file only.
const SINGLES: [&str; 14] = [
    "id",
    "tittel",
    "type",
    "planstatus",
    "periode",
    "versjon",
    "gjelder_fra",
    "språk",
    "ingress",
    "beskrivelse",
    "begrunnelse",
    "brukes_til",
    "visjon",
    "tilgang",
];

impl Record for PlanFile {
    const NAME: &'static str = "plan";
    fn read(f: &mut Fields) -> Self {
        let explicit_id = f.has("id");
        let identity = identity(f);
        let mut plan = Plan {
            tittel: f.optional("tittel", "Planens tittel"),
            plantype: felt_word(f, "type", "Hva slags plan"),
            planstatus: felt_word(f, "planstatus", "Retningsgivende eller bindende"),
            periode: f.optional("periode", "Når planen gjelder"),
            versjon: f.optional("versjon", "Versjon"),
            gjelder_fra: f.optional("gjelder_fra", "Når versjonen tok til å gjelde"),
            spraak: super::rad::word(f, "språk", "Planens språk når det er et annet enn nettstedets"),
            ingress: f.optional("ingress", "Én setning om planen"),
            beskrivelse: f.optional("beskrivelse", "Om planen, Markdown"),
            begrunnelse: f.optional("begrunnelse", "Hvorfor planen ble laget, Markdown"),
            brukes_til: f.optional("brukes_til", "Hva planen brukes til"),
            visjon: f.optional("visjon", "Visjonen"),
            faser: f.optional("faser", "Faser i programmet"),
            bygger_paa: f.optional("bygger_på", "Dokumenter planen bygger på"),
            endringslogg: f.optional("endringslogg", "Planens egen historie"),
            vedtak: f.optional("vedtak", "Vedtak"),
            moeter: f.optional("møter", "Møter planen legges fram for, og hva møtet bes om"),
            maal: goals(f),
            strategier: f.optional("strategier", "Strategier"),
            aktiviteter: f.optional("aktiviteter", "Aktivitetsplanens rader"),
            tiltak: f.optional("tiltak", "Tiltak som videreføres"),
            maalgrupper: f.optional("målgrupper", "Målgrupper"),
            virkemidler: f.optional("virkemidler", "Virkemidler"),
            utfordringer: f.optional("utfordringer", "Utfordringsregisteret"),
            vurderinger: f.optional("vurderinger", "Egenvurderinger av de seks suksessfaktorene"),
            indikatorer: f.optional("indikatorer", "Indikatorer med målinger"),
            statusrader: f.optional("statusrader", "Daterte statuser; legg til nye, endre aldri gamle"),
            forpliktelser: f.optional("forpliktelser", "Det noen har lovet å følge opp"),
            organer: f.optional("organer", "Organer og roller"),
            finansiering: f.optional("finansiering", "Finansiering per år"),
            matriser: f.optional("matriser", "Trykte matriser"),
            kilder: f.optional("kilder", "Kilder"),
            ..Plan::default()
        };
        let areas: Vec<AreaWithGoals> = f.optional("satsingsområder", "Satsingsområder med sine mål");
        for area in areas {
            plan.satsingsomraader.push(area.omraade);
            plan.maal.extend(area.maal);
        }
        plan.rad = identity.close(f, "plan", &plan.tittel);
        let places = plan.rad.places.clone();
        let singles = SINGLES.iter().filter(|key| f.has(key)).map(|key| (*key, places.field(key))).collect();
        Self { plan, explicit_id, singles }
    }
}

impl PlanFile {
    /// Adds what another file says. A single key in both is an error: nothing tells which one counts.
    pub fn join(&mut self, other: Self, sink: &mut Sink) {
        for (key, span) in &other.singles {
            if let Some((_, first)) = self.singles.iter().find(|(name, _)| name == key) {
                sink.report(
                    Diagnostic::error("lesing/felt-i-to-filer", format!("«{key}» står i to av planens filer"))
                        .at(*span)
                        .related(*first, "første gang")
                        .help("behold den ene; bare lister kan deles på flere filer"),
                );
            }
        }
        let has = |key: &str| other.singles.iter().any(|(name, _)| *name == key);
        macro_rules! single {
            ($($key:literal => $field:ident),+ $(,)?) => { $(if has($key) { self.plan.$field = other.plan.$field; })+ };
        }
        if other.explicit_id {
            self.plan.rad.id.clone_from(&other.plan.rad.id);
            self.explicit_id = true;
        }
        // The row that carries the title is the plan's own; its place and evidence count.
        if has("tittel") {
            let id = std::mem::take(&mut self.plan.rad.id);
            let intern = self.plan.rad.intern;
            self.plan.rad = Rad { id, intern, ..other.plan.rad };
        } else if self.plan.rad.belegg == Belegg::default() {
            self.plan.rad.belegg = other.plan.rad.belegg;
        }
        self.plan.rad.intern |= other.plan.rad.intern;
        single!(
            "tittel" => tittel, "type" => plantype, "planstatus" => planstatus, "periode" => periode,
            "versjon" => versjon, "gjelder_fra" => gjelder_fra, "språk" => spraak, "ingress" => ingress,
            "beskrivelse" => beskrivelse, "begrunnelse" => begrunnelse, "brukes_til" => brukes_til, "visjon" => visjon,
        );
        macro_rules! lists {
            ($($field:ident),+ $(,)?) => { $(self.plan.$field.extend(other.plan.$field);)+ };
        }
        lists!(
            faser,
            bygger_paa,
            endringslogg,
            vedtak,
            moeter,
            maal,
            satsingsomraader,
            strategier,
            aktiviteter,
            tiltak,
            maalgrupper,
            virkemidler,
            utfordringer,
            vurderinger,
            indikatorer,
            statusrader,
            forpliktelser,
            organer,
            finansiering,
            matriser,
            kilder,
        );
        self.singles.extend(other.singles);
    }

    /// Where a single field stands, if it does.
    pub fn place_of(&self, key: &str) -> Option<Span> {
        self.singles.iter().find(|(name, _)| *name == key).map(|(_, span)| *span)
    }

    /// The whole plan. Without an id of its own it is called what its folder is called.
    pub fn into_plan(self, folder: &str) -> Plan {
        let mut plan = self.plan;
        if !self.explicit_id {
            folder.clone_into(&mut plan.rad.id);
        }
        plan
    }
}

impl Record for Visjon {
    const NAME: &'static str = "visjon";
    const DEFINITE: &'static str = "visjonen";
    const SHORTHAND: bool = true;
    fn read(f: &mut Fields) -> Self {
        Self {
            tekst: f.required("tekst", "Visjonen i én setning"),
            begrunnelse: f.optional("begrunnelse", "Hvorfor, Markdown"),
        }
    }
    fn from_scalar(node: &Node, sink: &mut Sink) -> Self {
        Self { tekst: String::read(node, sink), begrunnelse: None }
    }
}

impl Record for Fase {
    const NAME: &'static str = "fase";
    const DEFINITE: &'static str = "fasen";
    fn read(f: &mut Fields) -> Self {
        Self {
            navn: f.required("navn", "Navn"),
            tekst: f.optional("tekst", "Hva den går ut på"),
            periode: f.optional("periode", "Når"),
            belegg: belegg(f),
        }
    }
}

impl Record for Grunnlag {
    const NAME: &'static str = "bygger_på";
    const SHORTHAND: bool = true;
    fn read(f: &mut Fields) -> Self {
        Self { tekst: f.optional("tekst", "Dokumentet i ord"), kilde: f.optional("kilde", "Kildens id") }
    }
    fn is_left_out(node: &Node, sink: &Sink) -> bool {
        node.get("tekst").is_none() && sink.leaves_out(node, "kilde")
    }
    fn from_scalar(node: &Node, sink: &mut Sink) -> Self {
        Self { tekst: Some(String::read(node, sink)), kilde: None }
    }
}

impl Record for Planendring {
    const NAME: &'static str = "planendring";
    const DEFINITE: &'static str = "planendringen";
    fn read(f: &mut Fields) -> Self {
        Self {
            dato: f.optional("dato", "Når"),
            versjon: f.optional("versjon", "Versjonen endringen ga"),
            tekst: f.required("tekst", "Hva som ble endret"),
            vedtak: f.optional("vedtak", "Vedtaket bak"),
        }
    }
}
