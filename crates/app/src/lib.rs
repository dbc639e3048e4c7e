//! Use cases of Phaen: each checks authority, loads, lets the domain decide, and writes state and journal in one transaction.
//!
//! Pages, the API, imports, the worker and the command line all call the same functions here. Nothing here knows SQL, HTTP or file formats.

pub mod accounts;
pub mod books;
pub mod editing;
mod error;
pub mod exchange;
mod frame;
pub mod history;
pub mod plan_view;
pub mod ports;
pub mod search;
pub mod visit;

use std::sync::Arc;

use phaen_domain::access::{Action, Denial, Role, decide};
use phaen_domain::journal::{Change, NewEntry};

pub use error::{AppError, FieldProblem};
use plan_view::Memo;
use ports::{Clock, Ids, Press, Store};

/// Who acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// Id of the account.
    pub account: String,
    /// Login name; what the journal names.
    pub login: String,
    /// Name shown on screen.
    pub name: String,
    /// Role.
    pub role: Role,
}

/// The application: use cases over what the outside provides.
#[derive(Clone)]
pub struct App {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn Ids>,
    pub(crate) press: Arc<dyn Press>,
    pub(crate) memo: Arc<Memo>,
    pub(crate) frames: Arc<frame::Frames>,
    pub(crate) hashing: Arc<accounts::gate::Gate>,
}

impl App {
    /// Puts the use cases on top of their ports.
    #[must_use]
    pub fn new(store: Arc<dyn Store>, clock: Arc<dyn Clock>, ids: Arc<dyn Ids>, press: Arc<dyn Press>) -> Self {
        Self { store, clock, ids, press, memo: Arc::default(), frames: Arc::default(), hashing: Arc::default() }
    }

    /// The files people exchange.
    #[must_use]
    pub fn press(&self) -> &dyn Press {
        self.press.as_ref()
    }

    pub(crate) fn authorise(&self, actor: &Actor, action: Action) -> Result<(), AppError> {
        decide(actor.role, action).map_err(|denial: Denial| AppError::Denied(denial))
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

/// A change of one field, for the journal; `None` when nothing changed.
pub(crate) fn change(field: &str, before: Option<String>, after: Option<String>) -> Option<Change> {
    (before != after).then(|| Change { field: field.to_owned(), before, after })
}
