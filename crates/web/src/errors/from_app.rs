//! What use cases answer, as refusals of the web.

use phaen_app::AppError;
use phaen_domain::words::Words;

use super::WebError;

impl From<AppError> for WebError {
    fn from(error: AppError) -> Self {
        match error {
            AppError::Denied(denial) => {
                let who = denial.who_could.iter().map(|role| role.th()).collect::<Vec<_>>().join(", ");
                Self::Forbidden { rule: Some(denial.action.th().to_owned()), who: Some(who) }
            }
            AppError::NotFound { .. } => Self::NotFound,
            AppError::EditionNotDraft(state) => Self::Forbidden {
                rule: Some(format!("ฉบับนี้อยู่ในสถานะ{}", state.th())), who: None
            },
            AppError::RoundNotOpen(state) => Self::Forbidden {
                rule: Some(format!("รอบนี้อยู่ในสถานะ{}", state.th())), who: None
            },
            AppError::Stale { stored, by } => {
                let by = by.map(|by| format!(" ({by})")).unwrap_or_default();
                Self::Stale { yours: String::new(), theirs: format!("{stored}{by}") }
            }
            AppError::PreviewOutOfDate => Self::Stale { yours: String::new(), theirs: String::new() },
            AppError::Fields(_) | AppError::Workbook(_) | AppError::File(_) => Self::Invalid,
            AppError::SignInFailed => Self::Unauthenticated,
            AppError::TooManySignIns => Self::TooMany { seconds: 900 },
            AppError::Press(_) | AppError::Circle(_) | AppError::Store(_) => Self::internal(error),
        }
    }
}
