//! Lets only so many through at once. Password hashes take a core each: at most as many run at once as there are cores (`decisions.md` 20).
//! Files of evidence take memory while they are looked through.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

/// Lets so many through at once; the others wait.
#[derive(Debug)]
pub(crate) struct Gate {
    free: Mutex<usize>,
    freed: Condvar,
}

impl Default for Gate {
    fn default() -> Self {
        Self::of(std::thread::available_parallelism().map_or(1, usize::from))
    }
}

impl Gate {
    /// A gate for so many at once.
    pub(crate) const fn of(places: usize) -> Self {
        Self { free: Mutex::new(places), freed: Condvar::new() }
    }

    /// Does work once there is room, unless that takes longer than this.
    pub(crate) fn pass_within<T>(&self, patience: Duration, work: impl FnOnce() -> T) -> Option<T> {
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.freed.wait_timeout_while(free, patience, |free| *free == 0);
        let (mut free, waited) = waited.unwrap_or_else(PoisonError::into_inner);
        if waited.timed_out() {
            return None;
        }
        *free -= 1;
        drop(free);
        let _leaving = Leaving(self);
        Some(work())
    }

    /// Does work once there is room.
    pub(crate) fn pass<T>(&self, work: impl FnOnce() -> T) -> T {
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let mut free = self.freed.wait_while(free, |free| *free == 0).unwrap_or_else(PoisonError::into_inner);
        *free -= 1;
        drop(free);
        let _leaving = Leaving(self);
        work()
    }
}

/// Gives the place back, also when the work ends in a panic.
struct Leaving<'a>(&'a Gate);

impl Drop for Leaving<'_> {
    fn drop(&mut self) {
        *self.0.free.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.0.freed.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use std::time::Duration;

    use super::Gate;

    #[test]
    fn whoever_waits_too_long_is_turned_away_and_the_place_is_free_again_afterwards() {
        let gate = Gate::of(1);
        let inner = gate.pass(|| gate.pass_within(Duration::from_millis(20), || ()));
        assert_eq!(inner, None);
        assert_eq!(gate.pass_within(Duration::from_millis(20), || 7), Some(7));
    }

    #[test]
    fn no_more_pass_at_once_than_there_are_cores() {
        let (gate, inside, most) = (Gate::default(), AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for _ in 0..16 {
                scope.spawn(|| {
                    gate.pass(|| {
                        most.fetch_max(inside.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                        (0..1000).for_each(|_| std::thread::yield_now());
                        inside.fetch_sub(1, Ordering::SeqCst);
                    });
                });
            }
        });
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        assert!((1..=cores).contains(&most.load(Ordering::SeqCst)));
    }
}
