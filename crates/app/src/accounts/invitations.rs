//! Links by which somebody chooses a password: their first when they are invited, a new one when the old is lost.
//!
//! The secret is in the link and nowhere else; the store knows its hash. A link opens once, for seven days, until it is taken back or a
//! newer one is made.

use jiff::{SignedDuration, Timestamp};
use phaen_domain::access::Action;
use phaen_domain::words::Words;

use super::{locking, password};
use crate::error::{AppError, FieldProblem};
use crate::exchange::hash_of;
use crate::ports::{Account, Invitation, Reading, Writing, reading, writing};
use crate::{Actor, App, change, civil};

/// How long a link opens.
const OPENS: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Why a link does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LinkRefused {
    /// There is none such.
    Unknown,
    /// A password was chosen by it.
    Used,
    /// Its time is over.
    Expired,
    /// It was taken back, or a newer one was made.
    Revoked,
}

impl Words for LinkRefused {
    const TABLE: &'static [(Self, &'static str, &'static str, &'static str)] = &[
        (Self::Unknown, "unknown", "ไม่พบลิงก์นี้ ลิงก์อาจคัดลอกมาไม่ครบ", "There is no such link; it may have been copied in part"),
        (Self::Used, "used", "ลิงก์นี้ใช้ตั้งรหัสผ่านไปแล้ว ลิงก์ใช้ได้ครั้งเดียว", "A password was chosen by this link already; it opens once"),
        (Self::Expired, "expired", "ลิงก์นี้หมดอายุแล้ว", "The time of this link is over"),
        (Self::Revoked, "revoked", "ลิงก์นี้ถูกยกเลิกแล้ว หรือมีลิงก์ใหม่กว่า", "This link was taken back, or there is a newer one"),
    ];
}

/// A link that was just made. The secret is shown once.
#[derive(Clone)]
pub struct Link {
    /// What stands in the address.
    pub secret: String,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// Who a link invites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invited {
    /// Login name.
    pub login: String,
    /// Name shown.
    pub name: String,
    /// When the link ends.
    pub expires_at: Timestamp,
}

/// What has become of a link, and `None` while it opens.
#[must_use]
pub(super) fn state_of(link: &Invitation, now: Timestamp) -> Option<LinkRefused> {
    if link.used_at.is_some() {
        Some(LinkRefused::Used)
    } else if link.revoked_at.is_some() {
        Some(LinkRefused::Revoked)
    } else {
        (link.expires_at <= now).then_some(LinkRefused::Expired)
    }
}

impl App {
    /// Makes a link by which the owner of an account chooses a password; links made before open no longer.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::NotFound`], [`AppError::Fields`] for a closed account or one's own …
    pub fn invite(&self, actor: &Actor, login: &str) -> Result<Link, AppError> {
        let (now, secret) = (self.clock.now(), self.ids.secret());
        let expires_at = now + OPENS;
        writing(self.store.as_ref(), |tx| {
            let (account, office) = self.kept_by(tx, actor, login)?;
            may_be_invited(actor, &account)?;
            revoke_open(tx, &account.id, None, now)?;
            tx.save_invitation(&Invitation {
                secret_hash: hash_of(secret.as_bytes()),
                account: account.id.clone(),
                invited_by: actor.login.clone(),
                created_at: now,
                expires_at,
                used_at: None,
                revoked_at: None,
            })?;
            let detail = change("link_ends", None, Some(civil(expires_at).to_string())).into_iter().collect();
            tx.append(&self.entry_in(actor, &office, "invitation_made", ("account", login), None, detail)).map(|_| ())
        })?;
        Ok(Link { secret, expires_at })
    }

    /// Takes the links of an account back.
    ///
    /// # Errors
    /// [`AppError::Denied`], or [`AppError::NotFound`] when none opens any more.
    pub fn revoke_invitations(&self, actor: &Actor, login: &str) -> Result<(), AppError> {
        let now = self.clock.now();
        writing(self.store.as_ref(), |tx| {
            let (account, office) = self.kept_by(tx, actor, login)?;
            if revoke_open(tx, &account.id, None, now)? == 0 {
                return Err(AppError::NotFound { kind: "invitation", code: login.to_owned() });
            }
            tx.append(&self.entry_in(actor, &office, "invitation_revoked", ("account", login), None, Vec::new())).map(|_| ())
        })
    }

