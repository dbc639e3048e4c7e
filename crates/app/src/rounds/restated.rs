//! Figures that a later revision of a frozen round restates: computed from both snapshots when asked for, never stored.

use std::collections::{BTreeMap, BTreeSet};

use phaen_domain::figure::{Figure, FigureId, of_scorecard};
use phaen_domain::id::RoundCode;
use phaen_domain::scoring::Scorecard;
use phaen_domain::workbook::{Problems, Records, understand_records};

use crate::error::AppError;
use crate::ports::Snapshot;

/// A figure that differs between two revisions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restated {
    /// Which figure.
    pub id: FigureId,
    /// As the earlier revision showed it, where it had it.
    pub before: Option<String>,
    /// As the later revision shows it, where it has it.
    pub after: Option<String>,
}

/// What a revision restates of the one before it, in the order of the scorecard.
pub(super) fn restated(earlier: &Snapshot, later: &Snapshot) -> Result<Vec<Restated>, AppError> {
    let (before, after) = (figures_of(earlier)?, figures_of(later)?);
    let told: BTreeMap<&str, &str> = before.iter().map(|it| (it.id.as_str(), it.shown.as_str())).collect();
    let still: BTreeSet<&str> = after.iter().map(|it| it.id.as_str()).collect();
    let changed = after.iter().filter_map(|it| {
        let old = told.get(it.id.as_str()).copied();
        let differs = old != Some(it.shown.as_str());
        differs.then(|| Restated { id: it.id.clone(), before: old.map(str::to_owned), after: Some(it.shown.clone()) })
    });
    let gone = before.iter().filter(|it| !still.contains(it.id.as_str()));
    let gone = gone.map(|it| Restated { id: it.id.clone(), before: Some(it.shown.clone()), after: None });
    Ok(changed.chain(gone).collect())
}

/// The frozen records of a revision.
pub(super) fn records_of(snapshot: &Snapshot) -> Result<Records, AppError> {
    snapshot.records().ok_or_else(|| unreadable(&snapshot.round))
}

/// Every figure of a frozen revision, in the order of the scorecard.
pub(super) fn figures_of(snapshot: &Snapshot) -> Result<Vec<Figure>, AppError> {
    let records = records_of(snapshot)?;
    let plan = understand_records(&records, Problems::default()).map_err(|_| unreadable(&snapshot.round))?;
    Ok(of_scorecard(&plan, &Scorecard::of(&plan, &snapshot.round)?))
}

/// A snapshot is written by us and held by its hash: one that cannot be read is our failure.
fn unreadable(round: &RoundCode) -> AppError {
    AppError::Press(format!("the frozen records of {round} cannot be read"))
}
