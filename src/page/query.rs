//! `planverk` blocks in running text: what each shows. What it asks for was understood in `resolve::query`; a block that
//! was not, or that names something left out of this edition, shows nothing.

use super::address;
use super::catalogue::PlanPage;
use super::frame::Lenke;
use super::innsikt::indikator::{Bilde, chart_over_time, readings};
use super::innsikt::ord::Ord;
use super::innsikt::{framdrift, matriser, roed_traad};
use super::parts::del::Del;
use super::parts::{aktivitetsrad, lister, stabel};
use super::world::World;
use crate::derive::dokument::faktornavn;
use crate::derive::utvalg;
use crate::diag::Span;
use crate::domain::enumeration::Enumeration;
use crate::domain::rad::Kind;
use crate::language::Language;
use crate::resolve::item::ItemId;
use crate::resolve::query::{Ansvar, Filter, Matrisevalg, Query, Vis};

/// What stands where the block at `span` stood. `number` is the block's number on the page, for ids.
pub fn parts(world: &World, span: Span, number: usize, language: &Language) -> Vec<Del> {
    let Some(query) = world.site.query(span) else { return Vec::new() };
    let block = Block { world, query, ord: Ord::new(language, "spoerring"), id: format!("planverk-{}", number + 1) };
    let mut parts: Vec<Del> =
        query.tittel.iter().map(|title| Del::Avsnitt { tekst: title.clone(), klasse: "blokktittel" }).collect();
    parts.extend(match query.vis {
        Vis::Aktivitetstabell => block.activities(),
        Vis::Maalhierarki => block.hierarchy(),
        Vis::Framdrift => block.progress(),
        Vis::Indikator => block.indicator(),
        Vis::Matrise => block.matrix(),
        Vis::Liste => block.list(),
    });
    parts
}

struct Block<'a> {
    world: &'a World<'a>,
    query: &'a Query,
    ord: Ord<'a>,
    id: String,
}

