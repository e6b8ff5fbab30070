//! How far the plan has come: in all, by goal, area, strategy, responsible unit, target group and success factor, over
//! time, and what is late or due. The rule is told on the page.

use super::ord::Ord;
use crate::chart::burnup::{BurnUp, Report};
use crate::chart::stacked::StackedChart;
use crate::derive::dokument::faktornavn;
use crate::derive::frister::{Frister, forpliktelser, frister};
use crate::derive::opptelling::Opptelling;
use crate::derive::tilstand::Frist;
use crate::derive::utvikling::utvikling;
use crate::derive::{faktordekning, kobling, utvalg};
use crate::domain::dato::Dato;
use crate::domain::rad::Kind;
use crate::page::address;
use crate::page::catalogue::{PageSpec, PlanPage};
use crate::page::frame::{Fakta, Lenke};
use crate::page::parts::del::{Del, Statusantall};
use crate::page::parts::diagram::{self, Statusklasser};
use crate::page::parts::oversikt::{Celle, Kolonne, Oversikt};
use crate::page::parts::seksjon::{Seksjon, Seksjonsside};
use crate::page::parts::{chrome, stabel};
use crate::page::view::Page;
use crate::page::world::World;
use crate::resolve::item::{ItemId, PlanId};

/// The page.
pub fn page(world: &World, spec: &PageSpec, plan: PlanId) -> Page {
    let ord = Ord::of(world, plan, "framdrift");
    let items: Vec<ItemId> = world.site.register.of_plan(plan, Kind::Aktivitet).collect();
    let count = world.derived.count(&items);
    let mut frame = chrome::plan_frame(world, plan, &spec.sti, &spec.tittel, &[]);
    let sentence = stabel::sentence(world, &items, ord.language);
    frame.beskrivelse = format!("{} {sentence}", ord.fill("beskrivelse", &[("plan", &world.site.plan(plan).tittel)]));
    frame.ingress = Some(sentence);
    frame.faktalinje = facts(&ord, &count);

    let mut side = Seksjonsside::default();
    if count.total == 0 {
        side.innledning.push(Del::tomt(ord.word("tom"), ord.word("tom_raad")));
    } else {
        side.innledning.push(total(&count));
        side.seksjoner.extend(breakdowns(world, plan, &ord));
        side.seksjoner.push(over_time(world, plan, &ord, count.total));
    }
    side.seksjoner.extend(deadlines(world, plan, &ord, &count));
    side.seksjoner.push(money(world, plan, &ord));
    side.seksjoner.push(rule(world, &ord));
    side.page(frame)
}

fn facts(ord: &Ord, count: &Opptelling) -> Vec<Fakta> {
    let of = |n: usize| ord.av(n, count.total);
    vec![
        Fakta::new(ord.word("fullfoert"), of(count.fullfoert())),
        Fakta::new(ord.word("forsinket"), of(count.forsinket)),
        Fakta::new(ord.word("uten_status"), of(count.uten)),
        Fakta::new(ord.word("uten_tid"), of(count.uten_tid)),
    ]
}

/// Everything in one bar.
pub fn total(count: &Opptelling) -> Del {
    let deler = count.parts().into_iter().filter(|(_, n)| *n > 0);
    Del::Stabel { deler: deler.map(|(status, antall)| Statusantall { status, antall }).collect(), tekst: String::new() }
}

/// One row of a breakdown: its name and its activities.
struct Gruppe {
    navn: String,
    items: Vec<ItemId>,
}

fn breakdowns(world: &World, plan: PlanId, ord: &Ord) -> Vec<Seksjon> {
    let kinds = [
        ("hovedmaal", Kind::Hovedmaal),
        ("omraade", Kind::Satsingsomraade),
        ("strategi", Kind::Strategi),
        ("maalgruppe", Kind::Maalgruppe),
    ];
    let mut sections: Vec<Seksjon> = kinds
        .into_iter()
        .filter_map(|(key, kind)| {
            let groups: Vec<Gruppe> = world
                .site
                .register
                .of_plan(plan, kind)
                .map(|item| Gruppe {
                    navn: world.site.item(item).display(),
                    items: kobling::aktiviteter(world.site, item),
                })
                .collect();
            section(world, plan, ord, key, groups)
        })
        .collect();
    let factors = faktordekning::faktordekning(world.site, plan, world.derived.date);
    let named = factors.iter().any(|f| !f.aktiviteter.is_empty());
    let factors = factors
        .into_iter()
        .map(|f| Gruppe {
            navn: format!("{} {}", f.faktor.nr(), faktornavn(f.faktor, ord.language)),
            items: f.aktiviteter,
        })
        .collect();
    let responsible = responsible(world, plan);
    let link = Lenke::new(
        PlanPage::Ansvarlige.title(ord.language),
        address::plan_page(world.site, plan, PlanPage::Ansvarlige.name()),
    );
    sections.extend(
        section(world, plan, ord, "ansvarlig", responsible)
            .map(|section| section.med(Del::Lenker { lenker: vec![link] })),
    );
    if named {
        sections.extend(section(world, plan, ord, "faktor", factors));
    }
    sections
}

