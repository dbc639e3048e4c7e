//! The days of a calendar: when returns are due, and when rounds are compiled and endorsed.

use jiff::civil::Date;
use jiff::tz::{TimeZone, offset};
use jiff::{Timestamp, ToSpan};
use phaen_domain::access::{Action, Case, decide};
use phaen_domain::id::UnitCode;
use phaen_domain::round::RoundState;
use phaen_domain::submission::{Submission, SubmissionState};
use phaen_domain::words::Words;

use crate::addresses::encode;
use crate::error::AppError;
use crate::exchange::hash_of;
use crate::ports::{CalendarEvent, Reading};
use crate::returns::line_of;
use crate::work::{RoundStanding, due_of};
use crate::{Actor, App};

impl App {
    /// The days that concern somebody, or those of a unit that they may see.
    pub(super) fn events(
        &self,
        tx: &mut dyn Reading,
        actor: &Actor,
        unit: Option<&UnitCode>,
    ) -> Result<Vec<CalendarEvent>, AppError> {
        let standings = self.standings(tx)?;
        let running = standings.iter().filter(|it| it.round.state != RoundState::Frozen);
        let mut events: Vec<CalendarEvent> = running.flat_map(|standing| self.days_of(standing, actor, unit)).collect();
        events.sort_by(|a, b| (a.day, &a.uid).cmp(&(b.day, &b.uid)));
        Ok(events)
    }

    fn days_of(&self, standing: &RoundStanding, actor: &Actor, unit: Option<&UnitCode>) -> Vec<CalendarEvent> {
        let may = |action, line: &[UnitCode]| {
            decide(&actor.login, &actor.offices, action, &Case { unit: line, ..Case::default() }).is_ok()
        };
        let concerns = |it: &&Submission| {
            let line = line_of(&standing.plan, &it.key.unit);
            match unit {
                Some(unit) => line.contains(unit) && may(Action::ReadReturn, &line),
                None => may(Action::EditReturn, &line) || may(Action::EndorseReturn, &line),
            }
        };
        let returns = standing.submissions.iter().filter(concerns).map(|it| self.return_day(standing, it));
        let mut events: Vec<CalendarEvent> = returns.collect();
        if unit.is_none() && may(Action::CompileRound, &[]) {
            events.push(self.round_day(standing, "compile", "รวบรวมผล", standing.dates.compile));
        }
        let endorses = [Action::EndorseRound, Action::RecordResolution, Action::ConfirmResolution];
        if unit.is_none() && endorses.iter().any(|action| may(*action, &[])) {
            events.push(self.round_day(standing, "endorse", "เห็นชอบผล", standing.dates.endorse));
        }
        events
    }

    fn return_day(&self, standing: &RoundStanding, it: &Submission) -> CalendarEvent {
        let key = &it.key;
        let unit = standing.plan.unit(&key.unit).map_or_else(|| key.unit.to_string(), |unit| unit.name_th.clone());
        let what = match it.state {
            SubmissionState::Draft | SubmissionState::Endorsed => "ส่งแบบรายงาน",
            SubmissionState::Returned => "ส่งแบบรายงานที่แก้ไข",
            SubmissionState::Submitted | SubmissionState::Verified => "ส่งแบบรายงานแล้ว",
        };
        let summary = format!("{what} {} · {unit}", standing.round.name_th);
        let path = format!("/returns/{}/{}/{}", encode(key.plan.as_str()), encode(key.round.as_str()), encode(key.unit.as_str()));
        let event = self.event(standing, &format!("return/{}", crate::returns::object_code(key)), summary, due_of(it), &path);
        CalendarEvent { description: format!("{}\n{}", event.description, it.state.th()), revision: it.version, ..event }
    }

    fn round_day(&self, standing: &RoundStanding, step: &str, what: &str, day: Date) -> CalendarEvent {
        let (plan, round) = (&standing.plan.plan.plan.code, &standing.round.code);
        let path = format!("/rounds/{}?plan={}", encode(round.as_str()), encode(plan.as_str()));
        let summary = format!("{what} {}", standing.round.name_th);
        let revision = u32::try_from(standing.decisions.len()).unwrap_or(u32::MAX);
        CalendarEvent { revision, ..self.event(standing, &format!("round/{plan}/{round}/{step}"), summary, day, &path) }
    }

    fn event(&self, standing: &RoundStanding, identity: &str, summary: String, day: Date, path: &str) -> CalendarEvent {
        // The same obligation has the same id in every calendar and for ever; codes may be Thai, so it is a hash of them.
        let uid = format!("{}@phaen", hash_of(identity.as_bytes()).chars().take(32).collect::<String>());
        let url = self.post.site.as_ref().map(|site| format!("{}{path}", site.trim_end_matches('/')));
        let description = standing.plan.plan.plan.name_th.clone();
        CalendarEvent { uid, day, summary, description, url, revision: 0, stamped_at: stamp(standing) }
    }
}

/// When the round last changed: the same calendar has the same bytes.
fn stamp(standing: &RoundStanding) -> Timestamp {
    let decided = standing.decisions.last().map(|it| it.at);
    let first = || standing.round.ends_on.saturating_add(1.day()).to_zoned(TimeZone::fixed(offset(7))).map(|at| at.timestamp());
    decided.or_else(|| first().ok()).unwrap_or(Timestamp::UNIX_EPOCH)
}
