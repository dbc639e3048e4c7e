//! Telling: what returns and rounds say now is told to those whom it concerns, each thing once.

use std::collections::BTreeSet;

use jiff::Timestamp;
use phaen_domain::round::RoundState;

use super::events::{Days, Gathering, Told};
use super::people::People;
use crate::App;
use crate::error::AppError;
use crate::ports::{Notice, Reading, reading, technical};

impl App {
    /// Tells what was not told yet; gives how much that was.
    pub(super) fn give_notices(&self, now: Timestamp) -> Result<usize, AppError> {
        let told = reading(self.store.as_ref(), |tx| self.to_tell(tx, now))?;
        let new = self.post.errands.not_told(&told);
        if new.is_empty() {
            return Ok(0);
        }
        let notice = |it: &Told| Notice {
            id: self.ids.id(),
            account: it.account.clone(),
            kind: it.kind,
            plan: it.plan.clone(),
            round: it.round.clone(),
            unit: it.unit.clone(),
            facts: it.facts.clone(),
            created_at: now,
            read_at: None,
            mailed_on: None,
        };
        let notices: Vec<Notice> = new.iter().map(notice).collect();
        let given = technical(self.store.as_ref(), |tx| tx.add_notices(&notices))?;
        self.post.errands.tell(new);
        Ok(given)
    }

    fn to_tell(&self, tx: &mut dyn Reading, now: Timestamp) -> Result<BTreeSet<Told>, AppError> {
        let standings = self.standings(tx)?;
        let accounts = tx.accounts()?;
        let mut people = People::of(self, &accounts, tx)?;
        let (ladder, rules, holidays) = (self.ladder(tx)?, self.deadline_rules(tx)?, tx.holidays()?);
        let (counting, today) = (rules.counting, crate::civil(now));
        let days = Days { ladder: &ladder, counting, holidays: &holidays, today, now };
        let mut told = BTreeSet::new();
        for standing in &standings {
            let comments = match standing.round.state {
                RoundState::Open => tx.open_comments(&standing.plan.plan.plan.code, &standing.round.code)?,
                _ => Vec::new(),
            };
            let (people, told) = (&mut people, &mut told);
            Gathering { standing, people, days: &days, comments: &comments, told }.gather();
        }
        Ok(told)
    }
}
