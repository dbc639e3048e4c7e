//! Positions (ตำแหน่ง): who holds them, and who stands in for them by which order.

use std::collections::BTreeMap;

use axum::response::Response;
use jiff::civil::Date;
use phaen_app::offices::{OfficeBook, Person};
use phaen_domain::access::Action;
use phaen_domain::position::{Delegation, Position};
use serde::Serialize;
use utoipa::ToSchema;

use super::call::Call;
use super::wire::{Name, Word};

/// The positions.
#[derive(Serialize, ToSchema)]
pub(super) struct PositionsAnswer {
    /// All positions, given-up ones too.
    positions: Vec<PositionAnswer>,
}

/// A position.
#[derive(Serialize, ToSchema)]
pub(super) struct PositionAnswer {
    /// Permanent code.
    code: String,
    /// Name.
    name: Name,
    /// What it may do.
    role: Word,
    /// For which unit and those below it; the whole agency when absent.
    unit: Option<String>,
    /// Whether it has been given up.
    closed: bool,
    /// Counts up with every change.
    version: u32,
    /// Who holds and held it, as recorded.
    holders: Vec<HolderAnswer>,
    /// Who stands in for it by order, as recorded.
    stand_ins: Vec<StandInAnswer>,
}

/// Somebody's time in a position.
#[derive(Serialize, ToSchema)]
struct HolderAnswer {
    /// Login.
    login: String,
    /// Name shown.
    name: String,
    /// First day.
    #[schema(format = Date)]
    from: String,
    /// Last day; none while it is held.
    #[schema(format = Date)]
    to: Option<String>,
    /// Whether it is held today.
    today: bool,
}

/// Somebody who stands in by order.
#[derive(Serialize, ToSchema)]
struct StandInAnswer {
    /// Id of the order: by it, it is taken back.
    id: String,
    /// Login.
    login: String,
    /// Name shown.
    name: String,
    /// `acting_for` or `delegated`.
    kind: Word,
    /// Number of the order.
    order_no: String,
    /// First day.
    #[schema(format = Date)]
    from: String,
    /// Last day.
    #[schema(format = Date)]
    to: String,
    /// The acts handed over; all of the office's when empty.
    acts: Vec<Word>,
    /// Why.
    reason: String,
    /// When the order was taken back before its last day.
    #[schema(format = DateTime)]
    revoked_at: Option<String>,
    /// Whether the order is in force today.
    today: bool,
}

type People = BTreeMap<String, Person>;

fn named(people: &People, account: &str) -> (String, String) {
    people.get(account).map(|it| (it.login.clone(), it.name.clone())).unwrap_or_default()
}

impl StandInAnswer {
    fn of(it: &Delegation, people: &People, day: Date) -> Self {
        let (login, name) = named(people, &it.account);
        Self {
            id: it.id.clone(),
            login,
            name,
            kind: Word::of(it.kind),
            order_no: it.order_no.clone(),
            from: it.from.to_string(),
            to: it.to.to_string(),
            acts: it.acts.iter().map(|act| Word::of(*act)).collect(),
            reason: it.reason.clone(),
            revoked_at: it.revoked_at.map(|at| at.to_string()),
            today: it.in_force_on(day),
        }
    }
}

impl PositionAnswer {
    pub(super) fn of(it: &Position, book: &OfficeBook) -> Self {
        let OfficeBook { offices, people, today, .. } = book;
        let day = *today;
        let holders = offices.holdings.iter().filter(|holding| holding.position == it.code).map(|holding| {
            let (login, name) = named(people, &holding.account);
            let (from, to) = (holding.from.to_string(), holding.to.map(|day| day.to_string()));
            HolderAnswer { login, name, from, to, today: holding.holds_on(day) }
        });
        let stand_ins = offices.delegations.iter().filter(|order| order.position == it.code);
        Self {
            code: it.code.to_string(),
            name: Name::of(&it.name_th, it.name_en.as_ref()),
            role: Word::of(it.role),
            unit: it.unit.as_ref().map(ToString::to_string),
            closed: it.closed,
            version: it.version,
            holders: holders.collect(),
            stand_ins: stand_ins.map(|order| StandInAnswer::of(order, people, day)).collect(),
        }
    }
}

/// Positions with who holds them and who stands in for them
#[utoipa::path(
    get, path = "/api/v1/positions", tag = "positions",
    extensions(("x-summary-th" = json!("ตำแหน่ง ผู้ดำรงตำแหน่ง และผู้รักษาราชการแทนหรือปฏิบัติราชการแทน"))),
    responses((status = 200, description = "The positions", body = PositionsAnswer))
)]
pub(super) async fn list(call: Call) -> Response {
    // Who stands in follows from the day as well as from the journal.
    call.fresh(Action::ReadBoard, |call| {
        let book = call.app.office_book(&call.actor)?;
        let positions = book.offices.positions.iter().map(|it| PositionAnswer::of(it, &book));
        Ok(PositionsAnswer { positions: positions.collect() })
    })
    .await
}
