//! The registers of a plan as tables for paper: measures, target groups, challenges, instruments, bodies.

use super::Book;
use crate::domain::rad::Kind;
use crate::page::parts::felt::{Bevis, Vist, enumerated};
use crate::page::parts::oversikt::{Celle, Kolonne, Linje, Oversikt};
use crate::page::parts::seksjon::Seksjon;

impl Book<'_> {
    pub(super) fn measures(&self) -> Option<Seksjon> {
        let (world, ord) = (self.world, &self.ord);
        let mut prose = self.prose();
        let mut table = Oversikt::new(
            "hp-tabell-tiltak",
            ord.word("tiltak_tabell"),
            vec![
                Kolonne::ord(ord.felles("type.tiltak")),
                Kolonne::valg("gruppe", ord.felles("kolonne.gruppe")),
                Kolonne::ord(ord.word("innhold_i")),
                Kolonne::ord(ord.word("tall")),
            ],
        );
        for item in self.items(Kind::Tiltak) {
            let Some(measure) = world.site.tiltak(item) else { continue };
            let text = measure.tekst.known().map(|t| prose.html(t, measure.rad.places.field("tekst")));
            let figures: Vec<Linje> = measure.tall.iter().map(|one| self.figure(one)).collect();
            table.push(vec![
                Celle::item(world, item).med_bevis(Bevis::of(world, &measure.rad.belegg)),
                Celle::vist(Vist::word(world, &measure.gruppe, ord.language)),
                Celle::html(text.unwrap_or_default()),
                if figures.is_empty() { Celle::ord("–") } else { Celle::linjer(figures) },
            ]);
        }
        Self::section_of("hp-tiltak", ord.felles("meny.tiltak"), table).map(Seksjon::liggende)
    }

    /// «Søknader: 179 (2010)».
    fn figure(&self, one: &crate::domain::tiltak::Tall) -> Linje {
        let ord = &self.ord;
        let value = match &one.verdi {
            crate::domain::felt::Verdi::Kjent(n) => {
                let figure = crate::page::parts::felt::figure(*n, one.ca, ord.language);
                format!("{figure} {}", one.enhet.text()).trim_end().to_owned()
            }
            crate::domain::felt::Verdi::Blank(why) => {
                let why = crate::domain::enumeration::Enumeration::key(*why);
                ord.felles(&format!("grunn.{why}"))
            }
        };
        let when = one.dato.known().map_or_else(|| ord.felles("innsikt.indikator.uten_dato"), |d| ord.dato(*d));
        Linje {
            liten: one.belegg.merknad.clone(),
            sikkerhet: one
                .belegg
                .sikkerhet
                .filter(|s| *s != crate::domain::felt::Sikkerhet::Sikker)
                .map(crate::domain::enumeration::Enumeration::key),
            ..Linje::ord(format!("{}: {value} ({when})", one.navn))
        }
    }

    pub(super) fn groups(&self) -> Option<Seksjon> {
        let (world, ord) = (self.world, &self.ord);
        let mut prose = self.prose();
        let mut table = Oversikt::new(
            "hp-tabell-maalgrupper",
            ord.felles("meny.maalgrupper"),
            vec![
                Kolonne::ord(ord.felles("type.maalgruppe")),
                Kolonne::ord(ord.word("innhold_i")),
                Kolonne::ord(ord.word("grunnlag")),
            ],
        );
        for item in self.items(Kind::Maalgruppe) {
            let Some(group) = world.site.maalgruppe(item) else { continue };
            let text = group.beskrivelse.known().map(|t| prose.html(t, group.rad.places.field("beskrivelse")));
            table.push(vec![
                Celle::item(world, item),
                Celle::html(text.unwrap_or_default()),
                self.evidence(&group.rad.belegg),
            ]);
        }
        Self::section_of("hp-maalgrupper", ord.felles("meny.maalgrupper"), table)
    }

    pub(super) fn challenges(&self) -> Option<Seksjon> {
        let (world, ord) = (self.world, &self.ord);
        let mut prose = self.prose();
        let mut table = Oversikt::new(
            "hp-tabell-utfordringer",
            ord.felles("meny.utfordringer"),
            vec![
                Kolonne::ord(ord.felles("type.utfordring")),
                Kolonne::valg("nivaa", ord.word("nivaa")),
                Kolonne::ord(ord.word("innhold_i")),
                Kolonne::ord(ord.word("grunnlag")),
            ],
        );
        for item in self.items(Kind::Utfordring) {
            let Some(one) = world.site.utfordring(item) else { continue };
            let text = one.beskrivelse.known().map(|t| prose.html(t, one.rad.places.field("beskrivelse")));
            table.push(vec![
                Celle::item(world, item),
                Celle::vist(Vist::word(world, &one.nivaa, ord.language)),
                Celle::html(text.unwrap_or_default()),
                self.evidence(&one.rad.belegg),
            ]);
        }
        Self::section_of("hp-utfordringer", ord.felles("meny.utfordringer"), table)
    }

    pub(super) fn instruments(&self) -> Option<Seksjon> {
        let (world, ord) = (self.world, &self.ord);
        let mut prose = self.prose();
        let mut table = Oversikt::new(
            "hp-tabell-virkemidler",
            ord.felles("meny.virkemidler"),
            vec![
                Kolonne::ord(ord.felles("type.virkemiddel")),
                Kolonne::valg("klasse", ord.word("klasse")),
                Kolonne::ord(ord.word("innhold_i")),
                Kolonne::ord(ord.word("grunnlag")),
            ],
        );
        for item in self.items(Kind::Virkemiddel) {
            let Some(one) = world.site.virkemiddel(item) else { continue };
            let text = one.beskrivelse.known().map(|t| prose.html(t, one.rad.places.field("beskrivelse")));
            table.push(vec![
                Celle::item(world, item),
                Celle::vist(Vist::word(world, &one.klasse, ord.language)),
                Celle::html(text.unwrap_or_default()),
                self.evidence(&one.rad.belegg),
            ]);
        }
        Self::section_of("hp-virkemidler", ord.felles("meny.virkemidler"), table)
    }

    pub(super) fn bodies(&self) -> Option<Seksjon> {
        let (world, ord) = (self.world, &self.ord);
        let mut prose = self.prose();
        let mut table = Oversikt::new(
            "hp-tabell-organer",
            ord.felles("type_flertall.organ"),
            vec![
                Kolonne::ord(ord.felles("type.organ")),
                Kolonne::valg("slag", ord.word("slag")),
                Kolonne::ord(ord.word("ansvar")),
                Kolonne::valg("rapporterer-til", ord.word("rapporterer_til")),
                Kolonne::ord(ord.word("innhold_i")),
            ],
        );
        for item in self.items(Kind::Organ) {
            let Some(body) = world.site.organ(item) else { continue };
            let to: Vec<Linje> = body
                .rapporterer_til
                .items()
                .iter()
                .map(|r| {
                    let link = world.reference(r);
                    Linje { url: (!link.url.is_empty()).then_some(link.url), ..Linje::ord(link.tittel) }
                })
                .collect();
            let mut more = body
                .beskrivelse
                .as_ref()
                .map(|t| prose.html(t, body.rad.places.field("beskrivelse")))
                .unwrap_or_default();
            if let Some(rhythm) = body.rytme.known() {
                let words = ord.fill("rytme", &[("rytme", rhythm)]);
                more.push_str("<p>");
                crate::markdown::escape_text(&words, &mut more);
                more.push_str("</p>");
            }
            table.push(vec![
                Celle::item(world, item).med_bevis(Bevis::of(world, &body.rad.belegg)),
                Celle::vist(Vist::felt(world, &body.organtype, |kind| enumerated(*kind, ord.language))),
                Celle::linjer(body.ansvar.items().iter().map(Linje::ord).collect()),
                Celle::linjer(to),
                if more.is_empty() { Celle::ord("–") } else { Celle::html(more) },
            ]);
        }
        Self::section_of("hp-organisering", ord.felles("meny.organisering"), table).map(Seksjon::liggende)
    }
}
