//! Search over one edition of a plan: every word must stand somewhere in an item's text, found inside unspaced Thai.

use phaen_domain::observation::Subject;
use phaen_domain::plan::AgencyPlan;
use phaen_domain::thai::fold::fold_for_search;

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An indicator.
    Indicator,
    /// A project.
    Project,
    /// A unit.
    Unit,
    /// A node of the tree.
    Node,
}

/// One thing that can be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What it is.
    pub kind: Kind,
    /// Its code.
    pub code: String,
    /// Its number, where it has one.
    pub number: Option<String>,
    /// Its name in Thai.
    pub name_th: String,
    /// Its name in English, where it has one.
    pub name_en: Option<String>,
}

/// All that can be found in an edition.
#[derive(Debug)]
pub struct Index {
    items: Vec<(String, Found)>,
}

/// Most results on a page.
pub const MOST_RESULTS: usize = 200;

impl Index {
    /// Folds every item of a plan.
    #[must_use]
    pub fn of(plan: &AgencyPlan) -> Self {
        let mut items = Vec::new();
        let mut add = |kind, code: &str, number: Option<&String>, (th, en): (&str, Option<&String>), more: &[&str]| {
            let (number_text, en_text) = (number.map_or("", String::as_str), en.map_or("", String::as_str));
            let text = format!("{code} {number_text} {th} {en_text} {}", more.join(" "));
            let found =
                Found { kind, code: code.to_owned(), number: number.cloned(), name_th: th.to_owned(), name_en: en.cloned() };
            items.push((fold_for_search(&text), found));
        };
        for node in &plan.nodes {
            add(Kind::Node, node.code.as_str(), node.number.as_ref(), (&node.name_th, node.name_en.as_ref()), &[]);
        }
        for indicator in &plan.indicators {
            let narratives = narratives(plan, |subject| matches!(subject, Subject::Indicator(code) if *code == indicator.code));
            let definition = indicator.definition.as_deref().unwrap_or("");
            add(
                Kind::Indicator,
                indicator.code.as_str(),
                indicator.number.as_ref(),
                (&indicator.name_th, indicator.name_en.as_ref()),
                &[definition, &narratives],
            );
        }
        for project in &plan.projects {
            let texts = project.indicators.iter().map(|indicator| indicator.text.as_str()).collect::<Vec<_>>().join(" ");
            add(Kind::Project, project.code.as_str(), project.number.as_ref(), (&project.name_th, None), &[&texts]);
        }
        for unit in &plan.units {
            add(Kind::Unit, unit.code.as_str(), None, (&unit.name_th, unit.name_en.as_ref()), &[&unit.abbreviation]);
        }
        Self { items }
    }

    /// Items in which every word of the query stands, names first.
    #[must_use]
    pub fn find(&self, query: &str) -> Vec<Found> {
        let query = fold_for_search(query);
        let words = query.split_whitespace().collect::<Vec<_>>();
        if words.is_empty() {
            return Vec::new();
        }
        let mut found = self.items.iter().filter(|(text, _)| words.iter().all(|word| text.contains(word))).collect::<Vec<_>>();
        let named = |item: &Found| {
            let mut names = std::iter::once(&item.name_th).chain(&item.name_en);
            names.any(|name| fold_for_search(name).contains(&query))
        };
        found.sort_by_key(|(_, item)| !named(item));
        found.into_iter().take(MOST_RESULTS).map(|(_, item)| item.clone()).collect()
    }
}

fn narratives(plan: &AgencyPlan, wanted: impl Fn(&Subject) -> bool) -> String {
    let texts = plan.observations.iter().filter(|o| wanted(&o.subject)).filter_map(|o| o.narrative.as_deref());
    texts.collect::<Vec<_>>().join(" ")
}
