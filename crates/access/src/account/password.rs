//! Passwords: hashing, checking, choosing.

use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, PasswordHash, Version};
use ground::{Moment, Problem, Result, fold, tidy};

/// The fewest characters of a password that a person chooses.
pub const SHORTEST: usize = 10;

/// The most; longer ones would only cost time.
const LONGEST: usize = 200;

/// How much work one password costs (Argon2id, RFC 9106).
#[derive(Clone, Copy, Debug)]
pub struct Hashing {
    /// Memory in KiB.
    pub memory: u32,
    /// Passes over the memory.
    pub passes: u32,
}

impl Default for Hashing {
    /// 19 MiB and two passes: OWASP's least for Argon2id with one lane.
    fn default() -> Hashing {
        Hashing { memory: 19 * 1024, passes: 2 }
    }
}

impl Hashing {
    /// Next to no work, for tests that sign in often.
    pub fn quick() -> Hashing {
        Hashing { memory: Params::MIN_M_COST, passes: Params::MIN_T_COST }
    }

    fn argon2(self) -> Argon2<'static> {
        let params = Params::new(self.memory, self.passes, 1, None).expect("sound parameters");
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
    }
}

/// The hash to store. Runs beside the async work: it takes tens of milliseconds by design.
pub(crate) async fn hash(hashing: Hashing, password: &str, moment: &mut Moment) -> Result<String> {
    let (password, mut salt) = (tidy(password), [0_u8; 16]);
    moment.fill(&mut salt);
    let work = move || {
        let hashed = hashing.argon2().hash_password_with_salt(password.as_bytes(), &salt);
        hashed.expect("any password and 16 bytes of salt can be hashed").to_string()
    };
    tokio::task::spawn_blocking(work).await.map_err(unfinished)
}

/// Whether the password is the hashed one. Without a hash (no such account) it does the same work
/// and says no, so that the time taken does not tell which logins exist.
///
/// Texts are compared tidied: how a keyboard composes `ế`, or a space that was copied along, makes no
/// difference.
pub(crate) async fn matches(
    hashing: Hashing,
    password: &str,
    stored: Option<String>,
) -> Result<bool> {
    let password: String = tidy(password).chars().take(LONGEST).collect();
    let work = move || {
        let Some(stored) = stored else {
            let _ = hashing.argon2().hash_password_with_salt(password.as_bytes(), &[0; 16]);
            return false;
        };
        let Ok(stored) = PasswordHash::new(&stored) else { return false };
        hashing.argon2().verify_password(password.as_bytes(), &stored).is_ok()
    };
    tokio::task::spawn_blocking(work).await.map_err(unfinished)
}

fn unfinished(error: tokio::task::JoinError) -> Problem {
    Problem::internal("access.password.unfinished").because(error)
}

/// Words that, alone or followed by digits, are the first an attacker tries. Folded, no spaces.
const OBVIOUS: &[&str] = &[
    "abcdefghij",
    "admin",
    "anhyeuem",
    "chieusau",
    "emyeuanh",
    "giamngheo",
    "hongheo",
    "iloveyou",
    "lacson",
    "letmein",
    "matkhau",
    "matkhaumoi",
    "password",
    "phutho",
    "quantri",
    "quantrivien",
    "qwerty",
    "qwertyuiop",
    "vietnam",
    "welcome",
    "xinchao",
];

/// Digits that are no secret either.
const DIGITS: &str =
    "01234567890123456789 98765432109876543210 12312312312312312 11223344556677889900";

/// Refuses what is short or can be guessed from the account. There are no composition rules: length
/// is what helps, and rules make people write passwords down.
///
/// # Errors
/// `access.password.short`, `access.password.long`, `access.password.obvious`.
pub(super) fn check(password: &str, login: &str, name: &str) -> Result<()> {
    let password = tidy(password);
    let length = password.chars().count();
    if length < SHORTEST {
        return Err(Problem::invalid("access.password.short").with("least", SHORTEST));
    }
    if length > LONGEST {
        return Err(Problem::invalid("access.password.long").with("most", LONGEST));
    }
    if is_obvious(&squash(&password), &squash(login), &squash(name)) {
        return Err(Problem::invalid("access.password.obvious"));
    }
    Ok(())
}

