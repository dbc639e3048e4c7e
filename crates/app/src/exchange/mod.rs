//! Workbooks in and out: read, preview the difference, confirm, export. Nothing is stored unless all of it is right.

pub(crate) use freezing::{hash_of, in_hex};

mod freezing;
mod merging;
mod preview;
mod rounds;

use phaen_domain::access::Action;
use phaen_domain::id::PlanCode;
use phaen_domain::journal::Change;
use phaen_domain::plan::{AgencyPlan, EditionState, Plan};
use phaen_domain::workbook::{RawWorkbook, Records, RowChange, RowDifference, write};

pub use preview::{Preview, Upload};

use crate::error::AppError;
use crate::ports::{Disbursement, Provenance, Writing, reading, technical, writing};
use crate::{Actor, App, of_plan};

/// What the journal calls an import.
pub(crate) const PLAN_IMPORTED: &str = "plan_imported";
/// What the journal calls a thing that an import added to a plan that was there.
pub(crate) const ROW_ADDED: &str = "row_added_by_import";

/// What an import stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The plan.
    pub plan: Plan,
    /// Number of the edition.
    pub edition: u32,
    /// Its state.
    pub state: EditionState,
}

impl App {
    /// Reads a file and keeps it for confirmation; gives the id to confirm with.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::File`] or [`AppError::Store`].
    pub fn keep_upload(&self, actor: &Actor, name: &str, bytes: &[u8]) -> Result<String, AppError> {
        self.authorise(actor, Action::Import)?;
        self.press.read_workbook(name, bytes).map_err(AppError::File)?;
        let upload = Upload {
            id: self.ids.id(),
            account: actor.account.clone(),
            name: name.chars().take(200).collect(),
            bytes: bytes.to_vec(),
            created_at: self.clock.now(),
        };
        technical(self.store.as_ref(), |tx| tx.save_upload(&upload))?;
        Ok(upload.id)
    }

    /// The kept file, read again.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::NotFound`] when it is not there or another person's, [`AppError::File`].
    pub fn upload(&self, actor: &Actor, id: &str) -> Result<(Upload, RawWorkbook), AppError> {
        self.authorise(actor, Action::Import)?;
        let upload = reading(self.store.as_ref(), |tx| tx.upload(id))?;
        let missing = || AppError::NotFound { kind: "upload", code: id.to_owned() };
        let upload = upload.filter(|upload| upload.account == actor.account).ok_or_else(missing)?;
        let raw = self.press.read_workbook(&upload.name, &upload.bytes).map_err(AppError::File)?;
        Ok((upload, raw))
    }

    /// What a workbook would change. Nothing is stored.
    ///
    /// # Errors
    /// [`AppError::Workbook`] with all problems at once, [`AppError::Denied`] or [`AppError::Store`].
    pub fn preview_import(&self, actor: &Actor, raw: &RawWorkbook) -> Result<Preview, AppError> {
        self.authorise(actor, Action::Import)?;
        reading(self.store.as_ref(), |tx| preview::preview(self, tx, raw))
    }

    /// Stores what the preview showed. Answers whether anything was stored: the same file twice changes nothing.
    ///
    /// # Errors
    /// [`AppError::PreviewOutOfDate`] when something was stored since, and as [`App::preview_import`].
    pub fn confirm_import(&self, actor: &Actor, raw: &RawWorkbook, file_hash: &str, seen: Option<u64>) -> Result<bool, AppError> {
        Ok(self.import(actor, raw, file_hash, seen, None)?.is_some())
    }

    /// Stores what the preview of a kept file showed, and forgets the file. Answers which edition was stored, if anything was.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the file is not there any more, and as [`App::confirm_import`].
    pub fn confirm_upload(&self, actor: &Actor, id: &str, seen: u64) -> Result<Option<Imported>, AppError> {
        let (upload, raw) = self.upload(actor, id)?;
        self.import(actor, &raw, &hash_of(&upload.bytes), Some(seen), Some(id))
    }

    fn import(
        &self,
        actor: &Actor,
        raw: &RawWorkbook,
        file_hash: &str,
        seen: Option<u64>,
        upload: Option<&str>,
    ) -> Result<Option<Imported>, AppError> {
        let preview = self.preview_import(actor, raw)?;
        if seen.is_some_and(|seen| seen != preview.sequence) {
            return Err(AppError::PreviewOutOfDate);
        }
        if preview.changes_nothing() {
            return Ok(None);
        }
        writing(self.store.as_ref(), |tx| {
            let preview = preview::preview(self, tx, raw)?;
            if seen.is_some_and(|seen| seen != preview.sequence) {
                return Err(AppError::PreviewOutOfDate);
            }
            self.store_import(tx, actor, &preview, file_hash)?;
            upload.map_or(Ok(()), |id| tx.forget_upload(id))?;
            let edition = &preview.plan.edition;
            Ok(Some(Imported { plan: preview.plan.plan.clone(), edition: edition.number, state: edition.state }))
        })
    }

