//! The second factor (ASVS 2.8): a code of six digits that an app of the owner computes anew every thirty seconds (TOTP, RFC 6238), and
//! recovery codes for the day when the phone is lost.
//!
//! A code is taken once, with one step of drift either way. The key is shown to its owner while it is set up, and stands in no journal, log
//! or export.

use phaen_domain::access::Action;
use phaen_domain::thai::digits::arabic_digit;
use totp_rs::{Builder, Secret, Totp};

use crate::error::{AppError, FieldProblem};
use crate::exchange::hash_of;
use crate::ports::{Account, FactorKey, Writing, reading, technical, writing};
use crate::{Actor, App};

/// How many recovery codes are made.
const RECOVERY_CODES: usize = 10;
/// Digits of a code.
const DIGITS: usize = 6;

/// A key that is offered and not stored until a code proves that it was taken over.
#[derive(Clone)]
pub struct OfferedKey {
    /// The key in base32.
    pub key: FactorKey,
    /// What the picture for the phone says.
    pub address: String,
}

/// How one's own second factor stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwnFactor {
    /// Whether codes are asked for.
    pub is_on: bool,
    /// Whether the agency asks it of an office in which the account acts today, so that it stays on.
    pub is_asked: bool,
    /// Recovery codes that are unused.
    pub recovery_codes: u32,
}

impl App {
    /// How one's own second factor stands.
    ///
    /// # Errors
    /// [`AppError::Denied`] or [`AppError::Store`].
    pub fn own_factor(&self, actor: &Actor) -> Result<OwnFactor, AppError> {
        self.may_enrol(actor)?;
        reading(self.store.as_ref(), |tx| {
            let account = super::keeping::known(tx, &actor.login)?;
            let (is_on, is_asked) = (account.second_factor.is_some(), self.is_asked_of(tx, &account)?);
            let recovery_codes = if is_on { tx.recovery_codes_left(&actor.account)? } else { 0 };
            Ok(OwnFactor { is_on, is_asked, recovery_codes })
        })
    }

