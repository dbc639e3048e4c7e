//! A return taken out to be filled in without the network, and brought back: looked at first, then stored as a whole or not at all.

mod sealing;
mod sheet;
mod storing;

use std::collections::BTreeMap;

use phaen_domain::access::Action;
use phaen_domain::submission::offline::{Difference, WrongCell, WrongFile, differences, read};
use phaen_domain::submission::{FieldKey, SubmissionKey};
use phaen_domain::workbook::RawWorkbook;

pub(super) use sealing::SECRET_MADE;
pub(super) use storing::SHEET_BROUGHT;

use super::ReturnView;
use crate::error::AppError;
use crate::exchange::{Upload, hash_of};
use crate::ports::{FileRefusal, reading, technical};
use crate::{Actor, App};

/// What a sheet that came back would change.
#[derive(Debug)]
pub struct SheetPreview {
    /// The file.
    pub upload: Upload,
    /// The return as it is stored now.
    pub view: ReturnView,
    /// What differs, in the order of the sheet.
    pub differences: Vec<Difference>,
    /// Cells that are not taken; while there are any, nothing is stored.
    pub wrong: Vec<WrongCell>,
    /// What was looked at: the confirmation names it, so that nobody confirms what they have not seen.
    pub seen: String,
}

/// Which text stands where the field was changed in both places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stands {
    /// The file's.
    File,
    /// The stored one.
    Stored,
}

/// A sheet that is to be stored.
#[derive(Debug, Clone)]
pub struct ConfirmSheet {
    /// Which return.
    pub key: SubmissionKey,
    /// The file's id.
    pub upload: String,
    /// What was looked at.
    pub seen: String,
    /// What was chosen for each field that was changed in both places.
    pub chosen: BTreeMap<FieldKey, Stands>,
}

impl App {
    /// The return as a workbook to be filled in without the network, with the name of its unit.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::NotFound`], [`AppError::Press`] …
    pub fn return_sheet(&self, actor: &Actor, key: &SubmissionKey) -> Result<(ReturnView, Vec<u8>), AppError> {
        let view = self.editable_return(actor, key)?;
        let mut sheet = sheet::sheet_of(&view);
        self.seal(actor, &mut sheet)?;
        let bytes = self.press.return_sheet(&sheet, &[])?;
        Ok((view, bytes))
    }

    /// Keeps a sheet that came back until it is confirmed; gives its id. What is no sheet of this return, or has other hidden
    /// cells than it went out with, is refused.
    ///
    /// # Errors
    /// [`AppError::File`], [`AppError::Denied`] …
    pub fn keep_return_sheet(&self, actor: &Actor, key: &SubmissionKey, name: &str, bytes: &[u8]) -> Result<String, AppError> {
        let view = self.editable_return(actor, key)?;
        let raw = self.press.read_workbook(name, bytes).map_err(AppError::File)?;
        read(&raw, key, &view.form, view.round.months).map_err(refusal)?;
        self.sealed(&raw, key)?;
        let name = name.chars().take(200).collect();
        let upload = Upload {
            id: self.ids.id(),
            account: actor.account.clone(),
            name,
            bytes: bytes.to_vec(),
            created_at: self.clock.now(),
        };
        technical(self.store.as_ref(), |tx| tx.save_upload(&upload))?;
        Ok(upload.id)
    }

    /// What a kept sheet would change. Nothing is stored.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the file is not there or another person's, [`AppError::File`], [`AppError::Denied`] …
    pub fn preview_return_sheet(&self, actor: &Actor, key: &SubmissionKey, id: &str) -> Result<SheetPreview, AppError> {
        let view = self.editable_return(actor, key)?;
        let (upload, raw) = self.kept_sheet(actor, id)?;
        let (differences, wrong) = compared(&raw, &view)?;
        let seen = fingerprint(&upload, &differences);
        Ok(SheetPreview { upload, view, differences, wrong, seen })
    }

    /// The sheet handed back with its wrong cells marked: what the person typed stays, and it can be brought back as it is.
    ///
    /// # Errors
    /// As [`App::preview_return_sheet`].
    pub fn marked_return_sheet(&self, actor: &Actor, key: &SubmissionKey, id: &str) -> Result<Vec<u8>, AppError> {
        let view = self.editable_return(actor, key)?;
        let (_, raw) = self.kept_sheet(actor, id)?;
        let (_, wrong) = read(&raw, key, &view.form, view.round.months).map_err(refusal)?;
        let mut sheet = sheet::sheet_of(&view);
        sheet.fill(&raw);
        self.seal(actor, &mut sheet)?;
        self.press.return_sheet(&sheet, &wrong)
    }

    fn editable_return(&self, actor: &Actor, key: &SubmissionKey) -> Result<ReturnView, AppError> {
        self.authorise(actor, Action::EditReturn)?;
        let view = reading(self.store.as_ref(), |tx| ReturnView::load(self, tx, key))?;
        self.authorise_return(actor, Action::EditReturn, &view.plan, &view.submission, &view.prepared_by)?;
        Ok(view)
    }

    fn kept_sheet(&self, actor: &Actor, id: &str) -> Result<(Upload, RawWorkbook), AppError> {
        let upload = reading(self.store.as_ref(), |tx| tx.upload(id))?;
        let missing = || AppError::NotFound { kind: "upload", code: id.to_owned() };
        let upload = upload.filter(|upload| upload.account == actor.account).ok_or_else(missing)?;
        let raw = self.press.read_workbook(&upload.name, &upload.bytes).map_err(AppError::File)?;
        Ok((upload, raw))
    }
}

fn compared(raw: &RawWorkbook, view: &ReturnView) -> Result<(Vec<Difference>, Vec<WrongCell>), AppError> {
    let (brought, wrong) = read(raw, &view.submission.key, &view.form, view.round.months).map_err(refusal)?;
    Ok((differences(&brought, &view.fields), wrong))
}

/// The file and the stored versions that it was held against.
fn fingerprint(upload: &Upload, differences: &[Difference]) -> String {
    let mut text = hash_of(&upload.bytes);
    for it in differences {
        text.push_str(&format!("\n{} {}", it.key, it.version));
    }
    hash_of(text.as_bytes())
}

fn refusal(wrong: WrongFile) -> AppError {
    AppError::File(FileRefusal { th: wrong.th(), en: wrong.en() })
}
