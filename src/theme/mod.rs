//! The theme: templates, their filters, and the files that follow the pages. The only place that knows tera.
//! What a page shows is decided in `page`; a template decides how it looks.
//!
//! The standard theme is the folder `themes/standard`, carried inside the program. A site's own theme lays files over
//! it one by one: a template of the same name replaces, and may begin with `{% extends "standard/<name>" %}`
//! to change single blocks.

mod assets;
mod colour;
mod contract;
mod delebilde;
mod fault;
mod files;
mod filters;
mod menu;
mod typeface;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Serialize;
use tera::{Context, Tera, Value};

pub use assets::Asset;
pub use contract::unread;
pub use files::ThemeFile;

use crate::diag::{Diagnostic, Severity};
use crate::language::Languages;
use crate::page::frame::Frame;
use crate::page::nettsted::Nettsted;
use crate::yaml::words::Words;
use colour::Brand;
use fault::Origins;
use files::{Kind, OWN, STANDARD};

/// A loaded theme, ready to render any number of pages, from several threads at once.
pub struct Theme {
    tera: Tera,
    languages: Languages,
    /// `ord` in templates, one per language; made when a page in it is first drawn.
    words: BTreeMap<&'static str, OnceLock<Value>>,
    /// Which file of the author's each template came from.
    origins: Origins,
    assets: Vec<Asset>,
    remarks: Vec<Diagnostic>,
}

/// Bytes a page has room for from the start: most need no more, and to make room copies all there is.
const ROOM: usize = 1 << 15;

