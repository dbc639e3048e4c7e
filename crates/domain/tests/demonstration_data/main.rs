//! The demonstration agency under `data/` (documents 004 and 001): both workbooks are understood without a problem, give the printed
//! totals, and hold every transcribed figure. Nothing here computes a printed figure by itself: it compares.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first thing that is not as it should be")]

#[path = "../demonstration/mod.rs"]
mod demonstration;
mod division;
mod indicators;
mod print;
mod projects;
mod workbook;
