//! The options by which letters are sent. The password comes by the environment alone, since others can read a command's options.

use std::path::PathBuf;
use std::sync::Arc;

use phaen_app::App;

use crate::command::Failure;
use crate::files;
use crate::outside::{Smtp, SmtpSettings};

/// How letters are sent; without a server, none are.
#[derive(clap::Args)]
pub(crate) struct Post {
    /// เครื่องส่งอีเมล: smtp://ชื่อเครื่อง:587 (STARTTLS), smtps://ชื่อเครื่อง:465 หรือ smtp-plain://ชื่อเครื่อง:25 (ไม่เข้ารหัส)
    #[arg(long = "smtp", env = "PHAEN_SMTP", hide_env_values = true)]
    server: Option<String>,
    /// ชื่อและที่อยู่ผู้ส่ง เช่น "ระบบแผน <plan@example.go.th>"
    #[arg(long = "smtp-from", env = "PHAEN_SMTP_FROM")]
    from: Option<String>,
    /// ชื่อผู้ใช้ของเครื่องส่งอีเมล รหัสผ่านอ่านจากตัวแปร PHAEN_SMTP_PASSWORD
    #[arg(long = "smtp-user", env = "PHAEN_SMTP_USER", hide_env_values = true)]
    user: Option<String>,
    /// ไฟล์ใบรับรอง (PEM) ของหน่วยงานที่เชื่อถือเพิ่ม
    #[arg(long = "smtp-certificate", env = "PHAEN_SMTP_CERTIFICATE")]
    certificate: Option<PathBuf>,
}

impl Post {
    /// The application with its post, or as it is where no server is named.
    pub(crate) fn set_up(&self, app: App) -> Result<App, Failure> {
        let Some(server) = &self.server else { return Ok(app) };
        let missing = || Failure("กรุณาระบุผู้ส่งอีเมลด้วย --smtp-from หรือ PHAEN_SMTP_FROM".to_owned());
        let read = |path: &PathBuf| std::fs::read(path).map_err(|error| files::refused("อ่านใบรับรอง", path, &error));
        let settings = SmtpSettings {
            server: server.clone(),
            from: self.from.clone().ok_or_else(missing)?,
            user: self.user.clone(),
            password: std::env::var("PHAEN_SMTP_PASSWORD").ok(),
            certificate: self.certificate.as_ref().map(read).transpose()?,
        };
        let smtp = Smtp::new(&settings).map_err(|unusable| Failure(unusable.0))?;
        Ok(app.with_mail(Arc::new(smtp)))
    }
}
