//! Reporting rounds (รอบการรายงาน) of a fiscal year (document 000 section 5, document 004 part 3).

use jiff::civil::Date;

use crate::calendar::FiscalYear;
use crate::id::{NodeCode, RoundCode};
use crate::number::Decimal;

/// Where a round is in its life: open → compiled → endorsed → frozen (revision n) → reopened by order → frozen (n + 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RoundState {
    /// Not opened yet.
    Planned,
    /// Results may be entered.
    Open,
    /// Compiled by the policy group.
    Compiled,
    /// Endorsed by the executives.
    Endorsed,
    /// Immutable, as revision n.
    Frozen,
}

/// A reporting window of a fiscal year, cumulative from 1 October.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// Code within the fiscal year, such as `R12`.
    pub code: RoundCode,
    /// The fiscal year.
    pub fiscal_year: FiscalYear,
    /// Name, such as "รอบ 12 เดือน".
    pub name_th: String,
    /// Name in English.
    pub name_en: Option<String>,
    /// Months covered since 1 October: 6, 9, 12 …
    pub months: u8,
    /// First day covered.
    pub starts_on: Date,
    /// Last day covered.
    pub ends_on: Date,
    /// The day by which units report.
    pub due_on: Option<Date>,
    /// The day on which the round's results were compiled to the end: the date on its book's cover.
    pub completed_on: Option<Date>,
    /// Where it is in its life.
    pub state: RoundState,
    /// Revision number once frozen.
    pub revision: u32,
    /// Remarks.
    pub note: Option<String>,
}

impl Round {
    /// Whether results may be entered.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self.state, RoundState::Open)
    }
}

/// The first open round that covers a month, when its results may be entered: every later round looks at them too, so none that covers it
/// may have been compiled yet.
///
/// # Errors
/// The state of the round that does not take them.
pub fn open_round_of(rounds: &[Round], month: u8) -> Result<&Round, RoundState> {
    let covering = || rounds.iter().filter(|round| month <= round.months);
    let taken = |round: &&Round| matches!(round.state, RoundState::Planned | RoundState::Open);
    match covering().find(|round| !taken(round)) {
        Some(past) => Err(past.state),
        None => covering().filter(|round| round.is_open()).min_by_key(|round| round.months).ok_or(RoundState::Planned),
    }
}

/// A total that a book printed, cited with its source because its observations are not in the data (`decisions.md` 22).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CitedTotal {
    /// The round.
    pub round: RoundCode,
    /// The node, or the plan as a whole.
    pub node: Option<NodeCode>,
    /// C as printed, in percent.
    pub percent: Decimal,
    /// Where it is printed.
    pub source: String,
}

/// What was decided on a round of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RoundDecisionKind {
    /// เปิดรอบ
    Opened,
    /// รวบรวมผล
    Compiled,
    /// บันทึกมติ: waits for the chair.
    Resolved,
    /// เห็นชอบ, by executives or by a resolution that the chair confirmed.
    Endorsed,
    /// ไม่เห็นชอบ: back to the policy group with the decider's text.
    Refused,
    /// ตรึงผล
    Frozen,
    /// เปิดรอบใหม่ตามคำสั่ง
    Reopened,
}

/// One decision on a round: who, in which office, when, why, by which document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundDecision {
    /// Globally unique id.
    pub id: String,
    /// The plan.
    pub plan: crate::id::PlanCode,
    /// The round.
    pub round: RoundCode,
    /// What was decided.
    pub kind: RoundDecisionKind,
    /// The revision that it made or is about; 0 before the first.
    pub revision: u32,
    /// Login of who decided.
    pub by: String,
    /// The office in which it was decided.
    pub office: String,
    /// When.
    pub at: jiff::Timestamp,
    /// Why, or the decider's instruction.
    pub reason: Option<String>,
    /// Number of the memo or resolution.
    pub document_no: Option<String>,
    /// When an order ends.
    pub expires_on: Option<Date>,
}

/// Logins of those who prepared what is decided on a round now: whoever compiled it last, and whoever recorded a resolution since.
#[must_use]
pub fn prepared_by(decisions: &[RoundDecision]) -> Vec<String> {
    let compiled = decisions.iter().rposition(|it| it.kind == RoundDecisionKind::Compiled);
    let since = decisions.iter().skip(compiled.unwrap_or(decisions.len()));
    let prepared = since.filter(|it| matches!(it.kind, RoundDecisionKind::Compiled | RoundDecisionKind::Resolved));
    prepared.map(|it| it.by.clone()).collect()
}

/// The order by which a round that was frozen is open again, or on its way to the next revision.
#[must_use]
pub fn reopened_by(decisions: &[RoundDecision]) -> Option<&RoundDecision> {
    let last = decisions.iter().rev().find(|it| matches!(it.kind, RoundDecisionKind::Reopened | RoundDecisionKind::Frozen));
    last.filter(|it| it.kind == RoundDecisionKind::Reopened)
}

/// Why a round takes no results.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TakesNone {
    /// It is not open, but here.
    NotOpen(RoundState),
    /// The order that reopened it ended with this day.
    OrderOver(Date),
}

/// Whether a round takes results: it is open, and the order that reopened it, if one did, is not over. What was verified until then goes on
/// to be compiled, endorsed and frozen. A round that was never frozen needs no decisions to tell.
///
/// # Errors
/// Why it takes none.
pub fn takes_results(round: &Round, decisions: &[RoundDecision], today: Date) -> Result<(), TakesNone> {
    if !round.is_open() {
        return Err(TakesNone::NotOpen(round.state));
    }
    order_over(decisions, today).map_or(Ok(()), |day| Err(TakesNone::OrderOver(day)))
}

