//! The whole plan on one page, for paper. What the other pages show one thing at a time stands here in the order a plan
//! is read; every id begins with `hp-`, because the parts come from everywhere, and an author's id stands
//! behind its kind, for an area and an indicator may be called the same.

mod registre;

use super::indikator::Bilde;
use super::ord::Ord;
use super::{forpliktelser, framdrift, indikator, matriser, oekonomi, tidslinje};
use crate::derive::finansiering::finansiering;
use crate::derive::{frister, kobling};
use crate::domain::maal::Maal;
use crate::domain::rad::{Entity, Kind};
use crate::language::dates;
use crate::page::body::Prose;
use crate::page::catalogue::PageSpec;
use crate::page::frame::{Fakta, Lenke, rot};
use crate::page::parts::del::Del;
use crate::page::parts::felt::{Bevis, Vist};
use crate::page::parts::oversikt::{Celle, Kolonne, Linje, Oversikt};
use crate::page::parts::seksjon::{Seksjon, Seksjonsside};
use crate::page::parts::tabellvalg::Tabellvalg;
use crate::page::parts::{aktivitetsrad, chrome, maaling, stabel};
use crate::page::view::Page;
use crate::page::world::World;
use crate::resolve::item::{ItemId, PlanId};

/// Before every id of the page.
const PREFIX: &str = "hp-";

/// The page.
pub fn page(world: &World, spec: &PageSpec, plan: PlanId) -> Page {
    let book = Book {
        world,
        plan,
        ord: Ord::of(world, plan, "hele_planen"),
        rot: rot(&spec.sti),
        activities: world.site.register.of_plan(plan, Kind::Aktivitet).collect(),
    };
    let mut frame = chrome::plan_frame(world, plan, &spec.sti, &spec.tittel, &[]);
    // The sources are a chapter of their own here.
    frame.kilder.clear();
    let about = world.site.plan(plan);
    frame.tittel.clone_from(&about.tittel);
    frame.kategori = Some(spec.tittel.clone());
    frame.ingress.clone_from(&about.ingress);
    frame.beskrivelse = book.ord.fill("beskrivelse", &[("plan", &about.tittel)]);
    frame.faktalinje = book.cover();
    // Every source is a chapter of its own here.
    frame.kilder.clear();
    let mut sections = book.sections();
    book.give_tools(&mut sections);
    let toc = sections.iter().map(|s| Lenke::new(s.tittel.clone(), format!("#{}", s.id))).collect();
    let toc = Seksjon { klasse: "bare-papir", ..Seksjon::new("hp-innhold", book.ord.word("innhold")) }
        .med(Del::Lenker { lenker: toc });
    sections.insert(0, toc);
    // The page is for reading and for paper: only what is really long gets tools.
    Seksjonsside { innledning: Vec::new(), seksjoner: sections }.page_with_tools(frame, 20)
}

struct Book<'a> {
    world: &'a World<'a>,
    plan: PlanId,
    ord: Ord<'a>,
    rot: String,
    activities: Vec<ItemId>,
}

