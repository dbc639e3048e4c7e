//! The calendar that rounds follow: holidays and deadline rules. A change re-dates what is still open, and the journal says so.

use std::collections::BTreeMap;

use jiff::civil::Date;
use phaen_domain::access::Action;
use phaen_domain::calendar::{Anchor, Counting, DeadlineRules, Holidays};
use phaen_domain::journal::Change;
use phaen_domain::round::{RoundState, reopened_by};
use phaen_domain::submission::Submission;
use phaen_domain::words::Words;

use super::opening::due_of;
use crate::editing::readable;
use crate::error::{AppError, FieldProblem};
use crate::plan_view::in_force;
use crate::ports::{Reading, Writing, reading, writing};
use crate::returns::object_code;
use crate::{Actor, App, change};

/// The calendar as its page shows it.
#[derive(Debug, Clone)]
pub struct CalendarView {
    /// Holidays.
    pub holidays: Holidays,
    /// Deadline rules.
    pub rules: DeadlineRules,
    /// Counts up with every change of the rules.
    pub version: u32,
}

/// How many open returns were re-dated by a change of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Redated(pub usize);

const RULES: &str = "deadline_rules";

impl App {
    /// Holidays and deadline rules.
    ///
    /// # Errors
    /// [`AppError::Denied`] or [`AppError::Store`].
    pub fn calendar(&self, actor: &Actor) -> Result<CalendarView, AppError> {
        self.authorise(actor, Action::ReadPlan)?;
        reading(self.store.as_ref(), |tx| {
            let version = tx.settings()?.get(RULES).map_or(0, |(_, version)| *version);
            Ok(CalendarView { holidays: tx.holidays()?, rules: self.deadline_rules(tx)?, version })
        })
    }

    pub(crate) fn deadline_rules(&self, tx: &mut dyn Reading) -> Result<DeadlineRules, AppError> {
        let settings: BTreeMap<String, (String, u32)> = tx.settings()?;
        Ok(settings.get(RULES).and_then(|(text, _)| read_rules(text)).unwrap_or_default())
    }

    /// Changes the deadline rules.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::Stale`] …
    pub fn set_deadline_rules(&self, actor: &Actor, rules: &DeadlineRules, seen_version: u32) -> Result<Redated, AppError> {
        self.authorise(actor, Action::SetCalendar)?;
        writing(self.store.as_ref(), |tx| {
            let before = self.deadline_rules(tx)?;
            if !tx.save_setting(RULES, &write_rules(rules), seen_version)? {
                return Err(AppError::Stale { stored: write_rules(&before), by: None });
            }
            let holidays = tx.holidays()?;
            let detail = change(RULES, Some(write_rules(&before)), Some(write_rules(rules)));
            self.redate(tx, actor, *rules, &holidays, "deadline_rules_set", Vec::from_iter(detail))
        })
    }

    /// Names a holiday, or strikes it out when no name is given.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::Fields`] …
    pub fn set_holiday(&self, actor: &Actor, day: Date, name: Option<&str>) -> Result<Redated, AppError> {
        self.set_holidays(actor, &[(day, name)])
    }

    /// Names or strikes out many holidays at once, such as a year's announcement.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::Fields`] …
    pub fn set_holidays(&self, actor: &Actor, days: &[(Date, Option<&str>)]) -> Result<Redated, AppError> {
        self.authorise(actor, Action::SetCalendar)?;
        readable(&days.iter().map(|(_, name)| ("name", *name)).collect::<Vec<_>>())?;
        if days.iter().any(|(_, name)| name.is_some_and(|name| name.trim().is_empty())) {
            return Err(AppError::Fields(vec![FieldProblem::new("name", "กรุณาระบุชื่อวันหยุด", "Name the holiday")]));
        }
        writing(self.store.as_ref(), |tx| {
            let mut holidays = tx.holidays()?;
            let mut detail = Vec::new();
            for (day, name) in days {
                let name = name.map(|name| name.trim().to_owned());
                let before = match &name {
                    Some(name) => holidays.0.insert(*day, name.clone()),
                    None => holidays.0.remove(day),
                };
                tx.save_holiday(*day, name.as_deref())?;
                detail.extend(change(&day.to_string(), before, name));
            }
            let rules = self.deadline_rules(tx)?;
            self.redate(tx, actor, rules, &holidays, "holiday_set", detail)
        })
    }

    /// Gives every return that is not submitted yet, in every open round, the day that follows from the calendar now.
    fn redate(
        &self,
        tx: &mut dyn Writing,
        actor: &Actor,
        rules: DeadlineRules,
        holidays: &Holidays,
        done: &str,
        mut detail: Vec<Change>,
    ) -> Result<Redated, AppError> {
        let mut moved: Vec<Submission> = Vec::new();
        for listing in tx.plans()? {
            let code = listing.plan.code.clone();
            if in_force(&listing.editions).is_none() {
                continue;
            }
            let view = self.view(tx, code.as_str(), None)?;
            for round in view.plan.rounds.iter().filter(|round| round.state == RoundState::Open) {
                if reopened_by(&tx.round_decisions(&code, &round.code)?).is_some() {
                    // Its returns are due as the order says, and those from before as they were.
                    continue;
                }
                let due_on = due_of(round, rules, holidays);
                let open = tx.submissions(&code, &round.code)?.into_iter();
                let open = open.filter(|it| it.first_submitted_at.is_none() && it.due_on != due_on);
                moved.extend(open.map(|mut it| {
                    detail.extend(change(&object_code(&it.key), Some(it.due_on.to_string()), Some(due_on.to_string())));
                    it.due_on = due_on;
                    it.version += 1;
                    it
                }));
            }
        }
        if tx.save_submissions(&moved)? != moved.len() {
            return Err(AppError::Stale { stored: String::new(), by: None });
        }
        tx.append(&self.entry(actor, done, ("calendar", "agency"), None, detail))?;
        Ok(Redated(moved.len()))
    }
}

/// Rules as one setting: counting, anchor and the four numbers of days.
fn write_rules(rules: &DeadlineRules) -> String {
    let DeadlineRules { counting, anchor, report_days, compile_days, endorse_days, return_days } = rules;
    format!("{};{};{report_days};{compile_days};{endorse_days};{return_days}", counting.key(), anchor.key())
}

fn read_rules(text: &str) -> Option<DeadlineRules> {
    let parts: Vec<&str> = text.split(';').collect();
    let [counting, anchor, report, compile, endorse, back] = parts.as_slice() else { return None };
    Some(DeadlineRules {
        counting: Counting::from_key(counting)?,
        anchor: Anchor::from_key(anchor)?,
        report_days: report.parse().ok()?,
        compile_days: compile.parse().ok()?,
        endorse_days: endorse.parse().ok()?,
        return_days: back.parse().ok()?,
    })
}
