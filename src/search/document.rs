//! What is searched: one document per page of running text and one per item of a plan, with everything a reader may
//! look for. How its words are understood is left to `analyse`.

use std::borrow::Cow;

use rayon::prelude::*;

use crate::diag::Span;
use crate::domain::enumeration::Enumeration;
use crate::domain::felt::Felt;
use crate::domain::rad::{Kind, Ref, Relasjon};
use crate::domain::suksessfaktor::Suksessfaktor;
use crate::markdown::{self, Origin, Quotes, Source};
use crate::page::catalogue::PageKind;
use crate::page::world::World;
use crate::resolve::item::{Item, ItemId};

/// A part of a document that can be linked to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section<'w> {
    /// Anchor; empty at the top.
    pub anchor: String,
    /// Heading; empty when there is none.
    pub heading: String,
    /// Words without marks.
    pub text: Cow<'w, str>,
}

/// One thing that can be found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document<'w> {
    /// Address from the site's root.
    pub url: String,
    /// Title.
    pub title: String,
    /// Other names, counted as headings and not shown.
    pub names: Vec<String>,
    /// Where it belongs, outermost first.
    pub place: Vec<String>,
    /// Type: a key of `type` in the language files.
    pub kind: String,
    /// Status key, or empty.
    pub status: String,
    /// Period or date, or empty.
    pub period: String,
    /// Organisation: id and name.
    pub organisasjon: Option<(String, String)>,
    /// Plan: organisation/id and title.
    pub plan: Option<(String, String)>,
    /// Målgrupper: id and name.
    pub maalgrupper: Vec<(String, String)>,
    /// Suksessfaktorer: id and name.
    pub suksessfaktorer: Vec<(String, String)>,
    /// Content; the first has no heading.
    pub sections: Vec<Section<'w>>,
    /// The item it is of, for related pages.
    pub item: Option<ItemId>,
}

/// Every document of the site, those of one type together, then by address.
pub fn documents<'w>(world: &'w World) -> Vec<Document<'w>> {
    let items: Vec<(ItemId, &Item)> = world.site.register.iter().collect();
    let mut all: Vec<Document<'w>> = items.into_par_iter().filter_map(|(id, item)| of_item(world, id, item)).collect();
    all.extend(world.catalogue.pages.iter().filter_map(|spec| {
        let kind = match &spec.kind {
            PageKind::Plan(plan, page) => return of_plan_page(world, *plan, *page, &spec.sti, &spec.tittel),
            // A folder without a page of its own and the front page only list what is found by itself.
            PageKind::Planer | PageKind::Suksessfaktorer => "artikkel",
            PageKind::Emne(_) => "emne",
            PageKind::Suksessfaktor(_) => "suksessfaktor",
            _ => return None,
        };
        Some(Document { url: spec.sti.clone(), title: spec.tittel.clone(), kind: kind.into(), ..Document::default() })
    }));
    all.sort_by(|a, b| (&a.kind, &a.url, &a.title).cmp(&(&b.kind, &b.url, &b.title)));
    // A page that both an item and the catalogue tell of is one document: the one with more in it.
    all.sort_by(|a, b| {
        let more = |d: &Document| std::cmp::Reverse(d.sections.len());
        (&a.url, more(a)).cmp(&(&b.url, more(b)))
    });
    all.dedup_by(|later, first| later.url == first.url);
    all.sort_by(|a, b| (&a.kind, &a.url).cmp(&(&b.kind, &b.url)));
    all
}

/// The pages of a plan that answer questions of their own.
fn of_plan_page(
    world: &World,
    plan: crate::resolve::item::PlanId,
    page: crate::page::catalogue::PlanPage,
    url: &str,
    title: &str,
) -> Option<Document<'static>> {
    use crate::page::catalogue::PlanPage as P;
    let kind = match page {
        P::Tidslinje => "tidslinje",
        P::Oekonomi => "oekonomi",
        P::Organisering => "organisering",
        P::Oversikt => return None,
        _ => "planside",
    };
    let site = world.site;
    let mut document = Document { url: url.into(), title: title.into(), kind: kind.into(), ..Document::default() };
    place(world, Some(site.plan_org(plan)), Some(plan), &mut document);
    document.names.push(site.plan(plan).tittel.clone());
    if page == P::Oekonomi {
        let mut body = String::new();
        for funding in &site.plan(plan).finansiering {
            line(&mut body, funding.tekst.as_deref().unwrap_or(""));
        }
        document.sections.push(Section { text: body.into(), ..Section::default() });
    }
    Some(document)
}

