//! Notices (แจ้งเตือน): told by errands that run beside the server, read in the site, and sent once a day as a digest.
//!
//! What is told follows from where returns and rounds stand, never from having seen them change: an errand that did not run for a while,
//! ran twice, or ran on two nodes tells the same. The store holds that each thing is told once.

mod delivering;
mod digest;
mod errands;
mod events;
mod giving;
mod people;
mod reminders;
mod stages;

use std::sync::Arc;

use phaen_domain::access::Action;

use crate::error::AppError;
use crate::ports::{Mail, Notice, reading, technical};
use crate::{Actor, App};

pub use delivering::Outbox;
pub use errands::{Errands, Ran};
pub use reminders::RemindersView;

/// How many notices a page shows.
const SHOWN: u32 = 200;

/// The post as it is set up, and how its errands went on this node.
#[derive(Clone, Default)]
pub(crate) struct Post {
    pub(crate) mail: Option<Arc<dyn Mail>>,
    /// Where people reach the site, for links in letters.
    pub(crate) site: Option<String>,
    pub(crate) errands: Arc<Errands>,
}

impl App {
    /// One's own notices, newest first.
    ///
    /// # Errors
    /// [`AppError::Denied`] or [`AppError::Store`].
    pub fn notices(&self, actor: &Actor) -> Result<Vec<Notice>, AppError> {
        self.authorise(actor, Action::KeepOwnAccount)?;
        reading(self.store.as_ref(), |tx| tx.notices(&actor.account, SHOWN))
    }

    /// Marks one of one's own notices as read, and gives it.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::NotFound`] or [`AppError::Store`].
    pub fn read_notice(&self, actor: &Actor, id: &str) -> Result<Notice, AppError> {
        self.authorise(actor, Action::KeepOwnAccount)?;
        let now = self.clock.now();
        technical(self.store.as_ref(), |tx| {
            let own = tx.notices(&actor.account, SHOWN)?.into_iter().find(|notice| notice.id == id);
            let own = own.ok_or_else(|| AppError::NotFound { kind: "notice", code: id.to_owned() })?;
            tx.read_notices(&actor.account, Some(id), now)?;
            Ok(own)
        })
    }

    /// Marks all of one's own notices as read.
    ///
    /// # Errors
    /// [`AppError::Denied`] or [`AppError::Store`].
    pub fn read_all_notices(&self, actor: &Actor) -> Result<(), AppError> {
        self.authorise(actor, Action::KeepOwnAccount)?;
        let now = self.clock.now();
        technical(self.store.as_ref(), |tx| tx.read_notices(&actor.account, None, now))
    }
}
