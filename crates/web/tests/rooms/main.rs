//! The rooms of the site as people meet them: real store in memory, demonstration agency imported, forms filled through their own
//! HTML. One binary for all rooms.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says what it expects")]

mod accounts;
mod board;
mod books;
mod browser;
#[path = "../doubles/mod.rs"]
mod doubles;
mod entrances;
mod evidence;
mod exchange;
mod full;
mod indicators;
mod journal;
mod keeping;
mod kept;
mod months;
mod offices;
mod offline;
mod other_agency;
mod overview;
mod plan;
mod press;
mod problems;
mod projects;
mod proxies;
mod returns;
mod rounds;
mod scale_of_round;
mod search;
mod second_factor;
mod sessions;
mod support;
mod sweep;
mod targets;
mod unit_return;
mod units;
mod well_formed;
mod work;
