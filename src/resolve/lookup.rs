//! Finding what a reference names. The nearest counts: the same plan, the same organisation, shared data, and last (for
//! running text) the whole site when only one thing has the id.

use std::collections::HashMap;

use super::item::{ItemId, OrgId, PlanId};
use super::register::Register;
use crate::diag::{self, Diagnostic, Span};
use crate::domain::artikkel::path_names;
use crate::domain::rad::{Kind, Ref, Relasjon};
use crate::domain::slug::is_slug;
use crate::read::hidden::Hidden;
use crate::source::FileKind;

/// Where a reference is made.
#[derive(Debug, Clone, Copy, Default)]
pub struct From {
    /// In which organisation.
    pub organisasjon: Option<OrgId>,
    /// In which plan.
    pub plan: Option<PlanId>,
}

/// What a reference turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It names this.
    Found(ItemId),
    /// It is plain words, which the field allows.
    Words,
    /// It is allowed words, but looks like a misspelt id; the finding says which.
    Doubtful(Box<Diagnostic>),
    /// It names something left out of this edition.
    Hidden,
    /// It names a page that is not finished.
    Draft,
    /// It may name something in a file that could not be read. That has been told; sixty errors that follow from it
    /// would only hide it.
    Unread,
    /// It names nothing, or not one thing; the finding says why.
    Wrong(Box<Diagnostic>),
}

/// The tables a look-up needs.
#[derive(Debug, Clone, Copy)]
pub struct Lookup<'a> {
    /// Every item.
    pub register: &'a Register,
    /// What is left out.
    pub hidden: &'a Hidden,
    /// Article paths, for `[[mappe/side]]`.
    pub pages: &'a Pages,
}

/// Pages of the knowledge base by path.
#[derive(Debug, Default)]
pub struct Pages {
    paths: HashMap<ItemId, String>,
    /// What a path ends with at a folder boundary → pages, in the register's order.
    by_ending: HashMap<String, Vec<ItemId>>,
}

impl Pages {
    /// Adds a page.
    pub fn add(&mut self, path: &str, page: ItemId) {
        for ending in path_names(path) {
            self.by_ending.entry(ending.to_owned()).or_default().push(page);
        }
        self.paths.insert(page, path.to_owned());
    }

    /// Pages whose path ends with `key` at a folder boundary.
    fn ending_with(&self, key: &str) -> &[ItemId] {
        self.by_ending.get(named_path(key)).map_or(&[], Vec::as_slice)
    }

    fn path(&self, page: ItemId) -> Option<&str> {
        self.paths.get(&page).map(String::as_str)
    }
}