/// The last day of the order by which a round is open again, where that day is over.
fn order_over(decisions: &[RoundDecision], today: Date) -> Option<Date> {
    reopened_by(decisions)?.expires_on.filter(|day| *day < today)
}

impl crate::words::Words for RoundDecisionKind {
    const TABLE: &'static [(Self, &'static str, &'static str, &'static str)] = &[
        (Self::Opened, "opened", "เปิดรอบ", "Opened"),
        (Self::Compiled, "compiled", "รวบรวมผลแล้ว", "Compiled"),
        (Self::Resolved, "resolved", "บันทึกมติ", "Resolution recorded"),
        (Self::Endorsed, "endorsed", "เห็นชอบ", "Endorsed"),
        (Self::Refused, "refused", "ไม่เห็นชอบ", "Not endorsed"),
        (Self::Frozen, "frozen", "ตรึงผล", "Frozen"),
        (Self::Reopened, "reopened", "เปิดรอบใหม่ตามคำสั่ง", "Reopened by order"),
    ];
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};

    use super::{Round, RoundDecision, RoundDecisionKind, RoundState, TakesNone, open_round_of, takes_results};
    use crate::calendar::FiscalYear;
    use crate::id::RoundCode;
    use RoundState::{Compiled, Frozen, Open, Planned};

    fn round(months: u8, state: RoundState) -> Round {
        let year = FiscalYear::new(2566).expect("a year");
        Round {
            code: RoundCode::new(&format!("R{months}")).expect("a code"),
            fiscal_year: year,
            name_th: format!("รอบ {months} เดือน"),
            name_en: None,
            months,
            starts_on: year.first_day(),
            ends_on: year.month(months).expect("a month").last_day,
            due_on: None,
            completed_on: None,
            state,
            revision: 0,
            note: None,
        }
    }

    fn open_at(states: &[(u8, RoundState)], month: u8) -> Result<u8, RoundState> {
        let rounds = states.iter().map(|(months, state)| round(*months, *state)).collect::<Vec<_>>();
        open_round_of(&rounds, month).map(|round| round.months)
    }

    #[test]
    fn a_month_is_entered_in_the_first_open_round_that_covers_it() {
        let rounds = [(6, Open), (9, Open), (12, Planned)];
        assert_eq!((open_at(&rounds, 1), open_at(&rounds, 6)), (Ok(6), Ok(6)));
        assert_eq!((open_at(&rounds, 7), open_at(&rounds, 9)), (Ok(9), Ok(9)));
        assert_eq!(open_at(&rounds, 10), Err(Planned), "its only round is not open yet");
        assert_eq!(open_at(&rounds, 13), Err(Planned), "no round covers it");
    }

    #[test]
    fn a_month_that_a_compiled_or_frozen_round_looks_at_stays_as_it_is() {
        let rounds = [(6, Frozen), (9, Open), (12, Planned)];
        assert_eq!((open_at(&rounds, 6), open_at(&rounds, 7)), (Err(Frozen), Ok(9)));
        assert_eq!(open_at(&[(6, Open), (12, Compiled)], 2), Err(Compiled));
    }

    fn decided(kind: RoundDecisionKind, expires_on: Option<Date>) -> RoundDecision {
        RoundDecision {
            id: String::new(),
            plan: crate::id::PlanCode::new("LED-2566").expect("a code"),
            round: RoundCode::new("R9").expect("a code"),
            kind,
            revision: 1,
            by: "dg".to_owned(),
            office: "อธิบดี".to_owned(),
            at: jiff::Timestamp::UNIX_EPOCH,
            reason: None,
            document_no: None,
            expires_on,
        }
    }

    #[test]
    fn a_round_takes_results_while_it_is_open_and_says_else_where_it_is() {
        let today = date(2023, 7, 10);
        for state in [Planned, Compiled, RoundState::Endorsed, Frozen] {
            assert_eq!(takes_results(&round(9, state), &[], today), Err(TakesNone::NotOpen(state)));
        }
        assert_eq!(takes_results(&round(9, Open), &[], today), Ok(()), "as a workbook stated it");
        assert_eq!(takes_results(&round(9, Open), &[decided(RoundDecisionKind::Opened, None)], today), Ok(()));
    }

    #[test]
    fn a_round_that_an_order_reopened_takes_results_up_to_its_last_day() {
        use RoundDecisionKind as K;
        let (day, after) = (date(2023, 8, 31), date(2023, 9, 1));
        let mut decisions = vec![decided(K::Frozen, None), decided(K::Reopened, Some(day))];
        assert_eq!(takes_results(&round(9, Open), &decisions, day), Ok(()), "the last day still counts");
        assert_eq!(takes_results(&round(9, Open), &decisions, after), Err(TakesNone::OrderOver(day)));
        decisions.push(decided(K::Compiled, None));
        assert_eq!(takes_results(&round(9, Compiled), &decisions, after), Err(TakesNone::NotOpen(Compiled)), "it went on");
        decisions.push(decided(K::Refused, None));
        assert_eq!(
            takes_results(&round(9, Open), &decisions, after),
            Err(TakesNone::OrderOver(day)),
            "a refusal gives no more time"
        );
        decisions.push(decided(K::Frozen, None));
        assert_eq!(takes_results(&round(9, Frozen), &decisions, after), Err(TakesNone::NotOpen(Frozen)));
        decisions.push(decided(K::Reopened, Some(date(2023, 10, 1))));
        assert_eq!(takes_results(&round(9, Open), &decisions, after), Ok(()), "another order, another day");
    }
}
