//! The checks: one file per rule. A rule looks at the finished [`Site`] and reports what is doubtful; what is plainly
//! wrong (an unknown id) was reported when it was met.
//!
//! The Norwegian comment at the top of each rule's file is its page in the guide, so that help and code cannot drift.

mod aktivitet_sirkel;
mod aktivitet_uten_ansvarlig;
mod aktivitet_uten_finansiering;
mod aktivitet_uten_maal;
mod aktivitet_uten_tid;
mod aktivitet_utenfor_perioden;
mod alias_opptatt;
mod bilde_uten_alt;
mod finansiering_andeler_sum;
mod hull;
mod indikator_gruppesum;
mod indikator_herav_over_total;
mod indikator_innbyggere;
mod indikator_skjemaplass;
mod kilde_ubrukt;
mod kilde_utgaatt;
mod likhet;
mod maal_lik_tekst;
mod maal_sirkel;
mod maal_uten_indikator;
mod maalgruppe_uten_aktivitet;
mod maaltall_frist_foer_start;
mod maaltall_mot_retningen;
mod maaltall_uten_retning;
mod maaltallene;
mod matrise_ukjent_kolonne;
mod nettsted_uten_tilgjengelighetserklaering;
mod omtale;
mod organ_lik_tekst;
mod organ_sirkel;
mod overskrift_hopp;
mod plan_ukjent_versjon;
mod rad_uten_id;
mod rapport_datoer;
mod rapport_frist_naer;
mod rapport_frist_passert;
mod rapport_planversjon_borte;
mod rapport_samme_periode;
mod rapport_ubesvart;
mod rapport_ukjent_punkt;
mod rapport_utenfor_perioden;
mod resultatmaal_uten_maaltall;
mod satsingsomraade_uten_aktivitet;
mod side_tom;
mod side_uten_ingress;
mod sirkel;
mod status_baklengs;
mod status_motstridende;
mod status_to_datoer;
mod status_utenfor_perioden;
mod strategi_uten_aktivitet;
mod suksessfaktor_uten_aktivitet;
mod tall_foreldet;
mod tall_inngang_og_utgang;
mod tall_prosent_over_100;
mod tall_smaa_tall;
mod tall_uenige_kilder;
mod tall_uten_kilde;
mod tidspunkt;
mod utfordring_blokkerer_seg_selv;
mod utfordring_foreldet_register;
mod utfordring_loest_uten_logg;
mod utfordring_uten_indikator;

use jiff::civil::Date;
use rayon::prelude::*;

use super::item::{ItemId, PlanId};
use super::site::Site;
use crate::config::{Config, Utgave};
use crate::diag::{Code, Diagnostic, Severity};
use crate::domain::dato::Dato;
use crate::domain::rad::{Kind, Relasjon};
use crate::domain::status::Statusrad;
use crate::source::SourceSet;

/// What a rule may look at.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The site.
    pub site: &'a Site,
    /// The author's files.
    pub sources: &'a SourceSet,
    /// The configuration, for its limits.
    pub config: &'a Config,
    /// The edition being made, which the command line may choose.
    pub utgave: Utgave,
    /// The as-of date.
    pub date: Date,
}

/// One check.
pub struct Rule {
    /// Code, `area/what`.
    pub code: Code,
    /// How much its findings matter unless the configuration says otherwise.
    pub severity: Severity,
    /// The whole source file; its leading `//!` lines are the rule's page in the guide.
    pub source: &'static str,
    /// Looks and reports.
    pub check: fn(&Context, &mut Vec<Diagnostic>),
}

