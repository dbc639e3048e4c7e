//! A form that a use case refused: its problems beside the fields they belong to, in the reader's language.

use phaen_app::AppError;
use phaen_domain::workbook::{CellProblem, ProblemRule};

use crate::components::{Field, Notice, Tone};
use crate::display::Lang;
use crate::errors::WebError;
use crate::text::Text;

/// Rule and remedy of a broken rule, as one sentence.
pub(super) fn rule_words(t: Text, rule: ProblemRule) -> String {
    let problem = CellProblem { sheet: "", row: 0, column: None, value: String::new(), rule };
    let words = problem.wording();
    let words = match t.display().lang {
        Lang::Thai => format!("{} {}", words.rule_th, words.remedy_th),
        Lang::English => format!("{}: {}", words.rule_en, words.remedy_en),
    };
    t.advice(&words)
}

/// Puts the problems of a refusal beside their fields; what belongs to no field becomes a message. Other refusals are passed on.
///
/// # Errors
/// Every refusal that is not about the form's contents.
pub(super) fn place(
    t: Text,
    error: AppError,
    fields: &mut [Field],
    field_of: fn(&str) -> &'static str,
) -> Result<Vec<Notice>, WebError> {
    let problems: Vec<(String, String)> = match error {
        AppError::Fields(problems) => {
            problems.into_iter().map(|p| (p.field.to_owned(), if t.display().lang == Lang::Thai { p.th } else { p.en })).collect()
        }
        AppError::Workbook(problems) => problems
            .listed()
            .iter()
            .map(|p| (field_of(p.column.unwrap_or_default()).to_owned(), rule_words(t, p.rule.clone())))
            .collect(),
        other => return Err(other.into()),
    };
    let mut notices = Vec::new();
    for (field, words) in problems {
        match fields.iter_mut().find(|known| known.name == field) {
            Some(known) if known.errors.contains(&words) => {}
            Some(known) => known.errors.push(words),
            None => notices.push(Notice::new(Tone::Refusal, words)),
        }
    }
    Ok(notices)
}

/// Two texts of one thing: what the reader sent, and what somebody saved meanwhile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stale {
    /// What the reader sent.
    pub(super) yours: String,
    /// What is saved, and by whom where that is known.
    pub(super) theirs: String,
}
