//! What a session is, and its two secrets.

use std::fmt::Write as _;

use ground::{Instant, Moment, Problem, Result};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256};

use crate::Actor;
use crate::account::Account;

/// A signed-in person's session, found by its token.
#[derive(Clone)]
pub struct Session {
    /// Who signed in, as they are now.
    pub account: Account,
    /// The same person as an actor.
    pub actor: Actor,
    /// When it ends at the latest.
    pub expires_at: Instant,
    token: Token,
}

/// The result of signing in.
pub struct SignedIn {
    /// The account.
    pub account: Account,
    /// What the browser keeps, in a cookie that scripts cannot read.
    pub token: String,
    /// When the session ends at the latest.
    pub expires_at: Instant,
}

impl Session {
    pub(super) fn new(account: Account, token: Token, expires_at: Instant) -> Session {
        Session { actor: account.actor(), account, expires_at, token }
    }

    /// The text that every form of this session carries, so that another site cannot send one in its
    /// name. It follows from the token and is not stored.
    pub fn form_token(&self) -> String {
        hex(&self.token.mac().finalize().into_bytes())
    }

    /// Whether a form came from a page of this session; compared in constant time.
    ///
    /// # Errors
    /// `access.form.foreign`.
    pub fn check_form(&self, given: &str) -> Result<()> {
        let foreign = || Problem::refused("access.form.foreign");
        let given = from_hex(given).ok_or_else(foreign)?;
        self.token.mac().verify_slice(&given).map_err(|_| foreign())
    }

    pub(super) fn token_hash(&self) -> Vec<u8> {
        self.token.hash()
    }
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Session({}, until {:?}, secret)", self.account.login, self.expires_at)
    }
}

impl std::fmt::Debug for SignedIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SignedIn({}, until {:?}, secret)", self.account.login, self.expires_at)
    }
}

/// The secret in the browser.
#[derive(Clone)]
pub(super) struct Token([u8; 32]);

impl Token {
    pub(super) fn new(moment: &mut Moment) -> Token {
        let mut bytes = [0; 32];
        moment.fill(&mut bytes);
        Token(bytes)
    }

    /// Reads a cookie's value; what no server of ours wrote is `None`.
    pub(super) fn read(text: &str) -> Option<Token> {
        from_hex(text)?.try_into().ok().map(Token)
    }

    pub(super) fn text(&self) -> String {
        hex(&self.0)
    }

    pub(super) fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.0).to_vec()
    }

    fn mac(&self) -> Hmac<Sha256> {
        let mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("any key length will do");
        mac.chain_update("chieusau form v1")
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        // Writing into a string cannot fail.
        let _ = write!(out, "{byte:02x}");
        out
    })
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    if !text.bytes().all(|byte| byte.is_ascii_hexdigit()) || text.len() % 2 == 1 {
        return None;
    }
    let bytes = (0..text.len()).step_by(2);
    bytes.map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_token_is_read_back_and_nothing_else_is(seed: u64, rubbish in ".{0,70}") {
            let token = Token::new(&mut Moment::seeded(Instant(1), seed));
            prop_assert_eq!(Token::read(&token.text()).unwrap().0, token.0);
            prop_assert_ne!(token.hash(), token.0.to_vec());
            prop_assert!(Token::read(&rubbish).is_none());
            prop_assert!(Token::read(&token.text()[2..]).is_none());
        }
    }
}
