//! What is internal is in no byte of the public edition: not in a page, a data file, a file name, the list of files.
//!
//! One site has something internal of every kind, each with a word of its own that stands nowhere else. The same site is
//! built for the kommune's own people, where every one of the words must be found: else the test would prove nothing.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
#![allow(clippy::case_sensitive_file_extension_comparisons, reason = "the names are our own")]

mod harness;

use harness::{Folder, Tree};

/// The beginning of every word that must not get out.
const MARK: &str = "lekk";

/// Words in the site below that the internal edition shows on some page.
const WORDS: [&str; 45] = [
    "lekkside",
    "lekkbroedtekst",
    "lekkingress",
    "lekkemne",
    "lekkmappe",
    "lekkimappe",
    "lekkalias",
    "lekkbilde",
    "lekkvedlegg",
    "lekkplan",
    "lekkplanmaal",
    "lekkkapittel",
    "lekkundermappe",
    "lekkikapittelmappe",
    "lekkorganisasjon",
    "lekkorgplan",
    "lekkaktivitet",
    "lekkdel",
    "lekkresultat",
    "lekksamarbeid",
    "lekkkostnad",
    "lekkmerknad",
    "lekkmaal",
    "lekkunderpunkt",
    "lekkomraade",
    "lekkomraademaal",
    "lekkstrategi",
    "lekktiltak",
    "lekktall",
    "lekkindikator",
    "lekkserie",
    "lekkstatusrad",
    "lekkutfordring",
    "lekkforpliktelse",
    "lekkorgan",
    "lekkansvar",
    "lekkvedtak",
    "lekkmatrise",
    "lekkcelle",
    "lekkrapport",
    "lekksvar",
    "lekkenhet",
    "lekkkilde",
    "lekkbegrep",
    "lekkdefinisjon",
];

/// Figures that are withheld wherever they stand: no other number in the site has these digits.
const FIGURES: [&str; 3] = ["97531", "86429", "75319"];

const SITE: &str = r#"
-- planverk.yaml --
tittel: Prøvenettsted
dato: 2012-12-31
-- content/index.md --
---
tittel: Velkommen
---
Vi har [[notat|et notat]], [[akt-b|en aktivitet]], [en lenke](notat.md) og [et vedlegg](vedlegg.txt) som alle kan lese.
Se også [[begrep-b|et begrep]] og [[kilde-b|en kilde]].
-- content/vedlegg.txt --
Åpent vedlegg.
-- content/notat.md --
---
tittel: Lekkside
ingress: Lekkingress for de få.
emner: [Lekkemne, Bolig]
alias: [gammelt/lekkalias.html]
tilgang: intern
---
Lekkbroedtekst med ![Lekkbilde](lekkbilde.png) og [papirer](lekkvedlegg.txt).
-- content/lekkbilde.png --
lekkbilde
-- content/lekkvedlegg.txt --
lekkvedlegg
-- content/lekkmappe/index.md --
---
tittel: Lekkmappe
tilgang: intern
---
-- content/lekkmappe/side.md --
---
tittel: Lekkimappe
emner: [Bolig]
---
-- content/felles.yaml --
kilder:
  - {id: kilde-b, tittel: Lekkkilde, type: rapport, tilgang: intern}
  - {id: aapen-kilde, tittel: Åpen kilde, type: rapport}
begreper:
  - {id: begrep-b, term: lekkbegrep, definisjon: Lekkdefinisjon., tilgang: intern}
  - {id: bolig, term: bolig, definisjon: Et sted å bo., se: [begrep-b]}
målgrupper:
  - {id: gruppe-b, navn: Lekkgruppe, tilgang: intern}
virkemidler:
  - {id: virk-b, navn: Lekkvirkemiddel, klasse: individrettet, tilgang: intern}
-- plans/lekkorg/organisasjon.yaml --
navn: Lekkorganisasjon
tilgang: intern
-- plans/lekkorg/plan/plan.yaml --
tittel: Lekkorgplan
-- plans/by/organisasjon.yaml --
navn: Eksempelkommune
enheter:
  - {id: enhet-aapen, navn: Boligkontoret}
  - {id: enhet-lukket, navn: Lekkenhet, tilgang: intern}
-- plans/by/lekkplan/plan.yaml --
tittel: Lekkplan
tilgang: intern
hovedmål:
  - {id: mal-i-lekkplan, tekst: Lekkplanmaal}
