//! Editing by hand: a target in a draft edition, a result in an open round, an amendment, a text of the book.
//!
//! Every rule that a workbook obeys holds here as well; a version that somebody else has moved on is refused and shown.

use phaen_domain::access::Action;
use phaen_domain::indicator::Target;
use phaen_domain::journal::Head;
use phaen_domain::observation::{Observation, Period, Reported, Subject};
use phaen_domain::plan::{AgencyPlan, Edition, EditionState, Narrative};
use phaen_domain::round::open_round_of;
use phaen_domain::shown;
use phaen_domain::words::Words;
use phaen_domain::workbook::cell::read as read_cell;
use phaen_domain::workbook::schema::Kind;
use phaen_domain::workbook::{CellProblem, ProblemRule, Problems, RawCell, check_observation, check_target};

use crate::error::{AppError, FieldProblem};
use crate::frame::{Frame, OBSERVATION_ENTERED};
use crate::ports::{Provenance, Writing, writing};
use crate::{Actor, App, change};

/// A target that is to be stored.
#[derive(Debug, Clone)]
pub struct SetTarget {
    /// Code of the plan.
    pub plan: String,
    /// Number of the draft edition.
    pub edition: u32,
    /// The target as it shall be.
    pub target: Target,
    /// The version that the person saw; 0 when there was none.
    pub seen_version: u32,
    /// Why.
    pub reason: String,
}

/// A result that is to be stored.
#[derive(Debug, Clone)]
pub struct EnterObservation {
    /// Code of the plan.
    pub plan: String,
    /// The result as it shall be.
    pub observation: Observation,
    /// The version that the person saw; 0 when there was none.
    pub seen_version: u32,
    /// Why.
    pub reason: String,
}

/// A text of the book that is to be stored.
#[derive(Debug, Clone)]
pub struct WriteNarrative {
    /// Code of the plan.
    pub plan: String,
    /// Number of the edition.
    pub edition: u32,
    /// The text as it shall be; an empty one is taken out.
    pub narrative: Narrative,
    /// The version that the person saw; 0 when there was none.
    pub seen_version: u32,
}

impl App {
    /// Changes a target of a draft edition.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::EditionNotDraft`], [`AppError::Stale`], [`AppError::Workbook`] with the broken rules …
    pub fn set_target(&self, actor: &Actor, command: &SetTarget) -> Result<(), AppError> {
        self.authorise(actor, Action::SetTarget)?;
        reason_given(&command.reason)?;
        readable(&[("printed", command.target.printed.as_deref()), ("note", command.target.note.as_deref())])?;
        writing(self.store.as_ref(), |tx| {
            let view = self.view(tx, &command.plan, Some(command.edition))?;
            editable(view.edition())?;
            let code = &command.target.indicator;
            view.indicator(code).ok_or_else(|| AppError::NotFound { kind: "indicator", code: code.to_string() })?;
            accepted(&check_target(&view.plan, &command.target))?;
            let target = &command.target;
            let before =
                view.targets_of(code).find(|(t, _)| t.unit == target.unit && t.round == target.round).map(|(t, _)| t.clone());
            if !tx.save_target(&view.plan.plan.code, command.edition, target, command.seen_version)? {
                return Err(AppError::Stale { stored: before.as_ref().map(target_text).unwrap_or_default(), by: None });
            }
            let mut detail = Vec::from_iter(change("period", None, target.round.as_ref().map(ToString::to_string)));
            detail.extend(change("unit", None, target.unit.as_ref().map(ToString::to_string)));
            detail.extend(change("target", before.as_ref().map(target_text), Some(target_text(target))));
            let entry = self.entry(actor, "target_set", ("indicator", code.as_str()), Some(&command.reason), detail);
            tx.append(&entry).map(|_| ())
        })
    }

    /// Enters a result in an open round, or of a month within one.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::RoundNotOpen`], [`AppError::Stale`], [`AppError::Workbook`] with the broken rules …
    pub fn enter_observation(&self, actor: &Actor, command: &EnterObservation) -> Result<(), AppError> {
        self.authorise(actor, Action::EnterObservation)?;
        self.authorise(actor, Action::ReadPlan)?;
        reason_given(&command.reason)?;
        source_given(&command.observation)?;
        let mut frame = self.frame(&command.plan)?;
        while !self.enter(actor, &frame, command)? {
            frame = self.read_frame(&command.plan)?;
        }
        Ok(())
    }

