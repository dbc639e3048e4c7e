//! Names and values of the fields that journal entries tell, as people write them.

use jiff::civil::Date;
use phaen_domain::access::{ActingKind, Action, Role, SecondFactorRule};
use phaen_domain::calendar::{Anchor, Counting};
use phaen_domain::journal::{Change, Entry};
use phaen_domain::notice::{Ladder, Reader};
use phaen_domain::observation::Subject;
use phaen_domain::submission::{FieldKey, ItemKey};
use phaen_domain::words::Words;
use phaen_domain::workbook::cell::month_of;

use super::names::Names;
use super::words::{Line, line, plain};
use crate::accounts::roles_of;
use crate::explain::reports::month;
use crate::explain::wording::word;
use crate::text::Text;
use crate::when;

/// One field in words.
pub(super) fn of_field(t: Text, names: &Names, entry: &Entry, change: &Change) -> Line {
    let is_hash = change.field.ends_with("_sha256");
    let value = |value: &Option<String>| {
        value.as_deref().map(|value| if is_hash { value.to_owned() } else { field_value(t, names, &change.field, value) })
    };
    line(t, field_name(t, names, entry, &change.field), value(&change.before), value(&change.after), is_hash)
}

fn field_name(t: Text, names: &Names, entry: &Entry, field: &str) -> String {
    let name = match field {
        "edition" => t.journal_field_edition(),
        "file_sha256" => t.journal_field_file(),
        "snapshot_sha256" => t.journal_field_snapshot(),
        "evidence_sha256" => t.journal_field_file(),
        "evidence_link" => t.journal_field_link(),
        "step" => t.journal_field_step(),
        "return_sha256" => t.journal_field_return(),
        "rows_added" => t.journal_field_added(),
        "rows_changed" => t.journal_field_changed(),
        "rows_removed" => t.journal_field_removed(),
        "target" => t.journal_field_target(),
        "period" => t.journal_field_period(),
        "unit" => t.journal_field_unit(),
        "plan" => t.journal_field_plan(),
        "project_indicator" => t.journal_field_project_indicator(),
        "value" => t.journal_field_value(),
        "narrative" => t.journal_field_narrative(),
        "source" => t.journal_field_source(),
        "text" => t.journal_field_text(),
        "role" => t.journal_field_role(),
        "closed" if entry.object_kind == "account" => t.journal_field_closed(),
        "name" => t.journal_field_name(),
        "returns" => t.journal_field_returns(),
        "due_on" => t.journal_field_due(),
        "document_no" => t.journal_field_document(),
        "expires_on" => t.journal_field_expires(),
        "revision" => t.journal_field_revision(),
        "comment" => t.journal_field_comment(),
        "deadline_rules" => t.journal_field_rules(),
        "reminders" => t.journal_field_reminders(),
        "second_factor" => t.journal_field_second_factor(),
        "holder" => t.journal_field_holder(),
        "stand_in" => t.journal_field_stand_in(),
        "kind" => t.journal_field_kind(),
        "order_no" => t.journal_field_order(),
        "from" => t.journal_field_from(),
        "to" => t.journal_field_to(),
        "acts" => t.journal_field_acts(),
        "failures" => t.journal_field_failures(),
        "locked_until" => t.journal_field_locked_until(),
        "link_ends" => t.journal_field_link_ends(),
        "invited_by" => t.journal_field_invited_by(),
        other => return named(t, names, entry, other),
    };
    name.to_owned()
}

/// A field that is named after a day, a return or an item of a form.
fn named(t: Text, names: &Names, entry: &Entry, field: &str) -> String {
    if let Ok(day) = field.parse::<Date>() {
        return t.journal_field_holiday(when::day(t, day));
    }
    if entry.object_kind == "calendar" && field.contains('/') {
        return t.journal_field_due_of(names.of(t, "return", field));
    }
    if let Ok(key) = field.parse::<FieldKey>() {
        return t.journal_field_item(item_name(t, names, &key.item), word(t, key.field));
    }
    let item = field.parse::<ItemKey>().map(|item| item_name(t, names, &item));
    item.unwrap_or_else(|_| t.journal_field_other().to_owned())
}

