//! Findings (ข้อสังเกตจากการตรวจสอบ): what does not fit in a return or a plan, each with where it stands, by which rule, and what to do.
//!
//! Findings are computed from what is typed and never stored. A blocking one has to be mended; one to be explained needs an explanation,
//! which travels with the figure and holds as long as the finding says the same; a notice only asks for a second look.

mod answer;
mod beside;
mod comments;
mod dates;
mod figures;
mod frozen;
mod history;
mod measures;
mod money;
mod narrative;
mod plan;
mod presence;
mod rule;
mod seen;
mod status;
mod text;

use std::collections::BTreeMap;

use crate::observation::Subject;
use crate::plan::AgencyPlan;
use crate::round::Round;
use crate::submission::{Field, FieldKey, Fields, Form, ItemKey};
use crate::words::Words;

pub use answer::Explained;
pub use beside::{Earlier, Siblings, earlier};
pub use comments::unsettled;
pub use frozen::{OfUnit, parted, with_explained};
pub(crate) use frozen::{escaped, restored};
pub use plan::check_plan;
pub use rule::{Rule, Severity};
use seen::Seen;
pub(crate) use seen::is_percent;

/// What a return is held against.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The plan with everything that is verified: targets, money, other units' values.
    pub plan: &'a AgencyPlan,
    /// The round.
    pub round: &'a Round,
    /// What has to be reported.
    pub form: &'a Form,
    /// What is typed.
    pub fields: &'a Fields,
    /// What was reported at the round before.
    pub before: &'a Earlier,
    /// What other units reported at this round.
    pub siblings: &'a Siblings,
    /// How many files stand behind each item, and behind each of its steps; 0 is the item as a whole.
    pub evidence: &'a BTreeMap<(ItemKey, u8), usize>,
}

/// Something that does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// By which rule.
    pub rule: Rule,
    /// How much it weighs.
    pub severity: Severity,
    /// Where to look first.
    pub field: FieldKey,
    /// The figures that do not fit. With others it is another finding and needs another explanation.
    pub facts: String,
    /// What does not fit, in Thai.
    pub what_th: String,
    /// What does not fit, in English.
    pub what_en: String,
}

impl Finding {
    fn of(rule: Rule, item: &ItemKey, field: Field, facts: &[&str], what: (String, String)) -> Self {
        let field = FieldKey { item: item.clone(), field };
        Self { rule, severity: rule.severity(), field, facts: facts.join(" | "), what_th: what.0, what_en: what.1 }
    }

    /// Where, what, which rule and what to do, in Thai.
    #[must_use]
    pub fn th(&self) -> String {
        let place = place(&self.field.item, "ตัวชี้วัด", "โครงการ", "ตัวชี้วัดที่", "ภาพรวม");
        format!("{place} ช่อง{}: {}", self.field.field.th(), self.beside_th())
    }

    /// What, which rule and what to do, in Thai: for whoever sees the field.
    #[must_use]
    pub fn beside_th(&self) -> String {
        format!("{} (เกณฑ์: {}) {}", self.what_th, self.rule.th(), self.rule.remedy().0)
    }

    /// Where, what, which rule and what to do, in English.
    #[must_use]
    pub fn en(&self) -> String {
        let place = place(&self.field.item, "Indicator", "Project", "indicator", "As a whole");
        format!("{place}, {}: {}", self.field.field.en(), self.beside_en())
    }

    /// What, which rule and what to do, in English: for whoever sees the field.
    #[must_use]
    pub fn beside_en(&self) -> String {
        format!("{} (rule: {}). {}", self.what_en, self.rule.en(), self.rule.remedy().1)
    }
}

fn place(item: &ItemKey, indicator: &str, project: &str, its: &str, whole: &str) -> String {
    match item {
        ItemKey::Whole => whole.to_owned(),
        ItemKey::Subject(Subject::Indicator(code)) => format!("{indicator} {code}"),
        ItemKey::Subject(Subject::Project(code)) => format!("{project} {code}"),
        ItemKey::Subject(Subject::ProjectIndicator(code, order)) => format!("{project} {code} {its} {order}"),
    }
}

/// All findings of a return, in the order of its form. An item that is not answered yet has none: it is missing.
#[must_use]
pub fn check(context: &Context<'_>) -> Vec<Finding> {
    let items = Seen::all(context);
    let mut found = Vec::new();
    for seen in &items {
        presence::check(context, seen, &mut found);
        figures::check(seen, &mut found);
        history::check(context, seen, &mut found);
        narrative::check(seen, &mut found);
        dates::check(context, seen, &mut found);
        status::check(context, seen, &items, &mut found);
        money::check(context, seen, &mut found);
        measures::check(context, seen, &items, &mut found);
    }
    merged(found)
}

/// What one rule finds at one field is one finding: one explanation answers all of it.
fn merged(found: Vec<Finding>) -> Vec<Finding> {
    let mut all: Vec<Finding> = Vec::new();
    for it in found {
        match all.iter_mut().find(|other| other.rule == it.rule && other.field == it.field) {
            Some(other) => {
                other.facts = format!("{}; {}", other.facts, it.facts);
                other.what_th = format!("{} · {}", other.what_th, it.what_th);
                other.what_en = format!("{}; {}", other.what_en, it.what_en);
            }
            None => all.push(it),
        }
    }
    all
}
