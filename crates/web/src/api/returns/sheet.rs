//! A return taken out as a workbook to be filled in without the network, and brought back: kept, compared, then confirmed as a whole.

use std::collections::BTreeMap;

use axum::body::Bytes;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use phaen_app::returns::{ConfirmSheet, SheetPreview, Stands, key_of};
use phaen_domain::access::Action;
use phaen_domain::submission::FieldKey;
use phaen_domain::submission::offline::{Difference, WrongCell, place};
use phaen_domain::workbook::{column_letters, shortened};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::facts::ReturnFacts;
use super::{At, ReturnPath, key, read};
use crate::api::BASE;
use crate::api::body::Body;
use crate::api::call::{Call, File};
use crate::api::document::{Forbidden, Invalid, Missing, NotJson, Stale, TooLarge};
use crate::api::once::{Sent, Told};
use crate::api::refusal::{Refusal, Sentence};
use crate::api::wire::Word;
use crate::cookies::encode;
use crate::download::XLSX;

/// Plan, round, unit, and id of the sheet that was brought back.
type AtSheet = (String, String, String, String);

/// A sheet that was brought back, held against the return as it is stored now.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct SheetAnswer {
    /// Its id: by it, it is confirmed.
    id: String,
    /// Name of the file.
    name: String,
    /// When it came.
    #[schema(format = DateTime)]
    kept_at: String,
    /// What was compared: send it back with the confirmation, so that exactly this is stored.
    seen: String,
    /// What it would change, in the order of the sheet.
    differences: Vec<DifferenceAnswer>,
    /// Cells that are not taken; while there are any, nothing can be confirmed.
    wrong: Vec<WrongAnswer>,
    /// Where the sheet with its wrong cells marked is fetched.
    marked: String,
}

/// A field that the sheet would change.
#[derive(Serialize, ToSchema)]
struct DifferenceAnswer {
    /// Its name.
    #[schema(example = "indicator:K01:value")]
    field: String,
    /// What it is.
    name: Word,
    /// The cell of the answer.
    #[schema(example = "F12")]
    cell: String,
    /// As it was when the sheet was taken out.
    base: String,
    /// As it is stored now.
    stored: String,
    /// Login of who stored it last.
    by: Option<String>,
    /// As the sheet has it.
    text: String,
    /// Whether it was changed in both places, so that somebody has to choose.
    conflict: bool,
}

/// A cell that is not taken as it is.
#[derive(Serialize, ToSchema)]
struct WrongAnswer {
    /// Its address.
    #[schema(example = "F12")]
    cell: String,
    /// The field of its row, where that is known.
    field: Option<String>,
    /// What stands there, at most 60 characters of it.
    value: String,
    /// The rule.
    rule: Sentence,
    /// What to do.
    remedy: Sentence,
}

impl DifferenceAnswer {
    fn of(it: &Difference) -> Self {
        Self {
            field: it.key.to_string(),
            name: Word::of(it.key.field),
            cell: format!("{}{}", column_letters(place::ANSWER), it.row),
            base: it.base.clone(),
            stored: it.stored.clone(),
            by: it.by.clone(),
            text: it.text.clone(),
            conflict: it.conflict,
        }
    }
}

impl WrongAnswer {
    fn of(it: &WrongCell) -> Self {
        let [rule_th, rule_en, remedy_th, remedy_en] = it.rule.words();
        Self {
            cell: it.address(),
            field: it.field.as_ref().map(ToString::to_string),
            value: shortened(&it.value),
            rule: Sentence::new(rule_th, rule_en),
            remedy: Sentence::new(remedy_th, remedy_en),
        }
    }
}

fn address((plan, round, unit): (&str, &str, &str), id: &str) -> String {
    format!("{BASE}/plans/{}/rounds/{}/returns/{}/sheet/{}", encode(plan), encode(round), encode(unit), encode(id))
}

impl SheetAnswer {
    fn of(it: &SheetPreview) -> Self {
        let key = &it.view.submission.key;
        let here = address((key.plan.as_str(), key.round.as_str(), key.unit.as_str()), &it.upload.id);
        Self {
            id: it.upload.id.clone(),
            name: it.upload.name.clone(),
            kept_at: it.upload.created_at.to_string(),
            seen: it.seen.clone(),
            differences: it.differences.iter().map(DifferenceAnswer::of).collect(),
            wrong: it.wrong.iter().map(WrongAnswer::of).collect(),
            marked: format!("{here}/marked.xlsx"),
        }
    }
}

