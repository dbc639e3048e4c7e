//! What developers and CI run: `test` (everything), `check` (before a commit), `bench`, `deadline`, `e2e`.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a task tells what it does")]

mod needs;
mod tasks;

use std::process::ExitCode;

const USAGE: &str = "cargo xtask <task>

  test    install what the tests need (Debian, apt) and run all of them: what CI runs
  check   format, lints and tests, without installing anything
  e2e     browser journeys on the built binary
  bench   measure and print the table of docs/BENCHMARKS.md; --raw FILE keeps every turn
  deadline  play the last hour of a round on both databases and recount every total
  docs    build the documentation of the code and refuse broken links";

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let task = arguments.next().unwrap_or_default();
    let rest = arguments.collect::<Vec<_>>();
    let outcome = match task.as_str() {
        "test" => needs::install().and_then(|()| tasks::test()),
        "check" => tasks::check(),
        "e2e" => tasks::journeys(),
        "bench" => tasks::bench(&rest),
        "deadline" => tasks::deadline(&rest),
        "docs" => tasks::docs(),
        _ => Err(USAGE.to_owned()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::FAILURE
        }
    }
}
