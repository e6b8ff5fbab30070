//! What the plan gives the report: goals with their strategies, activities with what has been said of them, decisions,
//! experiences, and the commitments that are still open.

use std::collections::{HashMap, HashSet};

use super::{Bygg, status, statusord};
use crate::derive::dokument::{Blokk, Celle, Figur, Kolonne, Linje, Seksjon, Tabell};
use crate::derive::opptelling::Opptelling;
use crate::derive::tilstand::tilstand;
use crate::derive::versjoner::{self, Gyldighet};
use crate::derive::{kobling, kostnad};
use crate::domain::aktivitet::Aktivitet;
use crate::domain::enumeration::Enumeration;
use crate::domain::felt::Sikkerhet;
use crate::domain::rad::{Kind, Relasjon};
use crate::domain::rapport::Rapporttype;
use crate::domain::status::{Status, Statusrad};
use crate::domain::suksessfaktor::Suksessfaktor;
use crate::language::Language;
use crate::resolve::item::ItemId;

impl<'a> Bygg<'a> {
    fn av_slag(&self, kind: Kind) -> Vec<ItemId> {
        self.site.register.of_plan(self.plan, kind).collect()
    }

    /// Those that are part of the plan on the report's date.
    pub(super) fn i_planen(&self, kind: Kind) -> Vec<ItemId> {
        self.av_slag(kind).into_iter().filter(|item| self.gjelder(*item)).collect()
    }

    fn gjelder(&self, item: ItemId) -> bool {
        versjoner::av_item(self.site, item, self.per) == Gyldighet::Gjelder
    }

    fn tittel(&self, item: ItemId) -> String {
        self.site.item(item).display()
    }

    pub(super) fn lenket(&self, item: ItemId) -> Linje {
        Linje::item(self.tittel(item), item)
    }

    /// 3.1: each hovedmål with its strategies and the goals below it.
    pub(super) fn maal_og_strategier(&self) -> Vec<Blokk> {
        let goals = self.i_planen(Kind::Hovedmaal);
        let site = self.site;
        let of_plan = |items: Vec<ItemId>| -> Vec<ItemId> { items.into_iter().filter(|i| self.gjelder(*i)).collect() };
        let below = |goal: ItemId| of_plan(site.graph.sources(goal, Relasjon::Forelder));
        let of = |goal: ItemId| -> Vec<ItemId> {
            let found = of_plan(site.graph.sources(goal, Relasjon::Gjelder));
            found.into_iter().filter(|item| site.item(*item).kind == Kind::Strategi).collect()
        };
        let mut columns =
            vec![Kolonne::ord(self.ord("type.hovedmaal")), Kolonne::ord(self.ord("type_flertall.strategi"))];
        let with_below = goals.iter().any(|goal| !below(*goal).is_empty());
        if with_below {
            columns.push(Kolonne::ord(self.ord("dokument.delmaal")));
        }
        let mut table = Tabell::new("tabell-3-1", self.ord("dokument.maal_og_strategier"), columns);
        for goal in &goals {
            let under = below(*goal);
            let strategies: Vec<Linje> = of(*goal)
                .into_iter()
                .chain(under.iter().flat_map(|goal| of(*goal)))
                .map(|item| {
                    let text = site.strategi(item).map_or("", |s| s.tekst.text()).to_owned();
                    self.lenket(item).tillegg(text)
                })
                .collect();
            let mut name = self.lenket(*goal);
            name.belegg = site.maal(*goal).map(|goal| goal.rad.belegg.clone()).filter(|belegg| !belegg.is_empty());
            let mut cells = vec![Celle::from(name), none_said(strategies, &self.ord("dokument.ingen_strategier"))];
            if with_below {
                let lines: Vec<Linje> = under.iter().map(|item| self.lenket(*item)).collect();
                cells.push(if lines.is_empty() { Celle::default() } else { Celle::linjer(lines) });
            }
            table.push("", cells);
        }
        if table.rader.is_empty() { Vec::new() } else { vec![Blokk::Tabell(table)] }
    }

    /// Does the plan fill post 3.1?
    pub(super) fn har_maal(&self) -> bool {
        self.site.register.of_plan(self.plan, Kind::Hovedmaal).any(|goal| self.gjelder(goal))
    }

    /// Does the plan fill post 3.2?
    pub(super) fn har_innsats(&self) -> bool {
        self.site.register.of_plan(self.plan, Kind::Aktivitet).any(|item| self.er_med(item))
    }

