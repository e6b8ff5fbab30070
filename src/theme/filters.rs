//! Filters and functions the templates may use.
#![expect(clippy::needless_pass_by_value, reason = "tera calls filters with values")]

use tera::value::Key;
use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use super::assets::Asset;
use super::menu;
use crate::language::{self, Languages, dates, numbers};

/// Registers all of them. Must be done before a template is added: unknown ones are refused there.
pub fn register(tera: &mut Tera, languages: &Languages, assets: &[Asset]) {
    let own = languages.clone();
    tera.register_filter("dato", move |iso: &str, kwargs: Kwargs, state: &State| date(&own, iso, &kwargs, state));
    tera.register_filter("tall", number);
    tera.register_filter("fyll", fill);
    tera.register_filter("antall", count);
    tera.register_filter("href", href);
    tera.register_filter("om_siden", about_page);
    tera.register_filter("menypunkter", menu::items);
    tera.register_filter("par", pairs);
    let paths: Vec<(String, String)> = assets.iter().map(|a| (a.name.clone(), a.path.clone())).collect();
    tera.register_function("statusform", status_shape);
    tera.register_function("ressurs", move |kwargs: Kwargs, _: &State| asset(&paths, &kwargs));
}

/// `{{ "2012-12-31" | dato }}`, `{{ … | dato(form="lang") }}`. The language is the page's unless `spraak` says another.
fn date(languages: &Languages, iso: &str, kwargs: &Kwargs, state: &State) -> TeraResult<String> {
    let form = match kwargs.get::<&str>("form")? {
        None | Some("kort") => dates::Form::Short,
        Some("lang") => dates::Form::Long,
        Some(other) => {
            return Err(Error::message(format!("`dato` kjenner formene kort og lang, ikke «{other}»")));
        }
    };
    let code = match kwargs.get::<&str>("spraak")? {
        Some(code) => code.to_owned(),
        None => state.get::<String>("spraak")?.unwrap_or_default(),
    };
    Ok(dates::format(iso, form, languages.get(&code)))
}

/// `{{ 12450 | tall }}`, `{{ 8.7 | tall(desimaler=1) }}`. Text is left as it is: it is already written for people.
fn number(value: Value, kwargs: Kwargs, _: &State) -> TeraResult<Value> {
    let decimals = kwargs.get::<usize>("desimaler")?;
    let text = match (value.as_i128(), value.as_f64()) {
        (Some(whole), _) if decimals.is_none() => numbers::whole(whole),
        (_, Some(fraction)) => numbers::decimal(fraction, decimals),
        _ => return Ok(value),
    };
    Ok(Value::normal_string(&text))
}

/// `{{ ord.side.per_dato | fyll(dato="31.12.2012") }}` fills the `{dato}` of a sentence.
fn fill(text: &str, kwargs: Kwargs, _: &State) -> String {
    let values: Vec<(String, String)> =
        kwargs.iter().map(|(key, value)| (key.to_string(), value.to_string())).collect();
    let values: Vec<(&str, &str)> = values.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
    language::fill(text, &values)
}

/// `{{ ord.antall.aktivitet | antall(n=5) }}` is «5 aktiviteter».
fn count(noun: Value, kwargs: Kwargs, _: &State) -> TeraResult<String> {
    let n = kwargs.must_get::<u64>("n")?;
    let form = if n == 1 { "en" } else { "flere" };
    let word = noun
        .get_from_path(form)
        .and_then(Value::as_str)
        .ok_or_else(|| Error::message("`antall` brukes på et ord med formene `en` og `flere`"))?;
    Ok(format!("{}\u{a0}{word}", numbers::whole(i128::from(n))))
}

/// `{{ url | href(rot=rot) }}`: an address on the site gets the way to the root in front, a full one stays.
/// A scheme that could run something leads nowhere: addresses come from authors and imported files.
fn href(url: &str, kwargs: Kwargs, _: &State) -> TeraResult<String> {
    let rot = kwargs.must_get::<&str>("rot")?;
    if url.starts_with('#') {
        return Ok(url.to_owned());
    }
    let before_path = url.split(['/', '?', '#']).next().unwrap_or(url);
    Ok(match before_path.split_once(':') {
        Some((scheme, _)) if SCHEMES.iter().any(|known| scheme.eq_ignore_ascii_case(known)) => url.to_owned(),
        Some(_) => "#".into(),
        None => format!("{rot}{url}"),
    })
}

