//! The raw figures of the benchmark: every turn of each line, and the figures of the table computed from them.

#![expect(clippy::float_arithmetic, reason = "rates and ratios are not figures of a plan")]

#[path = "../examples/bench/measure.rs"]
#[expect(dead_code, reason = "the benchmark uses the rest")]
mod measure;
#[path = "../examples/bench/raw.rs"]
mod raw;
#[path = "../examples/bench/table.rs"]
#[expect(dead_code, reason = "the benchmark uses the rest")]
mod table;

use measure::in_turns;
use raw::Run;
use serde_json::json;
use table::{Aim, Line, Shown};

/// Ways that count up by one, and from a hundred by ten.
fn measured() -> Vec<measure::Turns> {
    let (mut ours, mut bare) = (0.0, 100.0);
    let ours = move || {
        ours += 1.0;
        ours
    };
    let bare = move || {
        bare += 10.0;
        bare
    };
    in_turns(3, &mut [Box::new(ours), Box::new(bare)])
}

#[test]
fn every_counted_turn_is_kept_with_what_makes_the_run_again() {
    let turns = measured();
    let ratio = Line::ratio("writes", (turns[0].clone(), turns[1].clone()), Shown::PerSecond, Shown::Percent, Aim::AtLeast(0.4));
    assert_eq!(ratio.markdown(), "| writes | 3/s | 130/s | 2 % | ≥ 40 % | **no** |");
    let alone = Line::alone("memory", 44e6, Shown::Megabytes, Aim::AtMost(60e6));
    let told = Line::alone("statements", 2.0, Shown::Number, Aim::Told);
    let commit = Some(("0123abc".to_owned(), false));
    let run = Run { version: "1.0.0", commit, release: true, seed: 2_570, cores: 2, memory: Some(1_024) };
    let raw = raw::json(&run, &[("writes", vec![ratio]), ("binary", vec![alone, told])]);
    let lines = json!([
        {
            "part": "writes", "measured": "writes", "unit": "per second", "phaen": [2.0, 3.0, 4.0], "bare": [120.0, 130.0, 140.0],
            "result": 3.0 / 130.0, "aim": { "at_least": 0.4 }, "reached": false,
        },
        {
            "part": "binary", "measured": "memory", "unit": "bytes", "phaen": [44e6], "bare": null,
            "result": 44e6, "aim": { "at_most": 60e6 }, "reached": true,
        },
        {
            "part": "binary", "measured": "statements", "unit": "number", "phaen": [2.0], "bare": null,
            "result": 2.0, "aim": null, "reached": null,
        },
    ]);
    let expected = json!({
        "format": 1, "version": "1.0.0", "commit": "0123abc", "changed_since_commit": false, "build": "release", "seed": 2_570,
        "machine": { "cores": 2, "memory_bytes": 1_024 }, "lines": lines,
    });
    assert_eq!(raw, expected);
}
