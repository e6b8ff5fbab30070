//! Every template of the standard theme with a page's worth of data, and what a site may do to it.

use serde_json::{Value, json};

use super::*;
use crate::diag::{FileId, Span};
use crate::page::frame::{
    Baklenke, Baklenkegruppe, Fakta, Innholdspunkt, Kildelenke, Lenke, Menygruppe, Menypunkt, Sidemeny,
};
use crate::page::nettsted::Kontakt;

fn nettsted() -> Nettsted {
    Nettsted {
        tittel: "Boligplan for <Eksempelkommune>".into(),
        undertittel: Some("Planer og veiledere".into()),
        eier: Some("Eksempelkommune".into()),
        kontakt: Kontakt {
            navn: Some("Boligkontoret".into()),
            epost: Some("post@eksempel.example".into()),
            telefon: Some("00 00 00 00".into()),
            adresse: Some("Storgata 1".into()),
        },
        spraak: "nb".into(),
        adresse: Some("https://plan.eksempel.example/".into()),
        tilgjengelighetserklaering: Some("https://uustatus.no/eksempel".into()),
        personvern: Some("personvern.html".into()),
        tilbakemelding: Some("mailto:post@eksempel.example".into()),
        bunnlenker: vec![Lenke::new("A–Å", "a-aa.html")],
        logo: Some("bilder/logo.svg".into()),
        initial: "E".into(),
        per_dato: Some("2012-12-31".into()),
        bygget_av: "Planverk".into(),
        har_soek: true,
        ..Nettsted::default()
    }
}

fn frame() -> Frame {
    let punkt = |tittel: &str, url: &str| Menypunkt { tittel: tittel.into(), url: url.into(), aktiv: true };
    Frame {
        beskrivelse: "En «side» & mer".into(),
        kategori: Some("Veileder".into()),
        ingress: Some("Én setning.".into()),
        faktalinje: vec![
            Fakta::new("Periode", "2012–2016"),
            Fakta::status("Status", "i_gang"),
            Fakta::blank("Ansvarlig", "ikke_fastsatt"),
        ],
        broedsmuler: vec![Lenke::new("Forside", "index.html"), Lenke::new("Side", "del/side.html")],
        meny: vec![punkt("Planer", "planer/index.html"), punkt("Side", "del/side.html")],
        sidemeny: Some(Sidemeny {
            tittel: "Del".into(),
            url: "del/index.html".into(),
            grupper: vec![Menygruppe { tittel: "Gruppe".into(), lenker: vec![punkt("Side", "del/side.html")] }],
        }),
        innhold: vec![Innholdspunkt { id: "a".into(), tekst: "Første".into(), nivaa: 3 }],
        oppdatert: Some("2026-11-23".into()),
        per_dato: Some("2012-12-31".into()),
        kilder: vec![Kildelenke {
            tittel: "Plan".into(),
            url: Some("https://kilde.example/x".into()),
            sted: Some("s. 44".into()),
        }],
        se_ogsaa: vec![crate::page::parts::lenker::Listelenke {
            tittel: "S".into(),
            url: "s.html".into(),
            slag: Some("Veileder".into()),
            tekst: Some("Begge nevner bolig.".into()),
        }],
        baklenker: vec![Baklenkegruppe {
            gruppe: "Aktiviteter".into(),
            lenker: vec![Baklenke { tittel: "A1".into(), url: "plan/a1.html".into(), slag: Some("Grorud".into()) }],
            flere: 0,
        }],
        canonical: Some("https://plan.eksempel.example/del/side.html".into()),
        liggende: true,
        ..Frame::new("del/side.html", "nb", "Side <1>", &["Boligplan"])
    }
}