impl Theme {
    /// Loads the standard theme with a site's own files laid over it, for one site.
    /// Every fault found in the templates is reported, not only the first.
    pub fn load(
        overrides: Vec<ThemeFile>,
        languages: &Languages,
        nettsted: &Nettsted,
    ) -> Result<Self, Vec<Diagnostic>> {
        let mut faults: Vec<Diagnostic> = overrides.iter().filter_map(ThemeFile::fault).collect();
        let (wrong, differs): (Vec<_>, Vec<_>) = contract::check(&overrides, contract::CONTRACT)
            .into_iter()
            .partition(|found| found.severity == Severity::Feil);
        faults.extend(wrong);
        let brand = colour::brand(nettsted.merkefarge.as_deref(), nettsted.lenkefarge.as_deref());
        let brand = brand.unwrap_or_else(|fault| {
            faults.push(*fault);
            Brand::default()
        });
        let remarks = [brand.remarks, differs, contract::unused(&overrides)].concat();
        let own_css = format!("{}{}", typeface::css(&nettsted.skrift), brand.css);
        let mut assets = assets::collect(&overrides, &own_css);
        // What is drawn outside the style sheet uses the shade that can be read.
        let nettsted = &Nettsted { merkefarge: brand.mark, ..nettsted.clone() };
        // Those who show such a picture want its full address, so a site that has none needs no picture.
        if nettsted.adresse.is_some() && !assets.iter().any(|asset| asset.name == delebilde::NAME) {
            let drawn = delebilde::draw(&nettsted.tittel, nettsted.eier.as_deref(), nettsted.merkefarge.as_deref());
            assets.push(Asset::made(delebilde::NAME, drawn));
        }

        let mut origins = Origins::default();
        let mut templates: Vec<(String, String)> = files::standard()
            .filter(|(path, _)| Kind::of(path) == Kind::Template)
            .map(|(path, bytes)| (format!("{STANDARD}{path}"), String::from_utf8_lossy(bytes).into_owned()))
            .collect();
        for file in overrides.into_iter().filter(|file| Kind::of(&file.path) == Kind::Template) {
            let name = format!("{OWN}{}", file.path);
            let text = String::from_utf8_lossy(&file.bytes).into_owned();
            templates.push((name.clone(), text.clone()));
            origins.add(name, file.shown, file.file, text);
        }

        let mut tera = Tera::new();
        let prepared = prepare(&mut tera, languages, nettsted, &assets);
        faults.extend(prepared.err().map(|error| origins.of_setup(&error)));
        faults.extend(origins.syntax_faults());
        if faults.is_empty()
            && let Err(error) = tera.add_raw_templates(templates)
        {
            faults.extend(origins.of_loading(&error));
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let words = languages.codes().map(|code| (code, OnceLock::new())).collect();
        Ok(Self { tera, languages: languages.clone(), words, origins, assets, remarks })
    }

    /// Renders a page: `frame` is `side` in the template, the fields of `view` stand beside it by their own names.
    pub fn render(&self, template: &str, frame: &Frame, view: &impl Serialize) -> Result<Vec<u8>, Box<Diagnostic>> {
        let fail = |error: &tera::Error| Box::new(self.origins.of_rendering(error, &frame.sti));
        let mut context = view_context(view).map_err(|error| fail(&error))?;
        let side = side(frame).map_err(|error| fail(&error))?;
        context.insert_value("side", side);
        context.insert_value("rot", Value::normal_string(&frame.rot));
        self.speak(&mut context, &frame.spraak);
        self.draw(template, &context).map_err(|error| fail(&error))
    }

    /// Renders what is no page and has no frame (`sitemap.xml`, `robots.txt`, `favicon.svg`), in the given language.
    pub fn render_file(&self, template: &str, spraak: &str, view: &impl Serialize) -> Result<Vec<u8>, Box<Diagnostic>> {
        let fail = |error: &tera::Error| Box::new(self.origins.of_rendering(error, template));
        let mut context = view_context(view).map_err(|error| fail(&error))?;
        context.insert_value("rot", Value::normal_string(""));
        self.speak(&mut context, spraak);
        self.draw(template, &context).map_err(|error| fail(&error))
    }

    /// Whether the theme has a template of this name.
    pub fn has(&self, template: &str) -> bool {
        self.tera.contains_template(template)
    }

    /// The files that follow the pages: site path and bytes, sorted by path.
    pub fn assets(&self) -> &[Asset] {
        &self.assets
    }

    /// What is worth saying about the theme though it works, such as a colour that had to be adjusted.
    pub fn remarks(&self) -> &[Diagnostic] {
        &self.remarks
    }

    /// The bytes of a page: as text they would be gone through once more, to see that they are.
    fn draw(&self, template: &str, context: &Context) -> tera::TeraResult<Vec<u8>> {
        let mut page = Vec::with_capacity(ROOM);
        self.tera.render_to(template, context, &mut page)?;
        Ok(page)
    }

    fn speak(&self, context: &mut Context, spraak: &str) {
        let language = self.languages.get(spraak);
        if let Some(words) = self.words.get(language.code()) {
            // Values are counted references: this copies a pointer, not the list.
            context.insert_value("ord", words.get_or_init(|| words_value(language.words())).clone());
        }
        context.insert_value("spraak", Value::normal_string(spraak));
    }
}

/// Everything the templates lean on must be there before the first of them is added.
fn prepare(tera: &mut Tera, languages: &Languages, nettsted: &Nettsted, assets: &[Asset]) -> tera::TeraResult<()> {
    tera.autoescape_on([".html", ".xml", ".svg"]);
    tera.set_fallback_prefixes([OWN, STANDARD])?;
    filters::register(tera, languages, assets);
    let site = Value::try_from_serializable(nettsted)?;
    tera.global_context().insert_value("nettsted", site);
    Ok(())
}

/// A page's frame. Its menus are made apart, see [`menu`].
fn side(frame: &Frame) -> tera::TeraResult<Value> {
    let mut fields = Value::try_from_serializable(frame)?.into_map().unwrap_or_default();
    fields.insert("meny".into(), menu::points(&frame.meny));
    fields.insert("sidemeny".into(), frame.sidemeny.as_ref().map_or_else(Value::none, menu::part));
    Ok(Value::from(fields))
}

/// A view without fields of its own may be `()`.
fn view_context(view: &impl Serialize) -> tera::TeraResult<Context> {
    let value = Value::try_from_serializable(view)?;
    if value.is_none() {
        return Ok(Context::new());
    }
    let kind = value.name();
    let Some(fields) = value.into_map() else {
        return Err(tera::Error::message(format!("a view must be a struct, not {kind}")));
    };
    let mut context = Context::new();
    for (name, field) in fields {
        context.insert_value(name.to_string(), field);
    }
    Ok(context)
}

fn words_value(words: &BTreeMap<String, Words>) -> Value {
    let fields = words.iter().map(|(key, entry)| {
        let value = match entry {
            Words::Text(text) => Value::normal_string(text),
            Words::Group(below) => words_value(below),
        };
        (tera::value::Key::from(key.clone()), value)
    });
    Value::from(fields.collect::<tera::Map>())
}

#[cfg(test)]
mod tests;
