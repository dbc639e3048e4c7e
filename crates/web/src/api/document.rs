//! The OpenAPI 3.1 document: made from the handlers and their forms, with the permission of each route as it is declared.
//!
//! What holds for every operation (who may call it, how it refuses) is written here once from the declarations, so that it cannot differ
//! from them; a test compares paths and methods both ways.

use std::sync::LazyLock;

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use phaen_app::exchange::file_hash;
use phaen_domain::words::Words;
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn, PathItem};
use utoipa::openapi::schema::{Object, Type};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{Header, Ref, RefOr, Required, Response as Answer, Schema};
use utoipa::{OpenApi, ToResponse};

use super::refusal::Problem;
use super::{
    accounts, books, calendar, compare, editions, factor_rule, feeds, import, indicators, journal, me, naming, notices,
    observations, office_orders, offices, outbox, own, plans, projects, reminders, returns, rounds, rules_preview, scorecard,
    search, targets, units, work,
};
use crate::rooms::{Declared, Permission, Rooms};

macro_rules! refusals {
    ($($(#[$doc:meta])* $name:ident = $what:literal;)*) => {$(
        $(#[$doc])*
        #[derive(ToResponse)]
        #[response(description = $what, content_type = "application/problem+json")]
        #[expect(dead_code, reason = "documents an answer")]
        pub(super) struct $name(Problem);
    )*};
}

refusals! {
    /// 400
    NotJson = "The body is no JSON";
    /// 401
    Unauthenticated = "No valid access token or session";
    /// 403
    Forbidden = "Not permitted: the problem names the action and who could";
    /// 404
    Missing = "There is no such plan, edition, round, indicator, project or book";
    /// 409
    Stale = "Somebody else stored something first: the problem shows both texts and the stored version; or the edition or the round is in a \
        state that does not take this: the problem names the state";
    /// 413
    TooLarge = "The body is larger than 1 MB, or a workbook, a sheet or a file of evidence larger than 20 MB";
    /// 422
    Invalid = "Something in the query or the body is not accepted: the problem lists all of it";
    /// 500
    Failed = "A failure of the system; `reference` finds it in the log";
    /// 503
    Busy = "Not finished in time, or the database cannot be reached now: ask again after the seconds of `Retry-After`";
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Phaen API",
        version = "1",
        description = "Plans, rounds, scorecards, indicators, projects and the journal of a government agency. Unknown query parameters are \
            ignored. Every read carries a strong ETag; send it back as If-None-Match. Figures carry the name under which the same figure \
            stands on screen, in XLSX and in the book."
    ),
    servers((url = "/", description = "This installation; paths below have all of it")),
    paths(
        plans::list, plans::show, plans::workbook, plans::workbook_csv, compare::show,
        rounds::list::list, rounds::show::show, rounds::board::show, rounds::revisions::show, rounds::revisions::workbook,
        rounds::findings::show, rounds::findings::explain, rounds::evidence::pack, rounds::year::show,
        rounds::steps::open, rounds::steps::compile, rounds::steps::endorse, rounds::steps::refuse, rounds::steps::resolve,
        rounds::steps::confirm, rounds::steps::freeze, rounds::steps::reopen,
        returns::show::own, returns::show::show, returns::versions::show, returns::fields::save, returns::findings::explain,
        returns::evidence::list, returns::evidence::file, returns::evidence::add, returns::evidence::add_link, returns::evidence::remove,
        returns::steps::propose, returns::steps::endorse, returns::steps::hand_back, returns::steps::submit, returns::steps::send_back,
        returns::sheet::take, returns::sheet::bring, returns::sheet::show, returns::sheet::marked, returns::sheet::confirm,
        returns::verify::verify, returns::verify::verify_many, returns::extend::extend, returns::comments::settle,
        calendar::show, calendar::holidays, calendar::rules, rules_preview::show, reminders::show, reminders::change,
        offices::list, office_orders::store, office_orders::appoint, office_orders::record, office_orders::revoke,
        work::show, notices::list, notices::read, notices::read_all, feeds::list, feeds::make, feeds::revoke,
        accounts::list, accounts::show, accounts::create, accounts::change, accounts::invite, accounts::revoke_links, accounts::unlock,
        accounts::end_sessions, accounts::remove_factor, outbox::show, outbox::retry, outbox::retry_all,
        editions::amend, editions::texts, editions::write,
        scorecard::show, scorecard::sheet, scorecard::book,
        indicators::list, indicators::show, projects::list, projects::show,
        units::list, units::show, search::find,
        journal::list, journal::head, journal::verify,
        me::show, naming::change, naming::change_own, own::change_email, own::sessions, own::end_session, own::end_others, own::tokens, own::make_token, own::revoke_token,
        factor_rule::show, factor_rule::change,
        observations::post, targets::post, import::post,
        books::ask, books::list, books::show, books::file,
        self::serve,
    ),
    components(
        schemas(Problem),
        responses(NotJson, Unauthenticated, Forbidden, Missing, Stale, TooLarge, Invalid, Failed, Busy)
    ),
    tags(
        (name = "plans"), (name = "rounds"), (name = "returns"), (name = "evidence"), (name = "calendar"), (name = "positions"), (name = "accounts"), (name = "indicators"), (name = "projects"), (name = "units"), (name = "search"),
        (name = "journal"), (name = "me"), (name = "writing"), (name = "files"), (name = "document"),
    )
)]
struct Document;

