//! The catalogue: every page of the site with its address and kind, before any is made. Menus, the sitemap and the
//! link check build on it.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::address;
use super::frame::Lenke;
use super::kunnskap::{aapne_data, artikkel, emne, felles, kilder, mappe, suksessfaktor};
use super::parts::deling;
use super::plan::planer;
use super::world::World;
use crate::derive::ansvar;
use crate::derive::endringer::tidligere_aar;
use crate::domain::enumeration::Enumeration;
use crate::domain::rad::Kind;
use crate::domain::suksessfaktor::Suksessfaktor;
use crate::language::Language;
use crate::resolve::item::{ItemId, OrgId, PlanId};

/// What kind of page it is, and of what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageKind {
    /// The site's front page.
    Forside,
    /// All plans.
    Planer,
    /// An organisation.
    Organisasjon(OrgId),
    /// An organisation's own sources.
    OrganisasjonKilder(OrgId),
    /// What one unit of an organisation answers for: its name in addresses.
    Ansvarlig(OrgId, String),
    /// A page about a whole plan.
    Plan(PlanId, PlanPage),
    /// One year of a plan's changes, when there are too many for one page.
    EndringerAar(PlanId, i16),
    /// The page of one item of a plan.
    Item(ItemId),
    /// A page of running text, of the knowledge base or a chapter of a plan; for a folder's own page also its list.
    Artikkel(ItemId),
    /// A folder of the knowledge base without a page of its own: its path.
    Mappe(String),
    /// The page of a success factor.
    Suksessfaktor(Suksessfaktor),
    /// The six success factors, when the author has no page for them.
    Suksessfaktorer,
    /// All topics.
    Emner,
    /// One topic, as written.
    Emne(String),
    /// The glossary.
    Begreper,
    /// Everything in alphabetical order.
    AAa,
    /// One letter of it, or a part of one: its place among the register's parts.
    AAaDel(usize),
    /// The list of hits.
    Soek,
    /// Shared sources.
    Kilder,
    /// Shared target groups.
    Maalgrupper,
    /// Shared instruments.
    Virkemidler,
    /// Open data.
    AapneData,
    /// About accessibility.
    Tilgjengelighet,
    /// 404.
    IkkeFunnet,
    /// A redirect from an earlier address.
    Videresending(ItemId),
    /// One more page of a list that is too long for one: of which page, and which of its parts; the page itself is 0.
    Fortsettelse(Box<PageKind>, usize),
}

impl PageKind {
    /// The kind's name in the page itself (`plan-aktivitetsplan`, `aktivitet`): what a theme can style by, and what the
    /// tests take one page of each of.
    pub fn name(&self, world: &World) -> String {
        let name = match self {
            Self::Forside => "forside",
            Self::Planer => "planer",
            Self::Organisasjon(_) => "organisasjon",
            Self::OrganisasjonKilder(_) => "organisasjon-kilder",
            Self::Ansvarlig(..) => "ansvarlig",
            Self::Plan(_, PlanPage::Oversikt) => "plan-oversikt",
            Self::Plan(_, page) => return format!("plan-{}", page.name()),
            Self::EndringerAar(..) => "plan-endringer-aar",
            Self::Item(item) => return world.site.item(*item).kind.key().to_owned(),
            Self::Artikkel(item) if world.site.item(*item).plan.is_some() => "kapittel",
            Self::Artikkel(_) => "artikkel",
            Self::Mappe(_) => "mappe",
            Self::Suksessfaktor(_) => "suksessfaktor",
            Self::Suksessfaktorer => "suksessfaktorer",
            Self::Emner => "emner",
            Self::Emne(_) => "emne",
            Self::Begreper => "begreper",
            Self::AAa => "a-aa",
            Self::AAaDel(_) => "a-aa-bokstav",
            Self::Soek => "soek",
            Self::Kilder => "kilder",
            Self::Maalgrupper => "maalgrupper",
            Self::Virkemidler => "virkemidler",
            Self::AapneData => "aapne-data",
            Self::Tilgjengelighet => "tilgjengelighet",
            Self::IkkeFunnet => "ikke-funnet",
            Self::Videresending(_) => "videresending",
            Self::Fortsettelse(of, _) => return of.name(world),
        };
        name.to_owned()
    }
}

