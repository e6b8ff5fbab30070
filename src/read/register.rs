//! Reading the smaller rows of a plan: areas, strategies, target groups, instruments, bodies, decisions, financing and
//! sources.

use super::rad::{felt_word, felt_words, identity, versions, word};
use super::suksessfaktor::factors;
use crate::domain::felt::Felt;
use crate::domain::finansiering::{Finansieringsplan, Ramme};
use crate::domain::kilde::Kilde;
use crate::domain::maalgruppe::Maalgruppe;
use crate::domain::organ::Organ;
use crate::domain::satsingsomraade::Satsingsomraade;
use crate::domain::strategi::Strategi;
use crate::domain::vedtak::Vedtak;
use crate::domain::virkemiddel::Virkemiddel;
use crate::yaml::fields::{Fields, Record, Sink};
use crate::yaml::node::Node;

impl Record for Strategi {
    const NAME: &'static str = "strategi";
    const DEFINITE: &'static str = "strategien";
    fn read(f: &mut Fields) -> Self {
        let identity = identity(f);
        let mut row = Self {
            etikett: f.optional("etikett", "Nummeret eller bokstaven planen trykker"),
            navn: f.required("navn", "Navn"),
            tekst: f.optional("tekst", "Hva strategien går ut på, Markdown"),
            gjelder: f.optional("gjelder", "Mål eller satsingsområder den tjener"),
            suksessfaktorer: factors(f),
            ..Self::default()
        };
        let versjoner = versions(f);
        row.rad = identity.close(f, "strat", &row.navn);
        row.rad.versjoner = versjoner;
        row
    }
}

impl Record for Maalgruppe {
    const NAME: &'static str = "målgruppe";
    const DEFINITE: &'static str = "målgruppen";
    fn read(f: &mut Fields) -> Self {
        let identity = identity(f);
        let mut row = Self {
            etikett: f.optional("etikett", "Merkelappen planen trykker"),
            navn: f.required("navn", "Navn"),
            beskrivelse: f.optional("beskrivelse", "Hvem det er, Markdown"),
            alias: f.optional("alias", "Andre navn planen bruker"),
            behovskategori: felt_words(f, "behovskategori", "Behov rapporten teller"),
            tilsvarer: f.optional("tilsvarer", "Den felles målgruppen den svarer til"),
            ..Self::default()
        };
        row.rad = identity.close(f, "gruppe", &row.navn);
        row
    }
}

impl Record for Virkemiddel {
    const NAME: &'static str = "virkemiddel";
    const DEFINITE: &'static str = "virkemiddelet";
    fn read(f: &mut Fields) -> Self {
        let identity = identity(f);
        let mut row = Self {
            etikett: f.optional("etikett", "Merkelappen planen trykker"),
            navn: f.required("navn", "Navn"),
            klasse: felt_word(f, "klasse", "Individrettet, grupperettet eller systemrettet"),
            virkemiddeltype: f.optional("type", "Type innenfor klassen, i ord"),
            forvalter: felt_word(f, "forvalter", "Hvem som forvalter det"),
            beskrivelse: f.optional("beskrivelse", "Hva det er, Markdown"),
            tilsvarer: f.optional("tilsvarer", "Det felles virkemiddelet det svarer til"),
            ..Self::default()
        };
        row.rad = identity.close(f, "virk", &row.navn);
        row
    }
}

impl Record for Organ {
    const NAME: &'static str = "organ";
    const DEFINITE: &'static str = "organet";
    fn read(f: &mut Fields) -> Self {
        let identity = identity(f);
        let mut row = Self {
            navn: f.required("navn", "Navn på organet eller rollen; aldri en person"),
            organtype: felt_word(f, "type", "Hva slags organ"),
            ansvar: f.optional("ansvar", "Hva det svarer for, ett per linje"),
            rapporterer_til: f.optional("rapporterer_til", "Hvem det rapporterer til: id eller tekst"),
            rytme: f.optional("rytme", "Hvor ofte det møtes eller planlegger"),
            medlemmer: f.optional("medlemmer", "Enheter og roller som er med"),
            nivaa: f.optional("nivå", "Nivå, i ord"),
            beskrivelse: f.optional("beskrivelse", "Beskrivelse, Markdown"),
            ..Self::default()
        };
        row.rad = identity.close(f, "organ", &row.navn);
        row
    }
}

impl Record for Vedtak {
    const NAME: &'static str = "vedtak";
    const DEFINITE: &'static str = "vedtaket";
    fn read(f: &mut Fields) -> Self {
        let identity = identity(f);
        let mut row = Self {
            organ: f.optional("organ", "Hvem som vedtok"),
            dato: f.optional("dato", "Når"),
            saksnr: f.optional("saksnr", "Saksnummer"),
            tekst: f.required("tekst", "Hva som ble vedtatt"),
            gjelder: f.optional("gjelder", "Hva det gjelder: id-er"),
            ..Self::default()
        };
        row.rad = identity.close_undated(f, "vedtak", &row.tekst);
        row
    }
}

