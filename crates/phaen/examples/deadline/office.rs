//! The agency on its last day: the plan imported, the round opened, everybody with an account and a session.

use jiff::{SignedDuration, Timestamp};
use phaen::outside::{RandomIds, SystemClock, application};
use phaen_app::accounts::NewAccount;
use phaen_app::ports::{Account, Clock, Ids, Session, reading, technical, writing};
use phaen_app::{Actor, App, exchange};
use phaen_domain::access::Role;
use phaen_domain::id::{PlanCode, RoundCode, UnitCode};
use phaen_domain::journal::NewEntry;
use phaen_domain::plan::AgencyPlan;
use phaen_store::SqlStore;

use crate::generator::{PLAN, UNITS};
use crate::place::{analyst, workbook};
use crate::reporting::{self, ROUND};

/// Officers of a unit who fill in its return together.
pub(crate) const OFFICERS: usize = 3;
/// Those who verify one by one, for all 110 units.
const ONE_BY_ONE: usize = 18;
/// Those who verify many at once.
const MANY_AT_ONCE: usize = 2;
/// Executives and auditors who look at pages, for all 110 units; all together they are 500 people.
const READERS: usize = 40;

/// Secrets of the sessions of everybody, by what they do.
#[derive(Default)]
pub(crate) struct People {
    /// Of each unit.
    pub(crate) officers: Vec<Vec<String>>,
    /// Of each unit.
    pub(crate) heads: Vec<String>,
    pub(crate) one_by_one: Vec<String>,
    pub(crate) many_at_once: Vec<String>,
    pub(crate) readers: Vec<String>,
}

impl People {
    /// How many they are.
    pub(crate) fn count(&self) -> usize {
        let of_units: usize = self.officers.iter().map(Vec::len).sum();
        of_units + self.heads.len() + self.one_by_one.len() + self.many_at_once.len() + self.readers.len()
    }
}

/// The agency in a database, with its people.
pub(crate) struct Office {
    pub(crate) store: SqlStore,
    pub(crate) plan: AgencyPlan,
    pub(crate) people: People,
}

impl Office {
    /// So many units on the last day of the round.
    pub(crate) fn open(database: &str, units: u64) -> Self {
        let store = SqlStore::open(database).unwrap();
        let app = application(store.clone());
        let plan = reporting::agency(units);
        let raw = app.press().read_workbook("generated.xlsx", &workbook(&plan)).unwrap();
        assert!(app.confirm_import(&analyst(), &raw, "generated", None).unwrap());
        let (code, round) = (PlanCode::new(PLAN).unwrap(), RoundCode::new(ROUND).unwrap());
        let opened = app.open_round(&analyst(), &code, &round).unwrap();
        assert_eq!(opened.returns, plan.units.len());
        let people = settle(&store, &app, &plan);
        Self { store, plan, people }
    }
}

/// An account that is to be made, and where its session goes.
struct Newcomer {
    login: String,
    role: Role,
    unit: Option<UnitCode>,
}

/// Makes all accounts and sessions. One password is hashed, by the use case; hashing five hundred would be all that is measured.
fn settle(store: &SqlStore, app: &App, plan: &AgencyPlan) -> People {
    let hash = hash_of_one(store, app);
    let mut sessions = Vec::new();
    let mut accounts = Vec::new();
    let mut enter = |login: String, role: Role, unit: Option<&UnitCode>| {
        let account = account(Newcomer { login, role, unit: unit.cloned() }, &hash);
        let (session, secret) = session(&account);
        accounts.push(account);
        sessions.push(session);
        secret
    };
    let mut people = People::default();
    for unit in &plan.units {
        let of = |what: &str| format!("{what}-{}", unit.code.as_str().to_lowercase());
        let officer = |number| enter(of(&format!("officer{number}")), Role::ReportingOfficer, Some(&unit.code));
        people.officers.push((1..=OFFICERS).map(officer).collect());
        people.heads.push(enter(of("head"), Role::UnitHead, Some(&unit.code)));
    }
    // Fewer units have fewer who look at them.
    let share = |all: usize| (all * plan.units.len()).div_ceil(usize::try_from(UNITS).unwrap());
    people.one_by_one = (1..=share(ONE_BY_ONE)).map(|number| enter(format!("analyst{number}"), Role::Analyst, None)).collect();
    people.many_at_once = (1..=MANY_AT_ONCE).map(|number| enter(format!("many{number}"), Role::HeadOfPolicy, None)).collect();
    let reader = |number: usize| if number.is_multiple_of(2) { Role::Executive } else { Role::Auditor };
    people.readers = (1..=share(READERS)).map(|number| enter(format!("reader{number}"), reader(number), None)).collect();
    store_all(store, &accounts, &sessions);
    people
}

fn hash_of_one(store: &SqlStore, app: &App) -> String {
    let new = NewAccount {
        login: "first".to_owned(),
        name: "คนแรก".to_owned(),
        role: Role::Viewer,
        unit: None,
        email: None,
        password: "ความลับ-ที่ยาวพอ-2570".to_owned(),
    };
    app.create_account(&Actor::in_role("", "admin", "admin", Role::Administrator), &new).unwrap();
    reading(store, |tx| tx.account_by_login("first")).unwrap().unwrap().password_hash
}

fn account(it: Newcomer, hash: &str) -> Account {
    Account {
        id: RandomIds.id(),
        name: format!("บัญชีจำลอง {}", it.login),
        login: it.login,
        role: it.role,
        unit: it.unit,
        email: None,
        second_factor: None,
        password_hash: hash.to_owned(),
        closed: false,
        version: 1,
    }
}

fn session(account: &Account) -> (Session, String) {
    let (secret, now): (String, Timestamp) = (RandomIds.secret(), SystemClock.now());
    let session = Session {
        secret_hash: exchange::file_hash(secret.as_bytes()),
        account: account.id.clone(),
        csrf: RandomIds.secret(),
        created_at: now,
        seen_at: now,
        expires_at: now + SignedDuration::from_hours(12),
        browser: None,
        network: None,
    };
    (session, secret)
}

fn store_all(store: &SqlStore, accounts: &[Account], sessions: &[Session]) {
    writing(store, |tx| {
        for account in accounts {
            assert!(tx.save_account(account)?);
            tx.append(&NewEntry {
                at: SystemClock.now(),
                actor: "admin".to_owned(),
                acting_for: None,
                action: "account_created".to_owned(),
                object_kind: "account".to_owned(),
                object_code: account.login.clone(),
                reason: None,
                detail: Vec::new(),
            })?;
        }
        Ok(())
    })
    .unwrap();
    technical(store, |tx| sessions.iter().try_for_each(|session| tx.save_session(session))).unwrap();
}
