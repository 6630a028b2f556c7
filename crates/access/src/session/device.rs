//! Phones that send name and password with every request, and keep no session.

use std::collections::HashMap;
use std::sync::Mutex;

use ground::{Instant, Moment, Problem, Result};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use store::Database;

use super::actions::{busy, count, note};
use super::{TRIES, statements as sql};
use crate::account::{self, Account, COLUMNS, Hashing, login_form};

/// How long a password that proved right need not be worked out again.
const PROVEN_MINUTES: i64 = 30;

/// Proofs remembered before the old ones are cleared away.
const MANY: usize = 10_000;

/// How many passwords may be worked out at once; as many as the machine could anyway.
const TURNS: usize = 64;

/// Passwords that proved right a short while ago. Hashing one takes tens of milliseconds by design, which
/// every photo of every phone would otherwise cost again.
///
/// Only a keyed digest is kept, in memory, of login, password and stored hash together: a changed password
/// or a disabled account is refused at once.
///
/// Whoever sends several requests before the first is proven has the password worked out once: the others wait
/// for it, and do not count as tries of their own, of which an account has few.
pub struct Devices {
    key: [u8; 32],
    proven: Mutex<HashMap<[u8; 32], Instant>>,
    /// Whose turn it is to work one out, by the first bits of the digest.
    turns: [tokio::sync::Mutex<()>; TURNS],
}

impl Devices {
    /// None yet.
    pub fn new(moment: &mut Moment) -> Devices {
        let mut key = [0; 32];
        moment.fill(&mut key);
        let turns = std::array::from_fn(|_| tokio::sync::Mutex::default());
        Devices { key, proven: Mutex::default(), turns }
    }

    /// The account whose name and password these are.
    ///
    /// # Errors
    /// As [`super::sign_in`]; `access.device.must_change` while the password is the one-time one.
    pub async fn prove(
        &self,
        database: &Database,
        moment: &mut Moment,
        hashing: Hashing,
        login: &str,
        password: &str,
    ) -> Result<Account> {
        let wrong = || Problem::refused("access.sign_in.wrong");
        let row = database.fetch_optional(&sql::BY_LOGIN, vec![login_form(login).into()]).await?;
        let Some(row) = row else {
            account::matches(hashing, password, None).await?;
            return Err(wrong());
        };
        let (account, stored) = (account::account(&row)?, row.text(COLUMNS)?);
        let digest = self.digest(&account.login, password, &stored);
        let proven = || account.disabled_at.is_none() && self.is_proven(&digest, moment.now());
        if proven() {
            return Ok(account);
        }
        let _turn = self.turns[usize::from(digest[0]) % TURNS].lock().await;
        if proven() {
            return Ok(account);
        }
        let counted = count(database, moment, &account).await.map_err(busy)?;
        let right = account::matches(hashing, password, Some(stored.clone())).await?;
        match counted {
            Some(_) if right && account.must_change => {
                Err(Problem::refused("access.device.must_change"))
            }
            Some(_) if right => {
                let values = vec![account.id.into(), stored.into()];
                let mut tx = database.begin().await.map_err(busy)?;
                if tx.execute(&sql::RIGHT, values).await? != 1 {
                    return Err(wrong());
                }
                tx.commit().await?;
                self.remember(digest, moment.now());
                Ok(account)
            }
            Some(failures) if failures >= TRIES => {
                let mut tx = database.begin().await?;
                note(&mut tx, moment, "access.account.lock", &account).await?;
                tx.commit().await?;
                Err(wrong())
            }
            _ => Err(wrong()),
        }
    }

    fn digest(&self, login: &str, password: &str, stored: &str) -> [u8; 32] {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.key).expect("any key length will do");
        for part in [login, password, stored] {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part.as_bytes());
        }
        mac.finalize().into_bytes().into()
    }

    fn is_proven(&self, digest: &[u8; 32], now: Instant) -> bool {
        let proven = self.proven.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        proven.get(digest).is_some_and(|until| now < *until)
    }

    fn remember(&self, digest: [u8; 32], now: Instant) {
        let mut proven = self.proven.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if proven.len() >= MANY {
            proven.retain(|_, until| now < *until);
        }
        proven.insert(digest, now.plus_seconds(PROVEN_MINUTES * 60));
    }
}
