//! A full disk as people meet it: told in Thai with what to do, on pages, for the page's script and for uploads; and work goes on afterwards.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::http::StatusCode;
use phaen_app::ports::{Files, FilesInMemory, StoreFailure};
use phaen_app::{App, AppError};
use phaen_domain::evidence::FileHash;
use phaen_store::testing;

use crate::support::{Site, Who, thai};
use crate::unit_return::{HERE, open_round, opened, stored, type_in};

const FIELD: &str = "indicator:K01:narrative";

#[test]
fn a_full_disk_is_told_in_thai_and_what_was_typed_is_stored_once_there_is_room() {
    let site = opened();
    let mut officer = site.browser(Who::Officer);
    // The engine's own limit of pages: as many as there are.
    testing::run(site.store.db(), "PRAGMA max_page_count = 1").unwrap();
    let text = |number: usize| format!("ครั้งที่ {number} {}", "ดำเนินการแล้ว ".repeat(300));
    let refused = (0..400).map(|number| (number, type_in(&mut officer, FIELD, &text(number), &number.to_string())));
    let (number, refused) = refused.into_iter().find(|(_, answer)| answer.status != StatusCode::OK).unwrap();
    assert_eq!(refused.status, StatusCode::INSUFFICIENT_STORAGE);
    for words in [thai().full_title(), thai().full_remedy()] {
        assert!(refused.body.contains(words), "{}", refused.body);
    }
    assert!(!refused.body.contains("disk"), "the engine's words are for the log");
    assert_eq!(officer.get(HERE).status, StatusCode::OK, "what is there can be read");

    testing::run(site.store.db(), "PRAGMA max_page_count = 4294967294").unwrap();
    assert_eq!(type_in(&mut officer, FIELD, &text(number), &number.to_string()).status, StatusCode::OK);
}

/// A folder that takes nothing while it is full.
#[derive(Debug, Default)]
struct Folder {
    full: AtomicBool,
    kept: FilesInMemory,
}

impl Files for Folder {
    fn put(&self, hash: &FileHash, bytes: &[u8]) -> Result<(), AppError> {
        if self.full.load(Ordering::SeqCst) {
            return Err(AppError::StoreFull(StoreFailure("evidence: no space left".to_owned())));
        }
        self.kept.put(hash, bytes)
    }

    fn get(&self, hash: &FileHash) -> Result<Option<Vec<u8>>, AppError> {
        self.kept.get(hash)
    }
}

#[test]
fn a_full_folder_of_evidence_is_told_and_the_same_file_is_taken_once_there_is_room() {
    let folder = Arc::new(Folder::default());
    let site = Site::fresh().with_app(|app: App| app.with_files(folder.clone()));
    open_round(&site);
    let mut officer = site.browser(Who::Officer);
    let secret = stored(&mut officer, "form_key");
    let mut send = || {
        let body = format!(
            "--cut\r\nContent-Disposition: form-data; name=\"form_key\"\r\n\r\n{secret}\r\n--cut\r\nContent-Disposition: form-data; \
             name=\"file\"; filename=\"scan.pdf\"\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.7\n\r\n--cut--\r\n"
        );
        officer.post_as(&format!("{HERE}/evidence?item=indicator:K01"), "multipart/form-data; boundary=cut", &[], &body)
    };
    folder.full.store(true, Ordering::SeqCst);
    let refused = send();
    assert_eq!(refused.status, StatusCode::INSUFFICIENT_STORAGE);
    assert!(refused.words().contains(thai().full_title()), "{}", refused.words());
    folder.full.store(false, Ordering::SeqCst);
    assert_eq!(send().status, StatusCode::SEE_OTHER, "nothing of the refused one stands in the way");
}
