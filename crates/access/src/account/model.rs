//! What an account is.

use ground::{AccountId, Instant, Lang, Problem, Result, UnitId, tidy};

use crate::{Actor, Role};

/// A person who signs in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Account {
    /// Id.
    pub id: AccountId,
    /// What the person types to sign in; small letters, unique.
    pub login: String,
    /// The person's name.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Where they may do it, with everything below.
    pub unit: UnitId,
    /// The language they read.
    pub lang: Lang,
    /// Whether the next thing they do is choose a password of their own.
    pub must_change: bool,
    /// Whether it came with the demonstration.
    pub demonstration: bool,
    /// Since when it cannot be used.
    pub disabled_at: Option<Instant>,
    /// Until when sign-in is locked after too many wrong passwords.
    pub locked_until: Option<Instant>,
    /// When it was made.
    pub created_at: Instant,
}

impl Account {
    /// The account's person as an actor.
    pub fn actor(&self) -> Actor {
        Actor::person(self.id, &self.name, self.role, self.unit, self.lang)
    }
}

/// What a new account needs.
#[derive(Clone, Debug)]
pub struct New {
    /// Login: 3 to 40 of `a`–`z`, `0`–`9`, `.`, `_`, `-`; capitals become small letters.
    pub login: String,
    /// The person's name.
    pub name: String,
    /// Role.
    pub role: Role,
    /// Unit.
    pub unit: UnitId,
    /// Language.
    pub lang: Lang,
}

impl New {
    /// With login and name in the form in which they are kept.
    ///
    /// # Errors
    /// `access.login.unusable`, `access.name.empty`.
    pub(super) fn tidied(self) -> Result<New> {
        let (login, name) = (login_form(&self.login), tidy(&self.name));
        let usable = |c: char| c.is_ascii_alphanumeric() || ".-_".contains(c);
        if !(3..=40).contains(&login.len()) || !login.chars().all(usable) {
            return Err(Problem::invalid("access.login.unusable").with("login", login));
        }
        if name.is_empty() {
            return Err(Problem::invalid("access.name.empty"));
        }
        Ok(New { login, name, ..self })
    }
}

/// A login in the form in which it is compared.
pub(crate) fn login_form(login: &str) -> String {
    login.trim().to_lowercase()
}

/// A demonstration account with the password that is printed at the start of the demonstration.
#[derive(Clone, Debug)]
pub struct Demonstration {
    /// The account.
    pub new: New,
    /// Its password, known to everybody.
    pub password: String,
}

/// A password that is shown once and must be changed at the first sign-in.
#[derive(Clone, PartialEq, Eq)]
pub struct OneTime {
    /// The account.
    pub account: AccountId,
    /// Its login.
    pub login: String,
    /// The password.
    pub password: String,
}

impl std::fmt::Debug for OneTime {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "OneTime({}, secret)", self.login)
    }
}