/// The confirmation of a sheet.
#[derive(Deserialize, ToSchema)]
#[expect(dead_code, reason = "documents the body, which is read field by field so that every fault is told")]
pub(in crate::api) struct ConfirmSheetBody {
    /// The sheet's `seen`, as it was read.
    #[schema(min_length = 1)]
    seen: String,
    /// Which text stands, for each field that was changed in both places.
    choices: Option<Vec<ChoiceBody>>,
}

/// Which text of a field stands.
#[derive(Deserialize, ToSchema)]
#[expect(dead_code, reason = "documents the body, which is read field by field so that every fault is told")]
struct ChoiceBody {
    /// The field.
    #[schema(example = "indicator:K01:value", min_length = 1)]
    field: String,
    /// `file` or `stored`.
    #[schema(example = "file", min_length = 1)]
    stands: String,
}

fn keep(call: &Call, sent: &Sent<At>) -> Result<String, Refusal> {
    let name = call.asked("name").unwrap_or("return.xlsx");
    Ok(call.app.keep_return_sheet(&call.actor, &key(&sent.path)?, name, &sent.body)?)
}

fn tell(call: &Call, sent: &Sent<At>, id: Option<String>) -> Result<Told<SheetAnswer>, Refusal> {
    // Where the answer was lost the same file is kept once more: an account has one at a time.
    let id = id.map_or_else(|| keep(call, sent), Ok)?;
    let preview = call.app.preview_return_sheet(&call.actor, &key(&sent.path)?, &id)?;
    let (plan, round, unit) = &sent.path;
    Ok(Told::new(StatusCode::CREATED, SheetAnswer::of(&preview)).at(address((plan, round, unit), &id)))
}

fn stands(body: &mut Body) -> Option<Stands> {
    match body.needed("stands").as_str() {
        "file" => Some(Stands::File),
        "stored" => Some(Stands::Stored),
        _ => {
            body.fault("stands", "ระบุค่าใดค่าหนึ่งต่อไปนี้: file, stored", "must be one of file, stored");
            None
        }
    }
}

fn store(call: &Call, sent: &Sent<AtSheet>) -> Result<(), Refusal> {
    let (plan, round, unit, id) = &sent.path;
    let key = key_of(plan, round, unit)?;
    let mut body = Body::read(&sent.body)?;
    let seen = body.needed("seen");
    let chosen = body.each("choices", |body| {
        let (field, stands) = (body.named::<FieldKey>("field", "indicator:K01:value"), stands(body));
        field.zip(stands)
    });
    let chosen: BTreeMap<FieldKey, Stands> = chosen.into_iter().collect();
    let command = body.end(Some(ConfirmSheet { key, upload: id.clone(), seen, chosen }))?;
    Ok(call.app.confirm_return_sheet(&call.actor, &command).map(drop)?)
}

fn tell_stored(call: &Call, sent: &Sent<AtSheet>, _: Option<()>) -> Result<Told<ReturnFacts>, Refusal> {
    let (plan, round, unit, _) = &sent.path;
    let view = read(call, &(plan.clone(), round.clone(), unit.clone()))?;
    Ok(Told::ok(ReturnFacts::of(&view.plan, &view.round, &view.submission)))
}

/// A return as a workbook to be filled in without the network: locked cells, and each row knows its field and version
#[utoipa::path(
    get, path = "/api/v1/plans/{plan}/rounds/{round}/returns/{unit}/sheet", tag = "returns",
    extensions(("x-summary-th" = json!("แบบรายงานเป็นไฟล์ Excel สำหรับกรอกโดยไม่ต้องต่อเครือข่าย"))),
    params(ReturnPath),
    responses((status = 200, description = "The sheet", content_type = "application/octet-stream"), (status = 404, response = Missing))
)]
pub(in crate::api) async fn take(call: Call, Path(at): Path<At>) -> Response {
    call.file(Action::EditReturn, move |call| {
        let key = key(&at)?;
        let (_, bytes) = call.app.return_sheet(&call.actor, &key)?;
        Ok(File { kind: XLSX, name: format!("return {} {} {}.xlsx", key.plan, key.round, key.unit), bytes })
    })
    .await
}

