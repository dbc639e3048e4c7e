//! Orders by which somebody stands in: recorded with number, days, acts and reason, and taken back.

use std::collections::HashMap;

use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use jiff::civil::Date;
use phaen_app::AppError;
use phaen_app::offices::OfficeBook;
use phaen_domain::access::{ActingKind, Action, roles_for};
use phaen_domain::calendar::parse_date;
use phaen_domain::position::{Delegation, DelegationRefused, Position};
use phaen_domain::words::Words;

use super::page_office::{Refused, found, page};
use super::page_offices::wrong;
use super::{path_of, people};
use crate::accounts::beside;
use crate::components::{Choice, Field, Kind, Tone};
use crate::errors::WebError;
use crate::explain::wording::word;
use crate::flash;
use crate::signed::Signed;
use crate::site::{Site, blocking};
use crate::text::Text;
use crate::view::View;

/// The form as typed: its fields by name, because each act of the position has its own box.
pub(super) type Typed = HashMap<String, String>;

/// The acts of a position that an order may name: reading goes with the office, and the own account is nobody else's.
fn acts_of(position: &Position) -> Vec<Action> {
    let own = |act: &Action| roles_for(*act).contains(&position.role) && !act.only_reads() && *act != Action::KeepOwnAccount;
    Action::TABLE.iter().map(|row| row.0).filter(own).collect()
}

/// The fields of an order.
pub(super) fn fields(t: Text, book: &OfficeBook, position: &Position, typed: &Typed) -> Vec<Field> {
    let value = |name: &str| typed.get(name).cloned().unwrap_or_default();
    let kinds = ActingKind::TABLE.iter().map(|row| Choice::new(row.1, word(t, row.0))).collect();
    let kind = Some(value("kind")).filter(|kind| !kind.is_empty()).unwrap_or_else(|| ActingKind::ActingFor.key().to_owned());
    let hint = t.digits(t.calendar_add_day_hint()).into_owned();
    let date = |name, label| Field::new(name, label).kind(Kind::Date).hint(&hint).value(value(name));
    let mut fields = vec![
        Field::new("stand_in", t.offices_stand_in()).kind(Kind::Choose(people::people(book))).value(value("stand_in")),
        Field::new("kind", t.offices_kind()).kind(Kind::Radio(kinds)).hint(t.offices_kind_hint()).value(kind),
        Field::new("order_no", t.offices_order_no())
            .hint(t.digits(t.offices_order_no_hint()))
            .value(value("order_no"))
            .autocomplete("off"),
        date("from", t.offices_first_day()),
        date("to", t.offices_last_day()),
        Field::new("reason", t.offices_reason()).hint(t.offices_reason_hint()).value(value("reason")).autocomplete("off"),
    ];
    let box_of = |act: Action| Field::new(act.key(), word(t, act)).kind(Kind::Check).value(value(act.key())).optional();
    fields.extend(acts_of(position).into_iter().map(box_of));
    fields
}

/// POST /offices/{position}/orders
pub(super) async fn record(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Path(code): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, WebError> {
    blocking(move || {
        let t = view.t;
        let (book, position) = found(&site.app, &actor, &code)?;
        // Who may not is told so before anything of what they sent is judged.
        site.app.may_delegate(&actor, &position.code)?;
        let mut fields = fields(t, &book, &position, &typed);
        let again = |fields| page(&view, &site.app, &actor, &code, Refused::order(fields));
        let Some(order) = order_of(t, &book, &position, &typed, &mut fields) else { return again(fields) };
        match site.app.delegate(&actor, &order) {
            Ok(()) => Ok(flash::redirect_with(&path_of(&position.code), Tone::Success, t.offices_recorded())),
            Err(AppError::DelegationRefused(why)) => {
                wrong(&mut fields, field_of(why), &t.digits(&word(t, why)));
                again(fields)
            }
            Err(error) => {
                beside(t, &mut fields, error)?;
                again(fields)
            }
        }
    })
    .await
}

/// The order that is typed; what is wrong stands beside its field.
fn order_of(t: Text, book: &OfficeBook, position: &Position, typed: &Typed, fields: &mut [Field]) -> Option<Delegation> {
    let value = |name: &str| typed.get(name).map(|value| value.trim().to_owned()).unwrap_or_default();
    let mut day = |name: &str| -> Option<Date> {
        let day = parse_date(&value(name)).ok();
        if day.is_none() {
            wrong(fields, name, &t.digits(t.calendar_not_a_date()));
        }
        day
    };
    let (from, to) = (day("from"), day("to"));
    let account = Some(value("stand_in")).filter(|account| book.person(account).is_some());
    if account.is_none() {
        wrong(fields, "stand_in", t.offices_choose_person());
    }
    let checked = |act: &Action| typed.get(act.key()).is_some_and(|value| value == "yes");
    Some(Delegation {
        id: String::new(),
        position: position.code.clone(),
        account: account?,
        kind: ActingKind::from_key(&value("kind"))?,
        order_no: value("order_no"),
        from: from?,
        to: to?,
        acts: acts_of(position).into_iter().filter(checked).collect(),
        reason: value("reason"),
        recorded_by: String::new(),
        revoked_at: None,
    })
}

/// Beside which field a broken rule is told.
fn field_of(why: DelegationRefused) -> &'static str {
    match why {
        DelegationRefused::NoOrder => "order_no",
        DelegationRefused::EndsBeforeItBegins => "to",
        DelegationRefused::OwnPosition | DelegationRefused::Oneself | DelegationRefused::Closed => "stand_in",
        DelegationRefused::ForeignAct | DelegationRefused::NoActs => "kind",
    }
}

/// POST /offices/{position}/orders/{id}/revoke
pub(super) async fn revoke(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Path((code, id)): Path<(String, String)>,
) -> Result<Response, WebError> {
    blocking(move || {
        let (_, position) = found(&site.app, &actor, &code)?;
        site.app.may_delegate(&actor, &position.code)?;
        site.app.revoke_delegation(&actor, &id)?;
        Ok::<_, WebError>(flash::redirect_with(&path_of(&position.code), Tone::Success, view.t.offices_revoked()))
    })
    .await
}
