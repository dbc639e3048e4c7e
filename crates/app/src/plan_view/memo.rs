//! Plans as they were last read, remembered only as long as nothing that they show changed.
//!
//! What is remembered belongs to heads of the journal: each request reads the head first, so nothing stale is ever shown, on any node
//! (`decisions.md` 12). The hash is part of a head: a write that could not be committed leaves nothing behind here. What a unit types into
//! its return moves the journal on and changes no plan before it is verified; over such entries the memo stands ([`touching_no_plan`]), or
//! the last hour of a round would read every plan again after each field.

use std::collections::HashMap;
use std::mem;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use phaen_domain::access::{Action, SecondFactorRule};
use phaen_domain::journal::Head;
use phaen_domain::organisation::Agency;
use phaen_domain::position::Offices;

use super::{PlanView, in_force};
use crate::accounts::People;
use crate::error::AppError;
use crate::ports::{PlanListing, Reading, Since, reading};
use crate::returns::touching_no_plan;
use crate::rounds::dates_of;
use crate::{Actor, App};

/// How many heads are known at which the same is remembered: more than are read at one time.
const HEADS: usize = 64;

/// Plans as they were last read.
#[derive(Debug, Default)]
pub struct Memo {
    kept: Mutex<Kept>,
    /// Whoever reads a plan for all who want it at the same head: after each verification that is everybody at once.
    reading: Mutex<()>,
}

#[derive(Debug, Default)]
struct Kept {
    /// The heads at which all this is true, oldest first.
    heads: Vec<Head>,
    /// Number of the newest journal entry that can have changed any of this, once it was asked for.
    sequence: Option<u64>,
    views: HashMap<String, Editions>,
    listings: Option<Arc<Vec<PlanListing>>>,
    agency: Option<Option<Agency>>,
    offices: Option<Arc<Offices>>,
    factor_rule: Option<SecondFactorRule>,
    people: Option<Arc<People>>,
}

/// How many editions besides the one in force are remembered of a plan: what one person compares.
const OTHERS: usize = 2;

/// Editions of a plan: the one in force, and the others that were asked for last, the last one at the end.
#[derive(Debug, Default)]
struct Editions {
    in_force: Option<Arc<PlanView>>,
    others: Vec<Arc<PlanView>>,
}

impl Editions {
    fn find(&self, edition: u32) -> Option<&Arc<PlanView>> {
        self.in_force.iter().chain(&self.others).find(|view| view.edition().number == edition)
    }

    /// The edition, which has been asked for last from now on.
    fn ask_for(&mut self, edition: u32) -> Option<Arc<PlanView>> {
        if let Some(place) = self.others.iter().position(|view| view.edition().number == edition) {
            self.others[place..].rotate_left(1);
        }
        self.find(edition).cloned()
    }

    fn keep(&mut self, view: &Arc<PlanView>) {
        if in_force(&view.editions) == Some(view.edition().number) {
            self.in_force = Some(Arc::clone(view));
            return;
        }
        if self.others.len() == OTHERS {
            self.others.remove(0);
        }
        self.others.push(Arc::clone(view));
    }
}

impl Kept {
    fn is_newer_than(&self, head: Head) -> bool {
        self.heads.last().is_some_and(|newest| newest.seq > head.seq)
    }

    fn learn(&mut self, head: Head) {
        if self.heads.len() == HEADS {
            self.heads.remove(0);
        }
        self.heads.push(head);
    }
}

impl Memo {
    fn at<T>(&self, head: Head, look: impl FnOnce(&mut Kept) -> T) -> T {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.heads.contains(&head) {
            return look(&mut kept);
        }
        if kept.is_newer_than(head) {
            // Who still reads an older state reads it for itself: those after it want the newer one.
            drop(kept);
            return look(&mut Kept::default());
        }
        let forgotten = mem::replace(&mut *kept, Kept { heads: vec![head], ..Kept::default() });
        let seen = look(&mut kept);
        drop(kept);
        // A whole plan takes a while to drop; nobody has to wait for it.
        drop(forgotten);
        seen
    }

