//! A return as it is read: its form with what is typed, what was reported before, and what is still missing.

use std::sync::{Arc, OnceLock};

use phaen_domain::access::{Action, Case, ObjectState, Role, decide};
use phaen_domain::evidence::Evidence;
use phaen_domain::finding::{Earlier, Explained, Finding};
use phaen_domain::id::UnitCode;
use phaen_domain::observation::{Observation, Period, Reported};
use phaen_domain::round::{Round, RoundState};
use phaen_domain::submission::reading::{Refused, proposal_missing, reported};
use phaen_domain::submission::{
    Comment, Field, FieldKey, Fields, Form, Item, ItemKey, Submission, SubmissionKey, SubmissionState, SubmittedVersion,
};

use super::late::Late;
use super::{case_of, line_of, preparers};
use crate::error::AppError;
use crate::plan_view::{Beside, PlanView};
use crate::ports::{Reading, StoreFailure, reading};
use crate::{Actor, App};

/// A field that still has to be filled in, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// Which field.
    pub field: FieldKey,
    /// Why it cannot be taken as it is.
    pub why: Refused,
}

/// What was found about a return as it is typed.
#[derive(Debug)]
pub(super) struct Checked {
    pub(super) missing: Vec<Missing>,
    pub(super) found: Vec<Finding>,
}

/// A return with all that its page shows.
#[derive(Debug, Clone)]
pub struct ReturnView {
    /// Where it is.
    pub submission: Submission,
    /// What has to be reported.
    pub form: Form,
    /// What is typed.
    pub fields: Fields,
    /// The plan.
    pub plan: Arc<PlanView>,
    /// The round.
    pub round: Round,
    /// Whether the round takes results now: it is open, and so is the order that reopened it, if one did.
    pub takes_results: bool,
    /// Comments, oldest first.
    pub comments: Vec<Comment>,
    /// As it was submitted, first one first.
    pub versions: Vec<SubmittedVersion>,
    /// What supports its figures, removed ones too, and other uses of the same files.
    pub evidence: Vec<Evidence>,
    /// Logins of those who prepared it: they do not decide on it.
    pub(crate) prepared_by: Vec<String>,
    /// What was explained about its findings.
    pub explained: Vec<Explained>,
    /// What is missing and what does not fit, once somebody asked: the same for all who are shown the return as it is.
    pub(super) checked: Arc<OnceLock<Checked>>,
    pub(super) before: Earlier,
    /// What the plan holds beside it.
    pub(super) beside: Arc<Beside>,
    /// What came too late for earlier rounds, where it was asked for.
    pub(super) late: Late,
}

impl ReturnView {
    /// What was reported for an item at the last round before, with that round's code.
    #[must_use]
    pub fn before(&self, item: &Item) -> Option<&(String, Reported)> {
        self.before.get(&(item.subject.clone(), item.unit.clone()))
    }

    /// What counts for an item at this round although its return is not verified: by a workbook or an entry of its own, before or beside it.
    #[must_use]
    pub fn counts_already(&self, item: &Item) -> Option<&Observation> {
        let own = |it: &&Observation| {
            it.subject == item.subject
                && it.unit == item.unit
                && matches!(&it.period, Period::Round(code) if *code == self.round.code)
        };
        let open = self.submission.state != SubmissionState::Verified && self.round.state != RoundState::Frozen;
        self.plan.plan.observations.iter().filter(|_| open).find(own)
    }

    /// The number of the revision as which this round was frozen last, if it was.
    #[must_use]
    pub fn frozen_as(&self) -> Option<u32> {
        self.plan.revision_of(&self.round.code)
    }

    /// What counts already as it would be typed, for items that nobody answered yet.
    #[must_use]
    pub fn starting(&self) -> Vec<(FieldKey, String)> {
        let counts = self.form.items.iter().filter_map(|item| Some((item, self.counts_already(item)?)));
        counts.flat_map(|(item, counts)| item.starting_with(counts, &self.fields)).collect()
    }

