//! What every test of a room stands on: the site over a real store in memory, with the demonstration agency imported from the workbooks
//! under `data/` and three accounts.
//!
//! Tests that only read share one site ([`Site::shared`]); a test that writes makes its own ([`Site::fresh`]).

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex};

use axum::Router;
use axum::http::StatusCode;
use phaen_app::accounts::NewAccount;
use phaen_app::{App, exchange};
use phaen_domain::access::Role;
use phaen_domain::id::UnitCode;
use phaen_store::SqlStore;
use phaen_web::display::{Digits, Display, Lang};
use phaen_web::site::site;
use phaen_web::text::Text;

pub(crate) use crate::browser::{Answer, Browser, all, encoded, fields_of, urlencoded};
use crate::doubles::{CountedIds, FixedClock};
pub(crate) use crate::doubles::{PASSWORD, actor, demonstration};
use crate::press::PlainPress;

/// Who looks at the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Who {
    Nobody,
    Viewer,
    Analyst,
    Administrator,
    /// Of the policy division, which reports the plan's indicators.
    Officer,
    Head,
    /// Of another division.
    OtherOfficer,
    PolicyHead,
    Secretary,
    Chair,
    Executive,
    General,
    Auditor,
}

impl Who {
    /// Those who are made when they first come, with their role and, where it is a unit's, the unit.
    const LATER: [(Self, Role, Option<&'static str>); 9] = [
        (Self::Officer, Role::ReportingOfficer, Some("กนย.")),
        (Self::Head, Role::UnitHead, Some("กนย.")),
        (Self::OtherOfficer, Role::ReportingOfficer, Some("พบ.")),
        (Self::PolicyHead, Role::HeadOfPolicy, None),
        (Self::Secretary, Role::CommitteeSecretary, None),
        (Self::Chair, Role::CommitteeChair, None),
        (Self::Executive, Role::Executive, None),
        (Self::General, Role::DirectorGeneral, None),
        (Self::Auditor, Role::Auditor, None),
    ];

    /// Everybody who can sign in.
    pub(crate) fn everybody() -> impl Iterator<Item = Self> {
        Self::SIGNED_IN.into_iter().map(|(who, _)| who).chain(Self::LATER.into_iter().map(|(who, ..)| who))
    }

    pub(crate) const SIGNED_IN: [(Self, Role); 3] =
        [(Self::Viewer, Role::Viewer), (Self::Analyst, Role::Analyst), (Self::Administrator, Role::Administrator)];

    /// The role, unless nobody is signed in.
    pub(crate) fn role(self) -> Option<Role> {
        let later = || Self::LATER.iter().find(|(who, ..)| *who == self).map(|(_, role, _)| *role);
        Self::SIGNED_IN.iter().find(|(who, _)| *who == self).map(|(_, role)| *role).or_else(later)
    }

    fn login(self) -> &'static str {
        match self {
            Self::Nobody => "",
            Self::Viewer => "viewer",
            Self::Analyst => "analyst",
            Self::Administrator => "admin",
            Self::Officer => "officer",
            Self::Head => "head",
            Self::OtherOfficer => "other",
            Self::PolicyHead => "policy",
            Self::Secretary => "secretary",
            Self::Chair => "chair",
            Self::Executive => "executive",
            Self::General => "general",
            Self::Auditor => "auditor",
        }
    }
}

/// The words of the interface in Thai with Arabic digits: what a browser of these tests reads.
pub(crate) fn thai() -> Text {
    Text::new(Display { lang: Lang::Thai, digits: Digits::Arabic })
}

/// The site over its own store.
pub(crate) struct Site {
    pub(crate) router: Router,
    /// The use cases, for what a test arranges or looks up beside the pages.
    pub(crate) app: App,
    /// The store, for statement budgets.
    pub(crate) store: Arc<SqlStore>,
    sessions: Mutex<BTreeMap<&'static str, Vec<(String, String)>>>,
}

