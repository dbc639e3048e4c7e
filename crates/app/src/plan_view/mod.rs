//! One edition of a plan as it is read: what is stored, with scorecards computed on reading and kept only as long as nothing changed.

mod memo;

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use phaen_domain::budget::with_months;
use phaen_domain::calendar::RoundDates;
use phaen_domain::finding::{Earlier, OfUnit, Siblings};
use phaen_domain::id::{IndicatorCode, NodeCode, ProjectCode, RoundCode, UnitCode};
use phaen_domain::indicator::{Indicator, Target};
use phaen_domain::observation::{Observation, Period, Subject};
use phaen_domain::organisation::Unit;
use phaen_domain::plan::{AgencyPlan, Edition, EditionState, Narrative, PlanNode};
use phaen_domain::project::Project;
use phaen_domain::round::{Round, RoundState, open_round_of};
use phaen_domain::scoring::{Circle, Scorecard};
use phaen_domain::submission::{Fields, Form, ItemKey, SubmissionKey, UnitProblem, reporter};
use phaen_domain::workbook::{Problems, understand_records};

use crate::accounts::People;
use crate::error::AppError;
use crate::ports::{PlanListing, Provenance, Reading, Snapshot, StoredPlan};
use crate::returns::earlier;
use crate::search::Index;

pub use memo::Memo;

/// A round's scorecard, with the snapshot it comes from when the round is frozen.
#[derive(Debug)]
pub struct RoundView {
    /// The plan as it was judged: the stored one, or a frozen snapshot's.
    pub plan: Arc<AgencyPlan>,
    /// The scorecard.
    pub scorecard: Scorecard,
    /// The snapshot, when frozen and judged by this edition.
    pub snapshot: Option<Snapshot>,
    /// What had been explained about figures and about the plan when it was frozen.
    pub explained: Vec<OfUnit>,
    /// What units reported about problems, in their verified returns or as it was frozen. None for a round that has no returns.
    pub problems: Option<Vec<UnitProblem>>,
}

type RoundViews = HashMap<String, Result<Arc<RoundView>, Circle>>;

/// What a plan already holds beside the returns of a round.
#[derive(Debug)]
pub struct Beside {
    /// What was reported at the round before.
    pub earlier: Earlier,
    /// What is verified of this round.
    pub siblings: Siblings,
}

/// Who stands behind what a plan says.
#[derive(Debug)]
pub struct Behind {
    /// Version of each target, in the order of the plan's targets.
    pub target_versions: Vec<u32>,
    /// Version of each text of the book, in the order of the plan's narratives.
    pub narrative_versions: Vec<u32>,
    /// Who stands behind each observation, in the order of the plan's observations.
    pub provenance: Vec<Provenance>,
    /// The names of those people.
    pub people: Arc<People>,
}

/// One edition of a plan, ready to be read.
#[derive(Debug)]
pub struct PlanView {
    /// Number of the newest journal entry that can have changed it: the same on every node, whenever each has read it.
    pub sequence: u64,
    /// Who stands behind what.
    pub stored: Behind,
    /// The plan itself.
    pub plan: Arc<AgencyPlan>,
    /// All editions of the plan.
    pub editions: Vec<Edition>,
    /// The deadlines of its rounds, by the rules and holidays of now.
    pub dates: HashMap<RoundCode, RoundDates>,
    snapshots: HashMap<String, Snapshot>,
    problems: HashMap<RoundCode, Vec<UnitProblem>>,
    /// Units that have a return of a round.
    returns: HashSet<(RoundCode, UnitCode)>,
    rounds: RwLock<RoundViews>,
    beside: RwLock<HashMap<String, Arc<Beside>>>,
    targets: OnceLock<HashMap<IndicatorCode, Vec<usize>>>,
    index: OnceLock<Index>,
    usual: OnceLock<Option<usize>>,
}

impl PlanView {
    fn load(tx: &mut dyn Reading, sequence: u64, listing: &PlanListing, edition: u32) -> Result<Option<Self>, AppError> {
        let code = &listing.plan.code;
        let Some(mut stored) = tx.plan(code, edition)? else { return Ok(None) };
        let amounts: Vec<_> =
            tx.disbursements(code)?.into_iter().filter_map(|it| Some((it.project, it.month, it.amount?))).collect();
        stored.plan.budget = with_months(stored.plan.budget, &amounts);
        let snapshots = tx.snapshots(code, edition)?;
        let mut view = Self::of(sequence, stored, listing.editions.clone(), snapshots);
        if listing.has_returns {
            let returns = tx.problem_fields(code)?;
            view.returns = returns.iter().map(|(round, unit, _)| (round.clone(), unit.clone())).collect();
            view.problems = problems_by_round(returns);
        }
        Ok(Some(view))
    }

