//! Results of one indicator or one project at a round, with the states of an actual kept apart: a value, zero, no data, not applicable,
//! not measurable.

use phaen_domain::figure::{Actuals, FigureId, ItemResults};
use phaen_domain::indicator::{Indicator, Target};
use phaen_domain::plan::AgencyPlan;
use phaen_domain::project::Project;
use phaen_domain::scoring::{Actual, IndicatorScore, ProjectScore, Status};
use phaen_domain::shown;
use serde::Serialize;
use utoipa::ToSchema;

use super::wire::{Figure, Name, Word};
use super::working::{Line, lines, unscorable};

/// One indicator at a round.
#[derive(Serialize, ToSchema)]
pub(super) struct IndicatorResult {
    /// Code of the indicator.
    code: String,
    /// Number as printed.
    number: Option<String>,
    /// Name.
    name: Name,
    /// The node it stands under.
    node: String,
    /// Whether it counts in the totals.
    counted: bool,
    /// Unit of measure.
    unit_of_measure: String,
    /// What is known of its actual.
    actual: ActualAnswer,
    /// The target it is judged by.
    target: Option<TargetAnswer>,
    /// Code of the scale that scores it at this round: the round's own, else the indicator's; none = followed without a score.
    scale: Option<String>,
    /// Percent of target.
    percent: Option<Figure>,
    /// Score.
    score: Option<Figure>,
    /// Full score.
    full: Option<Figure>,
    /// Band of the scale as printed; 0 below all.
    band: Option<u8>,
    /// The points that are printed for the band.
    points_shown: Option<String>,
    /// Status.
    status: Word,
    /// Why no score follows, if none does.
    why_not_scored: Option<Word>,
}

/// An actual: its state, and a figure where there is one.
#[derive(Serialize, ToSchema)]
pub(super) struct ActualAnswer {
    /// `value`, `zero`, `no_data`, `not_applicable`, `not_measurable` or `unscorable`. Zero is a reported figure, no data is none.
    state: Word,
    /// The figure of `value` and `zero`.
    figure: Option<Figure>,
    /// The reason given for `not_applicable` and `not_measurable`.
    reason: Option<String>,
}

/// What has to be reached.
#[derive(Serialize, ToSchema)]
pub(super) struct TargetAnswer {
    /// For which unit; the agency when absent.
    unit: Option<String>,
    /// For which round; the whole year when absent.
    round: Option<String>,
    /// The value, as decimal text; the low edge of a range.
    value: Option<String>,
    /// The high edge of a range.
    high: Option<String>,
    /// The anchors of a scale that places values between them.
    anchors: Vec<String>,
    /// The wording as printed.
    printed: Option<String>,
    /// Source and remarks.
    note: Option<String>,
    /// Code of the round's own scale, in place of the indicator's, for all units.
    scale: Option<String>,
    /// Its version: send it as `seen_version` when changing it. None where the target comes from a frozen round.
    version: Option<u32>,
}

impl TargetAnswer {
    pub(super) fn of(target: &Target, version: Option<u32>) -> Self {
        Self {
            unit: target.unit.as_ref().map(ToString::to_string),
            round: target.round.as_ref().map(ToString::to_string),
            value: target.value.map(|value| value.to_string()),
            high: target.high.map(|value| value.to_string()),
            anchors: target.anchors.iter().map(ToString::to_string).collect(),
            printed: target.printed.clone(),
            note: target.note.clone(),
            scale: target.scale.as_ref().map(ToString::to_string),
            version,
        }
    }
}

/// The states of a reported value or an actual.
pub(super) fn state(key: &str) -> Word {
    match key {
        "zero" => Word::new(key, "ศูนย์", "Zero"),
        "no_data" => Word::new(key, "ไม่มีข้อมูล", "No data"),
        "not_applicable" => Word::of(Status::NotApplicable),
        "not_measurable" => Word::of(Status::NotMeasurable),
        "unscorable" => Word::new(key, "ให้คะแนนไม่ได้", "No figure follows"),
        "ratio" => Word::new(key, "ตัวตั้งและตัวหาร", "Numerator and denominator"),
        "steps" => Word::new(key, "ขั้นตอนที่แล้วเสร็จ", "Steps done"),
        _ => Word::new("value", "มีผล", "Value"),
    }
}

/// The state of an actual.
pub(super) fn state_of(actual: &Actual) -> Word {
    state(match actual {
        Actual::Known(value) if value.is_zero() => "zero",
        Actual::Known(_) => "value",
        Actual::NoData => "no_data",
        Actual::NotApplicable(_) => "not_applicable",
        Actual::NotMeasurable(_) => "not_measurable",
        Actual::Unscorable(_) => "unscorable",
    })
}

