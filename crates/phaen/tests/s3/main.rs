//! Where evidence is kept: the same promises hold for a folder, for memory and for a store that speaks S3 over a socket; and what people and
//! the command line are told when that store is away.

#![expect(clippy::unwrap_used, reason = "a test says what it expects")]

mod end_to_end;
mod many_at_once;
mod server;
mod signature;

use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use phaen::outside::{Folder, S3, S3Settings, SystemClock};
use phaen_app::AppError;
use phaen_app::ports::{Files, FilesInMemory};
use phaen_domain::evidence::{FileHash, MOST_BYTES};
use tempfile::TempDir;

use server::{Mood, Server};
use signature::Keys;

const SECRET: &str = "ThisIsTheSecret/OfTheStore+2566";

/// A store with a bucket, and what it takes to reach it.
struct Scene {
    objects: TempDir,
    keys: Keys,
    server: Server,
}

impl Scene {
    fn in_mood(mood: Mood) -> Self {
        let objects = tempfile::tempdir().unwrap();
        std::fs::create_dir(objects.path().join("plan")).unwrap();
        let keys = Keys { key: "PHAENKEY".to_owned(), secret: SECRET.to_owned(), region: "th-bangkok-1".to_owned() };
        let server = Server::start("127.0.0.1:0".parse().unwrap(), objects.path(), &keys, mood);
        Self { objects, keys, server }
    }

    fn settings(&self) -> S3Settings {
        settings(self.server.address, &self.keys)
    }

    fn s3(&self) -> S3 {
        S3::new(&self.settings(), Arc::new(SystemClock)).unwrap()
    }

    fn object(&self, hash: &FileHash) -> PathBuf {
        self.objects.path().join(format!("plan/2566/{}/{hash}", &hash.as_str()[..2]))
    }
}

fn settings(address: SocketAddr, keys: &Keys) -> S3Settings {
    S3Settings {
        place: format!("s3-plain://{address}/plan/2566"),
        region: keys.region.clone(),
        key: keys.key.clone(),
        secret: keys.secret.clone(),
        certificate: None,
        bucket_in_host: false,
        patience: Duration::from_secs(10),
    }
}

/// What every place of files promises.
fn keeps_files(files: &dyn Files) {
    let (one, other) = (FileHash::of(b"abc"), FileHash::of(b""));
    assert_eq!(files.get(&one).unwrap(), None, "nothing was kept yet");
    files.put(&one, b"abc").unwrap();
    files.put(&one, b"abc").unwrap();
    files.put(&other, b"").unwrap();
    assert_eq!(files.get(&one).unwrap().as_deref(), Some(b"abc".as_slice()));
    assert_eq!(files.get(&other).unwrap().as_deref(), Some(b"".as_slice()));
    assert_eq!(files.get(&FileHash::of(b"another")).unwrap(), None);
    let opened = std::io::read_to_string(files.open(&one).unwrap().unwrap()).unwrap();
    assert_eq!(opened, "abc", "from its beginning");
    assert!(files.open(&FileHash::of(b"another")).unwrap().is_none());
    std::thread::scope(|scope| {
        for number in 0..8_u8 {
            scope.spawn(move || {
                let bytes = vec![number % 4; 100_000];
                let hash = FileHash::of(&bytes);
                files.put(&hash, &bytes).unwrap();
                assert_eq!(files.get(&hash).unwrap(), Some(bytes));
            });
        }
    });
}

#[test]
fn a_folder_keeps_files() {
    let root = tempfile::tempdir().unwrap();
    keeps_files(&Folder::at(root.path().join("evidence")));
}

#[test]
fn memory_keeps_files() {
    keeps_files(&FilesInMemory::default());
}

#[test]
fn a_bucket_keeps_files_under_their_hash() {
    let scene = Scene::in_mood(Mood::Serves);
    keeps_files(&scene.s3());
    assert_eq!(std::fs::read(scene.object(&FileHash::of(b"abc"))).unwrap(), b"abc");
    scene.s3().reach().unwrap();
    let asked = scene.server.asked();
    assert_eq!(asked.last().unwrap(), "HEAD /plan/");
    assert!(asked.contains(&format!("PUT /plan/2566/ba/{}", FileHash::of(b"abc"))), "{asked:?}");
}