/// `{{ adresse | om_siden(tittel=side.full_tittel) }}`: an e-mail to the owner says which page it is about.
fn about_page(url: &str, kwargs: Kwargs, _: &State) -> TeraResult<String> {
    use std::fmt::Write as _;
    let title = kwargs.must_get::<&str>("tittel")?;
    if !url.starts_with("mailto:") || url.contains('?') {
        return Ok(url.to_owned());
    }
    let mut subject = String::new();
    for byte in title.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            subject.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(subject, "%{byte:02X}");
        }
    }
    Ok(format!("{url}?subject={subject}"))
}

/// `{{ ord.type | par }}`: every key with its value, `plan:Plan;side:Side;`, for an attribute that a script reads.
fn pairs(words: Value, _: Kwargs, _: &State) -> TeraResult<String> {
    let map = words.as_map().ok_or_else(|| Error::message("`par` brukes på ord med navn"))?;
    let pair = |(key, value)| [Key::as_str(key).unwrap_or(""), ":", Value::as_str(value).unwrap_or(""), ";"];
    Ok(map.iter().flat_map(pair).collect())
}

const SCHEMES: [&str; 4] = ["https", "http", "mailto", "tel"];

/// `{{ statusform(verdi="i_gang") }}`: the shape of a status, for an `<svg>` of 16 by 16. The charts draw the same ones.
fn status_shape(kwargs: Kwargs, _: &State) -> TeraResult<Value> {
    let status = crate::chart::Status::of_key(kwargs.must_get::<&str>("verdi")?);
    Ok(Value::safe_string(status.shape()))
}

/// `{{ rot }}{{ ressurs(fil="stil.css") }}`: where a file from the theme's `assets` lies on the site.
fn asset(paths: &[(String, String)], kwargs: &Kwargs) -> TeraResult<String> {
    let wanted = kwargs.must_get::<&str>("fil")?;
    paths
        .iter()
        .find(|(name, _)| name == wanted)
        .map(|(_, path)| path.clone())
        .ok_or_else(|| Error::message(format!("temaet har ingen fil «assets/{wanted}»")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(source: &str) -> String {
        let mut tera = Tera::new();
        register(&mut tera, &Languages::load(&[]).unwrap(), &[]);
        let mut context = tera::Context::new();
        context.insert("spraak", "nb");
        context.insert("noun", &std::collections::BTreeMap::from([("en", "plan"), ("flere", "planer")]));
        tera.add_raw_template("t.html", source).unwrap();
        tera.render("t.html", &context).unwrap()
    }

    #[test]
    fn dates_follow_the_page_s_language_unless_told_otherwise() {
        assert_eq!(rendered("{{ '2012-12-31' | dato }}"), "31.12.2012");
        assert_eq!(rendered("{{ '2012-10-01' | dato(form='lang') }}"), "1. oktober 2012");
        assert_eq!(rendered("{{ '2012-10-01' | dato(form='lang', spraak='en') }}"), "1 October 2012");
    }

    #[test]
    fn numbers_and_counts_are_norwegian() {
        assert_eq!(rendered("{{ 2000000 | tall }}"), "2\u{202f}000\u{202f}000");
        assert_eq!(rendered("{{ 8.7 | tall }} {{ 8 | tall(desimaler=1) }}"), "8,7 8,0");
        assert_eq!(rendered("{{ 'ca. 10' | tall }}"), "ca. 10");
        assert_eq!(rendered("{{ noun | antall(n=1) }} {{ noun | antall(n=2) }}"), "1\u{a0}plan 2\u{a0}planer");
    }

    #[test]
    fn addresses_get_the_way_to_the_root_and_dangerous_ones_lead_nowhere() {
        let leads = |url: &str| rendered(&format!("{{{{ '{url}' | href(rot='../') }}}}"));
        assert_eq!(leads("plan/a1.html"), "../plan/a1.html");
        assert_eq!(leads("#innhold"), "#innhold");
        assert_eq!(leads("https://example.org/a:b"), "https:&#x2F;&#x2F;example.org&#x2F;a:b".replace("&#x2F;", "/"));
        assert_eq!(leads("mailto:post@example.org"), "mailto:post@example.org");
        for bad in ["javascript:alert(1)", "JavaScript:x", " javascript:x", "data:text/html,x", "vbscript:x"] {
            assert_eq!(leads(bad), "#", "{bad}");
        }
        assert_eq!(leads("plan/a:b.html"), "../plan/a:b.html");
    }
}
