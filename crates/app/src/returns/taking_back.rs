//! Taking back what a return's verification brought, when a verified return is sent back: totals are right at once without it, as the round's
//! page says of whatever is not verified.
//!
//! Its figures are taken away: nobody else reports them while the round has returns. What a workbook brought since then stays, for it came
//! another way. Of its months, what another verified return says of them stands again.

use std::collections::{BTreeMap, BTreeSet};

use phaen_domain::id::{PlanCode, ProjectCode, RoundCode, UnitCode};
use phaen_domain::journal::Change;
use phaen_domain::observation::{Observation, Period, Subject};
use phaen_domain::round::Round;
use phaen_domain::shown;
use phaen_domain::submission::{Field, FieldKey, Fields, Form, Submission, SubmissionState, reporter};

use super::{ReturnView, disbursed};
use crate::change;
use crate::editing::{reported_text, result_detail, subject_object};
use crate::error::AppError;
use crate::ports::{Disbursement, Writing};

/// Amounts by project and month.
type Months = BTreeMap<(ProjectCode, u8), Disbursement>;

/// What counts no more, as the journal tells it.
pub(super) struct TakenBack {
    /// In the history of the return.
    pub(super) of_return: Vec<Change>,
    /// In the history of each figure: kind and code of what it is about, and what is told.
    pub(super) of_figures: Vec<(&'static str, String, Vec<Change>)>,
}

/// Takes back what the verification of a return brought; tells what counts no more.
pub(super) fn take_back(tx: &mut dyn Writing, view: &ReturnView) -> Result<TakenBack, AppError> {
    let plan = &view.submission.key.plan;
    let figures = figures(view);
    let keys: Vec<_> = figures.iter().map(|it| it.key()).collect();
    tx.forget_observations(plan, &keys)?;
    let mut of_return: Vec<Change> = figures.iter().filter_map(|it| of_figure(it)).collect();
    let of_figures = figures.iter().map(|it| history(plan, it)).collect();
    let (amounts, changes) = money(tx, view)?;
    tx.save_disbursements(plan, &amounts)?;
    of_return.extend(changes);
    Ok(TakenBack { of_return, of_figures })
}

/// The figures of its items at its round, as far as no workbook stands behind them.
fn figures(view: &ReturnView) -> Vec<&Observation> {
    let period = Period::Round(view.round.code.clone());
    let own = |it: &Observation| {
        it.period == period && view.form.items.iter().any(|item| item.subject == it.subject && item.unit == it.unit)
    };
    let stored = view.plan.plan.observations.iter().zip(&view.plan.stored.provenance);
    stored.filter(|(it, behind)| behind.import_hash.is_none() && own(it)).map(|(it, _)| it).collect()
}

fn of_figure(it: &Observation) -> Option<Change> {
    let field = FieldKey::of(it.subject.clone(), Field::Value);
    change(&field.to_string(), Some(reported_text(&it.reported)), None)
}

fn history(plan: &PlanCode, it: &Observation) -> (&'static str, String, Vec<Change>) {
    let (kind, code) = subject_object(&it.subject);
    let place = result_detail(plan, Some(it), it);
    (kind, code, place.into_iter().chain(change("value", Some(reported_text(&it.reported)), None)).collect())
}

/// The months that it wrote as they stand without it, where that differs from what is stored.
fn money(tx: &mut dyn Writing, view: &ReturnView) -> Result<(Vec<Disbursement>, Vec<Change>), AppError> {
    let mut written = Months::new();
    months(&view.form, &view.fields, &view.round, &view.submission, &mut written);
    let projects: BTreeSet<ProjectCode> = written.keys().map(|(project, _)| project.clone()).collect();
    if projects.is_empty() {
        return Ok((Vec::new(), Vec::new()));
    }
    let others = others(tx, view, &projects)?;
    let stored = tx.disbursements(&view.submission.key.plan)?;
    let stored: BTreeMap<_, _> = stored.into_iter().map(|it| ((it.project, it.month), it.amount)).collect();
    let (mut amounts, mut told) = (Vec::new(), Vec::new());
    for (key, own) in written {
        let before = stored.get(&key).copied().flatten();
        if own.amount.is_some() && own.amount != before {
            // Something else was stored since.
            continue;
        }
        let after = others.get(&key).cloned().unwrap_or(Disbursement { amount: None, ..own });
        if before != after.amount {
            let field = FieldKey::of(Subject::Project(key.0), Field::Disbursed(key.1));
            told.extend(change(&field.to_string(), before.map(shown::baht), after.amount.map(shown::baht)));
            amounts.push(after);
        }
    }
    Ok((amounts, told))
}

/// What the other verified returns in which these projects stand say of their months: the one that was verified last has the last word.
fn others(tx: &mut dyn Writing, view: &ReturnView, projects: &BTreeSet<ProjectCode>) -> Result<Months, AppError> {
    let plan = &view.plan.plan;
    let own = &view.submission.key;
    let reporters: BTreeSet<(&RoundCode, UnitCode)> = plan
        .rounds
        .iter()
        .flat_map(|round| projects.iter().map(move |project| (round, Subject::Project(project.clone()))))
        .filter_map(|(round, subject)| Some((&round.code, reporter(plan, &subject, None, round.ends_on)?)))
        .collect();
    let mut verified = tx.submissions_of_plan(&own.plan)?;
    verified.retain(|it| {
        it.key != *own && it.state == SubmissionState::Verified && reporters.contains(&(&it.key.round, it.key.unit.clone()))
    });
    verified.sort_by_key(|it| it.verified_at);
    let mut found = Months::new();
    for it in &verified {
        // One question for each round in which the unit reported: rounds of a year are few.
        let Some(round) = view.plan.find_round(it.key.round.as_str()) else { continue };
        let fields = tx.fields(&it.key)?;
        months(&Form::of(plan, &it.key.unit, round.ends_on), &fields, round, it, &mut found);
    }
    Ok(found)
}

/// Puts what a return says of months over what is there.
fn months(form: &Form, fields: &Fields, round: &Round, submission: &Submission, into: &mut Months) {
    let by = submission.submitted_by.clone().unwrap_or_default();
    let at = submission.verified_at.unwrap_or_default();
    let all = form.items.iter().flat_map(|item| disbursed::of(item, fields, round.months, &by, at));
    into.extend(all.map(|it| ((it.project.clone(), it.month), it)));
}
