//! Comments of whoever sent a return back: each is settled, or answered with an explanation, before the return is handed on again.

use super::{Finding, Rule};
use crate::submission::{Comment, Field, FieldKey, Form, ItemKey, WHOLE_FIELDS};

/// What nobody settled yet, at the field that each comment is about; one explanation answers one comment.
#[must_use]
pub fn unsettled(form: &Form, months: u8, comments: &[Comment]) -> Vec<Finding> {
    let open = comments.iter().filter(|it| it.resolved.is_none());
    super::merged(open.map(|it| finding(&place(form, months, it.field.as_ref()), it)).collect())
}

fn finding(at: &FieldKey, it: &Comment) -> Finding {
    let what = (format!("ยังไม่ได้แก้ไขหรือตอบความเห็น “{}”", it.text), format!("The comment “{}” is not answered yet", it.text));
    Finding::of(Rule::CommentOpen, &at.item, at.field, &[it.id.as_str()], what)
}

/// The field of the form that a comment leads to: its own, its item's answer, or the return as a whole.
fn place(form: &Form, months: u8, about: Option<&FieldKey>) -> FieldKey {
    let whole = || FieldKey { item: ItemKey::Whole, field: WHOLE_FIELDS[0] };
    let Some(key) = about else { return whole() };
    if form.has(key, months) {
        return key.clone();
    }
    form.item(&key.item).map_or_else(whole, |item| FieldKey { item: item.key(), field: Field::Answer })
}
