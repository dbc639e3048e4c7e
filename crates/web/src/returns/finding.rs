//! What the checks found, beside its field; and explaining it.

use std::collections::BTreeMap;

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use phaen_app::AppError;
use phaen_app::accounts::People;
use phaen_app::returns::{ExplainFinding, ReturnView, Standing, key_of};
use phaen_domain::finding::{Rule, Severity};
use phaen_domain::observation::Subject;
use phaen_domain::submission::{FieldKey, ItemKey};
use phaen_domain::words::Words;
use serde::Serialize;

use super::form::{text_of, word};
use super::state::{Parts, Stands};
use super::{anchor, place};
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
    /// What, by which rule and what to do.
    pub(super) words: String,
    /// What was explained.
    pub(super) explained: Option<String>,
    /// Who explained.
    pub(super) by: String,
    /// Whether an explanation is asked for.
    pub(super) asks: bool,
}

/// What was found in a field.
pub(super) fn shown_of(t: Text, people: &People, findings: &[Standing], key: &FieldKey) -> Vec<ShownFinding> {
    findings.iter().filter(|it| it.finding.field == *key).map(|it| shown(t, people, it)).collect()
}

fn shown(t: Text, people: &People, it: &Standing) -> ShownFinding {
    let finding = &it.finding;
    let name = format!("{}|{}|{}", finding.rule.key(), finding.field, finding.facts);
    let place = format!("{}-{}", finding.rule.key(), finding.field).replace(|c: char| !c.is_alphanumeric(), "-");
    ShownFinding {
        id: format!("explain-{place}"),
        name,
        weight: if it.explained.is_some() { t.returns_finding_is_explained().to_owned() } else { word(t, finding.severity) },
        tone: match finding.severity {
            _ if it.explained.is_some() => "success",
            Severity::Notice => "information",
            Severity::Blocking | Severity::ToExplain => "warning",
        },
        words: t.digits_but_codes(&if t.display().lang == Lang::Thai { finding.beside_th() } else { finding.beside_en() }),
        explained: it.explained.as_ref().map(|it| it.text.clone()),
        by: it.explained.as_ref().map(|it| crate::journal::who(t, people, &it.by)).unwrap_or_default(),
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

/// What stands now of all items that a changed field touches: its own, those of the project around it, and those that name its item.
#[derive(Debug, Default, Serialize)]
pub(super) struct Touched {
    /// What the checks find, by the field's name. Fields without findings are told too, so that what no longer holds goes away.
    findings: BTreeMap<String, String>,
    /// Where items stand, by the item's place on the page.
    items: BTreeMap<String, Parts>,
    /// How many items are answered.
    done: String,
    /// How many findings there are.
    counted: String,
}

/// What stands now of all items that a changed field touches.
pub(super) fn touched(t: Text, view: &ReturnView, changed: &FieldKey, path: &str) -> Result<Touched, AppError> {
    let standing = view.findings();
    let (done, all) = view.completeness();
    let words = (t.returns_done_of(t.count(done), t.count(all)), counted(t, &standing).1);
    let mut now = Touched { done: words.0, counted: words.1, ..Touched::default() };
    let failed = |error: askama::Error| AppError::Press(error.to_string());
    for item in view.form.items.iter().filter(|item| touches(&item.key(), &changed.item, &standing)) {
        let state = Stands::of(t, view, item, &standing);
        let _ = now.items.insert(anchor(&item.key()), Parts::of(t, &state).map_err(failed)?);
        for field in item.fields(view.round.months) {
            let key = FieldKey { item: item.key(), field };
            let field = Found { findings: shown_of(t, &view.plan.stored.people, &standing, &key) };
            let _ = now.findings.insert(key.to_string(), Part { t, field, path }.render().map_err(failed)?);
        }
    }
    Ok(now)
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
