//! The tables of the product: for each thing of the domain its statements, and how a row becomes that thing and back.
//!
//! Serves the `Store` port, which stands in `ports`. Functions here take the lowest kind of transaction they need. Nothing here
//! reads row by row: what belongs to a plan is read whole, table by table.

mod account;
mod budget;
mod calendar;
mod cell;
mod decision;
mod edition;
mod entrance;
mod evidence;
mod feed;
mod finding_answer;
mod indicator;
mod job;
mod letter;
mod nodes;
mod notice;
mod observation;
mod organisation;
mod period;
mod plan;
mod ports;
mod position;
mod project;
mod replaced_observation;
mod request;
mod round;
mod scale;
mod session;
mod snapshot;
mod submission;
mod submission_field;
mod submitted_version;
mod target;
mod text;
mod upload;

pub use ports::SqlStore;

use crate::params;
use crate::sql::Registered;
use crate::value::Param;

/// One edition of a plan: what all rows of an edition begin with.
#[derive(Clone, Copy)]
struct Scope<'a> {
    plan: &'a str,
    edition: u32,
}

impl<'a> Scope<'a> {
    fn key(self) -> [Param<'a>; 2] {
        params![self.plan, self.edition]
    }
}

/// Every statement of the tables.
pub(crate) static STATEMENTS: &[&[Registered]] = &[
    account::STATEMENTS,
    budget::STATEMENTS,
    calendar::STATEMENTS,
    decision::STATEMENTS,
    edition::STATEMENTS,
    entrance::STATEMENTS,
    evidence::STATEMENTS,
    feed::STATEMENTS,
    finding_answer::STATEMENTS,
    indicator::STATEMENTS,
    job::STATEMENTS,
    letter::STATEMENTS,
    nodes::STATEMENTS,
    notice::STATEMENTS,
    observation::STATEMENTS,
    organisation::STATEMENTS,
    position::STATEMENTS,
    project::STATEMENTS,
    replaced_observation::STATEMENTS,
    request::STATEMENTS,
    round::STATEMENTS,
    scale::STATEMENTS,
    session::STATEMENTS,
    snapshot::STATEMENTS,
    submission::STATEMENTS,
    submission_field::STATEMENTS,
    submitted_version::STATEMENTS,
    target::STATEMENTS,
    text::STATEMENTS,
    upload::STATEMENTS,
];