fn item_name(t: Text, names: &Names, item: &ItemKey) -> String {
    match item {
        ItemKey::Whole => t.journal_whole().to_owned(),
        ItemKey::Subject(Subject::Indicator(code)) => names.of(t, "indicator", code.as_str()),
        ItemKey::Subject(Subject::Project(code) | Subject::ProjectIndicator(code, _)) => names.of(t, "project", code.as_str()),
    }
}

fn field_value(t: Text, names: &Names, field: &str, value: &str) -> String {
    let known = match field {
        // An address is copied: its digits stay as they are.
        "evidence_link" | "invited_by" => Some(value.to_owned()),
        "locked_until" => value.parse().ok().map(|at| when::instant(t, at)),
        "role" => Role::from_key(value).map(|role| word(t, role)),
        "kind" => ActingKind::from_key(value).map(|kind| word(t, kind)),
        "acts" => {
            let acts = value.split(", ").map(|act| Action::from_key(act).map(|act| word(t, act)));
            acts.collect::<Option<Vec<_>>>().map(|acts| acts.join(", "))
        }
        "closed" => Some(if value == "true" { t.journal_closed() } else { t.journal_open() }.to_owned()),
        "deadline_rules" => rules(t, value),
        "reminders" => reminders(t, value),
        "second_factor" => SecondFactorRule::read(value).map(|rule| roles_of(t, &rule)),
        "plan" => Some(names.of(t, "plan", value)),
        "period" | "unit" => {
            let month = || month_of(value).map(|number| month(t, number).to_owned());
            names.of_any(t, value).or_else(month)
        }
        _ if value == "proposed" => Some(t.journal_proposed_taken().to_owned()),
        _ if value == "rule" => Some(t.journal_rule_taken().to_owned()),
        _ => value.parse::<Date>().ok().map(|day| when::day(t, day)).or_else(|| choice(t, field, value)),
    };
    known.unwrap_or_else(|| plain(t, value))
}

/// What was chosen from a list in a field of a form.
fn choice(t: Text, field: &str, value: &str) -> Option<String> {
    use phaen_domain::submission::{AnswerKind, Field, ProblemCategory};
    match field.parse::<FieldKey>().ok()?.field {
        Field::Answer => AnswerKind::from_key(value).map(|it| word(t, it)),
        Field::ProblemCategory => ProblemCategory::from_key(value).map(|it| word(t, it)),
        _ => None,
    }
}

/// Deadline rules as they are stored: counting, anchor and four numbers of days.
fn rules(t: Text, value: &str) -> Option<String> {
    let parts: Vec<&str> = value.split(';').collect();
    let [counting, anchor, report, compile, endorse, back] = parts.as_slice() else { return None };
    let (counting, anchor) = (word(t, Counting::from_key(counting)?), word(t, Anchor::from_key(anchor)?));
    let days = |days: &str| t.digits(days).into_owned();
    Some(t.journal_rules_said(counting, anchor, days(report), days(compile), days(endorse), days(back)))
}

/// The ladder of reminders as it is stored.
fn reminders(t: Text, value: &str) -> Option<String> {
    let ladder = Ladder::read(value)?;
    let days = |reader| {
        let days = ladder.days_of(reader).map(|days| t.digits(&days.to_string()).into_owned()).collect::<Vec<_>>();
        format!("{} {}", word(t, reader), days.join(", "))
    };
    let readers = Reader::TABLE.iter().map(|row| days(row.0)).collect::<Vec<_>>().join(" · ");
    Some(t.journal_reminders_said(readers, t.digits(&ladder.digest_hour.to_string())))
}
