//! The binary of Phaen: configuration, wiring, worker and command line. It decides nothing; every command calls a use case.

mod command;
mod demonstration;
mod exchange;
mod keeping;
mod outside;
mod serving;
mod words;

use std::process::ExitCode;

use clap::Parser;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = command::Arguments::parse();
    outside::start_logging(arguments.json_logs);
    match command::run(&arguments) {
        Ok(code) => code,
        Err(error) => {
            words::complain(&error.to_string());
            ExitCode::FAILURE
        }
    }
}