impl<'a> Context<'a> {
    /// Items of one kind in all plans, plan by plan.
    fn items(&self, kind: Kind) -> impl Iterator<Item = (PlanId, ItemId)> + use<'a> {
        let site = self.site;
        site.plan_ids().flat_map(move |plan| site.register.of_plan(plan, kind).map(move |id| (plan, id)))
    }

    /// Goals of all levels in all plans, plan by plan, in the plan's order.
    fn goals(&self) -> impl Iterator<Item = (PlanId, ItemId)> + use<'a> {
        let site = self.site;
        let of_plan = move |plan| site.register.all_of_plan(plan).map(move |id| (plan, id));
        let goal = move |id: ItemId| site.item(id).kind.namespace() == Kind::Hovedmaal;
        site.plan_ids().flat_map(of_plan).filter(move |(_, id)| goal(*id))
    }

    /// Does something of one of these kinds name the item in a field? Mention in running text does not count.
    fn named_by(&self, item: ItemId, kinds: &[Kind]) -> bool {
        let by = |from: ItemId| kinds.contains(&self.site.item(from).kind);
        self.site.graph.back(item).any(|edge| edge.relation != Relasjon::Omtaler && by(edge.from))
    }

    /// Items with two or more dated status rows, with the rows by date; those of one day in the author's order.
    fn status_by_date(&self) -> Vec<(ItemId, Vec<(Dato, &'a Statusrad)>)> {
        let site = self.site;
        let dated = |id| {
            let mut rows: Vec<(Dato, &Statusrad)> =
                site.status_rows(id).filter_map(|row| Some((*row.dato.known()?, row))).collect();
            rows.sort_by_key(|(date, _)| *date);
            (id, rows)
        };
        site.register.iter().map(|(id, _)| dated(id)).filter(|(_, rows)| rows.len() > 1).collect()
    }

    /// Is a sum further off than the author's configuration allows?
    fn beyond_slack(&self, off: f64) -> bool {
        // A little more than the limit itself: sums of decimals carry dust far behind the comma.
        off.abs() > self.config.terskler.sum_slingring.max(0.0) + 1e-6
    }
}

impl Rule {
    /// A finding of this rule.
    fn finding(&self, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(self.severity, self.code, message)
    }

    /// The rule's page in the guide: Markdown, its first line the title.
    pub fn page(&self) -> String {
        let lines = self.source.lines().map_while(|line| line.strip_prefix("//!"));
        lines.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect::<Vec<_>>().join("\n")
    }

    /// The first line of the rule's page.
    pub fn title(&self) -> String {
        self.page().lines().next().unwrap_or(self.code).to_owned()
    }
}

/// Every rule, in the order of the guide.
pub const RULES: &[&Rule] = &[
    &maal_lik_tekst::RULE,
    &maal_uten_indikator::RULE,
    &maal_sirkel::RULE,
    &resultatmaal_uten_maaltall::RULE,
    &maaltall_uten_retning::RULE,
    &maaltall_mot_retningen::RULE,
    &maaltall_frist_foer_start::RULE,
    &satsingsomraade_uten_aktivitet::RULE,
    &strategi_uten_aktivitet::RULE,
    &aktivitet_uten_maal::RULE,
    &aktivitet_uten_ansvarlig::RULE,
    &aktivitet_uten_tid::RULE,
    &aktivitet_uten_finansiering::RULE,
    &aktivitet_utenfor_perioden::RULE,
    &aktivitet_sirkel::RULE,
    &maalgruppe_uten_aktivitet::RULE,
    &suksessfaktor_uten_aktivitet::RULE,
    &utfordring_uten_indikator::RULE,
    &utfordring_blokkerer_seg_selv::RULE,
    &utfordring_loest_uten_logg::RULE,
    &utfordring_foreldet_register::RULE,
    &indikator_gruppesum::RULE,
    &indikator_herav_over_total::RULE,
    &indikator_innbyggere::RULE,
    &indikator_skjemaplass::RULE,
    &tall_uten_kilde::RULE,
    &tall_uenige_kilder::RULE,
    &tall_foreldet::RULE,
    &tall_smaa_tall::RULE,
    &tall_prosent_over_100::RULE,
    &tall_inngang_og_utgang::RULE,
    &finansiering_andeler_sum::RULE,
    &status_motstridende::RULE,
    &status_to_datoer::RULE,
    &status_baklengs::RULE,
    &status_utenfor_perioden::RULE,
    &plan_ukjent_versjon::RULE,
    &rapport_samme_periode::RULE,
    &rapport_utenfor_perioden::RULE,
    &rapport_datoer::RULE,
    &rapport_frist_passert::RULE,
    &rapport_frist_naer::RULE,
    &rapport_ubesvart::RULE,
    &rapport_ukjent_punkt::RULE,
    &rapport_planversjon_borte::RULE,
    &matrise_ukjent_kolonne::RULE,
    &organ_sirkel::RULE,
    &organ_lik_tekst::RULE,
    &kilde_ubrukt::RULE,
    &kilde_utgaatt::RULE,
    &rad_uten_id::RULE,
    &overskrift_hopp::RULE,
    &bilde_uten_alt::RULE,
    &side_uten_ingress::RULE,
    &side_tom::RULE,
    &alias_opptatt::RULE,
    &nettsted_uten_tilgjengelighetserklaering::RULE,
];

