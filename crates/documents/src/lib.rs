//! Files people exchange: PDF, XLSX and CSV, in and out.

pub mod book;
pub mod calendar;
pub mod evidence;
pub mod offline;
pub mod sheets;
pub mod typeset;
pub mod workbook;
