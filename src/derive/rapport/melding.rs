//! A report that says neither what kind it is nor answers any question of the form: a message about status. It is told as
//! what it is, with what was said in it and where the plan stood that day; a form nobody has begun to fill in would say that
//! a yearly report is unanswered and late, and nobody has said that it is one.

use super::{Bygg, status};
use crate::derive::dokument::{Besvart, Blokk, Celle, Dokument, Kolonne, Linje, Seksjon, Tabell};
use crate::derive::tilstand::tilstand;
use crate::domain::rad::Kind;
use crate::domain::rapport::Rapport;
use crate::domain::status::Statusrad;
use crate::resolve::item::ItemId;

/// Is the report a message about status, and no form?
pub fn er_melding(report: &Rapport) -> bool {
    report.rapporttype.is_none() && report.svar.is_empty() && report.hode.is_empty()
}

impl Bygg<'_> {
    /// The message of a stored report.
    pub(super) fn melding_om_status(self, item: ItemId) -> Dokument {
        let rows: Vec<&Statusrad> = self.site.report_rows(item).collect();
        let mut ingress = vec![self.fyll("dokument.statusrapport_ingress", &[("antall", &rows.len().to_string())])];
        let activities = self.i_planen(Kind::Aktivitet);
        if !activities.is_empty() {
            ingress.push(self.telling(&activities));
        }
        ingress.extend(self.fristord());
        ingress.extend(self.kilde().map(|_| self.ord("dokument.egen_kilde")));
        let mut seksjoner: Vec<Seksjon> = self.meldt_her(&rows).into_iter().collect();
        seksjoner.extend(self.andre_tall());
        let slag = self.ord("dokument.statusrapport");
        Dokument { ingress, seksjoner, besvart: Besvart::default(), slag, ..self.omslag() }
    }

    /// What the report says, one row for each thing it speaks of, in the order it comes to them.
    fn meldt_her(&self, rows: &[&Statusrad]) -> Option<Seksjon> {
        let title = self.ord("dokument.sagt");
        let mut table = Tabell::new(
            "tabell-meldt",
            &title,
            vec![
                Kolonne::ord(self.ord("dokument.tall_hva")),
                Kolonne::ord(self.fyll("dokument.status_per", &[("dato", &self.dag(self.per))])),
                Kolonne::ord(self.ord("dokument.sagt")),
                Kolonne::ord(self.ord("dokument.avvik")),
            ],
        );
        let mut about: Vec<(Result<ItemId, &str>, Vec<&Statusrad>)> = Vec::new();
        for row in rows {
            let thing = self.site.target(&row.emne).ok_or(row.emne.text.as_str());
            match about.iter_mut().find(|(known, _)| *known == thing) {
                Some((_, said)) => said.push(row),
                None => about.push((thing, vec![row])),
            }
        }
        for (thing, said) in about {
            let [words, off] = self.meldinger(&said);
            let (name, now) = match thing {
                Ok(item) if self.har_tilstand(item) => {
                    (self.lenket(item), status(tilstand(self.site, self.config, self.per, item).key()).into())
                }
                Ok(item) => (self.lenket(item), Celle::default()),
                Err(text) => (Linje::ord(text), Celle::default()),
            };
            table.push("", vec![name.into(), now, words, off]);
        }
        let made = Seksjon { blokker: vec![Blokk::Tabell(table)], ..Seksjon::new("meldt", title) };
        (!rows.is_empty()).then_some(made)
    }

    fn har_tilstand(&self, item: ItemId) -> bool {
        use Kind::{Aktivitet, Delmaal, Forpliktelse, Hovedmaal, Resultatmaal, Tiltak};
        let kind = self.site.item(item).kind;
        matches!(kind, Aktivitet | Tiltak | Forpliktelse | Hovedmaal | Delmaal | Resultatmaal)
    }
}