impl ActualAnswer {
    fn of(score: &IndicatorScore, shown: Option<String>) -> Self {
        let (figure, reason) = match &score.actual {
            Actual::Known(value) => {
                let id = FigureId::indicator(&score.indicator, "actual");
                (Some(Figure::new(&id, shown.unwrap_or_else(|| shown::figure(value)), value.lossless())), None)
            }
            Actual::NotApplicable(reason) | Actual::NotMeasurable(reason) => (None, Some(reason.clone())),
            Actual::NoData | Actual::Unscorable(_) => (None, None),
        };
        Self { state: state_of(&score.actual), figure, reason }
    }
}

impl IndicatorResult {
    pub(super) fn of(plan: &AgencyPlan, indicator: &Indicator, score: &IndicatorScore, actuals: &Actuals<'_>) -> Self {
        let id = |what| FigureId::indicator(&score.indicator, what);
        let target = score.target.and_then(|place| plan.targets.get(place));
        Self {
            code: indicator.code.to_string(),
            number: indicator.number.clone(),
            name: Name::of(&indicator.name_th, indicator.name_en.as_ref()),
            node: indicator.node.to_string(),
            counted: indicator.counted,
            unit_of_measure: indicator.measure.unit_of_measure.clone(),
            actual: ActualAnswer::of(score, actuals.shown(score)),
            target: target.map(|target| TargetAnswer::of(target, None)),
            scale: score.scale.and_then(|place| plan.scales.get(place)).map(|scale| scale.code.to_string()),
            percent: Figure::some(&id("percent"), score.percent.as_ref(), shown::percent),
            score: Figure::some(&id("score"), score.score(), shown::score),
            full: Figure::some(&id("full"), score.full.as_ref(), shown::score),
            band: score.placed.as_ref().map(|placed| placed.band),
            points_shown: score.placed.as_ref().and_then(|placed| placed.points_shown).map(|points| points.to_string()),
            status: Word::of(score.status),
            why_not_scored: score.unscorable.map(unscorable),
        }
    }
}

/// One project at a round.
#[derive(Serialize, ToSchema)]
pub(super) struct ProjectResult {
    /// Code of the project.
    code: String,
    /// Number as printed.
    number: Option<String>,
    /// Name in Thai.
    name_th: String,
    /// The node it carries out.
    node: String,
    /// Codes of the responsible units, first one first.
    owners: Vec<String>,
    /// Its reported status in points; none when not reported.
    points: Option<Figure>,
    /// Full points.
    full: String,
    /// Status.
    status: Word,
    /// Whether it asks for money: nothing given is not the same as none used.
    funding: Word,
    /// Budget of the year in baht.
    budget: Option<Figure>,
    /// Disbursed in baht.
    disbursed: Option<Figure>,
    /// Disbursed in percent of the budget.
    disbursed_percent: Option<Figure>,
    /// The working of its points.
    working: Vec<Line>,
    /// What was reported of its indicators.
    indicators: Vec<ItemResult>,
}

/// The result of one indicator of a project.
#[derive(Serialize, ToSchema)]
pub(super) struct ItemResult {
    /// Which: 1, 2, 3 …
    item: u32,
    /// The number that was reported; none where there is no number.
    actual: Option<Figure>,
}

impl ProjectResult {
    pub(super) fn of(project: &Project, score: &ProjectScore, items: &ItemResults<'_>) -> Self {
        let item = |order: u32| ItemResult {
            item: order,
            actual: items.value(&project.code, order).map(|value| {
                let id = FigureId::project_indicator(&project.code, order, "actual");
                Figure::new(&id, shown::decimal(value), value.exact().lossless())
            }),
        };
        let id = |what| FigureId::project(&score.project, what);
        let (money, percent) = (&score.money, score.money.disbursed_percent());
        Self {
            code: project.code.to_string(),
            number: project.number.clone(),
            name_th: project.name_th.clone(),
            node: project.node.to_string(),
            owners: project.owners.iter().map(ToString::to_string).collect(),
            points: Figure::some(&id("points"), score.points.as_ref(), shown::points),
            full: score.full.lossless(),
            status: Word::of(score.status),
            funding: Word::of(project.funding),
            budget: Figure::money(&id("budget"), money.budget),
            disbursed: Figure::money(&id("disbursed"), money.disbursed),
            disbursed_percent: Figure::some(&id("disbursed_percent"), percent.as_ref(), shown::percent),
            working: lines(&score.working),
            indicators: project.indicators.iter().map(|it| item(it.order)).collect(),
        }
    }
}
