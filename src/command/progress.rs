//! A progress bar on a terminal, silence in a pipe.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar that may be hidden.
pub struct Progress(ProgressBar);

impl Progress {
    /// A bar for making pages; hidden when nobody looks.
    pub fn pages() -> Self {
        let bar = ProgressBar::new(0);
        if !std::io::stderr().is_terminal() {
            bar.set_draw_target(ProgressDrawTarget::hidden());
        }
        if let Ok(style) = ProgressStyle::with_template("Lager sider {bar:30} {pos} av {len}") {
            bar.set_style(style);
        }
        Self(bar)
    }

    /// So many are done.
    pub fn at(&self, done: usize, total: usize) {
        if self.0.is_hidden() {
            return;
        }
        self.0.set_length(total as u64);
        self.0.set_position(done as u64);
    }

    /// Takes the bar away.
    pub fn end(&self) {
        self.0.finish_and_clear();
    }
}