/// Where the API begins.
pub const BASE: &str = "/api/v1";

/// The document with what holds for every declared operation.
pub(super) fn document() -> &'static utoipa::openapi::OpenApi {
    static DOCUMENT: LazyLock<utoipa::openapi::OpenApi> = LazyLock::new(|| {
        let mut document = Document::openapi();
        let components = document.components.get_or_insert_with(Default::default);
        let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some("An access token of an account"));
        components.add_security_scheme("token", SecurityScheme::Http(bearer.build()));
        let cookie = ApiKey::Cookie(ApiKeyValue::new(crate::login::cookie_name(false)));
        components.add_security_scheme("session", SecurityScheme::ApiKey(cookie));
        for declared in super::routes(Rooms::new()).declared() {
            let item = document.paths.paths.get_mut(declared.path);
            if let Some(operation) = item.and_then(|item| operation_mut(item, declared.method)) {
                complete(operation, declared);
            }
        }
        document
    });
    &DOCUMENT
}

fn operation_mut<'a>(item: &'a mut PathItem, method: &str) -> Option<&'a mut Operation> {
    match method {
        "GET" => item.get.as_mut(),
        "POST" => item.post.as_mut(),
        _ => None,
    }
}

/// The operation of a method, if the path documents it.
pub(super) fn operation<'a>(item: &'a PathItem, method: &str) -> Option<&'a Operation> {
    match method {
        "GET" => item.get.as_ref(),
        "POST" => item.post.as_ref(),
        _ => None,
    }
}

fn complete(operation: &mut Operation, declared: &Declared) {
    let key = match declared.permission {
        Permission::Public => "public",
        Permission::Action(action) => action.key(),
    };
    operation.extensions.get_or_insert_with(Default::default).insert("x-permission".to_owned(), key.into());
    if let Permission::Action(_) = declared.permission {
        operation.security = Some(["token", "session"].map(|name| SecurityRequirement::new(name, [] as [&str; 0])).into());
        refuses(operation, "401", "Unauthenticated");
        refuses(operation, "403", "Forbidden");
        refuses(operation, "500", "Failed");
        refuses(operation, "503", "Busy");
    }
    if declared.method == "POST" {
        operation.parameters.get_or_insert_with(Vec::new).push(RefOr::T(idempotency_key()));
    }
    let tagged = declared.method == "GET" && declared.path != UNTAGGED;
    if tagged {
        let _ = operation.responses.responses.insert("304".to_owned(), RefOr::T(Answer::new("Not changed since the ETag sent")));
        if let Some(RefOr::T(answer)) = operation.responses.responses.get_mut("200") {
            let text: RefOr<Schema> = Object::with_type(Type::String).into();
            let mut header = Header::new(text);
            header.description = Some("Strong entity tag".to_owned());
            let _ = answer.headers.insert("ETag".to_owned(), header.into());
        }
    }
}

/// The header by which a write is done once.
fn idempotency_key() -> Parameter {
    let text: RefOr<Schema> = Object::with_type(Type::String).into();
    ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(
            "A name for this write, such as a UUID: the same request with the same key is done once and answered the same for seven days, with \
             `Idempotency-Replayed: true`; another request with it is refused (422), one that is being done now is asked to come back (409)",
        ))
        .schema(Some(text))
        .build()
}

/// The read without a tag: it is sent as it is packed, and whether each file still is as it was is found out on the way.
const UNTAGGED: &str = "/api/v1/plans/{plan}/rounds/{round}/evidence.zip";

fn refuses(operation: &mut Operation, status: &str, name: &str) {
    let answer = RefOr::Ref(Ref::from_response_name(name));
    let _ = operation.responses.responses.entry(status.to_owned()).or_insert(answer);
}

/// This document (OpenAPI 3.1)
#[utoipa::path(
    get, path = "/api/v1/openapi.json", tag = "document",
    extensions(("x-summary-th" = json!("เอกสารกำกับ API (OpenAPI 3.1)"))),
    responses((status = 200, description = "The document", content_type = "application/json"))
)]
pub(super) async fn serve(headers: HeaderMap) -> Response {
    static TEXT: LazyLock<(String, String)> = LazyLock::new(|| {
        let text = document().to_json().unwrap_or_default();
        let tag = format!("\"{}\"", file_hash(text.as_bytes()).get(..32).unwrap_or_default());
        (text, tag)
    });
    let (text, tag) = &*TEXT;
    let known = headers.get(IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes());
    let mut response = if known { StatusCode::NOT_MODIFIED.into_response() } else { text.as_str().into_response() };
    let headers = response.headers_mut();
    let _ = headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    let _ = headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    if let Ok(tag) = HeaderValue::from_str(tag) {
        let _ = headers.insert(ETAG, tag);
    }
    response
}