impl Lookup<'_> {
    /// Looks a reference up.
    pub fn find(&self, reference: &Ref, relation: Relasjon, from: From) -> Outcome {
        let text = reference.text.trim();
        if relation.allows_words() && !text.contains(':') && !is_slug(text) {
            return Outcome::Words;
        }
        let (org_name, rest) = match text.split_once(':') {
            Some((org, rest)) => (Some(org.trim()), rest.trim()),
            None => (None, text),
        };
        let (kind_word, key) = match rest.split_once('/') {
            Some((word, key)) if kind_named(word).is_some() => (kind_named(word), key),
            _ => (None, rest),
        };
        let scopes: Vec<Vec<ItemId>> = if let Some(name) = org_name {
            let Some(org) = self.register.organisation(name) else {
                if self.hidden.contains("", name) {
                    return Outcome::Hidden;
                }
                if relation.allows_words() {
                    return Outcome::Words;
                }
                return Outcome::Wrong(Box::new(
                    Diagnostic::error("referanse/ukjent-organisasjon", format!("ukjent organisasjon «{name}»"))
                        .at(reference.span)
                        .help_maybe(diag::did_you_mean(name, self.register.organisation_ids())),
                ));
            };
            if self.hidden.contains(name, key) {
                return self.left_out(key);
            }
            vec![self.register.with_key(Some(org), key).to_vec()]
        } else {
            if self.is_hidden(key, from) {
                return self.left_out(key);
            }
            self.scopes(key, relation, from)
        };
        let mut wrong_kind = None;
        for scope in &scopes {
            let fits: Vec<ItemId> = scope.iter().copied().filter(|id| self.fits(*id, relation, kind_word)).collect();
            match fits[..] {
                [one] => return Outcome::Found(one),
                [] => wrong_kind = wrong_kind.or(scope.first().copied()),
                // A doubled id has been told of where it stands; here the first counts.
                [first, ..] if self.is_doubled_id(&fits) => return Outcome::Found(first),
                [first, ..] => return Outcome::Wrong(Box::new(self.ambiguous(reference, key, &fits, first))),
            }
        }
        if relation.allows_words() && relation != Relasjon::Kilde {
            return self.words_or_id(reference, key, relation, from);
        }
        match wrong_kind {
            Some(other) => Outcome::Wrong(Box::new(self.of_wrong_kind(reference, key, relation, other))),
            None if relation == Relasjon::Omtaler
                && org_name.is_none()
                && self.hidden.contains_anywhere(named_path(key)) =>
            {
                self.left_out(key)
            }
            None if self.may_be_unread(org_name, relation, from) => Outcome::Unread,
            None => Outcome::Wrong(Box::new(self.dangling(reference, key, relation, from))),
        }
    }

    fn left_out(&self, key: &str) -> Outcome {
        if self.hidden.is_draft(named_path(key)) { Outcome::Draft } else { Outcome::Hidden }
    }

    fn may_be_unread(&self, named: Option<&str>, relation: Relasjon, from: From) -> bool {
        let own = || from.organisasjon.map(|org| self.organisation_name(org));
        match named {
            Some(org) => self.hidden.has_unread(org),
            None if relation == Relasjon::Omtaler => self.hidden.has_any_unread(),
            None => self.hidden.has_unread("") || own().is_some_and(|org| self.hidden.has_unread(org)),
        }
    }

    fn is_doubled_id(&self, fits: &[ItemId]) -> bool {
        let home = |id: &ItemId| {
            let item = self.register.item(*id);
            (item.kind != Kind::Artikkel).then(|| (item.organisasjon, item.kind.namespace()))
        };
        fits.first().and_then(home).is_some_and(|first| fits.iter().all(|id| home(id) == Some(first)))
    }

    fn is_hidden(&self, key: &str, from: From) -> bool {
        let org = from.organisasjon.map(|org| self.organisation_name(org));
        let nearest = org.is_some_and(|org| self.hidden.contains(org, key));
        (nearest && self.register.with_key(from.organisasjon, key).is_empty())
            || (self.hidden.contains("", key) && self.register.with_key(None, key).is_empty())
    }

    /// Candidates, nearest first.
    fn scopes(&self, key: &str, relation: Relasjon, from: From) -> Vec<Vec<ItemId>> {
        let mut scopes = Vec::new();
        if let Some(org) = from.organisasjon {
            let in_org = self.register.with_key(Some(org), key);
            let in_plan: Vec<ItemId> =
                in_org.iter().copied().filter(|id| self.register.item(*id).plan == from.plan).collect();
            scopes.push(in_plan);
            scopes.push(in_org.to_vec());
        }
        scopes.push(self.register.with_key(None, key).to_vec());
        if matches!(relation, Relasjon::Omtaler | Relasjon::Organisasjon) {
            scopes.push(self.pages.ending_with(key).to_vec());
            if let Some(org) = self.register.organisation(key) {
                scopes.push(self.register.with_key(Some(org), key).to_vec());
            }
        }
        if relation == Relasjon::Omtaler {
            scopes.push(self.register.with_key_anywhere(key).to_vec());
        }
        scopes
    }

    fn fits(&self, id: ItemId, relation: Relasjon, kind_word: Option<Kind>) -> bool {
        let kind = self.register.item(id).kind;
        let allowed = relation.targets();
        (allowed.is_empty() || allowed.contains(&kind))
            && kind_word.is_none_or(|word| word.namespace() == kind.namespace())
    }

    fn ambiguous(&self, reference: &Ref, key: &str, fits: &[ItemId], first: ItemId) -> Diagnostic {
        let spell = |id: &ItemId| {
            let item = self.register.item(*id);
            let org = item.organisasjon.map_or_else(String::new, |org| format!("{}:", self.organisation_name(org)));
            if item.kind == Kind::Artikkel {
                let path = self.pages.path(*id).unwrap_or(key);
                format!("{org}{path}")
            } else {
                format!("{org}{}/{key}", item.kind.key())
            }
        };
        let mut choices: Vec<String> = fits.iter().map(spell).collect();
        choices.dedup();
        Diagnostic::error("referanse/flertydig", format!("«{key}» kan være {} ting", fits.len()))
            .at(reference.span)
            .related(self.register.item(first).span, "for eksempel denne")
            .help(format!("skriv {}", choices.join(" eller ")))
    }

    /// The id of an organisation.
    pub fn organisation_name(&self, org: OrgId) -> &str {
        &self.register.item(self.register.organisation_item(org)).key
    }

    fn of_wrong_kind(&self, reference: &Ref, key: &str, relation: Relasjon, other: ItemId) -> Diagnostic {
        let item = self.register.item(other);
        Diagnostic::error(
            "referanse/feil-type",
            format!("«{key}» er {} og kan ikke stå i «{}»", with_article(item.kind), relation.word()),
        )
        .at(reference.span)
        .related(item.span, "her er den")
        .help(format!("feltet tar {}", kinds(relation)))
    }

    /// Words, unless they are written as an id and nearly are one. Words in another organisation's name are left alone.
    fn words_or_id(&self, reference: &Ref, key: &str, relation: Relasjon, from: From) -> Outcome {
        let meant =
            (key == reference.text.trim()).then(|| diag::did_you_mean(key, self.near(relation, from))).flatten();
        meant.map_or(Outcome::Words, |meant| {
            let message = format!("«{key}» står som ord, men ligner en id");
            let hint = Diagnostic::hint("referanse/kanskje-id", message).at(reference.span).help(meant);
            Outcome::Doubtful(Box::new(hint))
        })
    }

    /// Ids the reference may have meant: of kinds the field takes, shared or of the same organisation.
    fn near(&self, relation: Relasjon, from: From) -> Vec<&str> {
        let register = self.register;
        let own: Vec<ItemId> = match from.organisasjon {
            Some(org) => register.shared().chain(register.of_organisation(org)).collect(),
            None => register.iter().map(|(id, _)| id).collect(),
        };
        own.into_iter().filter(|id| self.fits(*id, relation, None)).map(|id| register.item(id).key.as_str()).collect()
    }

    fn dangling(&self, reference: &Ref, key: &str, relation: Relasjon, from: From) -> Diagnostic {
        let hint = diag::did_you_mean(key, self.near(relation, from));
        let what = match relation.targets() {
            [] => "ingenting har id-en".to_owned(),
            _ => format!("finner ikke {} med id-en", kinds(relation)),
        };
        let diagnostic =
            Diagnostic::error("referanse/ukjent", format!("{what} «{key}»")).at(reference.span).help_maybe(hint);
        if diagnostic.hints.is_empty() {
            diagnostic.help("kontroller id-en; noe i en annen organisasjon skrives `organisasjon:id`")
        } else {
            diagnostic
        }
    }
}

