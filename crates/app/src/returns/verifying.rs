//! Verifying returns, one or many in one transaction: their figures become observations, and totals are right at once.

use std::collections::{BTreeSet, HashMap};

use phaen_domain::access::Action;
use phaen_domain::id::{PlanCode, RoundCode, UnitCode};
use phaen_domain::journal::Change;
use phaen_domain::money::Satang;
use phaen_domain::observation::{Observation, ObservationKey, Period, Reported};
use phaen_domain::round::RoundState;
use phaen_domain::submission::reading::{accept, observation};
use phaen_domain::submission::{Field, Fields, Form, Item, ItemKey, ItemKind, Submission, SubmissionState};
use phaen_domain::workbook::{CellProblem, OneWay, Problems};

use super::deciding::seen;
use super::object_code;
use super::view::Missing;
use crate::editing::reported_text;
use crate::error::AppError;
use crate::plan_view::PlanView;
use crate::ports::{Disbursement, Provenance, Writing, writing};
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
    /// Items whose proposed figure is taken instead of the rule's.
    pub proposals: BTreeSet<(UnitCode, ItemKey)>,
}

/// What a verification did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verified {
    /// Returns.
    pub returns: usize,
    /// Figures.
    pub figures: usize,
}

struct Ready {
    submissions: Vec<Submission>,
    observations: Vec<(Observation, Provenance)>,
    money: Vec<Disbursement>,
}

