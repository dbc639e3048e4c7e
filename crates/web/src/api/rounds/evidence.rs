//! The evidence of a whole round in one pack, for an auditor.

use std::io;

use axum::extract::Path;
use axum::response::Response;
use phaen_domain::access::Action;

use super::{At, RoundPath};
use crate::api::call::Call;
use crate::api::document::Missing;
use crate::download::{ZIP, attachment_so_long};
use crate::sending::written;

/// A round's evidence as one ZIP: each file once, an index of what it supports, and hashes computed anew; sent as it is packed
#[utoipa::path(
    get, path = "/api/v1/plans/{plan}/rounds/{round}/evidence.zip", tag = "evidence",
    extensions(("x-summary-th" = json!("ชุดหลักฐานของรอบเป็นไฟล์ ZIP พร้อมดัชนีและค่าแฮช"))),
    params(RoundPath),
    responses((status = 200, description = "The pack", content_type = "application/zip"), (status = 404, response = Missing))
)]
pub(in crate::api) async fn pack(call: Call, Path((plan, round)): Path<At>) -> Response {
    // Whether a file is still as it was is found out anew each time.
    call.run(Action::PackEvidence, move |call| {
        let pack = call.app.evidence_pack(&call.actor, &plan, &round)?;
        let length = call.app.evidence_pack_length(&pack)?;
        let app = call.app.clone();
        let body = written(move |out| app.write_evidence_pack(&pack, out).map_err(io::Error::other));
        Ok(attachment_so_long(ZIP, &format!("evidence {plan} {round}.zip"), body, length))
    })
    .await
}
