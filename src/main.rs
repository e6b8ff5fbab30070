//! The `planverk` program. Everything it does is in the library.

use std::process::ExitCode;

#[cfg(not(all(windows, target_env = "gnu")))]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let command = match planverk::cli::parse(std::env::args_os()) {
        Ok(command) => command,
        Err((text, 0)) => {
            print!("{text}");
            return ExitCode::SUCCESS;
        }
        Err((text, code)) => {
            eprint!("{text}");
            return ExitCode::from(code);
        }
    };
    match planverk::command::run(command) {
        Ok(exit) => ExitCode::from(exit.code()),
        Err(failure) => {
            eprintln!("feil: {failure}");
            ExitCode::from(2)
        }
    }
}
