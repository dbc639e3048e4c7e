//! A unit's return as a row of the board, in words.

use phaen_app::rounds::{Board, BoardRow, Timeliness, Waiting};
use phaen_domain::id::UnitCode;
use phaen_domain::observation::Subject;
use phaen_domain::submission::{ItemKey, SubmissionState};

use crate::components::{Meter, Status, Tag, Tone};
use crate::cookies::encode;
use crate::explain::reports;
use crate::explain::wording::{name, numbered, word};
use crate::returns;
use crate::text::Text;
use crate::when;

/// One row.
pub(super) struct Row {
    pub(super) unit: String,
    pub(super) kind: String,
    pub(super) inherited: Option<String>,
    /// The return, where the reader may open it.
    pub(super) href: Option<String>,
    /// What a tick sends; none where the reader cannot verify it.
    pub(super) tick: Option<String>,
    pub(super) tick_label: String,
    /// Why there is no tick: somebody has to choose between two figures in the return first.
    pub(super) proposals: Option<String>,
    pub(super) complete: String,
    pub(super) meter: Meter,
    /// The first items that are not answered, with their places in the return, where the reader may open it.
    pub(super) missing: Vec<(String, String)>,
    /// How many are not answered.
    pub(super) missing_said: String,
    pub(super) timely: Tag,
    pub(super) due: String,
    pub(super) extended: Option<String>,
    pub(super) approval: Tag,
    pub(super) return_due: Option<String>,
    pub(super) waits: &'static str,
    pub(super) days: Option<String>,
    pub(super) extend: Option<String>,
}

/// The name of a unit of the board's plan.
pub(super) fn unit_name(t: Text, board: &Board, unit: &UnitCode) -> String {
    t.digits(&reports::unit(t, &board.plan, Some(unit))).into_owned()
}

/// The kind of a unit, as the agency names it.
pub(super) fn kind_of<'a>(board: &'a Board, unit: &UnitCode) -> &'a str {
    board.plan.unit(unit).map_or("", |unit| unit.kind.as_str())
}

/// For whom a return waits.
pub(super) fn waits(t: Text, waiting: Waiting) -> &'static str {
    match waiting {
        Waiting::Officer => t.board_for_officer(),
        Waiting::Head => t.board_for_head(),
        Waiting::Policy => t.board_for_policy(),
        Waiting::Nobody => t.board_for_nobody(),
    }
}

/// The row of a return.
pub(super) fn row(t: Text, board: &Board, it: &BoardRow) -> Row {
    let (submission, key) = (&it.submission, &it.submission.key);
    let unit = unit_name(t, board, &key.unit);
    let complete = t.board_complete_of(t.count(it.answered), t.count(it.items));
    let hundredths = i64::try_from(it.answered * 10_000).unwrap_or(0) / i64::try_from(it.items.max(1)).unwrap_or(1);
    let status = if it.answered == it.items { Status::Met } else { Status::Awaiting };
    let extended = submission.extension.as_ref();
    let extended = extended.map(|more| t.board_extended(when::day(t, submission.due_on), t.digits(&more.reason)));
    let returned = submission.return_due_on.filter(|_| submission.state == SubmissionState::Returned);
    let (plan, round, code) = (key.plan.as_str(), key.round.as_str(), key.unit.as_str());
    Row {
        kind: kind_of(board, &key.unit).to_owned(),
        inherited: submission.inherited_from.as_ref().map(|unit| t.board_inherited(unit_name(t, board, unit))),
        href: it.readable.then(|| returns::path(key)),
        tick: (it.verifiable && it.proposals == 0).then(|| format!("{} {code}", submission.version)),
        tick_label: t.board_tick(&unit),
        proposals: (it.verifiable && it.proposals > 0).then(|| t.board_proposals(t.count(it.proposals))),
        meter: Meter { hundredths, label: complete.clone(), status },
        complete,
        missing: if it.readable { missing(t, board, it) } else { Vec::new() },
        missing_said: t.board_missing(t.count(it.missing.len())),
        timely: timely(t, it.timeliness),
        due: t.board_due(when::day(t, submission.due())),
        extended,
        approval: approval(t, it),
        return_due: returned.map(|day| t.board_return_due(when::day(t, day))),
        waits: waits(t, it.waiting),
        days: it.days.map(|days| if days == 0 { t.board_today().to_owned() } else { t.board_days(number(t, days)) }),
        extend: it
            .extendable
            .then(|| format!("/board/extend?plan={}&round={}&unit={}", encode(plan), encode(round), encode(code))),
        unit,
    }
}

/// Items that are named in a row; the return itself shows them all.
const MOST_MISSING: usize = 5;

fn missing(t: Text, board: &Board, it: &BoardRow) -> Vec<(String, String)> {
    let place = |item: &ItemKey| format!("{}#{}", returns::path(&it.submission.key), returns::anchor(item));
    it.missing.iter().take(MOST_MISSING).map(|item| (place(item), item_name(t, board, item))).collect()
}

fn item_name(t: Text, board: &Board, item: &ItemKey) -> String {
    let plan = &board.plan.plan;
    let named = match item {
        ItemKey::Subject(Subject::Indicator(code)) => {
            let found = plan.indicators.iter().find(|it| it.code == *code);
            found.map(|it| numbered(t, it.number.as_ref(), name(t, &it.name_th, it.name_en.as_ref())))
        }
        ItemKey::Subject(Subject::Project(code) | Subject::ProjectIndicator(code, _)) => {
            let found = plan.projects.iter().find(|it| it.code == *code);
            found.map(|it| numbered(t, it.number.as_ref(), &it.name_th))
        }
        ItemKey::Whole => None,
    };
    t.digits(&named.unwrap_or_else(|| item.to_string())).into_owned()
}

fn number(t: Text, number: u32) -> String {
    t.count(usize::try_from(number).unwrap_or(0))
}

fn timely(t: Text, timeliness: Timeliness) -> Tag {
    match timeliness {
        Timeliness::OnTime => Tag::new(Tone::Success, t.board_on_time()),
        Timeliness::Late(days) => Tag::new(Tone::Warning, t.board_late(number(t, days))),
        Timeliness::NotDue => Tag::new(Tone::Information, t.board_not_due()),
        Timeliness::Overdue(days) => Tag::new(Tone::Refusal, t.board_overdue(number(t, days))),
    }
}

fn approval(t: Text, it: &BoardRow) -> Tag {
    use SubmissionState as S;
    match (it.submission.state, it.waiting) {
        (S::Draft, Waiting::Head) => Tag::new(Tone::Information, t.board_with_head()),
        (S::Draft, _) => Tag::new(Tone::Information, t.board_with_officer()),
        (S::Returned, Waiting::Head) => Tag::new(Tone::Warning, t.board_returned_with_head()),
        (S::Returned, _) => Tag::new(Tone::Warning, word(t, S::Returned)),
        (S::Submitted, _) if it.after_freeze => Tag::new(Tone::Warning, t.board_after_freeze()),
        (S::Submitted, Waiting::Nobody) => Tag::new(Tone::Warning, t.board_not_in_freeze()),
        (S::Verified, _) => Tag::new(Tone::Success, word(t, S::Verified)),
        (state, _) => Tag::new(Tone::Information, word(t, state)),
    }
}
