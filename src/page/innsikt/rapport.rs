//! One report: the whole form, filled in by the plan and by the stored answers. What stands in it is told in
//! `derive::rapport`; here it gets its frame, its links, and its files to take away.

use crate::derive::dokument::{Besvart, Dokument};
use crate::derive::rapport;
use crate::page::address;
use crate::page::catalogue::{PageSpec, PlanPage};
use crate::page::frame::{Lenke, rot};
use crate::page::parts::chrome;
use crate::page::parts::del::Del;
use crate::page::parts::dokument::Tegner;
use crate::page::parts::seksjon::{Seksjon, Seksjonsside};
use crate::page::view::Page;
use crate::page::world::World;
use crate::resolve::item::ItemId;

/// The report as a document; `None` when the item is none.
pub fn dokument(world: &World, item: ItemId) -> Option<Dokument> {
    let plan = world.site.item(item).plan?;
    rapport::lagret(world.site, world.config, world.plan_language(plan), item, world.derived.date)
}

/// Where the report stands as a file, from the site's root.
pub fn file(world: &World, item: ItemId, ending: &str) -> String {
    let page = world.url(item);
    format!("{}.{ending}", page.strip_suffix(".html").unwrap_or(page))
}

/// How its posts were met; no posts when it is no form.
pub fn besvart(world: &World, item: ItemId) -> Besvart {
    let plan = world.site.item(item).plan;
    let language = plan.map_or_else(|| world.language(), |plan| world.plan_language(plan));
    rapport::besvart(world.site, world.config, language, item, world.derived.date).unwrap_or_default()
}

/// The page.
pub fn page(world: &World, spec: &PageSpec, item: ItemId) -> Page {
    let (Some(document), Some(plan)) = (dokument(world, item), world.site.item(item).plan) else {
        return Page::bare(world, spec);
    };
    let language = world.plan_language(plan);
    let list = address::plan_page(world.site, plan, PlanPage::Rapporter.name());
    let way = [Lenke::new(PlanPage::Rapporter.title(language), list)];
    let mut frame = chrome::plan_frame(world, plan, &spec.sti, &spec.tittel, &way);
    let mut draws = Tegner::new(world, language, &rot(&spec.sti), &document);
    let (first, rest) = document.ingress.split_first().map_or((String::new(), &[][..]), |(a, b)| (a.clone(), b));
    frame.kategori = Some(document.slag.clone());
    frame.beskrivelse = format!("{}, {}. {first}", spec.tittel, document.organisasjon);
    frame.ingress = Some(first);
    frame.per_dato = Some(document.per_dato.clone());
    frame.faktalinje = draws.fakta();
    frame.bred = true;
    chrome::cite(world, &mut frame, item);
    frame.baklenker = chrome::backlinks(world, item);
    let mut side = Seksjonsside::default();
    side.innledning.extend(rest.iter().map(Del::avsnitt));
    let download = |word: &str, ending: &str| Lenke::new(language.word(word), file(world, item, ending));
    side.seksjoner = draws.seksjoner();
    let files = vec![download("dokument.last_ned_md", "md"), download("dokument.last_ned_csv", "csv")];
    side.seksjoner.push(Seksjon {
        klasse: "ikke-papir",
        ..Seksjon::new("last-ned", language.word("dokument.last_ned")).med(Del::Lenker { lenker: files })
    });
    let mut page = side.page(frame);
    page.document = Some(Box::new(document));
    page
}
