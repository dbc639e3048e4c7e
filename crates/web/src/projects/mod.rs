//! Projects and budget (โครงการและงบประมาณ; document 004, section 2.3 and part 2): the portfolio with points and money, the agency's
//! budget table, one project with its working, and the form that reports a project's result.
//!
//! "ไม่ใช้งบประมาณ", "ไม่ระบุ" and 0.00 are three different things here. Nothing is added up here: all figures come from the scorecard.

mod budget;
pub(crate) mod cell;
mod filter;
mod form;
mod page_project;
mod page_projects;
mod page_result;
mod rows;

use phaen_domain::access::Action;

pub(crate) use form::broken;
pub(crate) use rows::{Money, word};

use crate::rooms::{Permission, Rooms};

/// The routes of this room.
#[must_use]
pub fn routes(rooms: Rooms) -> Rooms {
    let read = Permission::Action(Action::ReadPlan);
    let enter = Permission::Action(Action::EnterObservation);
    rooms
        .get("/projects", read, page_projects::show)
        .get("/projects/{code}", read, page_project::show)
        .get("/projects/{code}/result/{item}", enter, page_result::show)
        .post("/projects/{code}/result/{item}", enter, page_result::save)
}
