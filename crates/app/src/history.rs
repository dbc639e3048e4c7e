//! The journal as people read it, and as an auditor verifies it.

use phaen_domain::access::Action;
use phaen_domain::journal::{Broken, Entry, Head, NotedHead, Verified};
use phaen_domain::plan::AgencyPlan;

use crate::error::AppError;
use crate::exchange::{PLAN_IMPORTED, ROW_ADDED};
use crate::ports::{Reading, Since, reading};
use crate::{Actor, App};

/// Entries on one page.
pub const PAGE: u32 = 100;

impl App {
    /// Newest entries, of one object when given, before a number when given. What a plan's first import brought has its beginning there:
    /// one entry tells of all of it.
    ///
    /// # Errors
    /// [`AppError::Denied`] or [`AppError::Store`].
    pub fn journal(&self, actor: &Actor, object: Option<(&str, &str)>, before: Option<u64>) -> Result<Vec<Entry>, AppError> {
        self.authorise(actor, Action::ReadJournal)?;
        reading(self.store.as_ref(), |tx| {
            let mut entries = tx.journal(object, before, PAGE)?;
            let full = u32::try_from(entries.len()).is_ok_and(|count| count >= PAGE);
            if let Some((kind, code)) = object.filter(|(kind, _)| !full && !entries.iter().any(|entry| begins(entry, kind))) {
                let earlier = entries.last().map(|entry| entry.seq).or(before);
                let brought = self.brought_by(tx, kind, code)?;
                entries.extend(brought.filter(|entry| earlier.is_none_or(|earlier| entry.seq < earlier)));
            }
            Ok(entries)
        })
    }

    /// The first import of the plan that a thing belongs to; of the earlier one when it belongs to several.
    fn brought_by(&self, tx: &mut dyn Reading, kind: &str, code: &str) -> Result<Option<Entry>, AppError> {
        let mut first: Option<Entry> = None;
        for listing in tx.plans()? {
            let plan = listing.plan.code.as_str();
            if has(&self.view(tx, plan, None)?.plan, kind, code) {
                let imported = first_import(tx, plan)?;
                first = first.into_iter().chain(imported).min_by_key(|entry| entry.seq);
            }
        }
        Ok(first)
    }

    /// Number and hash of the newest entry.
    ///
    /// # Errors
    /// [`AppError::Denied`] or [`AppError::Store`].
    pub fn journal_head(&self, actor: &Actor) -> Result<Head, AppError> {
        self.authorise(actor, Action::ReadJournal)?;
        reading(self.store.as_ref(), |tx| tx.journal_head())
    }

    /// Walks the whole chain and says whether it holds.
    ///
    /// # Errors
    /// [`AppError::Denied`] or [`AppError::Store`].
    pub fn verify_journal(&self, actor: &Actor) -> Result<Result<Verified, Broken>, AppError> {
        self.authorise(actor, Action::ReadJournal)?;
        reading(self.store.as_ref(), |tx| tx.verify_journal())
    }

    /// Whether the journal still leads to a head that was noted outside the system. It trusts the hashes that are stored: only together with
    /// [`Self::verify_journal`] does it show that nothing was cut off.
    ///
    /// # Errors
    /// [`AppError::Denied`] or [`AppError::Store`].
    pub fn find_noted_head(&self, actor: &Actor, noted: &Head) -> Result<NotedHead, AppError> {
        self.authorise(actor, Action::ReadJournal)?;
        reading(self.store.as_ref(), |tx| {
            if noted.seq > tx.journal_head()?.seq {
                return Ok(NotedHead::CutOff);
            }
            let stands = if noted.seq == 0 { *noted == Head::EMPTY } else { tx.since(noted, &[])? != Since::AnotherChain };
            Ok(if stands { NotedHead::Stands } else { NotedHead::Replaced })
        })
    }
}

/// Whether an entry tells that a later import added the thing itself, and not only something of it.
fn begins(entry: &Entry, kind: &str) -> bool {
    let own = [("indicator", "indicators"), ("project", "projects"), ("unit", "units"), ("round", "rounds")];
    let sheet = own.iter().find(|(of, _)| *of == kind).map(|(_, sheet)| *sheet);
    entry.action == ROW_ADDED && entry.detail.first().map(|change| change.field.as_str()) == sheet
}

fn has(plan: &AgencyPlan, kind: &str, code: &str) -> bool {
    match kind {
        "indicator" => plan.indicators.iter().any(|it| it.code.as_str() == code),
        "project" => plan.projects.iter().any(|it| it.code.as_str() == code),
        "unit" => plan.units.iter().any(|it| it.code.as_str() == code),
        "round" => plan.rounds.iter().any(|it| it.code.as_str() == code),
        _ => false,
    }
}

fn first_import(tx: &mut dyn Reading, plan: &str) -> Result<Option<Entry>, AppError> {
    let (mut found, mut before) = (None, None);
    loop {
        let page = tx.journal(Some(("plan", plan)), before, PAGE)?;
        before = page.last().map(|entry| entry.seq);
        let more = u32::try_from(page.len()).is_ok_and(|count| count >= PAGE);
        found = page.into_iter().rfind(|entry| entry.action == PLAN_IMPORTED).or(found);
        if !more {
            return Ok(found);
        }
    }
}