/// Data for every template that is a page.
fn pages() -> Vec<(&'static str, Value)> {
    let lenke = json!({"tittel": "Startlån", "url": "v/startlaan.html"});
    let kolonner = json!(["År", {"tittel": "Antall", "klasse": "tall"}]);
    let rader = json!([["2010", 1179], ["2011", {"grunn": "ukjent"}], ["2012", null]]);
    let celle = |text: &str, kind: &str| json!({"text": text, "kind": kind});
    let diagram = json!({
        "svg": "<svg role=\"img\"></svg>", "title": "Figur", "description": "Hva figuren viser",
        "table": {
            "caption": "Tallene", "head": ["År", "Antall"], "numeric": [false, true], "notes": ["Tallet er usikkert"],
            "rows": [[celle("2010", "tekst"), celle("179", "tall")], [celle("2011", "tekst"), celle("ukjent", "tom")]]
        }
    });
    let rute = |linjer: Value| json!({"grunn": null, "merknad": null, "status": "i_gang", "linjer": linjer, "bevis": [], "html": "", "tom": false, "orden": "2012"});
    let linje =
        json!({"etikett": "A1", "tekst": "Ord", "url": "s.html", "liten": null, "status": null, "sikkerhet": null});
    let oversikt = json!({
        "id": "ov", "tekst": "Oversikt", "undertekst": "", "klasse": "matrise", "kort": false, "valg": null, "verktoey": true,
        "kolonner": [{"tittel": "Hva", "klasse": "", "url": "", "orden": "dato", "filter": "hva"},
                     {"tittel": "Antall", "klasse": "tall", "url": "s.html", "orden": "", "filter": ""}],
        "rader": [{"id": "ov-1", "celler": [rute(json!([linje])), rute(json!([linje, linje]))]}]
    });
    let gren = |opens: bool, closes: usize, children: bool| {
        json!({"aapner": opens, "lukker": closes, "har_barn": children, "slag": "Mål", "etikett": null, "tekst": "T",
               "url": null, "status": "uten", "under": null, "brudd": "mangler", "id": null, "kryss": {"tittel": "opp", "url": "#opp"}})
    };
    let deler = json!([
        {"slag": "html", "html": "<p id=\"tekst\">Brødtekst</p>"},
        {"slag": "tabell", "id": "t", "tekst": "Tabell", "kolonner": kolonner, "rader": rader},
        {"slag": "figur", "id": "f", "diagram": diagram},
        {"slag": "framdrift", "antall": 5, "total": 8},
        {"slag": "framdrift", "antall": 50, "total": 80},
        {"slag": "framdrift", "antall": 0, "total": 0},
        {"slag": "stabel", "deler": [{"status": "fullfoert", "antall": 3}, {"status": "uten", "antall": 9}]},
        {"slag": "lenker", "lenker": [lenke]},
        {"slag": "fakta", "fakta": [Fakta::new("Navn", "Verdi")]},
        {"slag": "oversikt", "tabell": oversikt},
        {"slag": "tabellvalg", "valg": {"id": "valg-x", "om": "Alt", "tabeller": "ov", "antall": 6, "kolonner": true,
                                        "hoved": true, "filtre": [{"navn": "hva", "tittel": "Hva"}]}},
        {"slag": "tre", "grener": [gren(true, 0, true), gren(true, 2, false)]},
        {"slag": "punkter", "punkter": []},
        {"slag": "avsnitt", "tekst": "Ord", "klasse": "prosa"},
        {"slag": "liste", "linjer": ["a", "b"]},
        {"slag": "overskrift", "id": "o", "tekst": "Overskrift", "url": "s.html"},
        {"slag": "bevis", "bevis": {"kilde": lenke, "sted": null, "sikkerhet": "tolket", "dato": "2012", "merknad": null}},
        {"slag": "melding", "art": "merk", "tittel": "", "avsnitt": ["Husk"]},
        {"slag": "tomt", "tittel": "Ingenting her"}
    ]);
    let begrep = json!({
        "id": "startlaan", "term": "startlån", "definisjon": "Lån.", "synonymer": ["etableringslån"],
        "forkortelse": "SL", "nynorsk": "startlån", "engelsk": "start-up loan", "gruppe": "Virkemidler", "se": [lenke],
        "brukt_paa": [lenke], "brukt_antall": 9,
        "kilder": [{"tittel": "NOU", "url": null, "sted": null}]
    });
    let stoette = json!({
        "id": "stoette", "tittel": "Plan", "organisasjon": "Eksempelkommune", "url": "p.html", "egne": [lenke],
        "setning": "Planen har 1 aktivitet.", "deler": [{"status": "i_gang", "antall": 1}],
        "grupper": [{"tittel": "Aktiviteter", "rader": [{"tittel": "A1", "url": "a.html", "status": "i_gang"}],
                     "flere": 2, "alle": lenke}]
    });
    let vurdering = json!({
        "id": "vurdering", "tittel": "Plan", "organisasjon": "Eksempelkommune", "url": "p.html", "besvart": "1 av 6",
        "poster": [{"dato": "2012", "skaar": {"tekst": "3 – på plass"}, "begrunnelse": "Derfor", "bevis": [lenke],
                    "spoersmaal": [{"tekst": "Når?", "svar": {"grunn": "ukjent"}}]}],
        "figur": diagram
    });
    let kilde = json!({
        "id": "lov", "tittel": "Lov", "lenke": "https://lov.example/", "fakta": [Fakta::new("År", "2011")],
        "merknad": "Om", "utgaatt": "2012", "erstattet_av": lenke, "antall": 3,
        "brukt": [{"tittel": "Sider", "lenker": [lenke], "flere": 2}]
    });
    vec![
        ("base.html", json!({})),
        ("artikkel.html", json!({"deler": deler, "forrige": lenke, "neste": lenke})),
        (
            "mappe.html",
            json!({"deler": [], "undermapper": [{"tittel": "Mappe", "url": "m/index.html", "ingress": null, "antall": 1}],
                   "sider": [{"tittel": "Side", "url": "s.html", "tekst": "Om", "type": "Veileder"}]}),
        ),
        ("emner.html", json!({"emner": [{"tittel": "Økonomi", "url": "e.html", "antall": 3}], "innganger": [lenke]})),
        (
            "emne.html",
            json!({"grupper": [{"id": "g", "tittel": "Veiledere", "lenker": [{"tittel": "S", "url": "s.html", "tekst": null}]}],
                   "beslektede": [lenke]}),
        ),
        ("begreper.html", json!({"deler": [], "bokstaver": [{"bokstav": "S", "id": "s", "begreper": [begrep]}]})),
        ("sok.html", json!({"filtre": [{"navn": "type", "tittel": "Type"}], "veier": [lenke], "statuser": ["i_gang"]})),
        (
            "a-aa.html",
            json!({"bokstaver": [{"bokstav": "A", "id": "a", "url": null, "antall": 1, "fra": "A", "til": "A", "aktiv": false}], "deler": [],
                   "avsnitt": [{"bokstav": "A", "id": "a", "oppslag": [{"tittel": "A", "lenker": [{"url": "a.html", "type": "Mål", "sted": null}]}]}]}),
        ),
        (
            "seksjoner.html",
            json!({"innledning": [], "seksjoner": [{"id": "s1", "tittel": "Del", "ingress": "Om", "klasse": "liggende", "deler": deler}]}),
        ),
        (
            "roed-traad.html",
            json!({"innledning": [], "seksjoner": [{"id": "s1", "tittel": "Del", "ingress": "", "klasse": "", "deler":
                   [{"slag": "tegning", "id": "teg", "tittel": "Tråden er hel", "svg": "<svg></svg>", "ramme": "Tegning"}]}]}),
        ),
        ("404.html", json!({"lenker": [lenke]})),
        ("tilgjengelighet.html", json!({"deler": []})),
        ("videresending.html", json!({"maal": lenke})),
        ("felles.html", json!({"beskrivelse": "<p>Om</p>", "sider": [lenke], "planer": [stoette]})),
        (
            "felles-oversikt.html",
            json!({"grupper": [{"id": "g", "tittel": "Klasse", "poster": [{"tittel": "A", "url": "a.html", "tekst": "Om", "antall": "1 side"}]}]}),
        ),
        (
            "suksessfaktor.html",
            json!({"deler": [], "har_planer": true, "planer": [stoette], "uten": [lenke], "uten_setning": "Én mangler",
                   "vurderinger": [vurdering], "sider": [lenke]}),
        ),
        (
            "suksessfaktorer.html",
            json!({"deler": [], "faktorer": [{"nr": 1, "navn": "Forankring", "url": "f.html", "tekst": "Om", "setning": "1 av 2"}],
                   "planer": [{"tittel": "P", "organisasjon": "O", "url": "p.html", "antall": [0], "vurdert": "0 av 6"}]}),
        ),
        ("kilder.html", json!({"grupper": [{"id": "g", "tittel": "Lover", "kilder": [kilde]}], "andre": [lenke]})),
        (
            "aapne-data.html",
            json!({"indeks": "data/index.json",
                   "planer": [{"id": "p", "tittel": "P", "organisasjon": "O", "url": "p.html",
                               "filer": [{"navn": "Mål", "rader": 2, "csv": "m.csv", "json": "m.json"}]}],
                   "sett": [{"id": "s", "navn": "Mål", "kolonner": [{"navn": "id", "tekst": "Id", "grunn": true}]}]}),
        ),
    ]
}

