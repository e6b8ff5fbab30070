//! The `planverk` program. Everything it does is in the library.

fn main() {
    let (sources, found) = planverk::source::SourceSet::read(std::path::Path::new(".")).expect("x");
    let options = planverk::build::Options { date: jiff::civil::date(2026, 11, 23), utgave: None };
    let checked = planverk::build::check(&sources, options, found);
    print!("{}", planverk::diag::render::tekst(&checked.found, &sources, false));
    match planverk::build::render(&sources, &checked, &|_, _| {}) {
        Ok(tree) => {
            let options = planverk::output::Options { source: Some(std::path::Path::new(".")), ..Default::default() };
            let w = planverk::output::write(&tree, std::path::Path::new("public"), &options).expect("w");
            println!("{} files, {w:?}", tree.len());
        }
        Err(faults) => print!("{}", planverk::diag::render::tekst(&faults, &sources, false)),
    }
}
