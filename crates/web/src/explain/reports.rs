//! What was reported, with source and evidence, who entered it, when, and from which file.

use phaen_app::Actor;
use phaen_app::accounts::People;
use phaen_app::plan_view::PlanView;
use phaen_app::ports::Provenance;
use phaen_app::returns::{Behind, may_read};
use phaen_domain::id::UnitCode;
use phaen_domain::observation::{Observation, Period, Reported, Subject};
use phaen_domain::round::Round;
use phaen_domain::scoring::Status;
use phaen_domain::shown;
use phaen_domain::submission::{ItemKey, SubmissionKey, reporter};

use super::wording::word;
use crate::evidence::{Piece, piece};
use crate::text::Text;
use crate::{returns, when};

/// One report as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// What was reported, in words and digits.
    pub value: String,
    /// The reason, for what is not applicable or not measurable.
    pub reason: Option<String>,
    /// The unit that reports.
    pub unit: String,
    /// The round or month.
    pub period: String,
    /// Narrative.
    pub narrative: Option<String>,
    /// Where the figure comes from.
    pub source: Option<String>,
    /// Evidence, with its address when it is a link.
    pub evidence: Option<(String, Option<String>)>,
    /// Who entered it and when.
    pub entered: Option<String>,
    /// Hash of the workbook it came in with.
    pub file_hash: Option<String>,
    /// The reporting unit's code and the period, for the form that changes it.
    pub key: (Option<UnitCode>, Period),
    /// What was explained about it when its round was frozen: rule with its facts, explanation, who.
    pub explained: Vec<(String, String, String)>,
    /// The return in which it was reported.
    pub from: Option<SubmissionKey>,
    /// Its item on the page of that return, where the reader may open it.
    pub at: Option<String>,
    /// Files and links behind it that the reader may see, set by the page that explains a figure.
    pub files: Vec<Piece>,
    /// How many more there are, to be seen once the round is frozen.
    pub hidden: usize,
    /// Where what stands behind it is listed, set by pages that do not list it.
    pub proof: Option<String>,
    /// Where it is changed, set by pages whose reader may.
    pub edit: Option<String>,
}

impl Report {
    /// Whether nothing at all stands behind it.
    #[must_use]
    pub fn has_no_evidence(&self) -> bool {
        self.evidence.is_none() && self.files.is_empty() && self.hidden == 0
    }
}

/// The reports of a subject that a round looks at, earliest first.
#[must_use]
pub fn of_subject(t: Text, view: &PlanView, subject: &Subject, round: &Round) -> Vec<Report> {
    let within = |observation: &Observation| match &observation.period {
        Period::Month(month) => *month <= round.months,
        Period::Round(code) => view.find_round(code.as_str()).is_some_and(|other| other.months <= round.months),
    };
    let reports = view.observations_of(subject).filter(|(observation, _)| within(observation));
    reports.map(|(observation, provenance)| report(t, view, observation, provenance)).collect()
}

fn report(t: Text, view: &PlanView, observation: &Observation, provenance: Option<&Provenance>) -> Report {
    let (value, reason) = value(t, &observation.reported);
    let from = own_return(view, observation, provenance);
    Report {
        value,
        reason,
        unit: unit(t, view, observation.unit.as_ref()),
        period: period(t, view, &observation.period),
        narrative: observation.narrative.clone(),
        source: observation.source.clone(),
        evidence: observation.evidence.clone().map(|evidence| (evidence.clone(), address(evidence))),
        entered: provenance.map(|p| {
            t.report_entered(crate::journal::who(t, &view.stored.people, &p.entered_by), when::instant(t, p.entered_at))
        }),
        file_hash: provenance.and_then(|provenance| provenance.import_hash.clone()),
        key: (observation.unit.clone(), observation.period.clone()),
        explained: frozen_with(t, view, observation),
        at: from.as_ref().map(|key| place_of(key, &observation.subject)),
        from,
        files: Vec::new(),
        hidden: 0,
        proof: None,
        edit: None,
    }
}

/// The return in which a result stands. What came with a workbook, or by month, stands in none.
#[must_use]
pub fn own_return(view: &PlanView, observation: &Observation, provenance: Option<&Provenance>) -> Option<SubmissionKey> {
    let Period::Round(code) = &observation.period else { return None };
    let round = view.find_round(code.as_str()).filter(|_| provenance.is_some_and(|it| it.import_hash.is_none()))?;
    let unit = reporter(&view.plan, &observation.subject, observation.unit.as_ref(), round.ends_on)?;
    Some(SubmissionKey { plan: view.plan.plan.code.clone(), round: code.clone(), unit })
}

