//! More time for one return: with a later day and a reason.

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use phaen_app::returns::key_of;
use phaen_app::rounds::{Board, BoardRow, Extend};
use phaen_app::{Actor, App, AppError};
use phaen_domain::calendar::parse_date;
use serde::Deserialize;

use super::place;
use super::rows::unit_name;
use crate::accounts::beside;
use crate::components::{Field, Form as ShownForm, Kind, Tone};
use crate::errors::WebError;
use crate::flash;
use crate::layout::{Page, Room};
use crate::signed::Signed;
use crate::site::{Site, blocking};
use crate::text::Text;
use crate::view::View;
use crate::when;

/// The form as typed, and the return that it is about.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    plan: String,
    #[serde(default)]
    round: String,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    seen: u32,
    #[serde(default)]
    due_on: String,
    #[serde(default)]
    reason: String,
}

#[derive(Template)]
#[template(path = "board/page_extend.html")]
struct ExtendPage {
    t: Text,
    now: String,
    typed: Typed,
    form: ShownForm,
}

/// GET /board/extend
pub(super) async fn show(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Query(typed): Query<Typed>,
) -> Result<Response, WebError> {
    blocking(move || {
        let (board, place) = known(&site.app, &actor, &typed)?;
        let row = board.rows.get(place).ok_or(WebError::NotFound)?;
        let typed = Typed { seen: row.submission.version, due_on: String::new(), reason: String::new(), ..typed };
        let fields = fields(view.t, &typed);
        Ok::<_, WebError>(page(&view, &board, row, typed, fields, StatusCode::OK))
    })
    .await
}

/// POST /board/extend
pub(super) async fn extend(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Form(typed): Form<Typed>,
) -> Result<Response, WebError> {
    blocking(move || {
        let t = view.t;
        let (board, at) = known(&site.app, &actor, &typed)?;
        let row = board.rows.get(at).ok_or(WebError::NotFound)?;
        let mut fields = fields(t, &typed);
        let refused =
            |fields| Ok::<_, WebError>(page(&view, &board, row, typed.clone(), fields, StatusCode::UNPROCESSABLE_ENTITY));
        let Ok(due_on) = parse_date(&typed.due_on) else {
            if let Some(field) = fields.first_mut() {
                field.errors.push(t.digits(t.calendar_not_a_date()).into_owned());
            }
            return refused(fields);
        };
        let key = row.submission.key.clone();
        let command = Extend { key: key.clone(), seen_version: typed.seen, due_on, reason: typed.reason.clone() };
        match site.app.extend_due(&actor, &command) {
            Ok(()) => {
                let said = t.board_extended_said(unit_name(t, &board, &key.unit), when::day(t, due_on));
                Ok(flash::redirect_with(&place(&key.plan, &key.round), Tone::Success, &said))
            }
            Err(error) => {
                beside(t, &mut fields, error)?;
                refused(fields)
            }
        }
    })
    .await
}

/// The board, and the place of the return on it.
fn known(app: &App, actor: &Actor, typed: &Typed) -> Result<(Board, usize), AppError> {
    let key = key_of(&typed.plan, &typed.round, &typed.unit)?;
    let board = app.board(actor, &key.plan, &key.round)?;
    let place = board.rows.iter().position(|row| row.submission.key == key);
    place.map(|place| (board, place)).ok_or_else(|| AppError::NotFound { kind: "return", code: typed.unit.clone() })
}

fn fields(t: Text, typed: &Typed) -> Vec<Field> {
    let due_on = Field::new("due_on", t.board_extend_due()).kind(Kind::Date).hint(t.digits(t.board_extend_hint()));
    vec![due_on.value(&typed.due_on), Field::new("reason", t.board_extend_reason()).kind(Kind::Lines).value(&typed.reason)]
}

fn page(view: &View, board: &Board, row: &BoardRow, typed: Typed, fields: Vec<Field>, status: StatusCode) -> Response {
    let t = view.t;
    let key = &row.submission.key;
    let form = ShownForm::new(view.form("/board/extend"), fields, t.board_extend_button());
    let form = form.cancel(t.board_extend_back(), place(&key.plan, &key.round));
    let body = ExtendPage { t, now: when::day(t, row.submission.due()), typed, form };
    let title = t.board_extend_of(unit_name(t, board, &key.unit));
    Page::new(view, title).in_room(Room::Board).crumb(t.board_extend(), None).status(status).render(&body)
}
