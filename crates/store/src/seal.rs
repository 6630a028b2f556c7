//! Sealed columns: national ID numbers encrypted at rest, with a keyed index for exact look-up.
//!
//! AES-256-GCM-SIV (RFC 8452) does not break when a nonce repeats; the column's name is bound in, so a
//! sealed value cannot be moved to another column. The index is HMAC-SHA-256 (RFC 2104) under a second
//! key, cut to 16 bytes: equal numbers give equal indexes, and without the key an index cannot be
//! tried against all twelve-digit numbers.

use aes_gcm_siv::aead::{Aead, KeyInit, Payload};
use aes_gcm_siv::{Aes256GcmSiv, Nonce};
use ground::{Moment, Problem, Result};
use hmac::{Hmac, Mac};
use sha2::{Digest as _, Sha256};

const NONCE: usize = 12;

/// The keys of one installation. Lose them and the sealed numbers are gone; so they are backed up
/// apart from the database.
#[derive(Clone)]
pub struct Seal {
    cipher: Aes256GcmSiv,
    index: [u8; 32],
}

impl Seal {
    /// From 32 secret bytes.
    pub fn new(secret: &[u8; 32]) -> Seal {
        let derive = |purpose: &str| -> [u8; 32] {
            Sha256::new().chain_update(secret).chain_update(purpose).finalize().into()
        };
        let key = derive("chieusau seal v1");
        let cipher = Aes256GcmSiv::new_from_slice(&key).expect("the key has 32 bytes");
        Seal { cipher, index: derive("chieusau index v1") }
    }

    /// Seals a text for the named column.
    pub fn seal(&self, column: &str, text: &str, moment: &mut Moment) -> Vec<u8> {
        let mut sealed = vec![0_u8; NONCE];
        moment.fill(&mut sealed);
        let nonce = Nonce::try_from(&sealed[..]).expect("the nonce has 12 bytes");
        let payload = Payload { msg: text.as_bytes(), aad: column.as_bytes() };
        let body = self.cipher.encrypt(&nonce, payload).expect("a short text can be sealed");
        sealed.extend(body);
        sealed
    }

    /// Opens what [`Seal::seal`] sealed for the same column under the same keys.
    pub fn open(&self, column: &str, sealed: &[u8]) -> Result<String> {
        let broken = || Problem::internal("store.seal.broken").with("column", column);
        let (nonce, body) = sealed.split_at_checked(NONCE).ok_or_else(broken)?;
        let nonce = Nonce::try_from(nonce).map_err(|_| broken())?;
        let payload = Payload { msg: body, aad: column.as_bytes() };
        let text = self.cipher.decrypt(&nonce, payload).map_err(|_| broken())?;
        String::from_utf8(text).map_err(|_| broken())
    }

    /// The index under which equal texts of the named column are found.
    pub fn index(&self, column: &str, text: &str) -> Vec<u8> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.index).expect("any key length will do");
        mac.update(column.as_bytes());
        mac.update(&[0]);
        mac.update(text.as_bytes());
        mac.finalize().into_bytes()[..16].to_vec()
    }
}

impl std::fmt::Debug for Seal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Seal(secret)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ground::Instant;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_sealed_opens_again_and_only_there(text in "[0-9]{0,12}", seed: u64) {
            let seal = Seal::new(&[7; 32]);
            let mut moment = Moment::seeded(Instant(1), seed);
            let sealed = seal.seal("person.id", &text, &mut moment);
            prop_assert_eq!(seal.open("person.id", &sealed).unwrap(), text.clone());
            prop_assert!(seal.open("person.phone", &sealed).is_err());
            prop_assert!(Seal::new(&[8; 32]).open("person.id", &sealed).is_err());
            prop_assert_eq!(seal.index("person.id", &text), seal.index("person.id", &text));
        }
    }

    #[test]
    fn a_damaged_value_is_refused_not_misread() {
        let seal = Seal::new(&[7; 32]);
        let mut sealed = seal.seal("c", "001234567890", &mut Moment::seeded(Instant(1), 1));
        sealed[20] ^= 1;
        assert_eq!(seal.open("c", &sealed).unwrap_err().code, "store.seal.broken");
        assert_eq!(seal.open("c", b"short").unwrap_err().code, "store.seal.broken");
    }
}
