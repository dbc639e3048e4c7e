//! Storing a sheet that was looked at: all its changes in one transaction with one journal entry, or none.

use phaen_domain::access::Action;
use phaen_domain::submission::Entry;
use phaen_domain::submission::offline::Difference;

use super::{ConfirmSheet, Stands, compared, fingerprint};
use crate::error::{AppError, FieldProblem};
use crate::exchange::{Upload, hash_of};
use crate::ports::{Writing, writing};
use crate::returns::{ReturnView, object_code};
use crate::{Actor, App, change};

/// What the journal calls a sheet that was brought back.
pub(crate) const SHEET_BROUGHT: &str = "return_sheet_brought";

impl App {
    /// Stores what a sheet changed, with the texts that were chosen; tells how many fields.
    ///
    /// # Errors
    /// [`AppError::PreviewOutOfDate`] when something was stored since it was looked at, [`AppError::Fields`] while a choice is missing,
    /// [`AppError::Denied`], [`AppError::File`] …
    pub fn confirm_return_sheet(&self, actor: &Actor, command: &ConfirmSheet) -> Result<usize, AppError> {
        drop(self.editable_return(actor, &command.key)?);
        let (upload, raw) = self.kept_sheet(actor, &command.upload)?;
        self.have_read(command.key.plan.as_str())?;
        let stored = writing(self.store.as_ref(), |tx| {
            let view = ReturnView::load(self, tx, &command.key)?;
            let (differences, wrong) = compared(&raw, &view)?;
            if !wrong.is_empty() || fingerprint(&upload, &differences) != command.seen {
                return Err(AppError::PreviewOutOfDate);
            }
            self.store_sheet(tx, actor, command, &view, &upload, &taken(command, differences)?)
        });
        match stored {
            Err(AppError::Unchanged { .. }) => Ok(0),
            other => other,
        }
    }

    fn store_sheet(
        &self,
        tx: &mut dyn Writing,
        actor: &Actor,
        command: &ConfirmSheet,
        view: &ReturnView,
        upload: &Upload,
        taken: &[Difference],
    ) -> Result<usize, AppError> {
        let office =
            self.authorise_return(actor, Action::EditReturn, &view.plan, &view.submission, &view.prepared_by)?.title_th();
        if taken.is_empty() {
            return Err(AppError::Unchanged { version: view.submission.version });
        }
        for it in taken {
            let entry = Entry { text: it.text.clone(), version: it.version + 1, by: actor.login.clone(), at: self.clock.now() };
            if !tx.save_field(&command.key, &it.key, &entry)? {
                return Err(AppError::PreviewOutOfDate);
            }
        }
        let mut submission = view.submission.clone();
        if submission.proposed_at.take().is_some() {
            // The head endorses what was handed over, and this is something else.
            self.move_on(tx, &mut submission)?;
        }
        let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let mut detail: Vec<_> =
            taken.iter().filter_map(|it| change(&it.key.to_string(), text(&it.stored), text(&it.text))).collect();
        detail.extend(change("file_sha256", None, Some(hash_of(&upload.bytes))));
        let code = object_code(&command.key);
        tx.append(&self.entry_in(actor, &office, SHEET_BROUGHT, ("return", &code), Some(&upload.name), detail))?;
        tx.forget_upload(&upload.id)?;
        Ok(taken.len())
    }
}

/// What the file changes: what only it changed, and what was chosen of the rest.
fn taken(command: &ConfirmSheet, differences: Vec<Difference>) -> Result<Vec<Difference>, AppError> {
    let mut taken = Vec::new();
    for it in differences {
        match (it.conflict, command.chosen.get(&it.key)) {
            (false, _) | (true, Some(Stands::File)) => taken.push(it),
            (true, Some(Stands::Stored)) => {}
            (true, None) => {
                let th = "มีช่องที่แก้ไขทั้งในไฟล์และในระบบซึ่งยังไม่ได้เลือก กรุณาเลือกว่าจะใช้ข้อความใด";
                let en = "Some fields were changed in both places and are not decided yet; choose which text stands";
                return Err(AppError::Fields(vec![FieldProblem::new("conflict", th, en)]));
            }
        }
    }
    Ok(taken)
}