    /// What has left the plan is told of when something was said of it in the time.
    fn er_med(&self, item: ItemId) -> bool {
        self.gjelder(item) || !self.meldt(item).is_empty()
    }

    /// 3.2: per hovedmål its activities, their status and what has been said; then its decisions.
    pub(super) fn innsats(&self) -> Vec<Blokk> {
        let all: Vec<ItemId> = self.av_slag(Kind::Aktivitet).into_iter().filter(|item| self.er_med(*item)).collect();
        if all.is_empty() {
            return Vec::new();
        }
        let mut blocks = vec![Blokk::Avsnitt(self.telling(&self.i_planen(Kind::Aktivitet)))];
        blocks.extend(self.statusfigur());
        let known: HashSet<ItemId> = all.iter().copied().collect();
        let mut first: HashMap<ItemId, ItemId> = HashMap::new();
        for goal in self.i_planen(Kind::Hovedmaal) {
            let key = self.site.item(goal).key.clone();
            let mine: Vec<ItemId> =
                kobling::aktiviteter(self.site, goal).into_iter().filter(|i| known.contains(i)).collect();
            if mine.is_empty() {
                blocks.push(Blokk::Del(self.tittel(goal)));
                blocks.push(Blokk::Avsnitt(self.ord("dokument.ingen_aktiviteter")));
            } else {
                blocks.push(self.aktivitetstabell(format!("tabell-maal-{key}"), self.tittel(goal), &mine, &first));
                for item in &mine {
                    first.entry(*item).or_insert(goal);
                }
            }
            let decisions = self.vedtak(Some(goal));
            if !decisions.is_empty() {
                blocks.push(Blokk::Liste(decisions));
            }
        }
        let loose: Vec<ItemId> = all.into_iter().filter(|item| !first.contains_key(item)).collect();
        if !loose.is_empty() {
            let title = self.ord("dokument.uten_maal");
            blocks.push(self.aktivitetstabell("tabell-uten-maal".to_owned(), title, &loose, &first));
        }
        blocks.extend(self.annet_meldt());
        blocks
    }

    /// How far the activities of each hovedmål have come; nothing when none belongs to one.
    fn statusfigur(&self) -> Option<Blokk> {
        let group = |goal: ItemId| {
            let items = kobling::aktiviteter(self.site, goal).into_iter().filter(|item| self.gjelder(*item));
            let states: Vec<_> = items.map(|item| tilstand(self.site, self.config, self.per, item)).collect();
            (!states.is_empty()).then(|| (self.tittel(goal), Opptelling::of(&states)))
        };
        let grupper: Vec<(String, Opptelling)> = self.i_planen(Kind::Hovedmaal).into_iter().filter_map(group).collect();
        let hode = self.ord("type.hovedmaal");
        let hva = self.ord("type_flertall.hovedmaal").to_lowercase();
        let tittel = self.fyll("dokument.status_fordelt", &[("dato", &self.dag(self.per)), ("hva", &hva)]);
        let figure = Figur::Status { id: "status-figur".into(), tittel, hode, grupper };
        (!matches!(&figure, Figur::Status { grupper, .. } if grupper.is_empty())).then_some(Blokk::Figur(figure))
    }

    /// What has been said of other things than activities: goals, measures, commitments.
    fn annet_meldt(&self) -> Option<Blokk> {
        let mut about: Vec<ItemId> = Vec::new();
        let mut seen: HashSet<ItemId> = HashSet::new();
        for row in &self.site.plan(self.plan).statusrader {
            let Some(item) = self.site.target(&row.emne) else { continue };
            if self.site.item(item).kind != Kind::Aktivitet && seen.insert(item) {
                about.push(item);
            }
        }
        let mut table = Tabell::new(
            "tabell-annet-meldt",
            self.ord("dokument.annet_meldt"),
            vec![
                Kolonne::ord(self.ord("dokument.tall_hva")),
                Kolonne::ord(self.ord("dokument.sagt")),
                Kolonne::ord(self.ord("dokument.avvik")),
            ],
        );
        for item in about {
            let rows = self.meldt(item);
            if !rows.is_empty() {
                let [said, off] = self.meldinger(&rows);
                table.push("", vec![self.lenket(item).into(), said, off]);
            }
        }
        (!table.rader.is_empty()).then_some(Blokk::Tabell(table))
    }

