//! How it is measured: ways of doing the same thing take turns, the first turn is not counted, and the medians are compared.

use std::time::Instant;

/// Turns that are counted; odd, so that one is in the middle.
pub(crate) const TURNS: usize = 7;

/// One way of doing something: does it once and says what was measured.
pub(crate) type Way<'w> = Box<dyn FnMut() -> f64 + 'w>;

/// The median of each way, taken in turns.
pub(crate) fn medians(turns: usize, ways: &mut [Way<'_>]) -> Vec<f64> {
    let mut measured = vec![Vec::new(); ways.len()];
    for turn in 0..=turns {
        for (way, measured) in ways.iter_mut().zip(&mut measured) {
            let value = way();
            if turn > 0 {
                measured.push(value);
            }
        }
    }
    measured.iter_mut().map(|values| median(values)).collect()
}

/// The middle of the values.
pub(crate) fn median(values: &mut [f64]) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    values[values.len() / 2]
}

/// The value below which 95 of 100 lie.
pub(crate) fn p95(values: &mut [f64]) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    values[values.len() * 95 / 100]
}

/// A way that is timed: seconds.
pub(crate) fn timed<'w, T>(mut work: impl FnMut() -> T + 'w) -> Way<'w> {
    Box::new(move || {
        let start = Instant::now();
        std::hint::black_box(work());
        start.elapsed().as_secs_f64()
    })
}
