//! Verifying returns, one or many in one transaction: their figures become observations, and totals are right at once.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use phaen_domain::access::Action;
use phaen_domain::id::{PlanCode, RoundCode, UnitCode};
use phaen_domain::journal::{Change, NewEntry};
use phaen_domain::observation::{Observation, ObservationKey, Period, Reported};
use phaen_domain::round::{Round, RoundState};
use phaen_domain::submission::reading::{Refused, observation};
use phaen_domain::submission::{Chosen, Field, FieldKey, Fields, Form, Item, ItemKey, Proposal, Submission, SubmissionState};
use phaen_domain::words::Words;
use phaen_domain::workbook::{CellProblem, OneWay, Problems, check_observation};

use super::deciding::seen;
use super::view::Missing;
use super::{disbursed, object_code, preparers};
use crate::editing::{reported_text, result_detail, subject_object};
use crate::error::{AppError, FieldProblem};
use crate::plan_view::{Beside, PlanView};
use crate::ports::{Disbursement, Provenance, Reading, Writing, writing};
use crate::{Actor, App};

/// Returns that are to be verified.
#[derive(Debug, Clone)]
pub struct Verification {
    /// The plan.
    pub plan: PlanCode,
    /// The round.
    pub round: RoundCode,
    /// The units with the version of each return that the person saw.
    pub units: Vec<(UnitCode, u32)>,
    /// Which figure counts, for each item of which another than the rule's is proposed: never decided by leaving it out.
    pub chosen: BTreeMap<(UnitCode, ItemKey), Chosen>,
}

/// What a verification did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verified {
    /// Returns.
    pub returns: usize,
    /// Figures.
    pub figures: usize,
}

#[derive(Default)]
struct Ready {
    submissions: Vec<Submission>,
    observations: Vec<(Observation, Provenance)>,
    /// What counted for them until now, whoever brought it.
    replaced: Vec<(Observation, Provenance)>,
    money: Vec<Disbursement>,
    /// What the history of each figure tells of it.
    told: Vec<NewEntry>,
}

/// What all returns of a verification are held against.
struct Desk<'a> {
    command: &'a Verification,
    view: &'a PlanView,
    round: Round,
    beside: Arc<Beside>,
    stored: HashMap<ObservationKey, (&'a Provenance, &'a Observation)>,
}

impl App {
    /// Verifies returns in one transaction; if one cannot be, none is.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::RoundPast`], [`AppError::ReturnIncomplete`], [`AppError::Fields`] while a proposal is not decided,
    /// [`AppError::Stale`] …
    pub fn verify_returns(&self, actor: &Actor, command: &Verification) -> Result<Verified, AppError> {
        self.authorise(actor, Action::VerifyReturn)?;
        self.have_read(command.plan.as_str())?;
        writing(self.store.as_ref(), |tx| {
            let view = self.view(tx, command.plan.as_str(), None)?;
            let round = self.taking_round(tx, &view, &command.round).map_err(|error| or_the_next(error, &view, command))?;
            let ready = self.ready(tx, actor, command, &view, round)?;
            reported_in_one_way(&view, &ready.observations)?;
            if tx.save_submissions(&ready.submissions)? != ready.submissions.len() {
                return Err(AppError::Stale { stored: String::new(), by: None });
            }
            tx.keep_replaced(&command.plan, &ready.replaced)?;
            tx.save_observations(&command.plan, &ready.observations)?;
            tx.save_disbursements(&command.plan, &ready.money)?;
            self.tell(tx, actor, command, &ready)?;
            Ok(Verified { returns: ready.submissions.len(), figures: ready.observations.len() })
        })
    }

