//! Locking a login out after repeated failures (OWASP ASVS 2.2.1): each further failure doubles the time, up to an hour.
//!
//! Failures lock a login where they came from; only many of them, from wherever, lock it everywhere, so that nobody keeps another out by
//! guessing from somewhere else. The lock ends by itself; whoever keeps the account may end it at once.

use std::net::IpAddr;

use jiff::{SignedDuration, Timestamp};

/// Failures in a row from one place that are let through.
pub const FREE: u32 = 5;
/// Failures in a row from all places together that are let through.
pub const FREE_EVERYWHERE: u32 = 50;
/// How long failures are remembered.
pub const REMEMBERED: SignedDuration = SignedDuration::from_hours(24);
/// How far ahead of the clock a failure may lie and still count: clocks of two servers differ a little.
pub const AHEAD: SignedDuration = SignedDuration::from_mins(5);
/// The first lock, in minutes.
const FIRST_MINUTES: i64 = 1;
/// The longest lock, in minutes.
const LONGEST_MINUTES: i64 = 60;

/// The place of an address, as failures are counted: the address itself, or the network of it where everybody has many (IPv6: /64).
#[must_use]
pub fn place_of(address: &str) -> String {
    match address.trim().parse::<IpAddr>() {
        Ok(IpAddr::V6(address)) => match address.to_ipv4_mapped() {
            Some(address) => address.to_string(),
            None => {
                let [a, b, c, d, ..] = address.segments();
                format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
            }
        },
        Ok(IpAddr::V4(address)) => address.to_string(),
        Err(_) => address.split_whitespace().collect(),
    }
}

/// The failed sign-ins of a login, or from an address, since the last that succeeded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Failures {
    /// How many.
    pub count: u32,
    /// When the last was.
    pub last: Option<Timestamp>,
}

impl Failures {
    /// Until when the login is locked, if it is, when so many failures are let through.
    #[must_use]
    pub fn locked_until(self, free: u32, now: Timestamp) -> Option<Timestamp> {
        let doublings = self.count.checked_sub(free)?.min(16);
        let minutes = (FIRST_MINUTES << doublings).min(LONGEST_MINUTES);
        let until = self.last?.checked_add(SignedDuration::from_mins(minutes)).ok()?;
        (until > now).then_some(until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minutes(count: u32) -> i64 {
        let now = Timestamp::from_second(1_700_000_000).unwrap();
        let until = Failures { count, last: Some(now) }.locked_until(FREE, now);
        until.map_or(0, |until| until.duration_since(now).as_mins())
    }

    #[test]
    fn each_failure_after_the_fifth_doubles_the_lock_up_to_an_hour() {
        let told: Vec<i64> = [0, 4, 5, 6, 7, 8, 9, 10, 11, 12, 1000].into_iter().map(minutes).collect();
        assert_eq!(told, [0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]);
    }

    #[test]
    fn a_place_is_an_address_or_the_network_in_which_somebody_has_many() {
        assert_eq!(place_of("203.0.113.7"), "203.0.113.7");
        assert_eq!(place_of("2001:db8:5:1::7"), place_of("2001:db8:5:1:ffff::1"));
        assert_ne!(place_of("2001:db8:5:1::7"), place_of("2001:db8:5:2::7"));
        assert_eq!(place_of("::ffff:203.0.113.7"), "203.0.113.7");
        assert_eq!((place_of(""), place_of("un known")), (String::new(), "unknown".to_owned()));
    }

    #[test]
    fn a_lock_ends_by_itself() {
        let last = Timestamp::from_second(1_700_000_000).unwrap();
        let locked =
            |after: i64| Failures { count: FREE, last: Some(last) }.locked_until(FREE, last + SignedDuration::from_secs(after));
        assert!(locked(59).is_some());
        assert_eq!(locked(60), None);
    }
}