    /// Stores a result held against this frame, unless the plan has changed since the frame was read; tells whether it was stored.
    fn enter(&self, actor: &Actor, frame: &Frame, command: &EnterObservation) -> Result<bool, AppError> {
        // The rules take longest: nobody waits while they are asked. Their word counts only if the frame turns out to hold.
        let problems = check_observation(&frame.plan, &command.observation);
        let head = writing(self.store.as_ref(), |tx| {
            if !self.holds(tx, frame)? {
                return Ok(None);
            }
            accepted(&problems)?;
            let head = self.store_observation(tx, actor, &frame.plan, command)?;
            self.frames.reach(frame, head);
            Ok(Some(head))
        })?;
        if let Some(head) = head {
            self.frames.hold(frame, head);
        }
        Ok(head.is_some())
    }

    fn store_observation(
        &self,
        tx: &mut dyn Writing,
        actor: &Actor,
        plan: &AgencyPlan,
        command: &EnterObservation,
    ) -> Result<Head, AppError> {
        let observation = &command.observation;
        open_round(plan, observation)?;
        let code = &plan.plan.code;
        let stored = tx.observation(code, &observation.key())?;
        let version = stored.as_ref().map_or(0, |(_, provenance)| provenance.version);
        let before = stored.as_ref().map(|(observation, _)| reported_text(&observation.reported));
        let stale = || AppError::Stale {
            stored: before.clone().unwrap_or_default(),
            by: stored.as_ref().map(|(_, provenance)| provenance.entered_by.clone()),
        };
        if version != command.seen_version {
            return Err(stale());
        }
        if stored.is_none() {
            of_one_kind(tx, plan, observation)?;
        }
        let provenance =
            Provenance { entered_by: actor.login.clone(), entered_at: self.clock.now(), import_hash: None, version: version + 1 };
        if !tx.save_observation(code, observation, &provenance)? {
            return Err(stale());
        }
        let (kind, object) = subject_object(&observation.subject);
        let mut detail = Vec::from_iter(change("period", None, Some(observation.period.to_string())));
        detail.extend(change("unit", None, observation.unit.as_ref().map(ToString::to_string)));
        detail.extend(change("value", before, Some(reported_text(&observation.reported))));
        detail.extend(change("narrative", stored.as_ref().and_then(|(o, _)| o.narrative.clone()), observation.narrative.clone()));
        detail.extend(change("source", stored.as_ref().and_then(|(o, _)| o.source.clone()), observation.source.clone()));
        let entry = self.entry(actor, OBSERVATION_ENTERED, (kind, &object), Some(&command.reason), detail);
        tx.append(&entry)
    }

