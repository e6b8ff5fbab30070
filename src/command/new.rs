//! `planverk new`: a folder to begin with, that builds at once and shows the form of every common file.

use std::path::Path;

use include_dir::{Dir, include_dir};

use super::{Exit, tell};
use crate::cli::New;
use crate::environment::EnvironmentError;

/// The starter folder, from the folder itself.
static STARTER: Dir = include_dir!("$CARGO_MANIFEST_DIR/src/command/starter");

/// Makes the folder. One that has anything in it is left alone.
pub fn run(typed: &New) -> Result<Exit, EnvironmentError> {
    let folder = &typed.folder;
    let occupied = std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    if occupied || folder.is_file() {
        return Err(EnvironmentError::new("å lage", folder, "det ligger noe der fra før")
            .advice("Velg en mappe som ikke finnes, eller som er tom."));
    }
    write(&STARTER, folder)?;
    let shown = folder.display();
    tell(&format!("Laget {shown}.\nNeste steg: planverk build {shown} --open\n"));
    Ok(Exit::Clean)
}

fn write(from: &Dir, to: &Path) -> Result<(), EnvironmentError> {
    for file in from.files() {
        let path = to.join(file.path());
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).map_err(|e| EnvironmentError::io("å lage mappen", parent, &e))?;
        }
        std::fs::write(&path, file.contents()).map_err(|e| EnvironmentError::io("å skrive", &path, &e))?;
    }
    from.dirs().try_for_each(|dir| write(dir, to))
}