impl Book<'_> {
    /// One set of tools over all activities: above the first of their tables.
    fn give_tools(&self, sections: &mut [Seksjon]) {
        let parts = sections.iter_mut().flat_map(|section| &mut section.deler);
        let mut tables: Vec<_> = parts
            .filter_map(|del| match del {
                Del::Aktivitetstabell { tabell } => Some(tabell),
                _ => None,
            })
            .collect();
        let name = self.ord.felles("meny.aktivitetsplan");
        let Some(valg) = aktivitetsrad::tools(self.world, &self.activities, "hp-aktiviteter", name, &mut tables) else {
            return;
        };
        let is_table = |del: &Del| matches!(del, Del::Aktivitetstabell { .. });
        if let Some(first) = sections.iter_mut().find(|section| section.deler.iter().any(is_table)) {
            let at = first.deler.iter().position(is_table).unwrap_or(0);
            first.deler.insert(at, Del::Tabellvalg { valg: Tabellvalg { hoved: false, ..valg } });
        }
    }

    fn items(&self, kind: Kind) -> Vec<ItemId> {
        self.world.site.register.of_plan(self.plan, kind).collect()
    }

    /// Title page: who, what kind, when, decided when, as of when.
    fn cover(&self) -> Vec<Fakta> {
        let (world, ord) = (self.world, &self.ord);
        let plan = world.site.plan(self.plan);
        let fact = |key: &str, vist: Vist| match (vist.tekst, vist.grunn) {
            (Some(text), _) => Fakta::new(ord.word(key), text),
            (None, why) => Fakta::blank(ord.word(key), why.unwrap_or_default()),
        };
        let org = &world.site.organisasjon(world.site.plan_org(self.plan)).navn;
        let decided: Vec<String> = plan.vedtak.iter().filter_map(|v| v.dato.known()).map(|d| ord.dato(*d)).collect();
        let decided = if decided.is_empty() {
            Vist::blank(crate::domain::felt::Grunn::Tom)
        } else {
            Vist::words(decided.join(", "))
        };
        vec![
            Fakta::new(ord.felles("type.organisasjon"), org),
            fact("plantype", Vist::word(world, &plan.plantype, ord.language)),
            fact("planstatus", Vist::word(world, &plan.planstatus, ord.language)),
            fact("periode", Vist::felt(world, &plan.periode, |p| dates::period(p, ord.language))),
            fact("versjon", Vist::text(world, &plan.versjon)),
            fact("vedtak", decided),
            Fakta::new(ord.word("per_dato"), ord.dag(world.derived.date)),
        ]
    }

    fn sections(&self) -> Vec<Seksjon> {
        let (world, plan, ord) = (self.world, self.plan, &self.ord);
        let mut sections = vec![self.about(), self.vision()];
        sections.extend(self.goals());
        sections.extend(self.strategies());
        sections.extend(self.areas());
        sections.extend(self.loose_activities());
        sections.extend(self.measures());
        sections.extend(self.groups());
        sections.extend(self.challenges());
        sections.extend(self.instruments());
        sections.extend(self.matrices());
        sections.extend(self.bodies());
        let frames = oekonomi::frames(world, plan, ord, &self.rot, PREFIX);
        // On the same sheets as the wide tables that follow.
        sections.push(if self.activities.is_empty() { frames } else { frames.liggende() });
        if !self.activities.is_empty() {
            let money = finansiering(world.site, world.derived, plan);
            sections.push(
                oekonomi::funders(ord, &money, PREFIX)
                    .med(oekonomi::activities(
                        world,
                        ord,
                        &world.derived.gjeldende(self.activities.iter().copied()),
                        PREFIX,
                    ))
                    .liggende(),
            );
            let count = world.derived.count(&self.activities);
            sections.push(
                Seksjon::new("hp-framdrift", ord.felles("meny.framdrift"))
                    .ingress(stabel::sentence(world, &self.activities, ord.language))
                    .med(framdrift::total(&count)),
            );
        }
        sections.extend(self.indicators());
        sections.extend(self.promises());
        let decisions = self.items(Kind::Vedtak);
        if !decisions.is_empty() {
            let table = tidslinje::vedtak(world, ord, decisions);
            sections.push(Seksjon::new("hp-vedtak", ord.felles("type_flertall.vedtak")).med(prefixed(table)));
        }
        sections.extend(self.chapters());
        sections.extend(self.sources());
        sections
    }

    fn prose(&self) -> Prose<'_> {
        let mut prose = Prose::new(self.world, &self.rot, self.ord.language);
        prose.set_prefix(PREFIX);
        prose
    }

    fn about(&self) -> Seksjon {
        let (world, ord) = (self.world, &self.ord);
        let plan = world.site.plan(self.plan);
        let mut section = Seksjon::new("hp-om", ord.word("om"));
        let mut prose = self.prose();
        for (field, key) in [(&plan.beskrivelse, "beskrivelse"), (&plan.begrunnelse, "begrunnelse")] {
            if let Some(text) = field.known() {
                if key == "begrunnelse" {
                    section.deler.push(Del::overskrift("hp-begrunnelse", ord.word("begrunnelse")));
                }
                section.deler.push(running(prose.html(text, plan.rad.places.field(key))));
            }
        }
        if !plan.brukes_til.is_blank() {
            section.deler.push(Del::overskrift("hp-brukes-til", ord.word("brukes_til")));
            section.deler.push(Del::Liste { linjer: plan.brukes_til.items().to_vec() });
        }
        let grounds: Vec<Lenke> = plan
            .bygger_paa
            .iter()
            .map(|ground| {
                let source = ground.kilde.as_ref().map(|k| world.reference(k)).unwrap_or_default();
                let words = ground.tekst.clone().unwrap_or(source.tittel);
                Lenke::new(words, source.url)
            })
            .collect();
        if !grounds.is_empty() {
            section.deler.push(Del::overskrift("hp-bygger-paa", ord.word("bygger_paa")));
            let lines = grounds.into_iter().map(|g| g.tittel).collect();
            section.deler.push(Del::Liste { linjer: lines });
        }
        let phases: Vec<String> = plan
            .faser
            .iter()
            .map(|f| f.tekst.as_ref().map_or_else(|| f.navn.clone(), |text| format!("{}: {text}", f.navn)))
            .collect();
        if !phases.is_empty() {
            section.deler.push(Del::overskrift("hp-faser", ord.word("faser")));
            section.deler.push(Del::Liste { linjer: phases });
        }
        if section.deler.is_empty() {
            section.deler.push(Del::avsnitt(ord.felles("grunn_forklart.tom")));
        }
        section
    }

    fn vision(&self) -> Seksjon {
        let (world, ord) = (self.world, &self.ord);
        let plan = world.site.plan(self.plan);
        let section = Seksjon::new("hp-visjon", ord.felles("type.visjon"));
        let evidence = plan.visjon.belegg.as_deref().and_then(|b| Bevis::of(world, b));
        let mut section = if let Some(vision) = plan.visjon.known() {
            let why = vision.begrunnelse.as_ref().map(|why| {
                let html = self.prose().html(why, plan.rad.places.field("visjon"));
                running(html)
            });
            section.med(Del::Avsnitt { tekst: vision.tekst.clone(), klasse: "visjon" }).med_alle(why)
        } else {
            let why = plan.visjon.grunn().map_or_else(String::new, crate::domain::enumeration::Enumeration::key);
            section.med(Del::Avsnitt { tekst: ord.felles(&format!("grunn.{why}")), klasse: "blank" })
        };
        section.deler.extend(evidence.map(|bevis| Del::Bevis { bevis }));
        section
    }

    /// Goals as a table; `id` is unique on the page.
    fn goal_table(&self, goals: &[(ItemId, &Maal)], id: &str, caption: String) -> Del {
        let (world, ord) = (self.world, &self.ord);
        let mut table = Oversikt::new(
            id,
            caption,
            vec![
                Kolonne::ord(ord.felles("kolonne.maal")),
                Kolonne::valg("slag", ord.word("slag")),
                Kolonne::ord(ord.word("maaltall")),
                Kolonne::ord(ord.word("grunnlag")),
            ],
        );
        for (item, goal) in goals {
            let mut name = Celle::item(world, *item);
            name.linjer.extend(
                goal.underpunkt
                    .iter()
                    .map(|point| Linje { etikett: point.etikett.known().cloned(), ..Linje::ord(point.tekst.clone()) }),
            );
            let unit = goal.maaltall.enhet.text();
            let target = if goal.maaltall.is_unstated() && goal.kind() != Kind::Resultatmaal {
                Celle::ord("–")
            } else {
                Celle::vist(Vist::felt(world, &goal.maaltall.verdi, |n| {
                    let figure = maaling::med_enhet(*n, false, None, ord.language);
                    let due = goal.maaltall.frist.known().map_or_else(String::new, |d| format!(" ({})", ord.dato(*d)));
                    format!("{figure} {unit}{due}")
                }))
            };
            let evidence = Bevis::of(world, &goal.rad.belegg);
            table.push(vec![
                name,
                Celle::ord(ord.felles(&format!("type.{}", goal.kind().key()))),
                target,
                Celle { bevis: evidence.into_iter().collect(), ..Celle::default() },
            ]);
        }
        Del::Oversikt { tabell: table }
    }

    /// The goals that the plan owns, or those of one area.
    fn goals_of(&self, owner: Option<&str>) -> Vec<(ItemId, &Maal)> {
        let site = self.world.site;
        let all = site.register.all_of_plan(self.plan);
        all.filter_map(|item| Some((item, site.maal(item)?))).filter(|(_, g)| g.eier.as_deref() == owner).collect()
    }

    fn goals(&self) -> Option<Seksjon> {
        let goals = self.goals_of(None);
        let ord = &self.ord;
        (!goals.is_empty()).then(|| {
            let table = self.goal_table(&goals, "hp-tabell-maal", ord.word("planens_maal"));
            Seksjon::new("hp-maal", ord.felles("meny.maal")).med(table)
        })
    }

    fn strategies(&self) -> Option<Seksjon> {
        let ord = &self.ord;
        let mut prose = self.prose();
        let mut table = Oversikt::new(
            "hp-tabell-strategier",
            ord.felles("meny.strategier"),
            vec![
                Kolonne::ord(ord.felles("type.strategi")),
                Kolonne::ord(ord.word("innhold_i")),
                Kolonne::ord(ord.word("grunnlag")),
            ],
        );
        for item in self.items(Kind::Strategi) {
            let Some(strategy) = self.world.site.strategi(item) else { continue };
            let text = strategy.tekst.known().map(|t| prose.html(t, strategy.rad.places.field("tekst")));
            table.push(vec![
                Celle::item(self.world, item),
                Celle::html(text.unwrap_or_default()),
                self.evidence(&strategy.rad.belegg),
            ]);
        }
        Self::section_of("hp-strategier", ord.felles("meny.strategier"), table)
    }

    fn evidence(&self, belegg: &crate::domain::felt::Belegg) -> Celle {
        Celle { bevis: Bevis::of(self.world, belegg).into_iter().collect(), ..Celle::default() }
    }

    fn section_of(id: &str, title: String, table: Oversikt) -> Option<Seksjon> {
        (!table.rader.is_empty()).then(|| Seksjon::new(id, title).med(Del::Oversikt { tabell: table }))
    }

    /// Each area with its goals and its activities.
    fn areas(&self) -> Vec<Seksjon> {
        let (world, ord) = (self.world, &self.ord);
        let mut prose = self.prose();
        self.items(Kind::Satsingsomraade)
            .into_iter()
            .filter_map(|item| {
                let area = world.site.satsingsomraade(item)?;
                let key = &world.site.item(item).key;
                let mut section = Seksjon::new(format!("hp-omraade-{key}"), world.site.item(item).display()).liggende();
                if let Some(text) = &area.beskrivelse {
                    section.deler.push(running(prose.html(text, area.rad.places.field("beskrivelse"))));
                }
                if !area.strategi_etiketter.is_empty() {
                    let letters = area.strategi_etiketter.join(", ");
                    let words = ord.language.fill("aktivitetsplan.strategi_bokstaver", &[("bokstaver", &letters)]);
                    section.deler.push(Del::merknad(words));
                }
                let goals = self.goals_of(Some(key));
                if !goals.is_empty() {
                    let caption = ord.fill("omraadets_maal", &[("navn", &area.navn)]);
                    section.deler.push(self.goal_table(&goals, &format!("hp-tabell-maal-{key}"), caption));
                }
                let activities = kobling::aktiviteter(world.site, item);
                section.deler.push(self.activity_table(
                    &activities,
                    &format!("hp-tabell-omraade-{key}"),
                    area.navn.clone(),
                ));
                Some(section)
            })
            .collect()
    }

    fn activity_table(&self, items: &[ItemId], id: &str, caption: String) -> Del {
        if items.is_empty() {
            return Del::avsnitt(self.ord.felles("aktivitetsplan.ingen"));
        }
        Del::Aktivitetstabell { tabell: aktivitetsrad::table(self.world, id, caption, items) }
    }

    fn loose_activities(&self) -> Option<Seksjon> {
        let loose = kobling::uten_omraade(self.world.site, self.plan);
        let none = self.items(Kind::Satsingsomraade).is_empty();
        let word = if none { "aktivitetsplan.alle" } else { "aktivitetsplan.uten_omraade" };
        let title = self.ord.felles(word);
        (!loose.is_empty()).then(|| {
            let table = self.activity_table(&loose, "hp-tabell-uten-omraade", title.clone());
            Seksjon::new("hp-uten-omraade", title.clone()).med(table).liggende()
        })
    }

    /// Derived and printed matrices.
    fn matrices(&self) -> Option<Seksjon> {
        let (world, ord) = (self.world, &self.ord);
        let mut section = Seksjon::new("hp-matriser", ord.felles("meny.matriser")).liggende();
        let words = ord.for_side("matriser");
        if !world.derived.av_slag(world.site, self.plan, Kind::Satsingsomraade).is_empty() {
            for kind in [Kind::Maalgruppe, Kind::Utfordring, Kind::Strategi] {
                let key = kind.key();
                section
                    .deler
                    .push(Del::overskrift(format!("hp-{key}-og-omraade"), words.word(&format!("{key}_tittel"))));
                section.deler.extend(matriser::derived(world, ord, self.plan, kind, PREFIX));
            }
        }
        for item in self.items(Kind::Matrise) {
            if let Some(matrix) = world.site.matrise(item) {
                section.deler.push(Del::overskrift(format!("hp-matrise-{}", matrix.rad.id), matrix.tittel.clone()));
                section.deler.extend(matriser::printed(world, ord, matrix, PREFIX));
            }
        }
        (!section.deler.is_empty()).then_some(section)
    }

    /// Every reading of every indicator.
    fn indicators(&self) -> Option<Seksjon> {
        let (world, ord) = (self.world, &self.ord);
        let mut section = Seksjon::new("hp-indikatorer", ord.felles("meny.indikatorer"));
        for item in self.items(Kind::Indikator) {
            let Some(bilde) = Bilde::of(world, item) else { continue };
            let id = format!("hp-indikator-{}", bilde.key);
            section.deler.push(Del::overskrift(id.clone(), bilde.indicator.navn.clone()));
            section.deler.push(indikator::readings(world, ord, &bilde, &format!("{id}-tabell")));
        }
        (!section.deler.is_empty()).then_some(section)
    }

    fn promises(&self) -> Option<Seksjon> {
        let (world, ord) = (self.world, &self.ord);
        let (dated, undated) = frister::forpliktelser(world.site, world.derived, self.plan);
        let all: Vec<ItemId> = dated.into_iter().chain(undated).collect();
        (!all.is_empty()).then(|| {
            let inner = forpliktelser::section(world, ord, "forpliktelser", "alle", &all, PREFIX);
            Seksjon { tittel: ord.felles("meny.forpliktelser"), ..inner }
        })
    }

    fn chapters(&self) -> Vec<Seksjon> {
        let world = self.world;
        let mut prose = Prose::new(world, &self.rot, self.ord.language);
        world
            .chapters(self.plan)
            .iter()
            .copied()
            .enumerate()
            .filter_map(|(at, item)| {
                let chapter = world.site.artikkel(item)?;
                prose.set_prefix(format!("hp-k{}-", at + 1));
                let html = prose.included(item);
                let section = Seksjon::new(format!("hp-kapittel-{}", at + 1), chapter.tittel.clone())
                    .ingress(chapter.ingress.clone().unwrap_or_default());
                Some(if html.is_empty() { section } else { section.med(running(html)) })
            })
            .collect()
    }

    /// Every source that the plan or anything in it cites.
    fn sources(&self) -> Option<Seksjon> {
        let site = self.world.site;
        let own = site.register.plan_item(self.plan);
        let mut cited: Vec<ItemId> = site
            .register
            .all_of_plan(self.plan)
            .chain([own])
            .flat_map(|item| site.graph.targets(item, crate::domain::rad::Relasjon::Kilde))
            .collect();
        cited.sort_unstable();
        cited.dedup();
        let words = |item: &ItemId| {
            let source = site.kilde(*item)?;
            let more: Vec<String> = [source.utgiver.known().cloned(), source.aar.known().map(|d| self.ord.dato(*d))]
                .into_iter()
                .flatten()
                .collect();
            Some(if more.is_empty() {
                source.tittel.clone()
            } else {
                format!("{} ({})", source.tittel, more.join(", "))
            })
        };
        let lines: Vec<String> = cited.iter().filter_map(words).collect();
        (!lines.is_empty())
            .then(|| Seksjon::new("hp-kilder", self.ord.felles("meny.kilder")).med(Del::Liste { linjer: lines }))
    }
}

/// Running text at the width one reads.
fn running(html: impl std::fmt::Display) -> Del {
    Del::Html { html: format!("<div class=\"brodtekst\">{html}</div>") }
}

/// A table whose id must not meet another's.
fn prefixed(del: Del) -> Del {
    match del {
        Del::Oversikt { mut tabell } => {
            tabell.id = format!("{PREFIX}{}", tabell.id);
            Del::Oversikt { tabell }
        }
        other => other,
    }
}
