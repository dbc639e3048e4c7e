//! Where one item of a return stands: what is missing, and whether anything is left to do. The page is made with it, and the answer to a
//! field that stored itself carries it.

use askama::Template;
use phaen_app::returns::{ReturnView, Standing};
use phaen_domain::submission::Item;
use phaen_domain::submission::reading::proposal_missing;
use serde::Serialize;

use super::form::word;
use crate::text::Text;

/// Where an item stands.
#[derive(Clone, Debug)]
pub(super) struct Stands {
    /// What is still missing.
    pub(super) missing: Option<String>,
    /// Whether nothing is left to do: answered, no comment open, and no finding that holds the return up.
    pub(super) settled: bool,
}

impl Stands {
    pub(super) fn of(t: Text, view: &ReturnView, item: &Item, findings: &[Standing]) -> Self {
        let key = item.key();
        let missing = view.reported(item).err().or_else(|| proposal_missing(item, &view.fields));
        let held = findings.iter().any(|it| it.finding.field.item == key && it.holds());
        let of_item = |field: &Option<phaen_domain::submission::FieldKey>| field.as_ref().is_some_and(|it| it.item == key);
        let asked = view.comments.iter().any(|it| it.resolved.is_none() && of_item(&it.field));
        Self {
            settled: missing.is_none() && !held && !asked,
            missing: missing.map(|(_, why)| t.digits(&word(t, why)).into_owned()),
        }
    }
}

/// The places of the page that say where an item stands, as they are drawn.
#[derive(Debug, Serialize)]
pub(super) struct Parts {
    /// What is missing, above its fields.
    missing: String,
    /// The mark in the list of all items.
    tag: String,
    /// The mark beside its heading.
    done: String,
}

impl Parts {
    pub(super) fn of(t: Text, state: &Stands) -> Result<Self, askama::Error> {
        Ok(Self {
            missing: MissingPart { missing: state.missing.clone() }.render()?,
            tag: TagPart { t, settled: state.settled }.render()?,
            done: DonePart { t, settled: state.settled }.render()?,
        })
    }
}

#[derive(Template)]
#[template(source = r#"{% import "returns/state.html" as state %}{% call state::missing(missing) %}{% endcall %}"#, ext = "html")]
struct MissingPart {
    missing: Option<String>,
}

#[derive(Template)]
#[template(source = r#"{% import "returns/state.html" as state %}{% call state::tag(settled) %}{% endcall %}"#, ext = "html")]
struct TagPart {
    t: Text,
    settled: bool,
}

#[derive(Template)]
#[template(source = r#"{% import "returns/state.html" as state %}{% call state::done(settled) %}{% endcall %}"#, ext = "html")]
struct DonePart {
    t: Text,
    settled: bool,
}
