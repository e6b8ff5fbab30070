//! The plan for a meeting of elected members, on one or two sheets: what the meeting is asked, what was decided and done
//! since last time, what is late, what comes. Everything has its own page with more; here it is cut to three minutes.

use super::indikator::{Bilde, vurdering};
use super::ord::Ord;
use super::{framdrift, oekonomi};
use crate::derive::ansvar::{oppgaver, uten_ansvarlig};
use crate::derive::endringer::{Endring, Slag, endringer};
use crate::derive::frister::{Frister, frister};
use crate::derive::maalkurs::Kurs;
use crate::derive::tilstand::{Frist, rows_until};
use crate::domain::dato::Dato;
use crate::domain::moete::Moete;
use crate::domain::rad::Kind;
use crate::domain::status::Status;
use crate::page::address;
use crate::page::catalogue::{PageSpec, PlanPage};
use crate::page::frame::{Fakta, Lenke};
use crate::page::parts::del::Del;
use crate::page::parts::hendelse::hendelse;
use crate::page::parts::oversikt::{Celle, Kolonne, Linje, Oversikt};
use crate::page::parts::seksjon::{Seksjon, Seksjonsside};
use crate::page::parts::{chrome, stabel};
use crate::page::view::Page;
use crate::page::world::World;
use crate::resolve::item::{ItemId, PlanId};
use jiff::civil::Date;

/// So many lines of a kind are read in three minutes; the rest are counted and linked to. Tables this short need no tools
/// (`fast`).
const LINES: usize = 6;

/// The page.
pub fn page(world: &World, spec: &PageSpec, plan: PlanId) -> Page {
    let ord = Ord::of(world, plan, "moete");
    let title = &world.site.plan(plan).tittel;
    let mut frame = chrome::plan_frame(world, plan, &spec.sti, &spec.tittel, &[]);
    frame.kategori = Some(title.clone());
    frame.beskrivelse = ord.fill("beskrivelse", &[("plan", title)]);
    let Moeteside { ingress, fakta, side } = Moeteside::of(world, plan);
    frame.ingress = Some(ingress);
    frame.faktalinje = fakta;
    side.page(frame)
}

/// What the meeting gets, on a page or on paper.
pub struct Moeteside {
    /// Where the plan stands, in one sentence.
    pub ingress: String,
    /// The meeting.
    pub fakta: Vec<Fakta>,
    /// What it is asked, and what it should know.
    pub side: Seksjonsside,
}

impl Moeteside {
    /// Of a plan as of the site's date.
    pub fn of(world: &World, plan: PlanId) -> Self {
        let ord = Ord::of(world, plan, "moete");
        let meeting = meeting(&world.site.plan(plan).moeter, world.derived.date);
        let activities: Vec<ItemId> = world.site.register.of_plan(plan, Kind::Aktivitet).collect();
        Self {
            ingress: stabel::sentence(world, &activities, ord.language),
            fakta: facts(&ord, meeting, world.derived.date),
            side: side(world, &ord, plan, meeting, &activities),
        }
    }
}

fn side(world: &World, ord: &Ord, plan: PlanId, meeting: Option<&Moete>, activities: &[ItemId]) -> Seksjonsside {
    let date = world.derived.date;
    let count = world.derived.count(activities);
    let since = since(world, plan, date);
    let changes = endringer(world.site, plan, date);
    let recent: Vec<&Endring> = changes.iter().filter(|change| since.is_none_or(|since| change.dag > since)).collect();
    let mut side = Seksjonsside::default();
    if count.total > 0 {
        side.innledning.push(framdrift::total(&count));
    }
    side.innledning.extend(meeting.and_then(|meeting| meeting.tekst.clone()).map(Del::avsnitt));
    side.seksjoner.push(asked(world, ord, plan, meeting));
    let since_words =
        since.map_or_else(|| ord.word("siden_starten"), |day| ord.fill("siden", &[("dato", &ord.dag(day))]));
    for (key, wanted) in [("vedtatt", Slag::Vedtatt), ("gjort", Slag::Fullfoert)] {
        let of_kind: Vec<&Endring> = recent.iter().rev().copied().filter(|change| change.slag == wanted).collect();
        side.seksjoner.push(told(world, ord, plan, key, &of_kind, &since_words));
    }
    side.seksjoner.push(late(world, ord, plan, activities));
    side.seksjoner.push(next(world, ord, plan));
    side.seksjoner.push(figures(world, ord, plan, &recent, &since_words));
    side.seksjoner.push(money(world, ord, plan));
    side
}

