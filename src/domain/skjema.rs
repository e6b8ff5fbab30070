//! Skjema: Husbanken's report form (2012 edition) as data: its sections, posts, rows and lines in the order they are
//! printed, and where a figure belongs. What the posts are called stands in the language files (`skjema`); what a report
//! answers is left to `rapport`, and how it is filled in to `derive::rapport`.

use super::enumeration::enumeration;
use super::rapport::Rapporttype;
use super::slug::ascii_key;

enumeration!(
    /// Where in the form an indicator's figures belong.
    Skjemafelt, "skjemafelt", {
        /// 1.1, both status columns; groups are rows A–C.
        Behov = "1.1 behov",
        /// 1.1, the result column; groups are rows A–C.
        EgnetBolig = "1.1 resultat",
        /// 1.1, the area given special priority next year.
        Prioritert = "1.1 prioritert",
        /// 1.2.
        Kvalitet = "1.2",
        /// A.1.
        A1 = "A.1",
        /// A.2.
        A2 = "A.2",
        /// A.3.
        A3 = "A.3",
        /// A.4.
        A4 = "A.4",
        /// B.1.
        B1 = "B.1",
        /// B.2.
        B2 = "B.2",
        /// B.3.
        B3 = "B.3",
        /// B.4.
        B4 = "B.4",
        /// C.1, homes bought with startlån alone.
        C11 = "C.1.1",
        /// C.1, of these with fixed interest.
        C12 = "C.1.2",
        /// C.1, homes bought with startlån as a part.
        C13 = "C.1.3",
        /// C.1, homes bought with startlån and boligtilskudd.
        C14 = "C.1.4",
        /// C.1, startlån that led from the kommune's home to one's own.
        C15 = "C.1.5",
        /// C.1, grants for adaptation.
        C16 = "C.1.6",
        /// C.1, recipients of bostøtte in January and December.
        C17 = "C.1.7",
        /// C.2, homes at the kommune's disposal.
        C21 = "C.2.1",
        /// C.2, provided with boligtilskudd.
        C22 = "C.2.2",
        /// C.2, provided with investeringstilskudd.
        C23 = "C.2.3",
        /// C.2, new applications.
        C24 = "C.2.4",
        /// C.2, new allocations.
        C25 = "C.2.5",
        /// C.3.
        C3 = "C.3",
        /// 3.2.
        Innsats = "3.2",
    }
);

/// A section with a heading of its own.
#[derive(Debug)]
pub struct Seksjon {
    /// Its number as printed, with the letter of the delmål: `2 A`.
    pub nr: &'static str,
    /// Its posts.
    pub poster: &'static [Post],
}

/// One numbered post.
#[derive(Debug)]
pub struct Post {
    /// Its number as printed: `A.1`.
    pub nr: &'static str,
    /// What it asks for.
    pub art: Art,
    /// The form asks every kommune; «annet» and the like are only for those who have something.
    pub maa_besvares: bool,
}

/// What a post asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Art {
    /// Words.
    Tekst,
    /// Words in two parts: strategic and operational.
    Todelt,
    /// Table 1.1: households by need at the beginning and the end, and how many got a home; and words.
    Behov,
    /// Numbered lines, each with a figure and a comment.
    Linjer(&'static [Linje]),
    /// The goals and strategies in force, which the plan knows.
    Maal,
    /// Effort and achievement, which the plan's statuses tell; and words.
    Innsats,
}

/// One line of a table of figures.
#[derive(Debug, PartialEq, Eq)]
pub struct Linje {
    /// Number: `C.1.2`.
    pub nr: &'static str,
    /// Where its figures come from.
    pub felt: Skjemafelt,
    /// The line above holds the whole this is a part of.
    pub herav: bool,
    /// The first and the last month are asked for, not the whole year.
    pub maaneder: bool,
}

const fn linje(nr: &'static str, felt: Skjemafelt) -> Linje {
    Linje { nr, felt, herav: false, maaneder: false }
}

const fn tekst(nr: &'static str) -> Post {
    Post { nr, art: Art::Tekst, maa_besvares: true }
}

