//! Where every item stands on the site. One rule per kind; every address is relative to the site's root.

use crate::domain::enumeration::Enumeration;
use crate::domain::rad::Kind;
use crate::domain::slug::slug;
use crate::domain::suksessfaktor::Suksessfaktor;
use crate::resolve::item::{ItemId, OrgId, PlanId};
use crate::resolve::site::Site;

/// The folder of an organisation: `planer/grorud/`.
pub fn org_folder(site: &Site, org: OrgId) -> String {
    format!("planer/{}/", slug(&site.organisasjon(org).rad.id))
}

/// The folder of a plan: `planer/grorud/handlingsplan-2012/`.
pub fn plan_folder(site: &Site, plan: PlanId) -> String {
    format!("{}{}/", org_folder(site, site.plan_org(plan)), slug(&site.plan(plan).rad.id))
}

/// A page of a plan: `planer/grorud/handlingsplan-2012/tidslinje.html`.
pub fn plan_page(site: &Site, plan: PlanId, name: &str) -> String {
    format!("{}{name}.html", plan_folder(site, plan))
}

/// What one unit answers for: `planer/by/ansvarlig/enhet-boligkontor.html`.
pub fn responsible(site: &Site, org: OrgId, key: &str) -> String {
    format!("{}ansvarlig/{key}.html", org_folder(site, org))
}

/// The page of a success factor.
pub fn factor(factor: Suksessfaktor) -> String {
    format!("suksessfaktorer/{}.html", factor.word())
}

/// The page of a topic.
pub fn topic(name: &str) -> String {
    format!("emner/{}.html", slug(name))
}

/// Where an item is shown: its own page, or a place on a page (`…#id`).
pub fn item(site: &Site, id: ItemId) -> String {
    let item = site.item(id);
    let key = &item.key;
    let Some(plan) = item.plan else { return outside_plans(site, id) };
    let folder = plan_folder(site, plan);
    match item.kind {
        Kind::Plan => format!("{folder}index.html"),
        Kind::Hovedmaal | Kind::Delmaal | Kind::Resultatmaal => format!("{folder}maal/{key}.html"),
        Kind::Satsingsomraade => format!("{folder}omraade/{key}.html"),
        Kind::Strategi => format!("{folder}strategi/{key}.html"),
        Kind::Aktivitet => format!("{folder}aktivitet/{key}.html"),
        Kind::Tiltak => format!("{folder}tiltak/{key}.html"),
        Kind::Maalgruppe => format!("{folder}maalgruppe/{key}.html"),
        Kind::Virkemiddel => format!("{folder}virkemiddel/{key}.html"),
        Kind::Utfordring => format!("{folder}utfordring/{key}.html"),
        Kind::Indikator => format!("{folder}indikator/{key}.html"),
        Kind::Forpliktelse => format!("{folder}forpliktelser.html#{key}"),
        Kind::Organ => format!("{folder}organisering.html#{key}"),
        Kind::Vedtak => format!("{folder}vedtak.html#{key}"),
        Kind::Matrise => format!("{folder}matriser.html#{key}"),
        Kind::Rapport => format!("{folder}rapport/{key}.html"),
        Kind::Kilde => format!("{folder}kilder.html#{key}"),
        Kind::Artikkel => site.artikkel(id).map_or(folder, |page| format!("{}.html", page.sti)),
        Kind::Organisasjon | Kind::Enhet | Kind::Begrep => outside_plans(site, id),
    }
}

fn outside_plans(site: &Site, id: ItemId) -> String {
    let item = site.item(id);
    let key = &item.key;
    match (item.kind, item.organisasjon) {
        (Kind::Organisasjon, Some(org)) => format!("{}index.html", org_folder(site, org)),
        (Kind::Enhet, Some(org)) => format!("{}index.html#{key}", org_folder(site, org)),
        (Kind::Kilde, Some(org)) => format!("{}kilder.html#{key}", org_folder(site, org)),
        (Kind::Kilde, None) => format!("kilder.html#{key}"),
        (Kind::Maalgruppe, _) => format!("maalgrupper/{key}.html"),
        (Kind::Virkemiddel, _) => format!("virkemidler/{key}.html"),
        (Kind::Begrep, _) => format!("begreper.html#{key}"),
        (Kind::Artikkel, _) => site.artikkel(id).map_or_else(String::new, |page| article(&page.sti)),
        _ => "index.html".to_owned(),
    }
}

/// Where a page of the knowledge base stands. Its front page is `kunnskapsbase.html`: the site's own front page tells
/// of the plan. The page of a factor is the factor's page, and the glossary's folder is the glossary.
fn article(sti: &str) -> String {
    match sti {
        "index" => "kunnskapsbase.html".to_owned(),
        "begreper/index" => "begreper.html".to_owned(),
        other => format!("{other}.html"),
    }
}

/// One year of a plan's changes.
pub fn changes_of_year(site: &Site, plan: PlanId, year: i16) -> String {
    format!("{}endringer/{year}.html", plan_folder(site, plan))
}

/// Where a published file of the author's stands: `content/bilder/a.png` → `bilder/a.png`, and so for plans.
pub fn asset_path(path: &str) -> String {
    match path.split_once('/') {
        Some(("content", rest)) => rest.to_owned(),
        Some(("plans", rest)) => format!("planer/{rest}"),
        _ => path.to_owned(),
    }
}