/// The next meeting on or after the date; without one, the last there was.
fn meeting(all: &[Moete], date: Date) -> Option<&Moete> {
    let dated = |meeting: &&Moete| meeting.dato.known().is_some();
    let day = |meeting: &&Moete| meeting.dato.known().map(|dato| dato.last_day());
    let coming = all.iter().filter(dated).filter(|meeting| day(meeting).is_some_and(|day| day >= date)).min_by_key(day);
    coming.or_else(|| all.iter().find(|meeting| !dated(meeting))).or_else(|| all.iter().filter(dated).max_by_key(day))
}

fn facts(ord: &Ord, meeting: Option<&Moete>, date: Date) -> Vec<Fakta> {
    let Some(meeting) = meeting else { return vec![Fakta::blank(ord.word("moetet"), "tom")] };
    let past = meeting.dato.known().is_some_and(|dato| dato.last_day() < date);
    let when = ord.word(if past { "forrige_moete" } else { "moetet" });
    let mut facts = vec![match meeting.dato.known() {
        Some(dato) => Fakta::new(when, ord.dato_lang(*dato)),
        None => Fakta::blank(when, "ikke_fastsatt"),
    }];
    facts.extend(meeting.organ.known().map(|organ| Fakta::new(ord.word("organ"), organ)));
    facts.extend(meeting.saksnr.known().map(|nr| Fakta::new(ord.felles("felt.saksnr"), nr)));
    facts
}

/// What «since last time» counts from: the last meeting before the date, else the last report before it.
fn since(world: &World, plan: PlanId, date: Date) -> Option<Date> {
    let site = world.site;
    let before = |dato: &Dato| Some(dato.last_day()).filter(|day| *day < date);
    let meetings = site.plan(plan).moeter.iter().filter_map(|meeting| before(meeting.dato.known()?));
    let reports = site.register.of_plan(plan, Kind::Rapport);
    let reports = reports.filter_map(|item| before(site.rapport(item)?.per_dato.known()?));
    meetings.max().or_else(|| reports.max())
}

/// What the meeting is asked, in the author's words; else that nothing is stated, and what waits for somebody to decide.
fn asked(world: &World, ord: &Ord, plan: PlanId, meeting: Option<&Moete>) -> Seksjon {
    let section = Seksjon::new("bes-om", ord.word("bes_om"));
    let section = match meeting.filter(|meeting| !meeting.bes_om.is_empty()) {
        Some(meeting) => section.med(Del::Liste { linjer: meeting.bes_om.clone() }),
        None => section.med(Del::avsnitt(ord.word("bes_om_ingenting"))),
    };
    let waiting = waiting(world, ord, plan);
    if waiting.is_empty() {
        return section;
    }
    section.med(Del::overskrift("uavklart", ord.word("uavklart"))).med(Del::Liste { linjer: waiting })
}

/// What only a decision can settle, counted.
fn waiting(world: &World, ord: &Ord, plan: PlanId) -> Vec<String> {
    let site = world.site;
    let activities = world.derived.av_slag(site, plan, Kind::Aktivitet);
    let put_off = activities
        .iter()
        .filter(|item| world.derived.state(**item).is_some_and(|state| state.status == Some(Status::Utsatt)))
        .count();
    let targets = world.derived.av_slag(site, plan, Kind::Resultatmaal);
    let open = targets
        .iter()
        .filter(|item| site.maal(**item).is_some_and(|goal| goal.maaltall.verdi.known().is_none()))
        .count();
    let pictures = site.register.of_plan(plan, Kind::Indikator).filter_map(|item| Bilde::of(world, item));
    let judged: Vec<Kurs> = pictures.filter_map(|picture| Some(vurdering(world, &picture)?.kurs)).collect();
    let off = judged.iter().filter(|kurs| matches!(kurs, Kurs::UteAvKurs | Kurs::IkkeNaadd)).count();
    let all = oppgaver(site, world.derived, plan).len();
    let counted = [
        ("utsatt", put_off, activities.len()),
        ("uten_ansvarlig", uten_ansvarlig(site, world.derived, plan).len(), all),
        ("uten_maaltall", open, targets.len()),
        ("ute_av_kurs", off, judged.len()),
    ];
    counted
        .into_iter()
        .filter(|(_, n, _)| *n > 0)
        .map(|(key, n, total)| ord.fill(key, &[("antall", &ord.tall(n)), ("total", &ord.tall(total))]))
        .collect()
}

