//! How far the plan has come as of the date: counted by area, or by goal where there are no areas, and drawn; and when
//! things happen.

use std::collections::HashSet;

use super::Bok;
use crate::derive::dokument::{Blokk, Celle, Figur, Kolonne, Linje, Seksjon, Tabell, Tidsrad};
use crate::derive::kobling;
use crate::derive::opptelling::Opptelling;
use crate::derive::tidslinje::tidslinje;
use crate::derive::tilstand::{Tilstand, tilstand};
use crate::domain::dato::Dato;
use crate::domain::rad::Kind;
use crate::resolve::item::ItemId;

/// Bars in one drawing: it stands on one sheet.
const BARS: usize = 16;

impl Bok<'_> {
    pub(super) fn framdrift(&self) -> Option<Seksjon> {
        let all = self.gjeldende(self.av_slag(Kind::Aktivitet));
        if all.is_empty() {
            return None;
        }
        let mut section = Seksjon::new("framdrift", self.ord("meny.framdrift"));
        section.blokker.push(Blokk::Avsnitt(self.telling(&all)));
        section.blokker.extend(self.fordelt(&all));
        let line = tidslinje(self.site, self.plan, self.dato);
        let rows: Vec<Tidsrad> = line
            .rader
            .iter()
            .map(|row| Tidsrad { item: row.item, fra: row.fra, til: row.til, status: self.statusnoekkel(row.item) })
            .collect();
        for (at, rows) in rows.chunks(BARS).enumerate() {
            let id = format!("tidslinje-{}", at + 1);
            section.blokker.push(Blokk::Figur(Figur::Tidslinje { id, rader: rows.to_vec(), dato: self.dato }));
        }
        Some(section)
    }

    fn gjeldende(&self, items: Vec<ItemId>) -> Vec<ItemId> {
        items.into_iter().filter(|item| self.gjelder(*item)).collect()
    }

    fn tilstand(&self, item: ItemId) -> Tilstand {
        tilstand(self.site, self.config, self.dato, item)
    }

    fn opptelling(&self, items: &[ItemId]) -> Opptelling {
        let states: Vec<Tilstand> = items.iter().map(|item| self.tilstand(*item)).collect();
        Opptelling::of(&states)
    }

    fn telling(&self, items: &[ItemId]) -> String {
        let count = self.opptelling(items);
        let (ferdig, antall, uten) = (count.fullfoert().to_string(), count.total.to_string(), count.uten.to_string());
        let dato = self.kort(Dato::Dag(self.dato));
        let values = [("ferdig", &*ferdig), ("antall", &*antall), ("uten", &*uten), ("dato", &*dato)];
        self.language.fill_for("dokument.telling", count.total, &values)
    }

    /// The counts by area or goal as a table and a drawing; nothing when no activity belongs to one.
    fn fordelt(&self, all: &[ItemId]) -> Vec<Blokk> {
        let by = |kind: Kind| -> Vec<(ItemId, Vec<ItemId>)> {
            let groups = self
                .av_slag(kind)
                .into_iter()
                .map(|item| (item, self.gjeldende(kobling::aktiviteter(self.site, item))));
            groups.filter(|(_, items)| !items.is_empty()).collect()
        };
        let kinds = [(Kind::Satsingsomraade, "omraade"), (Kind::Hovedmaal, "hovedmaal")];
        let mut found = kinds.into_iter().map(|(kind, key)| (kind, key, by(kind)));
        let Some((kind, key, groups)) = found.find(|(_, _, groups)| !groups.is_empty()) else {
            return Vec::new();
        };
        let placed: HashSet<ItemId> = groups.iter().flat_map(|(_, items)| items).copied().collect();
        let loose: Vec<ItemId> = all.iter().copied().filter(|item| !placed.contains(item)).collect();
        let mut counted: Vec<(Linje, Opptelling)> =
            groups.iter().map(|(item, items)| (self.lenket(*item), self.opptelling(items))).collect();
        if !loose.is_empty() {
            let name = self.ord(&format!("innsikt.framdrift.uten_{key}"));
            counted.push((Linje::ord(name), self.opptelling(&loose)));
        }
        // A status that nothing has is no column.
        let parts: Vec<Vec<(String, usize)>> = counted.iter().map(|(_, count)| count.parts()).collect();
        let keys: Vec<String> = Opptelling::default()
            .parts()
            .into_iter()
            .map(|(status, _)| status)
            .filter(|status| parts.iter().flatten().any(|(one, n)| one == status && *n > 0))
            .collect();
        let head = self.ord(&format!("innsikt.framdrift.hode_{key}"));
        let mut columns = vec![Kolonne::ord(&head), Kolonne::tall(self.ord("tabell.total"))];
        columns.extend(keys.iter().map(|status| {
            Kolonne::tall(crate::language::capital::capitalised(&self.ord(&format!("status.{status}"))))
        }));
        let caption = self.ord(&format!("innsikt.framdrift.per_{key}"));
        let mut table = Tabell::new("tabell-framdrift", caption, columns);
        for ((name, count), parts) in counted.iter().zip(&parts) {
            let mut cells = vec![Celle::from(name.clone()), Celle::ord(count.total.to_string())];
            cells.extend(keys.iter().map(|status| {
                let n = parts.iter().find(|(one, _)| one == status).map_or(0, |(_, n)| *n);
                Celle::ord(n.to_string())
            }));
            table.push("", cells);
        }
        let grupper = counted
            .into_iter()
            .map(|(name, count)| match name.innhold {
                crate::derive::dokument::Innhold::Ord(words) => (words, count),
                _ => (String::new(), count),
            })
            .collect();
        let hva = self.ord(&format!("type_flertall.{}", kind.key())).to_lowercase();
        let dato = self.kort(Dato::Dag(self.dato));
        let tittel = self.language.fill("dokument.status_fordelt", &[("dato", &dato), ("hva", &hva)]);
        let figure = Figur::Status { id: "framdrift-figur".into(), tittel, hode: head, grupper };
        vec![Blokk::Figur(figure), Blokk::Tabell(table)]
    }
}
