//! The contract between the program and the templates of a theme: which blocks, components, fields and words there are.
//! It is told in `themes/standard/LESMEG.md` and has a number; a theme may say in `tema.yaml` which it was written for.

use std::cmp::Ordering;

use super::files::{self, Kind, ThemeFile};
use crate::diag::{Diagnostic, did_you_mean};
use crate::yaml::fields::{Fields, Record, Sink};
use crate::yaml::parse::{Input, parse};

/// The contract this program keeps. Raised when a block, component, field or word is taken away or means something else;
/// what is only added does not raise it.
pub const CONTRACT: u32 = 1;

/// Where a theme says it.
const FILE: &str = "tema.yaml";

/// What a theme says of itself.
#[derive(Debug, Default)]
struct Tema {
    kontrakt: Option<f64>,
}

impl Record for Tema {
    const NAME: &'static str = "tema.yaml";
    fn read(f: &mut Fields) -> Self {
        let _: Option<String> = f.optional("navn", "Temaets navn");
        let _: Option<String> = f.optional("beskrivelse", "Om temaet");
        Self { kontrakt: f.optional("malkontrakt", "Nummeret på malkontrakten temaet er skrevet for") }
    }
}

/// What is wrong with the theme's own `tema.yaml`, and whether the theme was written for another contract than `now`.
pub fn check(theme: &[ThemeFile], now: u32) -> Vec<Diagnostic> {
    let Some(file) = theme.iter().find(|file| file.path == FILE) else { return Vec::new() };
    let text = String::from_utf8_lossy(&file.bytes);
    let Some(id) = file.file else { return Vec::new() };
    let mut sink = Sink::new(true);
    let Some(node) = parse(Input::whole(&text, id), &mut sink.found) else { return sink.found };
    if node.is_null() {
        return sink.found;
    }
    let said: Tema = Fields::of(&node, &mut sink);
    let place = node.get("malkontrakt").map(|value| value.span);
    if let Some(number) = said.kontrakt {
        sink.found.extend(compare(number, now).map(|found| found.at_maybe(place)));
    }
    sink.found
}

fn compare(written_for: f64, now: u32) -> Option<Diagnostic> {
    if written_for.fract() != 0.0 || written_for < 1.0 {
        return Some(
            Diagnostic::error("tema/versjon", "malkontrakten er et helt tall fra 1 og opp")
                .help(format!("skriv `malkontrakt: {now}` hvis temaet er skrevet for denne utgaven av Planverk")),
        );
    }
    match written_for.total_cmp(&f64::from(now)) {
        Ordering::Equal => None,
        Ordering::Less => Some(
            Diagnostic::warning(
                "tema/versjon",
                format!("temaet er skrevet for malkontrakt {written_for}, og nå gjelder {now}"),
            )
            .help(
                "se «Malkontrakten» i LESMEG.md i standardtemaet, rett malene det gjelder, og skriv det nye nummeret",
            ),
        ),
        Ordering::Greater => Some(
            Diagnostic::error(
                "tema/versjon",
                format!("temaet er skrevet for malkontrakt {written_for}, men denne utgaven av Planverk har {now}"),
            )
            .help("bruk en nyere utgave av Planverk, eller en eldre utgave av temaet"),
        ),
    }
}

