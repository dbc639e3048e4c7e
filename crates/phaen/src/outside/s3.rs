//! Evidence in a store that speaks S3: each file is an object under its SHA-256. The secret and signed addresses are never written anywhere;
//! failures name the place, the status and the store's own word for it.

use std::fmt;
use std::fs::File;
use std::io::{Read, Seek, Write};
use std::sync::Arc;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use phaen_app::AppError;
use phaen_app::ports::{Clock, Files, StoreFailure, file_failure};
use phaen_domain::evidence::{FileHash, MOST_BYTES};
use rusty_s3::{Bucket, Credentials, S3Action, UrlStyle};
use ureq::http::Response;
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::{Agent, Body, Error};

use super::Unusable;
use super::files::name_of;

/// How long the store may take for one file; less than a request may take.
pub const PATIENCE: Duration = Duration::from_secs(25);
/// How long it may take to answer at all.
const PATIENCE_TO_CONNECT: Duration = Duration::from_secs(5);
/// How long a signed address opens; clocks differ by less.
const SIGNED_FOR: Duration = Duration::from_secs(300);
/// In this header the store is told what it must have received.
const CHECKSUM: &str = "x-amz-checksum-sha256";
/// More than any refusal of a store holds.
const LONGEST_REFUSAL: u64 = 64 * 1024;

/// How the store is reached.
#[derive(Clone)]
pub struct S3Settings {
    /// `s3://host[:port]/bucket[/prefix]` (TLS) or `s3-plain://…` (no encryption).
    pub place: String,
    /// The region in whose name requests are signed.
    pub region: String,
    /// The access key.
    pub key: String,
    /// Its secret.
    pub secret: String,
    /// Certificates (PEM) that are believed in place of the public ones, such as an agency's own.
    pub certificate: Option<Vec<u8>>,
    /// Whether the bucket is part of the host's name instead of the path.
    pub bucket_in_host: bool,
    /// How long one file may take.
    pub patience: Duration,
}

impl fmt::Debug for S3Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("S3Settings").field("place", &self.place).field("region", &self.region).finish_non_exhaustive()
    }
}

/// A bucket of files by their hash: `prefix/ab/abcdef…`.
pub struct S3 {
    bucket: Bucket,
    credentials: Credentials,
    /// Empty, or ending in `/`.
    prefix: String,
    agent: Agent,
    clock: Arc<dyn Clock>,
    /// As it was given, for failures.
    place: String,
}

impl fmt::Debug for S3 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("S3").field("place", &self.place).finish_non_exhaustive()
    }
}

/// What stands in the address of a store.
struct Place<'a> {
    endpoint: String,
    bucket: &'a str,
    prefix: String,
}

impl<'a> Place<'a> {
    fn read(text: &'a str) -> Option<Self> {
        let (scheme, rest) = text.split_once("://")?;
        let scheme = match scheme {
            "s3" => "https",
            "s3-plain" => "http",
            _ => return None,
        };
        let (host, path) = rest.split_once('/')?;
        let plain = |part: &str, more: &str| part.chars().all(|c| c.is_ascii_alphanumeric() || more.contains(c));
        let mut parts = path.trim_end_matches('/').split('/');
        let bucket = parts.next()?;
        let folders: Vec<&str> = parts.collect();
        let named = |part: &&str| !matches!(*part, "" | "." | "..") && plain(part, "-_.");
        if host.is_empty() || !plain(host, "-.:[]") || !named(&bucket) || !folders.iter().all(named) {
            return None;
        }
        let prefix = folders.iter().map(|folder| format!("{folder}/")).collect();
        Some(Self { endpoint: format!("{scheme}://{host}"), bucket, prefix })
    }
}