impl App {
    /// Verifies returns in one transaction; if one cannot be, none is.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::RoundNotOpen`], [`AppError::ReturnIncomplete`], [`AppError::Stale`] …
    pub fn verify_returns(&self, actor: &Actor, command: &Verification) -> Result<Verified, AppError> {
        self.have_read(command.plan.as_str())?;
        writing(self.store.as_ref(), |tx| {
            let view = self.view(tx, command.plan.as_str(), None)?;
            match tx.round_state(&command.plan, &command.round)? {
                Some(RoundState::Open) => {}
                Some(state) => return Err(AppError::RoundNotOpen(state)),
                None => return Err(AppError::NotFound { kind: "round", code: command.round.to_string() }),
            }
            let (ready, offices) = self.ready(tx, actor, command, &view)?;
            reported_in_one_way(&view, &ready.observations)?;
            if tx.save_submissions(&ready.submissions)? != ready.submissions.len() {
                return Err(AppError::Stale { stored: String::new(), by: None });
            }
            tx.save_observations(&command.plan, &ready.observations)?;
            tx.save_disbursements(&command.plan, &ready.money)?;
            self.tell(tx, actor, command, &ready, &offices)?;
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
    ) -> Result<(Ready, String), AppError> {
        let stored: HashMap<UnitCode, Submission> =
            tx.submissions(&command.plan, &command.round)?.into_iter().map(|it| (it.key.unit.clone(), it)).collect();
        let mut typed: HashMap<UnitCode, Fields> = match command.units.as_slice() {
            [(unit, _)] => {
                let found = stored.get(unit).map(|it| tx.fields(&it.key)).transpose()?;
                found.map(|fields| (unit.clone(), fields)).into_iter().collect()
            }
            _ => tx.fields_of_round(&command.plan, &command.round)?.into_iter().collect(),
        };
        let round = view.find_round(command.round.as_str());
        let round = round.ok_or_else(|| AppError::NotFound { kind: "round", code: command.round.to_string() })?;
        let (beside, versions) = (view.beside(round), versions(view));
        let mut ready = Ready { submissions: Vec::new(), observations: Vec::new(), money: Vec::new() };
        let mut title = String::new();
        for (unit, seen_version) in &command.units {
            let missing = || AppError::NotFound { kind: "return", code: unit.to_string() };
            let mut submission = stored.get(unit).cloned().ok_or_else(missing)?;
            let fields = typed.remove(unit).unwrap_or_default();
            title = self.authorise_return(actor, Action::VerifyReturn, view, &submission, &fields)?.title_th();
            seen(&submission, *seen_version)?;
            submission.state = SubmissionState::Verified;
            submission.verified_at = Some(self.clock.now());
            submission.verified_by = Some(actor.login.clone());
            submission.verified_office = Some(title.clone());
            submission.version += 1;
            let entered_by = submission.submitted_by.clone().unwrap_or_else(|| actor.login.clone());
            for item in &Form::of(&view.plan, unit, round.ends_on).items {
                let chosen = command.proposals.contains(&(unit.clone(), item.key()));
                let previous = beside.earlier.get(&(item.subject.clone(), item.unit.clone())).map(|(_, reported)| reported);
                let observation = figure(item, &fields, previous, &command.round, chosen)?;
                let version = versions.get(&observation.key()).copied().unwrap_or(0) + 1;
                let entered_at = self.clock.now();
                let provenance = Provenance { entered_by: entered_by.clone(), entered_at, import_hash: None, version };
                ready.observations.push((observation, provenance));
                ready.money.extend(self.money(item, &fields, &entered_by));
            }
            ready.submissions.push(submission);
        }
        Ok((ready, title))
    }

    fn money(&self, item: &Item, fields: &Fields, entered_by: &str) -> Vec<Disbursement> {
        let phaen_domain::observation::Subject::Project(project) = &item.subject else { return Vec::new() };
        if item.kind != ItemKind::Project {
            return Vec::new();
        }
        let amount = |month: u8| {
            let amount = Satang::parse(fields.text(&item.key(), Field::Disbursed(month))?).ok()?;
            let (entered_by, entered_at) = (entered_by.to_owned(), self.clock.now());
            Some(Disbursement { project: project.clone(), month, amount, entered_by, entered_at })
        };
        (1..=12).filter_map(amount).collect()
    }

    fn tell(
        &self,
        tx: &mut dyn Writing,
        actor: &Actor,
        command: &Verification,
        ready: &Ready,
        office: &str,
    ) -> Result<(), AppError> {
        let proposals = |unit: &UnitCode| command.proposals.iter().filter(|(of, _)| of == unit).cloned().collect::<Vec<_>>();
        for submission in &ready.submissions {
            let taken = proposals(&submission.key.unit).into_iter().map(|(_, item)| Change {
                field: item.to_string(),
                before: None,
                after: Some("proposed".to_owned()),
            });
            let code = object_code(&submission.key);
            tx.append(&self.entry_in(actor, office, "return_verified", ("return", &code), None, taken.collect()))?;
        }
        Ok(())
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

/// The versions of what is stored, by key.
fn versions(view: &PlanView) -> HashMap<ObservationKey, u32> {
    let provenance = view.stored.provenance.iter().map(|provenance| provenance.version);
    view.plan.observations.iter().map(Observation::key).zip(provenance).collect()
}

/// The observation of an item: what its fields say, or what was proposed instead when that was chosen.
fn figure(
    item: &Item,
    fields: &Fields,
    previous: Option<&Reported>,
    round: &RoundCode,
    proposed: bool,
) -> Result<Observation, AppError> {
    let period = Period::Round(round.clone());
    let incomplete = |(field, why)| {
        AppError::ReturnIncomplete(vec![Missing { field: phaen_domain::submission::FieldKey { item: item.key(), field }, why }])
    };
    let mut observation = observation(item, fields, previous, period).map_err(incomplete)?;
    if proposed {
        let text = |field| fields.text(&item.key(), field);
        let value = text(Field::ProposedValue).and_then(|text| accept(Field::ProposedValue, text).ok());
        let value = value.and_then(|text| phaen_domain::number::Decimal::parse(&text).ok());
        let value =
            value.ok_or_else(|| incomplete((Field::ProposedValue, phaen_domain::submission::reading::Refused::FigureMissing)))?;
        // Both figures stay together wherever the chosen one is shown: on pages, in sheets, in the frozen records.
        let rule = reported_text(&observation.reported);
        let [source, reason] = [Field::ProposedSource, Field::ProposedReason].map(|field| text(field).unwrap_or_default());
        observation.source = Some(format!("{source} (ผู้ตรวจรับเลือกค่าที่เสนอ {value} แทนค่าตามเกณฑ์ {rule} เพราะ{reason})"));
        observation.reported = Reported::Value(value);
    }
    Ok(observation)
}
