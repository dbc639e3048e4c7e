//! The API as programs meet it: real store in memory, demonstration agency imported, access tokens and sessions.

#![expect(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test says what it expects")]

mod access;
mod behind;
mod books;
mod described;
#[path = "../doubles/mod.rs"]
mod doubles;
mod figures;
mod importing;
mod keeping;
mod once;
mod own;
mod people;
#[path = "../rooms/press.rs"]
mod press;
mod problems;
mod reading;
mod returns;
mod rounds;
mod schema;
mod sheets;
mod support;
mod tags;
mod walk;
mod writing;
