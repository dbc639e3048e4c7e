//! What the hour counted: for each action how often, how fast, what was refused as expected, and what went wrong.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// How many errors of a status are told in words.
const TOLD: usize = 4;

/// How an action ended.
pub(crate) enum Ended {
    /// As it should.
    Well,
    /// Somebody else was first: told, and done again.
    InConflict,
    /// Otherwise: the status of the answer, 0 without one, and what it said.
    Wrong(u16, String),
}

#[derive(Default)]
struct Action {
    seconds: Vec<f64>,
    conflicts: usize,
    errors: usize,
}

/// Counts of all actions.
#[derive(Default)]
pub(crate) struct Tally {
    actions: Mutex<BTreeMap<&'static str, Action>>,
    /// What went wrong, the first few of each status in words.
    wrong: Mutex<BTreeMap<u16, Vec<String>>>,
}

impl Tally {
    /// Counts one action.
    pub(crate) fn count(&self, name: &'static str, lasted: Duration, ended: &Ended) {
        let mut actions = self.actions.lock().unwrap_or_else(PoisonError::into_inner);
        let action = actions.entry(name).or_default();
        action.seconds.push(lasted.as_secs_f64());
        match ended {
            Ended::Well => {}
            Ended::InConflict => action.conflicts += 1,
            Ended::Wrong(status, why) => {
                action.errors += 1;
                drop(actions);
                self.complain(*status, format!("{name}: {status} {why}"));
            }
        }
    }

    fn complain(&self, status: u16, why: String) {
        let mut wrong = self.wrong.lock().unwrap_or_else(PoisonError::into_inner);
        let told = wrong.entry(status).or_default();
        if told.len() < TOLD {
            told.push(why);
        }
    }

    /// What went wrong, the first few of each status; 0 where no answer came at all.
    pub(crate) fn wrong(&self) -> BTreeMap<u16, Vec<String>> {
        self.wrong.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How often an action was done.
    #[cfg(test)]
    pub(crate) fn done(&self, name: &str) -> usize {
        let actions = self.actions.lock().unwrap_or_else(PoisonError::into_inner);
        actions.get(name).map_or(0, |action| action.seconds.len() - action.conflicts - action.errors)
    }

    /// All actions as a table, over a time that they took together.
    pub(crate) fn table(&self, lasted: Duration) -> String {
        let mut actions = self.actions.lock().unwrap_or_else(PoisonError::into_inner);
        let head = "| Action | Times | A second | Half within | 95 of 100 within | In conflict | Errors |\n|---|---|---|---|---|---|---|";
        let lines = actions.iter_mut().map(|(name, action)| action.line(name, lasted));
        std::iter::once(head.to_owned()).chain(lines).collect::<Vec<_>>().join("\n")
    }
}

impl Action {
    fn line(&mut self, name: &str, lasted: Duration) -> String {
        self.seconds.sort_unstable_by(f64::total_cmp);
        let times = self.seconds.len();
        let within = |share: usize| self.seconds[times * share / 100] * 1_000.0;
        let (half, most) = (within(50), within(95));
        let rate = times as f64 / lasted.as_secs_f64();
        format!("| {name} | {times} | {rate:.1} | {half:.1} ms | {most:.1} ms | {} | {} |", self.conflicts, self.errors)
    }
}