fn of_item<'w>(world: &'w World, id: ItemId, item: &Item) -> Option<Document<'w>> {
    let site = world.site;
    let url = world.url(id).to_owned();
    let entity = site.entity(id)?;
    if url.is_empty() {
        return None;
    }
    let quotes = Quotes::of_language(world.language().code());
    let mut document = Document {
        url,
        title: markdown::plain(&item.title, quotes),
        kind: item.kind.key().to_owned(),
        item: Some(id),
        ..Document::default()
    };
    place(world, item.organisasjon, item.plan, &mut document);
    document.names.extend(item.etikett.clone());
    if let Some(state) = world.derived.state(id) {
        document.status = state.status.map_or(String::new(), Enumeration::key);
        document.period = state.til.map_or(String::new(), crate::domain::dato::Dato::iso);
    }
    if item.kind == Kind::Artikkel {
        article(world, id, &mut document);
        return Some(document);
    }
    let mut body = Body::default();
    fields(world, id, &mut document, &mut body);
    for (text, span) in entity.prose() {
        body.prose(text, span, quotes);
    }
    entity.references(&mut |relation, reference| {
        let shown = !matches!(relation, Relasjon::Kilde | Relasjon::Bevis | Relasjon::Gjelder | Relasjon::Se);
        if shown {
            body.line(&name(world, reference));
        }
        if relation == Relasjon::Maalgruppe
            && let Some(target) = site.target(reference)
        {
            document.maalgrupper.push((site.item(target).key.clone(), site.item(target).title.clone()));
        }
    });
    for row in site.status_rows(id) {
        body.line(row.tekst.text());
        body.line(row.avvik.text());
    }
    body.line(entity.rad().belegg.merknad.as_deref().unwrap_or(""));
    document.sections.insert(0, Section { text: body.0.into(), ..Section::default() });
    Some(document)
}

/// What a reference names.
fn name(world: &World, reference: &Ref) -> String {
    world.site.target(reference).map_or_else(|| reference.text.clone(), |item| world.site.item(item).title.clone())
}

fn place(
    world: &World,
    org: Option<crate::resolve::item::OrgId>,
    plan: Option<crate::resolve::item::PlanId>,
    document: &mut Document,
) {
    let site = world.site;
    if let Some(org) = org {
        let owner = site.organisasjon(org);
        document.organisasjon = Some((owner.rad.id.clone(), owner.navn.clone()));
        document.place.push(owner.navn.clone());
    }
    if let Some(plan) = plan {
        let own = site.plan(plan);
        let owner = &site.organisasjon(site.plan_org(plan)).rad.id;
        document.plan = Some((format!("{owner}/{}", own.rad.id), own.tittel.clone()));
        document.place.push(own.tittel.clone());
    }
}

fn factors(list: &[Suksessfaktor]) -> Vec<(String, String)> {
    list.iter().map(|factor| (factor.word().to_owned(), factor.navn().to_owned())).collect()
}

fn article<'w>(world: &'w World, id: ItemId, document: &mut Document<'w>) {
    let site = world.site;
    let Some(page) = site.artikkel(id) else { return };
    let folder = page.sti.split('/').next().unwrap_or_default();
    let own = match folder {
        "veiledere" => "veileder",
        "erfaringer" => "erfaring",
        "suksessfaktorer" => "suksessfaktor",
        _ if site.item(id).plan.is_some() => "kapittel",
        _ => "artikkel",
    };
    own.clone_into(&mut document.kind);
    document.period = page.oppdatert.or(page.dato).map_or(String::new(), crate::domain::dato::Dato::iso);
    document.names.extend(page.emner.iter().cloned());
    if site.item(id).plan.is_none() {
        let own_page = |(depth, _)| world.library.folder(&page.sti[..depth])?.own.filter(|own| *own != id);
        let parents = page.sti.match_indices('/').filter_map(own_page).filter_map(|own| site.artikkel(own));
        document.place.extend(parents.map(|parent| parent.tittel.clone()));
    }
    document.suksessfaktorer = factors(&page.suksessfaktorer);
    for group in &page.maalgrupper {
        if let Some(target) = site.target(group) {
            document.maalgrupper.push((site.item(target).key.clone(), site.item(target).title.clone()));
        }
    }
    let mut lead = String::new();
    line(&mut lead, page.ingress.as_deref().unwrap_or(""));
    let mut sections = vec![Section::default()];
    for (heading, text) in site.words(id) {
        match heading {
            None => line(&mut lead, &text),
            Some(heading) => {
                sections.push(Section { anchor: heading.id.clone(), heading: heading.text.clone(), text });
            }
        }
    }
    sections[0].text = lead.into();
    document.sections = sections;
}

/// Words of a document, gathered sentence by sentence.
#[derive(Default)]
struct Body(String);

impl Body {
    fn line(&mut self, text: &str) {
        line(&mut self.0, text);
    }

    fn prose(&mut self, text: &str, span: Span, quotes: Quotes) {
        let (outline, _) = markdown::scan(&Source { text, body: 0, origin: Origin::Value(span), quotes });
        for section in &outline.sections {
            if let Some(heading) = section.heading.and_then(|at| outline.headings.get(at)) {
                self.line(&heading.text);
            }
            self.line(&outline.words(section, text));
        }
    }

    fn felt(&mut self, field: &Felt<String>) {
        self.line(field.text());
    }
}

fn line(body: &mut String, text: &str) {
    let text = text.trim();
    if text.is_empty() {
        return;
    }
    if !body.is_empty() {
        body.push_str(if body.ends_with(['.', ':', '?', '!']) { " " } else { ". " });
    }
    body.push_str(text);
}

