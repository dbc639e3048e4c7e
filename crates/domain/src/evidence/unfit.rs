//! Why something is not taken as evidence, with what to do.

use crate::words::Words;

/// Why something is not taken as evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unfit {
    /// There is nothing in it.
    Empty,
    /// Larger than [`MOST_BYTES`](super::MOST_BYTES).
    TooLarge,
    /// A program.
    Executable,
    /// A page, a drawing with scripts in it, or a script.
    Markup,
    /// A document that carries macros.
    Macros,
    /// Packed files: what is inside could be anything.
    Archive,
    /// Nothing that is known.
    Unknown,
    /// An address that is none of the web.
    Link,
}

impl Words for Unfit {
    const TABLE: &'static [(Self, &'static str, &'static str, &'static str)] = &[
        (Self::Empty, "empty", "ไฟล์ว่าง กรุณาเลือกไฟล์ใหม่", "The file is empty. Choose another."),
        (
            Self::TooLarge,
            "too_large",
            "ไฟล์ใหญ่เกิน 20 เมกะไบต์ กรุณาลดขนาด แบ่งไฟล์ หรือใส่ลิงก์แทน",
            "The file is larger than 20 MB. Make it smaller, split it, or give a link.",
        ),
        (
            Self::Executable,
            "executable",
            "เป็นโปรแกรม ไม่รับเป็นหลักฐาน กรุณาแนบเอกสาร PDF หรือภาพแทน",
            "It is a program, which is not taken as evidence. Attach a PDF or a picture.",
        ),
        (
            Self::Markup,
            "markup",
            "เป็นหน้าเว็บ ภาพ SVG หรือสคริปต์ ไม่รับเป็นหลักฐาน กรุณาบันทึกเป็น PDF หรือภาพ PNG แทน",
            "It is a web page, an SVG or a script, which is not taken as evidence. Save it as PDF or PNG.",
        ),
        (
            Self::Macros,
            "macros",
            "เอกสารมีแมโคร ไม่รับเป็นหลักฐาน กรุณาบันทึกเป็น .docx .xlsx .pptx หรือ PDF ที่ไม่มีแมโคร",
            "The document carries macros. Save it as .docx, .xlsx, .pptx or PDF without macros.",
        ),
        (
            Self::Archive,
            "archive",
            "เป็นไฟล์บีบอัด กรุณาแตกไฟล์แล้วแนบทีละไฟล์ (เลือกหลายไฟล์พร้อมกันได้)",
            "It is a packed file. Unpack it and attach the files; many can be chosen at once.",
        ),
        (
            Self::Unknown,
            "unknown",
            "ไม่ใช่ชนิดไฟล์ที่รับ กรุณาใช้ PDF ภาพ (JPEG PNG WebP HEIC) Word Excel PowerPoint CSV หรือข้อความ UTF-8",
            "It is no kind of file that is taken. Use PDF, a picture (JPEG, PNG, WebP, HEIC), Word, Excel, PowerPoint, CSV or UTF-8 text.",
        ),
        (
            Self::Link,
            "link",
            "ลิงก์ต้องขึ้นต้นด้วย https:// หรือ http:// และไม่มีช่องว่าง",
            "A link begins with https:// or http:// and has no spaces.",
        ),
    ];
}
