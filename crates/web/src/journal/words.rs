//! The words of journal entries: one phrase for each action, one name for each field, values as people write them.

use phaen_app::accounts::People;
use phaen_domain::access::Role;
use phaen_domain::journal::{Change, Entry};
use phaen_domain::words::Words;
use phaen_domain::workbook::schema::{Column, Kind, Sheet, sheet};

use super::fields::of_field;
use super::names::{Names, page_of};
use crate::exchange::cells::{header, in_words, sheet_name};
use crate::explain::wording::word;
use crate::text::Text;
use crate::when;

/// One field that changed.
pub(super) struct Line {
    pub(super) field: String,
    pub(super) before: Option<String>,
    pub(super) after: String,
    /// A hash, which is set like a code.
    pub(super) is_hash: bool,
}

/// One entry in words.
pub(super) struct Told {
    pub(super) number: String,
    pub(super) when: String,
    pub(super) who: String,
    pub(super) acting_for: Option<String>,
    pub(super) did: &'static str,
    pub(super) kind: &'static str,
    pub(super) name: String,
    pub(super) page: Option<String>,
    pub(super) history: String,
    pub(super) reason: Option<String>,
    pub(super) lines: Vec<Line>,
}

/// An entry in words.
pub(super) fn told(t: Text, names: &Names, entry: &Entry) -> Told {
    let digits = |text: &str| t.digits(text).into_owned();
    let code = crate::cookies::encode(&entry.object_code);
    Told {
        number: digits(&entry.seq.to_string()),
        when: when::instant(t, entry.at),
        who: who_exactly(t, &names.people, &entry.actor),
        acting_for: entry.acting_for.as_deref().map(|office| office_in_words(t, office)),
        did: did(t, &entry.action),
        kind: kind_in_words(t, &entry.object_kind),
        name: names.of(t, &entry.object_kind, &entry.object_code),
        page: page_of(&entry.object_kind, &entry.object_code),
        history: format!("/journal/{}/{code}", entry.object_kind),
        reason: entry.reason.as_deref().map(digits),
        lines: lines(t, names, entry),
    }
}

/// Who did it, by name; programs of ours have words of their own.
pub(crate) fn who(t: Text, people: &People, login: &str) -> String {
    match login {
        "demonstration" => t.journal_by_demonstration().to_owned(),
        "command-line" => t.journal_by_command().to_owned(),
        "sign-in" => t.journal_by_sign_in().to_owned(),
        other => people.name(other).unwrap_or(other).to_owned(),
    }
}

/// Who did it, by name and login: of two people with one name an auditor must know which.
fn who_exactly(t: Text, people: &People, login: &str) -> String {
    let who = who(t, people, login);
    if people.name(login).is_some_and(|name| name != login) { format!("{who} ({login})") } else { who }
}

/// The office in which somebody acted, as it was written down: a role without a position is said in the reader's language.
pub(crate) fn office_in_words(t: Text, office: &str) -> String {
    let of_role = |role: Role| Some((role, office.strip_prefix(role.th())?));
    let found = Role::TABLE.iter().filter_map(|row| of_role(row.0)).find(|(_, rest)| rest.is_empty() || rest.starts_with(' '));
    let said = found.map_or_else(|| office.to_owned(), |(role, rest)| format!("{}{rest}", word(t, role)));
    t.digits(&said).into_owned()
}

/// Each action with its phrase.
type Phrase = (&'static str, fn(Text) -> &'static str);

const PHRASES: &[Phrase] = &[
    ("plan_imported", |t| t.journal_plan_imported()),
    ("row_added_by_import", |t| t.journal_row_added()),
    ("row_changed_by_import", |t| t.journal_row_changed()),
    ("row_removed_by_import", |t| t.journal_row_removed()),
    ("round_frozen", |t| t.journal_round_frozen()),
    ("target_set", |t| t.journal_target_set()),
    ("observation_entered", |t| t.journal_observation_entered()),
    ("result_taken_back", |t| t.journal_result_taken_back()),
    ("result_verified", |t| t.journal_result_verified()),
    ("plan_amended", |t| t.journal_plan_amended()),
    ("narrative_written", |t| t.journal_narrative_written()),
    ("account_created", |t| t.journal_account_created()),
    ("account_changed", |t| t.journal_account_changed()),
    ("password_changed", |t| t.journal_password_changed()),
    ("email_changed", |t| t.journal_email_changed()),
    ("account_renamed", |t| t.journal_account_renamed()),
    ("account_locked", |t| t.journal_account_locked()),
    ("account_unlocked", |t| t.journal_account_unlocked()),
    ("invitation_made", |t| t.journal_invitation_made()),
    ("invitation_revoked", |t| t.journal_invitation_revoked()),
    ("password_chosen", |t| t.journal_password_chosen()),
    ("second_factor_on", |t| t.journal_second_factor_on()),
    ("second_factor_off", |t| t.journal_second_factor_off()),
    ("second_factor_removed", |t| t.journal_second_factor_removed()),
    ("second_factor_rule_set", |t| t.journal_second_factor_rule_set()),
    ("recovery_code_used", |t| t.journal_recovery_code_used()),
    ("recovery_codes_made", |t| t.journal_recovery_codes_made()),
    ("sessions_ended", |t| t.journal_sessions_ended()),
    ("token_made", |t| t.journal_token_made()),
    ("token_revoked", |t| t.journal_token_revoked()),
    ("round_opened", |t| t.journal_round_opened()),
    ("round_compiled", |t| t.journal_round_compiled()),
    ("round_endorsed", |t| t.journal_round_endorsed()),
    ("round_refused", |t| t.journal_round_refused()),
    ("resolution_recorded", |t| t.journal_resolution_recorded()),
    ("resolution_confirmed", |t| t.journal_resolution_confirmed()),
    ("round_reopened", |t| t.journal_round_reopened()),
    ("due_extended", |t| t.journal_due_extended()),
    ("holiday_set", |t| t.journal_holiday_set()),
    ("deadline_rules_set", |t| t.journal_deadline_rules_set()),
    ("reminders_set", |t| t.journal_reminders_set()),
    ("feed_made", |t| t.journal_feed_made()),
    ("feed_revoked", |t| t.journal_feed_revoked()),
    ("return_field_typed", |t| t.journal_return_field_typed()),
    ("return_sheet_brought", |t| t.journal_return_sheet_brought()),
    ("return_sheet_secret_made", |t| t.journal_return_sheet_secret_made()),
    ("return_proposed", |t| t.journal_return_proposed()),
    ("return_endorsed", |t| t.journal_return_endorsed()),
    ("return_handed_back", |t| t.journal_return_handed_back()),
    ("return_submitted", |t| t.journal_return_submitted()),
    ("return_sent_back", |t| t.journal_return_sent_back()),
    ("verified_return_sent_back", |t| t.journal_verified_return_sent_back()),
    ("return_verified", |t| t.journal_return_verified()),
    ("evidence_added", |t| t.journal_evidence_added()),
    ("evidence_removed", |t| t.journal_evidence_removed()),
    ("return_finding_explained", |t| t.returns_finding_journal()),
    ("verified_finding_explained", |t| t.returns_finding_journal()),
    ("plan_finding_explained", |t| t.findings_journal()),
    ("comment_settled", |t| t.journal_comment_settled()),
    ("position_saved", |t| t.journal_position_saved()),
    ("position_held", |t| t.journal_position_held()),
    ("delegated", |t| t.journal_delegated()),
    ("delegation_revoked", |t| t.journal_delegation_revoked()),
];

