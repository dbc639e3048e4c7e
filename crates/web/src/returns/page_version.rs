//! GET /returns/{plan}/{round}/{unit}/versions/{number}: a return as it was submitted once, beside the version before it; the first one
//! beside what stands now.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use phaen_app::returns::{ReturnView, key_of};
use phaen_domain::submission::{Field, FieldKey, ItemKey, SubmittedVersion, WHOLE_FIELDS};

use super::page_sheet::{about, shown};
use super::{path, plan_name, round_name, unit_name};
use crate::errors::WebError;
use crate::journal::who;
use crate::layout::{Page, Room};
use crate::signed::Signed;
use crate::site::{Site, blocking};
use crate::text::Text;
use crate::view::View;
use crate::when;

/// One field as it was submitted.
struct Row {
    field: String,
    text: String,
    /// Whether its text is of paragraphs.
    lines: bool,
    /// What stands in the other version, where that differs.
    other: Option<String>,
}

/// An item with its fields.
struct Part {
    name: String,
    rows: Vec<Row>,
}

#[derive(Template)]
#[template(path = "returns/page_version.html")]
struct VersionPage {
    t: Text,
    facts: Vec<(String, String)>,
    items: Vec<Part>,
    /// What a text that differs is marked with, and what stands before the other one.
    differs: [&'static str; 2],
    back: String,
}

type Texts = BTreeMap<FieldKey, String>;

pub(super) async fn show(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Path((plan, round, unit, number)): Path<(String, String, String, String)>,
) -> Result<Response, WebError> {
    let key = key_of(&plan, &round, &unit)?;
    let number: u32 = number.parse().map_err(|_| WebError::NotFound)?;
    let of = key.clone();
    let (found, version, texts, other) = blocking(move || {
        let found = site.app.unit_return(&actor, &of)?;
        let (version, texts) = site.app.submitted_return(&actor, &of, number)?;
        let other: Texts = match number {
            0 | 1 => found.fields.0.iter().map(|(key, entry)| (key.clone(), entry.text.clone())).collect(),
            _ => site.app.submitted_return(&actor, &of, number - 1)?.1.into_iter().collect(),
        };
        Ok::<_, phaen_app::AppError>((found, version, texts.into_iter().collect::<Texts>(), other))
    })
    .await?;
    let (t, unit) = (view.t, unit_name(view.t, &found));
    let name = t.returns_version(t.count(usize::try_from(number).unwrap_or(0)));
    let page = Page::new(&view, format!("{} · {name}", t.returns_title(unit.as_str()))).in_room(Room::Returns);
    let page = page.crumb(unit, Some(&path(&key))).crumb(name, None);
    let body = VersionPage {
        t,
        facts: facts(t, &found, &version),
        items: parts(t, &found, &texts, &other),
        differs: if number < 2 {
            [t.returns_differs_now(), t.returns_stands_now()]
        } else {
            [t.returns_differs_before(), t.returns_stood_before()]
        },
        back: path(&key),
    };
    Ok(page.lead(format!("{} · {}", plan_name(t, &found), round_name(t, &found))).render(&body))
}

fn facts(t: Text, found: &ReturnView, version: &SubmittedVersion) -> Vec<(String, String)> {
    let name = |login: &str| who(t, &found.plan.stored.people, login);
    vec![
        (t.returns_version_at().to_owned(), when::instant(t, version.submitted_at)),
        (t.returns_version_by().to_owned(), name(&version.submitted_by)),
        (t.returns_version_endorsed().to_owned(), name(&version.endorsed_by)),
        ("SHA-256".to_owned(), version.hash.clone()),
    ]
}

/// Fields in the order of the form; what the form no longer has comes last.
fn parts(t: Text, found: &ReturnView, texts: &Texts, other: &Texts) -> Vec<Part> {
    let of_items = found.form.items.iter().flat_map(|item| {
        let fields = item.fields(found.round.months).into_iter();
        fields.map(|field| FieldKey { item: item.key(), field })
    });
    let of_whole = WHOLE_FIELDS.map(|field| FieldKey { item: ItemKey::Whole, field });
    let mut order: Vec<FieldKey> = of_items.chain(of_whole).collect();
    let known: BTreeSet<FieldKey> = order.iter().cloned().collect();
    order.extend(texts.keys().chain(other.keys()).filter(|key| !known.contains(key)).cloned().collect::<BTreeSet<_>>());
    let text = |of: &Texts, key: &FieldKey| of.get(key).cloned().unwrap_or_default();
    let mut parts: Vec<(ItemKey, Part)> = Vec::new();
    for key in order {
        let (own, beside) = (text(texts, &key), text(other, &key));
        if own.is_empty() && beside.is_empty() {
            continue;
        }
        let [name, field] = about(t, found, &key);
        let row = Row {
            field,
            lines: matches!(key.field, Field::Narrative | Field::Problem | Field::Remedy | Field::NextPlan),
            text: shown(t, key.field, &own),
            other: (own != beside).then(|| shown(t, key.field, &beside)),
        };
        match parts.last_mut().filter(|(item, _)| *item == key.item) {
            Some((_, part)) => part.rows.push(row),
            None => parts.push((key.item, Part { name, rows: vec![row] })),
        }
    }
    parts.into_iter().map(|(_, part)| part).collect()
}
