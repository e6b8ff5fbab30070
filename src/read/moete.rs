//! Reading meetings.

use super::rad::identity;
use crate::domain::moete::Moete;
use crate::yaml::fields::{Fields, Record};

impl Record for Moete {
    const NAME: &'static str = "møte";
    fn read(f: &mut Fields) -> Self {
        let identity = identity(f);
        let mut row = Self {
            dato: f.optional("dato", "Når møtet er"),
            organ: f.optional("organ", "Hvem som møtes"),
            saksnr: f.optional("saksnr", "Saksnummer"),
            tekst: f.optional("tekst", "Hva saken gjelder, i én eller to setninger"),
            bes_om: f.optional("bes_om", "Det møtet bes om, ett punkt per linje"),
            ..Self::default()
        };
        let when = row.dato.known().map(ToString::to_string).unwrap_or_default();
        row.rad = identity.close_undated(f, "moete", &when);
        row
    }
}
