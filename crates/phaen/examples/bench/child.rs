//! Memory: work that is done in a process of its own, whose peak the system tells (VmHWM).

use std::path::Path;
use std::process::{Command, Stdio};

use crate::place::Place;
use crate::{book, sheets};

/// Argument that makes this program do one piece of work and tell its peak.
pub(crate) const CHILD: &str = "--child";

/// The peak of memory, in bytes, of a process that does this work on this database.
pub(crate) fn peak(work: &str, database: &Path) -> f64 {
    let program = std::env::current_exe().unwrap();
    let told = Command::new(program).arg(CHILD).arg(work).arg(database).stderr(Stdio::inherit()).output().unwrap();
    assert!(told.status.success(), "{work} failed");
    String::from_utf8(told.stdout).unwrap().trim().parse().unwrap()
}

/// Does the work and gives the peak in bytes.
pub(crate) fn work(work: &str, database: &Path) -> u64 {
    let place = Place::at(database);
    match work {
        "export" => drop(std::hint::black_box(sheets::export(&place))),
        "book" => drop(std::hint::black_box(book::make(&place))),
        "bare book" => drop(std::hint::black_box(book::make_bare(&place))),
        other => unreachable!("no work is named {other}"),
    }
    memory("self", "VmHWM")
}

/// A line of a process's status, in bytes.
pub(crate) fn memory(process: &str, line: &str) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let found = status.lines().find_map(|it| it.strip_prefix(line)?.strip_prefix(':')).unwrap();
    let kilobytes: u64 = found.trim().strip_suffix(" kB").unwrap().parse().unwrap();
    kilobytes * 1_024
}

/// Memory of the machine, in bytes.
pub(crate) fn of_machine() -> Option<u64> {
    let told = std::fs::read_to_string("/proc/meminfo").ok()?;
    let kilobytes: u64 = told.lines().find_map(|it| it.strip_prefix("MemTotal:"))?.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kilobytes * 1_024)
}