    /// What an item reports as it is typed now.
    ///
    /// # Errors
    /// The field that is missing or wrong, and why.
    pub fn reported(&self, item: &Item) -> Result<Reported, (Field, Refused)> {
        reported(item, &self.fields, self.before(item).map(|(_, reported)| reported))
    }

    /// What supports an item, oldest first; nothing that was removed.
    pub fn evidence_of<'a>(&'a self, item: &'a ItemKey) -> impl Iterator<Item = &'a Evidence> {
        self.evidence.iter().filter(move |it| it.key == self.submission.key && it.item == *item && it.counts())
    }

    /// Where else the file of a piece of evidence is used.
    pub fn elsewhere<'a>(&'a self, evidence: &'a Evidence) -> impl Iterator<Item = &'a Evidence> {
        let same =
            move |it: &&Evidence| it.counts() && it.id != evidence.id && it.file().is_some() && it.file() == evidence.file();
        self.evidence.iter().filter(same)
    }

    /// What is still missing before it can be endorsed and submitted.
    #[must_use]
    pub fn missing(&self) -> &[Missing] {
        &self.checked().missing
    }

    pub(super) fn checked(&self) -> &Checked {
        self.checked.get_or_init(|| Checked { missing: self.look_for_missing(), found: self.look_for_findings() })
    }

    fn look_for_missing(&self) -> Vec<Missing> {
        let wrong = |item: &Item| {
            let (field, why) = self.reported(item).err().or_else(|| proposal_missing(item, &self.fields))?;
            Some(Missing { field: FieldKey { item: item.key(), field }, why })
        };
        self.form.items.iter().filter_map(wrong).collect()
    }

    /// Whether somebody could do something to it in a state.
    #[must_use]
    pub fn may(&self, actor: &Actor, action: Action, state: SubmissionState) -> bool {
        let unit = line_of(&self.plan, &self.submission.key.unit);
        let case = Case { state: Some(ObjectState::Submission(state)), ..case_of(&self.submission, &unit, &self.prepared_by) };
        decide(&actor.login, &actor.offices, action, &case).is_ok()
    }

    /// How many items are answered, of how many.
    #[must_use]
    pub fn completeness(&self) -> (usize, usize) {
        (self.form.items.len() - self.missing().len(), self.form.items.len())
    }

    pub(crate) fn load(app: &App, tx: &mut dyn Reading, key: &SubmissionKey) -> Result<Self, AppError> {
        let plan = app.view(tx, key.plan.as_str(), None)?;
        let submission = app.submission(tx, key)?;
        let round = plan.find_round(key.round.as_str()).cloned();
        let round = round.ok_or_else(|| AppError::NotFound { kind: "round", code: key.round.to_string() })?;
        let takes_results = app.is_taking_results(tx, &key.plan, &round)?;
        let form = Form::of(&plan.plan, &key.unit, round.ends_on);
        let beside = plan.beside(tx, &round)?;
        Ok(Self {
            late: Late::default(),
            checked: Arc::default(),
            before: before(&form, &beside.earlier),
            beside,
            fields: tx.fields(key)?,
            comments: tx.comments(key)?,
            prepared_by: preparers(tx, &key.plan, &key.round, Some(&key.unit))?.remove(&key.unit).unwrap_or_default(),
            explained: tx.explained(key)?,
            versions: tx.submitted_versions(key)?,
            evidence: tx.evidence(key)?,
            takes_results,
            submission,
            form,
            plan,
            round,
        })
    }
}

/// What the items of a form reported at the round before.
fn before(form: &Form, earlier: &Earlier) -> Earlier {
    let keys = form.items.iter().map(|item| (item.subject.clone(), item.unit.clone()));
    keys.filter_map(|key| earlier.get(&key).cloned().map(|it| (key, it))).collect()
}

/// Whether a reader without authority over the unit may read a return: after the round is frozen (`process.md` 4.3, rule 5).
#[must_use]
pub const fn readable_in_state(round: RoundState) -> bool {
    matches!(round, RoundState::Frozen)
}