    /// Takes back what opens an account whose offices change: whoever made a link may keep the account no longer, and would choose the
    /// password of an office above their own. An administrator keeps all accounts; what they made themselves stays.
    pub(crate) fn end_links(&self, tx: &mut dyn Writing, actor: &Actor, account: &str) -> Result<(), AppError> {
        let own = actor.may(Action::ManageAccounts).then_some(actor.login.as_str());
        revoke_open(tx, account, own, self.clock.now()).map(drop)
    }

    /// Whom a link invites.
    ///
    /// # Errors
    /// [`AppError::LinkRefused`] says why it does not open.
    pub fn invited(&self, secret: &str) -> Result<Invited, AppError> {
        let now = self.clock.now();
        let (link, account) = reading(self.store.as_ref(), |tx| opened(tx, secret, now))?;
        Ok(Invited { login: account.login, name: account.name, expires_at: link.expires_at })
    }

    /// Chooses a password by a link: it opens no more, every session of the account ends, its access tokens are revoked, and
    /// a lock is over.
    ///
    /// # Errors
    /// [`AppError::LinkRefused`], or [`AppError::Fields`] when the password is refused.
    pub fn accept_invitation(&self, secret: &str, chosen: &str) -> Result<(), AppError> {
        let invited = self.invited(secret)?;
        password::check(chosen, &invited.login)?;
        let (hash, now) = (self.hashed(chosen)?, self.clock.now());
        writing(self.store.as_ref(), |tx| {
            let (link, account) = opened(tx, secret, now)?;
            if !tx.save_invitation(&Invitation { used_at: Some(now), ..link.clone() })? {
                return Err(AppError::LinkRefused(LinkRefused::Used));
            }
            let owner = Actor::in_role(&account.id, &account.login, &account.name, account.role);
            let account = Account { password_hash: hash.clone(), version: account.version + 1, ..account };
            tx.sign_out_account(&account.id, now)?;
            locking::forget(tx, &account.login, now)?;
            let detail = change("invited_by", None, Some(link.invited_by));
            self.store_account(tx, &owner, None, &account, "password_chosen", detail)
        })
    }
}

fn may_be_invited(actor: &Actor, account: &Account) -> Result<(), AppError> {
    let refused = |th, en| Err(AppError::Fields(vec![FieldProblem::new("login", th, en)]));
    if account.closed {
        return refused("บัญชีนี้ปิดแล้ว กรุณาเปิดบัญชีก่อนออกลิงก์", "The account is closed: reopen it before making a link");
    }
    if account.id == actor.account {
        return refused("เปลี่ยนรหัสผ่านของตนเองได้ที่หน้าบัญชีของฉัน", "Change your own password on the page of your account");
    }
    Ok(())
}

/// Takes back what still opens, but for the links that somebody made; how many.
fn revoke_open(tx: &mut dyn Writing, account: &str, but_by: Option<&str>, now: Timestamp) -> Result<usize, AppError> {
    let mut open = tx.invitations(account)?;
    open.retain(|link| state_of(link, now).is_none() && but_by != Some(link.invited_by.as_str()));
    for link in &open {
        tx.save_invitation(&Invitation { revoked_at: Some(now), ..link.clone() })?;
    }
    Ok(open.len())
}

/// A link that opens, with its account.
fn opened(tx: &mut dyn Reading, secret: &str, now: Timestamp) -> Result<(Invitation, Account), AppError> {
    let found = tx.invitation(&hash_of(secret.as_bytes()))?;
    let (link, account) = found.ok_or(AppError::LinkRefused(LinkRefused::Unknown))?;
    let refused = if account.closed { Some(LinkRefused::Revoked) } else { state_of(&link, now) };
    refused.map_or(Ok((link, account)), |why| Err(AppError::LinkRefused(why)))
}