/// Activities by who answers for them, in the order they are first named.
fn responsible(world: &World, plan: PlanId) -> Vec<Gruppe> {
    let mut groups: Vec<Gruppe> = Vec::new();
    for item in world.derived.av_slag(world.site, plan, Kind::Aktivitet) {
        let Some(named) = utvalg::ansvarlig(world.site, item) else { continue };
        let navn = world.reference(named).tittel;
        match groups.iter_mut().find(|group| group.navn == navn) {
            Some(group) => group.items.push(item),
            None => groups.push(Gruppe { navn, items: vec![item] }),
        }
    }
    groups
}

fn section(world: &World, plan: PlanId, ord: &Ord, key: &str, groups: Vec<Gruppe>) -> Option<Seksjon> {
    if groups.is_empty() {
        return None;
    }
    let all = world.derived.av_slag(world.site, plan, Kind::Aktivitet);
    // What is no part of the plan on the date has no status to share out.
    let groups = groups.into_iter().map(|group| Gruppe { items: world.derived.gjeldende(group.items), ..group });
    let (filled, empty): (Vec<Gruppe>, Vec<Gruppe>) = groups.partition(|group| !group.items.is_empty());
    let loose: Vec<ItemId> =
        all.iter().copied().filter(|item| !filled.iter().any(|group| group.items.contains(item))).collect();
    let many = all.iter().any(|item| filled.iter().filter(|group| group.items.contains(item)).count() > 1);
    let per = ord.word(&format!("per_{key}"));
    let section = Seksjon::new(format!("per-{key}"), per.clone());
    if filled.is_empty() {
        let text = ord.fill_for(&format!("ingen_{key}"), all.len(), &[("total", &ord.tall(all.len()))]);
        return Some(section.med(Del::avsnitt(text)));
    }
    let mut rows: Vec<(String, Opptelling)> =
        filled.into_iter().map(|group| (group.navn, world.derived.count(&group.items))).collect();
    if !loose.is_empty() {
        rows.push((ord.word(&format!("uten_{key}")), world.derived.count(&loose)));
    }
    let classes = Statusklasser::of(rows.iter().map(|(_, count)| count));
    let named = if loose.is_empty() { rows.as_slice() } else { &rows[..rows.len() - 1] };
    let title = finding(ord, named);
    let chart = StackedChart {
        frame: diagram::frame(&format!("fig-{key}"), title, per, "", ord.language),
        head: ord.word(&format!("hode_{key}")),
        total_head: ord.felles("tabell.total"),
        classes: classes.words(ord.language),
        rows: rows.iter().map(|(label, count)| classes.row(label, count, ord.language)).collect(),
    };
    let figure = Del::Figur {
        id: format!("figur-{key}"),
        diagram: chart.draw(),
        per_dato: world.derived.date.to_string(),
        merknad: if many { ord.word("flere_steder") } else { String::new() },
    };
    let mut section = section.med(figure);
    if !empty.is_empty() {
        let names: Vec<&str> = empty.iter().map(|group| group.navn.as_str()).collect();
        let text = ord.fill("tomme_rader", &[("antall", &ord.tall(empty.len())), ("navn", &names.join(" · "))]);
        section = section.med(Del::avsnitt(text));
    }
    Some(section)
}

