//! A target in a draft edition.

use phaen_domain::access::Action;
use phaen_domain::indicator::Target;
use phaen_domain::plan::Edition;
use phaen_domain::workbook::check_target;

use super::{accepted, readable, reason_given, target_text};
use crate::error::AppError;
use crate::ports::writing;
use crate::{Actor, App, change, of_plan};

/// A target that is to be stored.
#[derive(Debug, Clone)]
pub struct SetTarget {
    /// Code of the plan.
    pub plan: String,
    /// Number of the draft edition.
    pub edition: u32,
    /// The target as it shall be.
    pub target: Target,
    /// The version that the person saw; 0 when there was none.
    pub seen_version: u32,
    /// Why.
    pub reason: String,
}

impl App {
    /// Changes a target of a draft edition.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::EditionNotDraft`], [`AppError::Stale`], [`AppError::Workbook`] with the broken rules …
    pub fn set_target(&self, actor: &Actor, command: &SetTarget) -> Result<(), AppError> {
        self.authorise(actor, Action::SetTarget)?;
        reason_given(&command.reason)?;
        readable(&[("printed", command.target.printed.as_deref()), ("note", command.target.note.as_deref())])?;
        writing(self.store.as_ref(), |tx| {
            let view = self.view(tx, &command.plan, Some(command.edition))?;
            editable(view.edition())?;
            let code = &command.target.indicator;
            view.indicator(code).ok_or_else(|| AppError::NotFound { kind: "indicator", code: code.to_string() })?;
            accepted(&check_target(&view.plan, &command.target))?;
            let target = &command.target;
            let before =
                view.targets_of(code).find(|(t, _)| t.unit == target.unit && t.round == target.round).map(|(t, _)| t.clone());
            if !tx.save_target(&view.plan.plan.code, command.edition, target, command.seen_version)? {
                return Err(AppError::Stale { stored: before.as_ref().map(target_text).unwrap_or_default(), by: None });
            }
            let mut detail = Vec::from_iter(change("period", None, target.round.as_ref().map(ToString::to_string)));
            detail.extend(change("unit", None, target.unit.as_ref().map(ToString::to_string)));
            detail.extend(change("target", before.as_ref().map(target_text), Some(target_text(target))));
            detail.push(of_plan(&view.plan.plan.code));
            let entry = self.entry(actor, "target_set", ("indicator", code.as_str()), Some(&command.reason), detail);
            tx.append(&entry).map(|_| ())
        })
    }
}

fn editable(edition: &Edition) -> Result<(), AppError> {
    if edition.state.is_editable() { Ok(()) } else { Err(AppError::EditionNotDraft(edition.state)) }
}
