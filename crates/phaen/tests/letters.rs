//! The post against a mail server that really listens: it takes letters, refuses them, hangs up, and asks who one is.

#![expect(clippy::unwrap_used, reason = "a test says what it expects")]

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

use phaen::outside::{Smtp, SmtpSettings};
use phaen_app::ports::{Letter, LetterState, Mail};

/// What the server does with the next caller.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mood {
    Takes,
    /// Answers the recipient so.
    AnswersRecipient(&'static str),
    /// Answers the letter itself so.
    AnswersLetter(&'static str),
    /// Hangs up after the sender.
    HangsUp,
    /// Takes nobody whose password is not this one.
    Asks(&'static str),
}

/// A small mail server; each mood is for one caller.
struct Server {
    port: u16,
    heard: Arc<Mutex<Vec<String>>>,
    thread: JoinHandle<()>,
}

impl Server {
    fn with(moods: &'static [Mood]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let told = Arc::clone(&heard);
        let thread = std::thread::spawn(move || {
            for mood in moods {
                let (caller, _) = listener.accept().unwrap();
                // A caller who hangs up is no failure of the server.
                let _ = answer(&caller, *mood, &told);
            }
        });
        Self { port, heard, thread }
    }

    fn heard(self) -> Vec<String> {
        self.thread.join().unwrap();
        Arc::try_unwrap(self.heard).unwrap().into_inner().unwrap()
    }
}

fn answer(caller: &TcpStream, mood: Mood, told: &Mutex<Vec<String>>) -> std::io::Result<()> {
    let mut out = caller;
    let mut lines = BufReader::new(caller).lines();
    let mut say = |text: &str| out.write_all(format!("{text}\r\n").as_bytes());
    say("220 mail.example.go.th ESMTP")?;
    while let Some(line) = lines.next().transpose()? {
        told.lock().unwrap().push(line.clone());
        let command = line.split([' ', ':']).next().unwrap_or_default().to_uppercase();
        match (command.as_str(), mood) {
            ("EHLO", Mood::Asks(_)) => say("250-mail.example.go.th\r\n250 AUTH PLAIN")?,
            ("EHLO", _) => say("250-mail.example.go.th\r\n250 8BITMIME")?,
            ("AUTH", Mood::Asks(wanted)) if line == wanted => say("235 welcome")?,
            ("AUTH", _) => say("535 5.7.8 authentication failed")?,
            ("MAIL", Mood::HangsUp) => return Ok(()),
            ("RCPT", Mood::AnswersRecipient(words)) => say(words)?,
            ("DATA", _) => {
                say("354 go on")?;
                for line in lines.by_ref() {
                    let line = line?;
                    if line == "." {
                        break;
                    }
                    told.lock().unwrap().push(line);
                }
                say(if let Mood::AnswersLetter(words) = mood { words } else { "250 taken" })?;
            }
            ("QUIT", _) => {
                say("221 bye")?;
                return Ok(());
            }
            _ => say("250 well")?,
        }
    }
    Ok(())
}

fn settings(port: u16) -> SmtpSettings {
    SmtpSettings {
        server: format!("smtp-plain://127.0.0.1:{port}"),
        from: "ระบบแผน <plan@example.go.th>".to_owned(),
        user: None,
        password: None,
        certificate: None,
    }
}

fn letter() -> Letter {
    Letter {
        id: "digest:2023-06-02:018b0000".to_owned(),
        address: "officer@example.go.th".to_owned(),
        subject: "แผน: มีเรื่องใหม่ 1 เรื่อง".to_owned(),
        body: "เรียน ผู้รายงานผล\n.\nบรรทัดที่มีจุดเดียวไม่จบจดหมาย\n".to_owned(),
        state: LetterState::Sending,
        attempts: 1,
        next_at: "2023-06-02T00:00:00Z".parse().unwrap(),
        failure: None,
        created_at: "2023-06-02T00:00:00Z".parse().unwrap(),
    }
}

#[test]
fn a_letter_arrives_whole_with_its_own_id_and_in_thai() {
    let server = Server::with(&[Mood::Takes]);
    Smtp::new(&settings(server.port)).unwrap().deliver(&letter()).unwrap();
    let heard = server.heard().join("\n");
    for said in [
        "MAIL FROM:<plan@example.go.th>",
        "RCPT TO:<officer@example.go.th>",
        "Message-ID: <digest.2023-06-02.018b0000@example.go.th>",
        "Auto-Submitted: auto-generated",
        "Date: Fri, 02 Jun 2023 00:00:00 +0000",
        "Content-Type: text/plain; charset=utf-8",
    ] {
        assert!(heard.contains(said), "{said} in {heard}");
    }
}

#[test]
fn what_a_server_refuses_for_now_is_tried_again_and_what_it_refuses_for_good_is_not() {
    let server = Server::with(&[
        Mood::AnswersRecipient("451 4.7.1 greylisted, come again"),
        Mood::AnswersRecipient("550 5.1.1 no such person here"),
        Mood::AnswersLetter("452 4.2.2 mailbox full"),
        Mood::AnswersLetter("554 5.7.1 looks like spam"),
    ]);
    let smtp = Smtp::new(&settings(server.port)).unwrap();
    for (said, for_good) in [("greylisted", false), ("no such person", true), ("mailbox full", false), ("looks like spam", true)]
    {
        let undelivered = smtp.deliver(&letter()).unwrap_err();
        assert_eq!(undelivered.for_good, for_good, "{}", undelivered.reason);
        assert!(undelivered.reason.contains(said), "{said} in {}", undelivered.reason);
    }
    server.heard();
}

#[test]
fn a_server_that_hangs_up_or_is_not_there_is_called_again() {
    let server = Server::with(&[Mood::HangsUp]);
    let hung_up = Smtp::new(&settings(server.port)).unwrap().deliver(&letter()).unwrap_err();
    assert!(!hung_up.for_good && !hung_up.reason.is_empty(), "{hung_up:?}");
    let port = server.port;
    server.heard();
    let gone = Smtp::new(&settings(port)).unwrap().deliver(&letter()).unwrap_err();
    assert!(!gone.for_good && gone.reason.contains("refused"), "{gone:?}");
}

#[test]
fn a_password_opens_the_server_and_is_told_nowhere_when_it_does_not() {
    // NUL, user, NUL, password in base64.
    const RIGHT: &str = "AUTH PLAIN AHBsYW4AY29ycmVjdCBob3JzZQ==";
    let server = Server::with(&[Mood::Asks(RIGHT), Mood::Asks(RIGHT)]);
    let with = |password: &str| SmtpSettings {
        user: Some("plan".to_owned()),
        password: Some(password.to_owned()),
        ..settings(server.port)
    };
    Smtp::new(&with("correct horse")).unwrap().deliver(&letter()).unwrap();
    let refused = Smtp::new(&with("battery staple")).unwrap().deliver(&letter()).unwrap_err();
    assert!(!refused.for_good, "the letter is not at fault: {}", refused.reason);
    assert!(refused.reason.contains("535") && !refused.reason.contains("battery"), "{}", refused.reason);
    server.heard();
}

#[test]
fn settings_that_cannot_work_are_told_in_thai_before_anything_is_sent() {
    let of = |server: &str, from: &str| SmtpSettings { server: server.to_owned(), from: from.to_owned(), ..settings(1) };
    for wrong in ["mail.example.go.th", "http://mail.example.go.th", "smtp://", "smtp://user:secret@mail:587", "smtp://mail:port"]
    {
        let told = Smtp::new(&of(wrong, "plan@example.go.th")).err().unwrap().0;
        assert!(told.contains("smtp://") && !told.contains("secret"), "{told}");
    }
    assert!(Smtp::new(&of("smtps://mail.example.go.th", "ระบบแผน")).err().unwrap().0.contains("ไม่ใช่ที่อยู่อีเมล"));
    for right in ["smtp://mail.example.go.th", "smtps://mail.example.go.th:465", "smtp-plain://10.0.0.5"] {
        assert!(Smtp::new(&of(right, "plan@example.go.th")).is_ok(), "{right}");
    }
    let user = Some("plan".to_owned());
    let open = SmtpSettings { user: user.clone(), ..of("smtp-plain://10.0.0.5:25", "plan@example.go.th") };
    assert!(Smtp::new(&open).err().unwrap().0.contains("รหัสผ่านจะอ่านได้ระหว่างทาง"));
    for closed in ["smtp://10.0.0.5", "smtps://10.0.0.5", "smtp-plain://127.0.0.1:25", "smtp-plain://localhost"] {
        let closed = SmtpSettings { user: user.clone(), ..of(closed, "plan@example.go.th") };
        assert!(Smtp::new(&closed).is_ok(), "{}", closed.server);
    }
    let certificate = Some(b"not a certificate".to_vec());
    let told = Smtp::new(&SmtpSettings { certificate, ..of("smtp://mail.example.go.th", "plan@example.go.th") }).err().unwrap().0;
    assert!(told.contains("ใบรับรอง"), "{told}");
}

#[test]
fn a_server_without_encryption_gets_no_letter_where_encryption_is_asked_for() {
    let server = Server::with(&[Mood::Takes]);
    let encrypted = SmtpSettings { server: format!("smtp://127.0.0.1:{}", server.port), ..settings(1) };
    let refused = Smtp::new(&encrypted).unwrap().deliver(&letter()).unwrap_err();
    assert!(!refused.reason.is_empty());
    assert!(!server.heard().iter().any(|line| line.starts_with("MAIL")), "nothing was said in the open");
}
