//! Words that say nothing about what is looked for, and what question words ask for.

use std::sync::LazyLock;

use super::skeleton;
use crate::lookup::Known;

/// Bokmål and nynorsk, function words and the words questions are made of.
const STOP: &str = "
    og i jeg det at en et den til er som på de med han av ikke ikkje der så var meg seg men ett har om vi min mitt ha hadde
    hun nå over da ved fra du ut sin dem oss opp man kan hans hvor eller hva skal selv sjøl her alle vil bli ble blei blitt
    kunne inn når være kom noen noe ville dere som deres kun ja etter ned skulle denne for deg si sine sitt mot å meget
    hvorfor dette disse uten hvordan ingen din ditt blir samme hvilken hvilke hvilket sånn inni mellom vår hver hvem vors hvis
    både bare enn fordi før mange også slik vært begge siden dykk dykkar dei deira deires deim di då eg ein eit eitt elles
    honom hjå ho hoe henne hennar hennes hoss hossen ingi inkje korleis korso kva kvar kvarhelst kven kvi kvifor me medan mi
    mine mykje no nokon noka nokor noko nokre sia sidan so somt somme um upp vere vore verte vort varte vart få får fikk fekk
    gjør gjer gjøre gjere finnes finst finne finner finn må man ein bør burde ta tar går gå gjelder gjeld står kommer blant hos
    ta mer mest meir enn mye blant dersom når hvilken jo nei skjer heter altså gang ganger dette desse kor
    sier sie si sa sagt seier seie gi gir gitt får fått vite veit vet lurer lure ønsker ønskjer vil trenger treng trengs trenge hos hvorvidt eksempel eksempelvis samt
";

/// Question words, the types of document that answer, and the words an answer has. Two words are looked for before one.
const ASKS: &[(&str, &str, &str)] = &[
    ("hvor mye", "oekonomi indikator virkemiddel", PRICE),
    ("kor mykje", "oekonomi indikator virkemiddel", PRICE),
    ("hva koster", "oekonomi", PRICE),
    ("kva kostar", "oekonomi", PRICE),
    ("hvor mange", "indikator oekonomi", "antall"),
    ("kor mange", "indikator oekonomi", "antall"),
    ("hvor stor", "indikator oekonomi", "størrelse"),
    ("hvor ofte", "organ vedtak", ""),
    ("hvor lenge", "tidslinje forpliktelse veileder", "varighet frist"),
    ("kor lenge", "tidslinje forpliktelse veileder", "varighet frist"),
    ("hvor lang", "", "saksbehandlingstid frist"),
    ("kor lang", "", "saksbehandlingstid frist"),
    ("hvem", "organ enhet organisering", "ansvar kontakt"),
    ("kven", "organ enhet organisering", "ansvar kontakt"),
    ("når", "forpliktelse vedtak tidslinje rapport", TIME),
    ("hvordan", "veileder", HOW),
    ("korleis", "veileder", HOW),
    ("hva betyr", "begrep", ""),
    ("hva er", "begrep", ""),
    ("kva er", "begrep", ""),
    ("kva tyder", "begrep", ""),
    ("hvor", "", "adresse sted"),
    ("kor", "", "adresse sted"),
];

const PRICE: &str = "pris betaling egenbetaling gebyr sats avgift kostnad";
const TIME: &str = "frist dato åpningstid tidspunkt";
const HOW: &str = "søke søknad skjema bestille";

static STOP_SET: LazyLock<Known<String>> = LazyLock::new(|| STOP.split_whitespace().map(skeleton).collect());

/// Does the word say nothing?
pub fn is_stop(word: &str) -> bool {
    STOP_SET.contains(&skeleton(word))
}

/// All stop words as skeletons, in order.
pub fn list() -> String {
    let mut words: Vec<&str> = STOP_SET.iter().map(String::as_str).collect();
    words.sort_unstable();
    words.join(" ")
}

/// Question words as skeletons, in the order they are looked for, and what answers: types, and after `?` the number of a
/// list of [`answers`].
pub fn asks() -> Vec<(String, Vec<String>)> {
    let folded = |words: &str| words.split(' ').map(skeleton).collect::<Vec<_>>().join(" ");
    let lists = answers();
    let answer = |types: &str, words: &str| {
        let number = lists.iter().position(|list| *list == words).map(|number| format!("?{number}"));
        types.split_whitespace().map(str::to_owned).chain(number).collect()
    };
    ASKS.iter().map(|(question, types, words)| (folded(question), answer(types, words))).collect()
}

/// The words answers have, each list once, in the order questions ask for them.
pub fn answers() -> Vec<&'static str> {
    let mut lists = Vec::new();
    for (_, _, words) in ASKS {
        if !words.is_empty() && !lists.contains(words) {
            lists.push(words);
        }
    }
    lists
}
