//! The REST API under `/api/v1`: what the screens read and write, for programs, by the same use cases and with the same figures.
//!
//! One file per resource, with its forms in JSON beside its handlers; [`call`] answers, [`refusal`] refuses in Thai and English,
//! [`document`] is the OpenAPI document. Nothing here computes, decides or formats a figure.

mod accounts;
mod body;
mod books;
mod calendar;
mod call;
mod compare;
mod document;
mod editions;
mod factor_rule;
mod feeds;
mod import;
mod indicators;
mod journal;
mod me;
mod naming;
mod notices;
mod observations;
mod office_orders;
mod offices;
mod once;
mod outbox;
mod own;
mod page_api;
mod plans;
mod problems;
mod projects;
mod refusal;
mod reminders;
mod reported;
mod returns;
mod rounds;
mod rules_preview;
mod scorecard;
mod scores;
mod search;
mod targets;
mod totals;
mod units;
mod wire;
mod work;
mod working;

use axum::extract::DefaultBodyLimit;
use axum::response::Response;
use axum::routing;
use phaen_app::AppError;
use phaen_domain::access::Action;

use crate::exchange::LARGEST;
use crate::rooms::{Permission, Rooms};
use crate::view::View;

pub use document::BASE;
pub(crate) use returns::takes_evidence;

/// A refusal in the form of the API, for what refuses before a call is read.
pub(crate) fn refused(error: AppError, view: &View) -> Response {
    refusal::Refusal::from(error).answer(view)
}

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
        .get("/api/v1/plans/{plan}/compare", read, compare::show)
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
        .get("/api/v1/positions", Permission::Action(Action::ReadBoard), offices::list)
        .get("/api/v1/calendar", read, calendar::show)
        .get("/api/v1/calendar/rules/preview", Permission::Action(Action::SetCalendar), rules_preview::show)
        .get("/api/v1/calendar/reminders", read, reminders::show)
        .get("/api/v1/plans/{plan}/editions/{edition}/texts", read, editions::texts);
    files(writes(rooms)).with(people).with(rounds::routes).with(returns::routes)
}

/// What is everybody's own, and what is kept of people.
fn people(rooms: Rooms) -> Rooms {
    let own = Permission::Action(Action::KeepOwnAccount);
    let accounts = Permission::Action(Action::ManageUnitAccounts);
    let letters = Permission::Action(Action::ManageAccounts);
    let orders = Permission::Action(Action::ReadBoard);
    let offices = Permission::Action(Action::ManageOffices);
    rooms
        .get("/api/v1/work", Permission::Action(Action::ReadPlan), work::show)
        .get("/api/v1/notices", own, notices::list)
        .post("/api/v1/notices/read", own, notices::read_all)
        .post("/api/v1/notices/{id}/read", own, notices::read)
        .get("/api/v1/feeds", own, feeds::list)
        .post("/api/v1/feeds", own, feeds::make)
        .post("/api/v1/feeds/revoke", own, feeds::revoke)
        .post("/api/v1/positions", offices, office_orders::store)
        .post("/api/v1/positions/{position}/holders", offices, office_orders::appoint)
        .post("/api/v1/positions/{position}/stand-ins", orders, office_orders::record)
        .post("/api/v1/positions/{position}/stand-ins/{id}/revoke", orders, office_orders::revoke)
        .get("/api/v1/accounts", Permission::Action(Action::ReadAccounts), accounts::list)
        .post("/api/v1/accounts", accounts, accounts::create)
        .get("/api/v1/accounts/{login}", Permission::Action(Action::ReadAccounts), accounts::show)
        .post("/api/v1/accounts/{login}", accounts, accounts::change)
        .post("/api/v1/accounts/{login}/name", accounts, naming::change)
        .post("/api/v1/accounts/{login}/invite", accounts, accounts::invite)
        .post("/api/v1/accounts/{login}/revoke-invitations", accounts, accounts::revoke_links)
        .post("/api/v1/accounts/{login}/unlock", accounts, accounts::unlock)
        .post("/api/v1/accounts/{login}/end-sessions", accounts, accounts::end_sessions)
        .post("/api/v1/accounts/{login}/remove-factor", accounts, accounts::remove_factor)
        .get("/api/v1/outbox", Permission::Action(Action::ReadKeeping), outbox::show)
        .post("/api/v1/outbox/retry", letters, outbox::retry_all)
        .post("/api/v1/outbox/{id}/retry", letters, outbox::retry)
        .get("/api/v1/second-factor", Permission::Action(Action::ReadKeeping), factor_rule::show)
        .post("/api/v1/second-factor", letters, factor_rule::change)
        .with(own_account)
}

/// One's own account.
fn own_account(rooms: Rooms) -> Rooms {
    let own = Permission::Action(Action::KeepOwnAccount);
    rooms
        .get("/api/v1/me", own, me::show)
        .post("/api/v1/me/name", own, naming::change_own)
        .post("/api/v1/me/email", own, own::change_email)
        .get("/api/v1/me/sessions", own, own::sessions)
        .post("/api/v1/me/sessions/end-others", own, own::end_others)
        .post("/api/v1/me/sessions/{id}/end", own, own::end_session)
        .get("/api/v1/me/tokens", own, own::tokens)
        .post("/api/v1/me/tokens", own, own::make_token)
        .post("/api/v1/me/tokens/{id}/revoke", own, own::revoke_token)
}

fn writes(rooms: Rooms) -> Rooms {
    let import = routing::post(import::post).layer(DefaultBodyLimit::max(LARGEST));
    rooms
        .post("/api/v1/plans/{plan}/observations", Permission::Action(Action::EnterObservation), observations::post)
        .post("/api/v1/plans/{plan}/editions/{edition}/targets", Permission::Action(Action::SetTarget), targets::post)
        .route("POST", IMPORT, Permission::Action(Action::Import), import)
        .post("/api/v1/calendar/holidays", Permission::Action(Action::SetCalendar), calendar::holidays)
        .post("/api/v1/calendar/rules", Permission::Action(Action::SetCalendar), calendar::rules)
        .post("/api/v1/calendar/reminders", Permission::Action(Action::SetCalendar), reminders::change)
        .post("/api/v1/plans/{plan}/editions", Permission::Action(Action::AmendPlan), editions::amend)
        .post("/api/v1/plans/{plan}/editions/{edition}/texts", Permission::Action(Action::WriteNarrative), editions::write)
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
