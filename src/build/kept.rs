//! What the preview keeps from one edition of a site to the next because it seldom changes and takes long to make: the
//! interface's words, the loaded theme, and which pages are alike. A build begins with nothing kept.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::diag::Diagnostic;
use crate::language::Languages;
use crate::page::nettsted::Nettsted;
use crate::page::related::Remembered;
use crate::theme::{Theme, ThemeFile};

/// What is kept.
#[derive(Default)]
pub struct Kept {
    words: Mutex<Option<(Words, Arc<Languages>)>>,
    theme: Mutex<Option<(ThemeBasis, Arc<Theme>)>>,
    likeness: Mutex<Option<Arc<Remembered>>>,
}

/// The theme's own word files: path and text.
type Words = Vec<(String, String)>;

/// Everything a loaded theme depends on.
#[derive(PartialEq)]
struct ThemeBasis {
    files: Vec<ThemeFile>,
    words: Words,
    nettsted: Nettsted,
}

impl Kept {
    /// The words of a theme; loaded when they are not those that were loaded last.
    pub fn languages(&self, words: Words) -> Result<Arc<Languages>, Vec<Diagnostic>> {
        let mut kept = lock(&self.words);
        if let Some((_, languages)) = kept.as_ref().filter(|(of, _)| *of == words) {
            return Ok(Arc::clone(languages));
        }
        let languages = Arc::new(Languages::load(&words)?);
        *kept = Some((words, Arc::clone(&languages)));
        Ok(languages)
    }

    /// The theme of these files; loaded when anything it depends on is other than last.
    pub fn theme(
        &self,
        files: Vec<ThemeFile>,
        words: Words,
        languages: &Languages,
        nettsted: Nettsted,
    ) -> Result<Arc<Theme>, Vec<Diagnostic>> {
        let basis = ThemeBasis { files, words, nettsted };
        let mut kept = lock(&self.theme);
        if let Some((_, theme)) = kept.as_ref().filter(|(of, _)| *of == basis) {
            return Ok(Arc::clone(theme));
        }
        let theme = Arc::new(Theme::load(basis.files.clone(), languages, &basis.nettsted)?);
        *kept = Some((basis, Arc::clone(&theme)));
        Ok(theme)
    }

    /// Which pages were alike when the search last had read all there was.
    pub fn likeness(&self) -> Option<Arc<Remembered>> {
        lock(&self.likeness).clone()
    }

    /// Takes what the search has found now.
    pub fn note_likeness(&self, found: Remembered) {
        *lock(&self.likeness) = Some(Arc::new(found));
    }
}

/// What is kept is whole at every moment, so a thread that stopped in the middle of its work has not harmed it.
fn lock<T>(kept: &Mutex<T>) -> MutexGuard<'_, T> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}
