//! A new draft edition of a plan, and the texts of its book.

use phaen_domain::access::Action;
use phaen_domain::plan::{AgencyPlan, Edition, EditionState, Narrative};

use super::{narrative_text, readable, reason_given};
use crate::error::AppError;
use crate::ports::writing;
use crate::{Actor, App, change};

/// A text of the book that is to be stored.
#[derive(Debug, Clone)]
pub struct WriteNarrative {
    /// Code of the plan.
    pub plan: String,
    /// Number of the edition.
    pub edition: u32,
    /// The text as it shall be; an empty one is taken out.
    pub narrative: Narrative,
    /// The version that the person saw; 0 when there was none.
    pub seen_version: u32,
}

impl App {
    /// Makes a draft edition from the newest one, so that an announced plan can be amended (`decisions.md` 1).
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::EditionNotDraft`] when there is a draft already …
    pub fn amend_plan(&self, actor: &Actor, plan: &str, reason: &str) -> Result<u32, AppError> {
        self.authorise(actor, Action::AmendPlan)?;
        reason_given(reason)?;
        writing(self.store.as_ref(), |tx| {
            let newest = self.view(tx, plan, None)?.editions.last().map(|edition| edition.number);
            let view = self.view(tx, plan, newest)?;
            if view.edition().state == EditionState::Draft {
                return Err(AppError::EditionNotDraft(EditionState::Draft));
            }
            let mut amended = AgencyPlan::clone(&view.plan);
            // What returns report by month is kept beside the lines, and stands in no edition.
            if let Some(stored) = tx.plan(&view.plan.plan.code, view.edition().number)? {
                amended.budget = stored.plan.budget;
            }
            let number = view.edition().number + 1;
            amended.edition = Edition { number, state: EditionState::Draft, announced_on: None, reason: Some(reason.to_owned()) };
            tx.save_plan(&amended, &[])?;
            let detail = change("edition", Some(view.edition().number.to_string()), Some(number.to_string()));
            let entry = self.entry(actor, "plan_amended", ("plan", plan), Some(reason), detail.into_iter().collect());
            tx.append(&entry)?;
            Ok(number)
        })
    }

    /// Writes a text of the book in a draft edition or, since texts are not figures, in one that is in force.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::NotFound`], [`AppError::Fields`], [`AppError::Stale`] …
    pub fn write_narrative(&self, actor: &Actor, command: &WriteNarrative) -> Result<(), AppError> {
        self.authorise(actor, Action::WriteNarrative)?;
        let narrative = &command.narrative;
        readable(&[
            ("text", Some(&narrative.text)),
            ("source", narrative.source.as_deref()),
            ("section", Some(&narrative.section)),
        ])?;
        writing(self.store.as_ref(), |tx| {
            let view = self.view(tx, &command.plan, Some(command.edition))?;
            let stored = view.narrative(&narrative.section, narrative.order);
            let before = stored.map(|(before, _)| before);
            let code = &view.plan.plan.code;
            // A text that is left empty where there is none stores nothing, so the version is compared here as well.
            let seen = stored.map_or(0, |(_, version)| version) == command.seen_version;
            if !seen || !tx.save_narrative(code, command.edition, narrative, command.seen_version)? {
                return Err(AppError::Stale { stored: before.map(narrative_text).unwrap_or_default(), by: None });
            }
            let after = (!narrative.text.is_empty()).then_some(narrative);
            let mut detail = Vec::from_iter(change("text", before.map(|n| n.text.clone()), after.map(|n| n.text.clone())));
            detail.extend(change("source", before.and_then(|n| n.source.clone()), after.and_then(|n| n.source.clone())));
            let entry = self.entry(actor, "narrative_written", ("narrative", &narrative.section), None, detail);
            tx.append(&entry).map(|_| ())
        })
    }
}