    /// Offers a new key.
    ///
    /// # Errors
    /// [`AppError::Denied`].
    pub fn offer_key(&self, actor: &Actor) -> Result<OfferedKey, AppError> {
        self.may_enrol(actor)?;
        let secret = self.ids.secret();
        // 160 of its 256 random bits, as RFC 4226 recommends.
        let bytes =
            secret.as_bytes().chunks(2).skip(12).filter_map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok());
        let key = FactorKey(Secret::from(bytes.collect::<Vec<u8>>()).to_base32());
        Ok(self.offered(actor, key))
    }

    /// The same key once more, after a code that did not fit.
    #[must_use]
    pub fn offered(&self, actor: &Actor, key: FactorKey) -> OfferedKey {
        let address = format!("otpauth://totp/Phaen:{}?secret={}&issuer=Phaen", actor.login, key.0);
        OfferedKey { key, address }
    }

    /// Takes the offered key over once a code proves that the owner's app has it; gives the recovery codes, which are shown once. Sessions
    /// that a password alone had opened end, but for the one in which it is done.
    ///
    /// # Errors
    /// [`AppError::CodeRefused`], or [`AppError::Fields`] for what is no key.
    pub fn confirm_key(
        &self,
        actor: &Actor,
        session: Option<&str>,
        key: &FactorKey,
        code: &str,
    ) -> Result<Vec<String>, AppError> {
        self.may_enrol(actor)?;
        let totp = totp_of(key).filter(|totp| totp.secret().as_ref().len() == 20).ok_or_else(not_a_key)?;
        let step = totp.check(&plain(code), self.seconds()).ok_or(AppError::CodeRefused)?;
        let (codes, now) = (self.new_codes(), self.clock.now());
        let kept = session.map(|secret| hash_of(secret.as_bytes())).unwrap_or_default();
        writing(self.store.as_ref(), |tx| {
            let account = super::keeping::known(tx, &actor.login)?;
            if account.second_factor.is_some() {
                return Err(AppError::Stale { stored: String::new(), by: None });
            }
            tx.replace_recovery_codes(&account.id, &hashes(&codes))?;
            let account = Account { second_factor: Some(key.clone()), version: account.version + 1, ..account };
            self.store_account(tx, actor, None, &account, "second_factor_on", None)?;
            tx.end_other_sessions(&account.id, &kept, now)?;
            // The code that proved it opens nothing any more; nor does one that opened something before prove anything.
            if tx.use_code_step(&account.id, step)? { Ok(()) } else { Err(AppError::CodeRefused) }
        })?;
        Ok(codes)
    }

    /// Makes new recovery codes in the place of the old; password and code are asked.
    ///
    /// # Errors
    /// [`AppError::SignInFailed`], [`AppError::CodeRefused`] or [`AppError::TooManySignIns`].
    pub fn renew_recovery_codes(&self, actor: &Actor, present: &str, code: &str) -> Result<Vec<String>, AppError> {
        self.prove(actor, present, code)?;
        let codes = self.new_codes();
        writing(self.store.as_ref(), |tx| {
            tx.replace_recovery_codes(&actor.account, &hashes(&codes))?;
            tx.append(&self.entry(actor, "recovery_codes_made", ("account", &actor.login), None, Vec::new())).map(|_| ())
        })?;
        Ok(codes)
    }

    /// Turns one's own second factor off; password and code are asked.
    ///
    /// # Errors
    /// [`AppError::Fields`] while the agency asks it, [`AppError::SignInFailed`], [`AppError::CodeRefused`] or [`AppError::TooManySignIns`].
    pub fn end_own_factor(&self, actor: &Actor, present: &str, code: &str) -> Result<(), AppError> {
        if self.own_factor(actor)?.is_asked {
            let (th, en) = (
                "ส่วนราชการกำหนดให้บทบาทของท่านใช้การยืนยันสองขั้น จึงปิดไม่ได้",
                "The agency asks a second factor of your role: it stays on",
            );
            return Err(AppError::Fields(vec![FieldProblem::new("present", th, en)]));
        }
        self.prove(actor, present, code)?;
        writing(self.store.as_ref(), |tx| {
            let account = super::keeping::known(tx, &actor.login)?;
            self.without_factor(tx, actor, None, account, "second_factor_off", None)
        })
    }

    /// Takes the second factor off somebody who lost it; all their sessions end.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::NotFound`] when there is none, or [`AppError::Fields`] without a reason or for one's own.
    pub fn remove_factor(&self, actor: &Actor, login: &str, reason: &str) -> Result<(), AppError> {
        crate::editing::reason_given(reason)?;
        writing(self.store.as_ref(), |tx| {
            let (account, office) = self.kept_by(tx, actor, login)?;
            if account.id == actor.account {
                let (th, en) = ("ปิดการยืนยันสองขั้นของตนเองได้ที่หน้าบัญชีของฉัน", "Turn your own off on the page of your account");
                return Err(AppError::Fields(vec![FieldProblem::new("reason", th, en)]));
            }
            if account.second_factor.is_none() {
                return Err(AppError::NotFound { kind: "second_factor", code: login.to_owned() });
            }
            tx.sign_out_account(&account.id, self.clock.now())?;
            self.without_factor(tx, actor, Some(&office), account, "second_factor_removed", Some(reason))
        })
    }

    fn without_factor(
        &self,
        tx: &mut dyn Writing,
        actor: &Actor,
        office: Option<&str>,
        account: Account,
        action: &str,
        reason: Option<&str>,
    ) -> Result<(), AppError> {
        tx.replace_recovery_codes(&account.id, &[])?;
        let account = Account { second_factor: None, version: account.version + 1, ..account };
        if !tx.save_account(&account)? {
            return Err(AppError::Stale { stored: account.login, by: None });
        }
        let mut entry = self.entry(actor, action, ("account", &account.login), reason, Vec::new());
        entry.acting_for = office.map(str::to_owned);
        tx.append(&entry).map(|_| ())
    }

    /// Everybody who keeps an own account, and those who may do nothing else before they have a second factor.
    fn may_enrol(&self, actor: &Actor) -> Result<(), AppError> {
        if actor.enrolling { Ok(()) } else { self.authorise(actor, Action::KeepOwnAccount) }
    }

    /// Asks for password and code again before something that weakens the account.
    fn prove(&self, actor: &Actor, present: &str, code: &str) -> Result<(), AppError> {
        self.authorise(actor, Action::KeepOwnAccount)?;
        let account = self.check_present(actor, present)?;
        if self.code_fits(&account, code)? {
            return Ok(());
        }
        self.note_failure(&account.login, "", Some(&account))?;
        Err(AppError::CodeRefused)
    }

    /// Whether a code opens the account, and uses it up: one of the app, or a recovery code.
    pub(super) fn code_fits(&self, account: &Account, code: &str) -> Result<bool, AppError> {
        let Some(totp) = account.second_factor.as_ref().and_then(totp_of) else { return Ok(false) };
        let typed = plain(code);
        if typed.len() == DIGITS {
            let Some(step) = totp.check(&typed, self.seconds()) else { return Ok(false) };
            return technical(self.store.as_ref(), |tx| tx.take_code_step(&account.id, step));
        }
        let hash = hash_of(typed.as_bytes());
        let used = writing(self.store.as_ref(), |tx| {
            if !tx.use_recovery_code(&account.id, &hash, self.clock.now())? {
                return Err(AppError::CodeRefused);
            }
            let owner = Actor::in_role(&account.id, &account.login, &account.name, account.role);
            tx.append(&self.entry(&owner, "recovery_code_used", ("account", &account.login), None, Vec::new())).map(|_| ())
        });
        match used {
            Err(AppError::CodeRefused) => Ok(false),
            other => other.map(|()| true),
        }
    }

    fn seconds(&self) -> u64 {
        u64::try_from(self.clock.now().as_second()).unwrap_or_default()
    }

    /// Four groups of four signs, 64 random bits each.
    fn new_codes(&self) -> Vec<String> {
        let code = |secret: String| {
            let signs: Vec<char> = secret.chars().rev().take(16).collect();
            signs.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
        };
        (0..RECOVERY_CODES).map(|_| code(self.ids.secret())).collect()
    }
}