/// The pages about a whole plan, in the order of its menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each variant is the page of the same name")]
pub enum PlanPage {
    Oversikt,
    RoedTraad,
    Maal,
    Strategier,
    Aktivitetsplan,
    Tiltak,
    Framdrift,
    Endringer,
    Moete,
    Ansvarlige,
    Suksessfaktorer,
    Tidslinje,
    Forpliktelser,
    Oekonomi,
    Indikatorer,
    Maalgrupper,
    Virkemidler,
    Utfordringer,
    Matriser,
    Organisering,
    Vedtak,
    Rapporter,
    Kvalitet,
    Kilder,
    HelePlanen,
}

impl PlanPage {
    /// All, in the order of the menu.
    pub const ALL: [Self; 25] = [
        Self::Oversikt,
        Self::RoedTraad,
        Self::Maal,
        Self::Strategier,
        Self::Aktivitetsplan,
        Self::Tiltak,
        Self::Framdrift,
        Self::Endringer,
        Self::Moete,
        Self::Ansvarlige,
        Self::Suksessfaktorer,
        Self::Tidslinje,
        Self::Forpliktelser,
        Self::Oekonomi,
        Self::Indikatorer,
        Self::Maalgrupper,
        Self::Virkemidler,
        Self::Utfordringer,
        Self::Matriser,
        Self::Organisering,
        Self::Vedtak,
        Self::Rapporter,
        Self::Kvalitet,
        Self::Kilder,
        Self::HelePlanen,
    ];

    /// File name without `.html`; also the key of its title in the language files (`meny.<name>`, `-` as `_`).
    pub const fn name(self) -> &'static str {
        match self {
            Self::Oversikt => "index",
            Self::RoedTraad => "roed-traad",
            Self::Maal => "maal",
            Self::Strategier => "strategier",
            Self::Aktivitetsplan => "aktivitetsplan",
            Self::Tiltak => "tiltak",
            Self::Framdrift => "framdrift",
            Self::Endringer => "endringer",
            Self::Moete => "moete",
            Self::Ansvarlige => "ansvarlige",
            Self::Suksessfaktorer => "suksessfaktorer",
            Self::Tidslinje => "tidslinje",
            Self::Forpliktelser => "forpliktelser",
            Self::Oekonomi => "oekonomi",
            Self::Indikatorer => "indikatorer",
            Self::Maalgrupper => "maalgrupper",
            Self::Virkemidler => "virkemidler",
            Self::Utfordringer => "utfordringer",
            Self::Matriser => "matriser",
            Self::Organisering => "organisering",
            Self::Vedtak => "vedtak",
            Self::Rapporter => "rapporter",
            Self::Kvalitet => "kvalitet",
            Self::Kilder => "kilder",
            Self::HelePlanen => "hele-planen",
        }
    }

    /// The page's title in a language.
    pub fn title(self, language: &Language) -> String {
        let key = if self == Self::Oversikt { "oversikt".to_owned() } else { self.name().replace('-', "_") };
        language.word(&format!("meny.{key}")).to_owned()
    }

    /// Does the plan have anything to show there? What every plan must answer for is always there.
    pub fn exists(self, world: &World, plan: PlanId) -> bool {
        let p = world.site.plan(plan);
        match self {
            Self::Oversikt
            | Self::RoedTraad
            | Self::Aktivitetsplan
            | Self::Framdrift
            | Self::Endringer
            | Self::Moete
            | Self::Kvalitet
            | Self::HelePlanen => true,
            Self::Ansvarlige => !p.aktiviteter.is_empty() || !p.tiltak.is_empty() || !p.forpliktelser.is_empty(),
            Self::Suksessfaktorer => !p.aktiviteter.is_empty() || !p.vurderinger.is_empty(),
            Self::Maal => !p.maal.is_empty(),
            Self::Strategier => !p.strategier.is_empty(),
            Self::Tiltak => !p.tiltak.is_empty(),
            Self::Tidslinje => !p.aktiviteter.is_empty() || !p.vedtak.is_empty(),
            Self::Forpliktelser => !p.forpliktelser.is_empty(),
            Self::Oekonomi => !p.finansiering.is_empty() || !p.aktiviteter.is_empty(),
            Self::Indikatorer => !p.indikatorer.is_empty(),
            Self::Maalgrupper => !p.maalgrupper.is_empty(),
            Self::Virkemidler => !p.virkemidler.is_empty(),
            Self::Utfordringer => !p.utfordringer.is_empty(),
            Self::Matriser => !p.matriser.is_empty() || !p.satsingsomraader.is_empty(),
            Self::Organisering => !p.organer.is_empty(),
            Self::Vedtak => !p.vedtak.is_empty(),
            Self::Rapporter => !p.rapporter.is_empty() || !p.statusrader.is_empty(),
            Self::Kilder => !p.kilder.is_empty(),
        }
    }
}

