//! One activity: how it stands, every field as the plan has it, and what it hangs together with.

use crate::language::dates;
use serde::Serialize;

use super::side::{self, Om};
use crate::domain::aktivitet::Aktivitet;
use crate::domain::felt::Felt;
use crate::domain::rad::Relasjon;
use crate::page::catalogue::{PageSpec, PlanPage};
use crate::page::frame::{Fakta, Lenke};
use crate::page::parts::aktivitetsrad::{Linje, cost_lines, share_lines};
use crate::page::parts::feltliste::{Felter, Feltrad, Feltverdi, gather_silent};
use crate::page::parts::historie::{self, Historie};
use crate::page::view::Page;
use crate::page::world::World;
use crate::resolve::item::{ItemId, PlanId};

#[derive(Serialize)]
struct View {
    om: Option<Om>,
    deler: Vec<String>,
    historie: Option<Historie>,
    felter: Vec<Feltrad>,
    forrige: Option<Lenke>,
    neste: Option<Lenke>,
}

/// The page.
pub fn page(world: &World, spec: &PageSpec, item: ItemId, plan: PlanId, activity: &Aktivitet) -> Page {
    let language = world.plan_language(plan);
    let mut frame = side::frame(world, spec, item, plan, PlanPage::Aktivitetsplan);
    frame.faktalinje.push(Fakta::status(language.word("kolonne.status"), world.derived.status_key(item)));
    if let Some(area) = world.site.graph.targets(item, Relasjon::Omraade).first() {
        frame.faktalinje.push(side::fact_link("omraade", world.link(*area), language));
    }
    let felter = fields(world, plan, activity);
    for field in &felter {
        let wanted = [language.word("felt.ansvarlig"), language.word("felt.tidsramme")];
        if wanted.contains(&field.navn.as_str()) {
            frame.faktalinje.push(match (field.verdier.first(), &field.grunn) {
                (Some(value), _) => Fakta { url: value.url.clone(), ..Fakta::new(&field.navn, &value.tekst) },
                (None, grunn) => Fakta::blank(&field.navn, grunn.clone().unwrap_or_else(|| "tom".to_owned())),
            });
        }
    }
    let historie = historie::of(world, item, language);
    frame.innhold = vec![
        side::heading("status", language.word("planside.status")),
        side::heading("i-planen", language.word("planside.i_planen")),
    ];
    frame.baklenker = side::backlinks(world, item, &[]);
    let (forrige, neste) = neighbours(world, item, plan);
    let view = View {
        om: Om::of(&activity.rad.belegg),
        deler: activity.deler.clone(),
        historie,
        felter: gather_silent(felter, language),
        forrige,
        neste,
    };
    Page::new("plan-aktivitet.html", frame, view)
}

fn lines(lines: Vec<Linje>) -> Vec<Feltverdi> {
    lines.into_iter().map(|l| Feltverdi { url: l.url, merknad: l.merknad, ..Feltverdi::new(l.tekst) }).collect()
}

fn fields(world: &World, plan: PlanId, a: &Aktivitet) -> Vec<Feltrad> {
    let language = world.plan_language(plan);
    let mut felter = Felter::new(world, language);
    let area = a.omraade.clone().map_or_else(Felt::default, Felt::known_value);
    felter
        .text("etikett", &a.etikett)
        .reference("omraade", &area)
        .refs("maal", &a.maal)
        .refs("strategier", &a.strategier)
        .field("forventet_resultat", &a.forventet_resultat, |list| list.iter().map(Feltverdi::new).collect())
        .field("kostnad", &a.kostnad, |cost| lines(cost_lines(cost, language)))
        .if_said("finansiering", &a.finansiering, |shares| lines(share_lines(shares, language)))
        .field("tidsramme", &a.tid, |time| {
            let printed = time.tekst.iter().map(Feltverdi::new);
            let period = dates::period(&time.periode(), language);
            let same = time.tekst.as_deref().is_some_and(|t| t.eq_ignore_ascii_case(&period));
            printed.chain((!period.is_empty() && !same).then(|| Feltverdi::new(&period))).collect()
        });
    if let Some(cost) = a.kostnad.known() {
        felter.if_said("beloep", &cost.beloep, |_| {
            lines(cost_lines(&crate::domain::aktivitet::Kostnad { tekst: None, ..cost.clone() }, language))
        });
    }
    if let Some(time) = a.tid.known() {
        if time.fra.belegg.is_some() {
            felter.date("fra", &time.fra);
        }
        if time.til.belegg.is_some() {
            felter.date("til", &time.til);
        }
    }
    felter
        .field("samarbeid", &a.samarbeid, |partners| {
            let one = |p: &crate::domain::aktivitet::Samarbeid| Feltverdi {
                merknad: p.merknad.clone(),
                ..Feltverdi::link(
                    &p.tekst,
                    p.organisasjon.as_ref().map_or_else(String::new, |o| world.reference(o).url),
                )
            };
            partners.iter().map(one).collect()
        })
        .reference("ansvarlig", &a.ansvarlig)
        .refs("maalgrupper", &a.maalgrupper)
        .refs("virkemidler", &a.virkemidler)
        .refs("utfordringer", &a.utfordringer)
        .factors(&a.suksessfaktorer)
        .word_if_said("status_i_planen", &a.status)
        .if_said("framdrift", &a.framdrift, |n| {
            vec![Feltverdi::new(format!("{}\u{a0}%", crate::page::parts::felt::figure(*n, false, language)))]
        });
    if let Some(from) = &a.viderefoert_fra {
        felter.reference("viderefoert_fra", &Felt::known_value(from.clone()));
    }
    felter.done()
}

/// The activities before and after in the plan's own order.
fn neighbours(world: &World, item: ItemId, plan: PlanId) -> (Option<Lenke>, Option<Lenke>) {
    let all: Vec<ItemId> = world.site.register.of_plan(plan, crate::domain::rad::Kind::Aktivitet).collect();
    let Some(at) = all.iter().position(|one| *one == item) else { return (None, None) };
    let link = |at: Option<usize>| at.and_then(|at| all.get(at)).map(|item| world.link(*item));
    (link(at.checked_sub(1)), link(Some(at + 1)))
}
