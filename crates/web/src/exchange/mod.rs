//! Import and export (นำเข้า–ส่งออก): the plan workbook out as XLSX or CSV, a round's scorecard, and a workbook in by upload, preview and
//! confirmation. Nothing is stored before the confirmation, and nothing at all unless the whole workbook is right.

pub(crate) mod cells;
mod files;
mod page_exchange;
mod page_upload;
mod problems;
mod rows;
mod texts;

use axum::extract::DefaultBodyLimit;
use axum::routing::post;
use phaen_domain::access::Action;

use crate::rooms::{Permission, Rooms};

/// Largest workbook that is taken, in bytes.
pub(crate) const LARGEST: usize = 20 * 1024 * 1024;
/// Where files are uploaded.
pub(crate) const UPLOADS: &str = "/exchange/uploads";
/// What a form needs around the file.
const AROUND_FILE: usize = 64 * 1024;

/// The routes of this room.
#[must_use]
pub fn routes(rooms: Rooms) -> Rooms {
    let export = Permission::Action(Action::Export);
    let import = Permission::Action(Action::Import);
    let upload = post(page_exchange::upload).layer(DefaultBodyLimit::max(LARGEST + AROUND_FILE));
    rooms
        .get("/exchange", export, page_exchange::show)
        .get("/exchange/template", export, files::template)
        .get("/exchange/workbook", export, files::workbook)
        .get("/exchange/scorecard", export, files::scorecard)
        .route("POST", UPLOADS, import, upload)
        .get("/exchange/uploads/{id}", import, page_upload::show)
        .get("/exchange/uploads/{id}/marked", import, page_upload::marked)
        .post("/exchange/uploads/{id}/confirm", import, page_upload::confirm)
}
