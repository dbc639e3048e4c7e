//! Every declared route, by everybody: who may call it may, who may not is told so, and nothing ever fails.

use axum::http::StatusCode;

use crate::support::{Site, Who};

#[test]
fn a_page_asks_who_is_there() {
    let answer = Site::shared().browser(Who::Nobody).get("/login");
    assert_eq!(answer.status, StatusCode::OK);
}