    /// Makes a draft edition from the newest one, so that an announced plan can be amended (`decisions.md` 1).
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::EditionNotDraft`] when there is a draft already …
    pub fn amend_plan(&self, actor: &Actor, plan: &str, reason: &str) -> Result<u32, AppError> {
        self.authorise(actor, Action::AmendPlan)?;
        reason_given(reason)?;
        writing(self.store.as_ref(), |tx| {
            let newest = self.view(tx, plan, None)?.editions.last().map(|edition| edition.number);
            let view = self.view(tx, plan, newest)?;
            if view.edition().state == EditionState::Draft {
                return Err(AppError::EditionNotDraft(EditionState::Draft));
            }
            let mut amended = AgencyPlan::clone(&view.plan);
            let number = view.edition().number + 1;
            amended.edition = Edition { number, state: EditionState::Draft, announced_on: None, reason: Some(reason.to_owned()) };
            tx.save_plan(&amended, &[])?;
            let detail = change("edition", Some(view.edition().number.to_string()), Some(number.to_string()));
            let entry = self.entry(actor, "plan_amended", ("plan", plan), Some(reason), detail.into_iter().collect());
            tx.append(&entry)?;
            Ok(number)
        })
    }

    /// Writes a text of the book in a draft edition or, since texts are not figures, in one that is in force.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::NotFound`], [`AppError::Fields`], [`AppError::Stale`] …
    pub fn write_narrative(&self, actor: &Actor, command: &WriteNarrative) -> Result<(), AppError> {
        self.authorise(actor, Action::WriteNarrative)?;
        let narrative = &command.narrative;
        readable(&[
            ("text", Some(&narrative.text)),
            ("source", narrative.source.as_deref()),
            ("section", Some(&narrative.section)),
        ])?;
        writing(self.store.as_ref(), |tx| {
            let view = self.view(tx, &command.plan, Some(command.edition))?;
            let stored = view.narrative(&narrative.section, narrative.order);
            let before = stored.map(|(before, _)| before);
            let code = &view.plan.plan.code;
            // A text that is left empty where there is none stores nothing, so the version is compared here as well.
            let seen = stored.map_or(0, |(_, version)| version) == command.seen_version;
            if !seen || !tx.save_narrative(code, command.edition, narrative, command.seen_version)? {
                return Err(AppError::Stale { stored: before.map(narrative_text).unwrap_or_default(), by: None });
            }
            let after = (!narrative.text.is_empty()).then_some(narrative);
            let mut detail = Vec::from_iter(change("text", before.map(|n| n.text.clone()), after.map(|n| n.text.clone())));
            detail.extend(change("source", before.and_then(|n| n.source.clone()), after.and_then(|n| n.source.clone())));
            let entry = self.entry(actor, "narrative_written", ("narrative", &narrative.section), None, detail);
            tx.append(&entry).map(|_| ())
        })
    }
}

fn open_round(plan: &AgencyPlan, observation: &Observation) -> Result<(), AppError> {
    let Period::Round(code) = &observation.period else { return open_month(plan, observation) };
    match plan.rounds.iter().find(|round| round.code == *code) {
        None => Err(AppError::NotFound { kind: "round", code: code.to_string() }),
        Some(round) if round.is_open() => Ok(()),
        Some(round) => Err(AppError::RoundNotOpen(round.state)),
    }
}

fn open_month(plan: &AgencyPlan, observation: &Observation) -> Result<(), AppError> {
    let Period::Month(month) = observation.period else { return Ok(()) };
    open_round_of(&plan.rounds, month).map(|_| ()).map_err(AppError::RoundNotOpen)
}

/// Facts are monthly or per round, and of units or of the agency as a whole, never both: a first result of one kind is refused where the
/// other kind is stored.
fn of_one_kind(tx: &mut dyn Writing, plan: &AgencyPlan, observation: &Observation) -> Result<(), AppError> {
    let (code, subject, period) = (&plan.plan.code, &observation.subject, &observation.period);
    let monthly = matches!(period, Period::Month(_));
    if tx.is_reported(code, subject, !monthly)? {
        return Err(broken("period", period.to_string(), ProblemRule::MixedPeriods));
    }
    let measured = plan.indicators.iter().find(|it| *subject == Subject::Indicator(it.code.clone())).map(|it| &it.measure);
    let Some(measure) = measured.filter(|measure| measure.is_of_units()) else { return Ok(()) };
    let within = (!measure.spans_periods(monthly)).then_some(period);
    if tx.is_reported_by_units(code, subject, observation.unit.is_none(), within)? {
        let unit = observation.unit.as_ref().map(ToString::to_string);
        return Err(broken("unit", unit.unwrap_or_default(), ProblemRule::MixedReporters));
    }
    Ok(())
}

fn broken(column: &'static str, value: String, rule: ProblemRule) -> AppError {
    let mut problems = Problems::default();
    problems.add(CellProblem { sheet: "observations", row: 0, column: Some(column), value, rule });
    AppError::Workbook(problems)
}

fn editable(edition: &Edition) -> Result<(), AppError> {
    if edition.state.is_editable() { Ok(()) } else { Err(AppError::EditionNotDraft(edition.state)) }
}