    /// A view of a plan as it is stored, with the snapshots of its frozen rounds: what documents are made from.
    #[must_use]
    pub fn of(sequence: u64, stored: StoredPlan, editions: Vec<Edition>, snapshots: impl IntoIterator<Item = Snapshot>) -> Self {
        let StoredPlan { plan, target_versions, narrative_versions, provenance } = stored;
        let (plan, stored) = (Arc::new(plan), Behind { target_versions, narrative_versions, provenance, people: Arc::default() });
        let snapshots = snapshots.into_iter().map(|snapshot| (snapshot.round.to_string(), snapshot)).collect();
        Self {
            sequence,
            stored,
            plan,
            editions,
            dates: HashMap::new(),
            snapshots,
            problems: HashMap::new(),
            returns: HashSet::new(),
            rounds: RwLock::default(),
            beside: RwLock::default(),
            targets: OnceLock::new(),
            index: OnceLock::new(),
            usual: OnceLock::new(),
        }
    }

    /// The scorecard of a round; a frozen round's comes from its snapshot, a reopened one's from what is verified now.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for an unknown round, [`AppError::Circle`] when figures take each other as their actual.
    pub fn round(&self, code: &RoundCode) -> Result<Arc<RoundView>, AppError> {
        if !self.plan.rounds.iter().any(|round| round.code == *code) {
            return Err(AppError::NotFound { kind: "round", code: code.to_string() });
        }
        let known = self.rounds.read().unwrap_or_else(PoisonError::into_inner).get(code.as_str()).cloned();
        let view = known.unwrap_or_else(|| {
            let mut rounds = self.rounds.write().unwrap_or_else(PoisonError::into_inner);
            rounds.entry(code.to_string()).or_insert_with(|| self.score(code)).clone()
        });
        view.map_err(AppError::Circle)
    }

    /// The scorecard of a round if it is at hand: nothing is computed and nothing waits.
    #[must_use]
    pub fn round_at_hand(&self, code: &RoundCode) -> Option<Arc<RoundView>> {
        self.rounds.try_read().ok()?.get(code.as_str())?.clone().ok()
    }

    /// What the plan holds beside the returns of a round, found once for all of them.
    pub(crate) fn beside(&self, tx: &mut dyn Reading, round: &Round) -> Result<Arc<Beside>, AppError> {
        let known = self.beside.read().unwrap_or_else(PoisonError::into_inner).get(round.code.as_str()).cloned();
        if let Some(known) = known {
            return Ok(known);
        }
        let found = Arc::new(Beside { earlier: earlier(tx, self, round)?, siblings: Siblings::of(&self.plan, round) });
        let mut all = self.beside.write().unwrap_or_else(PoisonError::into_inner);
        Ok(Arc::clone(all.entry(round.code.to_string()).or_insert(found)))
    }

    fn score(&self, code: &RoundCode) -> Result<Arc<RoundView>, Circle> {
        let frozen = self.find_round(code.as_str()).is_some_and(|round| round.state == RoundState::Frozen);
        let snapshot = self.snapshots.get(code.as_str()).filter(|_| frozen).cloned();
        let frozen = snapshot.as_ref().and_then(Snapshot::records);
        let frozen = frozen.and_then(|records| understand_records(&records, Problems::default()).ok());
        let plan = frozen.map_or_else(|| Arc::clone(&self.plan), Arc::new);
        let scorecard = Scorecard::of(&plan, code)?;
        let explained = snapshot.as_ref().map(Snapshot::explained).unwrap_or_default();
        let problems = snapshot.as_ref().map_or_else(|| self.problems_now(code).map(<[_]>::to_vec), Snapshot::problems);
        Ok(Arc::new(RoundView { plan, scorecard, snapshot, explained, problems }))
    }

    /// What units report about problems in the returns of a round that are verified now. None for a round that has no returns.
    pub(crate) fn problems_now(&self, code: &RoundCode) -> Option<&[UnitProblem]> {
        self.problems.get(code).map(Vec::as_slice)
    }

    /// The number of the revision as which a round was frozen last, if it was.
    #[must_use]
    pub fn revision_of(&self, round: &RoundCode) -> Option<u32> {
        self.snapshots.get(round.as_str()).map(|snapshot| snapshot.revision)
    }

    /// The return in which a figure is asked, if there is one: it comes by that return alone. What is reported by month stands in none.
    #[must_use]
    pub fn return_of(&self, subject: &Subject, unit: Option<&UnitCode>, period: &Period) -> Option<SubmissionKey> {
        let round = match period {
            Period::Round(code) => self.find_round(code.as_str())?,
            Period::Month(month) => open_round_of(&self.plan.rounds, *month).ok()?,
        };
        let unit = reporter(&self.plan, subject, unit, round.ends_on)?;
        let asked = || Form::of(&self.plan, &unit, round.ends_on).item(&ItemKey::Subject(subject.clone())).is_some();
        let stands = self.returns.contains(&(round.code.clone(), unit.clone())) && asked();
        stands.then(|| SubmissionKey { plan: self.plan.plan.code.clone(), round: round.code.clone(), unit })
    }