const fn annet(nr: &'static str) -> Post {
    Post { nr, art: Art::Tekst, maa_besvares: false }
}

const C1: &[Linje] = &[
    linje("C.1.1", Skjemafelt::C11),
    Linje { herav: true, ..linje("C.1.2", Skjemafelt::C12) },
    linje("C.1.3", Skjemafelt::C13),
    linje("C.1.4", Skjemafelt::C14),
    linje("C.1.5", Skjemafelt::C15),
    linje("C.1.6", Skjemafelt::C16),
    Linje { maaneder: true, ..linje("C.1.7", Skjemafelt::C17) },
];

const C2: &[Linje] = &[
    linje("C.2.1", Skjemafelt::C21),
    linje("C.2.2", Skjemafelt::C22),
    linje("C.2.3", Skjemafelt::C23),
    linje("C.2.4", Skjemafelt::C24),
    linje("C.2.5", Skjemafelt::C25),
];

/// The whole form.
pub const SKJEMA: &[Seksjon] = &[
    Seksjon { nr: "1", poster: &[Post { nr: "1.1", art: Art::Behov, maa_besvares: true }, tekst("1.2")] },
    Seksjon { nr: "2 A", poster: &[tekst("A.1"), tekst("A.2"), tekst("A.3"), annet("A.4")] },
    Seksjon {
        nr: "2 B",
        poster: &[Post { nr: "B.1", art: Art::Todelt, maa_besvares: true }, tekst("B.2"), tekst("B.3"), annet("B.4")],
    },
    Seksjon {
        nr: "2 C",
        poster: &[
            Post { nr: "C.1", art: Art::Linjer(C1), maa_besvares: true },
            Post { nr: "C.2", art: Art::Linjer(C2), maa_besvares: true },
            tekst("C.3"),
        ],
    },
    Seksjon {
        nr: "3",
        poster: &[
            Post { nr: "3.1", art: Art::Maal, maa_besvares: false },
            Post { nr: "3.2", art: Art::Innsats, maa_besvares: false },
        ],
    },
    Seksjon { nr: "4.1", poster: &[tekst("4.1 A"), tekst("4.1 B"), tekst("4.1 C"), tekst("4.1 D")] },
    Seksjon { nr: "4.2", poster: &[tekst("4.2 A"), tekst("4.2 B"), tekst("4.2 C"), tekst("4.2 D"), tekst("4.2 E")] },
];

/// The fields at the top of the form, in its order.
pub const HODE: [&str; 10] = [
    "Programnavn",
    "Kommune",
    "Programleder",
    "Programansvarlig",
    "Programstart",
    "Rapporteringsår",
    "Rapporteringsdato",
    "Utfylt av",
    "Telefon",
    "E-post",
];

/// A row of table 1.1: its letter, and the names an indicator's group may have (compared as ASCII keys).
pub const BEHOVSRADER: [(&str, &[&str]); 3] = [
    ("A", &["a", "uten_bolig", "uten_eid_eller_leid_bolig", "uten_egen_bolig", "bostedsloes", "bostedsloese"]),
    (
        "B",
        &[
            "b",
            "fare_for_aa_miste_bolig",
            "fare_for_aa_miste_boligen",
            "fare_for_aa_miste",
            "i_fare_for_aa_miste_boligen",
        ],
    ),
    ("C", &["c", "uegnet", "uegnet_bolig", "i_uegnet_bolig"]),
];

/// The two parts of a post in two parts.
pub const TODELT: [&str; 2] = ["strategisk", "operativt"];

/// The month and day an annual report is due, in the year after.
pub const FRIST: (i8, i8) = (2, 28);

/// The row of table 1.1 that a group belongs in.
pub fn behovsrad(gruppe: &str) -> Option<&'static str> {
    let key = ascii_key(gruppe);
    // «A uten bolig» and «A: uten bolig» as well as «Uten bolig».
    let bare = key.split_once('_').filter(|(first, _)| first.len() == 1).map_or(key.as_str(), |(_, rest)| rest);
    BEHOVSRADER
        .iter()
        .find(|(letter, names)| names.contains(&bare) && !letter_disagrees(&key, letter))
        .map(|(letter, _)| *letter)
}