/// Whether an action has a phrase of its own.
#[must_use]
pub fn knows_action(action: &str) -> bool {
    PHRASES.iter().any(|(key, _)| *key == action)
}

fn did(t: Text, action: &str) -> &'static str {
    PHRASES.iter().find(|(key, _)| *key == action).map_or_else(|| t.journal_did_something(), |(_, phrase)| phrase(t))
}

/// What kind of thing it is.
pub(super) fn kind_in_words(t: Text, kind: &str) -> &'static str {
    match kind {
        "plan" => t.journal_kind_plan(),
        "indicator" => t.journal_kind_indicator(),
        "project" => t.journal_kind_project(),
        "unit" => t.journal_kind_unit(),
        "round" => t.journal_kind_round(),
        "narrative" => t.journal_kind_narrative(),
        "account" => t.journal_kind_account(),
        "return" => t.journal_kind_return(),
        "calendar" => t.journal_kind_calendar(),
        "sign_in" => t.journal_kind_sign_in(),
        "position" => t.journal_kind_position(),
        _ => t.journal_kind_other(),
    }
}

fn lines(t: Text, names: &Names, entry: &Entry) -> Vec<Line> {
    let by_import = entry.action.ends_with("_by_import");
    let of_sheet = if by_import { entry.detail.first().and_then(|change| sheet(&change.field)) } else { None };
    let changes = entry.detail.iter();
    match of_sheet {
        Some(of_sheet) => {
            let head = entry.detail.first().and_then(|change| change.after.as_deref()).unwrap_or("");
            let head = Line { field: sheet_name(t, of_sheet), before: None, after: identity(t, names, head), is_hash: false };
            std::iter::once(head).chain(changes.skip(1).map(|change| of_column(t, names, of_sheet, change))).collect()
        }
        None => changes.map(|change| of_field(t, names, entry, change)).collect(),
    }
}

fn identity(t: Text, names: &Names, parts: &str) -> String {
    let part = |part: &str| match part {
        "indicator" => t.journal_kind_indicator().to_owned(),
        "project" | "project_indicator" => t.journal_kind_project().to_owned(),
        other => names.of_any(t, other).unwrap_or_else(|| t.digits(other).into_owned()),
    };
    parts.split(" · ").map(part).collect::<Vec<_>>().join(" · ")
}

fn of_column(t: Text, names: &Names, of_sheet: &Sheet, change: &Change) -> Line {
    let column = of_sheet.columns.iter().find(|column| column.key == change.field);
    let field = column.map_or_else(|| t.journal_field_other().to_owned(), |column| header(t, column.th, column.en).to_owned());
    let value = |value: &Option<String>| value.as_deref().map(|value| column_value(t, names, column, value));
    line(t, field, value(&change.before), value(&change.after), false)
}

fn column_value(t: Text, names: &Names, column: Option<&Column>, value: &str) -> String {
    match column.map(|column| column.kind) {
        Some(Kind::Code | Kind::Period) => names.of_any(t, value).unwrap_or_else(|| plain(t, value)),
        Some(Kind::Codes) => {
            let names = value.split(';').map(|code| names.of_any(t, code).unwrap_or_else(|| plain(t, code)));
            names.collect::<Vec<_>>().join(", ")
        }
        Some(kind) => in_words(t, kind, value).unwrap_or_else(|| plain(t, value)),
        None => plain(t, value),
    }
}

/// "-" is the absence of data, and is said so.
pub(super) fn plain(t: Text, value: &str) -> String {
    if value == "-" { t.journal_no_data().to_owned() } else { t.digits(value).into_owned() }
}

pub(super) fn line(t: Text, field: String, before: Option<String>, after: Option<String>, is_hash: bool) -> Line {
    let said = |text: String| if text.is_empty() { t.journal_nothing().to_owned() } else { text };
    let (before, after) = (before.map(said), said(after.unwrap_or_default()));
    Line { field, before, after, is_hash }
}
