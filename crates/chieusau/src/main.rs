//! Chiều Sâu: the system a poverty-reduction programme runs on.
//!
//! This crate is the wiring: the command line, what a command needs (database, law, units, keys), the
//! worker that does long work, and the server. What the program *does* lives on the floors below.

mod cli;
mod commands;
mod context;
mod key;
mod refused;
mod say;
mod worker;

use std::process::ExitCode;

use ui::Words;

// An import makes and frees millions of small values on three threads at once.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    let words = Words::of(cli::language(&arguments));
    let matches = match cli::command(words).try_get_matches_from(&arguments) {
        Ok(matches) => matches,
        Err(error) => match refused::said(&error, &arguments, words) {
            None => error.exit(),
            Some(said) => {
                say::note(said);
                return ExitCode::from(2);
            }
        },
    };
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("CHIEUSAU_LOG")
                .unwrap_or_else(|_| "warn".into()),
        )
        .with_writer(std::io::stderr)
        .init();
    let runtime = tokio::runtime::Runtime::new().expect("the system gives us threads");
    match runtime.block_on(commands::run(&matches, words)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problems) => {
            say::problems(words, &problems);
            ExitCode::FAILURE
        }
    }
}
