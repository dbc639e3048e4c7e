//! Returns (แบบรายงานของหน่วยงาน): one's own, the form of one return, and its way from draft to verified.

mod evidence;
mod evidence_pack;
mod field;
mod finding;
mod form;
mod instead;
mod item;
mod kept;
mod offline;
mod page_return;
mod page_returns;
mod page_sheet;
mod page_version;
mod saving;
mod state;
mod steps;

use std::borrow::Cow;

use axum::routing::post;
use phaen_app::FieldProblem;
use phaen_app::returns::ReturnView;
use phaen_domain::access::Action;
use phaen_domain::submission::{ItemKey, SubmissionKey};

pub(crate) use instead::{Enter, instead};
pub use kept::KeptReturns;

use crate::cookies::encode;
use crate::display::Lang;
use crate::explain::wording::name;
use crate::rooms::{Permission, Rooms};
use crate::text::Text;

/// A return's form carries long narratives; this is more than any print had.
const MOST_BYTES: usize = 2 * 1024 * 1024;

/// The routes of this room.
pub fn routes(rooms: Rooms) -> Rooms {
    let may = Permission::Action;
    let save = post(saving::save_all).layer(axum::extract::DefaultBodyLimit::max(MOST_BYTES));
    let attach = post(evidence::add).layer(axum::extract::DefaultBodyLimit::max(evidence::MOST_TOGETHER));
    let sheet = post(offline::bring_back).layer(axum::extract::DefaultBodyLimit::max(crate::exchange::LARGEST + 64 * 1024));
    rooms
        .get("/returns/{plan}/{round}/{unit}/sheet.xlsx", may(Action::EditReturn), offline::take_out)
        .route("POST", "/returns/{plan}/{round}/{unit}/sheet", may(Action::EditReturn), sheet)
        .get("/returns/{plan}/{round}/{unit}/sheet/{id}", may(Action::EditReturn), offline::show)
        .get("/returns/{plan}/{round}/{unit}/sheet/{id}/marked", may(Action::EditReturn), offline::marked)
        .post("/returns/{plan}/{round}/{unit}/sheet/{id}/confirm", may(Action::EditReturn), offline::confirm)
        .route("POST", "/returns/{plan}/{round}/{unit}/evidence", may(Action::EditReturn), attach)
        .post("/returns/{plan}/{round}/{unit}/evidence/remove", may(Action::EditReturn), evidence::remove)
        .get("/evidence/{id}", may(Action::ReadPlan), evidence::file)
        .get("/rounds/{round}/evidence.zip", may(Action::PackEvidence), evidence_pack::show)
        .get("/returns", may(Action::ReadBoard), page_returns::show)
        .get("/returns/{plan}/{round}/{unit}", may(Action::ReadPlan), page_return::show)
        .get("/returns/{plan}/{round}/{unit}/versions/{number}", may(Action::ReadPlan), page_version::show)
        .route("POST", "/returns/{plan}/{round}/{unit}/save", may(Action::EditReturn), save)
        .post("/returns/{plan}/{round}/{unit}/field", may(Action::EditReturn), saving::save_one)
        .post("/returns/{plan}/{round}/{unit}/propose", may(Action::EditReturn), steps::propose)
        .post("/returns/{plan}/{round}/{unit}/endorse", may(Action::EndorseReturn), steps::endorse)
        .post("/returns/{plan}/{round}/{unit}/hand-back", may(Action::EndorseReturn), steps::hand_back)
        .post("/returns/{plan}/{round}/{unit}/submit", may(Action::SubmitReturn), steps::submit)
        .post("/returns/{plan}/{round}/{unit}/verify", may(Action::VerifyReturn), steps::verify)
        .post("/returns/{plan}/{round}/{unit}/send-back", may(Action::SendBack), steps::send_back)
        .post("/returns/{plan}/{round}/{unit}/explain", may(Action::EditReturn), finding::explain)
        .post("/returns/{plan}/{round}/{unit}/settle", may(Action::EditReturn), steps::settle)
}

/// The address of a return.
#[must_use]
pub(crate) fn path(key: &SubmissionKey) -> String {
    format!("/returns/{}/{}/{}", encode(key.plan.as_str()), encode(key.round.as_str()), encode(key.unit.as_str()))
}

/// The address of an item in a return.
#[must_use]
pub(crate) fn place(key: &SubmissionKey, item: &ItemKey) -> String {
    format!("{}#{}", path(key), encode(&anchor(item)))
}

/// The name of a return's unit in the reader's language.
pub(crate) fn unit_name(t: Text, view: &ReturnView) -> String {
    let code = &view.submission.key.unit;
    let found = view.plan.unit(code).map(|it| name(t, &it.name_th, it.name_en.as_ref()));
    found.map_or_else(|| code.to_string(), Cow::into_owned)
}

/// The name of a return's round in the reader's language.
pub(crate) fn round_name(t: Text, view: &ReturnView) -> String {
    name(t, &view.round.name_th, view.round.name_en.as_ref()).into_owned()
}

/// The name of a return's plan in the reader's language.
pub(crate) fn plan_name(t: Text, view: &ReturnView) -> String {
    let plan = &view.plan.plan.plan;
    name(t, &plan.name_th, plan.name_en.as_ref()).into_owned()
}

/// What is wrong with a step, in the reader's words.
pub(crate) fn said(t: Text, problems: &[FieldProblem]) -> String {
    let words = |it: &FieldProblem| if t.display().lang == Lang::Thai { it.th.clone() } else { it.en.clone() };
    t.digits(&problems.iter().map(words).collect::<Vec<_>>().join(" · ")).into_owned()
}

/// Where an item stands on the page of its return.
#[must_use]
pub(crate) fn anchor(item: &ItemKey) -> String {
    item.to_string().replace(|c: char| !c.is_alphanumeric(), "-")
}
