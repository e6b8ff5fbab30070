//! Reading the front matter of a Markdown file. The body stays in the source; `markdown` parses it when it is needed.

use super::rad::word;
use super::suksessfaktor::Faktor;
use crate::diag::{Diagnostic, FileId, Span};
use crate::domain::artikkel::{Artikkel, Kildested};
use crate::domain::rad::{Rad, Ref, Tilgang};
use crate::domain::slug::slug;
use crate::markdown;
use crate::yaml::fields::{Fields, Record, Sink};
use crate::yaml::node::{Data, Node};
use crate::yaml::parse::{Input, parse};
use crate::yaml::value::Value;

/// Reads one Markdown file. `place` is its path without extension from the folder that holds it (`veiledere/startlaan`);
/// `prefix` is where that folder stands on the site (`""`, or `planer/grorud/handlingsplan-2012`).
pub fn read(text: &str, file: FileId, prefix: &str, place: &str, sink: &mut Sink) -> Artikkel {
    let (yaml, body, found) = markdown::front_matter(text, file);
    // With fields that could not be read, that has been told, and nothing is known to be missing.
    let unread = !found.is_empty() || yaml.is_some();
    sink.found.extend(found);
    let node = yaml.and_then(|range| parse(Input { text, file, start: range.start, end: range.end }, &mut sink.found));
    let mut page = match &node {
        Some(node) if !node.is_null() => Fields::of::<Artikkel>(node, sink),
        _ => Artikkel { rad: Rad { places: top(file), ..Rad::default() }, ..Artikkel::default() },
    };
    page.file = Some(file);
    page.body = body;
    // `title` is what many other tools call it: an error, which has been told, and no reason to hide what it says.
    if page.tittel.is_empty()
        && let Some(title) = node.as_ref().and_then(|node| node.get("title")).and_then(Node::scalar)
    {
        title.trim().clone_into(&mut page.tittel);
    }
    let lead = markdown::leading_heading(text, body);
    if let Some(lead) = lead.filter(|lead| page.tittel.is_empty() || same_words(&lead.text, &page.tittel)) {
        page.body = lead.end;
        if page.tittel.is_empty() {
            page.tittel = lead.text;
        }
    }
    if page.tittel.is_empty() {
        missing_title(node.as_ref(), unread, file, sink);
        place.rsplit('/').next().unwrap_or(place).clone_into(&mut page.tittel);
    }
    page.sti = address(prefix, place);
    page.rad.id = id_of(&page.sti);
    page
}

/// Says that a page has no title, unless something else is wrong with the field or with all of them.
fn missing_title(node: Option<&Node>, unread: bool, file: FileId, sink: &mut Sink) {
    let (span, help) = match node {
        Some(node) if node.get("tittel").is_some_and(|title| !title.is_null()) => return,
        Some(node) if matches!(node.data, Data::Map(_)) => (node.span, "legg til `tittel: …`"),
        None if unread => return,
        _ => (Span::top(file), "begynn siden med `# Tittelen`, eller skriv `---`, så `tittel: …`, så `---`"),
    };
    sink.report(Diagnostic::error("lesing/mangler-felt", "siden mangler «tittel»").at(span).help(help));
}

/// Is the heading the title over again?
fn same_words(heading: &str, title: &str) -> bool {
    let words = |text: &str| text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    words(heading) == words(&markdown::plain(title, markdown::Quotes::default()))
}

fn top(file: FileId) -> crate::domain::rad::Places {
    crate::domain::rad::Places::new(Span::top(file), Vec::new())
}

/// Where the page stands on the site, without `.html`: every part an ASCII slug.
fn address(prefix: &str, place: &str) -> String {
    let mut parts: Vec<String> = prefix.split('/').filter(|p| !p.is_empty()).map(str::to_owned).collect();
    for part in place.split('/') {
        let ascii = slug(part);
        parts.push(if ascii.is_empty() { "side".to_owned() } else { ascii });
    }
    parts.join("/")
}

/// The file's stem; for a folder's own page the folder's name.
fn id_of(sti: &str) -> String {
    let mut parts = sti.rsplit('/');
    match (parts.next(), parts.next()) {
        (Some("index"), Some(folder)) => folder.to_owned(),
        (Some(stem), _) => stem.to_owned(),
        _ => sti.to_owned(),
    }
}

