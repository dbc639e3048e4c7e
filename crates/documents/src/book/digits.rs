//! Thai digits as a rendering at the edge: in an official book every figure stands in Thai digits, except where digits belong to a Latin name.

use phaen_domain::thai::digits::to_thai;

/// The text with its figures in Thai digits. A run of Latin letters and digits (`5G`, `COVID-19`, an address of a page or a mailbox) is a name
/// and stays as it is.
#[must_use]
pub fn thai_digits(text: &str) -> String {
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(start) = rest.find(belongs_to_run) {
        let (before, from) = rest.split_at(start);
        out.push_str(before);
        let (run, after) = from.split_at(from.find(|c| !belongs_to_run(c)).unwrap_or(from.len()));
        if run.bytes().any(|byte| byte.is_ascii_alphabetic()) {
            out.push_str(run)
        } else {
            out.push_str(&to_thai(run))
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

const fn belongs_to_run(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '/' | ':' | '_' | '@' | '?' | '=' | '&' | '%' | '+')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_stand_in_thai_digits_and_latin_names_keep_theirs() {
        for (written, printed) in [
            ("ร้อยละ 93.60", "ร้อยละ ๙๓.๖๐"),
            ("1,007,528,100.00 บาท", "๑,๐๐๗,๕๒๘,๑๐๐.๐๐ บาท"),
            ("A × 100 / B", "A × ๑๐๐ / B"),
            ("นโยบาย5Gปี2566", "นโยบาย5Gปี๒๕๖๖"),
            ("COVID-19 ระบาดปี 2563", "COVID-19 ระบาดปี ๒๕๖๓"),
            ("ดูที่ https://example.go.th/2566?a=1 หน้า 7", "ดูที่ https://example.go.th/2566?a=1 หน้า ๗"),
            ("(p − 90) / 10", "(p − ๙๐) / ๑๐"),
            ("๑2", "๑๒"),
            ("ไม่มีตัวเลข", "ไม่มีตัวเลข"),
        ] {
            assert_eq!(thai_digits(written), printed);
        }
    }
}