-- plans/by/plan/lekkkapittel.md --
---
tittel: Lekkkapittel
tilgang: intern
---
-- plans/by/plan/notat/index.md --
---
tittel: Lekkundermappe
tilgang: intern
---
-- plans/by/plan/notat/dypt/side.md --
# Lekkikapittelmappe

Noe som står under en intern kapittelmappe.
-- plans/by/plan/kapittel.md --
---
tittel: Kapittel
---
Se [[mal-b|et mål]] og [[organ-b|et organ]].
-- plans/by/plan/plan.yaml --
tittel: Handlingsplan
periode: 2012
hovedmål:
  - {id: mal-a, tekst: Gode bomiljøer, forelder: [mal-b], indikatorer: [ind-a, ind-b]}
  - id: mal-b
    tekst: Lekkmaal
    tilgang: intern
    underpunkt: [{etikett: a, tekst: Lekkunderpunkt}]
satsingsområder:
  - {id: sats-a, nr: 1, navn: Egnede boliger, mål: [mal-b]}
  - id: sats-b
    nr: 2
    navn: Lekkomraade
    tilgang: intern
    delmål:
      - {id: mal-c, tekst: Lekkomraademaal}
strategier:
  - {id: strat-a, navn: Kunnskap, gjelder: [mal-a, mal-b]}
  - {id: strat-b, navn: Lekkstrategi, gjelder: [mal-a], tilgang: intern}
aktiviteter:
  - id: akt-a
    tekst: Kartlegge behov
    område: sats-a
    mål: [mal-a, mal-b]
    strategier: [strat-a, strat-b]
    målgrupper: [gruppe-b]
    virkemidler: [virk-b]
    utfordringer: [utf-b]
    ansvarlig: enhet-lukket
    videreført_fra: akt-b
    kilde: kilde-b
    tid: {fra: 2012-01, til: 2012-06}
    kostnad: {tekst: Egne midler, beløp: {verdi: 97531, grunn: skjult}}
  - id: akt-b
    tekst: Lekkaktivitet
    tilgang: intern
    område: sats-a
    mål: [mal-a]
    deler: [Lekkdel]
    forventet_resultat: [Lekkresultat]
    samarbeid: [Lekksamarbeid]
    kostnad: {tekst: Lekkkostnad}
    tid: {fra: 2012-01, til: 2012-06}
    merknad: Lekkmerknad
  - {id: akt-c, tekst: Følge opp, område: sats-b, mål: [mal-a]}
tiltak:
  - id: tiltak-b
    navn: Lekktiltak
    tilgang: intern
    tall: [{navn: Lekktall, verdi: 12, dato: 2012}]
utfordringer:
  - {id: utf-a, tittel: For få boliger, blokkerer: [utf-b], aktiviteter: [akt-b], mål: [mal-b]}
  - {id: utf-b, tittel: Lekkutfordring, utløser: [utf-a], tilgang: intern}
indikatorer:
  - id: ind-a
    navn: Husstander uten bolig
    enhet: husstander
    personer: true
    åpen: true
    målinger:
      - {dato: 2011-12-31, verdi: 20, gruppe: Alle}
      - {dato: 2012-12-31, verdi: 86429, grunn: skjult, gruppe: Alle}
      - {dato: 2011-12-31, verdi: 86421, organisasjon: lekkorg, merknad: Lekkmaaling, kilde: kilde-b}
  - {id: ind-b, navn: Lekkindikator, enhet: boliger, åpen: true, tilgang: intern, serie: tall/hemmelig.csv}
  - {id: ind-c, navn: Boliger, enhet: boliger, åpen: true, del_av: ind-b, serie: tall/aapen.csv}
statusrader:
  - {emne: akt-a, dato: 2012-03-01, status: i_gang, tekst: Kartleggingen er i gang.}
  - {emne: akt-a, dato: 2012-04-01, status: utsatt, tekst: Lekkstatusrad, tilgang: intern}
  - {emne: akt-b, dato: 2012-04-01, status: fullført, tekst: Lekkstatusemne}
  - {emne: akt-a, dato: 2012-06-30, status: i_gang, tekst: Lekkstatusrapport, rapport: rapport-b}
forpliktelser:
  - {id: forpl-b, tekst: Lekkforpliktelse, frist: 2012-06, gjelder: [akt-a], tilgang: intern}
  - {id: forpl-a, tekst: Følge opp, frist: 2012-06, gjelder: [akt-b], ansvarlig: organ-b}
organer:
  - {id: organ-a, navn: Styringsgruppe, type: styringsgruppe, rapporterer_til: [organ-b]}
  - {id: organ-b, navn: Lekkorgan, type: gruppe, ansvar: [Lekkansvar], tilgang: intern}
