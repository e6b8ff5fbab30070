//! What is said when an id or a link leads nowhere, or to the wrong place. Every folder in `tests/resolve/` is a case;
//! its `expected.txt` holds everything found while reading and looking up, and is empty when all is well.

mod fixture;

use fixture::Findings;
use planverk::diag::render;

#[test]
fn every_case_is_told_as_expected() {
    let root = fixture::folder("resolve");
    let names = fixture::folders(&root);
    assert!(!names.is_empty());
    let wrong: Vec<String> = names
        .iter()
        .filter_map(|name| {
            let folder = root.join(name);
            let findings = Findings::in_folder(&folder);
            fixture::difference(&folder, &render::tekst(&findings.read, &findings.sources, false))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn findings_come_in_the_same_order_every_time() {
    for root in ["resolve", "rules"].map(fixture::folder) {
        for name in fixture::folders(&root) {
            let (whole, failing) = (root.join(&name), root.join(&name).join("feil"));
            let folder = if failing.is_dir() { failing } else { whole };
            let (first, second) = (Findings::in_folder(&folder), Findings::in_folder(&folder));
            assert_eq!((first.read, first.rules), (second.read, second.rules), "{name}");
        }
    }
}
