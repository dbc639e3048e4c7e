//! What the operating system refused about a file, in Thai: what it was about, why, and what to do. Its own words stand only where we have none.

use std::io::{Error, ErrorKind};
use std::path::Path;

use crate::command::Failure;

/// What could not be done to a file, such as “อ่านไฟล์”, and why.
pub(crate) fn refused(doing: &str, path: &Path, error: &Error) -> Failure {
    Failure(format!("{doing} {} ไม่ได้: {}", path.display(), in_words(error)))
}

fn in_words(error: &Error) -> String {
    let words = match error.kind() {
        ErrorKind::NotFound => "ไม่พบไฟล์หรือโฟลเดอร์ตามที่อยู่นี้ ตรวจการสะกดและที่อยู่",
        ErrorKind::PermissionDenied => "ไม่มีสิทธิ ตรวจสิทธิของไฟล์และของโฟลเดอร์ที่ไฟล์อยู่",
        ErrorKind::IsADirectory => "เป็นโฟลเดอร์ ไม่ใช่ไฟล์ ระบุชื่อไฟล์",
        ErrorKind::NotADirectory => "มีไฟล์อยู่ในตำแหน่งที่ควรเป็นโฟลเดอร์ ตรวจที่อยู่",
        ErrorKind::AlreadyExists => "มีไฟล์ชื่อนี้อยู่แล้ว ใช้ชื่ออื่น",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "พื้นที่จัดเก็บเต็ม เพิ่มพื้นที่แล้วลองใหม่",
        ErrorKind::ReadOnlyFilesystem => "พื้นที่จัดเก็บนี้อ่านได้อย่างเดียว ใช้ที่อื่น",
        ErrorKind::InvalidFilename => "ชื่อยาวเกินไปหรือมีอักขระที่ใช้ไม่ได้ ใช้ชื่ออื่น",
        ErrorKind::InvalidInput | ErrorKind::InvalidData => "ชื่อหรือเนื้อหาไม่ถูกต้อง ตรวจชื่อไฟล์และลองเปิดด้วยโปรแกรมอื่น",
        _ => return format!("ระบบปฏิบัติการไม่ยอม ({error})"),
    };
    words.to_owned()
}

#[cfg(test)]
mod tests {
    use std::io::{Error, ErrorKind};

    use super::in_words;

    #[test]
    fn what_disks_refuse_is_told_in_thai_alone_and_what_has_no_words_with_those_of_the_system() {
        // No such file, no permission, a directory, no space left, name too long: the numbers of Linux.
        for number in [2, 13, 20, 21, 28, 30, 36, 122] {
            let words = in_words(&Error::from_raw_os_error(number));
            assert!(!words.chars().any(|c| c.is_ascii_alphabetic()), "{number}: {words}");
        }
        assert!(in_words(&Error::from(ErrorKind::TimedOut)).contains("timed out"));
    }
}