#[test]
fn the_largest_file_comes_back_whole_and_a_larger_one_is_seen_to_be_another() {
    let scene = Scene::in_mood(Mood::Serves);
    let bytes: Vec<u8> = (0..MOST_BYTES).map(|place| u8::try_from(place % 251).unwrap()).collect();
    let hash = FileHash::of(&bytes);
    scene.s3().put(&hash, &bytes).unwrap();
    assert!(scene.s3().get(&hash).unwrap().as_ref() == Some(&bytes));
    std::fs::write(scene.object(&hash), [bytes.as_slice(), b"more and more"].concat()).unwrap();
    let longer = scene.s3().get(&hash).unwrap().unwrap();
    assert!(longer.len() == MOST_BYTES + 1 && FileHash::of(&longer) != hash);
}

#[test]
fn a_file_that_was_damaged_in_the_bucket_is_put_right_by_the_same_file() {
    let scene = Scene::in_mood(Mood::Serves);
    let hash = FileHash::of(b"abc");
    scene.s3().put(&hash, b"abc").unwrap();
    std::fs::write(scene.object(&hash), b"xyz").unwrap();
    assert_eq!(scene.s3().get(&hash).unwrap().as_deref(), Some(b"xyz".as_slice()), "the reader sees what is there");
    scene.s3().put(&hash, b"abc").unwrap();
    assert_eq!(scene.s3().get(&hash).unwrap().as_deref(), Some(b"abc".as_slice()));
}

#[test]
fn what_was_changed_on_the_way_is_not_taken() {
    let scene = Scene::in_mood(Mood::Serves);
    let refused = scene.s3().put(&FileHash::of(b"abc"), b"abd").unwrap_err();
    assert!(matches!(&refused, AppError::Store(why) if why.to_string().contains("BadDigest")), "{refused:?}");
    assert!(!scene.object(&FileHash::of(b"abc")).exists());
}

/// Both ways of asking, and the question at the start.
fn asked(s3: &S3) -> [AppError; 3] {
    let hash = FileHash::of(b"abc");
    [s3.put(&hash, b"abc").unwrap_err(), s3.get(&hash).unwrap_err(), s3.reach().unwrap_err()]
}

#[test]
fn a_wrong_secret_is_refused_for_good_and_told_nowhere() {
    let scene = Scene::in_mood(Mood::Serves);
    let wrong = S3Settings { secret: "AnotherSecretAltogether".to_owned(), ..scene.settings() };
    let s3 = S3::new(&wrong, Arc::new(SystemClock)).unwrap();
    for refused in asked(&s3) {
        assert!(matches!(refused, AppError::Store(_)), "{refused:?}");
        assert!(refused.to_string().contains("status 403"), "{refused}");
        nothing_secret(&format!("{refused} {refused:?} {wrong:?} {s3:?}"));
    }
    assert!(s3.get(&FileHash::of(b"abc")).unwrap_err().to_string().contains("SignatureDoesNotMatch"));
    let elsewhere = S3Settings { region: "us-east-1".to_owned(), ..scene.settings() };
    let refused = S3::new(&elsewhere, Arc::new(SystemClock)).unwrap().get(&FileHash::of(b"abc")).unwrap_err();
    assert!(refused.to_string().contains("AuthorizationQueryParametersError"), "{refused}");
}

fn nothing_secret(told: &str) {
    for secret in [SECRET, "AnotherSecretAltogether", "X-Amz-Signature", "X-Amz-Credential"] {
        assert!(!told.contains(secret), "{told}");
    }
}

