//! Reading and writing the few cookies of the interface. Values are ours and short; a cookie is never trusted to
//! be well formed and never holds a secret except the session token, which is kept elsewhere.

use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};
pub use phaen_app::addresses::encode;

/// The value of a cookie, the first when it is repeated.
#[must_use]
pub fn read(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value.to_owned())
}

/// A `Set-Cookie` header for a value that consists of cookie-safe characters; `None` when it does not.
#[must_use]
pub fn write(name: &str, value: &str, seconds: u32, https: bool) -> Option<HeaderValue> {
    let safe = value.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'%' | b'.' | b'~'));
    if !safe {
        return None;
    }
    let secure = if https { "; Secure" } else { "" };
    HeaderValue::from_str(&format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}")).ok()
}

/// Undoes [`encode`]; `None` for anything it cannot have written.
#[must_use]
pub fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        if first == b'%' {
            let (pair, after) = after.split_at_checked(2)?;
            let pair = std::str::from_utf8(pair).ok()?;
            bytes.push(u8::from_str_radix(pair, 16).ok()?);
            rest = after;
        } else {
            bytes.push(first);
            rest = after;
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::{decode, encode, read, write};

    #[test]
    fn thai_text_survives_a_cookie() {
        let text = "บันทึกแล้ว; <b>\u{200b}100 %";
        assert_eq!(decode(&encode(text)).as_deref(), Some(text));
        assert!(write("a", &encode(text), 60, true).is_some());
    }

    #[test]
    fn a_broken_cookie_is_no_cookie() {
        assert_eq!(decode("%E0%B"), None);
        assert_eq!(decode("%FF"), None);
        assert_eq!(write("a", "x; Domain=elsewhere", 60, true), None);
    }

    #[test]
    fn a_cookie_is_found_by_its_whole_name() {
        let mut headers = axum::http::HeaderMap::new();
        let _ = headers.insert("cookie", "xphaen_lang=no; phaen_lang=en; phaen_lang=th".parse().expect("a header"));
        assert_eq!(read(&headers, "phaen_lang").as_deref(), Some("en"));
    }
}