vedtak:
  - {id: vedtak-b, organ: Rådet, dato: 2012-05-02, tekst: Lekkvedtak, gjelder: [mal-a], tilgang: intern}
finansiering:
  - {år: 2012, ramme: {beløp: 75319, tekst: Lekkramme}, tilgang: intern}
vurderinger:
  - {faktor: forankring, dato: 2012, skår: 2, begrunnelse: Lekkvurdering, tilgang: intern}
matriser:
  - id: matrise-a
    tittel: Grupper og områder
    kolonner: [sats-a, sats-b]
    rader:
      - {navn: Store familier, celler: {sats-a: [Bygge nytt], sats-b: [Lekkcelle]}}
      - {gruppe: gruppe-b, celler: {sats-a: [Lekkgrupperad]}}
  - {id: matrise-b, tittel: Lekkmatrise, kolonner: [sats-a], tilgang: intern, rader: [{navn: Lekkrad}]}
-- plans/by/plan/tall/hemmelig.csv --
dato;verdi;merknad
2012;13;Lekkserie
-- plans/by/plan/tall/aapen.csv --
dato;verdi;grunn
2011;454;
-- plans/by/plan/rapporter/lekkrapport.yaml --
id: rapport-b
type: halvår
år: 2012
per_dato: 2012-06-30
tilgang: intern
hode: {Kommune: Lekkrapport}
svar: {"A.1": Lekksvar}
statusrader:
  - {emne: akt-a, dato: 2012-06-30, status: i_gang, tekst: Lekkrapportrad}
-- plans/by/plan/rapporter/aarsrapport.yaml --
id: rapport-a
type: år
år: 2012
per_dato: 2012-12-31
hode: {Kommune: Eksempelkommune}
svar: {"A.1": "Se [[akt-b|aktiviteten]]."}
"#;

fn site() -> Folder {
    Folder::with(SITE)
}

/// Where a word stands, whatever its case: file names and contents.
fn places(tree: &Tree, word: &str) -> Vec<String> {
    tree.iter()
        .filter(|(path, bytes)| {
            path.to_lowercase().contains(word) || String::from_utf8_lossy(bytes).to_lowercase().contains(word)
        })
        .map(|(path, _)| path.clone())
        .collect()
}