    /// What is remembered at this head; nothing is forgotten for it, because what is remembered may be newer.
    fn look_at<T>(&self, head: Head, look: impl FnOnce(&Kept) -> Option<T>) -> Option<T> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.heads.contains(&head) { look(&kept) } else { None }
    }

    /// The newest head that is known, unless this one is known or older.
    fn before(&self, head: Head) -> Option<Head> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let newest = kept.heads.last().copied();
        newest.filter(|newest| newest.seq < head.seq)
    }

    /// Whether the plan as it stands at the newest head that is known has still to be read. It asks the store nothing.
    fn lacks(&self, plan: &str) -> bool {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.views.get(plan).is_none_or(|editions| editions.in_force.is_none())
    }

    /// Takes the one turn to read a plan at this head. Who reads an older state than is known keeps nobody waiting.
    fn turn_to_read(&self, head: Head) -> Option<MutexGuard<'_, ()>> {
        let is_older = self.kept.lock().unwrap_or_else(PoisonError::into_inner).is_newer_than(head);
        (!is_older).then(|| self.reading.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// What was true at the one head is true at the other.
    fn carry(&self, from: Head, to: Head) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.heads.contains(&from) && !kept.heads.contains(&to) && !kept.is_newer_than(to) {
            kept.learn(to);
        }
    }

    /// Carries what is remembered on to this head if nothing came between that would change it: one question, once for each head.
    pub(crate) fn settle(&self, tx: &mut dyn Reading, head: Head) -> Result<(), AppError> {
        let Some(newest) = self.before(head) else { return Ok(()) };
        match tx.since(&newest, &touching_no_plan())? {
            Since::Only => self.carry(newest, head),
            Since::Other(newest) => self.at(head, |kept| kept.sequence = Some(newest)),
            Since::AnotherChain => {}
        }
        Ok(())
    }

    /// Number of the newest journal entry that can have changed what is remembered at this head.
    fn sequence(&self, tx: &mut dyn Reading, head: Head) -> Result<u64, AppError> {
        if let Some(known) = self.at(head, |kept| kept.sequence) {
            return Ok(known);
        }
        let sequence = match tx.since(&Head::EMPTY, &touching_no_plan())? {
            Since::Other(newest) => newest,
            Since::Only | Since::AnotherChain => 0,
        };
        self.at(head, |kept| kept.sequence = Some(sequence));
        Ok(sequence)
    }
}

impl App {
    /// All plans with their editions.
    ///
    /// # Errors
    /// [`AppError::Denied`] or [`AppError::Store`].
    pub fn plans(&self, actor: &Actor) -> Result<Arc<Vec<PlanListing>>, AppError> {
        self.authorise(actor, Action::ReadPlan)?;
        reading(self.store.as_ref(), |tx| {
            let head = tx.journal_head()?;
            self.memo.settle(tx, head)?;
            self.listings(tx, head)
        })
    }

    /// Where the journal stands: as long as it stands there, nothing that can be read has changed.
    ///
    /// # Errors
    /// [`AppError::Denied`] or [`AppError::Store`].
    pub fn standing(&self, actor: &Actor) -> Result<Head, AppError> {
        self.authorise(actor, Action::ReadPlan)?;
        reading(self.store.as_ref(), |tx| tx.journal_head())
    }

    /// All plans as they are now, for use cases that have no reader.
    pub(crate) fn listings_now(&self, tx: &mut dyn Reading) -> Result<Arc<Vec<PlanListing>>, AppError> {
        let head = tx.journal_head()?;
        self.memo.settle(tx, head)?;
        self.listings(tx, head)
    }

    fn listings(&self, tx: &mut dyn Reading, head: Head) -> Result<Arc<Vec<PlanListing>>, AppError> {
        if let Some(listings) = self.memo.at(head, |kept| kept.listings.clone()) {
            return Ok(listings);
        }
        let listings = Arc::new(tx.plans()?);
        self.memo.at(head, |kept| kept.listings = Some(Arc::clone(&listings)));
        Ok(listings)
    }

    /// The agency, once there is one.
    pub(crate) fn agency_at(&self, tx: &mut dyn Reading, head: Head) -> Result<Option<Agency>, AppError> {
        if let Some(agency) = self.memo.at(head, |kept| kept.agency.clone()) {
            return Ok(agency);
        }
        let agency = tx.agency()?;
        self.memo.at(head, |kept| kept.agency = Some(agency.clone()));
        Ok(agency)
    }

    /// Positions with who holds and who stands in for them.
    pub(crate) fn offices_at(&self, tx: &mut dyn Reading, head: Head) -> Result<Arc<Offices>, AppError> {
        if let Some(offices) = self.memo.at(head, |kept| kept.offices.clone()) {
            return Ok(offices);
        }
        let offices = Arc::new(tx.offices()?);
        self.memo.at(head, |kept| kept.offices = Some(Arc::clone(&offices)));
        Ok(offices)
    }