/// One page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageSpec {
    /// Address from the site's root.
    pub sti: String,
    /// What it is.
    pub kind: PageKind,
    /// Title, for menus and lists.
    pub tittel: String,
}

impl PageSpec {
    /// Which part of its list a page has: 0 but on the pages a long list goes on to.
    pub fn del(&self) -> usize {
        match self.kind {
            PageKind::Fortsettelse(_, del) => del,
            _ => 0,
        }
    }
}

/// Every page of the site but the parts of the register A–Å, which is made of all others: [`World::pages`] has those too.
#[derive(Debug, Default)]
pub struct Catalogue {
    /// In the order they were listed; addresses are unique unless the author made two pages for one address.
    pub pages: Vec<PageSpec>,
    /// Address → the first page there.
    by_address: HashMap<String, usize>,
    /// Addresses of pages that share title and folder with another.
    twins: HashSet<String>,
}

impl Catalogue {
    /// Lists every page.
    pub fn list(world: &World, language: &Language) -> Self {
        let mut list = Self::default();
        let site = world.site;
        list.add("index.html", PageKind::Forside, &world.nettsted.tittel);
        if !site.planer.is_empty() {
            let parts = planer::parts(world);
            list.add_parted("planer/index.html", &PageKind::Planer, language.word("meny.planer"), parts, language);
        }
        for org in site.org_ids() {
            let folder = address::org_folder(site, org);
            list.add(format!("{folder}index.html"), PageKind::Organisasjon(org), &site.organisasjon(org).navn);
            if !site.organisasjon(org).kilder.is_empty() {
                list.add(
                    format!("{folder}kilder.html"),
                    PageKind::OrganisasjonKilder(org),
                    language.word("meny.kilder"),
                );
            }
        }
        for org in site.org_ids() {
            for one in ansvar::ansvarlige(site, world.derived, org) {
                list.add(
                    address::responsible(site, org, &one.noekkel),
                    PageKind::Ansvarlig(org, one.noekkel),
                    &one.navn,
                );
            }
        }
        for plan in site.plan_ids() {
            let words = world.plan_language(plan);
            for page in PlanPage::ALL.into_iter().filter(|page| page.exists(world, plan)) {
                let title = if page == PlanPage::Oversikt { site.plan(plan).tittel.clone() } else { page.title(words) };
                list.add(address::plan_page(site, plan, page.name()), PageKind::Plan(plan, page), &title);
            }
            for year in tidligere_aar(site, plan, world.derived.date) {
                let title = words.fill("innsikt.endringer.aar_tittel", &[("aar", &year.to_string())]);
                list.add(address::changes_of_year(site, plan, year), PageKind::EndringerAar(plan, year), &title);
            }
            for item in site.register.all_of_plan(plan) {
                let url = world.url(item);
                if !url.contains('#') {
                    let kind = if site.item(item).kind == Kind::Artikkel {
                        PageKind::Artikkel(item)
                    } else {
                        PageKind::Item(item)
                    };
                    list.add(url, kind, &site.item(item).title);
                }
            }
        }
        list.knowledge(world, language);
        list.note_twins();
        list
    }

    /// Does another page of the same folder have the same title? Then the title needs something more.
    pub fn has_twin(&self, sti: &str) -> bool {
        self.twins.contains(sti)
    }

    fn note_twins(&mut self) {
        let mut first: HashMap<(&str, &str), &str> = HashMap::new();
        for page in &self.pages {
            let folder = page.sti.rsplit_once('/').map_or("", |(folder, _)| folder);
            if let Some(twin) = first.insert((folder, &page.tittel), &page.sti) {
                self.twins.extend([twin.to_owned(), page.sti.clone()]);
            }
        }
    }