/// The same pages with nothing to show.
fn empty_pages() -> Vec<(&'static str, Value)> {
    vec![
        ("artikkel.html", json!({"deler": [], "forrige": null, "neste": null})),
        ("mappe.html", json!({"deler": [], "undermapper": [], "sider": []})),
        ("emner.html", json!({"emner": [], "innganger": []})),
        ("emne.html", json!({"grupper": [], "beslektede": []})),
        ("begreper.html", json!({"deler": [], "bokstaver": []})),
        ("a-aa.html", json!({"bokstaver": [], "avsnitt": [], "deler": []})),
        ("seksjoner.html", json!({"innledning": [], "seksjoner": []})),
        ("404.html", json!({"lenker": []})),
        ("felles.html", json!({"beskrivelse": null, "sider": [], "planer": []})),
        ("felles-oversikt.html", json!({"grupper": []})),
        (
            "suksessfaktor.html",
            json!({"deler": [], "har_planer": true, "planer": [], "uten": [], "uten_setning": "", "vurderinger": [], "sider": []}),
        ),
        ("suksessfaktorer.html", json!({"deler": [], "faktorer": [], "planer": []})),
        ("kilder.html", json!({"grupper": [], "andre": []})),
        ("aapne-data.html", json!({"indeks": "data/index.json", "planer": [], "sett": []})),
    ]
}