/// The path a reference to a page means: the file's ending and the slash of a folder may be written too.
fn named_path(key: &str) -> &str {
    FileKind::text_stem(key).unwrap_or(key).trim_matches('/')
}

/// A word authors may put before an id to say what it is: `begrep/startlaan`.
fn kind_named(word: &str) -> Option<Kind> {
    let word = crate::domain::slug::ascii_key(word);
    Kind::ALL.into_iter().find(|kind| kind.key() == word).or((word == "maal").then_some(Kind::Hovedmaal))
}

fn kinds(relation: Relasjon) -> String {
    match relation.targets() {
        [] => "en id".to_owned(),
        [Kind::Hovedmaal, ..] => "et mål".to_owned(),
        [one] => with_article(*one),
        [first, second] => format!("{} eller {}", with_article(*first), with_article(*second)),
        many => many.iter().map(|kind| kind.word()).collect::<Vec<_>>().join(", "),
    }
}

fn with_article(kind: Kind) -> String {
    let neuter = matches!(
        kind,
        Kind::Hovedmaal
            | Kind::Delmaal
            | Kind::Resultatmaal
            | Kind::Satsingsomraade
            | Kind::Tiltak
            | Kind::Virkemiddel
            | Kind::Organ
            | Kind::Vedtak
            | Kind::Begrep
    );
    format!("{} {}", if neuter { "et" } else { "en" }, kind.word())
}

/// The span of a reference, when only its text matters.
pub fn reference(text: impl Into<String>, span: Span) -> Ref {
    Ref { text: text.into(), span }
}
