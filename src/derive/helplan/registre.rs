//! The registers of a plan as tables: measures, groups, challenges, instruments, matrices, bodies, money, indicators,
//! assessments, commitments, decisions.

use super::{Bok, seksjon_av};
use crate::derive::dokument::{Blokk, Celle, Figur, Innhold, Kolonne, Linje, Seksjon, Tabell, faktornavn};
use crate::derive::kostnad;
use crate::derive::maaletekst::maaletekst;
use crate::domain::enumeration::Enumeration;
use crate::domain::felt::{Felt, Verdi};
use crate::domain::matrise::Celletekst;
use crate::domain::rad::Kind;
use crate::language::dates;

impl Bok<'_> {
    pub(super) fn tiltak(&self) -> Option<Seksjon> {
        let title = self.ord("meny.tiltak");
        let columns = self.kolonner(&[
            "type.tiltak",
            "kolonne.gruppe",
            "innsikt.hele_planen.innhold_i",
            "innsikt.hele_planen.tall",
            "kolonne.ansvarlig",
            "innsikt.hele_planen.grunnlag",
        ]);
        let mut table = Tabell::new("tabell-tiltak", self.her("tiltak_tabell"), columns);
        for item in self.av_slag(Kind::Tiltak) {
            let Some(one) = self.site.tiltak(item) else { continue };
            let figures: Vec<Linje> = one.tall.iter().map(|figure| self.tiltakstall(figure)).collect();
            table.push(
                "",
                vec![
                    self.lenket(item).into(),
                    Celle::liste_ord(&one.gruppe, self.language),
                    Self::prosa(&one.tekst, one.rad.places.field("tekst")),
                    if figures.is_empty() { Celle::default() } else { Celle::linjer(figures) },
                    Celle::felt(&one.ansvarlig, |to| self.henvist(to)),
                    Self::grunnlag(&one.rad.belegg),
                ],
            );
        }
        seksjon_av("tiltak", title, table).map(|section| Seksjon { liggende: true, ..section })
    }

    /// «Søknader: 179 (2010)».
    fn tiltakstall(&self, one: &crate::domain::tiltak::Tall) -> Linje {
        let value = match &one.verdi {
            Verdi::Kjent(n) => {
                format!("{} {}", kostnad::tallord(*n, one.ca, self.language), one.enhet.text()).trim_end().to_owned()
            }
            Verdi::Blank(why) => self.ord(&format!("grunn.{}", why.key())),
        };
        let when = one.dato.known().map_or_else(|| self.ord("innsikt.indikator.uten_dato"), |d| self.kort(*d));
        Linje::ord(format!("{}: {value}", one.navn)).tillegg(when).belegg(Some(&one.belegg))
    }

    pub(super) fn maalgrupper(&self) -> Option<Seksjon> {
        let title = self.ord("meny.maalgrupper");
        let columns =
            self.kolonner(&["type.maalgruppe", "innsikt.hele_planen.innhold_i", "innsikt.hele_planen.grunnlag"]);
        let mut table = Tabell::new("tabell-maalgrupper", title.clone(), columns);
        for item in self.av_slag(Kind::Maalgruppe) {
            let Some(one) = self.site.maalgruppe(item) else { continue };
            let text = Self::prosa(&one.beskrivelse, one.rad.places.field("beskrivelse"));
            table.push("", vec![self.lenket(item).into(), text, Self::grunnlag(&one.rad.belegg)]);
        }
        seksjon_av("maalgrupper", title, table)
    }

    pub(super) fn utfordringer(&self) -> Option<Seksjon> {
        let title = self.ord("meny.utfordringer");
        let columns = self.kolonner(&[
            "type.utfordring",
            "innsikt.hele_planen.nivaa",
            "innsikt.hele_planen.innhold_i",
            "kolonne.status",
            "innsikt.hele_planen.grunnlag",
        ]);
        let mut table = Tabell::new("tabell-utfordringer", title.clone(), columns);
        for item in self.av_slag(Kind::Utfordring) {
            let Some(one) = self.site.utfordring(item) else { continue };
            table.push(
                "",
                vec![
                    self.lenket(item).into(),
                    Celle::liste_ord(&one.nivaa, self.language),
                    Self::prosa(&one.beskrivelse, one.rad.places.field("beskrivelse")),
                    Celle::liste_ord(&one.status, self.language),
                    Self::grunnlag(&one.rad.belegg),
                ],
            );
        }
        seksjon_av("utfordringer", title, table)
    }

    pub(super) fn virkemidler(&self) -> Option<Seksjon> {
        let title = self.ord("meny.virkemidler");
        let columns = self.kolonner(&[
            "type.virkemiddel",
            "innsikt.hele_planen.klasse",
            "innsikt.hele_planen.innhold_i",
            "innsikt.hele_planen.grunnlag",
        ]);
        let mut table = Tabell::new("tabell-virkemidler", title.clone(), columns);
        for item in self.av_slag(Kind::Virkemiddel) {
            let Some(one) = self.site.virkemiddel(item) else { continue };
            let text = Self::prosa(&one.beskrivelse, one.rad.places.field("beskrivelse"));
            let class = Celle::liste_ord(&one.klasse, self.language);
            table.push("", vec![self.lenket(item).into(), class, text, Self::grunnlag(&one.rad.belegg)]);
        }
        seksjon_av("virkemidler", title, table)
    }

    /// The printed matrices.
    pub(super) fn matriser(&self) -> Option<Seksjon> {
        let mut section = Seksjon::new("matriser", self.ord("meny.matriser"));
        section.liggende = true;
        for item in self.av_slag(Kind::Matrise) {
            let Some(one) = self.site.matrise(item) else { continue };
            let mut columns = vec![Kolonne::ord(self.ord("kolonne.gruppe"))];
            columns.extend(one.kolonner.iter().map(|to| Kolonne::ord(self.navn(to))));
            let loose = one.rader.iter().any(|row| !row.uten_kolonne.is_empty());
            if loose {
                columns.push(Kolonne::ord(self.ord("innsikt.matriser.uten_kolonne")));
            }
            let mut table = Tabell::new(format!("tabell-matrise-{}", one.rad.id), one.tittel.clone(), columns);
            for row in &one.rader {
                let mut name = row
                    .gruppe
                    .as_ref()
                    .map_or_else(|| Linje::ord(row.navn.clone().unwrap_or_default()), |to| self.henvist(to));
                name.tillegg = row.merknad.clone().unwrap_or_default();
                let mut cells = vec![Celle::from(name)];
                for column in &one.kolonner {
                    let same = |to: &&(crate::domain::rad::Ref, Vec<Celletekst>)| {
                        to.0.text == column.text || self.site.target(&to.0) == self.site.target(column)
                    };
                    let lines = row.celler.iter().find(same).map_or(&[][..], |(_, lines)| lines.as_slice());
                    cells.push(Celle { linjer: lines.iter().map(|line| self.matriselinje(line)).collect() });
                }
                if loose {
                    cells.push(Celle { linjer: row.uten_kolonne.iter().map(|line| self.matriselinje(line)).collect() });
                }
                table.push("", cells);
            }
            section.blokker.push(Blokk::Tabell(table));
        }
        (!section.blokker.is_empty()).then_some(section)
    }

    fn navn(&self, to: &crate::domain::rad::Ref) -> String {
        self.site.target(to).map_or_else(|| to.text.clone(), |item| self.site.item(item).display())
    }

    fn matriselinje(&self, line: &Celletekst) -> Linje {
        let status = line.status.known().map(|status| self.ord(&format!("status.{}", status.key())));
        let belegg = crate::domain::felt::Belegg {
            sikkerhet: line.sikkerhet,
            merknad: line.merknad.clone(),
            ..crate::domain::felt::Belegg::default()
        };
        Linje::ord(&line.tekst).tillegg(status.unwrap_or_default()).belegg(Some(&belegg))
    }

    pub(super) fn organer(&self) -> Option<Seksjon> {
        let title = self.ord("meny.organisering");
        let columns = self.kolonner(&[
            "type.organ",
            "innsikt.hele_planen.slag",
            "innsikt.hele_planen.ansvar",
            "innsikt.hele_planen.rapporterer_til",
            "innsikt.hele_planen.innhold_i",
        ]);
        let mut table = Tabell::new("tabell-organer", self.ord("type_flertall.organ"), columns);
        for item in self.av_slag(Kind::Organ) {
            let Some(one) = self.site.organ(item) else { continue };
            let tasks = if one.ansvar.is_blank() {
                Celle::felt(&one.ansvar, |_| Linje::ord(""))
            } else {
                Celle::linjer(one.ansvar.items().iter().map(Linje::ord).collect())
            };
            let mut more: Vec<Linje> = Vec::new();
            if let Some(text) = &one.beskrivelse {
                let sted = one.rad.places.field("beskrivelse");
                more.push(Linje::of(Innhold::Markdown { tekst: text.clone(), sted }));
            }
            if let Some(rhythm) = one.rytme.known() {
                more.push(Linje::ord(self.language.fill("innsikt.hele_planen.rytme", &[("rytme", rhythm)])));
            }
            more.extend(one.medlemmer.iter().map(Linje::ord));
            table.push(
                "",
                vec![
                    self.lenket(item).belegg(Some(&one.rad.belegg)).into(),
                    Celle::liste_ord(&one.organtype, self.language),
                    tasks,
                    self.henviste(&one.rapporterer_til),
                    Celle { linjer: more },
                ],
            );
        }
        seksjon_av("organisering", title, table).map(|section| Seksjon { liggende: true, ..section })
    }

    /// Each year's frame and who pays which share.
    pub(super) fn finansiering(&self) -> Option<Seksjon> {
        let columns =
            self.kolonner(&["dokument.tall_tid", "innsikt.oekonomi.ramme", "kolonne.andel", "dokument.tall_merknad"]);
        let title = self.ord("meny.oekonomi");
        let mut table = Tabell::new("tabell-finansiering", title.clone(), columns);
        for year in &self.om.finansiering {
            let label = Celle::felt(&year.aar, |aar| Linje::ord(self.kort(*aar)));
            let frame = Celle::felt(&year.ramme, |frame| {
                let amount = frame
                    .beloep
                    .known()
                    .map(|n| kostnad::beloepsord(*n, frame.ca, frame.valuta.as_deref(), self.language));
                Linje::ord([frame.tekst.clone(), amount].into_iter().flatten().collect::<Vec<_>>().join(", "))
            });
            let shares = kostnad::andelsord(&year.andeler, self.language).into_iter().map(Linje::ord).collect();
            let mut about = Self::grunnlag(&year.rad.belegg);
            if let Some(text) = &year.tekst {
                let sted = year.rad.places.field("tekst");
                about.linjer.insert(0, Linje::of(Innhold::Markdown { tekst: text.clone(), sted }));
            }
            table.push(year.rad.id.clone(), vec![label, frame, Celle::linjer(shares), about]);
        }
        seksjon_av("oekonomi", title, table)
    }

    /// Every reading of every indicator.
    pub(super) fn indikatorer(&self) -> Option<Seksjon> {
        let mut section = Seksjon::new("indikatorer", self.ord("meny.indikatorer"));
        for item in self.av_slag(Kind::Indikator) {
            let Some(one) = self.site.indikator(item) else { continue };
            section.blokker.push(Blokk::Overskrift {
                id: format!("indikator-{}", one.rad.id),
                punkt: one.rad.id.clone(),
                tekst: one.navn.clone(),
                lenke: Some(item),
            });
            if let Some(text) = one.definisjon.known() {
                section.blokker.push(Blokk::Avsnitt(text.clone()));
            }
            let columns = vec![
                Kolonne::ord(self.ord("dokument.tall_tid")),
                Kolonne::ord(self.ord("kolonne.gruppe")),
                Kolonne::tall(self.ord("dokument.tall_verdi")),
                Kolonne::ord(self.ord("dokument.tall_merknad")),
            ];
            let mut table = Tabell::new(format!("tabell-indikator-{}", one.rad.id), one.navn.clone(), columns);
            for reading in &one.maalinger {
                let innhold = match &reading.verdi {
                    Verdi::Kjent(verdi) => {
                        Innhold::Tall { verdi: *verdi, ca: reading.ca, enhet: one.enhet.known().copied() }
                    }
                    Verdi::Blank(grunn) => Innhold::Blank(*grunn),
                };
                let when = Celle::felt(&reading.tid, |p| Linje::ord(dates::period(p, self.language)));
                let whose = reading.organisasjon.as_ref().map(|to| self.navn(to));
                let parts: Vec<String> = [reading.gruppe.clone(), whose].into_iter().flatten().collect();
                let group = if parts.is_empty() { Celle::default() } else { Celle::ord(parts.join(", ")) };
                let mut beside = maaletekst(reading, self.language);
                beside.extend(reading.belegg.skjult.then(|| self.ord("dokument.skjult_offentlig")));
                let figure = Linje::of(innhold).tillegg(beside.join(", ")).belegg(Some(&reading.belegg));
                table.push("", vec![when, group, figure.into(), Celle::default()]);
            }
            section.blokker.push(Blokk::Figur(Figur::Indikator(item)));
            section.blokker.push(if table.rader.is_empty() {
                Blokk::Avsnitt(self.ord("dokument.ingen_maalinger"))
            } else {
                Blokk::Tabell(table)
            });
        }
        (!section.blokker.is_empty()).then_some(section)
    }

    /// Self-assessments of the success factors on or before the date.
    pub(super) fn vurderinger(&self) -> Option<Seksjon> {
        let title = self.ord("dokument.vurderinger");
        let columns = self.kolonner(&["dokument.faktor", "kolonne.dato", "dokument.skaar", "dokument.begrunnelse"]);
        let mut table = Tabell::new("tabell-vurderinger", title.clone(), columns);
        for one in &self.om.vurderinger {
            let Some(factor) = one.faktor else { continue };
            if one.dato.known().is_some_and(|dato| dato.first_day() > self.dato) {
                continue;
            }
            let why = one.begrunnelse.clone().map_or_else(Celle::default, Celle::ord);
            table.push(
                "",
                vec![
                    Celle::ord(format!("{} {}", factor.nr(), faktornavn(factor, self.language))),
                    Celle::felt(&one.dato, |dato| Linje::ord(self.kort(*dato))),
                    Celle::felt(&one.skaar, |n| Linje::ord(kostnad::tallord(*n, false, self.language))),
                    why,
                ],
            );
        }
        seksjon_av("vurderinger", title, table)
    }

    pub(super) fn forpliktelser(&self) -> Option<Seksjon> {
        let title = self.ord("meny.forpliktelser");
        let columns = self.kolonner(&["dokument.forpliktelse", "kolonne.frist", "kolonne.ansvarlig", "kolonne.status"]);
        let mut table = Tabell::new("tabell-forpliktelser", title.clone(), columns);
        for item in self.av_slag(Kind::Forpliktelse) {
            let Some(one) = self.site.forpliktelse(item) else { continue };
            table.push(
                "",
                vec![
                    self.lenket(item).belegg(Some(&one.rad.belegg)).into(),
                    Celle::felt(&one.frist, |dato| Linje::ord(self.kort(*dato))),
                    Celle::felt(&one.ansvarlig, |to| self.henvist(to)),
                    self.status(item),
                ],
            );
        }
        seksjon_av("forpliktelser", title, table)
    }

    pub(super) fn vedtak(&self) -> Option<Seksjon> {
        let title = self.ord("type_flertall.vedtak");
        let columns = self.kolonner(&["kolonne.dato", "dokument.organ", "type.vedtak", "dokument.saksnr"]);
        let mut table = Tabell::new("tabell-vedtak", title.clone(), columns);
        for item in self.av_slag(Kind::Vedtak) {
            let Some(one) = self.site.vedtak(item) else { continue };
            let number: &Felt<String> = &one.saksnr;
            table.push(
                "",
                vec![
                    Celle::felt(&one.dato, |dato| Linje::ord(self.kort(*dato))),
                    Celle::tekst(&one.organ),
                    Linje::item(&one.tekst, item).belegg(Some(&one.rad.belegg)).into(),
                    Celle::tekst(number),
                ],
            );
        }
        seksjon_av("vedtak", title, table)
    }
}
