//! What one plan does about a shared thing (a target group, an instrument, a success factor): its rows with their
//! status, a sentence that counts them, and the gap in words when there are none.

use serde::Serialize;

use crate::domain::rad::Kind;
use crate::page::address;
use crate::page::frame::Lenke;
use crate::page::parts::del::Statusantall;
use crate::page::world::World;
use crate::resolve::item::{ItemId, PlanId};

/// More rows of one kind than this are counted and not listed: the plan's own pages have them all.
const ROOM: usize = 40;

/// So many lines stand on one page; each is some three hundred bytes.
pub const LINES: usize = 400;

/// How many lines a plan's rows take.
pub fn lines(world: &World, items: &[ItemId]) -> usize {
    let of_kind = |kind: Kind| items.iter().filter(|item| world.site.item(**item).kind == kind).count();
    let lists = KINDS.iter().map(|(kind, ..)| of_kind(*kind)).filter(|count| *count > 0);
    3 + lists.map(|count| 1 + count.min(ROOM)).sum::<usize>()
}

/// What one plan does.
#[derive(Debug, Serialize)]
pub struct Planstoette {
    /// Unique on the page.
    pub id: String,
    /// The plan's title.
    pub tittel: String,
    /// Whose plan it is.
    pub organisasjon: String,
    /// The plan's front page.
    pub url: String,
    /// What the plan itself calls the thing.
    pub egne: Vec<Lenke>,
    /// What there is, counted; or that there is nothing.
    pub setning: String,
    /// Its activities by status.
    pub deler: Vec<Statusantall>,
    /// Its rows by kind.
    pub grupper: Vec<Gruppe>,
}

/// Rows of one kind.
#[derive(Debug, Serialize)]
pub struct Gruppe {
    /// The kind, in plural.
    pub tittel: String,
    /// The rows.
    pub rader: Vec<Rad>,
    /// How many more there are.
    pub flere: usize,
    /// Where they are.
    pub alle: Option<Lenke>,
}

/// One row.
#[derive(Debug, Serialize)]
pub struct Rad {
    /// Label and words.
    pub tittel: String,
    /// Its page.
    pub url: String,
    /// Status key, for what has a status.
    pub status: Option<String>,
}

/// Kinds in the order they are shown: key of the counted noun, and the page of the plan that has them all.
const KINDS: [(Kind, &str, &str); 7] = [
    (Kind::Hovedmaal, "hovedmaal", "maal"),
    (Kind::Delmaal, "delmaal", "maal"),
    (Kind::Resultatmaal, "resultatmaal", "maal"),
    (Kind::Strategi, "strategi", "strategier"),
    (Kind::Aktivitet, "aktivitet", "aktivitetsplan"),
    (Kind::Tiltak, "tiltak", "tiltak"),
    (Kind::Utfordring, "utfordring", "utfordringer"),
];

impl Planstoette {
    /// What a plan does, from all its rows that belong to the thing. `nothing` is said when there are none.
    pub fn of(world: &World, plan: PlanId, items: &[ItemId], egne: Vec<Lenke>, nothing: &str) -> Self {
        let site = world.site;
        let language = world.language();
        let mut grupper = Vec::new();
        let mut counted = Vec::new();
        for (kind, noun, page) in KINDS {
            let of_kind: Vec<ItemId> = items.iter().copied().filter(|item| site.item(*item).kind == kind).collect();
            if of_kind.is_empty() {
                continue;
            }
            // What has left its plan is listed, and says so, but the plan no longer has it.
            let has = world.derived.gjeldende(of_kind.iter().copied()).len();
            if has > 0 {
                counted.push(language.count(noun, has as u64));
            }
            let flere = of_kind.len().saturating_sub(ROOM);
            grupper.push(Gruppe {
                tittel: language.word(&format!("type_flertall.{}", kind.key())).to_owned(),
                rader: of_kind.iter().take(ROOM).map(|item| row(world, *item)).collect(),
                flere,
                alle: (flere > 0).then(|| {
                    let title = language.word(&format!("meny.{page}")).to_owned();
                    Lenke::new(title, address::plan_page(site, plan, page))
                }),
            });
        }
        let activities: Vec<ItemId> =
            items.iter().copied().filter(|item| site.item(*item).kind == Kind::Aktivitet).collect();
        let deler = if activities.is_empty() { Vec::new() } else { statuses(world, &activities) };
        let setning = match counted.split_last() {
            None => nothing.to_owned(),
            Some((last, [])) => language.fill("stoette.har", &[("hva", last)]),
            Some((last, before)) => {
                let list = language.fill("stoette.og", &[("foran", &before.join(", ")), ("sist", last)]);
                language.fill("stoette.har", &[("hva", &list)])
            }
        };
        Self {
            id: format!("plan-{}", address::plan_folder(site, plan).trim_matches('/').replace('/', "-")),
            tittel: site.plan(plan).tittel.clone(),
            organisasjon: site.organisasjon(site.plan_org(plan)).navn.clone(),
            url: address::plan_page(site, plan, "index"),
            egne,
            setning,
            deler,
            grupper,
        }
    }
}

/// How many activities have which status, as the `stabel` component takes them.
fn statuses(world: &World, activities: &[ItemId]) -> Vec<Statusantall> {
    let parts = world.derived.count(activities).parts();
    parts.into_iter().map(|(status, antall)| Statusantall { status, antall }).collect()
}

fn row(world: &World, item: ItemId) -> Rad {
    let link = world.link(item);
    // Goals and measures without any statement have no status to speak of; activities do, and «uten» is told.
    let kind = world.site.item(item).kind;
    let state = world.derived.state(item).filter(|state| kind == Kind::Aktivitet || state.status.is_some());
    let status = state.map(crate::derive::tilstand::Tilstand::key).or_else(|| world.derived.outside_key(item));
    Rad { tittel: link.tittel, url: link.url, status }
}