/// The sentence a breakdown proves: where all is done and where nothing is, or that nobody has said.
fn finding(ord: &Ord, rows: &[(String, Opptelling)]) -> String {
    if rows.iter().all(|(_, count)| count.uten == count.total) {
        return ord.word("funn_uten_status");
    }
    let complete = rows.iter().filter(|(_, count)| count.fullfoert() == count.total).count();
    let nothing = rows.iter().filter(|(_, count)| count.fullfoert() == 0).count();
    let key = match (complete, nothing) {
        (_, nothing) if nothing == rows.len() => return ord.word("funn_ingen_fullfoert"),
        (complete, _) if complete == rows.len() => "funn_alle",
        (0, 0) => "funn_delvis",
        (0, _) => "funn_noe",
        (_, 0) => "funn_hele",
        _ => "funn_hele_og_ingen",
    };
    let some = rows.len() - nothing;
    let values = [("rader", rows.len()), ("hele", complete), ("ingen", nothing), ("noe", some)];
    let values = values.map(|(key, n)| (key, ord.tall(n)));
    ord.fill_for(key, rows.len(), &values.each_ref().map(|(key, n)| (*key, n.as_str())))
}

fn over_time(world: &World, plan: PlanId, ord: &Ord, total: usize) -> Seksjon {
    let section = Seksjon::new("over-tid", ord.word("over_tid"));
    let points = utvikling(world.site, plan, world.derived.date);
    let (Some(first), Some(last)) = (points.first(), points.last()) else {
        return section.med(Del::avsnitt(ord.word("over_tid_ingen")));
    };
    if first.dato == last.dato {
        let text = ord.fill("over_tid_en", &[("dato", &ord.dag(last.dato)), ("antall", &ord.tall(last.fullfoert))]);
        return section.med(Del::avsnitt(text));
    }
    let title = ord.fill(
        "over_tid_funn",
        &[
            ("fra", &ord.tall(first.fullfoert)),
            ("fra_dato", &ord.dag(first.dato)),
            ("til", &ord.tall(last.fullfoert)),
            ("til_dato", &ord.dag(last.dato)),
            ("total", &ord.tall(total)),
        ],
    );
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let today = world.derived.date;
    let end = world.site.plan(plan).periode.known().and_then(|period| period.til).map(Dato::last_day);
    let chart = BurnUp {
        frame: diagram::frame("fig-over-tid", title, ord.word("over_tid"), "", ord.language),
        head: ord.felles("kolonne.dato"),
        words: ["fullfoert", "ikke_ferdig", "ikke_begynt", "i_alt"].map(|key| ord.word(key)),
        reports: points
            .iter()
            .map(|p| Report {
                label: ord.dag(p.dato),
                day: diagram::day(p.dato),
                done: count(p.fullfoert),
                begun: count(p.paabegynt - p.fullfoert),
                total: count(total),
            })
            .collect(),
        today: Some((diagram::day(today), ord.fill("per_dagen", &[("dato", &ord.dag(today))]))),
        end: end.map(|day| (diagram::day(day), ord.fill("planen_slutter", &[("dato", &ord.dag(day))]))),
    };
    let figure = Del::Figur {
        id: "figur-over-tid".to_owned(),
        diagram: chart.draw(),
        per_dato: world.derived.date.to_string(),
        merknad: ord.fill_for(
            "over_tid_merknad",
            total,
            &[("omtalt", &ord.tall(last.omtalt)), ("total", &ord.tall(total))],
        ),
    };
    section.med(figure)
}

