//! Hull: a field that says nothing. What is not applicable is no gap, and neither is what is withheld: somebody knows it.

use crate::domain::felt::{Felt, Grunn};

/// Why a value is missing; `None` when it is known, not applicable or withheld.
pub fn gap<T>(felt: &Felt<T>) -> Option<Grunn> {
    felt.grunn().filter(|grunn| !matches!(grunn, Grunn::IkkeAktuelt | Grunn::Skjult))
}

/// The same for a list: an empty one says nothing either.
pub fn list_gap<T>(felt: &Felt<Vec<T>>) -> Option<Grunn> {
    match felt.known() {
        Some(items) => items.is_empty().then_some(Grunn::Tom),
        None => gap(felt),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::felt::Verdi;

    #[test]
    fn what_is_not_applicable_or_withheld_is_no_gap() {
        let blank = |grunn| Felt::<f64> { verdi: Verdi::Blank(grunn), belegg: None };
        assert_eq!(gap(&blank(Grunn::Ukjent)), Some(Grunn::Ukjent));
        assert_eq!(gap(&blank(Grunn::IkkeAktuelt)), None);
        assert_eq!(gap(&blank(Grunn::Skjult)), None);
        assert_eq!(list_gap(&Felt::<Vec<f64>>::known_value(Vec::new())), Some(Grunn::Tom));
    }
}
