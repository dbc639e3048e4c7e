//! One field of a return as it is shown: what is typed, its version, what is wrong with it, what was said about it.

use phaen_app::returns::{ReturnView, Standing};
use phaen_domain::submission::{Field, FieldKey, ItemKey};
use phaen_domain::words::Words;

use super::finding::{ShownFinding, shown_of};
use super::form::in_office;
use crate::components::Choice;
use crate::display::Lang;
use crate::text::Text;

/// How a field is filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// A number.
    Number,
    /// One line.
    Line,
    /// Paragraphs.
    Lines,
    /// One of a few, all visible.
    Radio(Vec<Choice>),
    /// One of a list.
    Choose(Vec<Choice>),
    /// Any of these.
    Ticks(Vec<Choice>),
}

/// A field that was not stored: what was typed, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refused {
    /// Which field.
    pub(super) key: FieldKey,
    /// What was typed.
    pub(super) typed: String,
    /// Why, in the reader's words.
    pub(super) why: String,
    /// What somebody else stored meanwhile.
    pub(super) theirs: Option<String>,
}

/// What was sent just now and is not stored.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct NotTaken<'a> {
    /// Fields.
    pub(super) fields: &'a [Refused],
    /// Evidence of an item, with the reason in the reader's words.
    pub(super) evidence: Option<(&'a ItemKey, &'a str)>,
    /// A sheet, with the reason in the reader's words.
    pub(super) sheet: Option<&'a str>,
}

impl NotTaken<'_> {
    /// Whether everything was stored.
    pub(super) const fn is_nothing(&self) -> bool {
        self.fields.is_empty() && self.evidence.is_none() && self.sheet.is_none()
    }
}

/// A field for the template.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    /// Its name in the form.
    pub(super) name: String,
    /// Its id on the page.
    pub(super) id: String,
    /// Its label.
    pub(super) label: String,
    /// How it is filled in.
    pub(super) way: Way,
    /// What is typed.
    pub(super) value: String,
    /// The version that is seen.
    pub(super) version: u32,
    /// How to fill it in.
    pub(super) hint: Option<String>,
    /// What is wrong with it.
    pub(super) errors: Vec<String>,
    /// What somebody else stored meanwhile.
    pub(super) theirs: Option<String>,
    /// Open comments on it: id, text, who and in which office.
    pub(super) comments: Vec<(String, String, String)>,
    /// What the checks found in it.
    pub(super) findings: Vec<ShownFinding>,
}

impl Shown {
    /// Whether a choice is taken.
    pub(super) fn has(&self, value: &str) -> bool {
        self.value.split(';').any(|part| part == value)
    }

    /// Whether something was said about it that wants to be read.
    pub(super) fn asks(&self) -> bool {
        !self.errors.is_empty() || !self.comments.is_empty() || !self.findings.is_empty()
    }

    /// Whether its text has marks of rich text.
    pub(super) fn is_marked(&self) -> bool {
        phaen_domain::rich::is_marked(&phaen_domain::rich::read(&self.value))
    }

    /// What is typed, in words: for a reader who does not fill it in.
    pub(super) fn words(&self) -> String {
        match &self.way {
            Way::Radio(choices) | Way::Choose(choices) | Way::Ticks(choices) => {
                let taken = choices.iter().filter(|choice| self.has(&choice.value)).map(|choice| choice.label.as_str());
                taken.collect::<Vec<_>>().join(", ")
            }
            _ => self.value.clone(),
        }
    }
}

/// Makes the fields of one return.
pub(super) struct Fields<'a> {
    /// Words.
    pub(super) t: Text,
    /// The return.
    pub(super) view: &'a ReturnView,
    /// What was not stored.
    pub(super) not_taken: NotTaken<'a>,
    /// What the checks found.
    pub(super) findings: &'a [Standing],
}

impl Fields<'_> {
    /// A field of an item.
    pub(super) fn of(&self, item: &ItemKey, field: Field, way: Way, hint: Option<String>) -> Shown {
        let key = FieldKey { item: item.clone(), field };
        let stored = self.view.fields.0.get(&key);
        let refused = self.not_taken.fields.iter().find(|refused| refused.key == key);
        let value = refused.map(|refused| refused.typed.clone()).or_else(|| stored.map(|entry| entry.text.clone()));
        let open = self.view.comments.iter().filter(|comment| comment.field.as_ref() == Some(&key) && comment.resolved.is_none());
        let name = key.to_string();
        Shown {
            id: name.replace(|c: char| !c.is_alphanumeric(), "-"),
            label: if self.t.display().lang == Lang::Thai { field.th() } else { field.en() }.to_owned(),
            way,
            value: value.unwrap_or_default(),
            version: stored.map_or(0, |entry| entry.version),
            hint,
            errors: refused.map(|refused| refused.why.clone()).into_iter().collect(),
            theirs: refused.and_then(|refused| refused.theirs.clone()),
            comments: open
                .map(|it| (it.id.clone(), it.text.clone(), in_office(self.t, &self.view.plan.stored.people, &it.by, &it.office)))
                .collect(),
            findings: shown_of(self.t, &self.view.plan.stored.people, self.findings, &key),
            name,
        }
    }
}
