//! Access tokens for the API: made and taken back by their owner, shown once, stored as a hash.

use phaen_domain::access::Action;

use crate::error::{AppError, FieldProblem};
use crate::exchange::hash_of;
use crate::ports::{Token, reading, writing};
use crate::{Actor, App, change};

/// What every token begins with, so that a leaked one is recognised.
const PREFIX: &str = "phaen_";

impl App {
    /// Makes a token; gives its secret, which is never shown again.
    ///
    /// # Errors
    /// [`AppError::Fields`] without a name, or [`AppError::Store`].
    pub fn make_token(&self, actor: &Actor, name: &str) -> Result<String, AppError> {
        self.authorise(actor, Action::KeepOwnAccount)?;
        let name = name.trim();
        if name.is_empty() || name.chars().count() > 100 {
            let problem = FieldProblem::new(
                "name",
                "กรุณาตั้งชื่อรหัสเชื่อมต่อ ไม่เกิน 100 ตัวอักษร เพื่อระบุว่าใช้ทำอะไร",
                "Name the token in up to 100 characters",
            );
            return Err(AppError::Fields(vec![problem]));
        }
        let secret = format!("{PREFIX}{}", self.ids.secret());
        let token = Token {
            id: self.ids.id(),
            account: actor.account.clone(),
            name: name.to_owned(),
            secret_hash: hash_of(secret.as_bytes()),
            created_at: self.clock.now(),
            revoked_at: None,
        };
        writing(self.store.as_ref(), |tx| {
            tx.save_token(&token)?;
            let detail = change("name", None, Some(token.name.clone()));
            tx.append(&self.entry(actor, "token_made", ("account", &actor.login), None, detail.into_iter().collect())).map(|_| ())
        })?;
        Ok(secret)
    }

    /// One's own tokens, newest first.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn tokens(&self, actor: &Actor) -> Result<Vec<Token>, AppError> {
        self.authorise(actor, Action::KeepOwnAccount)?;
        reading(self.store.as_ref(), |tx| tx.tokens(&actor.account))
    }

    /// Takes one of one's own tokens back.
    ///
    /// # Errors
    /// [`AppError::NotFound`] or [`AppError::Store`].
    pub fn revoke_token(&self, actor: &Actor, id: &str) -> Result<(), AppError> {
        self.authorise(actor, Action::KeepOwnAccount)?;
        writing(self.store.as_ref(), |tx| {
            let own = tx.tokens(&actor.account)?.into_iter().find(|token| token.id == id);
            let mut token = own.ok_or_else(|| AppError::NotFound { kind: "token", code: id.to_owned() })?;
            token.revoked_at = Some(self.clock.now());
            tx.save_token(&token)?;
            let detail = change("name", Some(token.name.clone()), None);
            tx.append(&self.entry(actor, "token_revoked", ("account", &actor.login), None, detail.into_iter().collect()))
                .map(|_| ())
        })
    }

    /// Who a token belongs to.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn token_actor(&self, secret: &str) -> Result<Option<Actor>, AppError> {
        if !secret.starts_with(PREFIX) {
            return Ok(None);
        }
        reading(self.store.as_ref(), |tx| {
            let account = tx.token(&hash_of(secret.as_bytes()))?.filter(|account| !account.closed);
            account.map(|account| self.admitted(tx, &account)).transpose()
        })
    }
}
