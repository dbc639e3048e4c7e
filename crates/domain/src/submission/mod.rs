//! A unit's return for a round (แบบรายงานของหน่วยงานในรอบ): its form, what was typed into it, and its way from draft to verified.
//!
//! A return is a form with fields. What is typed is kept field by field as text, each with its own version, so that two people never undo
//! each other's work; [`reading`] turns the fields of an item into what is reported. Only a verified return becomes observations
//! (`process.md` U13, U14; `decisions.md` 2).

pub mod example;
mod extended;
mod field;
mod form;
mod frozen;
mod layout;
mod money;
pub mod offline;
pub mod problem;
mod proposal;
pub mod reading;
mod starting;
mod state;

pub use extended::{UnitExtension, parted_extensions, with_extensions};
pub use field::{AnswerKind, Entry, Field, FieldKey, Fields, ItemKey, ProblemCategory, UnknownField};
pub use form::{Form, Item, ItemKind, is_handed_on, reporter, reporting_units, responsible};
pub use frozen::{parted_problems, with_problems};
pub use layout::WHOLE_FIELDS;
pub use money::{disbursed, stored_month};
pub use problem::UnitProblem;
pub use proposal::{Chosen, Proposal, is_chosen, lasting};
pub use state::{Comment, Extension, Submission, SubmissionKey, SubmissionState, SubmittedVersion};
