//! Pages: the overview and an indicator for sixteen clients at once, against a bare handler that answers the same bytes; and how many
//! statements each page asks of the database.

use std::net::SocketAddr;

use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderName};
use axum::routing::get;
use phaen_app::Actor;
use phaen_app::accounts::NewAccount;
use phaen_domain::access::Role;
use phaen_web::site::site;
use tokio::runtime::Runtime;

use crate::client::{Answer, Client, load};
use crate::generator;
use crate::measure::{TURNS, p95};
use crate::place::Place;
use crate::table::{Aim, Line, Shown};

/// Clients at once.
const CLIENTS: usize = 16;
/// What is looked at.
const PAGES: [(&str, &str); 2] = [("overview", "/"), ("indicator page", "/indicators/I01")];

pub(crate) fn lines() -> Vec<Line> {
    log_to_nowhere();
    let runtime = Runtime::new().unwrap();
    let (plan, smaller) = (generator::agency(&generator::ROUNDS), generator::agency(&["R12"]));
    let sizes = format!("with {} observations; bare: with {}", plan.observations.len(), smaller.observations.len());
    let (whole, half) = (Place::with(&plan), Place::with(&smaller));
    let (cookie, other_cookie) = (cookie(&whole), cookie(&half));
    let address = serve(&runtime, site(whole.app.clone(), false));
    let other_address = serve(&runtime, site(half.app.clone(), false));
    let mut lines = Vec::new();
    for (name, path) in PAGES {
        let answer = ask(address, path, &cookie);
        assert_eq!(answer.status, 200, "{path}");
        lines.extend(against_bare(&runtime, name, path, &cookie, address, &answer));
        let again = statements(&whole, address, path, &cookie);
        let fresh = after_a_change(&whole, address, path, &cookie);
        let fresh_half = after_a_change(&half, other_address, path, &other_cookie);
        lines.push(Line::alone(format!("{name}: SQL statements"), again, Shown::Number, Aim::Told));
        lines.push(Line::ratio(
            format!("{name}: SQL statements right after a change, {sizes}"),
            (fresh, fresh_half),
            Shown::Number,
            Shown::Times,
            Aim::AtMost(1.0),
        ));
    }
    lines
}

/// A session of an analyst, as a cookie.
pub(crate) fn cookie(place: &Place) -> String {
    let password = "ความลับ-ที่ยาวพอ-2570".to_owned();
    let new = NewAccount {
        login: "reader".to_owned(),
        name: "ผู้อ่าน".to_owned(),
        role: Role::Analyst,
        unit: None,
        email: None,
        password,
    };
    place.app.create_account(&Actor::in_role("", "analyst", "analyst", Role::Administrator), &new).unwrap();
    let signed_in = place.app.sign_in(&new.login, &new.password, "127.0.0.1").unwrap();
    format!("phaen_session={}", signed_in.secret)
}

/// Each request writes its line, as in the binary; only the terminal is left out.
pub(crate) fn log_to_nowhere() {
    let _ = tracing_subscriber::fmt().with_writer(std::io::sink).compact().try_init();
}

pub(crate) fn serve(runtime: &Runtime, router: Router) -> SocketAddr {
    let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
    let address = listener.local_addr().unwrap();
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    drop(runtime.spawn(async move { axum::serve(listener, service).await }));
    address
}

pub(crate) fn ask(address: SocketAddr, path: &str, cookie: &str) -> Answer {
    Client::new(address, path, Some(cookie)).unwrap().ask().unwrap()
}

/// A handler that answers these bytes under these heads and does nothing else.
fn bare(answer: &Answer) -> Router {
    let own = ["date", "content-length"];
    let heads = answer.head.iter().filter(|(name, _)| !own.contains(&name.as_str()));
    let heads: HeaderMap = heads.map(|(name, value)| (name.parse::<HeaderName>().unwrap(), value.parse().unwrap())).collect();
    let body = Bytes::from(answer.body.clone());
    Router::new().fallback(get(move || std::future::ready((heads.clone(), body.clone()))))
}

pub(crate) fn against_bare(
    runtime: &Runtime,
    name: &str,
    path: &str,
    cookie: &str,
    address: SocketAddr,
    answer: &Answer,
) -> [Line; 2] {
    let bare = serve(runtime, bare(answer));
    let (mut rates, mut tails) = ([Vec::new(), Vec::new()], [Vec::new(), Vec::new()]);
    for turn in 0..=TURNS {
        for (way, address) in [address, bare].into_iter().enumerate() {
            let mut load = load(CLIENTS, address, path, Some(cookie));
            if turn > 0 {
                rates[way].push(load.rate);
                tails[way].push(p95(&mut load.seconds));
            }
        }
    }
    let ([ours, theirs], [our_tail, their_tail]) = (rates, tails);
    let size = answer.body.len() / 1_000;
    let what = format!("{name} ({size} kB), {CLIENTS} clients");
    [
        Line::ratio(format!("{what}: pages"), (ours, theirs), Shown::PerSecond, Shown::Percent, Aim::AtLeast(0.3)),
        Line::ratio(
            format!("{what}: 95 of 100 within"),
            (our_tail, their_tail),
            Shown::Milliseconds,
            Shown::Times,
            Aim::AtMost(5.0),
        ),
    ]
}

/// Statements of one request.
fn statements(place: &Place, address: SocketAddr, path: &str, cookie: &str) -> f64 {
    let before = place.db.statements();
    assert_eq!(ask(address, path, cookie).status, 200);
    (place.db.statements() - before) as f64
}

/// Statements of the first request after something was stored.
fn after_a_change(place: &Place, address: SocketAddr, path: &str, cookie: &str) -> f64 {
    crate::writes::change_one(place);
    statements(place, address, path, cookie)
}
