//! A form as the reader typed it: every value is a string, every error stands beside its field.
//!
//! A form that was refused is shown again from the same values, so nobody types twice.

/// Opens a form: where it goes and the secret that comes first in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormStart {
    /// Where the form is sent, by POST.
    pub action: String,
    /// The session's secret, empty where there is no session.
    pub key: String,
    /// True when the form carries a file.
    pub with_file: bool,
}

impl FormStart {
    /// A form for `action`.
    #[must_use]
    pub fn new(action: impl Into<String>, key: Option<String>) -> Self {
        Self { action: action.into(), key: key.unwrap_or_default(), with_file: false }
    }

    /// The same with a file in it.
    #[must_use]
    pub fn with_file(mut self) -> Self {
        self.with_file = true;
        self
    }
}

/// One entry of a list to choose from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
}

impl Choice {
    /// An entry.
    #[must_use]
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

/// How a field is filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One line.
    Line,
    /// One line of digits: Thai or Arabic, right-aligned, number keys on a phone.
    Number,
    /// Several lines.
    Lines,
    /// Hidden while typed.
    Password,
    /// A date typed as day/month/year of the Buddhist era.
    Date,
    /// A file; the endings accepted.
    File(&'static str),
    /// One of a list; an empty choice comes first.
    Choose(Vec<Choice>),
    /// One of a few, all visible.
    Radio(Vec<Choice>),
    /// Yes or no; checked when the value is `yes`.
    Check,
}

/// One field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Name in the form, also the id on the page.
    pub name: &'static str,
    /// Label.
    pub label: String,
    /// How it is filled in.
    pub kind: Kind,
    /// What the reader typed, unchanged.
    pub value: String,
    /// How to fill it in.
    pub hint: Option<String>,
    /// What is wrong with it.
    pub errors: Vec<String>,
    /// Must not stay empty.
    pub required: bool,
    /// Value for the browser's memory (`username`, `current-password`).
    pub autocomplete: Option<&'static str>,
}

impl Field {
    /// A required field of one line.
    #[must_use]
    pub fn new(name: &'static str, label: impl Into<String>) -> Self {
        Self {
            name,
            label: label.into(),
            kind: Kind::Line,
            value: String::new(),
            hint: None,
            errors: Vec::new(),
            required: true,
            autocomplete: None,
        }
    }

    /// Another way of filling it in.
    #[must_use]
    pub fn kind(mut self, kind: Kind) -> Self {
        self.kind = kind;
        self
    }

    /// What it holds.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    /// How to fill it in.
    #[must_use]
    pub fn hint(mut self, words: impl Into<String>) -> Self {
        self.hint = Some(words.into());
        self
    }

    /// What is wrong.
    #[must_use]
    pub fn error(mut self, words: impl Into<String>) -> Self {
        self.errors.push(words.into());
        self
    }

    /// May stay empty.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.required = false;
        self
    }

    /// Value for the browser's memory.
    #[must_use]
    pub fn autocomplete(mut self, value: &'static str) -> Self {
        self.autocomplete = Some(value);
        self
    }

    /// The ids that describe the field, for `aria-describedby`.
    #[must_use]
    pub fn described_by(&self) -> Option<String> {
        match (self.hint.is_some(), self.errors.is_empty()) {
            (true, true) => Some(format!("{}-hint", self.name)),
            (true, false) => Some(format!("{0}-hint {0}-error", self.name)),
            (false, false) => Some(format!("{}-error", self.name)),
            (false, true) => None,
        }
    }
}

/// The fields of one form in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Where it goes.
    pub start: FormStart,
    /// Its fields.
    pub fields: Vec<Field>,
    /// Words on the button.
    pub submit: String,
    /// Where to go instead, with words.
    pub cancel: Option<(String, String)>,
}

impl Form {
    /// A form with its button.
    #[must_use]
    pub fn new(start: FormStart, fields: Vec<Field>, submit: impl Into<String>) -> Self {
        Self { start, fields, submit: submit.into(), cancel: None }
    }

    /// With a way back.
    #[must_use]
    pub fn cancel(mut self, label: impl Into<String>, href: impl Into<String>) -> Self {
        self.cancel = Some((label.into(), href.into()));
        self
    }

    /// How many errors there are.
    #[must_use]
    pub fn error_count(&self) -> usize {
        self.fields.iter().map(|field| field.errors.len()).sum()
    }
}