/// Changes of one kind, the latest first.
fn told(world: &World, ord: &Ord, plan: PlanId, key: &str, changes: &[&Endring], since: &str) -> Seksjon {
    let section = Seksjon::new(key, ord.word(key));
    if changes.is_empty() {
        return section.med(Del::avsnitt(ord.fill(&format!("{key}_ingen"), &[("siden", since)])));
    }
    let mut table = Oversikt::new(
        format!("tabell-{key}"),
        ord.fill(&format!("{key}_tabell"), &[("siden", since), ("antall", &ord.tall(changes.len()))]),
        vec![Kolonne::ord(ord.word("hva")), Kolonne::ord(ord.felles("kolonne.dato"))],
    );
    table.fast = true;
    for change in changes.iter().take(LINES) {
        let event = hendelse(world, change, ord.language);
        let name = Linje { etikett: event.etikett, url: Some(event.url), ..Linje::ord(event.tittel) };
        let when = if change.motstrid {
            format!("{} ({})", ord.dato(change.dato), ord.word("motstrid"))
        } else {
            ord.dato(change.dato)
        };
        table.push(vec![Celle::linjer(vec![name]), Celle::ord(when)]);
    }
    more(
        world,
        ord,
        plan,
        section.med(Del::Oversikt { tabell: table }),
        changes.len().saturating_sub(LINES),
        PlanPage::Endringer,
    )
}

/// How many more there are, and where.
fn more(world: &World, ord: &Ord, plan: PlanId, section: Seksjon, left: usize, page: PlanPage) -> Seksjon {
    if left == 0 {
        return section;
    }
    let text = ord.fill("flere", &[("antall", &ord.tall(left))]);
    let link = Lenke::new(text, address::plan_page(world.site, plan, page.name()));
    section.med(Del::Lenker { lenker: vec![link] })
}

/// What is late, put off or stopped, with the reason that was given.
fn late(world: &World, ord: &Ord, plan: PlanId, activities: &[ItemId]) -> Seksjon {
    let section = Seksjon::new("forsinket", ord.word("forsinket"));
    let Frister { forsinket, .. } = frister(world.site, world.derived, plan);
    let halted = activities.iter().copied().filter(|item| {
        world.derived.state(*item).is_some_and(|state| {
            matches!(state.status, Some(Status::Utsatt | Status::Stoppet | Status::IkkeGjennomfoert))
                && state.frist != Frist::Forsinket
        })
    });
    let items: Vec<ItemId> = forsinket.iter().copied().chain(halted).collect();
    if items.is_empty() {
        return section.med(Del::avsnitt(ord.fill("forsinket_ingen", &[("dato", &ord.dag(world.derived.date))])));
    }
    let mut table = Oversikt::new(
        "tabell-forsinket",
        ord.fill("forsinket_tabell", &[("antall", &ord.tall(items.len()))]),
        vec![
            Kolonne::ord(ord.word("hva")),
            Kolonne::status(ord.felles("kolonne.status")),
            Kolonne::ord(ord.word("grunn")),
        ],
    );
    table.fast = true;
    for item in items.iter().take(LINES) {
        let rows = rows_until(world.site, *item, world.derived.date);
        let why = rows.iter().rev().find_map(|row| row.avvik.known().cloned()).unwrap_or_default();
        table.push(vec![Celle::item(world, *item), Celle::status(world, *item), Celle::ord(why)]);
    }
    more(
        world,
        ord,
        plan,
        section.med(Del::Oversikt { tabell: table }),
        items.len().saturating_sub(LINES),
        PlanPage::Framdrift,
    )
}

