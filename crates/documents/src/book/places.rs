//! Places at the press: books in the making are the largest users of memory, so that at most two are made at once (`decisions.md` 21).

use std::sync::{Condvar, Mutex, PoisonError};

const MOST: usize = 2;

static TAKEN: Mutex<usize> = Mutex::new(0);
static FREED: Condvar = Condvar::new();

/// A place at the press, free again when it is dropped.
pub(super) struct Place(());

/// Waits for a place.
pub(super) fn take() -> Place {
    let taken = TAKEN.lock().unwrap_or_else(PoisonError::into_inner);
    let mut taken = FREED.wait_while(taken, |taken| *taken >= MOST).unwrap_or_else(PoisonError::into_inner);
    *taken += 1;
    Place(())
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = TAKEN.lock().unwrap_or_else(PoisonError::into_inner);
        *taken = taken.saturating_sub(1);
        FREED.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn no_more_than_two_hold_a_place_at_once_and_all_get_one() {
        let (now, most, done) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for _ in 0..16 {
                scope.spawn(|| {
                    let place = take();
                    most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    std::thread::yield_now();
                    now.fetch_sub(1, Ordering::SeqCst);
                    drop(place);
                    done.fetch_add(1, Ordering::SeqCst);
                });
            }
        });
        assert!(most.into_inner() <= MOST);
        assert_eq!(done.into_inner(), 16);
    }
}