    /// The cells of what is said and what differs.
    pub(super) fn meldinger(&self, rows: &[&Statusrad]) -> [Celle; 2] {
        let off: Vec<Linje> =
            rows.iter().filter(|r| !r.avvik.text().is_empty()).map(|r| Linje::ord(r.avvik.text())).collect();
        let off = if off.is_empty() { Celle::default() } else { Celle::linjer(off) };
        [Celle::linjer(rows.iter().map(|row| self.melding(row)).collect()), off]
    }

    pub(super) fn telling(&self, items: &[ItemId]) -> String {
        let states: Vec<_> = items.iter().map(|item| tilstand(self.site, self.config, self.per, *item)).collect();
        let count = Opptelling::of(&states);
        let n = |n: usize| n.to_string();
        let (ferdig, antall, uten) = (n(count.fullfoert()), n(count.total), n(count.uten));
        let dato = self.dag(self.per);
        let values = [("ferdig", &*ferdig), ("antall", &*antall), ("uten", &*uten), ("dato", &*dato)];
        self.language.fill_for("dokument.telling", count.total, &values)
    }

    /// The half-year's and the tertial's report say what was planned and what it costs as well.
    fn med_plan(&self) -> bool {
        matches!(self.slag, Rapporttype::Halvaar | Rapporttype::Tertial)
    }

    fn aktivitetstabell(&self, id: String, tittel: String, items: &[ItemId], first: &HashMap<ItemId, ItemId>) -> Blokk {
        let per = self.dag(self.per);
        let mut columns = vec![
            Kolonne::ord(self.ord("kolonne.aktivitet")),
            Kolonne::ord(self.fyll("dokument.status_per", &[("dato", &per)])),
        ];
        if self.med_plan() {
            columns.push(Kolonne::ord(self.ord("kolonne.tidsramme")));
            columns.push(Kolonne::ord(self.ord("dokument.oekonomi")));
        }
        columns.push(Kolonne::ord(self.ord("dokument.sagt")));
        columns.push(Kolonne::ord(self.ord("dokument.avvik")));
        let mut table = Tabell::new(id, tittel, columns);
        for item in items {
            let Some(activity) = self.site.aktivitet(*item) else { continue };
            let state = tilstand(self.site, self.config, self.per, *item);
            let mut cells = vec![Celle::from(self.lenket(*item)), status(state.key()).into()];
            if self.med_plan() {
                cells.extend(self.planlagt(activity));
            }
            if let Some(goal) = first.get(item) {
                let see = self.fyll("dokument.se_over", &[("maal", &self.kortnavn(*goal))]);
                cells.extend([Celle::ord(see), Celle::default()]);
            } else {
                cells.extend(self.meldinger(&self.meldt(*item)));
            }
            table.push("", cells);
        }
        Blokk::Tabell(table)
    }

    /// «H1», or the whole name of a goal without a label.
    fn kortnavn(&self, goal: ItemId) -> String {
        let about = self.site.item(goal);
        about.etikett.clone().unwrap_or_else(|| about.title.clone())
    }

    fn planlagt(&self, activity: &Aktivitet) -> [Celle; 2] {
        let time = Celle::felt(&activity.tid, |tid| Linje::ord(kostnad::tidsord(tid, self.language)));
        [time, oekonomi(activity, self.language)]
    }