fn next(world: &World, ord: &Ord, plan: PlanId) -> Seksjon {
    let deadlines = frister(world.site, world.derived, plan);
    let coming: Vec<ItemId> = deadlines.kommende().collect();
    let section = Seksjon::new("neste", ord.word("neste"));
    if coming.is_empty() {
        return section.med(Del::avsnitt(ord.word("neste_ingen")));
    }
    let mut table = Oversikt::new(
        "tabell-neste",
        ord.word("neste_tabell"),
        vec![Kolonne::ord(ord.word("hva")), Kolonne::ord(ord.felles("kolonne.frist"))],
    );
    table.fast = true;
    for item in coming.iter().take(LINES) {
        let due = world.derived.state(*item).and_then(|state| state.til);
        let due = due.map_or_else(String::new, |due| ord.dato(due));
        table.push(vec![Celle::item_with_kind(world, *item, ord.language), Celle::ord(due)]);
    }
    more(
        world,
        ord,
        plan,
        section.med(Del::Oversikt { tabell: table }),
        coming.len().saturating_sub(LINES),
        PlanPage::Framdrift,
    )
}

/// Figures that are new since last time and have one before to be compared with; else the newest.
fn figures(world: &World, ord: &Ord, plan: PlanId, recent: &[&Endring], since: &str) -> Seksjon {
    let section = Seksjon::new("tall", ord.word("tall"));
    let figures: Vec<&Endring> = recent.iter().rev().copied().filter(|change| change.slag == Slag::Tall).collect();
    if figures.is_empty() {
        return section.med(Del::avsnitt(ord.fill("tall_ingen", &[("siden", since)])));
    }
    let mut table = Oversikt::new(
        "tabell-tall",
        ord.fill("tall_tabell", &[("siden", since), ("antall", &ord.tall(figures.len()))]),
        vec![
            Kolonne::ord(ord.felles("type.indikator")),
            Kolonne::ord(ord.felles("kolonne.verdi")),
            Kolonne::ord(ord.felles("kolonne.dato")),
        ],
    );
    table.fast = true;
    // The groups of one count are one row: it is one thing to read.
    let mut rows: Vec<(ItemId, Dato, Vec<&Endring>)> = Vec::new();
    for change in &figures {
        match rows.last_mut().filter(|(item, dato, _)| *item == change.item && *dato == change.dato) {
            Some((.., same)) => same.push(change),
            None => rows.push((change.item, change.dato, vec![change])),
        }
    }
    for (item, dato, changes) in rows.iter().take(LINES) {
        let mut lines = Vec::new();
        for change in changes {
            let event = hendelse(world, change, ord.language);
            let sure = event.bevis.as_ref().and_then(|b| b.sikkerhet.clone()).filter(|sure| sure != "sikker");
            lines.extend(event.linjer.into_iter().map(|line| Linje { sikkerhet: sure.clone(), ..Linje::ord(line) }));
        }
        let name = Linje { etikett: None, ..Linje::item(world, *item) };
        table.push(vec![Celle::linjer(vec![name]), Celle::linjer(lines), Celle::ord(ord.dato(*dato))]);
    }
    let shown: usize = rows.iter().take(LINES).map(|(.., changes)| changes.len()).sum();
    more(world, ord, plan, section.med(Del::Oversikt { tabell: table }), figures.len() - shown, PlanPage::Indikatorer)
}

fn money(world: &World, ord: &Ord, plan: PlanId) -> Seksjon {
    let lines = oekonomi::in_short(world, ord, plan);
    let section = Seksjon::new("penger", ord.felles("meny.oekonomi"));
    if lines.is_empty() {
        return section.med(Del::avsnitt(ord.felles("innsikt.oekonomi.ingen_ramme")));
    }
    section.med(Del::Liste { linjer: lines })
}
