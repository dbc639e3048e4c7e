//! What a use case answers when it does not do what was asked. Variants carry data; the web crate has the words.

use jiff::civil::Date;
use phaen_domain::access::Denial;
use phaen_domain::evidence::{Evidence, Unfit};
use phaen_domain::finding::Finding;
use phaen_domain::id::{PlanCode, UnitCode};
use phaen_domain::organisation::Unit;
use phaen_domain::plan::EditionState;
use phaen_domain::position::DelegationRefused;
use phaen_domain::round::{Round, RoundState, TakesNone};
use phaen_domain::submission::FieldKey;
use phaen_domain::submission::reading::Refused;
use phaen_domain::workbook::Problems;

use crate::accounts::{HalfWay, LinkRefused};
use crate::ports::{FileRefusal, StoreFailure};
use crate::returns::Missing;

/// One field of a form that was not accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldProblem {
    /// Key of the field.
    pub field: &'static str,
    /// What is wrong and what to do, in Thai.
    pub th: String,
    /// The same in English.
    pub en: String,
}

impl FieldProblem {
    /// A problem of a field.
    #[must_use]
    pub fn new(field: &'static str, th: &str, en: &str) -> Self {
        Self { field, th: th.to_owned(), en: en.to_owned() }
    }
}

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The role does not allow it.
    #[error("not allowed: {0:?}")]
    Denied(Denial),
    /// There is no such thing.
    #[error("no {kind} {code}")]
    NotFound {
        /// Kind of thing, as in the journal.
        kind: &'static str,
        /// Its code.
        code: String,
    },
    /// The edition may not be edited in its state.
    #[error("edition is {0:?}")]
    EditionNotDraft(EditionState),
    /// The round takes no results in its state.
    #[error("round is {0:?}")]
    RoundNotOpen(RoundState),
    /// The round is past: what a return brings now counts in the next report.
    #[error("round is past: {state:?}")]
    RoundPast {
        /// Where the round is.
        state: RoundState,
        /// The next round that takes results, or will.
        next: Option<Box<Round>>,
    },
    /// The figure is reported in a unit's return: it comes by its way alone, and whoever verifies sends it back.
    #[error("stands in the return of {} at {}", .unit.code, .round.code)]
    StandsInReturn {
        /// The plan.
        plan: PlanCode,
        /// Whose return.
        unit: Box<Unit>,
        /// Of which round.
        round: Box<Round>,
    },
    /// The order by which the round was open again ended on this day.
    #[error("reopening ended on {0}")]
    ReopeningOver(Date),
    /// Somebody else changed it meanwhile: what they stored.
    #[error("stale version")]
    Stale {
        /// What is stored now, in words.
        stored: String,
        /// Who stored it.
        by: Option<String>,
    },
    /// A field of a return that cannot be taken as it is typed.
    #[error("field {field}: {why:?}")]
    FieldRefused {
        /// Which field.
        field: FieldKey,
        /// Why.
        why: Refused,
    },
    /// What is typed is what is stored already.
    #[error("unchanged")]
    Unchanged {
        /// The stored version.
        version: u32,
    },
    /// What is not taken as evidence.
    #[error("evidence: {0:?}")]
    Evidence(Unfit),
    /// The figure has this evidence already.
    #[error("evidence is there already")]
    EvidenceKnown(Box<Evidence>),
    /// A return with something missing.
    #[error("return with {} items missing", .0.len())]
    ReturnIncomplete(Vec<Missing>),
    /// A return with findings that have to be mended or explained first.
    #[error("return with {} findings", .0.len())]
    ReturnFindings(Vec<Finding>),
    /// A round with findings, in the plan or in verified returns of these units, that have to be mended or explained first.
    #[error("round with {} findings", .0.len())]
    RoundFindings(Vec<(Option<UnitCode>, Finding)>),
    /// No unit has anything to report in the round.
    #[error("nothing to report")]
    NothingToReport,
    /// An order to stand in that breaks a rule.
    #[error("delegation: {0:?}")]
    DelegationRefused(DelegationRefused),
    /// Fields that were not accepted.
    #[error("fields: {0:?}")]
    Fields(Vec<FieldProblem>),
    /// A workbook with problems; nothing was stored.
    #[error("workbook with {} problems", .0.count())]
    Workbook(Problems),
    /// A file that may not be read.
    #[error("file refused: {}", .0.en)]
    File(FileRefusal),
    /// What is stored changed between preview and confirmation.
    #[error("preview is out of date")]
    PreviewOutOfDate,
    /// A name that a caller gave to a write stands for another one already.
    #[error("the key stands for another request")]
    KeyReused,
    /// The write that a caller named is done already; nothing was done now.
    #[error("done before")]
    DoneBefore,
    /// Login or password is wrong, or the account is closed: never said which.
    #[error("sign-in failed")]
    SignInFailed,
    /// Too many failed sign-ins: locked for a while.
    #[error("too many sign-ins")]
    TooManySignIns {
        /// Seconds until the next is looked at.
        seconds: u32,
    },
    /// The password is right; the code of the second factor is asked for.
    #[error("a code is needed")]
    CodeNeeded(HalfWay),
    /// The code does not fit, or was taken before.
    #[error("code refused")]
    CodeRefused,
    /// The code is waited for no longer.
    #[error("code too late")]
    CodeTooLate,
    /// A link of invitation that does not open.
    #[error("link refused: {0:?}")]
    LinkRefused(LinkRefused),
    /// A file could not be made.
    #[error("press: {0}")]
    Press(String),
    /// Stored figures take each other as their actual.
    #[error("{0}")]
    Circle(#[from] phaen_domain::scoring::Circle),
    /// The store cannot be reached, or has no turn to give, and may be there again in a moment.
    #[error("store is away: {0}")]
    StoreAway(StoreFailure),
    /// The place of evidence files cannot be reached, and may be there again in a moment; the database is.
    #[error("files are away: {0}")]
    FilesAway(StoreFailure),
    /// There is no room left for what is to be stored; nothing of it was.
    #[error("store is full: {0}")]
    StoreFull(StoreFailure),
    /// The store failed.
    #[error("store: {0}")]
    Store(#[from] StoreFailure),
}

impl From<TakesNone> for AppError {
    fn from(why: TakesNone) -> Self {
        match why {
            TakesNone::NotOpen(state) => Self::RoundNotOpen(state),
            TakesNone::OrderOver(day) => Self::ReopeningOver(day),
        }
    }
}
