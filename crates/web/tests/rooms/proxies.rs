//! Behind a proxy: whose failures count against the limit of sign-ins by address.

use std::net::SocketAddr;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode};
use jiff::Timestamp;
use phaen_app::ports::technical;
use phaen_web::shell::Settings;
use phaen_web::site::installed;
use tower::ServiceExt;

use crate::support::{PASSWORD, Site, urlencoded};

const PROXY: &str = "127.0.0.1";

/// Signs the viewer in through the proxy; the status of the answer.
fn sign_in(site: &Site, trusted: &str, told: &str) -> StatusCode {
    let settings = Settings { trusted_proxies: trusted.parse().expect("networks"), ..Settings::default() };
    let router = installed(site.app.clone(), &settings);
    let fields = [("login", "viewer"), ("password", PASSWORD)].map(|(name, value)| (name.to_owned(), value.to_owned()));
    let peer: SocketAddr = format!("{PROXY}:40000").parse().expect("an address");
    let request = Request::post("/login").header("host", "plan.example").header("x-forwarded-for", told);
    let request = request.header("content-type", "application/x-www-form-urlencoded").extension(ConnectInfo(peer));
    let request = request.body(Body::from(urlencoded(&fields))).expect("a request");
    tokio::runtime::Runtime::new().expect("a runtime").block_on(router.oneshot(request)).expect("an answer").status()
}

/// As many failures as an address is given within the window of the tests' clock.
fn fail(site: &Site, address: &str) {
    let at: Timestamp = "2023-10-20T02:29:00Z".parse().expect("an instant");
    let noted = technical(site.store.as_ref(), |tx| {
        (0..64).try_for_each(|_| tx.note_failed_sign_in(&format!("address:{address}"), at, [at, at]))
    });
    noted.expect("failures");
}

#[test]
fn a_visitor_who_failed_too_often_is_kept_out_and_others_behind_the_same_proxy_are_not() {
    let site = Site::empty();
    fail(&site, "203.0.113.7");
    assert_eq!(sign_in(&site, PROXY, "203.0.113.7"), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(sign_in(&site, PROXY, "203.0.113.8"), StatusCode::SEE_OTHER);
    assert_eq!(sign_in(&site, PROXY, "203.0.113.8, 203.0.113.7"), StatusCode::TOO_MANY_REQUESTS, "the visitor wrote the first");
}

#[test]
fn without_the_setting_the_header_is_ignored() {
    let site = Site::empty();
    fail(&site, "203.0.113.7");
    assert_eq!(sign_in(&site, "", "203.0.113.7"), StatusCode::SEE_OTHER);
    fail(&site, PROXY);
    for told in ["203.0.113.8", "198.51.100.1"] {
        assert_eq!(sign_in(&site, "", told), StatusCode::TOO_MANY_REQUESTS, "all are counted as the proxy");
        assert_eq!(
            sign_in(&site, "10.0.0.0/8", told),
            StatusCode::TOO_MANY_REQUESTS,
            "nor is a proxy believed that is not named"
        );
    }
}
