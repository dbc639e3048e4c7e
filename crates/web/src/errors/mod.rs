//! Every way in which a page can refuse: its status, its page, its problem document and its words.
//!
//! The one place where refusals get wording: what happened, what to do, whom to ask, and a short id that finds
//! the line in the log. Details of failures go to the log and never to the reader.

mod from_app;
mod wording;

pub use wording::Wording;

use askama::Template;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use jiff::civil::Date;
use phaen_domain::access::Denial;
use phaen_domain::plan::EditionState;
use phaen_domain::round::RoundState;
use phaen_domain::submission::SubmissionState;

use crate::display::{Digits, Display, Lang};
use crate::layout::Page;
use crate::login::with_next;
use crate::text::Text;
use crate::view::View;

/// A refusal, with the facts its wording needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WebError {
    /// 400: the request cannot be read.
    BadRequest,
    /// 401: nobody is logged in.
    Unauthenticated,
    /// 403: not permitted; what was asked and who could, where the decision names them.
    Forbidden(Option<Denial>),
    /// 403: the agency asks a second factor of the account, and it has none yet.
    EnrolFirst,
    /// 403: a write that did not come from a page of ours.
    Crossing,
    /// 404: no such page or object.
    NotFound,
    /// 405: the address exists, the method does not.
    NotAllowed,
    /// 409: the state of an edition or a round does not take this, whoever asks.
    Held(Held),
    /// 409: the round went on; what comes now counts in the next report.
    Past {
        /// Where the round is.
        state: RoundState,
        /// The next round in Thai and, where it has one, in English; none in the same fiscal year when absent.
        next: Option<(String, Option<String>)>,
    },
    /// 409: the figure is reported in a unit's return, and comes by its way alone.
    StandsInReturn {
        /// The unit in Thai and, where it has one, in English.
        unit: (String, Option<String>),
        /// The round, in the same way.
        round: (String, Option<String>),
    },
    /// 409: someone else saved first; both texts are shown.
    Stale {
        /// What the reader sent.
        yours: String,
        /// What is saved.
        theirs: String,
    },
    /// 409: something was stored between the dry run of an import and its confirmation.
    PreviewOutOfDate,
    /// 409: the same named write is being done right now.
    UnderWay,
    /// 413: larger than the limit.
    TooLarge,
    /// 422: readable but wrong, from a place that has no form to show again.
    Invalid,
    /// 422: the name of a write stands for another one.
    KeyReused,
    /// 429: too many attempts.
    TooMany {
        /// Seconds until the next is accepted.
        seconds: u32,
    },
    /// 503: not finished in time.
    Busy,
    /// 503: the database cannot be reached now.
    Away {
        /// For the log only.
        detail: String,
    },
    /// 503: files of evidence can neither be kept nor read now; everything else can.
    FilesAway {
        /// For the log only.
        detail: String,
    },
    /// 507: there is no room left for what is to be stored.
    Full {
        /// For the log only.
        detail: String,
    },
    /// 500: our failure.
    Internal {
        /// For the log only.
        detail: String,
    },
}

/// What is not in the state for what was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// An edition that may not be edited, or a draft where a new one was to begin.
    Edition(EditionState),
    /// A round that takes no results.
    Round(RoundState),
    /// A round that an order had reopened, until this day.
    ReopeningOver(Date),
    /// A round in which something else is decided.
    RoundStep(RoundState),
    /// A unit's return on which something else is decided.
    Return(SubmissionState),
    /// A return with something missing.
    Incomplete,
    /// A return with findings to mend or to explain.
    Findings,
    /// A round with findings to mend or to explain, in its plan or in verified returns.
    RoundFindings,
    /// A round in which no unit has anything to report.
    NothingToReport,
}

/// Seconds after which a program may ask again when the database was not there.
const AWAY_SECONDS: u32 = 30;

/// Marks a response that is a finished page, so that the layer leaves it alone.
#[derive(Clone, Copy, Debug)]
pub struct Dressed;

