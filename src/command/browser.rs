//! Opens an address in the reader's browser.

use super::tell;

/// Opens it. That it cannot be opened is said, and is no failure.
pub fn open(address: &str) {
    let mut command = if cfg!(target_os = "macos") {
        std::process::Command::new("open")
    } else if cfg!(windows) {
        let mut command = std::process::Command::new("cmd");
        command.args(["/C", "start", ""]);
        command
    } else {
        std::process::Command::new("xdg-open")
    };
    let quiet = std::process::Stdio::null;
    let opened = command.arg(address).stdout(quiet()).stderr(quiet()).status();
    if !opened.is_ok_and(|status| status.success()) {
        tell(&format!("Åpne {address} i nettleseren.\n"));
    }
}
