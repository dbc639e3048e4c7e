//! What the command line says: results on standard output, complaints on standard error. The only place that prints.

use std::io::Write;

/// Says a line.
pub(crate) fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// Complains in a line.
pub(crate) fn complain(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}