    /// Holds every return against its rules and prepares what is stored.
    fn ready(
        &self,
        tx: &mut dyn Writing,
        actor: &Actor,
        command: &Verification,
        view: &PlanView,
        round: Round,
    ) -> Result<Ready, AppError> {
        let stored: HashMap<UnitCode, Submission> =
            tx.submissions(&command.plan, &command.round)?.into_iter().map(|it| (it.key.unit.clone(), it)).collect();
        let mut typed = typed(tx, command, &stored)?;
        let one = if let [(unit, _)] = command.units.as_slice() { Some(unit) } else { None };
        let preparers = preparers(tx, &command.plan, &command.round, one)?;
        let beside = view.beside(tx, &round)?;
        let desk = Desk { command, view, round, beside, stored: known(view) };
        let mut ready = Ready::default();
        for (unit, seen_version) in &command.units {
            let missing = || AppError::NotFound { kind: "return", code: unit.to_string() };
            let submission = stored.get(unit).cloned().ok_or_else(missing)?;
            let fields = typed.remove(unit).unwrap_or_default();
            let prepared_by = preparers.get(unit).map_or(&[][..], Vec::as_slice);
            let office = self.authorise_return(actor, Action::VerifyReturn, view, &submission, prepared_by)?.title_th();
            seen(&submission, *seen_version)?;
            let submission = self.verified(actor, submission, office);
            self.take(actor, &desk, &submission, &fields, &mut ready)?;
            ready.submissions.push(submission);
        }
        Ok(ready)
    }

    fn verified(&self, actor: &Actor, mut submission: Submission, office: String) -> Submission {
        submission.state = SubmissionState::Verified;
        submission.verified_at = Some(self.clock.now());
        submission.verified_by = Some(actor.login.clone());
        submission.verified_office = Some(office);
        submission.version += 1;
        submission
    }

    /// Takes the figures of a return and its money.
    fn take(
        &self,
        actor: &Actor,
        desk: &Desk<'_>,
        submission: &Submission,
        fields: &Fields,
        ready: &mut Ready,
    ) -> Result<(), AppError> {
        let unit = &submission.key.unit;
        let form = Form::of(&desk.view.plan, unit, desk.round.ends_on);
        decided(desk, unit, &form, fields)?;
        let entered_by = submission.submitted_by.clone().or_else(|| submission.verified_by.clone()).unwrap_or_default();
        for item in &form.items {
            let observation = desk.figure(unit, item, fields)?;
            let stored = desk.stored.get(&observation.key()).copied();
            let (version, before) = stored.map_or((1, None), |(behind, it)| (behind.version + 1, Some(it)));
            ready.replaced.extend(stored.map(|(behind, it)| (it.clone(), behind.clone())));
            let entered_at = self.clock.now();
            let provenance = Provenance { entered_by: entered_by.clone(), entered_at, import_hash: None, version };
            ready.told.extend(self.told(actor, &desk.command.plan, submission, before, &observation));
            ready.observations.push((observation, provenance));
            ready.money.extend(disbursed::of(item, fields, desk.round.months, &entered_by, entered_at));
        }
        Ok(())
    }

    /// The entry in a figure's own history; none when it was said before.
    fn told(
        &self,
        actor: &Actor,
        plan: &PlanCode,
        submission: &Submission,
        before: Option<&Observation>,
        now: &Observation,
    ) -> Option<NewEntry> {
        let (kind, code) = subject_object(&now.subject);
        let office = submission.verified_office.as_deref().unwrap_or_default();
        let entry = || self.entry_in(actor, office, "result_verified", (kind, &code), None, result_detail(plan, before, now));
        (before != Some(now)).then(entry)
    }

    /// What each figure's history tells, then one entry for each return: in which office, and which of two figures was chosen.
    fn tell(&self, tx: &mut dyn Writing, actor: &Actor, command: &Verification, ready: &Ready) -> Result<(), AppError> {
        for entry in &ready.told {
            tx.append(entry)?;
        }
        for submission in &ready.submissions {
            let of_unit = command.chosen.iter().filter(|((unit, _), _)| *unit == submission.key.unit);
            let chosen = of_unit.map(|((_, item), chosen)| Change {
                field: item.to_string(),
                before: None,
                after: Some(chosen.key().to_owned()),
            });
            let (code, office) = (object_code(&submission.key), submission.verified_office.as_deref().unwrap_or_default());
            tx.append(&self.entry_in(actor, office, "return_verified", ("return", &code), None, chosen.collect()))?;
        }
        Ok(())
    }
}

/// What is typed in the returns: of one alone, or of all of the round in one question.
fn typed(
    tx: &mut dyn Reading,
    command: &Verification,
    stored: &HashMap<UnitCode, Submission>,
) -> Result<HashMap<UnitCode, Fields>, AppError> {
    Ok(match command.units.as_slice() {
        [(unit, _)] => {
            let found = stored.get(unit).map(|it| tx.fields(&it.key)).transpose()?;
            found.map(|fields| (unit.clone(), fields)).into_iter().collect()
        }
        _ => tx.fields_of_round(&command.plan, &command.round)?.into_iter().collect(),
    })
}