/// Runs every rule that is not turned off, with the severity the configuration gives it.
pub fn run(context: &Context) -> Vec<Diagnostic> {
    run_those(context, |_| true)
}

/// Runs only the rules whose findings are errors on this site, for who asks no more than whether there are any.
pub fn run_for_errors(context: &Context) -> Vec<Diagnostic> {
    run_those(context, |severity| severity == Severity::Feil)
}

fn run_those(context: &Context, wanted: impl Fn(Severity) -> bool + Sync) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (code, (_, span)) in &context.config.regler {
        if !RULES.iter().any(|rule| rule.code == code) {
            let known = RULES.iter().map(|rule| rule.code);
            found.push(
                Diagnostic::error("lesing/ukjent-regel", format!("ingen regel heter «{code}»"))
                    .at(*span)
                    .help_maybe(crate::diag::did_you_mean(code, known))
                    .help("`planverk check --rules` viser alle"),
            );
        }
    }
    // On all cores; the findings stand in the order of the rules.
    let of_rule = |rule: &&Rule| {
        let severity = match context.config.regler.get(rule.code) {
            None => Some(rule.severity),
            Some((choice, _)) => choice.severity(),
        };
        let Some(severity) = severity.filter(|severity| wanted(*severity)) else { return Vec::new() };
        let mut own = Vec::new();
        (rule.check)(context, &mut own);
        for diagnostic in &mut own {
            diagnostic.severity = severity;
        }
        own
    };
    found.extend(RULES.par_iter().map(of_rule).collect::<Vec<_>>().into_iter().flatten());
    found
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    const SECTIONS: [&str; 5] =
        ["## Hva den ser etter", "## Hvorfor", "## Eksempel", "## Bruk heller", "## Slå av eller endre"];

    #[test]
    fn every_rule_has_a_page_with_the_same_sections_in_the_same_order() {
        for rule in RULES {
            let page = rule.page();
            let found: Vec<&str> = page.lines().filter(|line| line.starts_with('#')).collect();
            let sections: Vec<&str> = found.iter().copied().filter(|line| !is_in_example(&page, line)).collect();
            assert_eq!(sections, SECTIONS, "{}", rule.code);
            assert!(!rule.title().is_empty() && !rule.title().starts_with('#'), "{}", rule.code);
        }
    }

    /// Headings of an example in Markdown are not the page's own.
    fn is_in_example(page: &str, line: &str) -> bool {
        let mut fenced = false;
        page.lines().any(|other| {
            fenced ^= other.starts_with("```");
            fenced && other == line
        })
    }

    #[test]
    fn every_page_tells_how_its_own_rule_is_turned_off() {
        for rule in RULES {
            let page = rule.page();
            let last = page.split("## Slå av eller endre").nth(1).unwrap_or_default();
            assert!(last.contains(&format!("\n  {}: ", rule.code)), "{}", rule.code);
        }
    }

    #[test]
    fn codes_are_unique_ascii_and_tell_area_and_what() {
        let codes: BTreeSet<&str> = RULES.iter().map(|rule| rule.code).collect();
        assert_eq!(codes.len(), RULES.len());
        for code in codes {
            let (area, what) = code.split_once('/').unwrap();
            let plain = |part: &str| crate::domain::slug::is_slug(part);
            assert!(plain(area) && plain(what), "{code}");
        }
    }

    #[test]
    fn a_rule_is_found_in_the_file_named_after_it() {
        for rule in RULES {
            let file = rule.code.replace(['/', '-'], "_");
            let declared = format!("include_str!(\"{file}.rs\")");
            assert!(rule.source.contains(&declared), "{}", rule.code);
        }
    }

    #[test]
    fn every_rule_file_is_registered() {
        let listed: BTreeSet<String> = RULES.iter().map(|rule| rule.code.replace(['/', '-'], "_")).collect();
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/resolve/rules");
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_owned();
            let text = std::fs::read_to_string(&path).unwrap();
            if text.contains("pub const RULE: Rule") && stem != "mod" {
                assert!(listed.contains(&stem), "{stem}");
            }
        }
    }
}
