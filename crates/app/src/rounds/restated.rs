//! Figures that a later revision of a frozen round restates: computed from both snapshots when asked for, never stored.

use std::sync::Arc;

use phaen_domain::figure::{Figure, of_scorecard};
use phaen_domain::id::RoundCode;
use phaen_domain::plan::AgencyPlan;
use phaen_domain::restatement::{self, Restated};
use phaen_domain::scoring::Scorecard;
use phaen_domain::workbook::{Problems, Records, understand_records};

use crate::error::AppError;
use crate::plan_view::RoundView;
use crate::ports::Snapshot;

/// What a revision restates of the one before it, in the order of the scorecard.
pub(crate) fn restated(earlier: &Snapshot, later: &Snapshot) -> Result<Vec<Restated>, AppError> {
    Ok(restatement::restated(&figures_of(earlier)?, &figures_of(later)?))
}

/// The frozen records of a revision.
pub(super) fn records_of(snapshot: &Snapshot) -> Result<Records, AppError> {
    snapshot.records().ok_or_else(|| unreadable(&snapshot.round))
}

/// Every figure of a frozen revision, in the order of the scorecard.
pub(super) fn figures_of(snapshot: &Snapshot) -> Result<Vec<Figure>, AppError> {
    let plan = plan_of(snapshot)?;
    Ok(of_scorecard(&plan, &Scorecard::of(&plan, &snapshot.round)?))
}

/// The plan as it was frozen.
fn plan_of(snapshot: &Snapshot) -> Result<AgencyPlan, AppError> {
    understand_records(&records_of(snapshot)?, Problems::default()).map_err(|_| unreadable(&snapshot.round))
}

impl RoundView {
    /// A frozen revision, also where a newer one stands.
    pub(crate) fn frozen(snapshot: Snapshot) -> Result<Self, AppError> {
        let plan = Arc::new(plan_of(&snapshot)?);
        let scorecard = Scorecard::of(&plan, &snapshot.round)?;
        let (explained, problems) = (snapshot.explained(), snapshot.problems());
        Ok(Self { plan, scorecard, snapshot: Some(snapshot), explained, problems })
    }
}

/// A snapshot is written by us and held by its hash: one that cannot be read is our failure.
fn unreadable(round: &RoundCode) -> AppError {
    AppError::Press(format!("the frozen records of {round} cannot be read"))
}