/// What each kind has besides its title and its prose.
fn fields(world: &World, id: ItemId, document: &mut Document, body: &mut Body) {
    let site = world.site;
    match site.item(id).kind {
        Kind::Organisasjon => {
            if let Some(org) = site.item(id).organisasjon.map(|org| site.organisasjon(org)) {
                document.names.extend(org.forkortelse.clone());
            }
        }
        Kind::Enhet => {
            if let Some(unit) = site.enhet(id) {
                document.names.extend(unit.forkortelse.clone());
                body.line(unit.beskrivelse.as_deref().unwrap_or(""));
            }
        }
        Kind::Plan => {
            if let Some(plan) = site.item(id).plan.map(|plan| site.plan(plan)) {
                body.line(plan.ingress.as_deref().unwrap_or(""));
                body.line(plan.visjon.known().map_or("", |vision| vision.tekst.as_str()));
                for phase in &plan.faser {
                    body.line(&phase.navn);
                    body.line(phase.tekst.as_deref().unwrap_or(""));
                }
                plan.brukes_til.items().iter().for_each(|use_| body.line(use_));
            }
        }
        Kind::Hovedmaal | Kind::Delmaal | Kind::Resultatmaal => {
            if let Some(goal) = site.maal(id) {
                goal.underpunkt.iter().for_each(|point| body.line(&point.tekst));
                document.suksessfaktorer = factors(goal.suksessfaktorer.items());
            }
        }
        Kind::Satsingsomraade => {
            if let Some(area) = site.satsingsomraade(id) {
                document.names.extend(area.alias.iter().cloned());
            }
        }
        Kind::Strategi => {
            if let Some(strategy) = site.strategi(id) {
                document.suksessfaktorer = factors(strategy.suksessfaktorer.items());
            }
        }
        Kind::Aktivitet => {
            if let Some(activity) = site.aktivitet(id) {
                activity.deler.iter().for_each(|part| body.line(part));
                activity.forventet_resultat.items().iter().for_each(|result| body.line(result));
                if let Some(cost) = activity.kostnad.known() {
                    body.line(cost.tekst.as_deref().unwrap_or(""));
                }
                activity.finansiering.items().iter().for_each(|share| body.line(&share.kilde));
                activity.samarbeid.items().iter().for_each(|partner| body.line(&partner.tekst));
                if let Some(time) = activity.tid.known() {
                    body.line(time.tekst.as_deref().unwrap_or(""));
                }
                document.suksessfaktorer = factors(activity.suksessfaktorer.items());
            }
        }
        Kind::Tiltak => {
            if let Some(measure) = site.tiltak(id) {
                measure.tall.iter().for_each(|figure| body.line(&figure.navn));
                document.suksessfaktorer = factors(measure.suksessfaktorer.items());
            }
        }
        Kind::Maalgruppe => {
            if let Some(group) = site.maalgruppe(id) {
                document.names.extend(group.alias.iter().cloned());
            }
        }
        Kind::Virkemiddel => {
            if let Some(instrument) = site.virkemiddel(id) {
                body.line(instrument.virkemiddeltype.as_deref().unwrap_or(""));
                body.line(instrument.forvalter.known().map_or("", |by| by.word()));
            }
        }
        Kind::Utfordring => {
            if let Some(challenge) = site.utfordring(id) {
                document.names.extend(challenge.tema.iter().cloned());
                body.line(challenge.alvor_begrunnelse.as_deref().unwrap_or(""));
                document.suksessfaktorer = factors(challenge.suksessfaktorer.items());
            }
        }
        Kind::Indikator => {
            if let Some(indicator) = site.indikator(id) {
                body.felt(&indicator.definisjon);
                body.line(indicator.tema.as_deref().unwrap_or(""));
                body.felt(&indicator.teller);
                body.felt(&indicator.nevner);
            }
        }
        Kind::Organ => {
            if let Some(organ) = site.organ(id) {
                organ.ansvar.items().iter().for_each(|duty| body.line(duty));
                organ.medlemmer.iter().for_each(|member| body.line(member));
                body.felt(&organ.rytme);
                body.line(organ.organtype.known().map_or("", |sort| sort.word()));
            }
        }
        Kind::Vedtak => {
            if let Some(decision) = site.vedtak(id) {
                body.felt(&decision.organ);
                body.felt(&decision.saksnr);
                document.period = decision.dato.known().map_or(String::new(), |date| date.iso());
            }
        }
        Kind::Kilde => {
            if let Some(source) = site.kilde(id) {
                body.felt(&source.utgiver);
                document.period = source.aar.known().map_or(String::new(), |date| date.iso());
            }
        }
        Kind::Begrep => {
            if let Some(term) = site.begrep(id) {
                body.line(&markdown::plain(&term.definisjon, Quotes::default()));
                document.names.extend(term.synonymer.iter().chain(&term.forkortelse).chain(&term.nynorsk).cloned());
            }
        }
        Kind::Forpliktelse | Kind::Matrise | Kind::Rapport | Kind::Artikkel => {}
    }
}
