//! What the checks found, beside its field; and explaining it.

use std::collections::BTreeMap;

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use phaen_app::AppError;
use phaen_app::returns::{ExplainFinding, ReturnView, Standing, key_of};
use phaen_domain::finding::{Rule, Severity};
use phaen_domain::observation::Subject;
use phaen_domain::submission::{FieldKey, ItemKey};
use phaen_domain::words::Words;

use super::form::{text_of, word};
use super::place;
use crate::components::Tone;
use crate::display::Lang;
use crate::errors::WebError;
use crate::flash;
use crate::signed::Signed;
use crate::site::{Site, blocking};
use crate::text::Text;
use crate::view::View;

/// A finding for the template.
#[derive(Clone, Debug)]
pub(super) struct ShownFinding {
    /// Its id on the page.
    pub(super) id: String,
    /// Rule, field and figures: what its explanation is sent with.
    pub(super) name: String,
    /// How much it weighs, in words.
    pub(super) weight: String,
    /// The look of the notice.
    pub(super) tone: &'static str,
    /// Where, what, by which rule and what to do.
    pub(super) words: String,
    /// What was explained.
    pub(super) explained: Option<String>,
    /// Who explained.
    pub(super) by: String,
    /// Whether an explanation is asked for.
    pub(super) asks: bool,
}

/// What was found in a field.
pub(super) fn shown_of(t: Text, findings: &[Standing], key: &FieldKey) -> Vec<ShownFinding> {
    findings.iter().filter(|it| it.finding.field == *key).map(|it| shown(t, it)).collect()
}

fn shown(t: Text, it: &Standing) -> ShownFinding {
    let finding = &it.finding;
    let name = format!("{}|{}|{}", finding.rule.key(), finding.field, finding.facts);
    let place = format!("{}-{}", finding.rule.key(), finding.field).replace(|c: char| !c.is_alphanumeric(), "-");
    ShownFinding {
        id: format!("explain-{place}"),
        name,
        weight: word(t, finding.severity),
        tone: if finding.severity == Severity::Notice { "information" } else { "warning" },
        words: if t.display().lang == Lang::Thai { finding.th() } else { finding.en() },
        explained: it.explained.as_ref().map(|it| it.text.clone()),
        by: it.explained.as_ref().map(|it| crate::journal::who(t, &it.by)).unwrap_or_default(),
        asks: finding.severity == Severity::ToExplain,
    }
}

/// The findings of one field, as they stand on the page.
#[derive(Template)]
#[template(path = "returns/findings_part.html")]
struct Part<'a> {
    t: Text,
    field: Found,
    path: &'a str,
}

struct Found {
    findings: Vec<ShownFinding>,
}

/// What the checks find now in all fields that a changed one touches: those of its item, of the project around it, and those that name its
/// item. Fields without findings are told too, so that what no longer holds goes away.
pub(super) fn beside(t: Text, view: &ReturnView, changed: &FieldKey, path: &str) -> Result<BTreeMap<String, String>, AppError> {
    let standing = view.findings();
    let mut touched = BTreeMap::new();
    let items = view.form.items.iter().filter(|item| touches(&item.key(), &changed.item, &standing));
    for item in items {
        for field in item.fields(view.round.months) {
            let key = FieldKey { item: item.key(), field };
            let field = Found { findings: shown_of(t, &standing, &key) };
            let html = Part { t, field, path }.render().map_err(|error| AppError::Press(error.to_string()))?;
            touched.insert(key.to_string(), html);
        }
    }
    Ok(touched)
}

fn touches(item: &ItemKey, changed: &ItemKey, standing: &[Standing]) -> bool {
    let project = |key: &ItemKey| match key {
        ItemKey::Subject(Subject::Project(code) | Subject::ProjectIndicator(code, _)) => Some(code.clone()),
        _ => None,
    };
    let same_project = project(item).is_some() && project(item) == project(changed);
    let name = changed.to_string();
    let named = || standing.iter().any(|it| it.finding.field.item == *item && it.finding.facts.contains(&name));
    item == changed || same_project || named()
}

/// How many findings there are, for the facts about the return.
pub(super) fn counted(t: Text, findings: &[Standing]) -> (String, String) {
    let of = |severity, explained: bool| {
        let of = |it: &&Standing| it.finding.severity == severity && it.explained.is_some() == explained;
        t.count(findings.iter().filter(of).count())
    };
    let words = t.returns_findings_count(
        of(Severity::Blocking, false),
        of(Severity::ToExplain, false),
        of(Severity::ToExplain, true),
        of(Severity::Notice, false),
    );
    (t.returns_findings().to_owned(), if findings.is_empty() { t.returns_findings_none().to_owned() } else { words })
}

/// POST …/explain: stores the explanation of one finding.
pub(super) async fn explain(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Path((plan, round, unit)): Path<(String, String, String)>,
    Form(typed): Form<Vec<(String, String)>>,
) -> Result<Response, WebError> {
    let key = key_of(&plan, &round, &unit)?;
    let name = text_of(&typed, "finding").ok_or(WebError::BadRequest)?;
    let mut parts = name.splitn(3, '|');
    let rule = parts.next().and_then(Rule::from_key).ok_or(WebError::BadRequest)?;
    let field: FieldKey = parts.next().and_then(|field| field.parse().ok()).ok_or(WebError::BadRequest)?;
    let facts = parts.next().unwrap_or_default().to_owned();
    let text = text_of(&typed, &format!("explain:{name}")).unwrap_or_default().to_owned();
    let (app, back) = (site.app.clone(), place(&key, &field.item));
    blocking(move || app.explain_finding(&actor, &ExplainFinding { key, rule, field, facts, text })).await?;
    Ok(flash::redirect_with(&back, Tone::Success, view.t.returns_finding_stored()))
}