    fn store_import(&self, tx: &mut dyn Writing, actor: &Actor, preview: &Preview, file_hash: &str) -> Result<(), AppError> {
        let entered_at = self.clock.now();
        let observations = preview.observations.iter().map(|(observation, version)| {
            let import_hash = Some(file_hash.to_owned());
            let provenance = Provenance { entered_by: actor.login.clone(), entered_at, import_hash, version: version + 1 };
            (observation.clone(), provenance)
        });
        let observations = observations.collect::<Vec<_>>();
        let stored = AgencyPlan { budget: preview.own_budget.clone(), ..preview.plan.clone() };
        tx.save_plan(&stored, &observations)?;
        let months = preview.changed_months.iter().cloned().map(|(project, month, amount)| {
            let entered_by = actor.login.clone();
            Disbursement { project, month, amount: Some(amount), entered_by, entered_at }
        });
        tx.save_disbursements(&preview.plan.plan.code, &months.collect::<Vec<_>>())?;
        let code = preview.plan.plan.code.as_str();
        let entry =
            self.entry(actor, PLAN_IMPORTED, ("plan", code), preview.plan.edition.reason.as_deref(), summary(preview, file_hash));
        tx.append(&entry)?;
        if !preview.is_new {
            self.append_rows(tx, actor, preview)?;
        }
        freezing::freeze_rounds(self, tx, actor, preview)
    }

    /// One entry for each thing that changed, so that its own history tells of it.
    fn append_rows(&self, tx: &mut dyn Writing, actor: &Actor, preview: &Preview) -> Result<(), AppError> {
        for row in &preview.difference.rows {
            if let Some((kind, code)) = object_of(row) {
                let action = match row.change {
                    RowChange::Added => ROW_ADDED,
                    RowChange::Changed(_) => "row_changed_by_import",
                    RowChange::Removed => "row_removed_by_import",
                };
                let entry = self.entry(actor, action, (kind, &code), None, row_detail(row, &preview.plan.plan.code));
                tx.append(&entry)?;
            }
        }
        Ok(())
    }

    /// The records of an edition: what an export says and an import takes back equal.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::NotFound`] or [`AppError::Store`].
    pub fn export(&self, actor: &Actor, plan: &str, edition: Option<u32>) -> Result<Records, AppError> {
        self.authorise(actor, Action::Export)?;
        let view = self.plan(actor, plan, edition)?;
        Ok(write(&view.plan))
    }
}

fn summary(preview: &Preview, file_hash: &str) -> Vec<Change> {
    let (added, changed, removed) = preview.difference.counts();
    let fact = |field: &str, after: String| Change { field: field.to_owned(), before: None, after: Some(after) };
    vec![
        fact("edition", preview.plan.edition.number.to_string()),
        fact("file_sha256", file_hash.to_owned()),
        fact("rows_added", added.to_string()),
        fact("rows_changed", changed.to_string()),
        fact("rows_removed", removed.to_string()),
    ]
}

fn object_of(row: &RowDifference) -> Option<(&'static str, String)> {
    let first = row.identity.first().cloned().unwrap_or_default();
    match row.sheet {
        "indicators" | "owners" | "steps" | "targets" => Some(("indicator", first)),
        "projects" | "project_indicators" => Some(("project", first)),
        "budget" if !first.is_empty() => Some(("project", first)),
        "units" => Some(("unit", first)),
        "rounds" => Some(("round", first)),
        "observations" => {
            let kind = if first == "indicator" { "indicator" } else { "project" };
            Some((kind, row.identity.get(1).cloned().unwrap_or_default()))
        }
        _ => None,
    }
}

fn row_detail(row: &RowDifference, plan: &PlanCode) -> Vec<Change> {
    let identity = row.identity.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" · ");
    let mut detail = vec![Change { field: row.sheet.to_owned(), before: None, after: Some(identity) }];
    if let RowChange::Changed(cells) = &row.change {
        detail.extend(cells.iter().map(|cell| Change {
            field: cell.column.to_owned(),
            before: cell.before.clone(),
            after: cell.after.clone(),
        }));
    }
    detail.push(of_plan(plan));
    detail
}

/// SHA-256 of a file, hexadecimal: how the journal names a workbook.
#[must_use]
pub fn file_hash(bytes: &[u8]) -> String {
    hash_of(bytes)
}