/// Whether somebody is of the unit, or oversees it: reads its return before the round is frozen, and what was taken away from it.
///
/// # Errors
/// [`AppError::Denied`].
pub(super) fn reads_return(actor: &Actor, view: &PlanView, unit: &UnitCode) -> Result<(), AppError> {
    let line = line_of(view, unit);
    let case = Case { unit: &line, ..Case::default() };
    decide(&actor.login, &actor.offices, Action::ReadReturn, &case).map(drop).map_err(AppError::Denied)
}

/// Whether somebody may open a unit's return of a round.
#[must_use]
pub fn may_read(actor: &Actor, view: &PlanView, round: &Round, unit: &UnitCode) -> bool {
    readable_in_state(round.state) || reads_return(actor, view, unit).is_ok()
}

impl App {
    /// A unit's return, for its own people and those who oversee, and for all once the round is frozen.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::NotFound`] or [`AppError::Store`].
    pub fn unit_return(&self, actor: &Actor, key: &SubmissionKey) -> Result<ReturnView, AppError> {
        self.authorise(actor, Action::ReadPlan)?;
        let view = reading(self.store.as_ref(), |tx| self.recall(tx, key))?;
        let mut view = Arc::unwrap_or_clone(view);
        match reads_return(actor, &view.plan, &key.unit) {
            Ok(()) => {}
            // What was taken away, and where else a file is used, stays with those who read the return before all do.
            Err(_) if readable_in_state(view.round.state) => view.evidence.retain(|it| it.key == *key && it.counts()),
            Err(denied) => return Err(denied),
        }
        Ok(view)
    }

    /// The fields of a return as they were submitted once, in the order of their names.
    ///
    /// # Errors
    /// As [`App::unit_return`].
    pub fn submitted_return(
        &self,
        actor: &Actor,
        key: &SubmissionKey,
        number: u32,
    ) -> Result<(SubmittedVersion, Vec<(FieldKey, String)>), AppError> {
        let missing = || AppError::NotFound { kind: "submitted_version", code: number.to_string() };
        let found = self.unit_return(actor, key)?.versions.into_iter().find(|it| it.number == number).ok_or_else(missing)?;
        let body = reading(self.store.as_ref(), |tx| tx.submitted_body(key, number))?.ok_or_else(missing)?;
        let fields = Fields::read_canonical(&body).map_err(|error| AppError::Store(StoreFailure(error.to_string())))?;
        Ok((found, fields.into_iter().collect()))
    }

    /// The returns of somebody's own units, newest round first.
    ///
    /// # Errors
    /// [`AppError::Denied`] or [`AppError::Store`].
    pub fn own_returns(&self, actor: &Actor) -> Result<Vec<ReturnView>, AppError> {
        self.authorise(actor, Action::ReadBoard)?;
        let units = Self::own_units(actor);
        reading(self.store.as_ref(), |tx| {
            let mut found = Vec::new();
            for listing in tx.plans()? {
                let plan = self.view(tx, listing.plan.code.as_str(), None)?;
                for round in plan.plan.rounds.iter().rev().filter(|round| round.state != RoundState::Planned) {
                    let mine = tx.submissions(&listing.plan.code, &round.code)?.into_iter();
                    for submission in mine.filter(|it| units.contains(&it.key.unit)) {
                        found.push(Arc::unwrap_or_clone(self.recall(tx, &submission.key)?));
                    }
                }
            }
            Ok(found)
        })
    }

    /// The units whose returns somebody fills in or endorses.
    #[must_use]
    pub fn own_units(actor: &Actor) -> Vec<UnitCode> {
        let own = |role| matches!(role, Role::ReportingOfficer | Role::UnitHead);
        let mut units: Vec<UnitCode> =
            actor.offices.iter().filter(|office| own(office.role)).filter_map(|office| office.unit.clone()).collect();
        units.sort();
        units.dedup();
        units
    }
}