fn load(files: Vec<ThemeFile>) -> Result<Theme, Vec<Diagnostic>> {
    Theme::load(files, &Languages::load(&[]).unwrap(), &nettsted())
}

fn standard() -> Theme {
    load(Vec::new()).unwrap()
}

fn own(path: &str, text: &str) -> ThemeFile {
    ThemeFile::new(path, format!("themes/eget/{path}"), text)
}

fn faults(files: Vec<ThemeFile>) -> Vec<Diagnostic> {
    load(files).err().expect("the theme is broken")
}

/// Everything that breaks `default-src 'self'`, or is fetched from elsewhere.
fn breaks_policy(html: &str) -> Vec<&str> {
    html.split('<')
        .skip(1)
        .filter(|tag| {
            let tag = tag.split('>').next().unwrap_or("");
            let outside = ["src=\"http", "src=\"//"].iter().any(|what| tag.contains(what));
            let sheet = tag.starts_with("link") && tag.contains("stylesheet") && tag.contains("href=\"http");
            let script = tag.starts_with("script") && !tag.contains("src=");
            tag.contains(" style=") || tag.starts_with("style") || tag.contains(" on") || outside || sheet || script
        })
        .collect()
}

fn text(page: Vec<u8>) -> String {
    String::from_utf8(page).unwrap()
}

#[test]
fn every_template_renders_with_data_and_without_and_keeps_the_content_policy() {
    let theme = standard();
    let bare = Theme::load(Vec::new(), &Languages::load(&[]).unwrap(), &Nettsted::default()).unwrap();
    let plain = Frame::new("index.html", "nb", "Forside", &[]);
    for (template, view) in pages() {
        let html = text(theme.render(template, &frame(), &view).unwrap_or_else(|d| panic!("{template}: {d:?}")));
        assert_eq!(breaks_policy(&html), Vec::<&str>::new(), "{template}");
        assert_eq!(html.matches("<h1").count(), 1, "{template} has one h1");
        assert!(html.starts_with("<!doctype html>\n<html lang=\"nb\">"), "{template}");
        bare.render(template, &plain, &view).unwrap_or_else(|d| panic!("{template}: {d:?}"));
    }
    for (template, view) in empty_pages() {
        bare.render(template, &plain, &view).unwrap_or_else(|d| panic!("{template}: {d:?}"));
    }
}

