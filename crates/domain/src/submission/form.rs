//! The form of a unit's return: what it has to report at a round, in the order of its printed form.
//!
//! The form follows from the plan and the units, and is never stored. A unit that was closed, merged or renamed hands its items on to its
//! successor (`process.md` U30); the figures stay with the unit that the plan names. What is reported by month is not asked again at a round.

use std::collections::HashSet;

use jiff::civil::Date;

use super::layout::WHOLE_FIELDS;
use super::{FieldKey, ItemKey, Submission};
use crate::id::UnitCode;
use crate::indicator::{Accumulation, Aggregation, Indicator, Shape};
use crate::observation::{Period, Subject};
use crate::plan::AgencyPlan;
use crate::project::{Funding, Project};

/// What sort of item it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ItemKind {
    /// An indicator of the plan.
    Indicator(Shape),
    /// A project: its status 0–100, its money, its narrative.
    Project,
    /// An indicator of the project before it.
    ProjectIndicator,
}

/// One item of a return.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What is observed.
    pub subject: Subject,
    /// The unit under which its figure is kept; the agency when absent.
    pub unit: Option<UnitCode>,
    /// What sort of item.
    pub kind: ItemKind,
    /// Whether a figure needs evidence (`decisions.md` 13).
    pub evidence_required: bool,
    /// Whether another figure than the rule's may be proposed.
    pub may_propose: bool,
    /// Whether money is reported for it by month: for a project that has a budget.
    pub has_money: bool,
}

impl Item {
    /// The key of its fields.
    #[must_use]
    pub fn key(&self) -> ItemKey {
        ItemKey::Subject(self.subject.clone())
    }
}

/// What a unit has to report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form {
    /// Its items in printed order: indicators, then each project with its indicators.
    pub items: Vec<Item>,
}

impl Form {
    /// The form of a unit on a day; empty when it has nothing to report.
    #[must_use]
    pub fn of(plan: &AgencyPlan, unit: &UnitCode, day: Date) -> Self {
        let own = answers_for(plan, unit, day);
        let mine = |owner: &UnitCode| own.contains(owner);
        let indicators = plan.indicators.iter().filter_map(|indicator| {
            let owners: Vec<&UnitCode> = reporters(indicator).into_iter().filter(|owner| mine(owner)).collect();
            // After a merger several figures of one indicator may have come to one unit. It reports once, for itself where it is an owner.
            let owner = owners.iter().find(|owner| **owner == unit).or_else(|| owners.first())?;
            Some(indicator_item(indicator, owner))
        });
        let projects = plan.projects.iter().filter(|project| project.owners.first().is_some_and(&mine));
        let monthly = by_month(plan);
        let items = indicators.chain(projects.flat_map(project_items));
        Self { items: items.filter(|item| !monthly.contains(&item.subject)).collect() }
    }

    /// The item with this key.
    #[must_use]
    pub fn item(&self, key: &ItemKey) -> Option<&Item> {
        self.items.iter().find(|item| item.key() == *key)
    }

    /// Whether the return has this field at a round of so many months: nothing else is stored.
    #[must_use]
    pub fn has(&self, key: &FieldKey, months: u8) -> bool {
        match &key.item {
            ItemKey::Whole => WHOLE_FIELDS.contains(&key.field),
            item => self.item(item).is_some_and(|item| item.fields(months).contains(&key.field)),
        }
    }
}

/// Units that have something to report on a day, in the order of the plan's units.
#[must_use]
pub fn reporting_units(plan: &AgencyPlan, day: Date) -> Vec<UnitCode> {
    let of_indicators = plan.indicators.iter().flat_map(reporters);
    let of_projects = plan.projects.iter().filter_map(|project| project.owners.first());
    let named: Vec<UnitCode> = of_indicators.chain(of_projects).map(|owner| responsible(plan, owner, day)).collect();
    plan.units.iter().map(|unit| unit.code.clone()).filter(|code| named.contains(code)).collect()
}

