//! The REST API under `/api/v1`: what the screens read and write, for programs, by the same use cases and with the same figures.
//!
//! One file per resource, with its forms in JSON beside its handlers; [`call`] answers, [`refusal`] refuses in Thai and English,
//! [`document`] is the OpenAPI document. Nothing here computes, decides or formats a figure.

mod body;
mod books;
mod calendar;
mod call;
mod document;
mod import;
mod indicators;
mod journal;
mod me;
mod observations;
mod offices;
mod once;
mod page_api;
mod plans;
mod projects;
mod refusal;
mod reported;
mod returns;
mod rounds;
mod scorecard;
mod scores;
mod search;
mod targets;
mod totals;
mod units;
mod wire;
mod working;

use axum::extract::DefaultBodyLimit;
use axum::routing;
use phaen_domain::access::Action;

use crate::exchange::LARGEST;
use crate::rooms::{Permission, Rooms};

pub use document::BASE;
pub(crate) use returns::takes_evidence;

/// Where workbooks are sent.
pub(crate) const IMPORT: &str = "/api/v1/import";

/// The routes of this room.
#[must_use]
pub fn routes(rooms: Rooms) -> Rooms {
    let read = Permission::Action(Action::ReadPlan);
    let rooms = rooms
        .get("/api", Permission::Public, page_api::show)
        .get("/api/v1/openapi.json", Permission::Public, document::serve)
        .get("/api/v1/plans", read, plans::list)
        .get("/api/v1/plans/{plan}", read, plans::show)
        .get("/api/v1/plans/{plan}/rounds/{round}/scorecard", read, scorecard::show)
        .get("/api/v1/plans/{plan}/indicators", read, indicators::list)
        .get("/api/v1/plans/{plan}/indicators/{code}", read, indicators::show)
        .get("/api/v1/plans/{plan}/projects", read, projects::list)
        .get("/api/v1/plans/{plan}/projects/{code}", read, projects::show)
        .get("/api/v1/units", read, units::list)
        .get("/api/v1/units/{code}", read, units::show)
        .get("/api/v1/search", read, search::find);
    let journal = Permission::Action(Action::ReadJournal);
    let rooms = rooms
        .get("/api/v1/journal", journal, journal::list)
        .get("/api/v1/journal/head", journal, journal::head)
        .get("/api/v1/journal/verify", journal, journal::verify)
        .get("/api/v1/me", Permission::Action(Action::KeepOwnAccount), me::show)
        .get("/api/v1/positions", Permission::Action(Action::ReadBoard), offices::list)
        .get("/api/v1/calendar", read, calendar::show);
    files(writes(rooms)).with(rounds::routes).with(returns::routes)
}

fn writes(rooms: Rooms) -> Rooms {
    let import = routing::post(import::post).layer(DefaultBodyLimit::max(LARGEST));
    rooms
        .post("/api/v1/plans/{plan}/observations", Permission::Action(Action::EnterObservation), observations::post)
        .post("/api/v1/plans/{plan}/editions/{edition}/targets", Permission::Action(Action::SetTarget), targets::post)
        .route("POST", IMPORT, Permission::Action(Action::Import), import)
        .post("/api/v1/calendar/holidays", Permission::Action(Action::SetCalendar), calendar::holidays)
        .post("/api/v1/calendar/rules", Permission::Action(Action::SetCalendar), calendar::rules)
}

fn files(rooms: Rooms) -> Rooms {
    let export = Permission::Action(Action::Export);
    let book = Permission::Action(Action::MakeBook);
    rooms
        .post("/api/v1/plans/{plan}/rounds/{round}/books", book, books::ask)
        .get("/api/v1/books", book, books::list)
        .get("/api/v1/books/{id}", book, books::show)
        .get("/api/v1/books/{id}/file", book, books::file)
        .get("/api/v1/plans/{plan}/workbook.xlsx", export, plans::workbook)
        .get("/api/v1/plans/{plan}/workbook.zip", export, plans::workbook_csv)
        .get("/api/v1/plans/{plan}/rounds/{round}/scorecard.xlsx", export, scorecard::sheet)
        .get("/api/v1/plans/{plan}/rounds/{round}/results-book.pdf", book, scorecard::book)
}
