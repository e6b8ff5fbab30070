//! The irregularities of real plans, numbered as in the information model: each is kept as it is, told where it should
//! be told, and neither repaired nor lost. First in what is read, then in what a reader sees.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod harness;

use harness::page::Page;
use harness::{checked, example_pages, example_site};
use planverk::build::Checked;
use planverk::derive::derived::Derived;
use planverk::derive::kobling;
use planverk::derive::tilstand::Frist;
use planverk::domain::aktivitet::Aktivitet;
use planverk::domain::dato::Dato;
use planverk::domain::felt::{Grunn, Sikkerhet, Verdi};
use planverk::domain::indikator::Indikator;
use planverk::domain::maal::{Maal, Maalnivaa};
use planverk::domain::plan::Plan;
use planverk::domain::rad::{Kind, Relasjon};
use planverk::domain::status::Status;
use planverk::resolve::item::ItemId;
use planverk::resolve::site::Site;

fn site() -> &'static Site {
    &example_site().1.site
}

fn plan(id: &str) -> &'static Plan {
    site().planer.iter().find(|plan| plan.rad.id == id).unwrap_or_else(|| panic!("no plan {id}"))
}

fn grorud() -> &'static Plan {
    plan("handlingsplan-2012")
}

fn lorenskog() -> &'static Plan {
    plan("program-2012-2013")
}

fn item(org: &str, id: &str) -> ItemId {
    let org = site().register.organisation(org).unwrap_or_else(|| panic!("no organisation {org}"));
    match site().register.with_key(Some(org), id) {
        [one] => *one,
        other => panic!("{} things are called {id}", other.len()),
    }
}

