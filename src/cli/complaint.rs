//! clap's complaints in Norwegian, with the nearest right word.

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// The text to show and the exit code.
pub fn tell(error: &Error) -> (String, u8) {
    let value = |kind| error.get(kind).map(plain).unwrap_or_default();
    let message = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => return (help(error), 0),
        ErrorKind::DisplayVersion => return (error.to_string(), 0),
        ErrorKind::InvalidSubcommand => {
            format!(
                "ukjent kommando «{}»{}",
                value(ContextKind::InvalidSubcommand),
                guess(&value(ContextKind::SuggestedSubcommand))
            )
        }
        ErrorKind::UnknownArgument => {
            format!("ukjent valg «{}»{}", value(ContextKind::InvalidArg), guess(&value(ContextKind::SuggestedArg)))
        }
        ErrorKind::InvalidValue => {
            let given = value(ContextKind::InvalidValue);
            let argument = value(ContextKind::InvalidArg);
            if given.is_empty() {
                format!("«{argument}» mangler en verdi")
            } else {
                format!("«{given}» kan ikke brukes i {argument}; bruk {}", value(ContextKind::ValidValue))
            }
        }
        ErrorKind::ValueValidation => {
            let why = std::error::Error::source(error).map_or_else(String::new, |e| format!(": {e}"));
            format!("«{}» kan ikke brukes i {}{why}", value(ContextKind::InvalidValue), value(ContextKind::InvalidArg))
        }
        ErrorKind::MissingRequiredArgument => format!("mangler {}", value(ContextKind::InvalidArg)),
        ErrorKind::MissingSubcommand => "mangler en kommando".to_owned(),
        ErrorKind::ArgumentConflict => {
            format!(
                "{} kan ikke brukes her (det er oppgitt to ganger, eller sammen med noe det ikke passer med)",
                value(ContextKind::InvalidArg)
            )
        }
        ErrorKind::InvalidUtf8 => "et ord på kommandolinjen er ikke gyldig UTF-8".to_owned(),
        _ => "kommandoen kan ikke forstås".to_owned(),
    };
    (format!("feil: {message}\n\nSe planverk --help\n"), 2)
}

/// clap writes a few words of its own into help texts.
fn help(error: &Error) -> String {
    error
        .to_string()
        .replace("[aliases: ", "[også: ")
        .replace("[alias: ", "[også: ")
        .replace("[possible values: ", "[mulige verdier: ")
        .replace("Possible values:", "Mulige verdier:")
        .replace("[OPTIONS]", "[VALG]")
        .replace("<COMMAND>", "KOMMANDO")
        .replace("Arguments:", "Argumenter:")
        .replace("Options:", "Valg:")
}

fn guess(near: &str) -> String {
    if near.is_empty() { String::new() } else { format!("; mente du «{near}»?") }
}

fn plain(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(list) => list.join(", "),
        ContextValue::StyledStr(text) => text.to_string(),
        ContextValue::StyledStrs(list) => list.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        ContextValue::Number(number) => number.to_string(),
        ContextValue::Bool(yes) => yes.to_string(),
        _ => String::new(),
    }
}
