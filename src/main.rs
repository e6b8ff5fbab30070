//! The `planverk` program. Everything it does is in the library.

use std::process::ExitCode;

use planverk::command;

#[cfg(not(all(windows, target_env = "gnu")))]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let typed = match planverk::cli::parse(std::env::args_os()) {
        Ok(typed) => typed,
        Err((text, 0)) => {
            command::print(&text);
            return ExitCode::SUCCESS;
        }
        Err((text, code)) => {
            command::tell(&text);
            return ExitCode::from(code);
        }
    };
    match command::run(typed) {
        Ok(exit) => ExitCode::from(exit.code()),
        Err(failure) => {
            command::tell(&format!("feil: {failure}\n"));
            ExitCode::from(2)
        }
    }
}