#[test]
fn every_page_template_of_the_folder_is_among_the_tested() {
    let parts = ["komponenter.html", "del.html"];
    let tested: Vec<&str> = pages().iter().map(|(name, _)| *name).collect();
    for (path, _) in files::standard().filter(|(path, _)| path.contains(".html") && !parts.contains(path)) {
        // Pages of the plan are rendered where their views are made.
        if !path.contains('/') && !path.starts_with("plan") {
            assert!(tested.contains(&path), "{path} is not rendered by any test");
        }
    }
}

#[test]
fn ids_on_a_page_are_unique() {
    for (template, view) in pages() {
        let html = text(standard().render(template, &frame(), &view).unwrap());
        let mut ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        ids.sort_unstable();
        let all = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), all, "{template}: {ids:?}");
    }
}

#[test]
fn no_heading_of_the_author_s_gets_an_id_of_the_frame() {
    let (_, frame) = super::files::standard().find(|(path, _)| *path == "base.html").unwrap();
    let frame = std::str::from_utf8(frame).unwrap();
    let ids = frame.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next());
    for id in ids.filter(|id| !id.starts_with("side-") && !id.contains("{{")) {
        assert!(crate::markdown::RESERVED_IDS.contains(&id), "{id}");
    }
}

#[test]
fn links_go_by_way_of_the_root_and_text_is_escaped() {
    let html = text(standard().render("base.html", &frame(), &()).unwrap());
    assert!(html.contains("href=\"../index.html\""));
    assert!(html.contains("href=\"../tema/stil.css\""));
    assert!(html.contains("href=\"../plan/a1.html\""));
    assert!(html.contains("href=\"https://kilde.example/x\""), "a source elsewhere keeps its address");
    assert!(html.contains("<h1>Side &lt;1&gt;</h1>"));
    assert!(html.contains("&lt;Eksempelkommune&gt;"));
}

#[test]
fn the_current_page_is_marked_in_every_menu() {
    let html = text(standard().render("base.html", &frame(), &()).unwrap());
    assert_eq!(html.matches("aria-current=\"page\"").count(), 3, "main menu, side menu and breadcrumbs");
    assert_eq!(html.matches("aria-current=\"true\"").count(), 1, "the part the page lies in");
}

#[test]
fn a_blank_is_said_in_words_and_never_as_nought() {
    let html = text(standard().render("artikkel.html", &frame(), &pages()[1].1).unwrap());
    assert!(html.contains("<span class=\"blank blank--ukjent\">ukjent</span>"));
    assert!(html.contains("<span class=\"blank blank--tom\">ikke oppgitt</span>"));
    assert!(html.contains("1\u{202f}179"));
    assert!(html.contains("5 av 8 aktiviteter fullført"));
    assert!(html.contains("Ingen aktiviteter er registrert"));
}

#[test]
fn a_page_in_nynorsk_speaks_nynorsk() {
    let mut frame = frame();
    frame.spraak = "nn".into();
    let html = text(standard().render("base.html", &frame, &()).unwrap());
    assert!(html.contains("<html lang=\"nn\">"));
    assert!(html.contains("Hopp til hovudinnhald"));
    assert!(html.contains("står att å fastsetje"));
}

#[test]
fn files_that_are_no_pages_are_rendered() {
    let theme = standard();
    let view = json!({"sider": [{"url": "a&b.html", "oppdatert": "2026-11-23"}, {"url": "c.html", "oppdatert": null}]});
    let sitemap = text(theme.render_file("sitemap.xml", "nb", &view).unwrap());
    assert!(sitemap.contains("<loc>https://plan.eksempel.example/a&amp;b.html</loc><lastmod>2026-11-23</lastmod>"));
    let robots = text(theme.render_file("robots.txt", "nb", &()).unwrap());
    assert_eq!(robots, "User-agent: *\nAllow: /\n\nSitemap: https://plan.eksempel.example/sitemap.xml\n");
    let favicon = text(theme.render_file("favicon.svg", "nb", &()).unwrap());
    assert!(favicon.contains(">E</text>") && favicon.contains("&lt;Eksempelkommune&gt;"), "{favicon}");
}

