//! The policy group verifies, one return or many at once; executives and auditors look at pages all the while.

use crate::browser::{Browser, between};
use crate::generator::PLAN;
use crate::hour::Hour;
use crate::reporting::ROUND;
use crate::unit::{VERIFIED, press};

/// Verifies returns one after the other: those of units with even numbers.
pub(crate) fn one_by_one(hour: &Hour, mut browser: Browser) {
    while !hour.is_over() {
        hour.pause();
        let Some(unit) = hour.units.iter().find(|unit| unit.number % 2 == 0 && unit.claim()) else { continue };
        press(hour, &mut browser, unit, "verify", "verify a return");
        unit.reach(VERIFIED);
    }
}

/// Verifies from the board, many at once. What others verify meanwhile makes the whole sending a conflict: it is looked at again.
pub(crate) fn many_at_once(hour: &Hour, mut browser: Browser) {
    let path = format!("/board?plan={PLAN}&round={ROUND}");
    let mut asked: Vec<usize> = Vec::new();
    while !hour.is_over() {
        hour.pause();
        let Some(board) = browser.page("open the board", &path) else { continue };
        let ticks = board.split("name=\"unit\" value=\"").skip(1).filter_map(|it| it.split('"').next());
        let ticks: Vec<(&str, usize)> = ticks.filter_map(|tick| Some((tick, of(hour, tick.split_once(' ')?.1)))).collect();
        // What was asked for and can be ticked no more is verified, whether the answer came or not.
        let done = asked.iter().filter(|unit| ticks.iter().all(|(_, ticked)| ticked != *unit));
        done.for_each(|unit| hour.units[*unit].reach(VERIFIED));
        let odd: Vec<(&str, usize)> = ticks.into_iter().filter(|(_, unit)| unit % 2 == 1).collect();
        asked = odd.iter().map(|(_, unit)| *unit).collect();
        let mut fields = vec![("plan", PLAN), ("round", ROUND)];
        fields.extend(odd.iter().map(|(tick, _)| ("unit", *tick)));
        if !asked.is_empty() && browser.send("verify many at once", "/board/verify", &fields).is_some() {
            asked.drain(..).for_each(|unit| hour.units[unit].reach(VERIFIED));
        }
    }
}

fn of(hour: &Hour, code: &str) -> usize {
    hour.units.iter().position(|unit| unit.code == code).unwrap()
}

/// Looks at one page after the other.
pub(crate) fn reader(hour: &Hour, mut browser: Browser) {
    let query = format!("plan={PLAN}&round={ROUND}");
    let mut place = 0;
    while !hour.is_over() {
        hour.pause();
        let unit = &hour.units[place % hour.units.len()].code;
        let _ = match place % 5 {
            0 => browser.page("open the overview", &format!("/?{query}")),
            1 => browser.page("open an indicator", &format!("/indicators/I{:02}?{query}", place % 30 + 1)),
            2 => browser.page("open the indicators", &format!("/indicators?{query}")),
            3 => browser.page("open a unit", &format!("/units/{unit}?{query}")),
            _ => browser.page("open the board", &format!("/board?{query}")),
        };
        place += 1;
    }
}

/// Figures of a page by their names, as they are shown with Arabic digits.
pub(crate) fn figures(page: &str) -> Vec<(String, String)> {
    let named = |rest: &str| {
        let id = rest.split('"').next()?;
        Some((id.to_owned(), between(rest, "data-value=\"", "\"")?.to_owned()))
    };
    page.split("data-figure=\"").skip(1).filter_map(named).collect()
}
