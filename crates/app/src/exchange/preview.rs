//! What a workbook would change: the plan as it would be stored, and the difference to what is stored.

use jiff::Timestamp;
use phaen_domain::budget::{BudgetLine, with_months, without_months};
use phaen_domain::observation::Observation;
use phaen_domain::plan::{AgencyPlan, EditionState};
use phaen_domain::workbook::{
    CellProblem, Difference, ProblemRule, Problems, RawWorkbook, compare_plans, read, understand_records,
};

use super::{merging, rounds};
use crate::App;
use crate::error::AppError;
use crate::ports::Reading;

/// A file that waits for confirmation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// Globally unique id.
    pub id: String,
    /// Whose.
    pub account: String,
    /// Its name.
    pub name: String,
    /// Its contents.
    pub bytes: Vec<u8>,
    /// When it came.
    pub created_at: Timestamp,
}

/// What a workbook would change.
#[derive(Debug, Clone)]
pub struct Preview {
    /// The journal's sequence when it was made.
    pub sequence: u64,
    /// The plan as it would be stored.
    pub plan: AgencyPlan,
    /// Its budget lines without what returns report by month, which is kept beside them.
    pub(super) own_budget: Vec<BudgetLine>,
    /// Row by row.
    pub difference: Difference,
    /// Observations that are new or differ, with their stored versions.
    pub observations: Vec<(Observation, u32)>,
    /// Money reported by month that the workbook says otherwise.
    pub(super) changed_months: Vec<merging::Month>,
    /// Whether the database does not know the plan yet.
    pub is_new: bool,
    /// Whether a new draft edition would be made because the stored one is announced.
    pub amends: bool,
}

impl Preview {
    /// Whether everything is stored already.
    #[must_use]
    pub const fn changes_nothing(&self) -> bool {
        self.difference.is_empty()
    }
}

/// Sheets that an announced edition keeps for ever; the other sheets hold results and texts.
const ANNOUNCED_SHEETS: &[&str] = &[
    "plan",
    "levels",
    "nodes",
    "scales",
    "scale_points",
    "indicators",
    "owners",
    "steps",
    "targets",
    "projects",
    "project_indicators",
];

pub(super) fn preview(app: &App, tx: &mut dyn Reading, raw: &RawWorkbook) -> Result<Preview, AppError> {
    previewed(app, tx, raw).map_err(|error| match error {
        AppError::Workbook(problems) => AppError::Workbook(problems.as_written(raw)),
        other => other,
    })
}

fn previewed(app: &App, tx: &mut dyn Reading, raw: &RawWorkbook) -> Result<Preview, AppError> {
    let (records, problems) = read(raw);
    let wanted = understand_records(&records, problems).map_err(AppError::Workbook)?;
    let sequence = tx.sequence()?;
    other_agency(tx, &wanted)?;
    let code = wanted.plan.code.to_string();
    let newest = tx.plans()?.into_iter().find(|listing| listing.plan.code == wanted.plan.code);
    let Some(newest) = newest.and_then(|listing| listing.editions.last().map(|edition| edition.number)) else {
        return first_import(app, tx, sequence, wanted);
    };
    let stored = app.view(tx, &code, Some(newest))?;
    other_fiscal_year(&stored.plan, &wanted)?;
    let given = wanted.observations.len();
    let (reported, changed_months) = merging::months(tx.disbursements(&wanted.plan.code)?, &wanted.budget);
    let mut plan = merging::merge(&stored.plan, wanted);
    let own_budget = without_months(std::mem::take(&mut plan.budget), &reported);
    plan.budget = with_months(own_budget.clone(), &reported);
    for problems in [rounds::problems(app, tx, &stored, &plan, &records)?, merging::other_ways(&plan, given, &records)] {
        if !problems.is_empty() {
            return Err(AppError::Workbook(problems));
        }
    }
    let (amends, difference) = amend(&stored.plan, &mut plan, newest)?;
    let observations = merging::changed_observations(&stored, &plan);
    Ok(Preview { sequence, plan, own_budget, difference, observations, changed_months, is_new: false, amends })
}

fn first_import(app: &App, tx: &mut dyn Reading, sequence: u64, wanted: AgencyPlan) -> Result<Preview, AppError> {
    let plan = merging::with_agency_of(app, tx, wanted)?;
    let difference = compare_plans(None, &plan);
    let observations = plan.observations.iter().map(|observation| (observation.clone(), 0)).collect();
    let own_budget = plan.budget.clone();
    Ok(Preview { sequence, plan, own_budget, difference, observations, changed_months: Vec::new(), is_new: true, amends: false })
}

fn other_agency(tx: &mut dyn Reading, wanted: &AgencyPlan) -> Result<(), AppError> {
    match tx.agency()? {
        Some(agency) if agency.code != wanted.agency.code => {
            let rule = ProblemRule::OtherAgency(agency.code);
            Err(AppError::Workbook(one("agency", "code", &wanted.agency.code, rule)))
        }
        _ => Ok(()),
    }
}

fn other_fiscal_year(stored: &AgencyPlan, wanted: &AgencyPlan) -> Result<(), AppError> {
    let (stored, wanted) = (stored.plan.fiscal_year, wanted.plan.fiscal_year);
    if stored == wanted {
        return Ok(());
    }
    let rule = ProblemRule::OtherFiscalYear(stored.to_string());
    Err(AppError::Workbook(one("plan", "fiscal_year", &wanted.to_string(), rule)))
}

fn one(sheet: &'static str, column: &'static str, value: &str, rule: ProblemRule) -> Problems {
    let mut problems = Problems::default();
    problems.add(CellProblem { sheet, row: 0, column: Some(column), value: value.to_owned(), rule });
    problems
}

/// An announced edition never changes: what differs goes into a new draft edition (`decisions.md` 1).
/// Says whether it does so, and what would be different.
fn amend(stored: &AgencyPlan, wanted: &mut AgencyPlan, newest: u32) -> Result<(bool, Difference), AppError> {
    let editable = stored.edition.state == EditionState::Draft;
    if !editable || wanted.edition.number < newest {
        let as_given = std::mem::replace(&mut wanted.edition, stored.edition.clone());
        let difference = compare_plans(Some(stored), wanted);
        // The file that made this edition says the number it was made from; it brings nothing new a second time.
        if difference.is_empty() || (!editable && !difference.touches(ANNOUNCED_SHEETS)) {
            return Ok((false, difference));
        }
        wanted.edition = as_given;
    }
    if wanted.edition.number < newest {
        let number = wanted.edition.number.to_string();
        return Err(AppError::Workbook(one("plan", "edition", &number, ProblemRule::OldEdition(newest))));
    }
    if !editable {
        wanted.edition.number = newest + 1;
        wanted.edition.state = EditionState::Draft;
        wanted.edition.announced_on = None;
    }
    Ok((!editable, compare_plans(Some(stored), wanted)))
}