impl S3 {
    /// A store by its settings. It is not called yet: the site runs also while the store does not.
    ///
    /// # Errors
    /// [`Unusable`] says which setting and what to write.
    pub fn new(settings: &S3Settings, clock: Arc<dyn Clock>) -> Result<Self, Unusable> {
        let unusable = || {
            let how = "s3://ชื่อเครื่อง[:พอร์ต]/ถัง[/คำนำหน้า] หรือ s3-plain://… (ไม่เข้ารหัส)";
            Unusable(format!("ที่เก็บไฟล์หลักฐานแบบ S3 ต้องเป็น {how} ใช้อักษรอังกฤษ ตัวเลข และ - _ . โดยไม่ใส่รหัสผ่าน"))
        };
        let place = Place::read(&settings.place).ok_or_else(unusable)?;
        let style = if settings.bucket_in_host { UrlStyle::VirtualHost } else { UrlStyle::Path };
        let endpoint = place.endpoint.parse().map_err(|_| unusable())?;
        let bucket = Bucket::new(endpoint, style, place.bucket.to_owned(), settings.region.clone()).map_err(|_| {
            Unusable("ถังนี้เป็นส่วนหนึ่งของชื่อเครื่องไม่ได้ ไม่ต้องใช้ --evidence-bucket-in-host หรือใช้ชื่อถังที่เป็นอักษรตัวเล็ก".to_owned())
        })?;
        if settings.key.is_empty() || settings.secret.is_empty() {
            let missing = "กรุณาระบุ --evidence-key หรือ PHAEN_EVIDENCE_KEY และตั้งตัวแปร PHAEN_EVIDENCE_SECRET";
            return Err(Unusable(missing.to_owned()));
        }
        let roots = settings.certificate.as_deref().map_or(Ok(RootCerts::WebPki), certificates)?;
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .timeout_connect(Some(settings.patience.min(PATIENCE_TO_CONNECT)))
            .timeout_global(Some(settings.patience))
            .tls_config(TlsConfig::builder().root_certs(roots).build());
        Ok(Self {
            bucket,
            credentials: Credentials::new(settings.key.as_str(), settings.secret.as_str()),
            prefix: place.prefix,
            agent: Agent::new_with_config(config.build()),
            clock,
            place: settings.place.clone(),
        })
    }

    /// Asks whether the bucket is there and opens with these settings.
    ///
    /// # Errors
    /// [`AppError::FilesAway`] where it does not answer now, [`AppError::Store`] where it refuses.
    pub fn reach(&self) -> Result<(), AppError> {
        let address = self.bucket.head_bucket(Some(&self.credentials)).sign_with_time(SIGNED_FOR, &self.clock.now());
        self.answer(self.agent.head(address.as_str()).call()).and_then(|answer| self.well(answer).map(drop))
    }

    fn object(&self, hash: &FileHash) -> String {
        format!("{}{}", self.prefix, name_of(hash))
    }

    fn answer(&self, answer: Result<Response<Body>, Error>) -> Result<Response<Body>, AppError> {
        answer.map_err(|error| self.unreached(&error))
    }

    /// The answer, where it says that all went well.
    fn well(&self, answer: Response<Body>) -> Result<Response<Body>, AppError> {
        if answer.status().is_success() { Ok(answer) } else { Err(self.refused(answer.status().as_u16(), &code_of(answer))) }
    }

    /// What the store's refusal means.
    fn refused(&self, status: u16, code: &str) -> AppError {
        let failure = StoreFailure(format!("evidence in {}: status {status} {code}", self.place));
        match status {
            507 => AppError::StoreFull(failure),
            _ if code == "QuotaExceeded" || code.ends_with("StorageFull") => AppError::StoreFull(failure),
            408 | 429 | 500..=599 => AppError::FilesAway(failure),
            _ => AppError::Store(failure),
        }
    }

    /// What it means that there was no answer. Errors that could hold the signed address are told without their words.
    fn unreached(&self, error: &Error) -> AppError {
        let failure = |words: &str| StoreFailure(format!("evidence in {}: {words}", self.place));
        match error {
            // What the other side says cannot be believed or read as TLS: waiting does not help.
            Error::Io(error) if error.kind() == std::io::ErrorKind::InvalidData => AppError::Store(failure(&error.to_string())),
            Error::Io(_) | Error::Timeout(_) | Error::HostNotFound | Error::ConnectionFailed | Error::Protocol(_) => {
                AppError::FilesAway(failure(&error.to_string()))
            }
            Error::Tls(_) | Error::Rustls(_) => AppError::Store(failure(&error.to_string())),
            _ => AppError::Store(failure("the request could not be made")),
        }
    }
}

impl Files for S3 {
    /// Always sent: a file that was damaged where it is kept is put right by the same file. The store compares what it received with the hash.
    fn put(&self, hash: &FileHash, bytes: &[u8]) -> Result<(), AppError> {
        let (object, checksum) = (self.object(hash), checksum(hash));
        let mut put = self.bucket.put_object(Some(&self.credentials), &object);
        put.headers_mut().insert(CHECKSUM, checksum.as_str());
        let address = put.sign_with_time(SIGNED_FOR, &self.clock.now());
        let answer = self.answer(self.agent.put(address.as_str()).header(CHECKSUM, &checksum).send(bytes))?;
        self.well(answer).map(drop)
    }