    /// Of which roles a second factor is asked.
    pub(crate) fn second_factor_rule_at(&self, tx: &mut dyn Reading, head: Head) -> Result<SecondFactorRule, AppError> {
        if let Some(rule) = self.memo.at(head, |kept| kept.factor_rule.clone()) {
            return Ok(rule);
        }
        let (rule, _) = crate::accounts::stored_factor_rule(tx)?;
        self.memo.at(head, |kept| kept.factor_rule = Some(rule.clone()));
        Ok(rule)
    }

    /// All plans as they are remembered at the head that a visit has just read. It asks the store nothing, so it never waits; who gets
    /// nothing here reads ([`App::plans`]), and is told there if they may not.
    #[must_use]
    pub fn plans_at_hand(&self, actor: &Actor, head: Head) -> Option<Arc<Vec<PlanListing>>> {
        self.authorise(actor, Action::ReadPlan).ok()?;
        self.memo.look_at(head, |kept| kept.listings.clone())
    }

    /// One edition of a plan as it is remembered at the head that a visit has just read; as [`App::plans_at_hand`].
    #[must_use]
    pub fn plan_at_hand(&self, actor: &Actor, head: Head, code: &str, edition: Option<u32>) -> Option<Arc<PlanView>> {
        self.authorise(actor, Action::ReadPlan).ok()?;
        self.memo.look_at(head, |kept| {
            let listing = kept.listings.as_ref()?.iter().find(|listing| listing.plan.code.as_str() == code)?;
            let edition = edition.or_else(|| in_force(&listing.editions))?;
            kept.views.get(code)?.find(edition).cloned()
        })
    }

    /// One edition of a plan: the one asked for, or the one in force.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::NotFound`] or [`AppError::Store`].
    pub fn plan(&self, actor: &Actor, code: &str, edition: Option<u32>) -> Result<Arc<PlanView>, AppError> {
        self.authorise(actor, Action::ReadPlan)?;
        reading(self.store.as_ref(), |tx| self.view(tx, code, edition))
    }

    /// Has the plan read now, where it has to be, so that a write that needs it keeps no other write waiting for that.
    pub(crate) fn have_read(&self, plan: &str) -> Result<(), AppError> {
        if self.memo.lacks(plan) {
            reading(self.store.as_ref(), |tx| self.view(tx, plan, None).map(drop))?;
        }
        Ok(())
    }

    /// The names of accounts.
    pub(crate) fn people_at(&self, tx: &mut dyn Reading, head: Head) -> Result<Arc<People>, AppError> {
        if let Some(people) = self.memo.at(head, |kept| kept.people.clone()) {
            return Ok(people);
        }
        let people = Arc::new(tx.account_names()?.into_iter().collect::<People>());
        self.memo.at(head, |kept| kept.people = Some(Arc::clone(&people)));
        Ok(people)
    }

    pub(crate) fn view(&self, tx: &mut dyn Reading, code: &str, edition: Option<u32>) -> Result<Arc<PlanView>, AppError> {
        let missing = || AppError::NotFound { kind: "plan", code: code.to_owned() };
        let head = tx.journal_head()?;
        self.memo.settle(tx, head)?;
        let listings = self.listings(tx, head)?;
        let listing = listings.iter().find(|listing| listing.plan.code.as_str() == code).ok_or_else(missing)?;
        let edition = edition.or_else(|| in_force(&listing.editions)).ok_or_else(missing)?;
        let remembered = || self.memo.at(head, |kept| kept.views.get_mut(code)?.ask_for(edition));
        if let Some(view) = remembered() {
            return Ok(view);
        }
        let _turn = self.memo.turn_to_read(head);
        if let Some(view) = remembered() {
            return Ok(view);
        }
        let sequence = self.memo.sequence(tx, head)?;
        let mut view = PlanView::load(tx, sequence, listing, edition)?.ok_or_else(missing)?;
        view.stored.people = self.people_at(tx, head)?;
        let (rules, holidays) = (self.deadline_rules(tx)?, tx.holidays()?);
        view.dates = view.plan.rounds.iter().map(|round| (round.code.clone(), dates_of(round, rules, &holidays))).collect();
        let view = Arc::new(view);
        self.memo.at(head, |kept| kept.views.entry(code.to_owned()).or_default().keep(&view));
        Ok(view)
    }
}
