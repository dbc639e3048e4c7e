//! The files that are taken out.

use axum::extract::{Query, State};
use axum::response::Response;
use phaen_domain::access::Action;
use serde::Deserialize;

use crate::download::{XLSX, ZIP, attachment};
use crate::errors::WebError;
use crate::signed::{Chosen, Signed, need};
use crate::site::{Site, blocking};
use crate::view::View;

/// In which form a workbook is wanted.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    format: String,
}

/// GET /exchange/template
pub(super) async fn template(State(site): State<Site>, view: View, Signed(actor): Signed) -> Result<Response, WebError> {
    need(&actor, Action::Export)?;
    let bytes = blocking(move || site.app.press().template()).await?;
    Ok(attachment(XLSX, &format!("{}.xlsx", view.t.exchange_template_name()), bytes))
}

/// GET /exchange/workbook
pub(super) async fn workbook(
    State(site): State<Site>,
    view: View,
    chosen: Chosen,
    Query(wanted): Query<Wanted>,
) -> Result<Response, WebError> {
    let as_csv = wanted.format == "csv";
    let edition = chosen.view.edition().number;
    let code = chosen.view.plan.plan.code.to_string();
    let name = view.t.exchange_workbook_name(&code, edition);
    let bytes = blocking(move || {
        let records = site.app.export(&chosen.actor, &code, Some(edition))?;
        if as_csv { site.app.press().workbook_csv(&records) } else { site.app.press().workbook(&records) }
    });
    let bytes = bytes.await?;
    Ok(if as_csv { attachment(ZIP, &format!("{name}.zip"), bytes) } else { attachment(XLSX, &format!("{name}.xlsx"), bytes) })
}

/// GET /exchange/scorecard
pub(super) async fn scorecard(State(site): State<Site>, view: View, chosen: Chosen) -> Result<Response, WebError> {
    let (round, _) = chosen.need_round()?;
    let (edition, round) = (chosen.view.edition().number, round.to_string());
    let code = chosen.view.plan.plan.code.to_string();
    let name = format!("{}.xlsx", view.t.exchange_scorecard_name(&code, &round));
    let bytes = blocking(move || site.app.scorecard_sheet(&chosen.actor, &code, Some(edition), &round, None)).await?;
    Ok(attachment(XLSX, &name, bytes))
}
