//! Missing evidence and missing words.

use super::{Context, Finding, Rule, Seen};
use crate::submission::Field;

pub(super) fn check(context: &Context<'_>, seen: &Seen<'_>, found: &mut Vec<Finding>) {
    if !seen.typed {
        return;
    }
    // A named source stands in for a file (process.md, acceptance 11).
    let files = context.evidence.get(&seen.key).copied().unwrap_or(0);
    let backed = files > 0 || seen.fields.text(&seen.key, Field::Source).is_some();
    if seen.item.evidence_required && !backed {
        let what = ("มีตัวเลขแต่ไม่มีหลักฐานหรือแหล่งที่มา".to_owned(), "a figure without evidence or source".to_owned());
        found.push(Finding::of(Rule::EvidenceMissing, &seen.key, Field::Source, &[], what));
    }
    if seen.narrative().is_none() {
        let what = ("มีตัวเลขแต่ไม่มีผลการดำเนินงาน".to_owned(), "a figure without a narrative".to_owned());
        found.push(Finding::of(Rule::NarrativeMissing, &seen.key, Field::Narrative, &[], what));
    }
}
