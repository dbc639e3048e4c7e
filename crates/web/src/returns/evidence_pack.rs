//! GET /rounds/{round}/evidence.zip: a round's evidence for an auditor, sent as it is packed, with its length where that is known, so that the
//! browser shows how far it is.

use std::io;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use serde::Deserialize;

use crate::download::{ZIP, attachment_so_long};
use crate::errors::WebError;
use crate::sending::written;
use crate::signed::Signed;
use crate::site::{Site, blocking};
use crate::view::View;

/// Which plan.
#[derive(Debug, Deserialize)]
pub(super) struct Of {
    plan: String,
}

pub(super) async fn show(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Path(round): Path<String>,
    Query(of): Query<Of>,
) -> Result<Response, WebError> {
    let (app, plan, code) = (site.app.clone(), of.plan.clone(), round.clone());
    let (pack, length) = blocking(move || {
        let pack = app.evidence_pack(&actor, &plan, &code)?;
        let length = app.evidence_pack_length(&pack)?;
        Ok::<_, WebError>((pack, length))
    })
    .await?;
    let body = written(move |out| site.app.write_evidence_pack(&pack, out).map_err(io::Error::other));
    let name = view.t.evidence_pack_name(of.plan, round);
    Ok(attachment_so_long(ZIP, &format!("{name}.zip"), body, length))
}
