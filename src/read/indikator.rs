//! Reading indicators and their readings.

use super::rad::{felt_word, identity, versions, word};
use crate::diag::{Diagnostic, Span};
use crate::domain::dato::{Dato, Periode};
use crate::domain::felt::Felt;
use crate::domain::indikator::{Indikator, Maaling, Tidspunkt};
use crate::yaml::fields::{Fields, Record, Sink};
use crate::yaml::node::Node;
use crate::yaml::value::{belegg_undated, figure};

impl Record for Indikator {
    const NAME: &'static str = "indikator";
    const DEFINITE: &'static str = "indikatoren";
    fn read(f: &mut Fields) -> Self {
        let identity = identity(f);
        let mut row = Self {
            navn: f.required("navn", "Navn"),
            definisjon: f.optional("definisjon", "Hva som nøyaktig telles"),
            enhet: felt_word(f, "enhet", "Enhet"),
            retning: felt_word(f, "retning", "Hvilken vei som er bedre"),
            kilde_type: word(f, "kilde_type", "Hvor tallene kommer fra"),
            kildetabell: f.optional("kildetabell", "Tabell eller register"),
            teller: f.optional("teller", "Teller, i ord"),
            nevner: f.optional("nevner", "Nevner, i ord"),
            aapen: f.optional("åpen", "Kan publiseres som åpne data"),
            personer: f.optional("personer", "Teller personer eller husstander, så små tall kan røpe noen"),
            sum: f.optional("sum", "Det gruppene på én dato skal summere til"),
            del_av: f.optional("del_av", "Indikatoren denne er en del av («herav»)"),
            grunnlinje: f.optional("grunnlinje", "Tallet ved starten"),
            maaltall: f.optional("måltall", "Tallet som skal nås"),
            innbyggere: f.optional("innbyggere", "Indikatoren med innbyggertallet; gir tall per 1000 innbyggere"),
            sammenlign: f.optional("sammenlign", "Indikatorer i andre planer som teller det samme"),
            gyldig_maaneder: f.optional("gyldig_måneder", "Målinger eldre enn dette er foreldet"),
            maal: f.optional("mål", "Mål indikatoren følger"),
            tema: f.optional("tema", "Tema, i ord"),
            skjema: word(f, "skjema", "Hvor i Husbankens rapportskjema tallene hører hjemme"),
            maalinger: f.optional("målinger", "Målinger"),
            serie: f.optional("serie", "CSV-fil med målinger, sett fra planens mappe"),
            ..Self::default()
        };
        let versjoner = versions(f);
        row.rad = identity.close(f, "ind", &row.navn);
        row.rad.versjoner = versjoner;
        row
    }
}

impl Record for Maaling {
    const NAME: &'static str = "måling";
    /// Without its organisation the figure would seem to be our own.
    fn is_left_out(node: &Node, sink: &Sink) -> bool {
        sink.leaves_out(node, "organisasjon")
    }
    fn read(f: &mut Fields) -> Self {
        let dato: Felt<Dato> = f.optional("dato", "Datoen tallet gjelder for");
        let periode: Felt<Periode> = f.optional("periode", "Perioden tallet gjelder for");
        if dato.known().is_some() && periode.known().is_some() {
            f.sink.report(
                Diagnostic::error("lesing/dato-og-periode", "en måling har enten `dato` eller `periode`")
                    .at(f.places().field("periode"))
                    .help("fjern den ene"),
            );
        }
        let (verdi, skjult) = figure(f);
        let ca = f.optional("ca", "Tallet er omtrentlig");
        let usikkerhet = margin(f);
        let gruppe = f.optional("gruppe", "Hvilken del av helheten");
        let organisasjon = f.optional("organisasjon", "En annen organisasjon tallet gjelder for");
        let metode = felt_word(f, "metode", "Hvordan det er målt");
        let mut belegg = belegg_undated(f);
        belegg.skjult = skjult;
        Self {
            tid: moment(dato, periode),
            verdi,
            ca,
            usikkerhet,
            gruppe,
            organisasjon,
            metode,
            belegg,
            places: f.places(),
        }
    }
}

/// The margin of error: nothing below 0 can be one, and then there is none.
fn margin(f: &mut Fields) -> Option<f64> {
    let margin: Option<f64> = f.optional("usikkerhet", "Feilmargin: så mye større eller mindre kan tallet være");
    if margin.is_some_and(|size| size < 0.0) {
        f.sink.report(negative_margin(f.places().field("usikkerhet")));
    }
    margin.filter(|size| *size >= 0.0)
}

/// What is said of a margin of error below 0, in a plan's file and in a file of readings.
pub fn negative_margin(span: Span) -> Diagnostic {
    Diagnostic::error("lesing/negativ-usikkerhet", "feilmarginen kan ikke være mindre enn 0")
        .at(span)
        .help("skriv størrelsen uten fortegn: `usikkerhet: 3` betyr at tallet kan være 3 større eller mindre")
}

/// A date is a period one date long; whichever of the two is stated counts.
fn moment(dato: Felt<Dato>, periode: Felt<Periode>) -> Tidspunkt {
    use crate::domain::felt::Verdi;
    match (dato.verdi, periode.verdi) {
        (Verdi::Kjent(day), _) => Felt { verdi: Verdi::Kjent(Periode::single(day)), belegg: dato.belegg },
        (Verdi::Blank(grunn), Verdi::Blank(crate::domain::felt::Grunn::Tom)) => {
            Felt { verdi: Verdi::Blank(grunn), belegg: dato.belegg }
        }
        (_, verdi) => Felt { verdi, belegg: periode.belegg },
    }
}
