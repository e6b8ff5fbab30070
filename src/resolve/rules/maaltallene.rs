//! Måltallene: every target of the site, whether an indicator or a goal has it, so that rules see both alike.

use super::Context;
use crate::domain::felt::Felt;
use crate::domain::maal::{Maaltall, Retning};
use crate::domain::rad::{Kind, Relasjon};
use crate::resolve::item::ItemId;

/// A target that has a figure, and what belongs with it.
pub struct Target<'a> {
    /// The indicator or goal.
    pub item: ItemId,
    /// The target.
    pub maaltall: &'a Maaltall,
    /// Where it started.
    pub grunnlinje: &'a Felt<f64>,
    /// Which way is better, by the target or by the indicator that follows it.
    pub retning: Option<Retning>,
}

/// Every target with a figure: indicators first, then goals, each plan by plan.
pub fn all<'a>(context: &Context<'a>) -> Vec<Target<'a>> {
    let site = context.site;
    let of_indicators = context.items(Kind::Indikator).filter_map(|(_, item)| {
        let row = site.indikator(item)?;
        let retning = row.maaltall.retning.known().or(row.retning.known()).copied();
        Some(Target { item, maaltall: &row.maaltall, grunnlinje: &row.grunnlinje, retning })
    });
    let of_goals = context.goals().filter_map(|(_, item)| {
        let goal = site.maal(item)?;
        let own = site.graph.out(item).filter(|e| e.relation == Relasjon::Indikator).map(|e| e.to);
        let back = site.graph.back(item).filter(|e| e.relation == Relasjon::Maal).map(|e| e.from);
        let followed = || own.chain(back).find_map(|id| site.indikator(id)?.retning.known().copied());
        let retning = goal.maaltall.retning.known().copied().or_else(followed);
        Some(Target { item, maaltall: &goal.maaltall, grunnlinje: &goal.grunnlinje, retning })
    });
    of_indicators.chain(of_goals).filter(|target| target.maaltall.verdi.known().is_some()).collect()
}
