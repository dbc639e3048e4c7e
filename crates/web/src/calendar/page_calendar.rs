//! GET /calendar: the holidays of a fiscal year and the deadline rules.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::civil::{Date, Weekday};
use phaen_app::rounds::CalendarView;
use phaen_app::{Actor, App};
use phaen_domain::access::Action as Deed;
use phaen_domain::calendar::FiscalYear;
use serde::Deserialize;

use super::rules::Preview;
use super::{holidays, rules};
use crate::components::{Action, Field, Form, FormStart, Tab};
use crate::errors::WebError;
use crate::explain::wording::word;
use crate::layout::{Page, Room};
use crate::signed::Signed;
use crate::site::{Site, blocking};
use crate::text::Text;
use crate::view::View;
use crate::when;

/// What may be asked for.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    year: String,
}

/// What the page shows besides what is stored: forms as they were typed.
#[derive(Default)]
pub(super) struct Shown {
    /// The fiscal year; this year when absent.
    pub(super) year: Option<FiscalYear>,
    /// The fields of a holiday that was refused.
    pub(super) holiday: Option<Vec<Field>>,
    /// The rules as typed, with the version that was seen.
    pub(super) rules: Option<(Vec<Field>, u32)>,
    /// What the rules would do.
    pub(super) preview: Option<Vec<Preview>>,
}

struct Holiday {
    day: String,
    weekday: &'static str,
    name: String,
    strike: String,
    iso: String,
}

#[derive(Template)]
#[template(path = "calendar/page_calendar.html")]
struct CalendarPage {
    t: Text,
    years: Vec<Tab>,
    caption: String,
    holidays: Vec<Holiday>,
    strike: Option<FormStart>,
    add: Option<Form>,
    facts: Vec<(&'static str, String)>,
    rules: Option<Form>,
    seen: u32,
    preview: Option<Vec<Preview>>,
}

/// GET /calendar
pub(super) async fn show(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Query(asked): Query<Asked>,
) -> Result<Response, WebError> {
    let year = FiscalYear::parse(&asked.year).ok();
    blocking(move || page(&view, &site.app, &actor, Shown { year, ..Shown::default() })).await
}

/// The page; 422 when a form on it was refused.
pub(super) fn page(view: &View, app: &App, actor: &Actor, shown: Shown) -> Result<Response, WebError> {
    let t = view.t;
    let calendar = app.calendar(actor)?;
    let may = actor.may(Deed::SetCalendar);
    let year = shown.year.or_else(|| usual_year(&calendar, app.today()));
    let wrong = |fields: &[Field]| fields.iter().any(|field| !field.errors.is_empty());
    let refused = shown.holiday.as_deref().is_some_and(wrong) || shown.rules.as_ref().is_some_and(|(fields, _)| wrong(fields));
    let holiday = shown.holiday.unwrap_or_else(|| holidays::fields(t, &holidays::Typed::default()));
    let stored = || (rules::fields(t, &rules::Typed::of(t, &calendar.rules)), calendar.version);
    let (typed, seen) = shown.rules.unwrap_or_else(stored);
    let name = |year: FiscalYear| t.digits(&year.buddhist_year().to_string()).into_owned();
    let body = CalendarPage {
        t,
        years: years(t, &calendar, year),
        caption: t.calendar_holidays(year.map(name).unwrap_or_default()),
        holidays: days(t, &calendar, year),
        strike: may.then(|| view.form("/calendar/holidays/strike")),
        add: may.then(|| Form::new(view.form("/calendar/holidays"), holiday, t.calendar_add_button())),
        facts: facts(t, &calendar),
        rules: may.then(|| Form::new(view.form("/calendar/rules"), typed, t.calendar_save_button())),
        seen,
        preview: shown.preview,
    };
    let status = if refused { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = Page::new(view, t.calendar_title()).in_room(Room::Rounds).crumb(t.calendar_title(), None);
    let page = page.action(Action::new(t.reminders_title(), "/calendar/reminders").icon("waiting"));
    Ok(page.lead(t.calendar_lead()).status(status).render(&body))
}

/// This fiscal year where it has holidays, else the last that has.
fn usual_year(calendar: &CalendarView, today: Date) -> Option<FiscalYear> {
    let this = FiscalYear::of(today).ok();
    let has = |year: &FiscalYear| calendar.holidays.0.keys().any(|day| year.contains(*day));
    let last = || calendar.holidays.0.keys().next_back().and_then(|day| FiscalYear::of(*day).ok());
    this.filter(has).or_else(last).or(this)
}

fn years(t: Text, calendar: &CalendarView, shown: Option<FiscalYear>) -> Vec<Tab> {
    let years: BTreeSet<u16> = calendar
        .holidays
        .0
        .keys()
        .filter_map(|day| FiscalYear::of(*day).ok())
        .chain(shown)
        .map(FiscalYear::buddhist_year)
        .collect();
    let tabs = years.into_iter().map(|year| Tab {
        label: t.calendar_year(t.digits(&year.to_string())),
        href: format!("/calendar?year={year}"),
        current: shown.is_some_and(|shown| shown.buddhist_year() == year),
    });
    tabs.collect()
}

fn days(t: Text, calendar: &CalendarView, year: Option<FiscalYear>) -> Vec<Holiday> {
    let own = calendar.holidays.0.iter().filter(|(day, _)| year.is_none_or(|year| year.contains(**day)));
    let rows = own.map(|(day, name)| Holiday {
        day: when::day(t, *day),
        weekday: weekday(t, day.weekday()),
        name: t.digits(name).into_owned(),
        strike: t.calendar_strike_of(when::day(t, *day)),
        iso: day.to_string(),
    });
    rows.collect()
}

fn weekday(t: Text, day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => t.calendar_monday(),
        Weekday::Tuesday => t.calendar_tuesday(),
        Weekday::Wednesday => t.calendar_wednesday(),
        Weekday::Thursday => t.calendar_thursday(),
        Weekday::Friday => t.calendar_friday(),
        Weekday::Saturday => t.calendar_saturday(),
        Weekday::Sunday => t.calendar_sunday(),
    }
}

/// The rules in words, for those who may not change them.
fn facts(t: Text, calendar: &CalendarView) -> Vec<(&'static str, String)> {
    let rules = calendar.rules;
    let days = |days: u16| t.calendar_days(t.digits(&days.to_string()));
    vec![
        (t.calendar_counting(), word(t, rules.counting)),
        (t.calendar_anchor(), word(t, rules.anchor)),
        (t.calendar_report_days(), days(rules.report_days)),
        (t.calendar_compile_days(), days(rules.compile_days)),
        (t.calendar_endorse_days(), days(rules.endorse_days)),
        (t.calendar_return_days(), t.calendar_working_days(t.digits(&rules.return_days.to_string()))),
    ]
}
