//! The benchmark (`cargo xtask bench`): Phaen against the bare work of the same kind, on the machine at hand, in one run.
//!
//! Prints one table; `docs/BENCHMARKS.md` keeps it with the method. Names given as arguments choose parts of it, `--raw FILE` keeps every turn.
//! It must never compare figures of different machines or runs, nor measure anything but what people use: the use cases, the site, the binary.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::float_arithmetic,
    reason = "a program for the one who measures; rates and ratios are not figures of a plan"
)]

mod binary;
mod book;
mod built;
mod child;
mod client;
mod generator;
mod import;
mod measure;
#[path = "../deadline/office.rs"]
#[expect(dead_code, reason = "the deadline hour uses the rest")]
mod office;
mod pages;
mod place;
mod raw;
mod reporting;
mod returns;
#[path = "../deadline/score.rs"]
#[expect(dead_code, reason = "the deadline hour uses the rest")]
mod score;
mod scoring;
mod sheets;
mod table;
mod writes;

use std::path::{Path, PathBuf};
use std::process::Command;

use table::Line;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// A part of the benchmark: its name and what measures it.
type Part = (&'static str, fn() -> Vec<Line>);

const PARTS: [Part; 8] = [
    ("scoring", scoring::lines),
    ("writes", writes::lines),
    ("pages", pages::lines),
    ("returns", returns::lines),
    ("import", import::lines),
    ("sheets", sheets::lines),
    ("book", book::lines),
    ("binary", binary::lines),
];

fn main() {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, work, database] = arguments.as_slice()
        && flag == child::CHILD
    {
        return println!("{}", child::work(work, Path::new(database)));
    }
    if cfg!(debug_assertions) {
        eprintln!("this is a development build: the figures say little");
    }
    let file = raw_file(&mut arguments);
    if let Some(unknown) = arguments.iter().find(|wanted| PARTS.iter().all(|(name, _)| name != wanted)) {
        eprintln!("no part is named {unknown}: {}", PARTS.map(|(name, _)| name).join(" "));
        std::process::exit(2);
    }
    println!("{}", table::HEAD);
    let mut measured = Vec::new();
    for (name, lines) in PARTS {
        if arguments.is_empty() || arguments.iter().any(|wanted| wanted == name) {
            let lines = lines();
            lines.iter().for_each(|line| println!("{}", line.markdown()));
            measured.push((name, lines));
        }
    }
    if let Some(file) = file {
        let raw = raw::json(&run(), &measured);
        std::fs::write(file, format!("{raw:#}\n")).unwrap();
    }
}

/// The file for the raw figures, taken out of the arguments; tried at once, so that no hour is measured for nothing.
fn raw_file(arguments: &mut Vec<String>) -> Option<PathBuf> {
    let place = arguments.iter().position(|argument| argument == "--raw")?;
    let Some(file) = arguments.get(place + 1).map(PathBuf::from) else {
        eprintln!("--raw needs the name of a file");
        std::process::exit(2);
    };
    arguments.drain(place..=place + 1);
    if let Err(error) = std::fs::write(&file, "") {
        eprintln!("{}: {error}", file.display());
        std::process::exit(2);
    }
    Some(file)
}

/// What this run is made of.
fn run() -> raw::Run {
    let git = |arguments: &[&str]| {
        let done = Command::new("git").args(arguments).output().ok().filter(|done| done.status.success())?;
        Some(String::from_utf8_lossy(&done.stdout).trim().to_owned())
    };
    let commit = git(&["rev-parse", "HEAD"]).zip(git(&["status", "--porcelain", "--untracked-files=no"]));
    raw::Run {
        version: env!("CARGO_PKG_VERSION"),
        commit: commit.map(|(commit, changes)| (commit, !changes.is_empty())),
        release: !cfg!(debug_assertions),
        seed: generator::SEED,
        cores: std::thread::available_parallelism().map_or(1, usize::from),
        memory: child::of_machine(),
    }
}
