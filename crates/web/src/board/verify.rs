//! POST /board/verify: the returns that were ticked, verified at once or not at all.

use axum::Form;
use axum::extract::State;
use axum::response::Response;
use phaen_app::AppError;
use phaen_app::returns::{Verification, key_of};
use phaen_domain::id::UnitCode;

use super::place;
use crate::components::Tone;
use crate::errors::WebError;
use crate::flash;
use crate::returns;
use crate::signed::{Signed, usual_plan};
use crate::site::{Site, blocking};
use crate::view::View;

/// A tick: the version that was seen, a space, the unit.
fn tick(text: &str) -> Option<(UnitCode, u32)> {
    let (version, unit) = text.split_once(' ')?;
    Some((UnitCode::new(unit).ok()?, version.parse().ok()?))
}

/// POST /board/verify
pub(super) async fn verify(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Form(typed): Form<Vec<(String, String)>>,
) -> Result<Response, WebError> {
    let t = view.t;
    let ticked = typed.iter().filter(|(name, _)| name == "unit").map(|(_, text)| tick(text).ok_or(WebError::BadRequest));
    let units = ticked.collect::<Result<Vec<_>, _>>()?;
    if units.is_empty() {
        let back = typed.iter().filter(|(name, _)| matches!(name.as_str(), "plan" | "round"));
        let back = back.map(|(name, value)| format!("{name}={}", crate::cookies::encode(value))).collect::<Vec<_>>();
        return Ok(flash::redirect_with(&format!("/board?{}", back.join("&")), Tone::Warning, t.board_nothing_ticked()));
    }
    blocking(move || {
        let given = |wanted: &str| typed.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.clone());
        let plan = given("plan").map_or_else(|| usual_plan(&site.app, &actor), Ok)?;
        let unit = units.first().map(|(unit, _)| unit.to_string()).unwrap_or_default();
        let key = key_of(&plan, &given("round").unwrap_or_default(), &unit)?;
        // Returns with a proposal have no tick: which figure counts is chosen in the return itself, where both stand.
        let command = Verification { plan: key.plan, round: key.round, units, chosen: [].into() };
        let back = place(&command.plan, &command.round);
        let done = match site.app.verify_returns(&actor, &command) {
            Err(AppError::Fields(problems)) => {
                return Ok(flash::redirect_with(&back, Tone::Warning, &returns::said(t, &problems)));
            }
            done => done?,
        };
        let said = t.board_verified(t.count(done.returns), t.count(done.figures));
        Ok::<_, WebError>(flash::redirect_with(&back, Tone::Success, &said))
    })
    .await
}
