//! Reported values on the wire, with who stands behind them.

use phaen_app::plan_view::PlanView;
use phaen_app::ports::Provenance;
use phaen_domain::observation::{Observation, Period, Reported, Subject};
use phaen_domain::submission::{ItemKey, SubmissionKey};
use serde::Serialize;
use utoipa::ToSchema;

use super::BASE;
use super::scores::state;
use super::wire::Word;
use crate::cookies::encode;
use crate::explain::reports::{own_return, place_of};

/// One reported value.
#[derive(Serialize, ToSchema)]
pub(super) struct ObservationAnswer {
    /// `indicator`, `project` or `project_indicator`.
    subject: Word,
    /// Code of the indicator or the project.
    code: String,
    /// Which indicator of a project: 1, 2, 3 …
    item: Option<u32>,
    /// The unit that reports; the agency when absent.
    unit: Option<String>,
    /// Code of the round.
    round: Option<String>,
    /// Month of the fiscal year: 1 = October … 12 = September.
    month: Option<u8>,
    /// What was reported.
    reported: ReportedAnswer,
    /// Narrative.
    narrative: Option<String>,
    /// Where the figure comes from.
    source: Option<String>,
    /// Link or file name of the evidence, as it came with a workbook or was typed.
    evidence: Option<String>,
    /// Where the files and links behind it are listed, for whoever may read the unit's return; all may once the round is frozen.
    evidence_at: Option<String>,
    /// The page of the site on which it was reported: its item in the unit's return.
    page: Option<String>,
    /// Who stands behind it.
    provenance: Option<ProvenanceAnswer>,
}

/// What a report says. Zero, no data, not applicable and not measurable are different.
#[derive(Serialize, ToSchema)]
pub(super) struct ReportedAnswer {
    /// `value`, `zero`, `ratio`, `steps`, `no_data`, `not_applicable` or `not_measurable`.
    state: Word,
    /// Decimal text with the digits it was reported with.
    value: Option<String>,
    /// Numerator of a ratio.
    numerator: Option<String>,
    /// Denominator of a ratio.
    denominator: Option<String>,
    /// Levels of the steps that are done.
    steps: Option<Vec<u32>>,
    /// Why it is not applicable or not measurable.
    reason: Option<String>,
}

/// Who entered a value, when, from which file.
#[derive(Serialize, ToSchema)]
struct ProvenanceAnswer {
    /// Login of the account.
    entered_by: String,
    /// When.
    #[schema(format = DateTime)]
    entered_at: String,
    /// SHA-256 of the workbook it came in with; such values are verified by import.
    import_hash: Option<String>,
    /// Its version: send it as `seen_version` when entering it again.
    version: u32,
}

impl ReportedAnswer {
    pub(super) fn of(reported: &Reported) -> Self {
        let empty = |key| Self { state: state(key), value: None, numerator: None, denominator: None, steps: None, reason: None };
        match reported {
            Reported::Value(value) => {
                Self { value: Some(value.to_string()), ..empty(if value.is_zero() { "zero" } else { "value" }) }
            }
            Reported::Ratio(above, below) => {
                Self { numerator: Some(above.to_string()), denominator: Some(below.to_string()), ..empty("ratio") }
            }
            Reported::Steps(steps) => Self { steps: Some(steps.iter().copied().map(u32::from).collect()), ..empty("steps") },
            Reported::NoData => empty("no_data"),
            Reported::NotApplicable(reason) => Self { reason: Some(reason.clone()), ..empty("not_applicable") },
            Reported::NotMeasurable(reason) => Self { reason: Some(reason.clone()), ..empty("not_measurable") },
        }
    }
}

impl ObservationAnswer {
    pub(super) fn of(view: &PlanView, observation: &Observation, provenance: Option<&Provenance>) -> Self {
        let from = own_return(view, observation, provenance);
        let (subject, code, item) = match &observation.subject {
            Subject::Indicator(code) => (Word::new("indicator", "ตัวชี้วัด", "Indicator"), code.to_string(), None),
            Subject::Project(code) => (Word::new("project", "โครงการ", "Project"), code.to_string(), None),
            Subject::ProjectIndicator(code, item) => {
                (Word::new("project_indicator", "ตัวชี้วัดของโครงการ", "Indicator of a project"), code.to_string(), Some(*item))
            }
        };
        let (round, month) = match &observation.period {
            Period::Round(code) => (Some(code.to_string()), None),
            Period::Month(month) => (None, Some(*month)),
        };
        Self {
            subject,
            code,
            item,
            unit: observation.unit.as_ref().map(ToString::to_string),
            round,
            month,
            reported: ReportedAnswer::of(&observation.reported),
            narrative: observation.narrative.clone(),
            source: observation.source.clone(),
            evidence: observation.evidence.clone(),
            evidence_at: from.as_ref().map(|key| evidence_at(key, &observation.subject)),
            page: from.as_ref().map(|key| place_of(key, &observation.subject)),
            provenance: provenance.map(|provenance| ProvenanceAnswer {
                entered_by: provenance.entered_by.clone(),
                entered_at: provenance.entered_at.to_string(),
                import_hash: provenance.import_hash.clone(),
                version: provenance.version,
            }),
        }
    }
}

/// Where the evidence of an item of a return is listed.
fn evidence_at(key: &SubmissionKey, subject: &Subject) -> String {
    let [plan, round, unit] = [key.plan.as_str(), key.round.as_str(), key.unit.as_str()].map(encode);
    let item = encode(&ItemKey::Subject(subject.clone()).to_string());
    format!("{BASE}/plans/{plan}/rounds/{round}/returns/{unit}/evidence?item={item}")
}
