//! Documents set in type: from a template and data to a PDF that can be archived, read aloud, searched and copied.
//!
//! Serves the printed books and forms. The way of a document: data and templates are made ready for Thai line breaks (`prepare`),
//! laid out from memory (`world`) part by part (`parts`, `settle`, `seen`), repaired so that its text copies right (`heal`), and written as
//! PDF/A-2a and PDF/UA-1 (`press`).
//! Must never take a figure from anywhere but the data it is given, nor a date from the clock.

mod am;
mod cluster;
mod fonts;
mod heal;
mod lexicon;
mod parts;
mod picture;
mod prepare;
mod press;
mod seen;
mod segment;
mod settle;
mod world;

pub use prepare::{Preparer, REPLACEMENT, Unprintable, WORD_JOINER, ZERO_WIDTH_SPACE, plain, prepare_json};
pub use press::{BASE_TEMPLATE, Diagnostic, Prepared, PressError, PressJob, Pressed, prepared, press};
pub use segment::Segmenter;
pub use world::DATA_FILE;
