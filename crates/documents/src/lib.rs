//! Files people exchange: PDF, XLSX and CSV, in and out.

pub mod typeset;
pub mod workbook;