impl Record for Finansieringsplan {
    const NAME: &'static str = "finansiering";
    fn read(f: &mut Fields) -> Self {
        let identity = identity(f);
        let mut row = Self {
            aar: f.optional("år", "Året"),
            ramme: f.optional("ramme", "Rammen som beløp, tekst eller begge"),
            andeler: f.optional("andeler", "Hvem som betaler hvilken andel"),
            forbruk: f.optional("forbruk", "Det som er brukt, med `dato` for når det er talt"),
            soeknadsfrist: f.optional("søknadsfrist", "Frist for å søke"),
            rapportering_per_aar: f.optional("rapportering_per_år", "Hvor mange ganger i året det rapporteres"),
            rapporteres_til: f.optional("rapporteres_til", "Hvem det rapporteres til"),
            tekst: f.optional("tekst", "Forklaring, Markdown"),
            ..Self::default()
        };
        let year = row.aar.known().map(ToString::to_string).unwrap_or_default();
        row.rad = identity.close(f, "finansiering", &year);
        row
    }
}

impl Record for Ramme {
    const NAME: &'static str = "ramme";
    const SHORTHAND: bool = true;
    fn read(f: &mut Fields) -> Self {
        Self {
            tekst: f.optional("tekst", "Som trykt"),
            beloep: f.optional("beløp", "Beløp i hele kroner"),
            ca: f.optional("ca", "Beløpet er omtrentlig"),
            valuta: f.optional("valuta", "Valutakode, NOK når den ikke er oppgitt"),
        }
    }
    fn from_scalar(node: &Node, _: &mut Sink) -> Self {
        let text = node.scalar().unwrap_or_default().trim();
        match crate::yaml::value::number(text) {
            Some(amount) => Self { beloep: Felt::known_value(amount), ..Self::default() },
            None => Self { tekst: Some(text.to_owned()), ..Self::default() },
        }
    }
}

impl Record for Kilde {
    const NAME: &'static str = "kilde";
    const DEFINITE: &'static str = "kilden";
    fn read(f: &mut Fields) -> Self {
        let identity = identity(f);
        let mut row = Self {
            tittel: f.required("tittel", "Tittel"),
            kildetype: word(f, "type", "Hva slags kilde"),
            aar: f.optional("år", "Når den ble laget"),
            utgiver: f.optional("utgiver", "Hvem som ga den ut"),
            lenke: f.optional("lenke", "Nettadresse, begynner med https://"),
            spraak: f.optional("språk", "Språk"),
            utgaatt: f.optional("utgått", "Når den sluttet å gjelde"),
            erstattet_av: f.optional("erstattet_av", "Kilden som tok over"),
            ..Self::default()
        };
        let safe = |link: &str| link.starts_with("https://") || link.starts_with("http://");
        if row.lenke.as_deref().is_some_and(|link| !safe(link)) {
            f.sink.report(
                crate::diag::Diagnostic::error("lesing/ugyldig-lenke", "lenken må begynne med https:// eller http://")
                    .at(f.places().field("lenke")),
            );
            row.lenke = None;
        }
        row.rad = identity.close(f, "kilde", &row.tittel);
        row
    }
}

/// An area as read: the area itself and the goals it owns.
#[derive(Default)]
pub struct AreaWithGoals {
    /// The area.
    pub omraade: Satsingsomraade,
    /// Its goals, still without owner.
    pub maal: Vec<crate::domain::maal::Maal>,
}

impl Record for AreaWithGoals {
    const NAME: &'static str = "satsingsområde";
    const DEFINITE: &'static str = "satsingsområdet";
    fn read(f: &mut Fields) -> Self {
        let identity = identity(f);
        let mut row = Satsingsomraade {
            nr: f.optional("nr", "Nummeret planen trykker"),
            navn: f.required("navn", "Navn"),
            alias: f.optional("alias", "Andre navn planen bruker på det samme"),
            beskrivelse: f.optional("beskrivelse", "Beskrivelse, Markdown"),
            strategi_etiketter: f.optional("strategi_etiketter", "Strategibokstaver slik de er trykt"),
            strategier: f.optional("strategier", "Strategier, når planen kobler dem"),
            utfordringer: f.optional("utfordringer", "Utfordringer området svarer på"),
            maal: f.optional("mål", "Planens mål området tjener, når planen sier det"),
            ..Satsingsomraade::default()
        };
        let mut maal = super::plan_file::goals(f);
        let versjoner = versions(f);
        row.rad = identity.close(f, "sats", &row.navn);
        row.rad.versjoner = versjoner;
        for goal in &mut maal {
            goal.eier = Some(row.rad.id.clone());
        }
        Self { omraade: row, maal }
    }
}