/// The form in which the client can read a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Medium {
    /// A whole page.
    Page,
    /// A notice to put into the page that is open.
    Part,
    /// A problem document (RFC 9457).
    Problem,
}

impl Medium {
    /// Decides by address and headers.
    #[must_use]
    pub fn of(parts: &Parts) -> Self {
        if parts.uri.path().starts_with("/api/") || prefers_json(&parts.headers) {
            Self::Problem
        } else if parts.headers.contains_key("hx-request") {
            Self::Part
        } else {
            Self::Page
        }
    }
}

fn prefers_json(headers: &HeaderMap) -> bool {
    let accept = headers.get("accept").and_then(|value| value.to_str().ok()).unwrap_or("");
    accept.contains("json") && !accept.contains("text/html")
}

impl WebError {
    /// Our failure; the detail goes to the log.
    #[must_use]
    pub fn internal(detail: impl std::fmt::Display) -> Self {
        Self::Internal { detail: detail.to_string() }
    }

    /// The status of the answer.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::Unauthenticated => StatusCode::UNAUTHORIZED,
            Self::Forbidden(_) | Self::EnrolFirst | Self::Crossing => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::NotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Held(_)
            | Self::Past { .. }
            | Self::StandsInReturn { .. }
            | Self::Stale { .. }
            | Self::PreviewOutOfDate
            | Self::UnderWay => StatusCode::CONFLICT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Invalid | Self::KeyReused => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy | Self::Away { .. } | Self::FilesAway { .. } => StatusCode::SERVICE_UNAVAILABLE,
            Self::Full { .. } => StatusCode::INSUFFICIENT_STORAGE,
            Self::Internal { .. } => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Seconds after which the same may be asked again, where that is known.
    #[must_use]
    pub const fn retry_after(&self) -> Option<u32> {
        match self {
            Self::TooMany { seconds } => Some(*seconds),
            Self::Away { .. } | Self::FilesAway { .. } => Some(AWAY_SECONDS),
            Self::UnderWay => Some(1),
            _ => None,
        }
    }

    /// What the log says of a failure of ours; `None` for a refusal.
    #[must_use]
    pub fn failure(&self) -> Option<&str> {
        match self {
            Self::Internal { detail } | Self::Away { detail } | Self::FilesAway { detail } | Self::Full { detail } => {
                Some(detail)
            }
            _ => None,
        }
    }

    /// The stable name in problem documents and logs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::BadRequest => "bad-request",
            Self::Unauthenticated => "unauthenticated",
            Self::Forbidden(_) => "forbidden",
            Self::EnrolFirst => "second-factor-needed",
            Self::Crossing => "not-from-this-site",
            Self::NotFound => "not-found",
            Self::NotAllowed => "method-not-allowed",
            Self::Held(Held::Edition(_)) => "edition-state",
            Self::Held(Held::Round(_) | Held::RoundStep(_) | Held::ReopeningOver(_)) | Self::Past { .. } => "round-state",
            Self::Held(Held::Return(_)) => "return-state",
            Self::Held(Held::Incomplete) => "return-incomplete",
            Self::Held(Held::Findings) => "return-findings",
            Self::Held(Held::RoundFindings) => "round-findings",
            Self::Held(Held::NothingToReport) => "nothing-to-report",
            Self::StandsInReturn { .. } => "stands-in-return",
            Self::Stale { .. } => "stale",
            Self::PreviewOutOfDate => "preview-out-of-date",
            Self::UnderWay => "under-way",
            Self::KeyReused => "key-reused",
            Self::TooLarge => "too-large",
            Self::Invalid => "invalid",
            Self::TooMany { .. } => "too-many-requests",
            Self::Busy => "timed-out",
            Self::Away { .. } => "store-away",
            Self::FilesAway { .. } => "files-away",
            Self::Full { .. } => "store-full",
            Self::Internal { .. } => "internal",
        }
    }

    /// The refusal behind a bare status of the framework; `None` for statuses that are no refusal.
    #[must_use]
    pub fn from_status(status: StatusCode) -> Option<Self> {
        match status.as_u16() {
            401 => Some(Self::Unauthenticated),
            403 => Some(Self::Forbidden(None)),
            404 => Some(Self::NotFound),
            405 => Some(Self::NotAllowed),
            413 => Some(Self::TooLarge),
            422 => Some(Self::Invalid),
            408 | 503 | 504 => Some(Self::Busy),
            400..500 => Some(Self::BadRequest),
            500..600 => Some(Self::internal(format!("bare status {status}"))),
            _ => None,
        }
    }
}

