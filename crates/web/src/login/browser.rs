//! What a browser says of itself, in two words that its owner knows it by: browser and system.

use axum::http::HeaderMap;
use axum::http::header::USER_AGENT;

/// Marks of browsers, the particular before those that they pretend to be.
const BROWSERS: &[(&str, &str)] = &[
    ("Line/", "LINE"),
    ("FBAN", "Facebook"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];

/// Marks of systems, likewise.
const SYSTEMS: &[(&str, &str)] = &[
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
];

/// Browser and system of a request, as far as it says them.
pub(super) fn summary(headers: &HeaderMap) -> Option<String> {
    let said = headers.get(USER_AGENT)?.to_str().ok()?;
    let known = |marks: &[(&str, &'static str)]| marks.iter().find(|(mark, _)| said.contains(mark)).map(|(_, name)| *name);
    let words = [known(BROWSERS), known(SYSTEMS)].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    (!words.is_empty()).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::summary;
    use axum::http::header::USER_AGENT;
    use axum::http::{HeaderMap, HeaderValue};

    fn of(said: &'static str) -> Option<String> {
        summary(&HeaderMap::from_iter([(USER_AGENT, HeaderValue::from_static(said))]))
    }

    #[test]
    fn a_browser_is_told_from_those_it_pretends_to_be() {
        let windows =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36";
        assert_eq!(of(windows).as_deref(), Some("Chrome · Windows"));
        let edge = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36 Edg/126.0";
        assert_eq!(of(edge).as_deref(), Some("Edge · Windows"));
        let phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1";
        assert_eq!(of(phone).as_deref(), Some("Safari · iPhone"));
        let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0";
        assert_eq!(of(firefox).as_deref(), Some("Firefox · Linux"));
        let line = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36 Line/14.8.0";
        assert_eq!(of(line).as_deref(), Some("LINE · Android"));
    }

    #[test]
    fn what_says_nothing_known_is_not_guessed() {
        assert_eq!(of("curl/8.5.0"), None);
        assert_eq!(of(""), None);
        assert_eq!(summary(&HeaderMap::new()), None);
    }
}