/// Templates of a theme that nothing draws: their name is none of the standard theme's, no other template of the theme names
/// them, and no component is defined in them.
pub fn unused(theme: &[ThemeFile]) -> Vec<Diagnostic> {
    let is_template = |path: &str| Kind::of(path) == Kind::Template;
    let known: Vec<&str> = files::standard().map(|(path, _)| path).filter(|path| is_template(path)).collect();
    let own: Vec<(&ThemeFile, String)> = theme
        .iter()
        .filter(|file| is_template(&file.path))
        .map(|file| (file, String::from_utf8_lossy(&file.bytes).into_owned()))
        .collect();
    let named = |path: &str| {
        let quoted = ['"', '\''].map(|quote| format!("{quote}{path}{quote}"));
        own.iter().any(|(file, text)| file.path != path && quoted.iter().any(|name| text.contains(name)))
    };
    let lost = |(file, text): &&(&ThemeFile, String)| {
        !known.contains(&file.path.as_str()) && !text.contains("component ") && !named(&file.path)
    };
    let told = |(file, _): &(&ThemeFile, String)| {
        let name = file.path.rsplit('/').next().unwrap_or(&file.path);
        let same = known.iter().find(|known| **known == name).map(|known| {
            format!("legg filen rett i temamappen: standardtemaets mal heter «{known}», uten noen mappe foran")
        });
        let hint = same.or_else(|| did_you_mean(name, known.iter().copied()));
        Diagnostic::warning("tema/ubrukt", format!("malen «{}» blir ikke brukt til noe", file.path))
            .in_path(&file.shown)
            .help_maybe(hint)
            .help(
                "en mal brukes når den heter det samme som en mal i standardtemaet, eller når en annen mal henter den",
            )
    };
    own.iter().filter(lost).map(told).collect()
}

/// Files in a site's own `themes/standard/` that are not the program's: with `tema: standard` nobody reads them.
pub fn unread<'a>(own: impl Iterator<Item = (&'a str, &'a [u8])>) -> Option<Diagnostic> {
    let known: std::collections::BTreeMap<&str, &[u8]> = files::standard().collect();
    let mut changed = own.filter(|(path, bytes)| known.get(path).is_none_or(|known| known != bytes));
    let (first, _) = changed.next()?;
    let more = changed.count();
    let which = if more == 0 { format!("«{first}»") } else { format!("«{first}» og {more} til") };
    Some(
        Diagnostic::warning("tema/ubrukt", format!("standardtemaet er innebygd, så {which} i themes/standard/ brukes ikke"))
            .in_path(format!("themes/standard/{first}"))
            .help("kall mappen noe annet, som themes/vaart/, og skriv `tema: vaart` i planverk.yaml; da legges filene der over standardtemaets"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{FileId, Severity};

    fn said(text: &str, now: u32) -> Vec<Diagnostic> {
        let file = ThemeFile { file: Some(FileId(0)), ..ThemeFile::new(FILE, "themes/vaart/tema.yaml", text) };
        check(&[file], now)
    }

    #[test]
    fn a_theme_for_another_contract_is_told_of_and_a_newer_one_is_refused() {
        assert!(said("navn: Vårt\nmalkontrakt: 2\n", 2).is_empty());
        assert!(said("navn: Vårt\n", 2).is_empty() && said("", 2).is_empty() && check(&[], 2).is_empty());
        let older = said("malkontrakt: 1\n", 2);
        assert_eq!((older[0].code, older[0].severity), ("tema/versjon", Severity::Advarsel));
        assert_eq!(older[0].message, "temaet er skrevet for malkontrakt 1, og nå gjelder 2");
        assert!(older[0].span.is_some());
        let newer = said("malkontrakt: 3\n", 2);
        assert_eq!(newer[0].severity, Severity::Feil);
        assert_eq!(said("malkontrakt: 1.5\n", 2)[0].severity, Severity::Feil);
        assert_eq!(said("malkontrakt: 1\nfarge: rød\n", 1).len(), 1, "an unknown key is an error");
    }

    #[test]
    fn a_file_over_the_built_in_theme_that_nobody_reads_is_told_of() {
        let (path, bytes) = files::standard().next().unwrap();
        assert_eq!(unread([(path, bytes)].into_iter()), None);
        let found = unread([("404.html", &b"eget"[..]), ("ny.html", &b"x"[..])].into_iter()).unwrap();
        assert_eq!(found.code, "tema/ubrukt");
        assert!(found.message.contains("«404.html» og 1 til"), "{}", found.message);
    }

    #[test]
    fn the_readme_tells_of_the_contract_of_this_program() {
        let readme = files::standard().find(|(path, _)| *path == "LESMEG.md").unwrap().1;
        assert!(String::from_utf8_lossy(readme).contains(&format!("`malkontrakt: {CONTRACT}`")));
    }
}
