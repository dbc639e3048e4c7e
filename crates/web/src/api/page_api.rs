//! The page that lists what the API offers, made from its document: for those who connect another system.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use phaen_domain::words::Words;
use utoipa::openapi::path::Operation;

use super::document::{document, operation};
use crate::display::Lang;
use crate::layout::Page;
use crate::rooms::{Declared, Permission, Rooms};
use crate::site::Site;
use crate::text::Text;
use crate::view::View;

struct Row {
    method: &'static str,
    path: &'static str,
    summary: String,
    who: &'static str,
    parameters: String,
    answers: String,
}

#[derive(Template)]
#[template(path = "api/page_api.html")]
struct ApiPage {
    t: Text,
    rows: Vec<Row>,
    /// Where this installation is reached, for the example.
    site: String,
}

/// GET /api
pub(super) async fn show(State(site): State<Site>, view: View) -> Response {
    let t = view.t;
    let rooms = super::routes(Rooms::new());
    let rows = rooms.declared().iter().filter_map(|declared| {
        let item = document().paths.paths.get(declared.path)?;
        operation(item, declared.method).map(|operation| row(t, declared, operation))
    });
    let site = site.app.site().unwrap_or("https://plan.example.go.th").trim_end_matches('/').to_owned();
    let body = ApiPage { t, rows: rows.collect(), site };
    Page::new(&view, t.api_title()).lead(t.api_lead()).render(&body)
}

fn row(t: Text, declared: &Declared, operation: &Operation) -> Row {
    let thai = t.display().lang == Lang::Thai;
    let in_thai = operation.extensions.as_ref().and_then(|more| more.get("x-summary-th")).and_then(|words| words.as_str());
    let english = operation.summary.as_deref();
    let summary = if thai { in_thai.or(english) } else { english };
    let who = match declared.permission {
        Permission::Public => t.api_public(),
        Permission::Action(action) => {
            if thai {
                action.th()
            } else {
                action.en()
            }
        }
    };
    let parameters = operation.parameters.iter().flatten().filter_map(|parameter| match parameter {
        utoipa::openapi::RefOr::T(parameter) => Some(parameter.name.as_str()),
        utoipa::openapi::RefOr::Ref(_) => None,
    });
    let answers = operation.responses.responses.keys().map(String::as_str);
    Row {
        method: declared.method,
        path: declared.path,
        summary: summary.unwrap_or_default().to_owned(),
        who,
        parameters: parameters.collect::<Vec<_>>().join(", "),
        answers: answers.collect::<Vec<_>>().join(" "),
    }
}
