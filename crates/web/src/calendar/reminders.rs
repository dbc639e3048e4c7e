//! GET and POST /calendar/reminders: who is told how many days before and after a return is due, and when the day's digest goes out.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use phaen_app::{Actor, App, AppError};
use phaen_domain::access::Action as Deed;
use phaen_domain::notice::{Ladder, Reader, Rung};
use phaen_domain::thai::digits::to_arabic;
use phaen_domain::words::Words;
use serde::Deserialize;

use super::in_words;
use crate::accounts::beside;
use crate::components::{Field, Form as ShownForm, Kind, Tone};
use crate::errors::WebError;
use crate::flash;
use crate::layout::{Page, Room};
use crate::signed::Signed;
use crate::site::{Site, blocking};
use crate::text::Text;
use crate::view::View;

/// The form as typed: days parted by commas.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    seen: u32,
    #[serde(default)]
    before: String,
    #[serde(default)]
    officer: String,
    #[serde(default)]
    head: String,
    #[serde(default)]
    policy: String,
    #[serde(default)]
    director_general: String,
    #[serde(default)]
    hour: String,
}

impl Typed {
    fn of(t: Text, ladder: &Ladder) -> Self {
        let joined = |days: Vec<String>| t.digits(&days.join(", ")).into_owned();
        let of = |reader, before: bool| {
            let days = ladder.days_of(reader).filter(|days| (*days <= 0) == before);
            joined(days.map(|days| days.unsigned_abs().to_string()).collect())
        };
        Self {
            seen: 0,
            before: of(Reader::Officer, true),
            officer: of(Reader::Officer, false),
            head: of(Reader::Head, false),
            policy: of(Reader::Policy, false),
            director_general: of(Reader::DirectorGeneral, false),
            hour: t.digits(&ladder.digest_hour.to_string()).into_owned(),
        }
    }

    /// The ladder that was typed; what is no number stands beside its field.
    fn ladder(&self, t: Text, fields: &mut [Field]) -> Option<Result<Ladder, phaen_domain::notice::LadderRefused>> {
        let mut wrong = |name: &str, words: &str| {
            if let Some(field) = fields.iter_mut().find(|field| field.name == name) {
                field.errors.push(t.digits(words).into_owned());
            }
        };
        let mut rungs = Vec::new();
        let mut whole = true;
        let given = [
            ("before", &self.before, Reader::Officer, -1),
            ("officer", &self.officer, Reader::Officer, 1),
            ("head", &self.head, Reader::Head, 1),
            ("policy", &self.policy, Reader::Policy, 1),
            ("director_general", &self.director_general, Reader::DirectorGeneral, 1),
        ];
        for (name, text, reader, sign) in given {
            match days(text) {
                Some(days) => rungs.extend(days.into_iter().map(|days| Rung { days: days * sign, reader })),
                None => {
                    whole = false;
                    wrong(name, t.reminders_not_days());
                }
            }
        }
        let hour = to_arabic(self.hour.trim()).parse::<i8>().ok();
        if hour.is_none() {
            wrong("hour", t.reminders_not_an_hour());
        }
        hour.filter(|_| whole).map(|hour| Ladder::new(rungs, hour))
    }
}

/// Days parted by commas; none typed is none.
fn days(text: &str) -> Option<Vec<i16>> {
    let text = to_arabic(text);
    let parts = text.split([',', ' ']).map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| part.parse::<i16>().ok().filter(|days| *days >= 0)).collect()
}

#[derive(Template)]
#[template(path = "calendar/page_reminders.html")]
struct RemindersPage {
    t: Text,
    form: Option<ShownForm>,
    facts: Vec<(String, String)>,
    seen: u32,
}

/// GET /calendar/reminders
pub(super) async fn show(State(site): State<Site>, view: View, Signed(actor): Signed) -> Result<Response, WebError> {
    blocking(move || {
        let stored = site.app.reminders(&actor)?;
        let fields = fields(view.t, &Typed::of(view.t, &stored.ladder));
        page(&view, &site.app, &actor, fields, stored.version, StatusCode::OK)
    })
    .await
}

/// POST /calendar/reminders
pub(super) async fn change(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Form(typed): Form<Typed>,
) -> Result<Response, WebError> {
    blocking(move || {
        let t = view.t;
        let mut fields = fields(t, &typed);
        let refused = |fields| page(&view, &site.app, &actor, fields, typed.seen, StatusCode::UNPROCESSABLE_ENTITY);
        let Some(ladder) = typed.ladder(t, &mut fields) else { return refused(fields) };
        let stored = ladder.map_err(AppError::from);
        match stored.and_then(|ladder| site.app.set_reminders(&actor, &ladder, typed.seen)) {
            Ok(()) => Ok(flash::redirect_with("/calendar/reminders", Tone::Success, t.reminders_saved())),
            Err(AppError::Stale { .. }) => {
                let theirs = Typed::of(t, &site.app.reminders(&actor)?.ladder);
                Err(WebError::Stale { yours: in_words(&fields), theirs: in_words(&self::fields(t, &theirs)) })
            }
            Err(error) => {
                beside(t, &mut fields, error)?;
                refused(fields)
            }
        }
    })
    .await
}

fn fields(t: Text, typed: &Typed) -> Vec<Field> {
    let days = |name, label: &str, value: &String| Field::new(name, label).value(value).optional().autocomplete("off");
    vec![
        days("before", t.reminders_before(), &typed.before).hint(t.digits(t.reminders_days_hint())),
        days("officer", t.reminders_officer(), &typed.officer),
        days("head", t.reminders_head(), &typed.head),
        days("policy", t.reminders_policy(), &typed.policy),
        days("director_general", t.reminders_general(), &typed.director_general),
        Field::new("hour", t.reminders_hour()).kind(Kind::Number).hint(t.digits(t.reminders_hour_hint())).value(&typed.hour),
    ]
}

fn page(view: &View, app: &App, actor: &Actor, fields: Vec<Field>, seen: u32, status: StatusCode) -> Result<Response, WebError> {
    let t = view.t;
    let may = actor.may(Deed::SetCalendar);
    let told = |field: &Field| (field.label.clone(), if field.value.is_empty() { "–".to_owned() } else { field.value.clone() });
    let facts = fields.iter().map(told).collect();
    let form = may.then(|| ShownForm::new(view.form("/calendar/reminders"), fields, t.reminders_save()));
    let counting = app.calendar(actor)?.rules.counting;
    let lead = t.reminders_lead(if t.lang() == "th" { counting.th() } else { counting.en() });
    let page = Page::new(view, t.reminders_title()).in_room(Room::Rounds).crumb(t.calendar_title(), Some("/calendar"));
    let page = page.crumb(t.reminders_title(), None).lead(t.digits(&lead)).status(status);
    Ok(page.render(&RemindersPage { t, form, facts, seen }))
}