#[test]
fn a_store_that_is_not_there_now_is_away_and_not_broken() {
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let scene = Scene::in_mood(Mood::Busy503);
    let impatient = |address| S3Settings { patience: Duration::from_millis(500), ..settings(address, &scene.keys) };
    let away = |settings: &S3Settings, what: &str| {
        for refused in asked(&S3::new(settings, Arc::new(SystemClock)).unwrap()) {
            assert!(matches!(refused, AppError::FilesAway(_)), "{what}: {refused:?}");
            nothing_secret(&format!("{refused} {refused:?}"));
        }
    };
    away(&impatient(nobody), "nobody listens");
    away(&scene.settings(), "busy");
    scene.server.is(Mood::HangsUp);
    away(&scene.settings(), "hangs up");
    scene.server.is(Mood::Stalls);
    away(&impatient(scene.server.address), "never answers");
    let unknown = S3Settings { place: "s3-plain://no-such-host.invalid/plan".to_owned(), ..scene.settings() };
    away(&unknown, "a name that nobody knows");
    scene.server.is(Mood::Serves);
    keeps_files(&scene.s3());
}

#[test]
fn a_full_store_is_told_as_full_and_a_redirect_is_not_followed() {
    let scene = Scene::in_mood(Mood::Full507);
    assert!(matches!(scene.s3().put(&FileHash::of(b"abc"), b"abc"), Err(AppError::StoreFull(_))));
    scene.server.is(Mood::Redirects);
    for refused in asked(&scene.s3()) {
        assert!(matches!(&refused, AppError::Store(why) if why.to_string().contains("status 307")), "{refused:?}");
    }
}

#[test]
fn a_bucket_that_is_not_there_is_no_file_that_is_missing() {
    let scene = Scene::in_mood(Mood::Serves);
    assert_eq!(scene.s3().get(&FileHash::of(b"abc")).unwrap(), None);
    scene.server.is(Mood::NoBucket);
    for refused in asked(&scene.s3()) {
        assert!(matches!(refused, AppError::Store(_)), "{refused:?}");
    }
    let missing = scene.s3().get(&FileHash::of(b"abc")).unwrap_err();
    assert!(missing.to_string().contains("NoSuchBucket"), "{missing}");
}

#[test]
fn a_store_that_speaks_no_tls_is_refused_where_tls_is_asked_for() {
    let scene = Scene::in_mood(Mood::Serves);
    let place = format!("s3://{}/plan", scene.server.address);
    let s3 = S3::new(&S3Settings { place, ..scene.settings() }, Arc::new(SystemClock)).unwrap();
    assert!(matches!(s3.put(&FileHash::of(b"abc"), b"abc"), Err(AppError::Store(_))), "waiting does not help");
    assert_eq!(scene.server.asked(), Vec::<String>::new(), "nothing was said in the open");
}

#[test]
fn settings_that_cannot_work_are_told_in_thai_before_anything_is_asked() {
    let keys = Keys { key: "PHAENKEY".to_owned(), secret: SECRET.to_owned(), region: "us-east-1".to_owned() };
    let good = settings("127.0.0.1:1".parse().unwrap(), &keys);
    let told = |settings: &S3Settings| S3::new(settings, Arc::new(SystemClock)).err().map(|unusable| unusable.0);
    assert_eq!(told(&good), None);
    for place in ["s3://host", "s3://PHAENKEY:hunter2@host/plan", "https://host/plan", "s3s://host/plan"] {
        let words = told(&S3Settings { place: place.to_owned(), ..good.clone() }).unwrap();
        assert!(words.contains("s3://") && !words.contains("hunter2"), "{words}");
    }
    let in_host = S3Settings { bucket_in_host: true, ..good.clone() };
    assert!(told(&in_host).unwrap().contains("--evidence-bucket-in-host"), "an address of numbers has no names before it");
    let named = S3Settings { place: "s3://s3.example.go.th/plan".to_owned(), ..in_host };
    assert_eq!(told(&named), None);
    assert!(told(&S3Settings { secret: String::new(), ..good.clone() }).unwrap().contains("PHAEN_EVIDENCE_SECRET"));
    assert!(told(&S3Settings { certificate: Some(b"no PEM".to_vec()), ..good }).unwrap().contains("PEM"));
}
