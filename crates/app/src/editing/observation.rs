//! A result in an open round, or of a month within one, where no unit's return reports it.

use phaen_domain::access::Action;
use phaen_domain::journal::Head;
use phaen_domain::observation::{Observation, Period, Reported, Subject};
use phaen_domain::organisation::Unit;
use phaen_domain::plan::AgencyPlan;
use phaen_domain::round::{Round, open_round_of};
use phaen_domain::submission::{Form, ItemKey, reporter};
use phaen_domain::workbook::{CellProblem, ProblemRule, Problems, check_observation};

use super::{accepted, readable, reason_given, reported_text, result_detail, subject_object};
use crate::error::{AppError, FieldProblem};
use crate::frame::{Frame, OBSERVATION_ENTERED};
use crate::ports::{Provenance, Writing, writing};
use crate::{Actor, App};

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

impl App {
    /// Enters a result in an open round, or of a month within one.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::RoundNotOpen`], [`AppError::StandsInReturn`], [`AppError::Stale`], [`AppError::Workbook`] with the
    /// broken rules …
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
        let of_return = stands_in_return(frame, &command.observation);
        let head = writing(self.store.as_ref(), |tx| {
            if !self.holds(tx, frame)? {
                return Ok(None);
            }
            accepted(&problems)?;
            let head = self.store_observation(tx, actor, &frame.plan, command, of_return.clone())?;
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
        of_return: Option<(Unit, Round)>,
    ) -> Result<Head, AppError> {
        let (observation, code) = (&command.observation, &plan.plan.code);
        self.takes_results(tx, code, round_of(plan, observation)?)?;
        if let Some((unit, round)) = of_return {
            // What is reported by month stands in no return.
            if !tx.is_reported(code, &observation.subject, true)? {
                return Err(AppError::StandsInReturn { plan: code.clone(), unit: Box::new(unit), round: Box::new(round) });
            }
        }
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
        let detail = result_detail(code, stored.as_ref().map(|(before, _)| before), observation);
        let entry = self.entry(actor, OBSERVATION_ENTERED, (kind, &object), Some(&command.reason), detail);
        tx.append(&entry)
    }
}

/// The round in which a result is entered: its own, or for a month the first one that takes it.
fn round_of<'a>(plan: &'a AgencyPlan, observation: &Observation) -> Result<&'a Round, AppError> {
    match &observation.period {
        Period::Month(month) => open_round_of(&plan.rounds, *month).map_err(AppError::RoundNotOpen),
        Period::Round(code) => {
            let missing = || AppError::NotFound { kind: "round", code: code.to_string() };
            plan.rounds.iter().find(|round| round.code == *code).ok_or_else(missing)
        }
    }
}

/// The unit and the round in whose return a figure is asked, if there is one: it comes by that return alone, because whoever decides on a figure
/// does not report it.
fn stands_in_return(frame: &Frame, observation: &Observation) -> Option<(Unit, Round)> {
    let (plan, subject) = (&frame.plan, &observation.subject);
    let round = round_of(plan, observation).ok()?;
    let code = reporter(plan, subject, observation.unit.as_ref(), round.ends_on)?;
    if !frame.returns.contains(&(round.code.clone(), code.clone())) {
        return None;
    }
    Form::of(plan, &code, round.ends_on).item(&ItemKey::Subject(subject.clone()))?;
    let unit = plan.units.iter().find(|it| it.code == code)?;
    Some((unit.clone(), round.clone()))
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
