//! The agency and its units (หน่วยงาน): a tree whose members come and go (`domain.md`, Unit).

use jiff::civil::Date;

use crate::id::UnitCode;

/// The agency whose plan it is. One agency per database for now (`decisions.md` 16).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agency {
    /// Permanent code, such as `LED`.
    pub code: String,
    /// Name in Thai.
    pub name_th: String,
    /// Name in English, where there is one.
    pub name_en: Option<String>,
}

/// One unit of the agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Permanent code; usually the printed abbreviation.
    pub code: UnitCode,
    /// Abbreviation as it is printed.
    pub abbreviation: String,
    /// Full name in Thai.
    pub name_th: String,
    /// Name in English, where there is one.
    pub name_en: Option<String>,
    /// What kind of unit: กอง, กลุ่ม, ศูนย์, สำนักงาน … in the agency's words.
    pub kind: String,
    /// The unit above, if any.
    pub parent: Option<UnitCode>,
    /// First day of existence; unknown when absent.
    pub valid_from: Option<Date>,
    /// Last day of existence; still there when absent.
    pub valid_to: Option<Date>,
    /// The unit that took over its duties.
    pub successor: Option<UnitCode>,
    /// Whether several units are named together (such as สบจ., ล. 1-6).
    pub collective: bool,
    /// Where the name comes from or how certain it is.
    pub note: Option<String>,
}

impl Unit {
    /// Whether the unit exists on a day.
    #[must_use]
    pub fn exists_on(&self, day: Date) -> bool {
        self.valid_from.is_none_or(|first| first <= day) && self.valid_to.is_none_or(|last| day <= last)
    }
}

/// A unit and those above it, nearest first: what the scope of an office is held against.
#[must_use]
pub fn line_of(units: &[Unit], unit: &UnitCode) -> Vec<UnitCode> {
    let mut line = vec![unit.clone()];
    let above = |code: &UnitCode| units.iter().find(|it| it.code == *code).and_then(|it| it.parent.clone());
    while let Some(above) = line.last().and_then(above).filter(|above| !line.contains(above)) {
        line.push(above);
    }
    line
}
