//! What use cases answer, as refusals of the web.

use phaen_app::AppError;
use phaen_domain::access::{Denial, ObjectState, Rule};

use super::{Held, WebError};

impl From<AppError> for WebError {
    fn from(error: AppError) -> Self {
        match error {
            AppError::Denied(Denial { rule: Rule::State(ObjectState::Submission(state)), .. }) => Self::Held(Held::Return(state)),
            AppError::Denied(Denial { rule: Rule::State(ObjectState::Round(state)), .. }) => Self::Held(Held::RoundStep(state)),
            AppError::Denied(denial) => Self::Forbidden(Some(denial)),
            AppError::ReturnIncomplete(_) => Self::Held(Held::Incomplete),
            AppError::ReturnFindings(_) => Self::Held(Held::Findings),
            AppError::RoundFindings(_) => Self::Held(Held::RoundFindings),
            AppError::NothingToReport => Self::Held(Held::NothingToReport),
            AppError::NotFound { .. } => Self::NotFound,
            AppError::EditionNotDraft(state) => Self::Held(Held::Edition(state)),
            AppError::RoundNotOpen(state) => Self::Held(Held::Round(state)),
            AppError::RoundPast { state, next } => {
                Self::Past { state, next: next.map(|round| (round.name_th.clone(), round.name_en.clone())) }
            }
            AppError::StandsInReturn { unit, round, .. } => Self::StandsInReturn {
                unit: (unit.name_th.clone(), unit.name_en.clone()),
                round: (round.name_th.clone(), round.name_en.clone()),
            },
            AppError::ReopeningOver(day) => Self::Held(Held::ReopeningOver(day)),
            AppError::Stale { stored, by } => {
                let by = by.map(|by| format!(" ({by})")).unwrap_or_default();
                Self::Stale { yours: String::new(), theirs: format!("{stored}{by}") }
            }
            AppError::PreviewOutOfDate => Self::PreviewOutOfDate,
            AppError::KeyReused => Self::KeyReused,
            AppError::DoneBefore => Self::UnderWay,
            AppError::Fields(_)
            | AppError::Workbook(_)
            | AppError::File(_)
            | AppError::FieldRefused { .. }
            | AppError::Evidence(_)
            | AppError::EvidenceKnown(_)
            | AppError::DelegationRefused(_)
            | AppError::LinkRefused(_) => Self::Invalid,
            AppError::SignInFailed | AppError::CodeNeeded(_) | AppError::CodeRefused | AppError::CodeTooLate => {
                Self::Unauthenticated
            }
            AppError::StoreAway(failure) => Self::Away { detail: failure.to_string() },
            AppError::FilesAway(failure) => Self::FilesAway { detail: failure.to_string() },
            AppError::StoreFull(failure) => Self::Full { detail: failure.to_string() },
            AppError::TooManySignIns { seconds } => Self::TooMany { seconds },
            AppError::Press(_) | AppError::Circle(_) | AppError::Store(_) | AppError::Unchanged { .. } => Self::internal(error),
        }
    }
}
