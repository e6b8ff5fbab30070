//! One file per subcommand: what was typed becomes work done and words on the screen. The clock enters here.

mod browser;
pub mod build;
pub mod check;
pub mod completions;
mod earlier;
pub mod new;
pub mod progress;
pub mod report;
pub mod schema;
pub mod search;
pub mod serve;
mod shelf;
mod summary;

use std::io::IsTerminal;

use jiff::civil::Date;

use crate::build::Options;
use crate::cli::{Command, Edition, Reading};
use crate::config::Utgave;
use crate::environment::EnvironmentError;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// All is well.
    Clean,
    /// Something was found that must be mended.
    Findings,
}

impl Exit {
    /// The exit code.
    pub const fn code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Findings => 1,
        }
    }
}

/// Does what was typed. `Err` is what stopped it: exit code 2.
pub fn run(command: Command) -> Result<Exit, EnvironmentError> {
    match command {
        Command::Build(typed) => build::run(&typed),
        Command::Check(typed) => check::run(&typed),
        Command::Serve(typed) => serve::run(&typed),
        Command::Search(typed) => search::run(&typed),
        Command::Report(typed) => report::run(&typed),
        Command::New(typed) => new::run(&typed),
        Command::Schema(typed) => schema::run(&typed),
        Command::Completions(typed) => completions::run(&typed),
    }
}

/// What the words mean: the date typed, else today; the configuration may say otherwise only when none was typed.
fn options(reading: &Reading) -> Options {
    Options {
        date: reading.date,
        today: today(),
        utgave: reading.edition.map(|edition| match edition {
            Edition::Offentlig => Utgave::Offentlig,
            Edition::Intern => Utgave::Intern,
        }),
    }
}

/// Today, where the machine stands. The only place that reads the clock for content.
fn today() -> Date {
    jiff::Zoned::now().date()
}

/// Are colours wanted in what is written there?
fn colours(stream: &impl IsTerminal) -> bool {
    stream.is_terminal() && std::env::var_os("NO_COLOR").is_none()
}

/// Writes to standard output. A reader that has gone away (`| head`) is no failure.
pub fn print(text: &str) {
    use std::io::Write;
    let _ = anstream::stdout().write_all(text.as_bytes());
}

/// Writes to standard error. That nobody reads it is no failure either.
pub fn tell(text: &str) {
    use std::io::Write;
    let _ = anstream::stderr().write_all(text.as_bytes());
}