#[test]
fn the_internal_edition_says_so_and_keeps_search_engines_away() {
    let site = Nettsted { intern: true, ..nettsted() };
    let theme = Theme::load(Vec::new(), &Languages::load(&[]).unwrap(), &site).unwrap();
    let html = text(theme.render("base.html", &frame(), &()).unwrap());
    assert!(html.contains("Intern utgave"));
    assert!(html.contains("<meta name=\"robots\" content=\"noindex\">"));
    assert_eq!(text(theme.render_file("robots.txt", "nb", &()).unwrap()), "User-agent: *\nDisallow: /\n");
}

#[test]
fn a_site_replaces_a_whole_template() {
    let theme = load(vec![own("emner.html", "<p>{{ side.tittel }}: {{ emner | length }}</p>")]).unwrap();
    let html = text(theme.render("emner.html", &frame(), &json!({"emner": []})).unwrap());
    assert_eq!(html, "<p>Side &lt;1&gt;: 0</p>");
}

#[test]
fn a_site_changes_one_block_of_the_frame_on_every_page() {
    let block = "{% extends \"standard/base.html\" %}{% block bunn %}<footer>Egen bunn</footer>{% endblock bunn %}";
    let theme = load(vec![own("base.html", block)]).unwrap();
    let html = text(theme.render("emner.html", &frame(), &json!({"emner": []})).unwrap());
    assert!(html.contains("<footer>Egen bunn</footer>"));
    assert!(html.contains("Hopp til hovedinnhold"));
    assert!(!html.contains("class=\"bunn\""));
}

#[test]
fn a_site_replaces_a_component() {
    let file = own("mine.html", "{% component statustegn(verdi: string) %}[{{ verdi }}]{% endcomponent statustegn %}");
    let html = text(load(vec![file]).unwrap().render("base.html", &frame(), &()).unwrap());
    assert!(html.contains("[i_gang]i gang"), "{html}");
}

#[test]
fn style_sheets_become_one_with_the_site_s_own_last() {
    let files = vec![own("assets/aaa.css", ".min{}"), own("assets/vaapen.png", "png")];
    let site = Nettsted { merkefarge: Some("#7a1f3d".into()), ..nettsted() };
    let theme = Theme::load(files, &Languages::load(&[]).unwrap(), &site).unwrap();
    let paths: Vec<&str> = theme.assets().iter().map(|asset| asset.path.as_str()).collect();
    let joined = |path: &&&str| path.contains(".css") && path.matches('/').count() == 1;
    assert!(paths.contains(&"tema/stil.css") && paths.contains(&"tema/vaapen.png"), "{paths:?}");
    assert_eq!(paths.iter().filter(joined).count(), 1);
    let sheet = theme.assets().iter().find(|asset| asset.name == "stil.css").unwrap();
    let sheet = String::from_utf8_lossy(&sheet.bytes);
    let place = |what: &str| sheet.find(what).unwrap_or_else(|| panic!("{what} is missing"));
    assert!(place("--farge-flate") < place(".min{}"));
    assert!(place(".min{}") < place("--farge-merke:#7a1f3d"));
}

#[test]
fn every_syntax_fault_is_told_with_file_and_line() {
    let files = vec![
        own("emner.html", "<p>\n{{ side.tittel </p>"),
        own("emne.html", "{% hvis x %}"),
        own("mappe.html", "greit"),
    ];
    let found = faults(files);
    assert_eq!(found.len(), 2, "{found:?}");
    assert_eq!(found[1].path.as_deref(), Some("themes/eget/emner.html"));
    assert_eq!(found[1].code, "tema/mal");
    assert!(found[1].message.contains("linje 2"), "{}", found[1].message);
    assert!(found[1].hints[0].contains("{{ side.tittel </p>"));
}

#[test]
fn a_file_among_the_sources_is_pointed_into() {
    let text = "<p>æøå</p>\n{{ 1 | finnesikke }}";
    let file = ThemeFile { file: Some(FileId(7)), ..own("emner.html", text) };
    let found = faults(vec![file]);
    let span = found[0].span.unwrap();
    assert_eq!(found[0].message, "filteret «finnesikke» finnes ikke");
    assert_eq!(span, Span::new(FileId(7), span.range()));
    assert!(text[span.range().start..].starts_with("finnesikke"), "{span:?}");
}

