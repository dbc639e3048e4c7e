//! Milestone steps (ขั้นตอนตามระดับ, document 001's sheets): which steps a round has, which are done in time, which level they reach.

use jiff::civil::Date;

use crate::id::RoundCode;
use crate::indicator::MilestoneStep;

/// The steps that hold at a round, lowest level first: the round's own, or those of the whole year where it has none.
#[must_use]
pub fn steps_at<'a>(steps: &'a [MilestoneStep], round: Option<&RoundCode>) -> Vec<&'a MilestoneStep> {
    let own = steps.iter().filter(|step| step.round.is_some() && step.round.as_ref() == round);
    let mut held = own.collect::<Vec<_>>();
    if held.is_empty() {
        held = steps.iter().filter(|step| step.round.is_none()).collect();
    }
    held.sort_by_key(|step| step.level);
    held
}

/// The levels of the steps that were done no later than the day each may ask for.
#[must_use]
pub fn steps_in_time(steps: &[&MilestoneStep], done_on: &[(u8, Date)]) -> Vec<u8> {
    let in_time = |step: &MilestoneStep| {
        done_on.iter().any(|(level, day)| *level == step.level && step.done_by.is_none_or(|last| *day <= last))
    };
    steps.iter().filter(|step| in_time(step)).map(|step| step.level).collect()
}

/// The level reached: steps 1..n are all done (`scoring.md` 3).
#[must_use]
pub fn level_reached(done: &[u8]) -> i64 {
    (1u8..=u8::MAX).take_while(|level| done.contains(level)).last().map_or(0, i64::from)
}