fn deadlines(world: &World, plan: PlanId, ord: &Ord, count: &Opptelling) -> Vec<Seksjon> {
    let Frister { forsinket, snart, senere, uten_frist } = frister(world.site, world.derived, plan);
    let days = world.config.terskler.snart_dager.to_string();
    let note = ord.fill_for(
        "forsinket_grunnlag",
        count.total,
        &[("antall", &ord.tall(count.uten_tid)), ("total", &ord.tall(count.total))],
    );
    let mut late = Seksjon::new("forsinket", ord.felles("framdrift.forsinket")).med_alle(table(
        world,
        ord,
        "forsinket",
        &forsinket,
    ));
    if count.uten_tid > 0 {
        late = late.med(Del::merknad(note));
    }
    let soon = Seksjon::new("frist-snart", ord.word("snart"))
        .ingress(ord.fill("snart_ingress", &[("dager", &days)]))
        .med_alle(table(world, ord, "snart", &snart));
    let mut sections = vec![late, soon];
    if !senere.is_empty() {
        sections
            .push(Seksjon::new("senere-frister", ord.word("senere")).med_alle(table(world, ord, "senere", &senere)));
    }
    let (mut promises, mut activities) = (0, 0);
    for item in &uten_frist {
        match world.site.item(*item).kind {
            Kind::Forpliktelse => promises += 1,
            _ => activities += 1,
        }
    }
    let (open, total) = open_commitments(world, plan);
    if total > 0 {
        let section = Seksjon::new("forpliktelser", ord.word("forpliktelser_etter_dato"));
        sections.push(section.med_alle(table(world, ord, "forpliktelser", &open)));
    }
    let open = (open.len(), total);
    let mut links = Vec::new();
    let mut lines = Vec::new();
    let link = |page: PlanPage| Lenke::new(page.title(ord.language), address::plan_page(world.site, plan, page.name()));
    if activities > 0 {
        lines.push(ord.fill("aapne_aktiviteter", &[("antall", &ord.antall("aktivitet", activities))]));
        if PlanPage::Tidslinje.exists(world, plan) {
            links.push(link(PlanPage::Tidslinje));
        }
    }
    if open.1 > 0 {
        let values = [("antall", ord.tall(open.0)), ("total", ord.tall(open.1)), ("uten", ord.tall(promises))];
        let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
        lines.push(ord.fill("aapne_forpliktelser", &values));
        links.push(link(PlanPage::Forpliktelser));
    }
    if !lines.is_empty() {
        let section = Seksjon::new("aapne-uten-frist", ord.word("aapne")).med(Del::Liste { linjer: lines });
        sections.push(section.med(Del::Lenker { lenker: links }));
    }
    sections
}

/// Frames, shares and spending in short; the page about money has the rest.
fn money(world: &World, plan: PlanId, ord: &Ord) -> Seksjon {
    let lines = super::oekonomi::in_short(world, ord, plan);
    let section = Seksjon::new("penger", ord.felles("meny.oekonomi"));
    let section = if lines.is_empty() {
        section.med(Del::avsnitt(ord.felles("innsikt.oekonomi.ingen_ramme")))
    } else {
        section.med(Del::Liste { linjer: lines })
    };
    if PlanPage::Oekonomi.exists(world, plan) {
        let url = address::plan_page(world.site, plan, PlanPage::Oekonomi.name());
        let title = ord.felles("meny.oekonomi");
        return section.med(Del::Lenker { lenker: vec![Lenke::new(title, url)] });
    }
    section
}

/// Commitments that are not closed, those with a deadline first and by it; and how many there are of both kinds.
fn open_commitments(world: &World, plan: PlanId) -> (Vec<ItemId>, usize) {
    let (dated, undated) = forpliktelser(world.site, world.derived, plan);
    let all = world.derived.gjeldende(dated.into_iter().chain(undated));
    let open = |item: &ItemId| world.derived.state(*item).is_some_and(|state| state.frist != Frist::Avsluttet);
    let total = all.len();
    (all.into_iter().filter(open).collect(), total)
}

/// A table of things with a deadline; words when there are none.
pub fn table(world: &World, ord: &Ord, key: &str, items: &[ItemId]) -> Vec<Del> {
    if items.is_empty() {
        return vec![Del::avsnitt(ord.fill(&format!("{key}_ingen"), &[("dato", &ord.dag(world.derived.date))]))];
    }
    let mut table = Oversikt::new(
        format!("tabell-{key}"),
        ord.word(&format!("{key}_tabell")),
        vec![
            Kolonne::ord(ord.word("hva")),
            Kolonne::ord(ord.felles("kolonne.frist")),
            Kolonne::ord(ord.felles("kolonne.ansvarlig")),
            Kolonne::status(ord.felles("kolonne.status")),
        ],
    );
    for item in items {
        let due = world.derived.state(*item).and_then(|state| state.til);
        let who = utvalg::ansvarlig(world.site, *item).map_or_else(String::new, |who| world.reference(who).tittel);
        table.push(vec![
            Celle::item_with_kind(world, *item, ord.language),
            Celle::ord(due.map_or_else(String::new, |due| ord.dato(due))),
            Celle::ord(who),
            Celle::status(world, *item),
        ]);
    }
    vec![Del::Oversikt { tabell: table }]
}

/// How status and lateness are worked out.
fn rule(world: &World, ord: &Ord) -> Seksjon {
    let days = world.config.terskler.snart_dager.to_string();
    let lines = (1..=6).map(|n| ord.fill(&format!("regel_{n}"), &[("dager", &days)])).collect();
    Seksjon::new("slik-regner-vi", ord.felles("framdrift.slik_regner_vi")).med(Del::Liste { linjer: lines })
}
