//! One item of a return, on the wire: what it is, its target and last value, what is typed and what stands behind it.

use phaen_app::returns::ReturnView;
use phaen_domain::observation::{Reported, Subject};
use phaen_domain::submission::{FieldKey, Item};
use phaen_domain::words::Words;
use serde::Serialize;
use utoipa::ToSchema;

use super::answers::FieldAnswer;
use super::evidence::EvidenceAnswer;
use crate::api::refusal::Fault;
use crate::api::reported::ReportedAnswer;
use crate::api::scores::TargetAnswer;
use crate::api::wire::{Name, Word};

/// One item of a return.
#[derive(Serialize, ToSchema)]
pub(super) struct ItemAnswer {
    /// Its name: fields are named by it.
    #[schema(example = "indicator:K01")]
    item: String,
    /// `indicator`, `project` or `project_indicator`.
    kind: Word,
    /// Number as printed.
    number: Option<String>,
    /// Name.
    name: Name,
    /// The unit under which its figure is kept; the agency when absent.
    unit: Option<String>,
    /// How its figure is given: `value`, `ratio`, `level` or `steps`; none for projects.
    shape: Option<Word>,
    /// How it counts over the rounds; none for projects.
    accumulation: Option<Word>,
    /// Unit of measure; none for projects.
    unit_of_measure: Option<String>,
    /// What has to be reached.
    target: Option<TargetAnswer>,
    /// What was reported at the last round before.
    before: Option<BeforeAnswer>,
    /// Whether a figure needs evidence.
    evidence_required: bool,
    /// What it reports as it is typed now; none while something is missing.
    reported: Option<ReportedAnswer>,
    /// What is still missing.
    missing: Option<Fault>,
    /// Its fields.
    fields: Vec<FieldAnswer>,
    /// What stands behind it.
    evidence: Vec<EvidenceAnswer>,
}

/// A value of a round before.
#[derive(Serialize, ToSchema)]
struct BeforeAnswer {
    /// Code of the round.
    round: String,
    /// What was reported.
    reported: ReportedAnswer,
}

/// What an item is called.
struct About {
    kind: Word,
    number: Option<String>,
    name: Name,
}

impl ItemAnswer {
    pub(super) fn of(view: &ReturnView, item: &Item) -> Self {
        let key = item.key();
        let About { kind, number, name } = about(view, item);
        let measure = match &item.subject {
            Subject::Indicator(code) => view.plan.indicator(code).map(|it| &it.measure),
            Subject::Project(_) | Subject::ProjectIndicator(..) => None,
        };
        let typed = view.reported(item);
        let missing = typed.as_ref().err();
        let before = |(round, reported): &(String, Reported)| BeforeAnswer {
            round: round.clone(),
            reported: ReportedAnswer::of(reported),
        };
        Self {
            item: key.to_string(),
            kind,
            number,
            name,
            unit: item.unit.as_ref().map(ToString::to_string),
            shape: measure.map(|it| Word::of(it.shape)),
            accumulation: measure.map(|it| Word::of(it.accumulation)),
            unit_of_measure: measure.map(|it| it.unit_of_measure.clone()),
            target: view.target(item).map(|target| TargetAnswer::of(target, None)),
            before: view.before(item).map(before),
            evidence_required: item.evidence_required,
            missing: missing.map(|(field, why)| Fault::of(format!("{key}:{}", field.key()), *why)),
            reported: typed.as_ref().ok().map(ReportedAnswer::of),
            fields: fields(view, item),
            evidence: view.evidence_of(&key).map(|it| EvidenceAnswer::of(view, it)).collect(),
        }
    }
}

fn fields(view: &ReturnView, item: &Item) -> Vec<FieldAnswer> {
    let key = item.key();
    let stored = |field| view.fields.0.get(&FieldKey { item: key.clone(), field });
    item.fields(view.round.months).into_iter().map(|field| FieldAnswer::of(&key, field, stored(field))).collect()
}

fn about(view: &ReturnView, item: &Item) -> About {
    let unnamed = || Name::of(&item.key().to_string(), None);
    match &item.subject {
        Subject::Indicator(code) => {
            let it = view.plan.indicator(code);
            About {
                kind: Word::new("indicator", "ตัวชี้วัด", "Indicator"),
                number: it.and_then(|it| it.number.clone()),
                name: it.map_or_else(unnamed, |it| Name::of(&it.name_th, it.name_en.as_ref())),
            }
        }
        Subject::Project(code) => {
            let it = view.plan.project(code);
            About {
                kind: Word::new("project", "โครงการ", "Project"),
                number: it.and_then(|it| it.number.clone()),
                name: it.map_or_else(unnamed, |it| Name::of(&it.name_th, None)),
            }
        }
        Subject::ProjectIndicator(code, order) => {
            let project = view.plan.project(code);
            let it = project.and_then(|project| project.indicators.iter().find(|it| it.order == *order));
            About {
                kind: Word::new("project_indicator", "ตัวชี้วัดของโครงการ", "Indicator of a project"),
                number: Some(order.to_string()),
                name: it.map_or_else(unnamed, |it| Name::of(&it.text, None)),
            }
        }
    }
}
