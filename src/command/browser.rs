//! Opens an address in the reader's browser.

use std::process::{Command, Stdio};

use super::tell;

/// Opens it. That it cannot be opened is said, and is no failure.
pub fn open(address: &str) {
    let opened = opener(address).stdout(Stdio::null()).stderr(Stdio::null()).status();
    if !opened.is_ok_and(|status| status.success()) {
        tell(&format!("Åpne {address} i nettleseren.\n"));
    }
}

#[cfg(windows)]
fn opener(address: &str) -> Command {
    use std::os::windows::process::CommandExt;
    let mut command = Command::new("cmd");
    command.raw_arg(start(address));
    command
}

#[cfg(not(windows))]
fn opener(address: &str) -> Command {
    let mut command = Command::new(if cfg!(target_os = "macos") { "open" } else { "xdg-open" });
    command.arg(address);
    command
}

/// What is typed after `cmd`. In quotation marks `&` is a letter; the first pair is the title of a window that never comes.
#[cfg(any(windows, test))]
fn start(address: &str) -> String {
    format!("/C start \"\" \"{}\"", address.replace('"', ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_with_characters_that_steer_the_shell_is_one_word_to_it() {
        let page = r"C:\Plan & bolig\public\index.html";
        assert_eq!(start(page), r#"/C start "" "C:\Plan & bolig\public\index.html""#);
        assert_eq!(start("a\" & calc & \""), "/C start \"\" \"a & calc & \"");
    }
}
