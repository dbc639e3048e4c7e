//! The options by which evidence is kept: in a folder, or in a store that speaks S3. The secret comes by the environment alone, since others
//! can read a command's options.

use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

use jiff::Timestamp;
use phaen_app::ports::Files;

use crate::command::Failure;
use crate::files;
use crate::outside::{Folder, PATIENCE, S3, S3Settings, SystemClock};

/// Where files of evidence are kept.
#[derive(clap::Args)]
pub(crate) struct EvidencePlace {
    /// ที่เก็บไฟล์หลักฐาน: โฟลเดอร์ (หากไม่ระบุ: evidence ข้างไฟล์ฐานข้อมูล) หรือ s3://ชื่อเครื่อง[:พอร์ต]/ถัง[/คำนำหน้า] หรือ s3-plain://… (ไม่เข้ารหัส)
    #[arg(long = "evidence", env = "PHAEN_EVIDENCE", hide_env_values = true, global = true)]
    place: Option<PathBuf>,
    /// ภูมิภาคของที่เก็บแบบ S3
    #[arg(long = "evidence-region", env = "PHAEN_EVIDENCE_REGION", default_value = "us-east-1", global = true)]
    region: String,
    /// กุญแจ (access key) ของที่เก็บแบบ S3 รหัสลับอ่านจากตัวแปร PHAEN_EVIDENCE_SECRET
    #[arg(long = "evidence-key", env = "PHAEN_EVIDENCE_KEY", hide_env_values = true, global = true)]
    key: Option<String>,
    /// ไฟล์ใบรับรอง (PEM) ที่เชื่อถือแทนใบรับรองสาธารณะ สำหรับที่เก็บแบบ S3 ของหน่วยงาน
    #[arg(long = "evidence-certificate", env = "PHAEN_EVIDENCE_CERTIFICATE", global = true)]
    certificate: Option<PathBuf>,
    /// ถังเป็นส่วนหนึ่งของชื่อเครื่อง (ถัง.ชื่อเครื่อง) แทนที่จะอยู่ในที่อยู่
    #[arg(long = "evidence-bucket-in-host", env = "PHAEN_EVIDENCE_BUCKET_IN_HOST", global = true)]
    bucket_in_host: bool,
}

/// Where evidence is kept, opened.
#[derive(Debug, Clone)]
pub(crate) enum Kept {
    Folder(Folder),
    Bucket(Arc<S3>),
}

impl EvidencePlace {
    /// The place that is set, or the folder that belongs to the database.
    pub(crate) fn open(&self, database: &str) -> Result<Kept, Failure> {
        let Some(place) = &self.place else { return Ok(Kept::Folder(Folder::at(Folder::beside(database)))) };
        match place.to_str().filter(|place| place.contains("://")) {
            Some(address) => self.bucket(address).map(|bucket| Kept::Bucket(Arc::new(bucket))),
            None => Ok(Kept::Folder(Folder::at(place.clone()))),
        }
    }

    fn bucket(&self, address: &str) -> Result<S3, Failure> {
        let read = |path: &PathBuf| std::fs::read(path).map_err(|error| files::refused("อ่านใบรับรอง", path, &error));
        let settings = S3Settings {
            place: address.to_owned(),
            region: self.region.clone(),
            key: self.key.clone().unwrap_or_default(),
            secret: std::env::var("PHAEN_EVIDENCE_SECRET").unwrap_or_default(),
            certificate: self.certificate.as_ref().map(read).transpose()?,
            bucket_in_host: self.bucket_in_host,
            patience: PATIENCE,
        };
        S3::new(&settings, Arc::new(SystemClock)).map_err(|unusable| Failure(unusable.0))
    }
}

impl Kept {
    /// The files for the use cases.
    pub(crate) fn files(&self) -> Arc<dyn Files> {
        match self {
            Self::Folder(folder) => Arc::new(folder.clone()),
            Self::Bucket(bucket) => Arc::clone(bucket) as Arc<dyn Files>,
        }
    }

    /// Before a server starts: takes away what a crash left of uploads, or asks whether the store is there. Neither keeps it from starting; what
    /// is wrong is told in the log, and by the first upload.
    pub(crate) fn sweep(&self, now: Timestamp) {
        match self {
            Self::Folder(folder) => match folder.sweep(now) {
                Ok(0) => {}
                Ok(swept) => tracing::info!(swept, "unfinished uploads were taken away"),
                Err(error) => tracing::warn!(%error, "unfinished uploads could not be looked for"),
            },
            Self::Bucket(bucket) => {
                let bucket = Arc::clone(bucket);
                // Nobody waits for a store that does not answer.
                drop(thread::spawn(move || {
                    if let Err(error) = bucket.reach() {
                        tracing::warn!(%error, "evidence cannot be kept or read now");
                    }
                }));
            }
        }
    }
}
