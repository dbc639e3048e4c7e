//! Authority, decided in one place: who may do what to which unit's things in which state, and if not, by which rule and who could.
//!
//! The rules are those of `process.md` 4.3: whoever prepared or submitted a thing does not decide on it; approval belongs to the office;
//! a unit sees its own returns and reads others' after the round is frozen; no role changes a decided thing except by reopening.
//! Administrators look after accounts and never decide content; auditors read everything and write nothing.

mod action;
mod keeping;
mod office;
mod role;
mod rules;
mod second_factor;

pub use action::Action;
pub use keeping::keeps_account;
pub use office::{Acting, ActingKind, Office};
pub use role::Role;
pub use rules::{ObjectState, roles_for, states_for};
pub use second_factor::SecondFactorRule;

use crate::id::UnitCode;
use crate::words::Words;

/// What an action is to be done to.
#[derive(Debug, Clone, Copy, Default)]
pub struct Case<'a> {
    /// The unit whose thing it is, then those above it; empty for the agency's.
    pub unit: &'a [UnitCode],
    /// The state of the thing, where the action depends on it.
    pub state: Option<ObjectState>,
    /// Logins of those who prepared it.
    pub prepared_by: &'a [String],
    /// Login of who endorsed it.
    pub endorsed_by: Option<&'a str>,
    /// Login of who submitted it.
    pub submitted_by: Option<&'a str>,
}

/// By which rule something may not be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// No office of the account does this.
    Role,
    /// The office does, but for other units.
    Unit,
    /// Nobody does this in the state at hand.
    State(ObjectState),
    /// Whoever prepared a thing does not decide on it.
    OwnPreparation,
    /// Whoever submitted a thing does not decide on it.
    OwnSubmission,
    /// Whoever endorsed a thing does not submit it.
    OwnEndorsement,
    /// The order of the stand-in does not hand over this act.
    NotHandedOver,
}

/// Why something may not be done, and who could.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Denial {
    /// What was asked.
    pub action: Action,
    /// By which rule it is refused.
    pub rule: Rule,
    /// Whose offices could do it.
    pub who_could: Vec<Role>,
}

/// Decides whether an account may do something, and gives the office in which it acts: its own before one that it stands in for.
///
/// # Errors
/// [`Denial`] names the rule and who could.
pub fn decide<'o>(login: &str, offices: &'o [Office], action: Action, case: &Case<'_>) -> Result<&'o Office, Denial> {
    let refuse = |rule| Denial { action, rule, who_could: roles_for(action).to_vec() };
    let by_role: Vec<&Office> = offices.iter().filter(|office| roles_for(action).contains(&office.role)).collect();
    if by_role.is_empty() {
        return Err(refuse(Rule::Role));
    }
    let in_scope: Vec<&Office> = by_role.into_iter().filter(|office| covers(office, case.unit)).collect();
    if in_scope.is_empty() {
        return Err(refuse(Rule::Unit));
    }
    let office = in_scope.iter().filter(|office| office.hands_over(action)).min_by_key(|office| office.acting.is_some());
    let office = office.ok_or_else(|| refuse(Rule::NotHandedOver))?;
    if let Some(state) = case.state.filter(|state| !states_for(action).is_none_or(|states| states.contains(state))) {
        return Err(refuse(Rule::State(state)));
    }
    if decides(action) && case.submitted_by == Some(login) {
        return Err(refuse(Rule::OwnSubmission));
    }
    if action == Action::SubmitReturn && case.endorsed_by == Some(login) {
        return Err(refuse(Rule::OwnEndorsement));
    }
    if decides(action) && case.prepared_by.iter().any(|by| by == login) {
        return Err(refuse(Rule::OwnPreparation));
    }
    Ok(office)
}

/// Whether some office of an account could do this to something: what menus and routes ask before the thing is known.
///
/// # Errors
/// [`Denial`] by role.
pub fn may(offices: &[Office], action: Action) -> Result<(), Denial> {
    let could = offices.iter().any(|office| roles_for(action).contains(&office.role) && office.hands_over(action));
    if could { Ok(()) } else { Err(Denial { action, rule: Rule::Role, who_could: roles_for(action).to_vec() }) }
}

/// Actions that decide on what others prepared and submitted.
const fn decides(action: Action) -> bool {
    use Action as A;
    matches!(action, A::EndorseReturn | A::VerifyReturn | A::EndorseRound | A::ConfirmResolution)
}

/// An office without a unit covers the agency; one with a unit covers that unit and those below it, never the agency's things.
fn covers(office: &Office, unit: &[UnitCode]) -> bool {
    office.unit.as_ref().map_or(!office.role.is_of_a_unit(), |scope| unit.contains(scope))
}

