//! Names of the things that the journal names by code.

use std::collections::HashMap;
use std::sync::Arc;

use phaen_app::accounts::People;
use phaen_app::{Actor, App, AppError};
use phaen_domain::plan::AgencyPlan;

use crate::cookies::encode;
use crate::exchange::cells::header;
use crate::explain::wording::{name, numbered};
use crate::text::Text;

/// Names by kind and code, from the editions in force of all plans.
#[derive(Debug, Default)]
pub(crate) struct Names {
    names: HashMap<(&'static str, String), String>,
    /// Who is who.
    pub(super) people: Arc<People>,
}

impl Names {
    /// Reads the names.
    pub(super) fn read(t: Text, app: &App, actor: &Actor) -> Result<Self, AppError> {
        let mut names = Self { people: app.people(actor)?, ..Self::default() };
        for listing in app.plans(actor)?.iter() {
            let view = app.plan(actor, listing.plan.code.as_str(), None)?;
            names.take(t, &view.plan);
        }
        Ok(names)
    }

    /// The names of one plan, such as one that a workbook proposes.
    pub(crate) fn of_plan(t: Text, plan: &AgencyPlan) -> Self {
        let mut names = Self::default();
        names.take(t, plan);
        names
    }

    fn take(&mut self, t: Text, plan: &AgencyPlan) {
        self.add("plan", plan.plan.code.as_str(), name(t, &plan.plan.name_th, plan.plan.name_en.as_ref()).into_owned());
        for indicator in &plan.indicators {
            self.add(
                "indicator",
                indicator.code.as_str(),
                numbered(t, indicator.number.as_ref(), name(t, &indicator.name_th, indicator.name_en.as_ref())),
            );
        }
        for project in &plan.projects {
            self.add("project", project.code.as_str(), numbered(t, project.number.as_ref(), &project.name_th));
        }
        for unit in &plan.units {
            self.add("unit", unit.code.as_str(), name(t, &unit.name_th, unit.name_en.as_ref()).into_owned());
        }
        for round in &plan.rounds {
            self.add("round", round.code.as_str(), name(t, &round.name_th, round.name_en.as_ref()).into_owned());
        }
        for node in &plan.nodes {
            self.add(
                "node",
                node.code.as_str(),
                numbered(t, node.number.as_ref(), name(t, &node.name_th, node.name_en.as_ref())),
            );
        }
        for scale in &plan.scales {
            self.add("scale", scale.code.as_str(), name(t, &scale.name_th, scale.name_en.as_ref()).into_owned());
        }
    }

    fn add(&mut self, kind: &'static str, code: &str, name: String) {
        let _ = self.names.entry((kind, code.to_owned())).or_insert(name);
    }

    /// The name of a thing; its code where it is not known any more.
    pub(super) fn of(&self, t: Text, kind: &str, code: &str) -> String {
        let section = || phaen_domain::book::SECTIONS.iter().find(|(key, ..)| *key == code).map(|(_, th, en)| header(t, th, en));
        let known = match kind {
            "narrative" => section().map(str::to_owned),
            "calendar" => Some(t.journal_name_calendar().to_owned()),
            "sign_in" => Some(t.journal_name_sign_in().to_owned()),
            "return" => self.of_return(t, code),
            _ => KINDS.iter().find(|known| **known == kind).and_then(|kind| self.names.get(&(*kind, code.to_owned())).cloned()),
        };
        t.digits(&known.unwrap_or_else(|| code.to_owned())).into_owned()
    }

    /// A return is named by its unit and round.
    fn of_return(&self, t: Text, code: &str) -> Option<String> {
        let mut parts = code.splitn(3, '/').skip(1);
        let (round, unit) = parts.next().zip(parts.next())?;
        Some(format!("{} · {}", self.of(t, "unit", unit), self.of(t, "round", round)))
    }

    /// The name of whatever has this code, where something has.
    pub(crate) fn of_any(&self, t: Text, code: &str) -> Option<String> {
        let named = KINDS.iter().find_map(|kind| self.names.get(&(*kind, code.to_owned())));
        named.map(|found| t.digits(found).into_owned())
    }
}

/// Kinds whose names are known.
const KINDS: [&str; 7] = ["indicator", "project", "unit", "round", "plan", "node", "scale"];

/// The page of a thing, where it has one.
pub(super) fn page_of(kind: &str, code: &str) -> Option<String> {
    if kind == "return" {
        return Some(format!("/returns/{}", code.split('/').map(encode).collect::<Vec<_>>().join("/")));
    }
    let code = encode(code);
    match kind {
        "indicator" => Some(format!("/indicators/{code}")),
        "project" => Some(format!("/projects/{code}")),
        "unit" => Some(format!("/units/{code}")),
        "plan" => Some(format!("/plan?plan={code}")),
        "round" => Some("/rounds".to_owned()),
        "narrative" => Some("/books/texts".to_owned()),
        "calendar" => Some("/calendar".to_owned()),
        "sign_in" => Some("/second-factor".to_owned()),
        "position" => Some(format!("/offices/{code}")),
        _ => None,
    }
}
