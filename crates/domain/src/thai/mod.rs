//! The Thai language as values and rules: digits, money in words, dictionary order, search form.
//!
//! Serves every screen, book and workbook. Stored figures are never Thai: this module renders them on the way out and
//! reads them on the way in. It must never translate, guess a word or know about plans.

pub mod baht_text;
pub mod digits;
pub mod fold;
pub mod sort;

pub use baht_text::baht_text;
pub use digits::Digits;
