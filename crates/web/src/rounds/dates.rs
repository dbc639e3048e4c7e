//! The deadlines of a round as rows: by when, by which rule, and how it went.

use jiff::civil::Date;
use phaen_app::rounds::RoundPage;
use phaen_domain::calendar::Anchor;
use phaen_domain::calendar::thai_date::bangkok;
use phaen_domain::round::{RoundDecisionKind, RoundState};

use crate::components::{Tag, Tone};
use crate::text::Text;
use crate::when;

/// One deadline.
pub(super) struct DateRow {
    pub(super) what: &'static str,
    pub(super) who: &'static str,
    pub(super) day: String,
    pub(super) rule: String,
    pub(super) tag: Option<Tag>,
}

/// The three deadlines of a round.
pub(super) fn date_rows(t: Text, page: &RoundPage, today: Date) -> [DateRow; 3] {
    let (rules, dates) = (page.rules, page.dates);
    let days = |days: u16| t.digits(&days.to_string()).into_owned();
    let report_rule = match page.round.due_on {
        Some(_) => t.round_rule_fixed().to_owned(),
        None => t.round_rule_report(days(rules.report_days), when::day(t, page.round.ends_on)),
    };
    let compile_rule = match rules.anchor {
        Anchor::UnitDue => t.round_rule_compile_due(days(rules.compile_days)),
        Anchor::RoundEnd => t.round_rule_compile_end(days(rules.compile_days)),
    };
    let tag = |due, kind| tag(t, page, due, today, kind);
    [
        DateRow {
            what: t.round_report(),
            who: t.round_report_who(),
            day: when::day(t, dates.report),
            rule: report_rule,
            tag: unsent(t, page, today),
        },
        DateRow {
            what: t.round_compile(),
            who: t.round_compile_who(),
            day: when::day(t, dates.compile),
            rule: compile_rule,
            tag: tag(dates.compile, RoundDecisionKind::Compiled),
        },
        DateRow {
            what: t.round_endorse(),
            who: t.round_endorse_who(),
            day: when::day(t, dates.endorse),
            rule: t.round_rule_endorse(days(rules.endorse_days)),
            tag: tag(dates.endorse, RoundDecisionKind::Endorsed),
        },
    ]
}

/// Whether the day is over by which all units had to submit, and some never did that had no more time.
fn unsent(t: Text, page: &RoundPage, today: Date) -> Option<Tag> {
    let waits = page.round.state == RoundState::Open && page.overdue > 0;
    let over = today.since(page.dates.report).map_or(0, |span| span.get_days());
    let days = t.count(usize::try_from(over).unwrap_or(0));
    (waits && over > 0).then(|| Tag::new(Tone::Refusal, t.round_passed(days)))
}

/// How a step stands against its day; the first decision of its kind counts, as later ones follow a reopening.
fn tag(t: Text, page: &RoundPage, due: Date, today: Date, kind: RoundDecisionKind) -> Option<Tag> {
    let over = |day: Date| day.since(due).map_or(0, |span| span.get_days());
    let days = |days: i32| t.count(usize::try_from(days).unwrap_or(0));
    let done = page.decisions.iter().find(|it| it.kind == kind).map(|it| over(bangkok(it.at).date()));
    let waits = page.round.state != RoundState::Planned && page.round.state != RoundState::Frozen;
    match done {
        Some(late) if late > 0 => Some(Tag::new(Tone::Warning, t.round_done_late(days(late)))),
        Some(_) => Some(Tag::new(Tone::Success, t.round_done_in_time())),
        None if waits && over(today) > 0 => Some(Tag::new(Tone::Refusal, t.round_passed(days(over(today))))),
        None => None,
    }
}