#[test]
fn nothing_internal_is_in_any_byte_or_file_name_of_the_public_edition() {
    let public = site().built(&["--edition", "offentlig"]);
    let mut leaks: Vec<String> = Vec::new();
    for (path, bytes) in &public {
        let text = String::from_utf8_lossy(bytes).to_lowercase();
        for (at, _) in text.match_indices(MARK) {
            let from = (0..=at.saturating_sub(60)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
            let to = (at + 40..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
            leaks.push(format!("{path}: …{}…", text[from..to].replace('\n', " ")));
        }
        for figure in FIGURES {
            let spaced = format!("{} {}", &figure[..2], &figure[2..]);
            let plain = harness::page::plain(&text);
            if plain.contains(figure) || plain.contains(&spaced) {
                leaks.push(format!("{path}: {figure}"));
            }
        }
        if path.to_lowercase().contains(MARK) {
            leaks.push(format!("{path}: the name"));
        }
    }
    assert!(leaks.is_empty(), "{} leaks:\n{}", leaks.len(), leaks.join("\n"));
}

#[test]
fn no_id_or_address_of_anything_internal_is_in_the_public_edition() {
    let public = site().built(&["--edition", "offentlig"]);
    for id in [
        "mal-b",
        "mal-c",
        "akt-b",
        "strat-b",
        "utf-b",
        "ind-b",
        "organ-b",
        "forpl-b",
        "vedtak-b",
        "matrise-b",
        "rapport-b",
        "tiltak-b",
        "kilde-b",
        "begrep-b",
        "gruppe-b",
        "virk-b",
        "sats-b",
        "enhet-lukket",
        "hemmelig",
    ] {
        assert_eq!(places(&public, id), Vec::<String>::new(), "{id}");
    }
    assert!(!public.contains_key("notat.html"));
}

#[test]
fn nothing_internal_is_in_a_report_written_for_the_public() {
    let folder = site();
    let source = folder.path("");
    let mut written = 0;
    for (kind, more) in [("plan", &[][..]), ("årsrapport", &["--period", "2012"]), ("sluttrapport", &[])] {
        for format in ["html", "md", "csv"] {
            let words =
                ["report", kind, "--source", source.to_str().unwrap(), "--edition", "offentlig", "--format", format];
            let ran = folder.planverk(&[&words[..], more].concat());
            assert_eq!(ran.code, 0, "{ran}");
            let text = ran.out.to_lowercase();
            let plain = harness::page::plain(&text);
            for figure in FIGURES {
                assert!(!plain.contains(figure), "{kind} {format}: {figure}");
            }
            assert!(!text.contains(MARK), "{kind} {format}: {}", &text[text.find(MARK).unwrap_or(0)..][..80]);
            // The rows of a spreadsheet have ids; none is of anything internal.
            assert!(
                !text.contains("akt-b") && !text.contains("ind-b") && !text.contains("rapport-b"),
                "{kind} {format}"
            );
            assert!(text.contains("kartlegge behov"), "{kind} {format}");
            written += 1;
        }
    }
    assert_eq!(written, 9);
}

#[test]
fn what_is_public_is_there_and_what_is_only_used_by_something_internal_is_not_copied() {
    let public = site().built(&["--edition", "offentlig"]);
    for word in ["kartlegge behov", "gode bomiljøer", "egnede boliger", "et notat", "en aktivitet", "åpent vedlegg"] {
        assert!(!places(&public, word).is_empty(), "«{word}» is nowhere");
    }
    assert!(public.contains_key("vedlegg.txt"));
    assert!(!public.keys().any(|path| path.ends_with(".png")));
}

#[test]
fn the_internal_edition_shows_all_of_it() {
    let internal = site().built(&["--edition", "intern"]);
    let lost: Vec<&str> = WORDS.into_iter().filter(|word| places(&internal, word).is_empty()).collect();
    assert!(lost.is_empty(), "nowhere in the internal edition: {lost:?}");
}

#[test]
fn the_public_edition_is_what_is_built_when_nothing_is_said() {
    let site = site();
    let unsaid = site.built(&[]);
    assert_eq!(unsaid, site.built(&["--edition", "offentlig"]));
}

#[test]
fn building_the_public_edition_over_the_internal_removes_everything_internal() {
    let site = site();
    site.built(&["--edition", "intern"]);
    let public = site.built(&["--edition", "offentlig"]);
    assert_eq!(places(&public, MARK), Vec::<String>::new());
    let beside: Vec<String> = std::fs::read_dir(site.path(""))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_str().unwrap().to_owned())
        .filter(|name| !["content", "plans", "planverk.yaml", "public", ".planverk"].contains(&name.as_str()))
        .collect();
    assert_eq!(beside, Vec::<String>::new(), "left beside the site");
    assert_eq!(places(&harness::tree(&site.path(".planverk")), MARK), Vec::<String>::new());
}

#[test]
fn findings_about_the_public_edition_name_nothing_internal_in_it_and_drafts_are_left_out() {
    let folder = Folder::with(
        "-- content/index.md --\n---\ntittel: Velkommen\n---\nSe [[kladd|kladden]].\n\
         -- content/kladd.md --\n---\ntittel: Lekkutkast\nutkast: true\n---\nLekkutkast.\n",
    );
    for edition in ["offentlig", "intern"] {
        let files = folder.built(&["--edition", edition]);
        assert_eq!(places(&files, "lekkutkast"), Vec::<String>::new(), "{edition}");
        assert!(!files.contains_key("kladd.html"));
    }
}

#[test]
fn a_folder_whose_own_page_is_internal_has_no_page_in_the_public_edition() {
    let closed = "---\ntittel: Lekkmappe\ntilgang: intern\n---\n";
    for own in [
        "content/index.md",
        "content/mappe/index.md",
        "content/mappe/index.MD",
        "content/mappe/Index.markdown",
        "plans/by/plan/index.md",
        "plans/by/plan/notat/index.md",
        "plans/by/plan/notat/index.Markdown",
    ] {
        let below = format!("{}/under/side.md", own.rsplit_once('/').unwrap().0);
        let folder = Folder::with(&format!(
            "-- content/aapen.md --\n# Åpen\n\nTekst.\n-- plans/by/plan/plan.yaml --\ntittel: Plan\n\
             -- {own} --\n{closed}-- {below} --\n# Lekkside\n\nTekst.\n"
        ));
        assert!(!places(&folder.built(&["--edition", "intern"]), "lekkside").is_empty(), "{own}");
        assert_eq!(places(&folder.built(&[]), MARK), Vec::<String>::new(), "{own}");
    }
}
