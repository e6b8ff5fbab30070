//! Menus as templates get them. A page has some fifty points in its menus and shares nearly all of them with the page
//! before it. Making them anew for each page was half of the work of giving a page's frame to its template.

use std::cell::RefCell;

use tera::value::Key;
use tera::{Error, Kwargs, Map, State, TeraResult, Value, escape_html};

use crate::lookup::Lookup;
use crate::page::frame::{Menygruppe, Menypunkt, Sidemeny};

/// So many points are remembered. Then all are forgotten: a site of any size takes the same room.
const ROOM: usize = 512;

thread_local! {
    /// What points have become. It depends on the point alone, and so is never old; one per thread, so that nobody waits.
    static KNOWN: RefCell<Lookup<Menypunkt, Value>> = RefCell::default();
}

/// The points of a menu.
pub fn points(points: &[Menypunkt]) -> Value {
    KNOWN.with_borrow_mut(|known| {
        let value = |of: &Menypunkt| {
            if let Some(value) = known.get(of) {
                // Values are counted references: this copies a pointer.
                return value.clone();
            }
            if known.len() >= ROOM {
                known.clear();
            }
            let value = point(of);
            known.insert(of.clone(), value.clone());
            value
        };
        Value::from(points.iter().map(value).collect::<Vec<_>>())
    })
}

fn point(of: &Menypunkt) -> Value {
    let Menypunkt { tittel, url, aktiv } = of;
    map([("tittel", tittel.as_str().into()), ("url", url.as_str().into()), ("aktiv", (*aktiv).into())])
}

/// The menu of a part of the site.
pub fn part(menu: &Sidemeny) -> Value {
    let Sidemeny { tittel, url, grupper } = menu;
    let group = |Menygruppe { tittel, lenker }: &Menygruppe| {
        map([("tittel", tittel.as_str().into()), ("lenker", points(lenker))])
    };
    let groups: Vec<Value> = grupper.iter().map(group).collect();
    map([("tittel", tittel.as_str().into()), ("url", url.as_str().into()), ("grupper", groups.into())])
}

/// `{{ side.meny | menypunkter(rot=rot, sti=side.sti) }}`: the points as items of a list, the one for the page itself and
/// those it lies below marked. A loop in the template says the same and took a sixth of the time of drawing a page.
#[expect(clippy::needless_pass_by_value, reason = "tera calls filters with values")]
pub fn items(points: &Value, kwargs: Kwargs, _: &State) -> TeraResult<Value> {
    let (rot, sti) = (kwargs.must_get::<&str>("rot")?, kwargs.must_get::<&str>("sti")?);
    let points = points.as_array().ok_or_else(|| Error::message("`menypunkter` brukes på punktene i en meny"))?;
    let mut html = Vec::with_capacity(points.len() * 96);
    for point in points.iter().filter_map(Value::as_map) {
        let (mut title, mut url, mut current) = ("", "", false);
        for (key, value) in point {
            match key.as_str() {
                Some("tittel") => title = value.as_str().unwrap_or(""),
                Some("url") => url = value.as_str().unwrap_or(""),
                Some("aktiv") => current = value.is_truthy(),
                _ => {}
            }
        }
        html.extend_from_slice(b"\n<li><a href=\"");
        escape_html(rot, &mut html)?;
        escape_html(url, &mut html)?;
        html.extend_from_slice(match (current, url == sti) {
            (false, _) => b"\">".as_slice(),
            (true, true) => b"\" aria-current=\"page\">",
            (true, false) => b"\" aria-current=\"true\">",
        });
        escape_html(title, &mut html)?;
        html.extend_from_slice(b"</a></li>");
    }
    Ok(Value::safe_string(&String::from_utf8(html)?))
}

fn map<const N: usize>(fields: [(&'static str, Value); N]) -> Value {
    Value::from(fields.into_iter().map(|(name, value)| (Key::from(name), value)).collect::<Map>())
}