impl Record for Artikkel {
    const NAME: &'static str = "side";
    fn read(f: &mut Fields) -> Self {
        let mut page = Self {
            tittel: f.optional("tittel", "Sidens tittel; uten den er det overskriften siden begynner med"),
            ingress: f.optional("ingress", "Én setning som sier hva siden gir leseren"),
            dato: f.optional("dato", "Publisert"),
            oppdatert: f.optional("oppdatert", "Sist endret"),
            emner: f.optional("emner", "Emneord"),
            maalgrupper: f.optional("målgrupper", "Hvem siden gjelder: id-er"),
            suksessfaktorer: f
                .optional::<Vec<Faktor>>("suksessfaktorer", "Suksessfaktorer: id eller nummer")
                .into_iter()
                .filter_map(|faktor| faktor.0)
                .collect(),
            virkemidler: f.optional("virkemidler", "Virkemidler: id-er"),
            spraak: word(f, "språk", "Sidens språk når det er et annet enn nettstedets"),
            utkast: f.optional("utkast", "Ikke klar for lesere; siden blir ikke laget"),
            rekkefoelge: f.optional("rekkefølge", "Plass blant søsken"),
            alias: f.optional("alias", "Tidligere adresser"),
            kilder: f.optional("kilder", "Kilder: id, eller {kilde, sted}"),
            ..Self::default()
        };
        let access: Option<Tilgang> =
            word(f, "tilgang", "Hvem som får lese; intern holdes utenfor den offentlige utgaven");
        page.rad = Rad { intern: access == Some(Tilgang::Intern), places: f.places(), ..Rad::default() };
        page
    }
}

impl Record for Kildested {
    const NAME: &'static str = "kildehenvisning";
    const DEFINITE: &'static str = "kildehenvisningen";
    const SHORTHAND: bool = true;
    fn read(f: &mut Fields) -> Self {
        Self { kilde: f.required("kilde", "Kildens id"), sted: f.optional("sted", "Side eller avsnitt") }
    }
    fn is_left_out(node: &Node, sink: &Sink) -> bool {
        sink.leaves_out(node, "kilde") || node.scalar().is_some_and(|source| sink.is_left_out(source))
    }
    fn from_scalar(node: &Node, sink: &mut Sink) -> Self {
        debug_assert!(!matches!(node.data, Data::Map(_)));
        Self { kilde: Ref::read(node, sink), sted: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(text: &str) -> (String, String, Vec<&'static str>) {
        let mut sink = Sink::new(true);
        let page = read(text, FileId(0), "", "a/fil", &mut sink);
        (page.tittel, text[page.body..].trim().to_owned(), sink.found.iter().map(|one| one.code).collect())
    }

    #[test]
    fn a_page_without_the_field_is_called_what_its_first_heading_says() {
        assert_eq!(page("# Søke plass\n\nTekst"), ("Søke plass".into(), "Tekst".into(), vec![]));
        assert_eq!(page("---\nemner: [a]\n---\n# Søke\nTekst"), ("Søke".into(), "Tekst".into(), vec![]));
        assert_eq!(page("Tekst\n\n# Søke"), ("fil".into(), "Tekst\n\n# Søke".into(), vec!["lesing/mangler-felt"]));
        assert_eq!(page("---\nemner: [a]\n---\nTekst").2, ["lesing/mangler-felt"]);
    }

    #[test]
    fn a_title_said_twice_is_shown_once() {
        assert_eq!(page("---\ntittel: Søke  plass\n---\n# Søke plass\nTekst").1, "Tekst");
        assert_eq!(page("---\ntittel: Søke\n---\n# Søke plass\nTekst").1, "# Søke plass\nTekst");
    }

    #[test]
    fn the_title_of_another_tool_is_an_error_and_used() {
        let (title, _, codes) = page("---\ntitle: Renovasjon\n---\nTekst");
        assert_eq!((title.as_str(), codes), ("Renovasjon", vec!["lesing/ukjent-felt"]));
    }

    #[test]
    fn a_folders_own_page_is_called_what_the_folder_is_called() {
        assert_eq!(id_of("veiledere/index"), "veiledere");
        assert_eq!(id_of("veiledere/startlaan"), "startlaan");
        assert_eq!(id_of("index"), "index");
    }

    #[test]
    fn addresses_are_ascii() {
        assert_eq!(address("", "veiledere/Bostøtte på nytt"), "veiledere/bostoette-paa-nytt");
        assert_eq!(address("planer/a/b", "kapittel"), "planer/a/b/kapittel");
    }
}
