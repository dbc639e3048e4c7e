//! The raw figures of a run as JSON (`--raw FILE`): every turn of every line, and what is needed to make them again. The machine is told by its cores
//! and memory alone, never by a name.

use serde_json::{Value, json};

use crate::table::{Aim, Line};

/// What a run was made of.
pub(crate) struct Run {
    /// Version of the product.
    pub(crate) version: &'static str,
    /// The commit that was built, and whether it was changed since; nothing outside a repository.
    pub(crate) commit: Option<(String, bool)>,
    /// Whether it was built to be fast.
    pub(crate) release: bool,
    /// Seed of the generated agency.
    pub(crate) seed: u64,
    /// Cores that may be used.
    pub(crate) cores: usize,
    /// Memory of the machine, in bytes.
    pub(crate) memory: Option<u64>,
}

/// The raw figures: of each part its lines.
pub(crate) fn json(run: &Run, parts: &[(&str, Vec<Line>)]) -> Value {
    let lines = parts.iter().flat_map(|(part, lines)| lines.iter().map(move |line| of_line(part, line)));
    json!({
        "format": 1,
        "version": run.version,
        "commit": run.commit.as_ref().map(|(commit, _)| commit),
        "changed_since_commit": run.commit.as_ref().map(|(_, changed)| changed),
        "build": if run.release { "release" } else { "development" },
        "seed": run.seed,
        "machine": { "cores": run.cores, "memory_bytes": run.memory },
        "lines": lines.collect::<Vec<_>>(),
    })
}

fn of_line(part: &str, line: &Line) -> Value {
    let aim = match line.aim {
        Aim::Told => Value::Null,
        Aim::AtLeast(least) => json!({ "at_least": least }),
        Aim::AtMost(most) => json!({ "at_most": most }),
    };
    json!({
        "part": part,
        "measured": line.what,
        "unit": line.shown.measured_in(),
        "phaen": line.ours.values(),
        "bare": line.bare.as_ref().map(|(bare, _)| bare.values()),
        "result": line.result(),
        "aim": aim,
        "reached": line.aim.is_reached(line.result()),
    })
}
