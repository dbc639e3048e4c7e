//! The benchmark (`cargo xtask bench`): Phaen against the bare work of the same kind, on the machine at hand, in one run.
//!
//! Prints one table; `docs/BENCHMARKS.md` keeps it with the method. Names given as arguments choose parts of it. It must never compare
//! figures of different machines or runs, nor measure anything but what people use: the use cases, the site, the binary.
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
mod reporting;
mod returns;
#[path = "../deadline/score.rs"]
#[expect(dead_code, reason = "the deadline hour uses the rest")]
mod score;
mod scoring;
mod sheets;
mod table;
mod writes;

use std::path::Path;

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
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, work, database] = arguments.as_slice()
        && flag == child::CHILD
    {
        return println!("{}", child::work(work, Path::new(database)));
    }
    if cfg!(debug_assertions) {
        eprintln!("this is a development build: the figures say little");
    }
    println!("{}", table::HEAD);
    for (name, lines) in PARTS {
        if arguments.is_empty() || arguments.iter().any(|wanted| wanted == name) {
            lines().iter().for_each(|line| println!("{}", line.markdown()));
        }
    }
}
