//! Verifying returns, one or many in one transaction, with the figure that is chosen wherever another than the rule's is proposed.

use std::collections::{BTreeMap, BTreeSet};

use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use phaen_app::AppError;
use phaen_app::returns::Verification;
use phaen_domain::access::Action;
use phaen_domain::id::{PlanCode, RoundCode, UnitCode};
use phaen_domain::submission::{Chosen, ItemKey};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::facts::ReturnFacts;
use super::{At, ReturnPath, facts, key, with_version};
use crate::api::body::Body;
use crate::api::call::Call;
use crate::api::document::{Forbidden, Invalid, Missing, NotJson, Stale};
use crate::api::once::{Sent, Told};
use crate::api::refusal::Refusal;
use crate::api::rounds::RoundPath;
use crate::api::totals::PlanTotal;

/// Most returns of one request.
const MOST_RETURNS: usize = 1_000;

/// A return that is to be verified.
#[derive(Deserialize, ToSchema)]
#[expect(dead_code, reason = "documents the body, which is read field by field so that every fault is told")]
pub(in crate::api) struct VerifyBody {
    /// The return's `version` that was seen.
    #[schema(example = 4)]
    seen_version: u32,
    /// One for each item of which another figure than the rule's is proposed: nothing is decided by leaving it out.
    chosen: Option<Vec<ChosenBody>>,
}

/// Which figure of an item counts.
#[derive(Deserialize, ToSchema)]
#[expect(dead_code, reason = "documents the body, which is read field by field so that every fault is told")]
struct ChosenBody {
    /// The item.
    #[schema(example = "indicator:K02", min_length = 1)]
    item: String,
    /// `rule` or `proposed`.
    #[schema(example = "proposed", min_length = 1)]
    figure: String,
}

/// Returns that are to be verified.
#[derive(Deserialize, ToSchema)]
#[expect(dead_code, reason = "documents the body, which is read field by field so that every fault is told")]
pub(in crate::api) struct VerifyManyBody {
    /// The returns, at most 1,000; if one cannot be verified, none is.
    #[schema(min_items = 1, max_items = 1000)]
    returns: Vec<VerifyOneBody>,
}

/// One of many returns that are to be verified.
#[derive(Deserialize, ToSchema)]
#[expect(dead_code, reason = "documents the body, which is read field by field so that every fault is told")]
struct VerifyOneBody {
    /// Code of the unit.
    #[schema(example = "กนย.", min_length = 1)]
    unit: String,
    /// The return's `version` that was seen.
    #[schema(example = 4)]
    seen_version: u32,
    /// One for each item of which another figure than the rule's is proposed.
    chosen: Option<Vec<ChosenBody>>,
}

/// What was verified.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct VerifiedAnswer {
    /// The returns as they stand now.
    returns: Vec<ReturnFacts>,
    /// How many figures now count.
    figures: usize,
    /// The plan's total, with them.
    total: PlanTotal,
}

/// Plan and round.
type AtRound = (String, String);

/// Which figure counts of some items.
type Choices = BTreeMap<ItemKey, Chosen>;

/// One return of a body: the version that was seen, and what is chosen.
fn one(body: &mut Body) -> (u32, Choices) {
    let seen = body.seen_version();
    let listed = body.each("chosen", |body| body.named("item", "indicator:K02").zip(body.word::<Chosen>("figure")));
    let named = listed.len();
    let chosen: Choices = listed.into_iter().collect();
    if chosen.len() < named {
        body.fault("chosen", "มีรายการซ้ำ", "names an item twice");
    }
    (seen, chosen)
}

fn of_unit(unit: &UnitCode, chosen: Choices) -> impl Iterator<Item = ((UnitCode, ItemKey), Chosen)> {
    chosen.into_iter().map(|(item, chosen)| ((unit.clone(), item), chosen))
}

fn store(call: &Call, sent: &Sent<At>) -> Result<(), Refusal> {
    let key = key(&sent.path)?;
    let mut body = Body::read(&sent.body)?;
    let (seen, chosen) = one(&mut body);
    body.nothing()?;
    let chosen = of_unit(&key.unit, chosen).collect();
    let command = Verification { plan: key.plan, round: key.round, units: vec![(key.unit, seen)], chosen };
    call.app.verify_returns(&call.actor, &command).map(drop).map_err(|error| with_version(call, &sent.path, seen, error))
}