fn hashes(codes: &[String]) -> Vec<String> {
    codes.iter().map(|code| hash_of(plain(code).as_bytes())).collect()
}

fn totp_of(key: &FactorKey) -> Option<Totp> {
    Builder::new().with_secret(Secret::try_from_base32(&key.0).ok()?).build().ok()
}

/// A code as it is compared: without the signs that part its groups, Thai digits as Arabic.
fn plain(code: &str) -> String {
    code.chars().filter(|c| c.is_alphanumeric()).map(|c| arabic_digit(c).to_ascii_lowercase()).take(64).collect()
}

fn not_a_key() -> AppError {
    let (th, en) = ("รหัสตั้งค่าไม่ถูกต้อง กรุณาเริ่มตั้งค่าใหม่", "This is no key: begin again");
    AppError::Fields(vec![FieldProblem::new("code", th, en)])
}

#[cfg(test)]
mod tests {
    use super::{plain, totp_of};
    use crate::ports::FactorKey;

    #[test]
    fn a_code_is_the_one_of_the_standard() {
        // RFC 6238, appendix B, for SHA-1 and the key "12345678901234567890", with six of the eight digits.
        let totp = totp_of(&FactorKey("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ".to_owned())).unwrap();
        for (seconds, code) in [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")] {
            assert_eq!(totp.check(code, seconds), Some(seconds / 30));
        }
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        assert_eq!((plain(" ๐๘๑ ๘๐๔ "), plain("ABCD-0123")), ("081804".to_owned(), "abcd0123".to_owned()));
    }

    #[test]
    fn a_key_is_told_to_no_log() {
        assert_eq!(format!("{:?}", FactorKey("GEZDGNBV".to_owned())), "FactorKey(…)");
    }
}
