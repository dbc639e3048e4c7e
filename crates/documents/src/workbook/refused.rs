//! Why a file is not read at all, in words for the person who handed it in: what, by which rule, what to do.
//!
//! Problems of single cells are not here; the domain reports those, all at once (`decisions.md` 19).

use std::fmt;

use super::limits::{
    MOST_CELL_CHARACTERS, MOST_COLUMNS, MOST_FILE_BYTES, MOST_PARTS, MOST_ROWS, MOST_SHEETS, MOST_UNPACKED_BYTES,
};

/// What a file is, when it is not a workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// Nothing in it.
    Empty,
    /// Excel 97–2003, or another Office file of that time.
    OldOffice,
    /// Excel's binary workbook.
    BinaryWorkbook,
    /// A Word document.
    Word,
    /// Slides.
    Slides,
    /// OpenDocument.
    OpenDocument,
    /// A PDF.
    Pdf,
    /// A web page, which some systems give out under the name .xls.
    WebPage,
    /// A picture.
    Picture,
    /// A single text or CSV file.
    Text,
    /// A packed file without any sheet of ours.
    OtherZip,
    /// Anything else.
    Unknown,
}

impl FileKind {
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Empty => ("ไฟล์ว่าง", "an empty file"),
            Self::OldOffice => ("ไฟล์ Office รุ่นเก่า (เช่น .xls)", "an Office file of the old kind (such as .xls)"),
            Self::BinaryWorkbook => ("สมุดงาน Excel ชนิด .xlsb", "a binary workbook (.xlsb)"),
            Self::Word => ("เอกสาร Word", "a Word document"),
            Self::Slides => ("ไฟล์นำเสนอ", "a presentation"),
            Self::OpenDocument => ("ไฟล์ OpenDocument", "an OpenDocument file"),
            Self::Pdf => ("ไฟล์ PDF", "a PDF"),
            Self::WebPage => ("หน้าเว็บหรือไฟล์ XML", "a web page or XML file"),
            Self::Picture => ("ไฟล์รูปภาพ", "a picture"),
            Self::Text => ("ไฟล์ข้อความหรือ CSV ไฟล์เดียว", "a single text or CSV file"),
            Self::OtherZip => ("ไฟล์ ZIP ที่ไม่มีแผ่นงานของแบบ", "a ZIP without any sheet of the template"),
            Self::Unknown => ("ไฟล์ชนิดที่ระบบไม่รู้จัก", "a file of unknown kind"),
        }
    }
}

/// A file that is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileRefused {
    /// More bytes than a file may have.
    TooLarge {
        /// How many it has.
        bytes: usize,
    },
    /// Something else than a workbook.
    NotAWorkbook(FileKind),
    /// The workbook holds macros.
    Macros,
    /// The workbook or a part of it is locked by a password.
    Encrypted,
    /// Unpacked it would be larger than is read.
    UnpacksTooLarge,
    /// It has too many parts.
    TooManyParts,
    /// It has too many sheets.
    TooManySheets,
    /// The file is damaged.
    Broken {
        /// The part that cannot be read; empty for the file itself.
        part: String,
    },
    /// A part declares entities, which no spreadsheet program writes.
    Entities {
        /// The part.
        part: String,
    },
    /// Text that is not UTF-8.
    BrokenEncoding {
        /// The file or part.
        part: String,
        /// The line of the first wrong byte, counted from 1.
        line: usize,
    },
    /// Something stands below the last row that is read.
    TooManyRows {
        /// The sheet.
        sheet: String,
        /// The row.
        row: u64,
    },
    /// Something stands right of the last column that is read.
    TooManyColumns {
        /// The sheet.
        sheet: String,
        /// The row in which that is so.
        row: u64,
    },
    /// A cell holds more than a spreadsheet can.
    CellTooLong {
        /// The sheet.
        sheet: String,
        /// The cell's address.
        cell: String,
    },
    /// A cell holds an error value that is newer than the reader, such as #SPILL!.
    UnknownErrorValue {
        /// The sheet.
        sheet: String,
        /// The error value.
        value: String,
        /// The last cell before it; empty when it is the first.
        after: String,
    },
    /// All cells together are more than is read.
    TooMuch {
        /// The sheet at which the bound was reached.
        sheet: String,
    },
    /// The folder or a file in it cannot be read.
    Unreadable {
        /// The file's name.
        part: String,
    },
}

