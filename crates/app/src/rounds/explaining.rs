//! What a round still has to explain: each finding in the plan and in a verified return is resolved or explained before the round is compiled
//! and frozen (`capabilities.md` 80); the policy group explains what stands in the plan, and what came up after a return was verified.

use phaen_domain::access::{Action, Denial, ObjectState, Rule as AccessRule, roles_for};
use phaen_domain::finding::{Explained, OfUnit, Rule};
use phaen_domain::id::{PlanCode, RoundCode, UnitCode};
use phaen_domain::round::Round;
use phaen_domain::submission::{FieldKey, SubmissionKey, SubmissionState};
use phaen_domain::words::Words;

use crate::error::AppError;
use crate::plan_view::PlanView;
use crate::ports::{Reading, Writing, writing};
use crate::returns::{Standing, UnitFinding, explanation, findings_of_plan, findings_of_round, object_code, standing_still};
use crate::{Actor, App, change};

/// An explanation of a finding in the plan or in a verified return.
#[derive(Debug, Clone)]
pub struct ExplainOfRound {
    /// The plan.
    pub plan: PlanCode,
    /// The round in which it is asked for.
    pub round: RoundCode,
    /// In whose return it stands; none for the plan itself.
    pub unit: Option<UnitCode>,
    /// By which rule it was found.
    pub rule: Rule,
    /// Where.
    pub field: FieldKey,
    /// What the finding said when the person read it.
    pub facts: String,
    /// The explanation.
    pub text: String,
}

impl App {
    /// The policy group explains a finding of the plan itself, or one in a verified return.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::NotFound`], [`AppError::Fields`] without words, [`AppError::Stale`] when the finding says something
    /// else now …
    pub fn explain_of_round(&self, actor: &Actor, command: &ExplainOfRound) -> Result<(), AppError> {
        let text = explanation(&command.text)?;
        self.authorise(actor, Action::ExplainRound)?;
        writing(self.store.as_ref(), |tx| {
            let view = self.view(tx, command.plan.as_str(), None)?;
            let round = self.round_of(tx, &view, &command.round)?;
            let office = self.authorise_round(actor, Action::ExplainRound, round.state, &[])?;
            let found = match &command.unit {
                None => findings_of_plan(tx, &view)?,
                Some(unit) => of_verified(tx, &view, &round, unit)?,
            };
            let stands = standing_still(&found, (command.rule, &command.field, &command.facts))?;
            let before = stands.explained.as_ref().map(|it| it.text.clone());
            let told = change(&command.field.to_string(), before, Some(text.to_owned())).into_iter().collect();
            let (object, code) = self.keep_explanation(tx, actor, command, text)?;
            let done = if object == "plan" { "plan_finding_explained" } else { "verified_finding_explained" };
            let entry = self.entry_in(actor, &office, done, (object, &code), Some(command.rule.th()), told);
            tx.append(&entry).map(|_| ())
        })
    }

    /// Stores an explanation and names what it is about as the journal does.
    fn keep_explanation(
        &self,
        tx: &mut dyn Writing,
        actor: &Actor,
        command: &ExplainOfRound,
        text: &str,
    ) -> Result<(&'static str, String), AppError> {
        let (rule, field, facts) = (command.rule, command.field.clone(), command.facts.clone());
        let explained = Explained { rule, field, facts, text: text.to_owned(), by: actor.login.clone(), at: self.clock.now() };
        let Some(unit) = command.unit.clone() else {
            tx.save_explained_of_plan(&command.plan, &explained)?;
            return Ok(("plan", command.plan.to_string()));
        };
        let key = SubmissionKey { plan: command.plan.clone(), round: command.round.clone(), unit };
        tx.save_explained(&key, &explained)?;
        Ok(("return", object_code(&key)))
    }
}

/// Findings in a unit's return, which has to be verified: before that the unit itself explains.
fn of_verified(tx: &mut dyn Reading, view: &PlanView, round: &Round, unit: &UnitCode) -> Result<Vec<Standing>, AppError> {
    let own: Vec<UnitFinding> = findings_of_round(tx, view, round)?.into_iter().filter(|it| it.unit == *unit).collect();
    match own.first().map(|it| it.state) {
        Some(state) if state != SubmissionState::Verified => {
            let (action, rule) = (Action::ExplainRound, AccessRule::State(ObjectState::Submission(state)));
            Err(AppError::Denied(Denial { action, rule, who_could: roles_for(Action::EditReturn).to_vec() }))
        }
        _ => Ok(own.into_iter().map(|it| it.standing).collect()),
    }
}

/// What was explained about the plan and about figures that count; refused while a finding there is neither mended nor explained.
pub(super) fn all_explained(tx: &mut dyn Reading, view: &PlanView, round: &Round) -> Result<Vec<OfUnit>, AppError> {
    let of_plan = findings_of_plan(tx, view)?.into_iter().map(|it| (None, it));
    // What stands in a return that is not verified is about figures that do not count.
    let verified = findings_of_round(tx, view, round)?.into_iter().filter(|it| it.state == SubmissionState::Verified);
    let found: Vec<(Option<UnitCode>, Standing)> = of_plan.chain(verified.map(|it| (Some(it.unit), it.standing))).collect();
    let (held, settled): (Vec<_>, Vec<_>) = found.into_iter().partition(|(_, it)| it.holds());
    if !held.is_empty() {
        return Err(AppError::RoundFindings(held.into_iter().map(|(unit, it)| (unit, it.finding)).collect()));
    }
    Ok(settled.into_iter().filter_map(|(unit, it)| Some((unit, it.explained?))).collect())
}