    /// What has been said of an activity: in this report, and what else is from its time. With nothing from its time, the
    /// latest before it.
    fn meldt(&self, item: ItemId) -> Vec<&'a Statusrad> {
        let site = self.site;
        let given =
            |row: &Statusrad| row.rapport.as_ref().and_then(|r| site.target(r)) == self.item && self.item.is_some();
        let day = |row: &Statusrad| row.dato.known().map(|d| (d.first_day(), d.last_day()));
        let mut rows: Vec<&'a Statusrad> = site.status_rows(item).collect();
        rows.sort_by_key(|row| day(row).map(|(first, last)| (last, first)));
        let before = rows.iter().rev().find(|r| day(r).is_some_and(|(first, _)| first < self.tidsrom.fra)).copied();
        rows.retain(|row| {
            given(row) || day(row).is_some_and(|(first, _)| first >= self.tidsrom.fra && first <= self.per)
        });
        if rows.is_empty() { before.into_iter().collect() } else { rows }
    }

    /// One statement: its words, its date and status, and what it rests on.
    fn melding(&self, row: &Statusrad) -> Linje {
        let said = row.status.known().map(|status| statusord(self.language, *status));
        let words =
            if row.tekst.text().is_empty() { said.clone().unwrap_or_default() } else { row.tekst.text().to_owned() };
        let mut more: Vec<String> = Vec::new();
        if let Some(dato) = row.dato.known() {
            let later = dato.first_day() > self.per;
            let note = if later { format!(" ({})", self.ord("dokument.etter_rapportdato")) } else { String::new() };
            more.push(format!("{}{note}", self.kort(*dato)));
        }
        more.extend(said.filter(|said| *said != words));
        if let Some(percent) = row.framdrift.known() {
            more.push(format!("{}\u{a0}%", crate::language::numbers::decimal(*percent, None)));
        }
        Linje::ord(words).tillegg(more.join(", ")).belegg(Some(&row.rad.belegg))
    }

    /// Decisions by date, those without last: of one goal, or all.
    fn vedtak(&self, goal: Option<ItemId>) -> Vec<Celle> {
        let site = self.site;
        let mut found: Vec<ItemId> = self
            .av_slag(Kind::Vedtak)
            .into_iter()
            .filter(|item| goal.is_none_or(|goal| site.graph.targets(*item, Relasjon::Gjelder).contains(&goal)))
            .filter(|item| {
                let date = site.vedtak(*item).and_then(|v| v.dato.known().copied());
                date.is_none_or(|date| date.first_day() <= self.kjent_til)
            })
            .collect();
        found.sort_by_key(|item| {
            let date = site.vedtak(*item).and_then(|v| v.dato.known().copied());
            (date.is_none(), date.map(crate::domain::dato::Dato::last_day), *item)
        });
        let line = |item: ItemId| {
            let decision = site.vedtak(item)?;
            let mut words = vec![decision.dato.known().map_or_else(
                || format!("{} {}", self.ord("kolonne.dato"), self.ord("grunn.ukjent")),
                |dato| self.kort(*dato),
            )];
            if let Some(organ) = decision.organ.known() {
                // Who decided may be less sure than that it was decided.
                let sure = decision.organ.belegg.as_ref().and_then(|b| b.sikkerhet);
                let unsure = sure.filter(|sure| *sure != Sikkerhet::Sikker);
                words.push(unsure.map_or_else(
                    || organ.clone(),
                    |sure| format!("{organ} ({})", self.ord(&format!("sikkerhet.{}", sure.key()))),
                ));
            }
            let line = Linje::item(&decision.tekst, item).tillegg(words.join(", "));
            Some(Celle::from(line.belegg(Some(&decision.rad.belegg))))
        };
        found.into_iter().filter_map(line).collect()
    }

    /// What the plan has that bears on a post. Decisions and experiences stand there in any case; the rest only helps the
    /// one who is to answer.
    pub(super) fn fra_planen(&self, nr: &str, unanswered: bool) -> Vec<Blokk> {
        let (word, lines) = match nr {
            "B.1" => ("dokument.fra_vedtak", self.vedtak(None)),
            "4.1 A" => ("dokument.fra_erfaringer", self.erfaringer()),
            "A.2" if unanswered => ("dokument.fra_planen", self.virkemidler()),
            "A.3" if unanswered => ("dokument.fra_planen", self.stoetter(Suksessfaktor::Kompetanse)),
            "B.2" if unanswered => ("dokument.fra_planen", self.stoetter(Suksessfaktor::Organisering)),
            "B.3" if unanswered => ("dokument.fra_planen", self.samarbeid()),
            _ => return Vec::new(),
        };
        if lines.is_empty() { Vec::new() } else { vec![Blokk::FraPlanen(self.ord(word)), Blokk::Liste(lines)] }
    }

    fn med_status(&self, item: ItemId) -> Celle {
        let state = tilstand(self.site, self.config, self.per, item);
        let word = self.ord(&format!("status.{}", state.key()));
        self.lenket(item).tillegg(word).into()
    }

    fn stoetter(&self, factor: Suksessfaktor) -> Vec<Celle> {
        let items = kobling::stoetter_faktor(self.site, self.plan, factor).into_iter().filter(|i| self.gjelder(*i));
        items.map(|item| self.med_status(item)).collect()
    }

    fn virkemidler(&self) -> Vec<Celle> {
        let mut used: Vec<(ItemId, [u64; 2])> = Vec::new();
        for (at, kind) in [Kind::Aktivitet, Kind::Tiltak].into_iter().enumerate() {
            for instrument in
                self.i_planen(kind).into_iter().flat_map(|i| self.site.graph.targets(i, Relasjon::Virkemiddel))
            {
                if !used.iter().any(|(known, _)| *known == instrument) {
                    used.push((instrument, [0, 0]));
                }
                used.iter_mut().filter(|(known, _)| *known == instrument).for_each(|(_, n)| n[at] += 1);
            }
        }
        let count = |[activities, measures]: [u64; 2]| {
            let some = [("aktivitet", activities), ("tiltak", measures)].into_iter().filter(|(_, n)| *n > 0);
            some.map(|(noun, n)| self.language.count(noun, n)).collect::<Vec<_>>().join(", ")
        };
        used.into_iter().map(|(item, n)| self.lenket(item).tillegg(count(n)).into()).collect()
    }

    fn samarbeid(&self) -> Vec<Celle> {
        let line = |item: ItemId| {
            let partners = self.site.aktivitet(item)?.samarbeid.items();
            let names: Vec<&str> = partners.iter().map(|partner| partner.tekst.as_str()).collect();
            (!names.is_empty()).then(|| Celle::from(self.lenket(item).tillegg(names.join(", "))))
        };
        self.i_planen(Kind::Aktivitet).into_iter().filter_map(line).collect()
    }

    /// Experiences in the knowledge base that build on this report or name something in the plan.
    fn erfaringer(&self) -> Vec<Celle> {
        let site = self.site;
        let source = self.rapport.rad.belegg.kilde.as_ref().and_then(|source| site.target(source));
        let names = |item: ItemId| {
            site.graph.out(item).any(|edge| {
                (edge.relation == Relasjon::Kilde && Some(edge.to) == source)
                    || (edge.relation == Relasjon::Omtaler && site.item(edge.to).plan == Some(self.plan))
            })
        };
        let all = site.experiences().iter().copied().filter(|item| names(*item));
        let line = |item: ItemId| {
            let words = site.artikkel(item).and_then(|page| page.ingress.clone()).unwrap_or_default();
            Celle::from(self.lenket(item).tillegg(words))
        };
        all.map(line).collect()
    }

    /// Commitments that are not closed, for next year's aktivitetsplan.
    pub(super) fn forpliktelser(&self) -> Option<Seksjon> {
        let site = self.site;
        let open: Vec<ItemId> = self
            .i_planen(Kind::Forpliktelse)
            .into_iter()
            .filter(|item| !tilstand(site, self.config, self.per, *item).status.is_some_and(Status::is_closed))
            .collect();
        if open.is_empty() {
            return None;
        }
        let mut table = Tabell::new(
            "tabell-forpliktelser",
            self.ord("dokument.forpliktelser"),
            vec![
                Kolonne::ord(self.ord("dokument.forpliktelse")),
                Kolonne::ord(self.ord("kolonne.frist")),
                Kolonne::ord(self.ord("kolonne.ansvarlig")),
                Kolonne::ord(self.ord("kolonne.status")),
            ],
        );
        for item in &open {
            let Some(promise) = site.forpliktelse(*item) else { continue };
            let name = self.lenket(*item).belegg(Some(&promise.rad.belegg));
            let who = Celle::felt(&promise.ansvarlig, |to| match site.target(to) {
                Some(item) => self.lenket(item),
                None => Linje::ord(&to.text),
            });
            let state = tilstand(site, self.config, self.per, *item);
            let due = Celle::felt(&promise.frist, |dato| Linje::ord(self.kort(*dato)));
            table.push("", vec![name.into(), due, who, status(state.key()).into()]);
        }
        let (antall, dato) = (open.len().to_string(), self.dag(self.per));
        Some(Seksjon {
            ingress: self.fyll("dokument.forpliktelser_ingress", &[("antall", &antall), ("dato", &dato)]),
            blokker: vec![Blokk::Tabell(table)],
            ..Seksjon::new("forpliktelser", self.ord("dokument.forpliktelser"))
        })
    }
}

/// Cost as printed, amounts, and who pays which share.
pub fn oekonomi(activity: &Aktivitet, language: &Language) -> Celle {
    let shares = kostnad::andelsord(activity.finansiering.items(), language).into_iter().map(Linje::ord);
    let mut lines: Vec<Linje> = activity
        .kostnad
        .known()
        .map(|cost| kostnad::kostnadsord(cost, language))
        .unwrap_or_default()
        .into_iter()
        .map(Linje::ord)
        .collect();
    lines.extend(shares);
    if let Some(first) = lines.first_mut() {
        first.belegg = activity.kostnad.belegg.as_deref().cloned();
        return Celle::linjer(lines);
    }
    Celle::felt(&activity.kostnad, |_| Linje::ord(""))
}

fn none_said(lines: Vec<Linje>, words: &str) -> Celle {
    if lines.is_empty() { Celle::ord(words) } else { Celle::linjer(lines) }
}
