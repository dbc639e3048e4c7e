//! What the checks find in all returns of a round and in the plan itself: for whoever oversees, and for freezing.

use std::collections::HashMap;
use std::sync::Arc;

use phaen_domain::access::{Action, Case, decide};
use phaen_domain::evidence::Evidence;
use phaen_domain::finding::{Context, Explained, check, check_plan, unsettled};
use phaen_domain::id::{PlanCode, RoundCode, UnitCode};
use phaen_domain::round::Round;
use phaen_domain::submission::{Comment, Fields, Form, SubmissionState};

use super::findings::files_by_step;
use super::{Standing, line_of};
use crate::error::AppError;
use crate::plan_view::PlanView;
use crate::ports::{Reading, reading};
use crate::{Actor, App};

/// A finding in a unit's return.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitFinding {
    /// Whose return.
    pub unit: UnitCode,
    /// Where that return is.
    pub state: SubmissionState,
    /// What was found, and what was explained about it.
    pub standing: Standing,
}

/// All findings of an agency at a round.
#[derive(Debug)]
pub struct AgencyFindings {
    /// The plan.
    pub plan: Arc<PlanView>,
    /// The round.
    pub round: Round,
    /// What does not fit in the plan itself, and what was explained about it.
    pub of_plan: Vec<Standing>,
    /// What does not fit in the returns, unit by unit.
    pub of_units: Vec<UnitFinding>,
}

impl App {
    /// Runs the checks over a plan and over all returns of a round that somebody may read.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::NotFound`] or [`AppError::Store`].
    pub fn agency_findings(&self, actor: &Actor, plan: &PlanCode, round: &RoundCode) -> Result<AgencyFindings, AppError> {
        self.authorise(actor, Action::ReadReturn)?;
        reading(self.store.as_ref(), |tx| {
            let view = self.view(tx, plan.as_str(), None)?;
            let missing = || AppError::NotFound { kind: "round", code: round.to_string() };
            let round = view.find_round(round.as_str()).cloned().ok_or_else(missing)?;
            let may = |unit: &UnitCode| {
                let line = line_of(&view, unit);
                decide(&actor.login, &actor.offices, Action::ReadReturn, &Case { unit: &line, ..Case::default() }).is_ok()
            };
            let of_units = findings_of_round(tx, &view, &round)?.into_iter().filter(|it| may(&it.unit)).collect();
            let of_plan = findings_of_plan(tx, &view)?;
            Ok(AgencyFindings { of_plan, of_units, round, plan: Arc::clone(&view) })
        })
    }
}

/// The findings of the plan itself, with what was explained about each.
pub(crate) fn findings_of_plan(tx: &mut dyn Reading, view: &PlanView) -> Result<Vec<Standing>, AppError> {
    let explained = tx.explained_of_plan(&view.plan.plan.code)?;
    Ok(check_plan(&view.plan).into_iter().map(|finding| Standing::of(finding, &explained)).collect())
}

/// The findings of all returns of a round, in the order of the returns; the number of statements does not grow with them.
pub(crate) fn findings_of_round(tx: &mut dyn Reading, view: &PlanView, round: &Round) -> Result<Vec<UnitFinding>, AppError> {
    let (plan, code) = (&view.plan.plan.code, &round.code);
    let submissions = tx.submissions(plan, code)?;
    let mut typed: HashMap<UnitCode, Fields> = tx.fields_of_round(plan, code)?.into_iter().collect();
    let mut files: HashMap<UnitCode, Vec<Evidence>> = HashMap::new();
    for it in tx.evidence_of_round(plan, code)?.into_iter().filter(|it| it.counts() && it.key.round == *code) {
        files.entry(it.key.unit.clone()).or_default().push(it);
    }
    let mut answers: HashMap<UnitCode, Vec<Explained>> = HashMap::new();
    for (unit, explained) in tx.explained_of_round(plan, code)? {
        answers.entry(unit).or_default().push(explained);
    }
    let mut comments: HashMap<UnitCode, Vec<Comment>> = HashMap::new();
    for (unit, comment) in tx.open_comments(plan, code)? {
        comments.entry(unit).or_default().push(comment);
    }
    let beside = view.beside(tx, round)?;
    let mut found = Vec::new();
    for submission in submissions {
        let (unit, state) = (submission.key.unit, submission.state);
        let fields = typed.remove(&unit).unwrap_or_default();
        let evidence = files_by_step(files.remove(&unit).unwrap_or_default().iter());
        let explained = answers.remove(&unit).unwrap_or_default();
        let form = Form::of(&view.plan, &unit, round.ends_on);
        let (before, siblings) = (&beside.earlier, &beside.siblings);
        let context = Context { plan: &view.plan, round, form: &form, fields: &fields, before, siblings, evidence: &evidence };
        let open = unsettled(&form, round.months, &comments.remove(&unit).unwrap_or_default());
        let all = check(&context).into_iter().chain(open);
        found.extend(all.map(|it| UnitFinding { unit: unit.clone(), state, standing: Standing::of(it, &explained) }));
    }
    Ok(found)
}