    fn get(&self, hash: &FileHash) -> Result<Option<Vec<u8>>, AppError> {
        let mut bytes = Vec::new();
        let found = self.fetch(hash, &mut bytes)?;
        Ok(found.then_some(bytes))
    }

    fn open(&self, hash: &FileHash) -> Result<Option<File>, AppError> {
        let mut file = self.draft()?;
        let found = self.fetch(hash, &mut file)?;
        file.rewind().map_err(|error| file_failure("a file on its way out", &error))?;
        Ok(found.then_some(file))
    }
}

impl S3 {
    /// Writes an object somewhere; tells whether it is there.
    fn fetch(&self, hash: &FileHash, to: &mut dyn Write) -> Result<bool, AppError> {
        let object = self.object(hash);
        let get = self.bucket.get_object(Some(&self.credentials), &object);
        let address = get.sign_with_time(SIGNED_FOR, &self.clock.now());
        let answer = self.answer(self.agent.get(address.as_str()).call())?;
        if answer.status() == 404 {
            // A bucket that is not there is no file that is missing.
            let code = code_of(answer);
            return if code == "NoSuchBucket" { Err(self.refused(404, &code)) } else { Ok(false) };
        }
        // One byte more than any file has: what is larger was not put here, and its hash will tell.
        let mut body = self.well(answer)?.into_body().into_reader().take(MOST_BYTES as u64 + 1);
        let mut piece = vec![0; 64 * 1024];
        loop {
            match body.read(&mut piece).map_err(|error| self.unreached(&Error::from(error)))? {
                0 => return Ok(true),
                read => to.write_all(&piece[..read]).map_err(|error| file_failure("a file on its way out", &error))?,
            }
        }
    }
}

/// The store's own word for a refusal, such as `SignatureDoesNotMatch`; empty where it has none.
fn code_of(answer: Response<Body>) -> String {
    let mut text = Vec::new();
    // What cannot be read says nothing.
    let _ = answer.into_body().into_reader().take(LONGEST_REFUSAL).read_to_end(&mut text);
    let text = String::from_utf8_lossy(&text);
    let code = text.split_once("<Code>").and_then(|(_, rest)| rest.split_once("</Code>")).map_or("", |(code, _)| code);
    let is_word = code.len() <= 64 && code.chars().all(|c| c.is_ascii_alphanumeric());
    if is_word { code.to_owned() } else { String::new() }
}

/// SHA-256 as the store wants to read it: base64 instead of hexadecimal.
fn checksum(hash: &FileHash) -> String {
    let pairs = hash.as_str().as_bytes().chunks(2);
    let digits = pairs.filter_map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok());
    STANDARD.encode(digits.collect::<Vec<u8>>())
}

fn certificates(pem: &[u8]) -> Result<RootCerts, Unusable> {
    let certificate = |item: PemItem<'static>| match item {
        PemItem::Certificate(certificate) => Some(certificate),
        _ => None,
    };
    let found: Vec<Certificate<'static>> = parse_pem(pem).filter_map(|item| item.ok().and_then(certificate)).collect();
    if found.is_empty() {
        return Err(Unusable("ไฟล์ใบรับรองของที่เก็บไฟล์หลักฐานต้องเป็นรูปแบบ PEM และมีใบรับรองอย่างน้อยหนึ่งใบ".to_owned()));
    }
    Ok(RootCerts::new_with_certs(&found))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_apart_and_nothing_else_is_taken_for_one() {
        let read = |text| Place::read(text).map(|place| (place.endpoint, place.bucket, place.prefix));
        assert_eq!(read("s3://s3.example.go.th/plan"), Some(("https://s3.example.go.th".to_owned(), "plan", String::new())));
        let deep = Some(("http://127.0.0.1:9000".to_owned(), "plan", "2566/evidence/".to_owned()));
        assert_eq!(read("s3-plain://127.0.0.1:9000/plan/2566/evidence/"), deep);
        for wrong in [
            "s3://",
            "s3://host",
            "s3://host/",
            "s3:///plan",
            "s3://key:secret@host/plan",
            "s3://host/plan/../x",
            "https://host/plan",
            "s3://host/plan//x",
            "s3://host/plan?x=1",
            "s3://host/ถัง",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_checksum_is_the_hash_in_base64() {
        assert_eq!(checksum(&FileHash::of(b"abc")), "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
    }
}
