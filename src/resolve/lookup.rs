//! Finding what a reference names. The nearest counts: the same plan, the same organisation, shared data, and last (for
//! running text) the whole site when only one thing has the id.

use super::item::{ItemId, OrgId, PlanId};
use super::register::Register;
use crate::diag::{self, Diagnostic, Span};
use crate::domain::rad::{Kind, Ref, Relasjon};
use crate::domain::slug::is_slug;
use crate::read::workbook::Hidden;

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
    /// It names something left out of this edition.
    Hidden,
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
    pub paths: &'a [(String, ItemId)],
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
                return Outcome::Hidden;
            }
            vec![self.register.with_key(Some(org), key).to_vec()]
        } else {
            if self.is_hidden(key, from) {
                return Outcome::Hidden;
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
            return Outcome::Words;
        }
        match wrong_kind {
            Some(other) => Outcome::Wrong(Box::new(self.of_wrong_kind(reference, key, relation, other))),
            None if relation == Relasjon::Omtaler && org_name.is_none() && self.hidden.contains_anywhere(key) => {
                Outcome::Hidden
            }
            None if self.may_be_unread(org_name, relation, from) => Outcome::Unread,
            None => Outcome::Wrong(Box::new(self.dangling(reference, key, relation, from))),
        }
    }

    fn may_be_unread(&self, named: Option<&str>, relation: Relasjon, from: From) -> bool {
        let own = || from.organisasjon.and_then(|org| self.organisation_name(org));
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
        let org = from.organisasjon.and_then(|org| {
            let id = self
                .register
                .iter()
                .find(|(_, item)| item.kind == Kind::Organisasjon && item.organisasjon == Some(org));
            id.map(|(_, item)| item.key.as_str())
        });
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
            scopes.push(self.pages_ending_with(key));
            if let Some(org) = self.register.organisation(key) {
                scopes.push(self.register.with_key(Some(org), key).to_vec());
            }
        }
        if relation == Relasjon::Omtaler {
            let anywhere: Vec<ItemId> =
                self.register.iter().filter(|(_, item)| item.key == key).map(|(id, _)| id).collect();
            scopes.push(anywhere);
        }
        scopes
    }

    /// Pages whose path ends with `key` at a folder boundary.
    fn pages_ending_with(&self, key: &str) -> Vec<ItemId> {
        let key = key.trim_end_matches(".md").trim_matches('/');
        let ends = |path: &str| {
            let path = path.strip_suffix("/index").unwrap_or(path);
            path == key || path.strip_suffix(key).is_some_and(|before| before.ends_with('/'))
        };
        self.paths.iter().filter(|(path, _)| ends(path)).map(|(_, id)| *id).collect()
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
            let org = item
                .organisasjon
                .and_then(|org| self.organisation_name(org))
                .map_or(String::new(), |o| format!("{o}:"));
            if item.kind == Kind::Artikkel {
                let path = self.paths.iter().find(|(_, page)| page == id).map_or(key, |(path, _)| path);
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
    pub fn organisation_name(&self, org: OrgId) -> Option<&str> {
        self.register
            .iter()
            .find(|(_, item)| item.kind == Kind::Organisasjon && item.organisasjon == Some(org))
            .map(|(_, item)| item.key.as_str())
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

    fn dangling(&self, reference: &Ref, key: &str, relation: Relasjon, from: From) -> Diagnostic {
        let near: Vec<&str> = self
            .register
            .iter()
            .filter(|(id, item)| {
                (item.organisasjon.is_none() || from.organisasjon.is_none() || item.organisasjon == from.organisasjon)
                    && self.fits(*id, relation, None)
            })
            .map(|(_, item)| item.key.as_str())
            .collect();
        let hint = diag::did_you_mean(key, near);
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