#[test]
fn what_does_not_exist_is_refused_when_the_theme_is_loaded() {
    for (text, says) in [
        ("{{ <finnes_ikke /> }}", "komponenten «finnes_ikke» finnes ikke"),
        ("{% include \"borte.html\" %}", "malen «borte.html» finnes ikke"),
        ("{% extends \"borte.html\" %}", "malen bygger på «borte.html», som ikke finnes"),
        ("{% extends \"base.html\" %}{% block tull %}{% endblock tull %}", "blokken «tull» finnes ikke"),
        ("{{ tull() }}", "funksjonen «tull» finnes ikke"),
        ("{% extends \"emner.html\" %}", "malen bygger på seg selv"),
    ] {
        let found = faults(vec![own("emner.html", text)]);
        assert!(found[0].message.contains(says), "{text}: {:?}", found[0]);
        assert_eq!(found[0].path.as_deref(), Some("themes/eget/emner.html"), "{text}");
    }
}

#[test]
fn a_fault_on_a_page_names_the_template_the_line_and_the_page() {
    let theme = load(vec![own("emner.html", "\n{{ side.titel }}")]).unwrap();
    let fault = theme.render("emner.html", &frame(), &()).unwrap_err();
    assert_eq!(fault.path.as_deref(), Some("themes/eget/emner.html"));
    assert!(fault.message.contains("linje 2"), "{}", fault.message);
    assert!(fault.message.contains("titel") && fault.message.contains("finnes ikke"), "{}", fault.message);
    assert!(fault.hints.iter().any(|hint| hint.contains("del/side.html")), "{:?}", fault.hints);
    let missing = theme.render("finnes-ikke.html", &frame(), &()).unwrap_err();
    assert_eq!(missing.message, "malen «finnes-ikke.html» finnes ikke");
}

#[test]
fn a_template_that_nothing_draws_is_told_of() {
    let base = "{% extends \"standard/base.html\" %}{% block bunn %}{% include \"min-bunn.html\" %}{% endblock bunn %}";
    let files = vec![
        own("base.html", base),
        own("min-bunn.html", "bunn"),
        own("deler.html", "{% component strek() -%}<hr>{%- endcomponent strek %}"),
        own("plan_oversikt.html", ""),
        own("templates/404.html", ""),
    ];
    let told: Vec<String> = load(files)
        .unwrap()
        .remarks()
        .iter()
        .map(|found| format!("{}: {} ({})", found.code, found.message, found.hints[0]))
        .collect();
    assert_eq!(
        told,
        [
            "tema/ubrukt: malen «plan_oversikt.html» blir ikke brukt til noe (mente du «plan-oversikt.html»?)",
            "tema/ubrukt: malen «templates/404.html» blir ikke brukt til noe (legg filen rett i temamappen: \
             standardtemaets mal heter «404.html», uten noen mappe foran)",
        ]
    );
}

#[test]
fn files_the_theme_cannot_use_are_refused() {
    assert_eq!(faults(vec![own("../ute.html", "")])[0].code, "tema/fil");
    assert_eq!(faults(vec![own("logo.png", "")])[0].code, "tema/fil");
    let broken = ThemeFile::new("side.html", "themes/eget/side.html", vec![0xff, 0xfe]);
    assert!(faults(vec![broken])[0].message.contains("UTF-8"));
}

#[test]
fn the_readme_names_every_template_block_and_component_there_is() {
    let readme = files::standard().find(|(path, _)| *path == "LESMEG.md").unwrap().1;
    let readme = String::from_utf8_lossy(readme);
    let mut missing = Vec::new();
    for (path, bytes) in files::standard().filter(|(path, _)| Kind::of(path) == Kind::Template) {
        let text = String::from_utf8_lossy(bytes);
        if !readme.contains(&format!("`{path}`")) {
            missing.push(path.to_owned());
        }
        let names = |after: &str| {
            let ends = |c: char| !(c.is_alphanumeric() || c == '_');
            text.split(after).skip(1).filter_map(|rest| rest.split(ends).next().map(str::to_owned)).collect::<Vec<_>>()
        };
        let blocks = if path == "base.html" { names("block ") } else { Vec::new() };
        for name in blocks.into_iter().chain(names("{% component ")) {
            if !readme.contains(&format!("`{name}`")) {
                missing.push(name);
            }
        }
    }
    missing.sort();
    missing.dedup();
    assert_eq!(missing, Vec::<String>::new());
}
