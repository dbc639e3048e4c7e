//! Who looks at a page: an account or nobody, the rooms open to them, and the secret that their forms carry.
//!
//! The wiring supplies a [`Visitors`] that reads the session; this module never does. What a visitor *may do* is
//! decided by the use cases: a room that is missing here is only not shown.

use std::future::Future;
use std::pin::Pin;

use axum::http::request::Parts;

use crate::errors::WebError;
use crate::layout::Room;

/// The account shown in the corner of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountCard {
    /// Name as it is shown.
    pub name: String,
    /// Office or role in words.
    pub office: String,
}

/// A line of the menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MenuEntry {
    /// The room it opens.
    pub room: Room,
    /// A short count beside it ("๑๒" units have not reported), already formatted.
    pub badge: Option<String>,
}

/// The reader of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Visitor {
    /// The account, or `None` before login.
    pub account: Option<AccountCard>,
    /// Name of the agency whose data these are, in the reader's language where it has one there.
    pub agency: Option<String>,
    /// Secret of the session that every form sends back; `None` where there is no session to protect.
    pub csrf: Option<String>,
    /// The menu, in order.
    pub menu: Vec<MenuEntry>,
    /// Notices that wait to be read.
    pub unread: usize,
}

impl Visitor {
    /// A visitor with an account, all rooms open.
    #[must_use]
    pub fn with_account(account: AccountCard, csrf: String) -> Self {
        Self {
            account: Some(account),
            agency: None,
            csrf: Some(csrf),
            menu: Room::ALL.iter().map(|room| MenuEntry { room: *room, badge: None }).collect(),
            unread: 0,
        }
    }
}

/// What [`Visitors::recognise`] gives back.
pub type Recognition<'a> = Pin<Box<dyn Future<Output = Result<Visitor, WebError>> + Send + 'a>>;

/// Finds out who asks. The implementation may put its own session value into the request's extensions for handlers.
pub trait Visitors: Send + Sync + 'static {
    /// Recognises the visitor; a request without a valid session is `Visitor::default()`, not an error.
    fn recognise<'a>(&'a self, parts: &'a mut Parts) -> Recognition<'a>;
}

/// Recognises nobody; for public pages and before there are accounts.
#[derive(Clone, Copy, Debug)]
pub struct Nobody;

impl Visitors for Nobody {
    fn recognise<'a>(&'a self, _parts: &'a mut Parts) -> Recognition<'a> {
        Box::pin(async { Ok(Visitor::default()) })
    }
}