/// One row of the matrix.
#[derive(Debug, Clone, Copy)]
pub struct Permission {
    /// What is done.
    pub action: Action,
    /// Which roles do it.
    pub roles: &'static [Role],
    /// In which states of the thing; in all when absent.
    pub states: Option<&'static [ObjectState]>,
}

/// The whole matrix as a table for people.
#[must_use]
pub fn matrix() -> Vec<Permission> {
    let row = |action| Permission { action, roles: roles_for(action), states: states_for(action) };
    Action::TABLE.iter().map(|it| row(it.0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::submission::SubmissionState;

    fn unit(code: &str) -> UnitCode {
        UnitCode::new(code).unwrap()
    }

    fn rule(role: Role, scope: Option<&str>, action: Action, case: &Case<'_>) -> Result<(), Rule> {
        let offices = [Office::own(role, scope.map(unit))];
        decide("me", &offices, action, case).map(|_| ()).map_err(|denial| denial.rule)
    }

    #[test]
    fn a_head_endorses_the_returns_of_the_unit_and_of_those_below_it_only() {
        let below = [unit("สาขา"), unit("สบจ.")];
        let case = Case { unit: &below, ..Case::default() };
        assert_eq!(rule(Role::UnitHead, Some("สบจ."), Action::EndorseReturn, &case), Ok(()));
        assert_eq!(rule(Role::UnitHead, Some("อื่น"), Action::EndorseReturn, &case), Err(Rule::Unit));
        assert_eq!(rule(Role::UnitHead, None, Action::EndorseReturn, &case), Err(Rule::Unit));
    }

    #[test]
    fn whoever_prepared_or_submitted_a_thing_does_not_decide_on_it() {
        let me = ["me".to_owned()];
        let state = Some(ObjectState::Submission(SubmissionState::Submitted));
        let prepared = Case { state, prepared_by: &me, ..Case::default() };
        assert_eq!(rule(Role::Analyst, None, Action::VerifyReturn, &prepared), Err(Rule::OwnPreparation));
        let submitted = Case { state, submitted_by: Some("me"), ..Case::default() };
        assert_eq!(rule(Role::Analyst, None, Action::VerifyReturn, &submitted), Err(Rule::OwnSubmission));
        assert_eq!(rule(Role::Analyst, None, Action::SendBack, &submitted), Ok(()));
    }

    #[test]
    fn whoever_endorsed_a_return_does_not_submit_it() {
        let state = Some(ObjectState::Submission(SubmissionState::Endorsed));
        let (own, unit) = (Some("me"), [unit("กนย.")]);
        let endorsed = Case { unit: &unit, state, endorsed_by: own, ..Case::default() };
        let submits = |case: &Case<'_>| rule(Role::ReportingOfficer, Some("กนย."), Action::SubmitReturn, case);
        assert_eq!(submits(&endorsed), Err(Rule::OwnEndorsement));
        assert_eq!(submits(&Case { endorsed_by: Some("head"), ..endorsed }), Ok(()));
    }

    #[test]
    fn what_is_decided_is_not_decided_again() {
        let verified = Case { state: Some(ObjectState::Submission(SubmissionState::Verified)), ..Case::default() };
        let denied = Err(Rule::State(ObjectState::Submission(SubmissionState::Verified)));
        assert_eq!(rule(Role::Analyst, None, Action::VerifyReturn, &verified), denied);
    }

    #[test]
    fn administrators_decide_no_content_and_auditors_write_nothing() {
        let reads = [Action::ReadPlan, Action::ReadJournal, Action::Export, Action::MakeBook, Action::KeepOwnAccount];
        let looks = [Action::ReadBoard, Action::ReadReturn, Action::PackEvidence, Action::ReadAccounts, Action::ReadKeeping];
        let accounts = [Action::ManageAccounts, Action::ManageUnitAccounts, Action::ManageOffices];
        let keeps =
            [&accounts[..], &[Action::SetCalendar, Action::ReadBoard, Action::ReadAccounts, Action::ReadKeeping]].concat();
        for Permission { action, roles, .. } in matrix() {
            let auditor = reads.contains(&action) || looks.contains(&action);
            assert_eq!(roles.contains(&Role::Auditor), auditor, "{action:?}");
            let administrator = reads.contains(&action) || keeps.contains(&action);
            assert_eq!(roles.contains(&Role::Administrator), administrator, "{action:?}");
        }
    }

    #[test]
    fn a_denial_says_who_could() {
        let denial = may(&[Office::own(Role::Administrator, None)], Action::SetTarget).unwrap_err();
        assert_eq!(denial.who_could, [Role::Analyst]);
    }
}
