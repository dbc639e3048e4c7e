//! Calendars (ปฏิทินกำหนดส่ง) that people subscribe to in their own calendar program, each at a private address that opens nothing else.
//!
//! An address holds a secret that is shown once and stored as a hash. What it shows is what its owner may see on that day, so an address
//! that leaked shows due dates and nothing else, and none once it is taken back or the account is closed.

mod events;

use phaen_domain::access::{Action, Case, decide};
use phaen_domain::id::UnitCode;
use phaen_domain::organisation::{Unit, line_of};

use crate::error::AppError;
use crate::exchange::hash_of;
use crate::ports::{Feed, reading, writing};
use crate::{Actor, App, change};

impl App {
    /// One's own calendars that are not taken back, newest first.
    ///
    /// # Errors
    /// [`AppError::Denied`] or [`AppError::Store`].
    pub fn feeds(&self, actor: &Actor) -> Result<Vec<Feed>, AppError> {
        self.authorise(actor, Action::KeepOwnAccount)?;
        reading(self.store.as_ref(), |tx| tx.feeds(&actor.account))
    }

    /// Makes a calendar of one's own obligations, or of a unit's; the address before it shows nothing any more. Gives the secret, which is
    /// never shown again.
    ///
    /// # Errors
    /// [`AppError::Denied`] for a unit whose returns somebody may not read, [`AppError::NotFound`] …
    pub fn make_feed(&self, actor: &Actor, unit: Option<&UnitCode>) -> Result<String, AppError> {
        self.authorise(actor, Action::KeepOwnAccount)?;
        let secret = self.ids.secret();
        let feed = Feed {
            secret_hash: hash_of(secret.as_bytes()),
            account: actor.account.clone(),
            unit: unit.cloned(),
            created_at: self.clock.now(),
            revoked_at: None,
        };
        writing(self.store.as_ref(), |tx| {
            if let Some(unit) = unit {
                may_read(actor, &tx.units()?, unit)?;
            }
            for earlier in tx.feeds(&actor.account)?.into_iter().filter(|earlier| earlier.unit == feed.unit) {
                tx.save_feed(&Feed { revoked_at: Some(feed.created_at), ..earlier })?;
            }
            tx.save_feed(&feed)?;
            let detail = change("unit", None, unit.map(ToString::to_string)).into_iter().collect();
            tx.append(&self.entry(actor, "feed_made", ("account", &actor.login), None, detail)).map(|_| ())
        })?;
        Ok(secret)
    }

    /// Takes the calendar of a unit, or of one's own obligations, back.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none.
    pub fn revoke_feed(&self, actor: &Actor, unit: Option<&UnitCode>) -> Result<(), AppError> {
        self.authorise(actor, Action::KeepOwnAccount)?;
        writing(self.store.as_ref(), |tx| {
            let own = tx.feeds(&actor.account)?.into_iter().find(|feed| feed.unit.as_ref() == unit);
            let missing = || AppError::NotFound { kind: "feed", code: unit.map(ToString::to_string).unwrap_or_default() };
            let feed = own.ok_or_else(missing)?;
            tx.save_feed(&Feed { revoked_at: Some(self.clock.now()), ..feed })?;
            let detail = change("unit", unit.map(ToString::to_string), None).into_iter().collect();
            tx.append(&self.entry(actor, "feed_revoked", ("account", &actor.login), None, detail)).map(|_| ())
        })
    }

    /// The calendar at a secret address as iCalendar; none when there is no such address.
    ///
    /// # Errors
    /// [`AppError::Press`] or [`AppError::Store`].
    pub fn calendar_at(&self, secret: &str) -> Result<Option<Vec<u8>>, AppError> {
        let hash = hash_of(secret.as_bytes());
        let found = reading(self.store.as_ref(), |tx| {
            let Some((feed, account)) = tx.feed(&hash)?.filter(|(_, account)| !account.closed) else { return Ok(None) };
            let actor = self.actor_of(tx, &account)?;
            let name = match &feed.unit {
                Some(unit) => tx.units()?.into_iter().find(|it| it.code == *unit).map(|unit| unit.name_th),
                None => Some(account.name.clone()),
            };
            Ok(Some((name.unwrap_or_default(), self.events(tx, &actor, feed.unit.as_ref())?)))
        })?;
        found.map(|(name, events)| self.press.calendar(&format!("กำหนดส่งรายงาน {name}"), &events)).transpose()
    }
}

/// Whoever may read a unit's returns may know when they are due.
fn may_read(actor: &Actor, units: &[Unit], unit: &UnitCode) -> Result<(), AppError> {
    if !units.iter().any(|it| it.code == *unit) {
        return Err(AppError::NotFound { kind: "unit", code: unit.to_string() });
    }
    let line = line_of(units, unit);
    let case = Case { unit: &line, ..Case::default() };
    decide(&actor.login, &actor.offices, Action::ReadReturn, &case).map(drop).map_err(AppError::Denied)
}
