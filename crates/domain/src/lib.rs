//! The rules of Phaen as values and functions: pure, synchronous, without clock, randomness, storage or the web.
//!
//! One module per feature, named as in `docs/GLOSSARY.md`. Whoever changes a rule changes it here and nowhere else.

pub mod access;
pub mod book;
pub mod budget;
pub mod calendar;
pub mod evidence;
pub mod figure;
pub mod finding;
pub mod frozen;
pub mod id;
pub mod indicator;
pub mod journal;
pub mod lockout;
pub mod money;
pub mod notice;
pub mod number;
pub mod observation;
pub mod organisation;
pub mod password;
pub mod plan;
pub mod position;
pub mod project;
pub mod restatement;
pub mod rich;
pub mod round;
pub mod scoring;
pub mod shown;
pub mod submission;
pub mod thai;
pub mod visible;
pub mod words;
pub mod workbook;
