//! A writer that is killed in the middle of writing: this program started again, which acknowledges on its standard output what is
//! durable by its own account.

use std::collections::BTreeSet;
use std::env;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use phaen_store::Engine;
use phaen_store::testing::Fresh;

/// Starts `test` (its module and its name) once more as a writer, with the database's address in `variable`, and kills it after so
/// many acknowledgements: all that were made.
pub(crate) fn kill_a_writer(test: (&str, &str), variable: &str, fresh: &Fresh, engine: Engine, after: usize) -> BTreeSet<String> {
    let on = if engine == Engine::Sqlite { "sqlite" } else { "postgres" };
    let mut writer = Command::new(env::current_exe().unwrap())
        .args(["--exact", &format!("{}::{on}::{}", test.0, test.1), "--nocapture", "--test-threads=1"])
        .env(variable, fresh.address())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut acknowledged = BTreeSet::new();
    let mut killed = false;
    for line in BufReader::new(writer.stdout.take().unwrap()).lines() {
        // The test program greets with lines of its own.
        if let Some(it) = line.unwrap().strip_prefix("acknowledged ") {
            acknowledged.insert(it.to_owned());
        }
        if acknowledged.len() == after && !killed {
            writer.kill().unwrap();
            killed = true;
        }
    }
    writer.wait().unwrap();
    assert!(acknowledged.len() >= after, "the writer ended by itself");
    acknowledged
}

/// Says that something is written. One write of the whole line, so that the killing cannot cut it short unnoticed.
pub(crate) fn acknowledge(it: &str) {
    std::io::stdout().lock().write_all(format!("acknowledged {it}\n").as_bytes()).unwrap();
}
