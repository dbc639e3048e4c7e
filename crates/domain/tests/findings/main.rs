//! Findings: each rule on a return of the demonstration agency, and all of them on the data of FY2566.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first thing that is not as it should be")]

mod data;
#[path = "../demonstration/mod.rs"]
mod demonstration;
mod plans;
mod reporters;
mod returns;
mod year;