    /// What can be searched.
    pub fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::of(&self.plan))
    }

    /// The edition at hand.
    #[must_use]
    pub fn edition(&self) -> &Edition {
        &self.plan.edition
    }

    /// A round by its code.
    #[must_use]
    pub fn find_round(&self, code: &str) -> Option<&Round> {
        self.plan.rounds.iter().find(|round| round.code.as_str() == code)
    }

    /// The round that a page shows when none is asked for: the newest frozen one, else the last one with results, else the last.
    #[must_use]
    pub fn usual_round(&self) -> Option<&Round> {
        // Found once: it may take a look at every observation.
        let usual = self.usual.get_or_init(|| self.find_usual_round());
        self.plan.rounds.get((*usual)?)
    }

    fn find_usual_round(&self) -> Option<usize> {
        let rounds = &self.plan.rounds;
        let reported = |round: &Round| {
            let period = Period::Round(round.code.clone());
            self.plan.observations.iter().any(|observation| observation.period == period)
        };
        let frozen = rounds.iter().rposition(|round| round.revision > 0);
        frozen.or_else(|| rounds.iter().rposition(reported)).or_else(|| rounds.len().checked_sub(1))
    }

    /// An indicator by its code.
    #[must_use]
    pub fn indicator(&self, code: &IndicatorCode) -> Option<&Indicator> {
        self.plan.indicators.iter().find(|indicator| indicator.code == *code)
    }

    /// A node by its code.
    #[must_use]
    pub fn node(&self, code: &NodeCode) -> Option<&PlanNode> {
        self.plan.nodes.iter().find(|node| node.code == *code)
    }

    /// A project by its code.
    #[must_use]
    pub fn project(&self, code: &ProjectCode) -> Option<&Project> {
        self.plan.projects.iter().find(|project| project.code == *code)
    }

    /// A unit by its code.
    #[must_use]
    pub fn unit(&self, code: &UnitCode) -> Option<&Unit> {
        self.plan.units.iter().find(|unit| unit.code == *code)
    }

    /// Targets of an indicator with their versions.
    pub fn targets_of<'a>(&'a self, code: &IndicatorCode) -> impl Iterator<Item = (&'a Target, u32)> + use<'a> {
        let places = self.targets.get_or_init(|| places_of_targets(&self.plan)).get(code);
        let version = |place| self.stored.target_versions.get(place).copied().unwrap_or(1);
        let target = move |&place: &usize| Some((self.plan.targets.get(place)?, version(place)));
        places.into_iter().flatten().filter_map(target)
    }

    /// A text of the book with its version.
    #[must_use]
    pub fn narrative(&self, section: &str, order: u32) -> Option<(&Narrative, u32)> {
        let versions = self.stored.narrative_versions.iter().copied().chain(std::iter::repeat(1));
        let mut narratives = self.plan.narratives.iter().zip(versions);
        narratives.find(|(narrative, _)| narrative.section == section && narrative.order == order)
    }

    /// Observations of a subject with who stands behind them, earliest round first.
    pub fn observations_of<'a>(
        &'a self,
        subject: &'a Subject,
    ) -> impl Iterator<Item = (&'a Observation, Option<&'a Provenance>)> {
        let provenance = self.stored.provenance.iter().map(Some).chain(std::iter::repeat(None));
        self.plan.observations.iter().zip(provenance).filter(move |(observation, _)| observation.subject == *subject)
    }
}

fn problems_by_round(returns: Vec<(RoundCode, UnitCode, Fields)>) -> HashMap<RoundCode, Vec<UnitProblem>> {
    let mut rounds: HashMap<RoundCode, Vec<UnitProblem>> = HashMap::new();
    for (round, unit, fields) in returns {
        rounds.entry(round).or_default().extend(UnitProblem::all_of(&unit, &fields));
    }
    rounds
}

fn places_of_targets(plan: &AgencyPlan) -> HashMap<IndicatorCode, Vec<usize>> {
    let mut places: HashMap<IndicatorCode, Vec<usize>> = HashMap::new();
    for (place, target) in plan.targets.iter().enumerate() {
        places.entry(target.indicator.clone()).or_default().push(place);
    }
    places
}

/// The edition in force: the newest announced one, else the newest.
#[must_use]
pub fn in_force(editions: &[Edition]) -> Option<u32> {
    let announced = editions.iter().rev().find(|edition| edition.state == EditionState::Announced);
    announced.or_else(|| editions.last()).map(|edition| edition.number)
}
