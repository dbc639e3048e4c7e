//! Holidays: added one by one with a date as officials write it, and struck out.

use axum::Form;
use axum::extract::State;
use axum::response::Response;
use jiff::civil::Date;
use phaen_app::AppError;
use phaen_domain::calendar::{FiscalYear, parse_date};
use serde::Deserialize;

use super::page_calendar::{Shown, page};
use crate::accounts::beside;
use crate::components::{Field, Kind, Tone};
use crate::errors::WebError;
use crate::flash;
use crate::signed::Signed;
use crate::site::{Site, blocking};
use crate::text::Text;
use crate::view::View;
use crate::when;

/// The form as typed.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    day: String,
    #[serde(default)]
    name: String,
}

/// The fields of a new holiday.
pub(super) fn fields(t: Text, typed: &Typed) -> Vec<Field> {
    vec![
        Field::new("day", t.calendar_add_day()).kind(Kind::Date).hint(t.digits(t.calendar_add_day_hint())).value(&typed.day),
        Field::new("name", t.calendar_name()).value(&typed.name),
    ]
}

/// The calendar at the year of a day.
fn back(day: Date) -> String {
    FiscalYear::of(day).map_or_else(|_| "/calendar".to_owned(), |year| format!("/calendar?year={}", year.buddhist_year()))
}

/// POST /calendar/holidays
pub(super) async fn add(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Form(typed): Form<Typed>,
) -> Result<Response, WebError> {
    blocking(move || {
        let t = view.t;
        let mut fields = fields(t, &typed);
        let Ok(day) = parse_date(&typed.day) else {
            if let Some(field) = fields.first_mut() {
                field.errors.push(t.digits(t.calendar_not_a_date()).into_owned());
            }
            return page(&view, &site.app, &actor, Shown { holiday: Some(fields), ..Shown::default() });
        };
        match site.app.set_holiday(&actor, day, Some(&typed.name)) {
            Ok(redated) => {
                let said = t.calendar_added(when::day(t, day), t.count(redated.0));
                Ok(flash::redirect_with(&back(day), Tone::Success, &said))
            }
            Err(error) => {
                beside(t, &mut fields, error)?;
                page(&view, &site.app, &actor, Shown { holiday: Some(fields), ..Shown::default() })
            }
        }
    })
    .await
}

/// POST /calendar/holidays/strike
pub(super) async fn strike(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Form(typed): Form<Typed>,
) -> Result<Response, WebError> {
    blocking(move || {
        let t = view.t;
        let day: Date = typed.day.parse().map_err(|_| WebError::Invalid)?;
        if !site.app.calendar(&actor)?.holidays.0.contains_key(&day) {
            return Err(WebError::from(AppError::NotFound { kind: "holiday", code: typed.day }));
        }
        let redated = site.app.set_holiday(&actor, day, None)?;
        let said = t.calendar_struck(when::day(t, day), t.count(redated.0));
        Ok(flash::redirect_with(&back(day), Tone::Success, &said))
    })
    .await
}