    /// Adds a page whose list may go on over more pages: those it has, the page itself among them.
    fn add_parted(&mut self, sti: impl Into<String>, kind: &PageKind, title: &str, deler: usize, language: &Language) {
        let sti = sti.into();
        self.add(sti.clone(), kind.clone(), title);
        for del in 1..deler {
            let title = deling::title(title, del, deler, language);
            self.add(deling::address(&sti, del), PageKind::Fortsettelse(Box::new(kind.clone()), del), &title);
        }
    }

    fn add(&mut self, sti: impl Into<String>, kind: PageKind, title: &str) {
        let sti = sti.into();
        self.by_address.entry(sti.clone()).or_insert(self.pages.len());
        self.pages.push(PageSpec { sti, kind, tittel: title.to_owned() });
    }

    fn knowledge(&mut self, world: &World, language: &Language) {
        let site = world.site;
        let mut factors = BTreeSet::new();
        let mut glossary = !site.felles.begreper.is_empty();
        for (id, item) in site.register.iter().filter(|(_, item)| item.kind == Kind::Artikkel && item.plan.is_none()) {
            let Some(page) = site.artikkel(id) else { continue };
            match page.sti.as_str() {
                "begreper/index" => glossary = true,
                sti => match sti.strip_prefix("suksessfaktorer/").and_then(Suksessfaktor::find) {
                    Some(factor) if factor.word() == item.key => {
                        factors.insert(factor);
                    }
                    _ => {
                        let parts = artikkel::parts(world, id);
                        let words = artikkel::language(world, id);
                        self.add_parted(world.url(id), &PageKind::Artikkel(id), &item.title, parts, words);
                    }
                },
            }
        }
        for (id, from) in self.redirects(world) {
            self.add(from, PageKind::Videresending(id), &site.item(id).title);
        }
        for (path, folder) in world.library.folders().filter(|(path, folder)| !path.is_empty() && folder.own.is_none())
        {
            if !matches!(path, "begreper" | "suksessfaktorer") {
                let (kind, parts) = (PageKind::Mappe(path.to_owned()), mappe::parts(world, path));
                self.add_parted(format!("{path}/index.html"), &kind, &folder.title, parts, language);
            }
        }
        let own_factors = self.at("suksessfaktorer/index.html").is_some();
        if !site.planer.is_empty() || !factors.is_empty() {
            for (factor, _) in Suksessfaktor::ALL {
                let (kind, parts) = (PageKind::Suksessfaktor(*factor), suksessfaktor::parts(world, *factor));
                self.add_parted(
                    address::factor(*factor),
                    &kind,
                    &suksessfaktor::name(*factor, language),
                    parts,
                    language,
                );
            }
            if !own_factors {
                let title = language.word("meny.suksessfaktorer");
                let parts = suksessfaktor::parts_of_all(world);
                self.add_parted("suksessfaktorer/index.html", &PageKind::Suksessfaktorer, title, parts, language);
            }
        }
        let mut topics = world.library.topics().peekable();
        if topics.peek().is_some() {
            let parts = emne::parts_of_all(world);
            self.add_parted("emner/index.html", &PageKind::Emner, language.word("meny.emner"), parts, language);
            for (slug, topic) in topics {
                let kind = PageKind::Emne(topic.name.clone());
                self.add_parted(format!("emner/{slug}.html"), &kind, &topic.name, emne::parts(topic), language);
            }
        }
        if glossary {
            self.add("begreper.html", PageKind::Begreper, language.word("meny.begreper"));
        }
        if !site.felles.kilder.is_empty() {
            let parts = kilder::parts(world);
            self.add_parted("kilder.html", &PageKind::Kilder, language.word("meny.kilder"), parts, language);
        }
        for (kind, index, page) in [
            (Kind::Maalgruppe, "maalgrupper", PageKind::Maalgrupper),
            (Kind::Virkemiddel, "virkemidler", PageKind::Virkemidler),
        ] {
            let shared: Vec<ItemId> = site
                .register
                .iter()
                .filter(|(_, item)| item.kind == kind && item.plan.is_none())
                .map(|(id, _)| id)
                .collect();
            if !shared.is_empty() {
                self.add(format!("{index}/index.html"), page, language.word(&format!("meny.{index}")));
            }
            for item in shared {
                let parts = felles::parts(world, item);
                self.add_parted(world.url(item), &PageKind::Item(item), &site.item(item).title, parts, language);
            }
        }
        self.add("a-aa.html", PageKind::AAa, language.word("meny.a_aa"));
        self.add("sok.html", PageKind::Soek, language.word("meny.soek"));
        if !site.planer.is_empty() {
            let parts = aapne_data::parts(world);
            let title = language.word("meny.aapne_data");
            self.add_parted("aapne-data.html", &PageKind::AapneData, title, parts, language);
        }
        self.add("tilgjengelighet.html", PageKind::Tilgjengelighet, language.word("meny.tilgjengelighet"));
        self.add("404.html", PageKind::IkkeFunnet, language.word("meny.ikke_funnet"));
    }