/// The unit in whose return a figure stands on a day: who answers for the unit that the figure names. One of the agency as a whole stands
/// with its indicator's first primary owner or its project's first owner; a linked one stands in no return.
#[must_use]
pub fn reporter(plan: &AgencyPlan, subject: &Subject, unit: Option<&UnitCode>, day: Date) -> Option<UnitCode> {
    let owner = match subject {
        Subject::Indicator(code) => {
            let indicator = plan.indicators.iter().find(|it| it.code == *code)?;
            if indicator.actual_from.is_some() { None } else { unit.or_else(|| main_owner(indicator)) }
        }
        Subject::Project(code) | Subject::ProjectIndicator(code, _) => {
            unit.or_else(|| plan.projects.iter().find(|it| it.code == *code)?.owners.first())
        }
    };
    owner.map(|owner| responsible(plan, owner, day))
}

/// The first primary owner of an indicator: reports the figure that is kept centrally.
fn main_owner(indicator: &Indicator) -> Option<&UnitCode> {
    let owners = &indicator.owners;
    owners.iter().find(|owner| owner.primary).or_else(|| owners.first()).map(|owner| &owner.unit)
}

/// The unit that answers for another on a day: itself while it exists, else the successor that does.
#[must_use]
pub fn responsible(plan: &AgencyPlan, unit: &UnitCode, day: Date) -> UnitCode {
    let mut code = unit;
    // A chain of successors is never longer than there are units; a circle ends here as well.
    for _ in 0..plan.units.len() {
        let Some(it) = plan.units.iter().find(|it| it.code == *code) else { break };
        match &it.successor {
            Some(successor) if it.valid_to.is_some_and(|last| last < day) => code = successor,
            _ => break,
        }
    }
    code.clone()
}

/// The units for which a unit answers on a day: itself, and those that it succeeded.
fn answers_for<'a>(plan: &'a AgencyPlan, unit: &'a UnitCode, day: Date) -> HashSet<&'a UnitCode> {
    let all = plan.units.iter().map(|it| &it.code).chain(std::iter::once(unit));
    all.filter(|it| responsible(plan, it, day) == *unit).collect()
}

/// Whether a return has nothing to wait for: another unit has taken over what it was to report, and nothing was submitted before that.
#[must_use]
pub fn is_handed_on(plan: &AgencyPlan, submission: &Submission, day: Date) -> bool {
    submission.first_submitted_at.is_none() && responsible(plan, &submission.key.unit, day) != submission.key.unit
}

/// Units that report an indicator: each owner, or for a figure kept centrally its first primary owner. A linked figure is reported by none.
fn reporters(indicator: &Indicator) -> Vec<&UnitCode> {
    if indicator.actual_from.is_some() {
        return Vec::new();
    }
    match indicator.measure.aggregation {
        Aggregation::Central => main_owner(indicator).into_iter().collect(),
        _ => indicator.owners.iter().map(|owner| &owner.unit).collect(),
    }
}

/// What results by month are stored of.
fn by_month(plan: &AgencyPlan) -> HashSet<&Subject> {
    let monthly = plan.observations.iter().filter(|observation| matches!(observation.period, Period::Month(_)));
    monthly.map(|observation| &observation.subject).collect()
}

fn indicator_item(indicator: &Indicator, owner: &UnitCode) -> Item {
    let central = indicator.measure.aggregation == Aggregation::Central;
    Item {
        subject: Subject::Indicator(indicator.code.clone()),
        unit: (!central).then(|| owner.clone()),
        kind: ItemKind::Indicator(indicator.measure.shape),
        evidence_required: indicator.evidence_required,
        may_propose: !needs_parts(indicator),
        has_money: false,
    }
}

/// Whether numerators and denominators are added: one figure in their place could not be added to them.
fn needs_parts(indicator: &Indicator) -> bool {
    let measure = &indicator.measure;
    measure.shape == Shape::Ratio
        && (measure.aggregation == Aggregation::RatioOfSums || measure.accumulation == Accumulation::RatioOfSums)
}

fn project_items(project: &Project) -> Vec<Item> {
    let item =
        |subject, kind, has_money| Item { subject, unit: None, kind, evidence_required: true, may_propose: false, has_money };
    let status = item(Subject::Project(project.code.clone()), ItemKind::Project, project.funding != Funding::NoBudget);
    let indicators = project.indicators.iter();
    let indicators =
        indicators.map(|it| item(Subject::ProjectIndicator(project.code.clone(), it.order), ItemKind::ProjectIndicator, false));
    std::iter::once(status).chain(indicators).collect()
}
