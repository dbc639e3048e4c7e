//! How it is measured: ways of doing the same thing take turns, the first turn is not counted, and the medians are compared.

use std::time::Instant;

/// Turns that are counted; odd, so that one is in the middle.
pub(crate) const TURNS: usize = 7;

/// One way of doing something: does it once and says what was measured.
pub(crate) type Way<'w> = Box<dyn FnMut() -> f64 + 'w>;

/// What was measured, turn by turn; the figure that is told is the middle one.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Turns(Vec<f64>);

impl Turns {
    /// The middle of the values.
    pub(crate) fn middle(&self) -> f64 {
        let mut values = self.0.clone();
        values.sort_unstable_by(f64::total_cmp);
        values[values.len() / 2]
    }

    /// The values in the order in which they were measured.
    pub(crate) fn values(&self) -> &[f64] {
        &self.0
    }

    /// The same in another unit, such as so many a second of seconds.
    pub(crate) fn each(&self, other: impl Fn(f64) -> f64) -> Self {
        Self(self.0.iter().map(|value| other(*value)).collect())
    }
}

impl From<f64> for Turns {
    /// What is measured once.
    fn from(value: f64) -> Self {
        Self(vec![value])
    }
}

impl From<Vec<f64>> for Turns {
    fn from(values: Vec<f64>) -> Self {
        Self(values)
    }
}

/// What each way measured, taken in turns.
pub(crate) fn in_turns(turns: usize, ways: &mut [Way<'_>]) -> Vec<Turns> {
    let mut measured = vec![Vec::new(); ways.len()];
    for turn in 0..=turns {
        for (way, measured) in ways.iter_mut().zip(&mut measured) {
            let value = way();
            if turn > 0 {
                measured.push(value);
            }
        }
    }
    measured.into_iter().map(Turns).collect()
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