    /// Earlier addresses of pages, as authors write them: with or without `.html`, with or without `/` in front.
    fn redirects(&self, world: &World) -> Vec<(ItemId, String)> {
        let taken: BTreeSet<&str> = self.pages.iter().map(|page| page.sti.as_str()).collect();
        let mut redirects = Vec::new();
        for (id, _) in world.site.register.iter().filter(|(_, item)| item.kind == Kind::Artikkel) {
            for alias in world.site.artikkel(id).map_or(&[][..], |page| &page.alias) {
                let path = alias.text.trim_matches('/');
                let path = format!("{}.html", path.strip_suffix(".html").unwrap_or(path));
                let safe = path.split('/').all(|part| !part.is_empty() && part != ".." && part != ".");
                if safe && !taken.contains(path.as_str()) && !redirects.iter().any(|(_, known)| *known == path) {
                    redirects.push((id, path));
                }
            }
        }
        redirects
    }

    /// The page at an address.
    pub fn at(&self, sti: &str) -> Option<&PageSpec> {
        self.by_address.get(sti).and_then(|at| self.pages.get(*at))
    }
}

/// How many of the author's own sections the main menu has room for.
const SECTIONS: usize = 4;

/// The main menu: title, address, and the start of the addresses below it. Plans first, then the factors and the
/// author's own sections, then the ways to look something up.
pub fn menu(world: &World, language: &Language) -> Vec<(String, String, String)> {
    let known = |url: &str, word: &str, below: &str| (language.word(word).to_owned(), url.to_owned(), below.to_owned());
    let mut points = vec![
        known("planer/index.html", "meny.planer", "planer/"),
        known("suksessfaktorer/index.html", "meny.suksessfaktorer", "suksessfaktorer/"),
    ];
    let placed = ["suksessfaktorer", "begreper", "brukerveiledning"];
    let sections = world.library.folder("").map_or(&[][..], |root| &root.folders);
    points.extend(sections.iter().filter(|path| !placed.contains(&path.as_str())).take(SECTIONS).filter_map(|path| {
        let url = format!("{path}/index.html");
        let page = world.catalogue.at(&url)?;
        Some((page.tittel.clone(), url, format!("{path}/")))
    }));
    points.extend([
        known("emner/index.html", "meny.emner", "emner/"),
        known("begreper.html", "meny.begreper", ""),
        known("brukerveiledning/index.html", "meny.brukerveiledning", "brukerveiledning/"),
    ]);
    points.retain(|(_, url, _)| world.catalogue.at(url).is_some());
    points
}

/// Links at the bottom of every page: the knowledge base's front page, the registers, and the data.
pub fn footer(world: &World, language: &Language) -> Vec<Lenke> {
    let wanted = [
        ("kunnskapsbase.html", "meny.kunnskapsbase"),
        ("a-aa.html", "meny.a_aa"),
        ("maalgrupper/index.html", "meny.maalgrupper"),
        ("virkemidler/index.html", "meny.virkemidler"),
        ("begreper.html", "meny.begreper"),
        ("kilder.html", "meny.kilder"),
        ("aapne-data.html", "meny.aapne_data"),
    ];
    let there = wanted.into_iter().filter(|(url, _)| world.catalogue.at(url).is_some());
    there.map(|(url, word)| Lenke::new(language.word(word), url)).collect()
}
