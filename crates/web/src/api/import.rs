//! Bringing a plan workbook in: a dry run that stores nothing, or the import itself. Nothing is stored unless all of it is right.

use axum::body::Bytes;
use axum::response::Response;
use phaen_app::AppError;
use phaen_app::exchange::{Preview, file_hash};
use phaen_domain::access::Action;
use phaen_domain::workbook::{RawWorkbook, RowChange, RowDifference};
use serde::Serialize;
use utoipa::ToSchema;

use super::call::Call;
use super::document::{Forbidden, Invalid, Stale, TooLarge};
use super::once::{Sent, Told};
use super::refusal::{Fault, Refusal};
use super::wire::Word;

/// Most rows that an answer lists; the counts count all.
const MOST_ROWS: usize = 1_000;

/// What a workbook changes.
#[derive(Serialize, ToSchema)]
pub(super) struct ImportAnswer {
    /// Whether it was only tried.
    dry_run: bool,
    /// Whether the workbook says anything that is not stored already; after an import: whether anything was stored.
    changed: bool,
    /// Code of the plan.
    plan: String,
    /// Number of the edition that it is stored as.
    edition: u32,
    /// Whether the database did not know the plan.
    is_new: bool,
    /// Whether a new draft edition is made because the stored one is announced.
    amends: bool,
    /// Rows added.
    rows_added: usize,
    /// Rows changed.
    rows_changed: usize,
    /// Rows removed.
    rows_removed: usize,
    /// The rows, the first thousand.
    rows: Vec<RowAnswer>,
    /// SHA-256 of the file: how the journal names it.
    file_sha256: String,
    /// The journal's number when it was compared: send it as `seen` to import exactly what a dry run showed.
    sequence: u64,
}

/// A row that differs.
#[derive(Serialize, ToSchema)]
struct RowAnswer {
    /// Key of the sheet.
    sheet: String,
    /// Thai title of the sheet.
    sheet_th: String,
    /// The same in English.
    sheet_en: String,
    /// What identifies the row.
    identity: Vec<String>,
    /// Added, changed or removed.
    change: Word,
    /// Cells that differ.
    cells: Vec<CellAnswer>,
}

/// A cell that differs.
#[derive(Serialize, ToSchema)]
struct CellAnswer {
    /// Key of the column.
    column: String,
    /// Thai header of the column.
    column_th: String,
    /// The same in English.
    column_en: String,
    /// What is stored.
    before: Option<String>,
    /// What the workbook says.
    after: Option<String>,
}

impl RowAnswer {
    fn of(row: &RowDifference) -> Self {
        let (change, cells) = match &row.change {
            RowChange::Added => (Word::new("added", "เพิ่ม", "Added"), Vec::new()),
            RowChange::Removed => (Word::new("removed", "ลบ", "Removed"), Vec::new()),
            RowChange::Changed(cells) => (Word::new("changed", "เปลี่ยน", "Changed"), cells.clone()),
        };
        let cells = cells.into_iter().map(|cell| CellAnswer {
            column: cell.column.to_owned(),
            column_th: cell.column_th.to_owned(),
            column_en: cell.column_en.to_owned(),
            before: cell.before,
            after: cell.after,
        });
        Self {
            sheet: row.sheet.to_owned(),
            sheet_th: row.sheet_th.to_owned(),
            sheet_en: row.sheet_en.to_owned(),
            identity: row.identity.clone(),
            change,
            cells: cells.collect(),
        }
    }
}

fn answer(preview: &Preview, dry_run: bool, changed: bool, bytes: &[u8]) -> ImportAnswer {
    let (rows_added, rows_changed, rows_removed) = preview.difference.counts();
    ImportAnswer {
        dry_run,
        changed,
        plan: preview.plan.plan.code.to_string(),
        edition: preview.plan.edition.number,
        is_new: preview.is_new,
        amends: preview.amends,
        rows_added,
        rows_changed,
        rows_removed,
        rows: preview.difference.rows.iter().take(MOST_ROWS).map(RowAnswer::of).collect(),
        file_sha256: file_hash(bytes),
        sequence: preview.sequence,
    }
}

/// A mistyped wish for a dry run must never store anything.
fn dry_run(call: &Call) -> Result<bool, Refusal> {
    match call.raw("dry_run") {
        None | Some("false" | "0") => Ok(false),
        Some("true" | "1") => Ok(true),
        Some(_) => Err(Refusal::Fields(vec![Fault::new("dry_run", "ระบุ true หรือ false", "must be true or false")])),
    }
}

fn workbook(call: &Call, bytes: &[u8]) -> Result<RawWorkbook, Refusal> {
    let name: String = call.asked("name").unwrap_or("workbook.xlsx").chars().take(200).collect();
    Ok(call.app.press().read_workbook(&name, bytes).map_err(AppError::File)?)
}

/// What the workbook changes, and whether it was stored.
fn import(call: &Call, sent: &Sent<()>) -> Result<(Preview, bool), Refusal> {
    let (dry_run, seen) = (dry_run(call)?, call.number::<u64>("seen")?);
    let raw = workbook(call, &sent.body)?;
    let preview = call.app.preview_import(&call.actor, &raw)?;
    if dry_run {
        let changes = !preview.changes_nothing();
        return Ok((preview, changes));
    }
    // Without `seen`, what is stored is still exactly what this answer tells.
    let seen = seen.unwrap_or(preview.sequence);
    let changed = call.app.confirm_import(&call.actor, &raw, &file_hash(&sent.body), Some(seen))?;
    Ok((preview, changed))
}

fn tell(call: &Call, sent: &Sent<()>, done: Option<(Preview, bool)>) -> Result<Told<ImportAnswer>, Refusal> {
    let (preview, changed) = match done {
        Some(done) => done,
        // It is stored: what it changed is told by the journal, and it changes nothing more.
        None => (call.app.preview_import(&call.actor, &workbook(call, &sent.body)?)?, true),
    };
    Ok(Told::ok(answer(&preview, dry_run(call)?, changed, &sent.body)))
}

/// Imports a plan workbook, or tries it without storing anything
#[utoipa::path(
    post, path = "/api/v1/import", tag = "writing",
    extensions(("x-summary-th" = json!("นำเข้าสมุดงานแผน หรือตรวจก่อนโดยไม่บันทึก"))),
    params(
        ("dry_run" = Option<bool>, Query, description = "true: tell what would change and store nothing"),
        ("seen" = Option<u64>, Query, description = "The `sequence` of a dry run: refused when something was stored since"),
        ("name" = Option<String>, Query, description = "Name of the file, for its messages"),
    ),
    request_body(content = Vec<u8>, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", description = "The workbook, XLSX or a ZIP of CSV files, up to 20 MB"),
    responses(
        (status = 200, description = "What changes or was changed", body = ImportAnswer),
        (status = 403, response = Forbidden), (status = 409, response = Stale),
        (status = 413, response = TooLarge), (status = 422, response = Invalid),
    )
)]
pub(super) async fn post(call: Call, body: Bytes) -> Response {
    call.write(Action::Import, Sent { path: (), body }, import, tell).await
}