impl FileRefused {
    /// What happened, by which rule, and what to do, in Thai.
    #[must_use]
    pub fn th(&self) -> String {
        let (what, remedy) = self.in_thai();
        format!("ไม่รับไฟล์: {what} — {remedy}")
    }

    /// The same in English.
    #[must_use]
    pub fn en(&self) -> String {
        let (what, remedy) = self.in_english();
        format!("The file is not accepted: {what} — {remedy}")
    }

    fn in_thai(&self) -> (String, &'static str) {
        let smaller = "ลบแผ่นงานและช่องที่ไม่ใช้ หรือวางเฉพาะข้อมูลลงในแบบที่ดาวน์โหลดใหม่";
        match self {
            Self::TooLarge { bytes } => {
                (format!("ไฟล์มีขนาด {} ใหญ่กว่า {}", megabytes(*bytes), megabytes(MOST_FILE_BYTES)), smaller)
            }
            Self::NotAWorkbook(kind) => (
                format!("เป็น{} ไม่ใช่สมุดงาน XLSX หรือ ZIP ของไฟล์ CSV ตามแบบ", kind.words().0),
                "เปิดด้วยโปรแกรมตารางแล้วบันทึกเป็น .xlsx หรือดาวน์โหลดแบบใหม่มากรอก",
            ),
            Self::Macros => ("สมุดงานมีแมโคร".to_owned(), "บันทึกเป็น .xlsx ที่ไม่มีแมโครแล้วส่งใหม่"),
            Self::Encrypted => ("ไฟล์ถูกล็อกด้วยรหัสผ่าน".to_owned(), "ยกเลิกรหัสผ่านแล้วบันทึกใหม่"),
            Self::UnpacksTooLarge => (format!("เมื่อขยายไฟล์แล้วมีขนาดใหญ่กว่า {}", megabytes(MOST_UNPACKED_BYTES)), smaller),
            Self::TooManyParts => (format!("มีไฟล์ย่อยเกิน {MOST_PARTS} ไฟล์"), smaller),
            Self::TooManySheets => (format!("มีแผ่นงานเกิน {MOST_SHEETS} แผ่น"), smaller),
            Self::Broken { part } if part.is_empty() => ("ไฟล์เสียหาย อ่านไม่ได้".to_owned(), "เปิดแล้วบันทึกใหม่ หรือส่งไฟล์ต้นฉบับอีกครั้ง"),
            Self::Broken { part } => (format!("ส่วน “{}” ของไฟล์เสียหาย", short(part)), "เปิดแล้วบันทึกใหม่ หรือส่งไฟล์ต้นฉบับอีกครั้ง"),
            Self::Entities { part } => (
                format!("ส่วน “{}” มีคำสั่งแฝง (DOCTYPE) ซึ่งโปรแกรมตารางทั่วไปไม่สร้าง", short(part)),
                "เปิดด้วยโปรแกรมตารางแล้วบันทึกเป็น .xlsx ใหม่",
            ),
            Self::BrokenEncoding { part, line } => {
                (format!("“{}” บรรทัด {line} ไม่ใช่รหัสอักขระ UTF-8", short(part)), "บันทึกเป็น “CSV UTF-8” หรือ .xlsx แล้วส่งใหม่")
            }
            Self::TooManyRows { sheet, row } => {
                (format!("แผ่นงาน “{}” มีข้อมูลถึงแถว {row} เกิน {MOST_ROWS} แถว", short(sheet)), smaller)
            }
            Self::TooManyColumns { sheet, row } => {
                (format!("แผ่นงาน “{}” แถว {row} มีข้อมูลเกิน {MOST_COLUMNS} คอลัมน์", short(sheet)), smaller)
            }
            Self::CellTooLong { sheet, cell } => (
                format!("แผ่นงาน “{}” ช่อง {cell} ยาวเกิน {MOST_CELL_CHARACTERS} ตัวอักษร", short(sheet)),
                "ย่อข้อความหรือแนบเป็นเอกสารหลักฐาน",
            ),
            Self::UnknownErrorValue { sheet, value, after } => (
                format!("แผ่นงาน “{}” มีค่าผิดพลาด {} ถัดจากช่อง {after}", short(sheet), short(value)),
                "แก้ไขช่องนั้นให้เป็นค่าที่ถูกต้อง (วางเฉพาะค่า)",
            ),
            Self::TooMuch { sheet } => (format!("ข้อมูลรวมถึงแผ่นงาน “{}” มากเกินกว่าที่ระบบรับได้", short(sheet)), smaller),
            Self::Unreadable { part } => (format!("เปิด “{}” ไม่ได้", short(part)), "ตรวจสอบชื่อไฟล์และสิทธิเข้าถึงไฟล์"),
        }
    }