/// Leaves the handler as a bare status; the layer `refusals` dresses it for the reader.
impl IntoResponse for WebError {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        let _ = response.extensions_mut().insert(self);
        response
    }
}

#[derive(Template)]
#[template(path = "errors/page_refusal.html")]
struct RefusalPage<'a> {
    t: Text,
    wording: &'a Wording,
    id: &'a str,
    texts: Option<(&'a str, &'a str)>,
    /// Where to sign in, for whom nobody knows; it leads back to the page that was open.
    login: Option<String>,
    /// The page that was open.
    before: Option<&'a str>,
}

#[derive(Template)]
#[template(path = "errors/part_refusal.html")]
struct RefusalPart<'a> {
    t: Text,
    wording: &'a Wording,
    id: &'a str,
}

/// The refusal in the form the client can read.
#[must_use]
pub fn dressed(error: &WebError, view: &View, medium: Medium, limit_bytes: usize) -> Response {
    let wording = error.wording(view.t, limit_bytes);
    let mut response = match medium {
        Medium::Problem => problem(error, view, limit_bytes),
        Medium::Part => part(&wording, view),
        Medium::Page => page(error, &wording, view),
    };
    *response.status_mut() = error.status();
    let _ = response.extensions_mut().insert(Dressed);
    if let Some(seconds) = error.retry_after() {
        let _ = response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

fn page(error: &WebError, wording: &Wording, view: &View) -> Response {
    let texts = match error {
        WebError::Stale { yours, theirs } => Some((yours.as_str(), theirs.as_str())),
        _ => None,
    };
    let before = view.came_from.as_deref();
    let login = matches!(error, WebError::Unauthenticated).then(|| with_next("/login", before.unwrap_or_default()));
    let before = before.filter(|_| login.is_none());
    let body = RefusalPage { t: view.t, wording, id: &view.request_id, texts, login, before };
    Page::new(view, wording.title.clone()).render(&body)
}

fn part(wording: &Wording, view: &View) -> Response {
    let body = RefusalPart { t: view.t, wording, id: &view.request_id };
    match body.render() {
        Ok(html) => Html(html).into_response(),
        Err(_) => wording.title.clone().into_response(),
    }
}

/// The problem document (RFC 9457): title and detail in the reader's language, and the whole wording in Thai and English.
#[must_use]
pub fn problem_document(error: &WebError, view: &View, limit_bytes: usize) -> serde_json::Value {
    let wording = error.wording_for_programs(view.t, limit_bytes);
    let mut document = serde_json::json!({
        "type": format!("/problems/{}", error.code()),
        "title": wording.title,
        "status": error.status().as_u16(),
        "detail": wording.what,
        "remedy": wording.remedy,
        "contact": wording.who,
        "reference": view.request_id,
    });
    for lang in [Lang::Thai, Lang::English] {
        let words = error.wording_for_programs(Text::new(Display { lang, digits: Digits::Arabic }), limit_bytes);
        document[lang.code()] = serde_json::json!({
            "title": words.title, "detail": words.what, "remedy": words.remedy, "contact": words.who,
        });
    }
    if let WebError::Stale { yours, theirs } = error {
        document["yours"] = yours.as_str().into();
        document["theirs"] = theirs.as_str().into();
    }
    document
}

fn problem(error: &WebError, view: &View, limit_bytes: usize) -> Response {
    let mut response = problem_document(error, view, limit_bytes).to_string().into_response();
    let kind = HeaderValue::from_static("application/problem+json");
    let _ = response.headers_mut().insert(CONTENT_TYPE, kind);
    if matches!(error, WebError::Unauthenticated) {
        let _ = response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}
