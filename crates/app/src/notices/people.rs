//! Who is told: the open accounts with the offices in which they act today.

use std::collections::HashMap;

use phaen_domain::access::{Action, Case, decide, may};
use phaen_domain::id::UnitCode;

use crate::error::AppError;
use crate::ports::{Account, Reading};
use crate::{Actor, App};

/// Everybody who could be told something.
pub(crate) struct People {
    actors: Vec<Actor>,
    /// Places of those who do something at all, so that not everybody is asked for each return.
    doing: HashMap<Action, Vec<usize>>,
}

impl People {
    pub(super) fn of(app: &App, accounts: &[Account], tx: &mut dyn Reading) -> Result<Self, AppError> {
        let head = tx.journal_head()?;
        app.memo.settle(tx, head)?;
        let open = accounts.iter().filter(|account| !account.closed);
        let actors = open.map(|account| app.actor_at(tx, account, head)).collect::<Result<Vec<_>, _>>()?;
        Ok(Self { actors, doing: HashMap::new() })
    }

    fn doing(&mut self, action: Action) -> Vec<usize> {
        let actors = &self.actors;
        let found = self.doing.entry(action).or_insert_with(|| {
            let does = |place: &usize| actors.get(*place).is_some_and(|actor| may(&actor.offices, action).is_ok());
            (0..actors.len()).filter(does).collect()
        });
        found.clone()
    }

    /// Those who do something for a unit, given with those above it, or for the agency when none is given; never whoever did what is told.
    pub(super) fn who(&mut self, action: Action, unit: &[UnitCode], not: Option<&str>) -> Vec<String> {
        let case = Case { unit, ..Case::default() };
        let doing = self.doing(action).into_iter().filter_map(|place| self.actors.get(place));
        let fits =
            |actor: &&Actor| not != Some(actor.login.as_str()) && decide(&actor.login, &actor.offices, action, &case).is_ok();
        doing.filter(fits).map(|actor| actor.account.clone()).collect()
    }

    /// Those who do something for some unit or other.
    pub(super) fn all(&mut self, action: Action, not: Option<&str>) -> Vec<String> {
        let doing = self.doing(action).into_iter().filter_map(|place| self.actors.get(place));
        doing.filter(|actor| not != Some(actor.login.as_str())).map(|actor| actor.account.clone()).collect()
    }

    /// Whether a login does something for a unit.
    pub(super) fn does(&self, login: &str, action: Action, unit: &[UnitCode]) -> bool {
        let case = Case { unit, ..Case::default() };
        self.actors.iter().any(|actor| actor.login == login && decide(login, &actor.offices, action, &case).is_ok())
    }
}