impl Site {
    /// A store in which there is nothing at all.
    pub(crate) fn without_accounts() -> Self {
        let store = Arc::new(SqlStore::open("sqlite::memory:").expect("a store"));
        let app = App::new(store.clone(), Arc::new(FixedClock), Arc::new(CountedIds::default()), Arc::new(PlainPress));
        Self { router: site(app.clone(), false), app, store, sessions: Mutex::default() }
    }

    /// A store without anything but the accounts.
    pub(crate) fn empty() -> Self {
        let empty = Self::without_accounts();
        for (who, role) in Who::SIGNED_IN {
            let name = format!("บัญชี {}", who.login());
            let new =
                NewAccount { login: who.login().to_owned(), name, role, unit: None, email: None, password: PASSWORD.to_owned() };
            empty.app.create_account(&actor(Role::Administrator), &new).expect("an account");
        }
        empty
    }

    /// The same site over use cases that differ in something.
    pub(crate) fn with_app(self, change: impl FnOnce(App) -> App) -> Self {
        let app = change(self.app);
        Self { router: site(app.clone(), false), app, store: self.store, sessions: self.sessions }
    }

    /// A store of its own with the demonstration agency.
    pub(crate) fn fresh() -> Self {
        let site = Self::empty();
        for folder in ["led-2566", "psdg-2565"] {
            let hash = exchange::file_hash(folder.as_bytes());
            let stored = site.app.confirm_import(&actor(Role::Analyst), &demonstration(folder), &hash, None);
            assert!(stored.expect("the demonstration data import"));
        }
        site
    }

    /// One demonstration agency for all tests that only read.
    pub(crate) fn shared() -> &'static Self {
        static SHARED: LazyLock<Site> = LazyLock::new(Site::fresh);
        &SHARED
    }

    /// A browser in Thai with Arabic digits, so that figures can be compared as they are written in sources.
    pub(crate) fn browser(&self, who: Who) -> Browser<'_> {
        let mut browser = Browser::of(self);
        browser.set("phaen_digits", "arabic");
        if who != Who::Nobody {
            let known = self.sessions.lock().expect("sessions").get(who.login()).cloned();
            match known {
                Some(cookies) => browser.cookies.extend(cookies),
                None => {
                    self.make_if_new(who);
                    let before = browser.cookies.len();
                    let form = browser.get("/login");
                    let answer = browser.submit(&form, "/login", &[("login", who.login()), ("password", PASSWORD)]);
                    assert_eq!(answer.status, StatusCode::SEE_OTHER, "signing in as {who:?}");
                    let session = browser.cookies.split_off(before);
                    self.sessions.lock().expect("sessions").insert(who.login(), session.clone());
                    browser.cookies.extend(session);
                }
            }
        }
        browser
    }

    /// Passwords take long to hash, so most accounts are made only where somebody needs them.
    pub(crate) fn make_if_new(&self, who: Who) {
        let administrator = actor(Role::Administrator);
        let Some((_, role, unit)) = Who::LATER.into_iter().find(|(it, ..)| *it == who) else { return };
        if self.app.accounts(&administrator).unwrap().iter().any(|account| account.login == who.login()) {
            return;
        }
        let name = format!("บัญชี {}", who.login());
        let unit = unit.map(|code| UnitCode::new(code).unwrap());
        let new = NewAccount { login: who.login().to_owned(), name, role, unit, email: None, password: PASSWORD.to_owned() };
        self.app.create_account(&administrator, &new).expect("an account");
    }

    /// A browser that signs in anew, whatever became of earlier sessions.
    pub(crate) fn fresh_browser(&self, who: Who) -> Browser<'_> {
        let _ = self.sessions.lock().expect("sessions").remove(who.login());
        self.browser(who)
    }

    /// Statements that the store ran for some work of this thread alone.
    pub(crate) fn statements(&self, work: impl FnOnce()) -> u64 {
        let before = self.store.db().statements();
        work();
        self.store.db().statements() - before
    }
}
