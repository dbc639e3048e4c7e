//! Use cases of Phaen: each checks authority, loads, lets the domain decide, and writes state and journal in one transaction.
//!
//! Pages, the API, imports, the worker and the command line all call the same functions here. Nothing here knows SQL, HTTP or file formats.

pub mod accounts;
pub mod addresses;
pub mod books;
pub mod editing;
mod error;
pub mod exchange;
pub mod feeds;
mod frame;
pub mod history;
pub mod notices;
pub mod offices;
pub mod once;
pub mod paper;
pub mod plan_view;
pub mod ports;
pub mod returns;
pub mod rounds;
pub mod search;
pub mod visit;
pub mod work;

use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::{TimeZone, offset};
use phaen_domain::access::{Action, Denial, Office, Role, may};
use phaen_domain::id::PlanCode;
use phaen_domain::journal::{Change, NewEntry};
use phaen_domain::words::Words;

pub use error::{AppError, FieldProblem};
use plan_view::Memo;
use ports::{Clock, Files, FilesInMemory, Ids, Mail, Press, Store};

/// Who acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// Id of the account.
    pub account: String,
    /// Login name; what the journal names.
    pub login: String,
    /// Name shown on screen.
    pub name: String,
    /// The offices in which the account acts today; its own role first.
    pub offices: Vec<Office>,
    /// Whether a second factor is asked of the account and it has none yet: then it acts in no office, and may set one up.
    pub enrolling: bool,
}

impl Actor {
    /// Somebody who acts in one role for the whole agency.
    #[must_use]
    pub fn in_role(account: &str, login: &str, name: &str, role: Role) -> Self {
        let (account, login, name) = (account.to_owned(), login.to_owned(), name.to_owned());
        Self { account, login, name, offices: vec![Office::own(role, None)], enrolling: false }
    }

    /// The account's own role.
    #[must_use]
    pub fn role(&self) -> Role {
        self.offices.first().map_or(Role::Viewer, |office| office.role)
    }

    /// What the account may do at all, as a set of bits in the order of the actions.
    #[must_use]
    pub fn rights(&self) -> u64 {
        let allowed = Action::TABLE.iter().enumerate().filter(|(_, row)| self.may(row.0));
        allowed.fold(0, |bits, (place, _)| bits | 1 << place)
    }

    /// Whether some office of the account could do this.
    #[must_use]
    pub fn may(&self, action: Action) -> bool {
        may(&self.offices, action).is_ok()
    }
}

/// The application: use cases over what the outside provides.
#[derive(Clone)]
pub struct App {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn Ids>,
    pub(crate) press: Arc<dyn Press>,
    pub(crate) files: Arc<dyn Files>,
    pub(crate) reading_files: Arc<accounts::gate::Gate>,
    pub(crate) memo: Arc<Memo>,
    pub(crate) returns: Arc<returns::Recall>,
    pub(crate) frames: Arc<frame::Frames>,
    pub(crate) hashing: Arc<accounts::gate::Gate>,
    pub(crate) standings: Arc<work::Standings>,
    pub(crate) post: notices::Post,
}

impl App {
    /// Puts the use cases on top of their ports.
    #[must_use]
    pub fn new(store: Arc<dyn Store>, clock: Arc<dyn Clock>, ids: Arc<dyn Ids>, press: Arc<dyn Press>) -> Self {
        Self {
            store,
            clock,
            ids,
            press,
            files: Arc::new(FilesInMemory::default()),
            reading_files: Arc::new(accounts::gate::Gate::of(returns::FILES_AT_ONCE)),
            memo: Arc::default(),
            returns: Arc::default(),
            frames: Arc::default(),
            hashing: Arc::default(),
            standings: Arc::default(),
            post: notices::Post::default(),
        }
    }

    /// The same with a mail server; without it, nobody is written to.
    #[must_use]
    pub fn with_mail(self, mail: Arc<dyn Mail>) -> Self {
        Self { post: notices::Post { mail: Some(mail), ..self.post }, ..self }
    }

    /// The same with the address where people reach the site, for links in letters and calendars.
    #[must_use]
    pub fn with_site(self, site: Option<String>) -> Self {
        Self { post: notices::Post { site, ..self.post }, ..self }
    }

    /// The same with a place where evidence is kept; without it, evidence is gone when the program ends.
    #[must_use]
    pub fn with_files(self, files: Arc<dyn Files>) -> Self {
        Self { files, ..self }
    }

    /// The files people exchange.
    #[must_use]
    pub fn press(&self) -> &dyn Press {
        self.press.as_ref()
    }

    pub(crate) fn authorise(&self, actor: &Actor, action: Action) -> Result<(), AppError> {
        may(&actor.offices, action).map_err(|denial: Denial| AppError::Denied(denial))
    }

    /// The address where people reach the site, where it is set.
    #[must_use]
    pub fn site(&self) -> Option<&str> {
        self.post.site.as_deref()
    }

    /// This instant.
    #[must_use]
    pub fn now(&self) -> jiff::Timestamp {
        self.clock.now()
    }

    /// Today in Thailand.
    #[must_use]
    pub fn today(&self) -> Date {
        civil(self.clock.now())
    }

    /// A journal entry of something done in an office.
    pub(crate) fn entry_in(
        &self,
        actor: &Actor,
        office: &str,
        action: &str,
        object: (&str, &str),
        reason: Option<&str>,
        detail: Vec<Change>,
    ) -> NewEntry {
        NewEntry { acting_for: Some(office.to_owned()), ..self.entry(actor, action, object, reason, detail) }
    }

    pub(crate) fn entry(
        &self,
        actor: &Actor,
        action: &str,
        object: (&str, &str),
        reason: Option<&str>,
        detail: Vec<Change>,
    ) -> NewEntry {
        NewEntry {
            at: self.clock.now(),
            actor: actor.login.clone(),
            acting_for: None,
            action: action.to_owned(),
            object_kind: object.0.to_owned(),
            object_code: object.1.to_owned(),
            reason: reason.map(str::to_owned),
            detail,
        }
    }
}

/// The day of an instant in Thailand: deadlines end at midnight there.
#[must_use]
pub fn civil(at: jiff::Timestamp) -> Date {
    at.to_zoned(TimeZone::fixed(offset(7))).date()
}

/// A change of one field, for the journal; `None` when nothing changed.
/// In an entry about a thing whose code several plans may use: which plan it is about.
pub(crate) fn of_plan(plan: &PlanCode) -> Change {
    Change { field: "plan".to_owned(), before: None, after: Some(plan.to_string()) }
}

pub(crate) fn change(field: &str, before: Option<String>, after: Option<String>) -> Option<Change> {
    (before != after).then(|| Change { field: field.to_owned(), before, after })
}
