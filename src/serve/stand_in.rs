//! The page that is shown while there is none: nothing has been in order yet, or the theme cannot draw it. In a browser
//! `live.js` lays what is wrong over it, and loads the page when there is one.

use crate::markdown::escape_text;

/// The page. `fault` is why there is no other, when that is not what all pages are told.
pub fn page(fault: Option<&str>) -> String {
    let mut why = String::new();
    if let Some(fault) = fault {
        why.push_str("<pre>");
        escape_text(fault, &mut why);
        why.push_str("</pre>");
    }
    format!(
        "<!DOCTYPE html><html lang=\"nb\"><head><meta charset=\"utf-8\"><title>Planverk</title></head>\
         <body data-planverk-mangler><p>Siden vises når det som er feil, er rettet.</p>{why}</body></html>"
    )
}
