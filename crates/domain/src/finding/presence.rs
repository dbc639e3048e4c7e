//! Missing evidence and missing words.

use super::{Context, Finding, Rule, Seen};
use crate::observation::Reported;
use crate::submission::Field;

pub(super) fn check(context: &Context<'_>, seen: &Seen<'_>, found: &mut Vec<Finding>) {
    if !seen.typed {
        return;
    }
    // A named source stands in for a file (process.md, acceptance 11).
    let files: usize = context.evidence.iter().filter(|((item, _), _)| *item == seen.key).map(|(_, count)| count).sum();
    let named = seen.fields.text(&seen.key, Field::Source).is_some();
    let backed = files > 0 || named;
    if seen.item.evidence_required && !backed {
        let what = ("มีตัวเลขแต่ไม่มีหลักฐานหรือแหล่งที่มา".to_owned(), "a figure without evidence or source".to_owned());
        found.push(Finding::of(Rule::EvidenceMissing, &seen.key, Field::Source, &[], what));
    }
    if seen.item.evidence_required && files > 0 && !named {
        steps(context, seen, found);
    }
    if seen.narrative().is_none() {
        let what = ("มีตัวเลขแต่ไม่มีผลการดำเนินงาน".to_owned(), "a figure without a narrative".to_owned());
        found.push(Finding::of(Rule::NarrativeMissing, &seen.key, Field::Narrative, &[], what));
    }
}

/// Each step that is done has its own file.
fn steps(context: &Context<'_>, seen: &Seen<'_>, found: &mut Vec<Finding>) {
    let Reported::Steps(done) = &seen.reported else { return };
    let bare = done.iter().filter(|step| !context.evidence.contains_key(&(seen.key.clone(), **step)));
    let bare = bare.map(ToString::to_string).collect::<Vec<_>>().join(", ");
    if !bare.is_empty() {
        let what =
            (format!("ขั้นตอนที่ {bare} แล้วเสร็จแต่ไม่มีไฟล์ของขั้นตอน"), format!("steps {bare} are done without a file of their own"));
        found.push(Finding::of(Rule::StepWithoutFile, &seen.key, Field::Steps, &[&bare], what));
    }
}
