//! Taking back what a return's verification brought, when a verified return is sent back: totals are right at once without it, as the round's
//! page says of whatever is not verified.
//!
//! What counted for a figure before it was verified, by a workbook, by an entry of its own or by another return, counts again; a figure that
//! nothing stood for is taken away. What a workbook brought since then stays, for it came another way. Of its months, what another verified
//! return says of them stands again.

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
use crate::ports::{Disbursement, Provenance, Writing};

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
    let figures = figures(tx, view)?;
    let gone: Vec<_> = figures.iter().filter(|it| it.again.is_none()).map(|it| it.verified.key()).collect();
    tx.forget_observations(plan, &gone)?;
    let again: Vec<_> = figures.iter().filter_map(|it| it.again.clone()).collect();
    tx.save_observations(plan, &again)?;
    let mut of_return: Vec<Change> = figures.iter().filter_map(of_figure).collect();
    let of_figures = figures.iter().map(|it| history(plan, it)).collect();
    let (amounts, changes) = money(tx, view)?;
    tx.save_disbursements(plan, &amounts)?;
    of_return.extend(changes);
    Ok(TakenBack { of_return, of_figures })
}

/// A figure that was verified, with what counts again instead of it.
struct Figure<'a> {
    verified: &'a Observation,
    /// As it stood before, with who stood behind it, as the next version of the figure.
    again: Option<(Observation, Provenance)>,
}

/// The figures of its items at its round, as far as no workbook stands behind them. What they replaced is kept no longer, also where a
/// workbook came after it.
fn figures<'a>(tx: &mut dyn Writing, view: &'a ReturnView) -> Result<Vec<Figure<'a>>, AppError> {
    let plan = &view.submission.key.plan;
    let own = |it: &Observation| {
        view.form.items.iter().any(|item| item.subject == it.subject && item.unit == it.unit)
            && it.period == Period::Round(view.round.code.clone())
    };
    let mut replaced = tx.replaced(plan, &view.round.code)?;
    replaced.retain(|(it, _)| own(it));
    let mut replaced: BTreeMap<_, _> = replaced.into_iter().map(|(it, behind)| (it.key(), (it, behind))).collect();
    tx.forget_replaced(plan, &replaced.keys().cloned().collect::<Vec<_>>())?;
    let stored = view.plan.plan.observations.iter().zip(&view.plan.stored.provenance);
    let verified = stored.filter(|(it, behind)| behind.import_hash.is_none() && own(it));
    let figure = |(verified, now): (&'a Observation, &Provenance)| {
        let before = replaced.remove(&verified.key());
        let again = before.map(|(it, behind)| (it, Provenance { version: now.version + 1, ..behind }));
        Figure { verified, again }
    };
    Ok(verified.map(figure).collect())
}

impl Figure<'_> {
    fn before_and_after(&self) -> (Option<String>, Option<String>) {
        (Some(reported_text(&self.verified.reported)), self.again.as_ref().map(|(it, _)| reported_text(&it.reported)))
    }
}

fn of_figure(it: &Figure<'_>) -> Option<Change> {
    let field = FieldKey::of(it.verified.subject.clone(), Field::Value);
    let (before, after) = it.before_and_after();
    change(&field.to_string(), before, after)
}

fn history(plan: &PlanCode, it: &Figure<'_>) -> (&'static str, String, Vec<Change>) {
    let (kind, code) = subject_object(&it.verified.subject);
    let detail = if let Some((again, _)) = &it.again {
        result_detail(plan, Some(it.verified), again)
    } else {
        let place = result_detail(plan, Some(it.verified), it.verified);
        let (before, after) = it.before_and_after();
        place.into_iter().chain(change("value", before, after)).collect()
    };
    (kind, code, detail)
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
