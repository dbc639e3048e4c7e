//! What was reported at the rounds before one goes on into it: it stands beside the fields, and "no change" stands for it.

use std::collections::HashMap;

use phaen_domain::finding::{self, Earlier};
use phaen_domain::id::{RoundCode, UnitCode};
use phaen_domain::observation::{Observation, Reported};
use phaen_domain::round::Round;
use phaen_domain::submission::{Fields, Form, ItemKey, Proposal, SubmissionKey, is_chosen, lasting, reporter};

use crate::error::AppError;
use crate::plan_view::PlanView;
use crate::ports::Reading;

/// What was reported at rounds of fewer months. A proposed figure that was chosen ended with its round: what was typed there is read again,
/// in one question for each such round.
pub(crate) fn earlier(tx: &mut dyn Reading, view: &PlanView, round: &Round) -> Result<Earlier, AppError> {
    let mut past = Past { view, typed: HashMap::new() };
    finding::earlier(&view.plan, round, |at, it, before| past.goes_on(tx, at, it, before))
}

/// Rounds before, with what was typed in their returns as far as it was asked for.
struct Past<'a> {
    view: &'a PlanView,
    typed: HashMap<RoundCode, HashMap<UnitCode, Fields>>,
}

impl Past<'_> {
    fn goes_on(
        &mut self,
        tx: &mut dyn Reading,
        round: &Round,
        it: &Observation,
        before: Option<&Reported>,
    ) -> Result<Reported, AppError> {
        let counted = it.reported.clone();
        if !it.source.as_deref().is_some_and(is_chosen) {
            return Ok(counted);
        }
        let plan = &self.view.plan;
        let Some(unit) = reporter(plan, &it.subject, it.unit.as_ref(), round.ends_on) else { return Ok(counted) };
        let form = Form::of(plan, &unit, round.ends_on);
        let Some(item) = form.item(&ItemKey::Subject(it.subject.clone())) else { return Ok(counted) };
        let fits = |fields: &Fields| Proposal::of(item, fields).is_some_and(|it| Reported::Value(it.value) == counted);
        let key = SubmissionKey { plan: plan.plan.code.clone(), round: round.code.clone(), unit };
        if let Some(fields) = self.typed(tx, &key)?.filter(|fields| fits(fields)) {
            return Ok(lasting(item, fields, before, &counted));
        }
        // The return was sent back and something else is typed in it by now: it counted as it was submitted.
        for version in tx.submitted_versions(&key)?.iter().rev() {
            let body = tx.submitted_body(&key, version.number)?;
            let fields = body.and_then(|body| Fields::of_version(version, &body));
            if let Some(fields) = fields.filter(|fields| fits(fields)) {
                return Ok(lasting(item, &fields, before, &counted));
            }
        }
        Ok(counted)
    }

    fn typed(&mut self, tx: &mut dyn Reading, key: &SubmissionKey) -> Result<Option<&Fields>, AppError> {
        if !self.typed.contains_key(&key.round) {
            let all = tx.fields_of_round(&key.plan, &key.round)?.into_iter().collect();
            self.typed.insert(key.round.clone(), all);
        }
        Ok(self.typed.get(&key.round).and_then(|all| all.get(&key.unit)))
    }
}
