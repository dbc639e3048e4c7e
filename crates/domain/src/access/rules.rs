//! The rules as two tables: which roles do an action, and in which states of the thing it is done.

use super::{Action, Role};
use crate::round::RoundState;
use crate::submission::SubmissionState;
use crate::words::Words;

/// The state of what an action is done to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ObjectState {
    /// Of a unit's return.
    Submission(SubmissionState),
    /// Of a round.
    Round(RoundState),
}

impl ObjectState {
    /// Its Thai word.
    #[must_use]
    pub fn th(self) -> &'static str {
        match self {
            Self::Submission(state) => state.th(),
            Self::Round(state) => state.th(),
        }
    }

    /// Its English word.
    #[must_use]
    pub fn en(self) -> &'static str {
        match self {
            Self::Submission(state) => state.en(),
            Self::Round(state) => state.en(),
        }
    }
}

const ALL: &[Role] = &[
    Role::Viewer,
    Role::ReportingOfficer,
    Role::UnitHead,
    Role::Analyst,
    Role::HeadOfPolicy,
    Role::CommitteeSecretary,
    Role::CommitteeChair,
    Role::Executive,
    Role::DirectorGeneral,
    Role::Auditor,
    Role::Administrator,
];
/// The policy group.
const POLICY: &[Role] = &[Role::Analyst, Role::HeadOfPolicy];
/// Those who look at all units' returns.
const OVERSIGHT: &[Role] = &[
    Role::Analyst,
    Role::HeadOfPolicy,
    Role::CommitteeSecretary,
    Role::CommitteeChair,
    Role::Executive,
    Role::DirectorGeneral,
    Role::Auditor,
];

/// The roles that do an action.
#[must_use]
pub const fn roles_for(action: Action) -> &'static [Role] {
    use Action as A;
    match action {
        A::ReadPlan | A::ReadJournal | A::Export | A::MakeBook | A::KeepOwnAccount => ALL,
        A::Import | A::AmendPlan | A::SetTarget | A::EnterObservation | A::WriteNarrative => &[Role::Analyst],
        A::OpenRound | A::VerifyReturn | A::SendBack | A::ExplainRound | A::CompileRound => POLICY,
        A::ExtendDue | A::FreezeRound => &[Role::HeadOfPolicy],
        A::SetCalendar => &[Role::HeadOfPolicy, Role::Administrator],
        A::ReadBoard => &[
            Role::ReportingOfficer,
            Role::UnitHead,
            Role::Analyst,
            Role::HeadOfPolicy,
            Role::CommitteeSecretary,
            Role::CommitteeChair,
            Role::Executive,
            Role::DirectorGeneral,
            Role::Auditor,
            Role::Administrator,
        ],
        A::ReadReturn => &[
            Role::ReportingOfficer,
            Role::UnitHead,
            Role::Analyst,
            Role::HeadOfPolicy,
            Role::CommitteeSecretary,
            Role::CommitteeChair,
            Role::Executive,
            Role::DirectorGeneral,
            Role::Auditor,
        ],
        A::EditReturn | A::SubmitReturn => &[Role::ReportingOfficer],
        A::EndorseReturn => &[Role::UnitHead],
        A::RecordResolution => &[Role::CommitteeSecretary],
        A::ConfirmResolution => &[Role::CommitteeChair],
        A::EndorseRound => &[Role::Executive, Role::DirectorGeneral],
        A::ReopenRound => &[Role::DirectorGeneral],
        A::PackEvidence => OVERSIGHT,
        A::ReadAccounts => &[Role::UnitHead, Role::Administrator, Role::Auditor],
        A::ReadKeeping => &[Role::Administrator, Role::Auditor],
        A::ManageUnitAccounts => &[Role::UnitHead, Role::Administrator],
        A::ManageAccounts | A::ManageOffices => &[Role::Administrator],
    }
}

/// The states in which an action is done; `None` when it does not depend on one.
#[must_use]
pub const fn states_for(action: Action) -> Option<&'static [ObjectState]> {
    use Action as A;
    use ObjectState::{Round, Submission};
    match action {
        A::EditReturn | A::EndorseReturn => Some(&[Submission(SubmissionState::Draft), Submission(SubmissionState::Returned)]),
        A::SubmitReturn => Some(&[Submission(SubmissionState::Endorsed)]),
        A::VerifyReturn => Some(&[Submission(SubmissionState::Submitted)]),
        A::SendBack => Some(&[Submission(SubmissionState::Submitted), Submission(SubmissionState::Verified)]),
        A::OpenRound => Some(&[Round(RoundState::Planned), Round(RoundState::Open)]),
        A::EnterObservation | A::ExtendDue | A::CompileRound => Some(&[Round(RoundState::Open)]),
        A::ExplainRound => Some(&[Round(RoundState::Open), Round(RoundState::Compiled), Round(RoundState::Endorsed)]),
        A::EndorseRound | A::RecordResolution | A::ConfirmResolution => Some(&[Round(RoundState::Compiled)]),
        A::FreezeRound => Some(&[Round(RoundState::Endorsed)]),
        A::ReopenRound => Some(&[Round(RoundState::Frozen)]),
        _ => None,
    }
}