impl Block<'_> {
    fn activities(&self) -> Vec<Del> {
        let items = utvalg::items(self.world.site, self.world.derived, self.query);
        if items.is_empty() {
            return vec![self.nothing(&self.ord.felles("antall.aktivitet.flere"))];
        }
        let shown = self.shown(&items);
        let caption = self.caption(&self.ord.antall("aktivitet", items.len()));
        let table = aktivitetsrad::table(self.world, &self.id, caption, shown);
        let mut parts = vec![Del::Aktivitetstabell { tabell: table }];
        parts.extend(self.rest(shown.len(), items.len()));
        parts
    }

    fn hierarchy(&self) -> Vec<Del> {
        roed_traad::hierarchy(self.world, self.query.plan, &self.query.filter.hoerer_til)
    }

    fn progress(&self) -> Vec<Del> {
        let items = utvalg::items(self.world.site, self.world.derived, self.query);
        if items.is_empty() {
            return vec![self.nothing(&self.ord.felles("antall.aktivitet.flere"))];
        }
        let sentence = stabel::sentence(self.world, &items, self.ord.language);
        let sentence = match self.filter_words() {
            Some(filter) => format!("{filter}: {sentence}"),
            None => sentence,
        };
        let mut bar = framdrift::total(&self.world.derived.count(&items));
        if let Del::Stabel { tekst, .. } = &mut bar {
            *tekst = sentence;
        }
        vec![bar, self.link(PlanPage::Framdrift)]
    }

    fn indicator(&self) -> Vec<Del> {
        let Some(bilde) = self.query.indikator.and_then(|item| Bilde::of(self.world, item)) else {
            return Vec::new();
        };
        let mut parts: Vec<Del> = chart_over_time(self.world, &self.ord, &bilde, &self.id).into_iter().collect();
        parts.push(readings(self.world, &self.ord, &bilde, &format!("{}-tabell", self.id)));
        parts.push(Del::Lenker { lenker: vec![self.world.link(bilde.item)] });
        parts
    }

    fn matrix(&self) -> Vec<Del> {
        let prefix = format!("{}-", self.id);
        match self.query.matrise {
            Some(Matrisevalg::Avledet(rows)) => {
                matriser::derived(self.world, &self.ord, self.query.plan, rows.kind(), &prefix)
            }
            Some(Matrisevalg::Trykt(item)) => self
                .world
                .site
                .matrise(item)
                .map_or_else(Vec::new, |matrix| matriser::printed(self.world, &self.ord, matrix, &prefix)),
            None => Vec::new(),
        }
    }

    fn list(&self) -> Vec<Del> {
        let items = utvalg::items(self.world.site, self.world.derived, self.query);
        if items.is_empty() {
            let kinds: Vec<String> = self
                .query
                .slag
                .iter()
                .map(|kind| self.ord.felles(&format!("type_flertall.{}", kind.key())).to_lowercase())
                .collect();
            return vec![self.nothing(&kinds.join(", "))];
        }
        let shown = self.shown(&items);
        let points = if self.query.slag.len() > 1 {
            lister::mixed(self.world, shown.iter().copied(), self.ord.language)
        } else {
            lister::points(self.world, shown.iter().copied())
        };
        let mut parts = vec![Del::Punkter { punkter: points }];
        parts.extend(self.rest(shown.len(), items.len()));
        parts
    }

    fn shown<'i>(&self, items: &'i [ItemId]) -> &'i [ItemId] {
        let most = self.query.grense.unwrap_or(items.len()).min(items.len());
        &items[..most]
    }

    /// «Viser 5 av 14.» with a way to the rest, when something is left out.
    fn rest(&self, shown: usize, total: usize) -> Vec<Del> {
        if shown == total {
            return Vec::new();
        }
        let text = self.ord.fill("viser", &[("antall", &self.ord.tall(shown)), ("total", &self.ord.tall(total))]);
        let all = match self.query.slag.first() {
            None | Some(Kind::Aktivitet) => PlanPage::Aktivitetsplan,
            Some(_) => PlanPage::Oversikt,
        };
        vec![Del::merknad(text), self.link(all)]
    }

    fn link(&self, page: PlanPage) -> Del {
        let plan = self.query.plan;
        let title = format!("{} – {}", page.title(self.ord.language), self.world.site.plan(plan).tittel);
        Del::Lenker { lenker: vec![Lenke::new(title, address::plan_page(self.world.site, plan, page.name()))] }
    }

    /// The plan, how many, and by what they were chosen.
    fn caption(&self, count: &str) -> String {
        let plan = &self.world.site.plan(self.query.plan).tittel;
        match self.filter_words() {
            Some(filter) => format!("{plan}: {count} ({filter})"),
            None => format!("{plan}: {count}"),
        }
    }

    /// Nothing fits; what was asked for is said, so that the reader knows what there is none of.
    fn nothing(&self, what: &str) -> Del {
        let plan = &self.world.site.plan(self.query.plan).tittel;
        let title = self.ord.fill("ingen", &[("hva", what), ("plan", plan)]);
        let text = self
            .filter_words()
            .map_or_else(String::new, |filter| self.ord.fill("ingen_filter", &[("filter", &filter)]));
        Del::tomt(title, text)
    }

    /// «Satsingsområde: Egnede boliger · status: i gang», when there are conditions.
    fn filter_words(&self) -> Option<String> {
        let Filter { hoerer_til, status, faktor, ansvarlig } = &self.query.filter;
        let site = self.world.site;
        let ord = &self.ord;
        let mut words: Vec<String> = hoerer_til
            .iter()
            .map(|item| {
                let kind = lister::kind_word(self.world, *item, ord.language).to_lowercase();
                format!("{kind}: {}", site.item(*item).display())
            })
            .collect();
        if !status.is_empty() {
            let names: Vec<String> = status.iter().map(|s| ord.felles(&format!("status.{}", s.key()))).collect();
            words.push(format!("{}: {}", ord.felles("kolonne.status").to_lowercase(), names.join(", ")));
        }
        words.extend(faktor.map(|factor| format!("{}: {}", ord.word("faktor"), faktornavn(factor, ord.language))));
        words.extend(ansvarlig.as_ref().map(|who| {
            let name = match who {
                Ansvar::Item(item) => site.item(*item).display(),
                Ansvar::Ord(text) => text.clone(),
            };
            format!("{}: {name}", ord.felles("kolonne.ansvarlig").to_lowercase())
        }));
        (!words.is_empty()).then(|| words.join(" · "))
    }
}
