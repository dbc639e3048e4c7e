//! How long a letter that could not be delivered waits: longer each time, and not for ever.

/// Minutes before the second, third … attempt.
const WAITS: [i64; 9] = [1, 5, 15, 60, 180, 360, 720, 1440, 1440];

/// The longest wait.
pub const LONGEST_WAIT_MINUTES: i64 = 1440;

/// Minutes to wait after so many attempts; none when it is given up.
#[must_use]
pub fn wait_minutes(attempts: u32) -> Option<i64> {
    let place = usize::try_from(attempts).ok()?.checked_sub(1)?;
    WAITS.get(place).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_end() {
        let waits: Vec<i64> = (1..).map_while(wait_minutes).collect();
        assert_eq!(waits.len(), WAITS.len(), "ten attempts in all");
        assert!(waits.is_sorted() && waits.iter().all(|wait| *wait <= LONGEST_WAIT_MINUTES));
        assert_eq!(wait_minutes(0), None, "nothing was tried yet");
    }
}
