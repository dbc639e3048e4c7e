//! The product put together: configuration, wiring, worker and command line. It decides nothing; every command calls a use case.
//!
//! A library beside the binary so that whatever stands in for the binary, such as the benchmark, is wired by the same lines.

mod command;
mod demonstration;
mod endings;
mod evidence_place;
mod exchange;
mod files;
mod keeping;
pub mod outside;
mod post;
mod refusals;
mod serving;
mod words;

use std::process::ExitCode;

use clap::Parser;

/// Runs the command that the program was called with.
#[must_use]
pub fn run() -> ExitCode {
    let arguments = command::Arguments::parse();
    outside::start_logging(arguments.json_logs);
    command::run(&arguments).unwrap_or_else(|error| {
        words::complain(&error.to_string());
        ExitCode::FAILURE
    })
}
