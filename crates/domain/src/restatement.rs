//! Restated figures (ตัวเลขที่ปรับปรุง): what a later frozen revision of a round shows otherwise than the one before it. Computed from both when
//! asked for, never stored.

use std::collections::{BTreeMap, BTreeSet};

use crate::figure::{Figure, FigureId};
use crate::round::RoundDecision;

/// A figure that differs between two revisions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restated {
    /// Which figure.
    pub id: FigureId,
    /// As the earlier revision showed it, where it had it.
    pub before: Option<String>,
    /// As the later revision shows it, where it has it.
    pub after: Option<String>,
}

/// A time that a frozen round was open again by order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reopened {
    /// The revision that it leads to: 2, 3 …
    pub revision: u32,
    /// The order, where one was kept.
    pub order: Option<RoundDecision>,
    /// What that revision restates of the one before it. None while it is not frozen.
    pub restated: Option<Vec<Restated>>,
}

/// What later figures restate of earlier ones, in the order of the later ones; then those that are gone.
#[must_use]
pub fn restated(before: &[Figure], after: &[Figure]) -> Vec<Restated> {
    let told: BTreeMap<&str, &str> = before.iter().map(|it| (it.id.as_str(), it.shown.as_str())).collect();
    let still: BTreeSet<&str> = after.iter().map(|it| it.id.as_str()).collect();
    let changed = after.iter().filter_map(|it| {
        let old = told.get(it.id.as_str()).copied();
        let differs = old != Some(it.shown.as_str());
        differs.then(|| Restated { id: it.id.clone(), before: old.map(str::to_owned), after: Some(it.shown.clone()) })
    });
    let gone = before.iter().filter(|it| !still.contains(it.id.as_str()));
    let gone = gone.map(|it| Restated { id: it.id.clone(), before: Some(it.shown.clone()), after: None });
    changed.chain(gone).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(shown: &[(&str, &str)]) -> Vec<Figure> {
        shown.iter().map(|(what, shown)| Figure { id: FigureId::plan(what), shown: (*shown).to_owned() }).collect()
    }

    #[test]
    fn what_differs_is_new_or_is_gone_is_restated_and_nothing_else() {
        let before = figures(&[("score", "80.00"), ("full", "85.00"), ("percent", "94.12")]);
        let after = figures(&[("count", "18"), ("score", "79.00"), ("full", "85.00")]);
        let told = restated(&before, &after);
        let told: Vec<_> = told.iter().map(|it| (it.id.as_str(), it.before.as_deref(), it.after.as_deref())).collect();
        let wanted = [
            ("plan/count", None, Some("18")),
            ("plan/score", Some("80.00"), Some("79.00")),
            ("plan/percent", Some("94.12"), None),
        ];
        assert_eq!(told, wanted);
        assert_eq!(restated(&before, &before), []);
    }
}