/// A round that is past takes nothing more: what came late counts in the next one, by its name.
fn or_the_next(error: AppError, view: &PlanView, command: &Verification) -> AppError {
    let AppError::RoundNotOpen(state @ (RoundState::Compiled | RoundState::Endorsed | RoundState::Frozen)) = error else {
        return error;
    };
    let rounds = &view.plan.rounds;
    let months = view.find_round(command.round.as_str()).map_or(0, |round| round.months);
    let next = rounds.iter().filter(|it| it.months > months && it.state != RoundState::Frozen).min_by_key(|it| it.months);
    AppError::RoundPast { state, next: next.cloned().map(Box::new) }
}

/// Each proposal is looked at: none is taken or left by saying nothing.
fn decided(desk: &Desk<'_>, unit: &UnitCode, form: &Form, fields: &Fields) -> Result<(), AppError> {
    let open = |item: &&Item| desk.chosen(unit, item).is_none() && Proposal::of(item, fields).is_some();
    let open: Vec<String> = form.items.iter().filter(open).map(|item| item.key().to_string()).collect();
    if open.is_empty() {
        return Ok(());
    }
    let name = desk.view.unit(unit).map_or_else(|| unit.to_string(), |it| it.name_th.clone());
    let items = open.join(", ");
    let th = format!("{name}: มีค่าที่เสนอแทนค่าที่รายงานซึ่งยังไม่ได้เลือก ({items}) กรุณาเปิดแบบรายงานและเลือกค่าที่ใช้");
    let en = format!("{unit}: choose between the reported figure and the proposed one ({items}) in the return");
    Err(AppError::Fields(vec![FieldProblem::new("chosen", &th, &en)]))
}

impl Desk<'_> {
    fn chosen(&self, unit: &UnitCode, item: &Item) -> Option<Chosen> {
        self.command.chosen.get(&(unit.clone(), item.key())).copied()
    }

    /// The observation of an item: what its fields say, or what was proposed instead when that was chosen.
    fn figure(&self, unit: &UnitCode, item: &Item, fields: &Fields) -> Result<Observation, AppError> {
        let previous = self.beside.earlier.get(&(item.subject.clone(), item.unit.clone())).map(|(_, reported)| reported);
        let incomplete =
            |(field, why)| AppError::ReturnIncomplete(vec![Missing { field: FieldKey { item: item.key(), field }, why }]);
        let period = Period::Round(self.round.code.clone());
        let mut observation = observation(item, fields, previous, period).map_err(incomplete)?;
        if self.chosen(unit, item) == Some(Chosen::Proposed) {
            let proposal = Proposal::of(item, fields);
            let proposal = proposal.ok_or_else(|| incomplete((Field::ProposedValue, Refused::NoProposal)))?;
            observation.source = Some(proposal.chosen_source(&reported_text(&observation.reported)));
            observation.reported = Reported::Value(proposal.value);
            let problems = check_observation(&self.view.plan, &observation);
            if !problems.is_empty() {
                return Err(AppError::Workbook(problems));
            }
        }
        Ok(observation)
    }
}

/// Facts are of units or of the agency as a whole, never both: a first figure of one kind is refused where the other kind is stored.
fn reported_in_one_way(view: &PlanView, brought: &[(Observation, Provenance)]) -> Result<(), AppError> {
    let mut ways = OneWay::of(&view.plan);
    view.plan.observations.iter().for_each(|observation| drop(ways.take(observation)));
    let mut problems = Problems::default();
    for (observation, _) in brought.iter().filter(|(_, provenance)| provenance.version == 1) {
        if let Some((column, rule)) = ways.take(observation) {
            let value = observation.unit.as_ref().map(ToString::to_string).unwrap_or_default();
            problems.add(CellProblem { sheet: "observations", row: 0, column: Some(column), value, rule });
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(AppError::Workbook(problems)) }
}

/// What is stored with who stands behind it, by key.
fn known(view: &PlanView) -> HashMap<ObservationKey, (&Provenance, &Observation)> {
    view.plan.observations.iter().zip(&view.stored.provenance).map(|(it, behind)| (it.key(), (behind, it))).collect()
}
