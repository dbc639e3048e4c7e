//! What stands in for the outside in the tests of rooms and of the API alike: a clock, ids, the demonstration data, and people.

use std::sync::atomic::{AtomicU64, Ordering};

use jiff::Timestamp;
use phaen_app::Actor;
use phaen_app::ports::{Clock, Ids};
use phaen_domain::access::Role;

#[path = "../../../domain/tests/demonstration/mod.rs"]
mod agency;

pub(crate) use agency::folder as demonstration;

/// Password of every account.
pub(crate) const PASSWORD: &str = "รหัสผ่านทดสอบ-2566";

/// The clock stands on the day on which the demonstration was frozen.
pub(crate) struct FixedClock;

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        "2023-10-20T02:30:00Z".parse().expect("an instant")
    }
}

/// Ids and secrets, one after another.
#[derive(Default)]
pub(crate) struct CountedIds(AtomicU64);

impl Ids for CountedIds {
    fn id(&self) -> String {
        format!("id-{:08}", self.0.fetch_add(1, Ordering::Relaxed))
    }

    fn secret(&self) -> String {
        format!("{:064x}", self.0.fetch_add(1, Ordering::Relaxed) + 0x5ec0_0000)
    }
}

/// An actor who is no account: for use cases that a test calls itself.
pub(crate) fn actor(role: Role) -> Actor {
    Actor::in_role("test", "test", "ทดสอบ", role)
}