fn many(sent: &Sent<AtRound>) -> Result<Verification, Refusal> {
    let missing = |kind, code: &str| Refusal::missing(kind, code);
    let plan = PlanCode::new(&sent.path.0).map_err(|_| missing("plan", &sent.path.0))?;
    let round = RoundCode::new(&sent.path.1).map_err(|_| missing("round", &sent.path.1))?;
    let mut body = Body::read(&sent.body)?;
    let returns = body.some_of_each("returns", MOST_RETURNS, |body| {
        let unit = body.code("unit", UnitCode::new);
        let (seen, chosen) = one(body);
        unit.map(|unit| (unit, seen, chosen))
    });
    let named: BTreeSet<&UnitCode> = returns.iter().map(|(unit, ..)| unit).collect();
    if named.len() < returns.len() {
        body.fault("returns", "มีหน่วยงานซ้ำ", "names a unit twice");
    }
    let units = returns.iter().map(|(unit, seen, _)| (unit.clone(), *seen)).collect();
    let chosen = returns.into_iter().flat_map(|(unit, _, chosen)| of_unit(&unit, chosen).collect::<Vec<_>>()).collect();
    body.end(Some(Verification { plan, round, units, chosen }))
}

fn store_many(call: &Call, sent: &Sent<AtRound>) -> Result<(), Refusal> {
    let command = many(sent)?;
    match call.app.verify_returns(&call.actor, &command) {
        Ok(_) => Ok(()),
        Err(error @ AppError::Stale { .. }) => Err(which_is_stale(call, &command, error)),
        Err(error) => Err(error.into()),
    }
}

/// The returns that moved on since they were seen.
fn which_is_stale(call: &Call, command: &Verification, error: AppError) -> Refusal {
    let Ok(board) = call.app.board(&call.actor, &command.plan, &command.round) else { return error.into() };
    let stored = |unit: &UnitCode| board.rows.iter().find(|row| row.submission.key.unit == *unit).map(|row| &row.submission);
    let moved =
        command.units.iter().filter_map(|(unit, seen)| Some((unit, seen, stored(unit).filter(|it| it.version != *seen)?)));
    let told: Vec<(String, String)> = moved
        .map(|(unit, seen, it)| (format!("{unit}: seen_version {seen}"), format!("{unit}: version {}", it.version)))
        .collect();
    let (yours, theirs): (Vec<String>, Vec<String>) = told.into_iter().unzip();
    if yours.is_empty() {
        return error.into();
    }
    Refusal::Stale { yours: yours.join(", "), theirs: theirs.join(", "), by: None, stored_version: None }
}

fn tell_many(call: &Call, sent: &Sent<AtRound>, _: Option<()>) -> Result<Told<VerifiedAnswer>, Refusal> {
    let command = many(sent)?;
    let board = call.app.board(&call.actor, &command.plan, &command.round)?;
    let named: BTreeSet<&UnitCode> = command.units.iter().map(|(unit, _)| unit).collect();
    let rows: Vec<_> = board.rows.iter().filter(|row| named.contains(&row.submission.key.unit)).collect();
    let returns = rows.iter().map(|row| ReturnFacts::of(&board.plan, &board.round, &row.submission)).collect();
    let figures = rows.iter().map(|row| row.items).sum();
    let total = PlanTotal::of(&board.plan.round(&command.round)?.scorecard);
    Ok(Told::ok(VerifiedAnswer { returns, figures, total }))
}

/// Verifies a return: its figures count from now on
#[utoipa::path(
    post, path = "/api/v1/plans/{plan}/rounds/{round}/returns/{unit}/verify", tag = "returns",
    extensions(("x-summary-th" = json!("ตรวจรับแบบรายงาน ตัวเลขนับรวมตั้งแต่นี้"))),
    params(ReturnPath),
    request_body(content = VerifyBody, content_type = "application/json"),
    responses(
        (status = 200, description = "Where the return is now", body = ReturnFacts), (status = 400, response = NotJson),
        (status = 403, response = Forbidden), (status = 404, response = Missing),
        (status = 409, response = Stale), (status = 422, response = Invalid),
    )
)]
pub(in crate::api) async fn verify(call: Call, Path(path): Path<At>, body: Bytes) -> Response {
    call.write(Action::VerifyReturn, Sent { path, body }, store, facts).await
}

/// Verifies many returns in one transaction; if one cannot be, none is
#[utoipa::path(
    post, path = "/api/v1/plans/{plan}/rounds/{round}/verify", tag = "returns",
    extensions(("x-summary-th" = json!("ตรวจรับแบบรายงานหลายหน่วยงานพร้อมกัน ถ้ารับไม่ได้หนึ่งฉบับจะไม่รับทั้งหมด"))),
    params(RoundPath),
    request_body(content = VerifyManyBody, content_type = "application/json"),
    responses(
        (status = 200, description = "The returns as they stand now, with the plan's total", body = VerifiedAnswer),
        (status = 400, response = NotJson), (status = 403, response = Forbidden), (status = 404, response = Missing),
        (status = 409, response = Stale), (status = 422, response = Invalid),
    )
)]
pub(in crate::api) async fn verify_many(call: Call, Path(path): Path<AtRound>, body: Bytes) -> Response {
    call.write(Action::VerifyReturn, Sent { path, body }, store_many, tell_many).await
}
