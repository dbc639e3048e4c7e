//! Signatures of version 4 in an address, checked as the published rules say: by hand over SHA-256, with nothing of the library that makes
//! them.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use sha2::{Digest, Sha256};

/// What was asked, as it came in: nothing is decoded.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) query: String,
    /// Names in lower case.
    pub(crate) headers: Vec<(String, String)>,
}

/// Who may ask.
#[derive(Debug, Clone)]
pub(crate) struct Keys {
    pub(crate) key: String,
    pub(crate) secret: String,
    pub(crate) region: String,
}

impl Asked {
    fn parameters(&self) -> Vec<(&str, &str)> {
        self.query.split('&').filter_map(|pair| pair.split_once('=')).collect()
    }

    fn parameter(&self, name: &str) -> Option<String> {
        let value = self.parameters().into_iter().find(|(given, _)| *given == name)?.1;
        Some(value.replace("%2F", "/").replace("%3B", ";"))
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(given, _)| given == name).map(|(_, value)| value.trim())
    }

    /// Why this may not pass; the store's word for it.
    pub(crate) fn refused(&self, keys: &Keys, now: Timestamp) -> Option<&'static str> {
        let Some(given) = self.parameter("X-Amz-Signature") else { return Some("AccessDenied") };
        let scope = |date: &str| format!("{}/{}/{}/s3/aws4_request", keys.key, &date[..8], keys.region);
        match self.parameter("X-Amz-Date").map(|date| (self.parameter("X-Amz-Credential"), date)) {
            Some((Some(credential), date)) if credential == scope(&date) => {}
            Some((Some(credential), _)) if !credential.starts_with(&format!("{}/", keys.key)) => {
                return Some("InvalidAccessKeyId");
            }
            _ => return Some("AuthorizationQueryParametersError"),
        }
        if !self.is_in_time(now) {
            return Some("RequestExpired");
        }
        // Whatever says more than where and how has to be signed, or it could have been added on the way.
        let signed = self.parameter("X-Amz-SignedHeaders").unwrap_or_default();
        let is_signed = |name: &str| signed.split(';').any(|it| it == name);
        let all = self.headers.iter().all(|(name, _)| !name.starts_with("x-amz-") || is_signed(name)) && is_signed("host");
        (!all || self.signature(keys) != given).then_some("SignatureDoesNotMatch")
    }

    fn is_in_time(&self, now: Timestamp) -> bool {
        let signed = self.parameter("X-Amz-Date").and_then(|date| DateTime::strptime("%Y%m%dT%H%M%SZ", date).ok());
        let Some(signed) = signed.and_then(|date| date.to_zoned(TimeZone::UTC).ok()).map(|date| date.timestamp()) else {
            return false;
        };
        let valid = self.parameter("X-Amz-Expires").and_then(|seconds| seconds.parse::<i64>().ok()).unwrap_or(0);
        (-900..=valid).contains(&now.duration_since(signed).as_secs()) && valid <= 604_800
    }

    /// The signature that this should have.
    pub(crate) fn signature(&self, keys: &Keys) -> String {
        let mut query: Vec<_> = self.parameters().into_iter().filter(|(name, _)| *name != "X-Amz-Signature").collect();
        query.sort_unstable();
        let query: Vec<String> = query.into_iter().map(|(name, value)| format!("{name}={value}")).collect();
        let signed = self.parameter("X-Amz-SignedHeaders").unwrap_or_default();
        let line = |name: &str| format!("{name}:{}\n", self.header(name).unwrap_or_default());
        let headers: String = signed.split(';').map(line).collect();
        let canonical = format!("{}\n{}\n{}\n{headers}\n{signed}\nUNSIGNED-PAYLOAD", self.method, self.path, query.join("&"));
        let date = self.parameter("X-Amz-Date").unwrap_or_default();
        let day = date.get(..8).unwrap_or_default();
        let scope = format!("{day}/{}/s3/aws4_request", keys.region);
        let text = format!("AWS4-HMAC-SHA256\n{date}\n{scope}\n{}", hex(&Sha256::digest(canonical)));
        let parts = [day, keys.region.as_str(), "s3", "aws4_request", text.as_str()];
        let first = format!("AWS4{}", keys.secret).into_bytes();
        hex(&parts.iter().fold(first, |key, part| hmac(&key, part.as_bytes())))
    }
}

/// RFC 2104 over SHA-256.
fn hmac(key: &[u8], text: &[u8]) -> Vec<u8> {
    let mut block = [0_u8; 64];
    if key.len() > block.len() {
        block[..32].copy_from_slice(&Sha256::digest(key));
    } else {
        block[..key.len()].copy_from_slice(key);
    }
    let padded = |pad: u8| block.map(|byte| byte ^ pad).to_vec();
    let inner = Sha256::digest([padded(0x36), text.to_vec()].concat());
    Sha256::digest([padded(0x5c), inner.to_vec()].concat()).to_vec()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The example that AWS publishes for addresses that are signed: a file fetched on 24 May 2013.
#[test]
fn the_checker_finds_the_signature_of_the_published_example() {
    let keys = Keys {
        key: "AKIAIOSFODNN7EXAMPLE".to_owned(),
        secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY".to_owned(),
        region: "us-east-1".to_owned(),
    };
    let query = "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request\
         &X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host\
         &X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404";
    let asked = Asked {
        method: "GET".to_owned(),
        path: "/test.txt".to_owned(),
        query: query.to_owned(),
        headers: vec![("host".to_owned(), "examplebucket.s3.amazonaws.com".to_owned())],
    };
    let at = |text: &str| text.parse::<Timestamp>().unwrap();
    assert_eq!(asked.refused(&keys, at("2013-05-24T12:00:00Z")), None);
    assert_eq!(asked.refused(&keys, at("2013-05-26T00:00:00Z")), Some("RequestExpired"));
    let other = Keys { secret: "another".to_owned(), ..keys.clone() };
    assert_eq!(asked.refused(&other, at("2013-05-24T12:00:00Z")), Some("SignatureDoesNotMatch"));
    let moved = Asked { path: "/other.txt".to_owned(), ..asked.clone() };
    assert_eq!(moved.refused(&keys, at("2013-05-24T12:00:00Z")), Some("SignatureDoesNotMatch"));
    let elsewhere = Keys { region: "eu-west-1".to_owned(), ..keys };
    assert_eq!(asked.refused(&elsewhere, at("2013-05-24T12:00:00Z")), Some("AuthorizationQueryParametersError"));
}