    fn in_english(&self) -> (String, &'static str) {
        let smaller = "remove unused sheets and cells, or paste the data alone into a fresh template";
        match self {
            Self::TooLarge { bytes } => {
                (format!("it has {}, more than {}", megabytes(*bytes), megabytes(MOST_FILE_BYTES)), smaller)
            }
            Self::NotAWorkbook(kind) => (
                format!("it is {}, not an XLSX workbook or a ZIP of CSV files", kind.words().1),
                "open it in a spreadsheet program and save it as .xlsx",
            ),
            Self::Macros => ("the workbook holds macros".to_owned(), "save it as .xlsx without macros"),
            Self::Encrypted => ("it is locked by a password".to_owned(), "remove the password and save it again"),
            Self::UnpacksTooLarge => (format!("unpacked it is larger than {}", megabytes(MOST_UNPACKED_BYTES)), smaller),
            Self::TooManyParts => (format!("it has more than {MOST_PARTS} parts"), smaller),
            Self::TooManySheets => (format!("it has more than {MOST_SHEETS} sheets"), smaller),
            Self::Broken { part } if part.is_empty() => {
                ("it is damaged".to_owned(), "open it and save it again, or send the original")
            }
            Self::Broken { part } => {
                (format!("its part “{}” is damaged", short(part)), "open it and save it again, or send the original")
            }
            Self::Entities { part } => (
                format!("its part “{}” declares entities (DOCTYPE), which no spreadsheet program does", short(part)),
                "open it in a spreadsheet program and save it as .xlsx",
            ),
            Self::BrokenEncoding { part, line } => {
                (format!("“{}”, line {line}, is not UTF-8", short(part)), "save it as “CSV UTF-8” or .xlsx")
            }
            Self::TooManyRows { sheet, row } => {
                (format!("sheet “{}” holds data down to row {row}, more than {MOST_ROWS} rows", short(sheet)), smaller)
            }
            Self::TooManyColumns { sheet, row } => {
                (format!("sheet “{}”, row {row}, holds more than {MOST_COLUMNS} columns", short(sheet)), smaller)
            }
            Self::CellTooLong { sheet, cell } => (
                format!("sheet “{}”, cell {cell}, has more than {MOST_CELL_CHARACTERS} characters", short(sheet)),
                "shorten it or attach it as evidence",
            ),
            Self::UnknownErrorValue { sheet, value, after } => (
                format!("sheet “{}” holds the error value {} next after cell {after}", short(sheet), short(value)),
                "correct that cell (paste the value)",
            ),
            Self::TooMuch { sheet } => (format!("down to sheet “{}” it holds more than is read", short(sheet)), smaller),
            Self::Unreadable { part } => (format!("“{}” cannot be opened", short(part)), "check the file's name and permissions"),
        }
    }
}

impl fmt::Display for FileRefused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en())
    }
}

impl std::error::Error for FileRefused {}

/// Rounded up, so that a file just above a limit never reads like the limit itself.
fn megabytes(bytes: usize) -> String {
    let tenths = bytes.saturating_mul(10).div_ceil(1 << 20);
    match tenths % 10 {
        0 => format!("{} MB", tenths / 10),
        tenth => format!("{}.{tenth} MB", tenths / 10),
    }
}

/// Names come from the file, so they may be of any length.
fn short(name: &str) -> String {
    phaen_domain::workbook::shortened(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_named_as_the_round_size_that_it_is() {
        assert!(FileRefused::UnpacksTooLarge.th().contains("ใหญ่กว่า 64 MB"), "{}", FileRefused::UnpacksTooLarge.th());
        assert!(FileRefused::UnpacksTooLarge.en().contains("larger than 64 MB"), "{}", FileRefused::UnpacksTooLarge.en());
    }

    #[test]
    fn a_file_just_above_a_limit_does_not_read_like_the_limit() {
        assert_eq!(megabytes(MOST_FILE_BYTES + 1), format!("{}.1 MB", MOST_FILE_BYTES >> 20));
    }
}