fn aktivitet(plan: &'static Plan, id: &str) -> &'static Aktivitet {
    plan.aktiviteter.iter().find(|a| a.rad.id == id).unwrap_or_else(|| panic!("no activity {id}"))
}

fn indikator(plan: &'static Plan, id: &str) -> &'static Indikator {
    plan.indikatorer.iter().find(|i| i.rad.id == id).unwrap_or_else(|| panic!("no indicator {id}"))
}

fn maal(plan: &'static Plan, id: &str) -> &'static Maal {
    plan.maal.iter().find(|m| m.rad.id == id).unwrap_or_else(|| panic!("no goal {id}"))
}

fn values(indikator: &Indikator) -> Vec<f64> {
    indikator.maalinger.iter().filter_map(|m| m.verdi.known().copied()).collect()
}

/// Findings of a rule.
fn found(checked: &Checked, code: &str) -> Vec<String> {
    checked.found.iter().filter(|d| d.code == code).map(|d| d.message.clone()).collect()
}

/// The text of a page below a plan.
fn page(path: &str) -> String {
    let html = example_pages().get(path).unwrap_or_else(|| panic!("no page {path}"));
    Page::read(html).text()
}

fn grorud_page(name: &str) -> String {
    page(&format!("planer/grorud/handlingsplan-2012/{name}.html"))
}

fn lorenskog_page(name: &str) -> String {
    page(&format!("planer/lorenskog/program-2012-2013/{name}.html"))
}

#[track_caller]
fn assert_shows(text: &str, words: &[&str]) {
    for word in words {
        assert!(text.contains(word), "«{word}» is not in: {text}");
    }
}

#[test]
fn irregularity_01_an_activity_without_a_time_is_unknown_and_never_late() {
    let derived = Derived::compute(site(), &example_site().1.config, harness::TODAY);
    assert_eq!(grorud().aktiviteter.len(), 16);
    for activity in &grorud().aktiviteter {
        assert_eq!(activity.tid.grunn(), Some(Grunn::Ukjent), "{}", activity.rad.id);
        let state = derived.state(item("grorud", &activity.rad.id)).unwrap();
        assert_eq!((state.frist, state.til), (Frist::UtenTid, None), "{}", activity.rad.id);
    }
    let plan = site().plan_ids().find(|id| site().plan(*id).rad.id == "handlingsplan-2012").unwrap();
    assert_eq!(derived.plan_count(site(), plan).uten_tid, 16);
}

#[test]
fn irregularity_01_the_timeline_lists_what_has_no_date() {
    let text = grorud_page("tidslinje");
    assert_shows(&text, &["Uten dato", "Forhandle med eiendomsutviklere om nye boliger", "Ammerudgrenda 17"]);
}

#[test]
fn irregularity_02_a_target_not_yet_set_is_not_the_same_as_a_target_that_is_lost_or_left_out() {
    let reason = |id| maal(grorud(), id).maaltall.verdi.grunn();
    for area in ["mal-1-b2", "mal-4-b2", "mal-5-b2"] {
        assert_eq!(reason(area), Some(Grunn::IkkeFastsatt), "{area}");
    }
    assert_eq!(reason("mal-3-b2"), Some(Grunn::Ukjent));
    assert_eq!(reason("mal-2-b2"), Some(Grunn::Tom));
    assert!(
        site()
            .graph
            .targets(item("grorud", "mal-3-b2"), Relasjon::Indikator)
            .contains(&item("grorud", "ind-oppfoelgingsbehov"))
    );
}

#[test]
fn irregularity_02_the_pages_say_that_the_target_remains_to_be_set_and_show_no_nought() {
    let text = grorud_page("maal/mal-1-b2");
    assert_shows(&text, &["gjenstår å fastsette"]);
    assert!(!text.contains("Måltall 0"), "{text}");
    assert_shows(&grorud_page("kvalitet"), &["Resultatmål for egnede boliger", "Resultatmål for bomiljøarbeidet"]);
}

#[test]
fn irregularity_03_strategy_letters_stay_as_printed_and_are_tied_to_no_numbered_strategy() {
    let letters: Vec<String> = grorud().satsingsomraader.iter().map(|a| a.strategi_etiketter.join(" ")).collect();
    assert_eq!(letters, ["a b c", "a b e", "a b e", "d e", "e"]);
    let numbers: Vec<_> = grorud().strategier.iter().map(|s| s.etikett.text()).collect();
    assert_eq!(numbers, ["1", "2", "3", "4", "5"]);
    for area in &grorud().satsingsomraader {
        assert_eq!(site().graph.targets(item("grorud", &area.rad.id), Relasjon::Strategi), []);
    }
}

#[test]
fn irregularity_03_the_page_of_an_area_shows_the_letters() {
    assert_shows(&grorud_page("omraade/sats-1"), &["a, b, c"]);
    assert_shows(&grorud_page("omraade/sats-4"), &["d, e"]);
}

#[test]
fn irregularity_04_one_strategy_serves_several_areas_and_one_area_has_several_strategies() {
    let checked = checked(
        "-- plans/by/plan/plan.yaml --\ntittel: Plan\nstrategier:\n  - {id: strat-1, navn: Kunnskap}\n  - {id: strat-2, navn: Eierskap}\n\
         satsingsområder:\n  - {id: sats-1, navn: Boliger, strategier: [strat-1, strat-2]}\n  - {id: sats-2, navn: Bomiljø, strategier: [strat-1]}\n",
    );
    assert!(!checked.has_errors(), "{:#?}", checked.found);
    let site = &checked.site;
    let org = site.register.organisation("by").unwrap();
    let of = |id| site.register.with_key(Some(org), id)[0];
    assert_eq!(site.graph.targets(of("sats-1"), Relasjon::Strategi), [of("strat-1"), of("strat-2")]);
    assert_eq!(site.graph.sources(of("strat-1"), Relasjon::Strategi), [of("sats-1"), of("sats-2")]);
}

#[test]
fn irregularity_05_labels_may_be_missing_or_repeated_because_ids_are_kept_apart() {
    let labels: Vec<_> = grorud().aktiviteter.iter().map(|a| a.etikett.known().map_or("–", String::as_str)).collect();
    assert_eq!(
        labels,
        [
            "A1",
            "–",
            "A2",
            "A3",
            "A4",
            "–",
            "A2",
            "–",
            "–",
            "A1",
            "A2",
            "Aktivitet 1",
            "Aktivitet 2",
            "–",
            "Aktivitet 1",
            "Aktivitet 2"
        ]
    );
    let checked = checked("-- plans/by/plan/plan.yaml --\ntittel: Plan\naktiviteter:\n  - {tekst: Kartlegge behov}\n");
    let made = &checked.site.planer[0].aktiviteter[0];
    assert_eq!((made.rad.id.as_str(), made.rad.generated_id), ("akt-kartlegge-behov", true));
}

#[test]
fn irregularity_06_an_activity_keeps_its_sub_lines_and_each_of_its_results() {
    let team = aktivitet(grorud(), "akt-3-2");
    assert_eq!(team.deler, ["Etablere BOSO-oppfølgerteam", "Kartlegge prosess"]);
    assert_eq!(aktivitet(grorud(), "akt-4-1").forventet_resultat.items().len(), 4);
    assert_shows(
        &grorud_page("aktivitet/akt-3-2"),
        &[
            "Etablere BOSO-oppfølgerteam",
            "Kartlegge prosess",
            "Treffer prioriterte grupper",
            "Systematisk løp der kunnskapen samles",
        ],
    );
}

#[test]
fn irregularity_07_funding_text_without_amount_is_kept_as_text() {
    let texts: Vec<_> = grorud().aktiviteter.iter().filter_map(|a| a.kostnad.known()?.tekst.as_deref()).collect();
    assert_eq!(texts.iter().filter(|text| **text == "Husbanken/Bydel").count(), 11);
    assert_eq!(texts.iter().filter(|text| **text == "Husbanken").count(), 2);
    for activity in &grorud().aktiviteter {
        assert!(activity.kostnad.known().is_none_or(|cost| cost.beloep.known().is_none()), "{}", activity.rad.id);
        assert!(activity.finansiering.items().is_empty(), "{} was split on the slash", activity.rad.id);
    }
    assert_shows(&grorud_page("aktivitet/akt-1-1"), &["Husbanken/Bydel"]);
    assert_shows(&grorud_page("aktivitetsplan"), &["Husbanken/Bydel"]);
}

#[test]
fn irregularity_08_shares_of_an_approximate_frame_are_kept_with_their_ca() {
    let [year] = &grorud().finansiering[..] else { panic!("one year of funding") };
    let frame = year.ramme.known().unwrap();
    assert_eq!(
        (frame.beloep.known(), frame.ca, frame.tekst.as_deref()),
        (Some(&2_000_000.0), true, Some("ca. 2 mill."))
    );
    let shares: Vec<_> = year.andeler.iter().map(|a| (a.kilde.as_str(), a.andel.known().copied())).collect();
    assert_eq!(shares, [("Husbanken", Some(70.0)), ("Bydelens egenandel", Some(30.0))]);
    assert!(found(&example_site().1, "finansiering/andeler-sum").is_empty());
    assert_shows(&grorud_page("oekonomi"), &["ca. 2 mill.", "70 %", "30 %"]);
}

#[test]
fn irregularity_08_shares_that_do_not_sum_to_a_hundred_are_told_of() {
    let checked = checked(
        "-- plans/by/plan/plan.yaml --\ntittel: Plan\nfinansiering:\n  - år: 2012\n    andeler: [{kilde: Husbanken, andel: 70}, {kilde: Egen, andel: 20}]\n",
    );
    assert_eq!(found(&checked, "finansiering/andeler-sum").len(), 1, "{:#?}", checked.found);
}

#[test]
fn irregularity_09_cooperation_stays_free_text_with_units_and_places() {
    let partners: Vec<_> = aktivitet(grorud(), "akt-3-1").samarbeid.items().iter().map(|s| s.tekst.as_str()).collect();
    assert_eq!(partners, ["NAV sosial", "SPH og Romsås 2. etg."]);
    let asker = &aktivitet(grorud(), "akt-2-2").samarbeid.items()[2];
    assert_eq!(site().target(asker.organisasjon.as_ref().unwrap()), Some(item("asker", "asker")));
    assert_shows(&grorud_page("aktivitet/akt-3-1"), &["SPH og Romsås 2. etg."]);
}

#[test]
fn irregularity_10_the_same_goal_text_in_two_areas_is_told_of_and_kept_in_both() {
    assert_eq!(maal(grorud(), "mal-4-b1").tekst, maal(grorud(), "mal-5-b1").tekst);
    let told = found(&example_site().1, "maal/lik-tekst");
    assert!(
        told.iter().any(|message| message.contains("Trygghet og sosial kontroll")
            || message.contains("mal-4-b1")
            || message.contains("mal-5-b1")),
        "{told:?}"
    );
    for id in ["maal/mal-4-b1", "maal/mal-5-b1"] {
        assert_shows(&grorud_page(id), &["Trygghet og sosial kontroll, møteplasser"]);
    }
}

#[test]
fn irregularity_11_an_area_with_two_names_is_one_area_found_by_id() {
    let names: Vec<_> =
        grorud().satsingsomraader.iter().map(|a| (a.nr.text(), a.alias.first().map_or("", String::as_str))).collect();
    assert_eq!(
        names,
        [
            ("1", "Egnede boliger"),
            ("2", "Helhetlig virkemiddelbruk"),
            ("3", "Oppfølging i egen bolig"),
            ("4", ""),
            ("5", "Kunnskapsdeling og læring")
        ]
    );
    // «Helhetlig virkemiddelbruk» is the fourth row of the challenge table and the second area.
    let challenge = item("grorud", "utf-selvstendige-brukere");
    assert_eq!(site().graph.targets(challenge, Relasjon::Omraade), [item("grorud", "sats-2")]);
    assert_shows(&grorud_page("omraade/sats-2"), &["Tilgjengelige boligvirkemidler", "Helhetlig virkemiddelbruk"]);
}

#[test]
fn irregularity_12_matrix_rows_are_chosen_apart_from_the_groups_and_may_be_empty() {
    assert_eq!(grorud().maalgrupper.len(), 7);
    let [matrix] = &grorud().matriser[..] else { panic!("one printed matrix") };
    assert_eq!(matrix.rader.len(), 8);
    assert_eq!(matrix.rader[2].navn.as_deref(), Some("Store familier (flere enn 4 barn)"));
    let empty =
        matrix.rader.iter().find(|row| row.gruppe.as_ref().is_some_and(|g| g.text == "gruppe-lavinntekt")).unwrap();
    assert!(empty.celler.is_empty() && empty.uten_kolonne.is_empty());
    let loose = &matrix.rader[7].uten_kolonne[0];
    assert_eq!((loose.tekst.as_str(), loose.sikkerhet), ("Samarbeid med kriminalomsorgen", Some(Sikkerhet::Uklar)));
    assert_shows(
        &grorud_page("matriser"),
        &["Store familier (flere enn 4 barn)", "Lavinntektshusholdninger", "Samarbeid med kriminalomsorgen"],
    );
}

#[test]
fn irregularity_13_a_matrix_cell_may_carry_a_status_and_the_matrix_a_year() {
    assert_eq!(grorud().matriser[0].aar.known(), Some(&Dato::parse("2012").unwrap()));
    let checked = checked(
        "-- plans/by/plan/plan.yaml --\ntittel: Plan\nsatsingsområder:\n  - {id: sats-1, navn: Boliger}\nmatriser:\n  - id: matrise-a\n    \
         tittel: Årets rapport\n    år: 2012\n    kolonner: [sats-1]\n    rader:\n      - navn: Store familier\n        \
         celler: {sats-1: [Bygge nytt, {tekst: Kartlegge, status: fullført}]}\n",
    );
    assert!(!checked.has_errors(), "{:#?}", checked.found);
    let cells = &checked.site.planer[0].matriser[0].rader[0].celler[0].1;
    assert_eq!(cells[0].status.known(), None);
    assert_eq!(cells[1].status.known(), Some(&Status::Fullfoert));
}

#[test]
fn irregularity_14_rows_of_the_challenge_table_are_challenges_tied_to_areas() {
    assert_eq!(grorud().utfordringer.len(), 11);
    for challenge in &grorud().utfordringer {
        let areas = site().graph.targets(item("grorud", &challenge.rad.id), Relasjon::Omraade);
        assert_eq!(areas.len(), 1, "{}", challenge.rad.id);
        assert_eq!(challenge.omraader.belegg.as_ref().unwrap().sikkerhet, Some(Sikkerhet::Tolket));
    }
    assert_shows(
        &grorud_page("utfordring/utf-atb"),
        &["administrativt tildelte boliger (ATB)", "Egnede boliger for vanskeligstilte"],
    );
}

#[test]
fn irregularity_15_two_sources_that_disagree_are_both_kept_and_told_of() {
    assert_eq!(values(indikator(grorud(), "ind-kommunalt-eide-boliger")), [553.0, 523.0]);
    assert_eq!(values(indikator(grorud(), "ind-kommunale-boliger")), [601.0]);
    assert_eq!(values(indikator(grorud(), "ind-bostoettemottakere")), [677.0, 677.0, 883.0]);
    assert!(!found(&example_site().1, "tall/uenige-kilder").is_empty());
    assert_shows(&grorud_page("indikator/ind-kommunalt-eide-boliger"), &["553", "523"]);
}

#[test]
fn irregularity_15_shares_that_sum_to_105_are_kept_and_told_of_and_those_that_sum_to_100_are_not() {
    let sum = |id| values(indikator(grorud(), id)).iter().sum::<f64>();
    assert!((sum("ind-bokart-grupper") - 105.0).abs() < 1e-9);
    assert!((sum("ind-bokart-situasjon") - 100.0).abs() < 1e-9);
    let told = found(&example_site().1, "indikator/gruppesum");
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("105"), "{told:?}");
}

#[test]
fn irregularity_16_start_end_and_result_are_three_measurements_and_none_is_worked_out_from_the_others() {
    let need = indikator(lorenskog(), "ind-boligbehov");
    let start: Vec<_> = need.maalinger[..3].iter().map(|m| m.verdi.clone()).collect();
    assert_eq!(start, [Verdi::Blank(Grunn::Ukjent), Verdi::Blank(Grunn::Ukjent), Verdi::Blank(Grunn::Ukjent)]);
    assert_eq!(values(need), [20.0, 80.0, 34.0]);
    assert!(values(indikator(lorenskog(), "ind-egnet-bolig")).is_empty());
    let text = lorenskog_page("indikator/ind-boligbehov");
    assert_shows(&text, &["20", "80", "34", "ukjent"]);
}

#[test]
fn irregularity_17_a_doubtful_figure_is_printed_with_its_doubt_and_the_remark() {
    let support = &indikator(lorenskog(), "ind-c1-bostotte").maalinger[1];
    assert_eq!(support.belegg.sikkerhet, Some(Sikkerhet::Uklar));
    assert_shows(
        &lorenskog_page("indikator/ind-c1-bostotte"),
        &["622", "uklart i kilden", "Måneden er falt bort i kopien"],
    );
    assert_shows(&grorud_page("indikator/ind-bokart-grupper"), &["Andelene summerer til 105"]);
}

#[test]
fn irregularity_18_contradictory_start_dates_both_stand_with_their_own_place() {
    let rows: Vec<_> = site()
        .status_rows(item("lorenskog", "akt-fordelingsmote"))
        .map(|row| (row.dato.known().unwrap().iso(), row.rad.belegg.sted.clone().unwrap()))
        .collect();
    assert_eq!(rows, [("2012-11".into(), "B.4 og 4.2 C".into()), ("2013-01".to_owned(), "B.1 og 4.2 E".to_owned())]);
    assert_shows(&lorenskog_page("aktivitet/akt-fordelingsmote"), &["november 2012", "januar 2013"]);
}

#[test]
fn irregularity_19_a_goal_has_points_and_a_strategy_belongs_to_a_goal_or_an_area() {
    let points: Vec<_> =
        maal(grorud(), "mal-h3").underpunkt.iter().map(|p| (p.etikett.text(), p.tekst.as_str())).collect();
    assert_eq!(points, [("a", "Vite mer om brukerne."), ("b", "Forvalte virkemidlene bedre.")]);
    for strategy in &lorenskog().strategier {
        let goals = site().graph.targets(item("lorenskog", &strategy.rad.id), Relasjon::Gjelder);
        assert_eq!(goals.len(), 1, "{}", strategy.rad.id);
        assert_eq!(site().item(goals[0]).kind, Kind::Hovedmaal);
    }
    // A goal reaches the activities of its strategies.
    let reached = kobling::aktiviteter(site(), item("lorenskog", "mal-h4"));
    assert!(reached.contains(&item("lorenskog", "akt-boligskole")));
    assert_shows(&grorud_page("maal/mal-h3"), &["Vite mer om brukerne", "Forvalte virkemidlene bedre"]);
}

#[test]
fn irregularity_19_a_strategy_may_belong_to_an_area() {
    let checked = checked(
        "-- plans/by/plan/plan.yaml --\ntittel: Plan\nsatsingsområder:\n  - {id: sats-1, navn: Boliger}\nstrategier:\n  - {id: strat-1, navn: Kunnskap, gjelder: [sats-1]}\n",
    );
    assert!(!checked.has_errors(), "{:#?}", checked.found);
}

#[test]
fn irregularity_20_a_priority_for_next_year_keeps_its_own_date_inside_this_years_report() {
    let families = &indikator(lorenskog(), "ind-barnefamilier").maalinger[0];
    assert_eq!(families.dato(), Some(Dato::parse("2013-01-01").unwrap()));
    assert_eq!(lorenskog().rapporter[0].aar.known(), Some(&Dato::parse("2012").unwrap()));
    assert_shows(&lorenskog_page("indikator/ind-barnefamilier"), &["10", "2013"]);
}

#[test]
fn irregularity_21_a_period_may_cross_years_and_end_in_a_month() {
    let period = lorenskog().periode.known().unwrap();
    assert_eq!(period.fra, Some(Dato::parse("2012").unwrap()));
    assert_eq!(period.til, Some(Dato::parse("2013-05").unwrap()));
    assert_eq!(period.last_day(), Some(jiff::civil::date(2013, 5, 31)));
    assert_shows(&lorenskog_page("index"), &["mai 2013"]);
}

#[test]
fn irregularity_22_a_role_text_that_stands_twice_is_never_an_error() {
    let checked = checked(
        "-- plans/by/plan/plan.yaml --\ntittel: Plan\norganer:\n  - {id: organ-a, navn: Programleder, type: programleder, ansvar: [Kobler ledelse og utvalg, Følger framdrift]}\n\
         \x20 - {id: organ-b, navn: Oppfølgere, type: oppfølger, ansvar: [Kobler ledelse og utvalg, Følger framdrift]}\n",
    );
    assert!(!checked.has_errors(), "{:#?}", checked.found);
    assert_eq!(found(&checked, "organ/lik-tekst").len(), 1, "{:#?}", checked.found);
    assert_shows(&grorud_page("organisering"), &["Programleder", "BOSO-oppfølgere / operativt coachingutvalg"]);
}

#[test]
fn irregularity_23_the_same_abbreviation_may_mean_two_things_in_two_organisations() {
    let checked = checked(
        "-- plans/en/organisasjon.yaml --\nnavn: Én\nenheter:\n  - {id: enhet-est, navn: Eldre og sosiale tjenester, forkortelse: EST}\n\
         -- plans/en/plan/plan.yaml --\ntittel: Plan\naktiviteter:\n  - {id: akt-a, tekst: A, ansvarlig: enhet-est}\n\
         -- plans/to/organisasjon.yaml --\nnavn: To\nenheter:\n  - {id: enhet-est, navn: Etat for sosiale tjenester, forkortelse: EST}\n\
         -- plans/to/plan/plan.yaml --\ntittel: Plan\naktiviteter:\n  - {id: akt-a, tekst: A, ansvarlig: enhet-est}\n",
    );
    assert!(!checked.has_errors(), "{:#?}", checked.found);
    let site = &checked.site;
    for (org, name) in [("en", "Eldre og sosiale tjenester"), ("to", "Etat for sosiale tjenester")] {
        let org = site.register.organisation(org).unwrap();
        let activity = site.register.with_key(Some(org), "akt-a")[0];
        let [unit] = site.graph.targets(activity, Relasjon::Ansvarlig)[..] else { panic!("one unit") };
        assert_eq!(site.enhet(unit).unwrap().navn, name);
    }
}

#[test]
fn irregularity_24_continued_measures_stand_in_three_groups_with_figures_and_years_of_their_own() {
    use planverk::domain::tiltak::Tiltaksgruppe as G;
    let count = |group| grorud().tiltak.iter().filter(|t| t.gruppe.known() == Some(&group)).count();
    assert_eq!([count(G::Individrettet), count(G::Boligtiltak), count(G::Organisatorisk)], [11, 7, 3]);
    let loans = grorud().tiltak.iter().find(|t| t.rad.id == "tiltak-startlaan").unwrap();
    let figures: Vec<_> =
        loans.tall.iter().map(|t| (t.navn.as_str(), t.verdi.known().copied(), t.dato.known().copied())).collect();
    let year = Some(Dato::parse("2010").unwrap());
    assert_eq!(figures, [("Søkte", Some(179.0), year), ("Innvilget", Some(59.0), year)]);
    assert_shows(&grorud_page("tiltak/tiltak-startlaan"), &["179", "59", "2010"]);
    assert_shows(&grorud_page("tiltak"), &["Fleksibel leiekontrakt", "Smarthus", "Boligtorg"]);
}

#[test]
fn irregularity_25_very_small_counts_of_people_are_kept_and_told_of_before_they_are_published() {
    assert_eq!(values(indikator(lorenskog(), "ind-c1-startlan-tilskudd")), [1.0]);
    assert_eq!(values(indikator(lorenskog(), "ind-utkastelser")), [22.0, 2.0]);
    let checked = checked(
        "-- plans/by/plan/plan.yaml --\ntittel: Plan\nindikatorer:\n  - {id: ind-a, navn: Husstander, enhet: husstander, personer: true, målinger: [{dato: 2012, verdi: 2}]}\n\
         \x20 - {id: ind-b, navn: Boliger, enhet: boliger, målinger: [{dato: 2012, verdi: 2}]}\n",
    );
    assert_eq!(found(&checked, "tall/smaa-tall").len(), 1, "{:#?}", checked.found);
}

#[test]
fn irregularity_25_a_withheld_count_is_in_the_internal_edition_only() {
    let text = "-- plans/by/plan/plan.yaml --\ntittel: Plan\nindikatorer:\n  - {id: ind-a, navn: Husstander, enhet: husstander, personer: true, målinger: [{dato: 2012, verdi: 2, grunn: skjult}]}\n";
    let value = |utgave| {
        let checked = harness::checked_as(text, utgave, harness::TODAY);
        checked.site.planer[0].indikatorer[0].maalinger[0].verdi.clone()
    };
    assert_eq!(value(planverk::config::Utgave::Offentlig), Verdi::Blank(Grunn::Skjult));
    assert_eq!(value(planverk::config::Utgave::Intern), Verdi::Kjent(2.0));
}

#[test]
fn a_goal_the_plan_does_not_tie_to_anything_stays_untied() {
    for goal in grorud().maal.iter().filter(|m| m.eier.is_none()) {
        assert!(goal.forelder.is_blank(), "{}", goal.rad.id);
    }
    let levels = |level| grorud().maal.iter().filter(|m| m.maalnivaa == level && m.eier.is_none()).count();
    assert_eq!([levels(Maalnivaa::Hovedmaal), levels(Maalnivaa::Delmaal)], [3, 4]);
}
