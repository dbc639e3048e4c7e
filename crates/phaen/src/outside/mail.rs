//! The post: letters handed to a mail server by SMTP. The password is never written anywhere, failures name what the server said.

use std::time::Duration;

use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::{Error, SmtpTransport, SmtpTransportBuilder};
use lettre::{Address, Transport};
use phaen_app::ports::{Letter, Mail, Undelivered};

/// How long a server may take for one step.
const PATIENCE: Duration = Duration::from_secs(30);
/// What a certificate in PEM begins with.
const BEGINS: &[u8] = b"-----BEGIN CERTIFICATE-----";
/// What a server answers to whom it does not know: the letter is not at fault, so it is tried again.
const UNKNOWN_HERE: [u16; 4] = [454, 530, 534, 535];

/// How the mail server is reached.
#[derive(Clone)]
pub struct SmtpSettings {
    /// `smtp://host:587` (STARTTLS), `smtps://host:465` (TLS from the start) or `smtp-plain://host:25` (no encryption).
    pub server: String,
    /// In whose name letters are sent, such as `ระบบแผน <plan@example.go.th>`.
    pub from: String,
    /// Login name, where the server wants one.
    pub user: Option<String>,
    /// Its password.
    pub password: Option<String>,
    /// A certificate (PEM) that is believed beside the public ones, such as an agency's own.
    pub certificate: Option<Vec<u8>>,
}

/// Why the settings cannot be used, in Thai for the person who set them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unusable(pub String);

/// A mail server.
pub struct Smtp {
    transport: SmtpTransport,
    from: Mailbox,
}

impl Smtp {
    /// A mail server by its settings. It is not called yet: the site runs also while the mail server does not.
    ///
    /// # Errors
    /// [`Unusable`] says which setting and what to write.
    pub fn new(settings: &SmtpSettings) -> Result<Self, Unusable> {
        let from = settings.from.parse::<Mailbox>();
        let from =
            from.map_err(|_| Unusable(format!("ผู้ส่ง {} ไม่ใช่ที่อยู่อีเมล ระบุเช่น ระบบแผน <plan@example.go.th>", settings.from)))?;
        let mut builder = server(settings)?.timeout(Some(PATIENCE));
        if let Some(user) = &settings.user {
            if is_open(&settings.server) {
                return Err(Unusable(
                    "smtp-plain:// ไม่เข้ารหัส จึงใช้กับ --smtp-user ไม่ได้ เพราะรหัสผ่านจะอ่านได้ระหว่างทาง ใช้ smtp:// หรือ smtps:// แทน"
                        .to_owned(),
                ));
            }
            let password = settings.password.clone().unwrap_or_default();
            builder = builder.credentials(Credentials::new(user.clone(), password));
        }
        Ok(Self { transport: builder.build(), from })
    }
}

/// Whether what is said to a server can be read on the way: without encryption, to another machine.
fn is_open(server: &str) -> bool {
    let place = server.strip_prefix("smtp-plain://").map(|place| place.trim_end_matches('/'));
    let host = place.map(|place| place.rsplit_once(':').map_or(place, |(host, _)| host));
    host.is_some_and(|host| !matches!(host, "localhost" | "127.0.0.1"))
}

fn server(settings: &SmtpSettings) -> Result<SmtpTransportBuilder, Unusable> {
    let unusable = || {
        Unusable("เครื่องส่งอีเมลต้องเป็น smtp://ชื่อเครื่อง:587, smtps://ชื่อเครื่อง:465 หรือ smtp-plain://ชื่อเครื่อง:25 โดยไม่ใส่รหัสผ่าน".to_owned())
    };
    let (scheme, place) = settings.server.split_once("://").ok_or_else(unusable)?;
    let place = place.trim_end_matches('/');
    let (host, port) = place.rsplit_once(':').map_or((place, None), |(host, port)| (host, Some(port)));
    let port = port.map(str::parse::<u16>).transpose().map_err(|_| unusable())?;
    if host.is_empty() || host.contains(['@', '/', ':']) {
        return Err(unusable());
    }
    let builder = SmtpTransport::builder_dangerous(host);
    let tls = || tls(host, settings.certificate.as_deref());
    Ok(match scheme {
        "smtp" => builder.port(port.unwrap_or(587)).tls(Tls::Required(tls()?)),
        "smtps" => builder.port(port.unwrap_or(465)).tls(Tls::Wrapper(tls()?)),
        "smtp-plain" => builder.port(port.unwrap_or(25)),
        _ => return Err(unusable()),
    })
}

fn tls(host: &str, certificate: Option<&[u8]>) -> Result<TlsParameters, Unusable> {
    let unusable = |error: Error| Unusable(format!("ใบรับรองของเครื่องส่งอีเมลใช้ไม่ได้ ({error})"));
    let mut parameters = TlsParameters::builder(host.to_owned());
    if let Some(pem) = certificate {
        // A file without any certificate would be taken for an empty list.
        if !pem.windows(BEGINS.len()).any(|part| part == BEGINS) {
            return Err(Unusable("ไฟล์ใบรับรองของเครื่องส่งอีเมลต้องเป็นรูปแบบ PEM".to_owned()));
        }
        parameters = parameters.add_root_certificate(Certificate::from_pem(pem).map_err(unusable)?);
    }
    parameters.build().map_err(unusable)
}

impl Mail for Smtp {
    fn deliver(&self, letter: &Letter) -> Result<(), Undelivered> {
        let message = self.message(letter)?;
        self.transport.send(&message).map(drop).map_err(|error| undelivered(&error))
    }
}

impl Smtp {
    fn message(&self, letter: &Letter) -> Result<Message, Undelivered> {
        let wrong = |reason: String| Undelivered { reason, for_good: true };
        let address = letter.address.parse::<Address>();
        let address = address.map_err(|_| wrong(format!("{} ไม่ใช่ที่อยู่อีเมล", letter.address)))?;
        let domain = self.from.email.domain();
        // The same letter has the same id however often it is tried, so that a mailbox can tell a second copy.
        let id = format!("<{}@{domain}>", letter.id.replace(|c: char| !c.is_ascii_alphanumeric() && c != '-', "."));
        let automatic = HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned());
        Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, address))
            .subject(letter.subject.clone())
            .date(letter.created_at.into())
            .message_id(Some(id))
            .raw_header(automatic)
            .header(ContentType::TEXT_PLAIN)
            .body(letter.body.clone())
            .map_err(|error| wrong(error.to_string()))
    }
}

fn undelivered(error: &Error) -> Undelivered {
    let code: Option<u16> = error.status().and_then(|code| code.to_string().parse().ok());
    let unknown = code.is_some_and(|code| UNKNOWN_HERE.contains(&code));
    Undelivered { reason: with_causes(error), for_good: error.is_permanent() && !unknown }
}

/// What went wrong with what lies behind it: the first alone often says no more than that it went wrong.
fn with_causes(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(error.source(), |cause| cause.source());
    let mut told = error.to_string();
    for cause in causes.map(ToString::to_string) {
        if !told.contains(&cause) {
            told.push_str(": ");
            told.push_str(&cause);
        }
    }
    told
}