/// Where an item stands on the page of a return.
#[must_use]
pub fn place_of(key: &SubmissionKey, subject: &Subject) -> String {
    format!("{}#{}", returns::path(key), returns::anchor(&ItemKey::Subject(subject.clone())))
}

/// Whether a reader may open the return in which a result stands.
#[must_use]
pub fn is_open_to(actor: &Actor, view: &PlanView, key: &SubmissionKey) -> bool {
    view.find_round(key.round.as_str()).is_some_and(|round| may_read(actor, view, round, &key.unit))
}

/// Puts what stands behind reports beside each: what the reader may see, and how much more there is.
pub(super) fn prove(t: Text, people: &People, reports: &mut [Report], behind: &[Behind]) {
    for report in reports {
        let own = behind.iter().filter(|it| report.from.as_ref() == Some(&it.evidence.key));
        let (seen, hidden): (Vec<_>, Vec<_>) = own.partition(|it| it.readable);
        report.files = seen.into_iter().map(|it| piece(t, people, &it.evidence)).collect();
        report.hidden = hidden.len();
    }
}

/// Explanations that were frozen with a figure. A figure of the agency as a whole has those of whichever unit reports it;
/// what was explained about the plan goes with every figure of its item.
#[must_use]
pub fn frozen_with(t: Text, view: &PlanView, observation: &Observation) -> Vec<(String, String, String)> {
    let Period::Round(code) = &observation.period else { return Vec::new() };
    let Ok(round) = view.round(code) else { return Vec::new() };
    let item = ItemKey::Subject(observation.subject.clone());
    let own = round.explained.iter().filter(|(unit, it)| {
        it.field.item == item && (unit.is_none() || observation.unit.is_none() || *unit == observation.unit)
    });
    own.map(|(_, it)| (t.digits(&format!("{} ({})", word(t, it.rule), it.facts)).into_owned(), it.text.clone(), it.by.clone()))
        .collect()
}

/// Only an address of the web becomes a link.
fn address(evidence: String) -> Option<String> {
    (evidence.starts_with("https://") || evidence.starts_with("http://")).then_some(evidence)
}

/// What was reported in words, and its reason where it has one.
#[must_use]
pub fn value(t: Text, reported: &Reported) -> (String, Option<String>) {
    let digits = |text: String| t.digits(&text).into_owned();
    match reported {
        Reported::Value(value) => (digits(shown::decimal(*value)), None),
        Reported::Ratio(above, below) => (digits(format!("{} / {}", shown::decimal(*above), shown::decimal(*below))), None),
        Reported::Steps(steps) if steps.is_empty() => (t.report_steps_none().to_owned(), None),
        Reported::Steps(steps) => {
            let steps = steps.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            (t.report_steps_done(t.digits(&steps)), None)
        }
        Reported::NoData => (t.report_no_data().to_owned(), None),
        Reported::NotApplicable(reason) => (word(t, Status::NotApplicable), Some(reason.clone())),
        Reported::NotMeasurable(reason) => (word(t, Status::NotMeasurable), Some(reason.clone())),
    }
}

/// The name of the reporting unit; the agency when none is named.
#[must_use]
pub fn unit(t: Text, view: &PlanView, unit: Option<&UnitCode>) -> String {
    let Some(code) = unit else { return t.report_whole_agency().to_owned() };
    view.unit(code)
        .map_or_else(|| code.to_string(), |unit| super::wording::name(t, &unit.name_th, unit.name_en.as_ref()).into_owned())
}

/// The name of a round or month.
#[must_use]
pub fn period(t: Text, view: &PlanView, period: &Period) -> String {
    match period {
        Period::Round(code) => view.find_round(code.as_str()).map_or_else(|| code.to_string(), |round| round_name(t, round)),
        Period::Month(number) => month(t, *number).to_owned(),
    }
}

/// The short name of a month of the fiscal year: 1 is October, the tenth month of the calendar.
#[must_use]
pub fn month(t: Text, number: u8) -> &'static str {
    t.short_month(i8::try_from((number + 8) % 12 + 1).unwrap_or(1))
}

/// A round's name in the reader's language and digits.
#[must_use]
pub fn round_name(t: Text, round: &Round) -> String {
    super::wording::name(t, &round.name_th, round.name_en.as_ref()).into_owned()
}
