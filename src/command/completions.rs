//! `planverk completions`: the script that completes commands in a shell.

use super::Exit;
use crate::cli;
use crate::environment::EnvironmentError;

/// Writes the script.
pub fn run(typed: &cli::Completions) -> Result<Exit, EnvironmentError> {
    super::print(&String::from_utf8_lossy(&cli::completions(typed.shell)));
    Ok(Exit::Clean)
}