fn is_obvious(password: &str, login: &str, name: &str) -> bool {
    let stem = password.trim_matches(|c: char| c.is_ascii_digit());
    let mut letters: Vec<char> = password.chars().collect();
    letters.sort_unstable();
    letters.dedup();
    letters.len() < 4
        || OBVIOUS.contains(&stem)
        || (stem.is_empty() && DIGITS.contains(password))
        || [login, name].into_iter().any(|own| own.len() >= 3 && password.contains(own))
}

fn squash(text: &str) -> String {
    fold(text).replace(' ', "")
}

/// A one-time password such as `k7mp-xw3q-r9dt`: 59 bits, without letters that look alike.
pub(super) fn one_time(moment: &mut Moment) -> String {
    const LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
    let mut letter = || char::from(LETTERS[moment.below(LETTERS.len() as u64) as usize]);
    let mut groups = Vec::new();
    for _ in 0..3 {
        groups.push((0..4).map(|_| letter()).collect::<String>());
    }
    groups.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use ground::Instant;
    use proptest::prelude::*;

    fn refused(password: &str) -> String {
        check(password, "bv.dung", "Bùi Văn Dũng").unwrap_err().code.into_owned()
    }

    #[test]
    fn what_is_short_or_obvious_is_refused_and_a_sentence_is_not() {
        assert_eq!(refused("ngắn quá"), "access.password.short");
        assert_eq!(refused(&"dài ".repeat(60)), "access.password.long");
        for obvious in [
            "Mật khẩu 2026",
            "1234567890",
            "0987654321",
            "aaaaaaaaaaaa",
            "BuiVanDung2026",
            "Bùi Văn Dũng!",
            "bv.dung-1990",
            "Lạc Sơn 2026",
            "qwertyuiop",
        ] {
            assert_eq!(refused(obvious), "access.password.obvious", "{obvious}");
        }
        check("ruộng bậc thang mùa nước đổ", "bv.dung", "Bùi Văn Dũng").unwrap();
        check("correct horse", "bv.dung", "Bùi Văn Dũng").unwrap();
    }

    proptest! {
        #[test]
        fn a_one_time_password_passes_the_check(seed: u64) {
            let password = one_time(&mut Moment::seeded(Instant(1), seed));
            prop_assert_eq!(password.len(), 14);
            prop_assert!(check(&password, "admin", "Quản trị viên").is_ok());
        }
    }

    #[tokio::test]
    async fn only_the_password_itself_matches_however_it_was_typed() {
        let (hashing, mut moment) = (Hashing::quick(), Moment::seeded(Instant(1), 1));
        let composed = "b\u{1ea3}n T\u{e2}n Thanh";
        let decomposed = "ba\u{309}n Ta\u{302}n Thanh ";
        let stored = hash(hashing, composed, &mut moment).await.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$"), "{stored}");
        assert_ne!(stored, hash(hashing, composed, &mut moment).await.unwrap(), "salted");
        assert!(matches(hashing, composed, Some(stored.clone())).await.unwrap());
        assert!(matches(hashing, decomposed, Some(stored.clone())).await.unwrap());
        // The hash says how it was made; the parameters of today do not matter.
        let later = Hashing { memory: 64, passes: 2 };
        assert!(matches(later, composed, Some(stored.clone())).await.unwrap());
        assert!(!matches(hashing, "bản Tân Thành", Some(stored)).await.unwrap());
        assert!(!matches(hashing, composed, None).await.unwrap());
        assert!(!matches(hashing, composed, Some("rubbish".into())).await.unwrap());
    }

    #[tokio::test]
    async fn passwords_cost_what_is_recommended_unless_told_otherwise() {
        let stored = hash(Hashing::default(), "bất kỳ", &mut Moment::seeded(Instant(1), 1)).await;
        let stored = stored.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert!(matches(Hashing::default(), "bất kỳ", Some(stored)).await.unwrap());
    }
}