/// Brings a sheet back: it is kept and compared, and nothing is stored yet
#[utoipa::path(
    post, path = "/api/v1/plans/{plan}/rounds/{round}/returns/{unit}/sheet", tag = "returns",
    extensions(("x-summary-th" = json!("นำไฟล์แบบรายงานที่กรอกแล้วกลับเข้าเพื่อเปรียบเทียบ ยังไม่บันทึก"))),
    params(ReturnPath, ("name" = Option<String>, Query, description = "Name of the file", example = "แบบรายงาน.xlsx")),
    request_body(content = Vec<u8>, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", description = "The sheet, up to 20 MB"),
    responses(
        (status = 201, description = "What it would change", body = SheetAnswer),
        (status = 403, response = Forbidden), (status = 404, response = Missing), (status = 409, response = Stale),
        (status = 413, response = TooLarge), (status = 422, response = Invalid),
    )
)]
pub(in crate::api) async fn bring(call: Call, Path(path): Path<At>, body: Bytes) -> Response {
    call.write(Action::EditReturn, Sent { path, body }, keep, tell).await
}

/// A sheet that was brought back, held against the return as it is stored now
#[utoipa::path(
    get, path = "/api/v1/plans/{plan}/rounds/{round}/returns/{unit}/sheet/{id}", tag = "returns",
    extensions(("x-summary-th" = json!("ความแตกต่างระหว่างไฟล์ที่นำกลับเข้ากับแบบรายงานที่บันทึกอยู่"))),
    params(ReturnPath, ("id" = String, Path, description = "Id of the sheet")),
    responses((status = 200, description = "What it would change", body = SheetAnswer), (status = 404, response = Missing))
)]
pub(in crate::api) async fn show(call: Call, Path((plan, round, unit, id)): Path<AtSheet>) -> Response {
    // A newer sheet of the account takes its place, which no entry of the journal tells.
    call.fresh(Action::EditReturn, move |call| {
        let key = key_of(&plan, &round, &unit)?;
        Ok(SheetAnswer::of(&call.app.preview_return_sheet(&call.actor, &key, &id)?))
    })
    .await
}

/// A sheet that was brought back, handed back with its wrong cells marked
#[utoipa::path(
    get, path = "/api/v1/plans/{plan}/rounds/{round}/returns/{unit}/sheet/{id}/marked.xlsx", tag = "returns",
    extensions(("x-summary-th" = json!("ไฟล์ที่นำกลับเข้าพร้อมเครื่องหมายที่ช่องซึ่งต้องแก้ไข"))),
    params(ReturnPath, ("id" = String, Path, description = "Id of the sheet")),
    responses((status = 200, description = "The sheet", content_type = "application/octet-stream"), (status = 404, response = Missing))
)]
pub(in crate::api) async fn marked(call: Call, Path((plan, round, unit, id)): Path<AtSheet>) -> Response {
    call.fresh_file(Action::EditReturn, move |call| {
        let key = key_of(&plan, &round, &unit)?;
        let bytes = call.app.marked_return_sheet(&call.actor, &key, &id)?;
        Ok(File { kind: XLSX, name: format!("return {plan} {round} {unit} marked.xlsx"), bytes })
    })
    .await
}

/// Stores what a sheet changes: all of it, or nothing; the sheet is kept no longer
#[utoipa::path(
    post, path = "/api/v1/plans/{plan}/rounds/{round}/returns/{unit}/sheet/{id}/confirm", tag = "returns",
    extensions(("x-summary-th" = json!("ยืนยันการบันทึกจากไฟล์แบบรายงานที่นำกลับเข้า"))),
    params(ReturnPath, ("id" = String, Path, description = "Id of the sheet")),
    request_body(content = ConfirmSheetBody, content_type = "application/json"),
    responses(
        (status = 200, description = "Where the return is now", body = ReturnFacts), (status = 400, response = NotJson),
        (status = 403, response = Forbidden), (status = 404, response = Missing),
        (status = 409, response = Stale), (status = 422, response = Invalid),
    )
)]
pub(in crate::api) async fn confirm(call: Call, Path(path): Path<AtSheet>, body: Bytes) -> Response {
    call.write(Action::EditReturn, Sent { path, body }, store, tell_stored).await
}