/// Does the group begin with the letter of another row?
fn letter_disagrees(key: &str, letter: &str) -> bool {
    key.split_once('_').is_some_and(|(first, _)| first.len() == 1 && !first.eq_ignore_ascii_case(letter))
}

/// Does a report of this kind hold the post? The final report is expected to ask what the annual one does; the half-year's
/// is the part on local goals, and the tertial report what has happened since the last.
pub fn gjelder(slag: Rapporttype, post: &str) -> bool {
    match slag {
        Rapporttype::Aar | Rapporttype::Slutt => true,
        Rapporttype::Halvaar => post.starts_with("3."),
        Rapporttype::Tertial => post == "3.2",
    }
}

/// The posts a report of this kind holds, in the form's order.
pub fn poster(slag: Rapporttype) -> impl Iterator<Item = &'static Post> {
    SKJEMA.iter().flat_map(|section| section.poster).filter(move |post| gjelder(slag, post.nr))
}

impl Post {
    /// The numbers a report may answer under for this post, the post's own first.
    pub fn svarnumre(&self) -> Vec<String> {
        let mut list = vec![self.nr.to_owned()];
        match self.art {
            Art::Tekst | Art::Maal | Art::Innsats => {}
            Art::Todelt => list.extend(TODELT.iter().map(|part| format!("{} {part}", self.nr))),
            Art::Behov => {
                list.push(format!("{} kommentar", self.nr));
                list.extend(BEHOVSRADER.iter().map(|(letter, _)| format!("{} {letter}", self.nr)));
                list.push(format!("{} prioritert", self.nr));
            }
            Art::Linjer(lines) => list.extend(lines.iter().map(|line| line.nr.to_owned())),
        }
        list
    }
}

/// A number as it is compared: `4.1 A`, `4.1.a` and `4.1-A` are one.
pub fn nummer_key(nr: &str) -> String {
    ascii_key(nr)
}

/// The key of a post's words in the language files: `s4_1_a`.
pub fn ord_key(nr: &str) -> String {
    format!("s{}", ascii_key(nr))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::enumeration::Enumeration;

    #[test]
    fn the_form_has_as_many_fields_as_the_printed_one() {
        let count = |section: &str| SKJEMA.iter().find(|s| s.nr == section).map_or(0, |s| s.poster.len());
        assert_eq!(HODE.len(), 10);
        assert_eq!(["1", "2 A", "2 B", "2 C", "3", "4.1", "4.2"].map(count), [2, 4, 4, 3, 2, 4, 5]);
        assert_eq!((C1.len(), C2.len()), (7, 5));
    }

    #[test]
    fn numbers_are_unique_however_they_are_spelt() {
        let mut keys: Vec<String> =
            poster(Rapporttype::Aar).flat_map(Post::svarnumre).map(|nr| nummer_key(&nr)).collect();
        let all = keys.len();
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), all);
        assert_eq!(nummer_key("4.1.a"), nummer_key("4.1 A"));
    }

    #[test]
    fn every_line_has_a_field_with_its_own_number() {
        for post in poster(Rapporttype::Aar) {
            if let Art::Linjer(lines) = post.art {
                for line in lines {
                    assert_eq!(line.felt.word(), line.nr);
                }
            }
        }
    }

    #[test]
    fn a_group_finds_its_row_by_letter_or_name() {
        for (group, row) in [
            ("Uten bolig", Some("A")),
            ("A", Some("A")),
            ("b: fare for å miste boligen", Some("B")),
            ("Uegnet bolig", Some("C")),
            ("C uten bolig", None),
            ("Barnefamilier", None),
        ] {
            assert_eq!(behovsrad(group), row, "{group}");
        }
    }

    #[test]
    fn shorter_reports_hold_a_part_of_the_form() {
        let of = |slag| poster(slag).map(|post| post.nr).collect::<Vec<_>>();
        assert_eq!(of(Rapporttype::Halvaar), ["3.1", "3.2"]);
        assert_eq!(of(Rapporttype::Tertial), ["3.2"]);
        assert_eq!(of(Rapporttype::Slutt), of(Rapporttype::Aar));
    }
}