fn accepted(problems: &Problems) -> Result<(), AppError> {
    if problems.is_empty() { Ok(()) } else { Err(AppError::Workbook(problems.clone())) }
}

/// Texts typed by hand obey the same rule as a workbook's: what cannot be shown and what is too long is refused.
pub(crate) fn readable(texts: &[(&'static str, Option<&str>)]) -> Result<(), AppError> {
    let refused = |text: &str| read_cell(Kind::LongText, &RawCell::Text(text.to_owned())).is_err();
    let unreadable = texts.iter().filter(|(_, text)| text.is_some_and(refused));
    let problems = unreadable.map(|(field, _)| {
        FieldProblem::new(
            field,
            "ข้อความยาวเกินไปหรือมีอักขระที่แสดงไม่ได้ กรุณาพิมพ์ใหม่",
            "The text is too long or cannot be shown; retype it",
        )
    });
    let problems = problems.collect::<Vec<_>>();
    if problems.is_empty() { Ok(()) } else { Err(AppError::Fields(problems)) }
}

pub(crate) fn reason_given(reason: &str) -> Result<(), AppError> {
    readable(&[("reason", Some(reason))])?;
    if reason.trim().is_empty() {
        return Err(AppError::Fields(vec![FieldProblem::new(
            "reason",
            "กรุณาระบุเหตุผลของการแก้ไข",
            "Give the reason of the change",
        )]));
    }
    Ok(())
}

fn source_given(observation: &Observation) -> Result<(), AppError> {
    let why = match &observation.reported {
        Reported::NotApplicable(why) | Reported::NotMeasurable(why) => Some(why.as_str()),
        _ => None,
    };
    let texts = [
        ("narrative", observation.narrative.as_deref()),
        ("source", observation.source.as_deref()),
        ("evidence", observation.evidence.as_deref()),
        ("why", why),
    ];
    readable(&texts)?;
    if observation.source.as_deref().is_none_or(|source| source.trim().is_empty()) {
        let problem = FieldProblem::new("source", "กรุณาระบุแหล่งที่มาของผล เช่น เอกสารหรือระบบ", "Give the source of the figure");
        return Err(AppError::Fields(vec![problem]));
    }
    Ok(())
}

/// A target in words for the journal.
#[must_use]
pub fn target_text(target: &Target) -> String {
    let value = match (target.value, target.high) {
        (Some(low), Some(high)) => format!("{} – {}", shown::decimal(low), shown::decimal(high)),
        (Some(value), None) => shown::decimal(value),
        _ => target.anchors.iter().map(|anchor| shown::decimal(*anchor)).collect::<Vec<_>>().join("; "),
    };
    match &target.printed {
        Some(printed) if value.is_empty() => printed.clone(),
        Some(printed) => format!("{printed} ({value})"),
        None => value,
    }
}

/// A text of the book with where it comes from, as two people compare it.
#[must_use]
pub fn narrative_text(narrative: &Narrative) -> String {
    let source = narrative.source.as_ref().filter(|_| !narrative.text.is_empty());
    source.map_or_else(|| narrative.text.clone(), |source| format!("{}\n({source})", narrative.text))
}

/// A reported value in words for the journal.
#[must_use]
pub fn reported_text(reported: &Reported) -> String {
    use phaen_domain::scoring::Status;
    match reported {
        Reported::Value(value) => shown::decimal(*value),
        Reported::Ratio(numerator, denominator) => format!("{} / {}", shown::decimal(*numerator), shown::decimal(*denominator)),
        Reported::Steps(steps) => steps.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        Reported::NoData => "-".to_owned(),
        Reported::NotApplicable(reason) => format!("{}: {reason}", Status::NotApplicable.th()),
        Reported::NotMeasurable(reason) => format!("{}: {reason}", Status::NotMeasurable.th()),
    }
}

/// Kind and code of what an observation is about, for the journal.
#[must_use]
pub fn subject_object(subject: &Subject) -> (&'static str, String) {
    match subject {
        Subject::Indicator(code) => ("indicator", code.to_string()),
        Subject::Project(code) | Subject::ProjectIndicator(code, _) => ("project", code.to_string()),
    }
}
