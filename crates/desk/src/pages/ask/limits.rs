//! How often one address may send and look up, so that no machine fills a commune's desk or tries codes.
//! Counts live in memory, under a digest whose key dies with the process: no address is kept.

use std::collections::HashMap;
use std::convert::Infallible;
use std::hash::{BuildHasher as _, RandomState};
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::Mutex;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use ground::{Instant, Problem, Result};

use crate::desk::Desk;

/// What is counted, and how often it may be done in an hour. A village shares one address behind one router,
/// so the first two are for a village.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum What {
    /// Requests sent from an address.
    Send = 30,
    /// Look-ups from an address.
    Look = 60,
    /// Look-ups of one receipt, from wherever.
    Receipt = 12,
}

/// Counts remembered before those that are over are cleared away.
const MANY: usize = 50_000;

const HOUR: i64 = 3_600_000;

/// What was done in the hour since somebody began.
#[derive(Default)]
pub(super) struct Limits {
    key: RandomState,
    seen: Mutex<HashMap<(What, u64), (Instant, u32)>>,
}

impl Limits {
    /// Counts one more, by an address or of a receipt.
    ///
    /// # Errors
    /// `desk.ask.often` when it is one too many.
    pub(super) fn count(&self, what: What, of: &str, now: Instant) -> Result<()> {
        let mut seen = self.seen.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if seen.len() >= MANY {
            seen.retain(|_, (since, _)| now.0 - since.0 < HOUR);
            if seen.len() >= MANY {
                seen.clear();
            }
        }
        let (since, times) = seen.entry((what, self.key.hash_one(of))).or_insert((now, 0));
        if now.0 - since.0 >= HOUR {
            (*since, *times) = (now, 0);
        }
        *times += 1;
        if *times > what as u32 {
            return Err(Problem::unavailable("desk.ask.often"));
        }
        Ok(())
    }
}

/// Where a request comes from: the address of the machine that connected, or, when that is this machine, the
/// one its proxy says. An IPv6 line has 2⁶⁴ addresses and counts as one.
pub(super) struct Origin(pub(super) String);

impl FromRequestParts<Desk> for Origin {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &Desk) -> Result<Origin, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let named = parts.headers.get_all("x-forwarded-for").iter().next_back();
        let named =
            named.and_then(|value| value.to_str().ok()?.rsplit(',').next()?.trim().parse().ok());
        let from = match (peer, named) {
            (Some(peer), Some(named)) if peer.is_loopback() => Some(named),
            (peer, _) => peer,
        };
        Ok(Origin(from.map(line).unwrap_or_default()))
    }
}

fn line(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(four) => four.to_string(),
        IpAddr::V6(six) => Ipv6Addr::from(u128::from(six) >> 64 << 64).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_after_somebody_began_the_count_begins_anew() {
        let limits = Limits::default();
        let times = |of: &str, at: i64| {
            (0..100).filter(|_| limits.count(What::Receipt, of, Instant(at)).is_ok()).count()
        };
        assert_eq!(times("a", 0), 12);
        assert_eq!(times("b", 1), 12, "another is not held up");
        assert_eq!(times("a", HOUR - 1), 0);
        assert_eq!(times("a", HOUR), 12);
    }

    #[test]
    fn however_many_come_memory_has_an_end() {
        let limits = Limits::default();
        for at in 0..(2 * MANY) {
            limits.count(What::Send, &at.to_string(), Instant(0)).unwrap();
        }
        assert!(limits.seen.lock().unwrap().len() <= MANY);
    }

    #[test]
    fn one_line_is_one_origin() {
        let one = |text: &str| line(text.parse().unwrap());
        assert_eq!(one("2001:db8:1:2::1"), one("2001:db8:1:2:ffff::9"));
        assert_ne!(one("2001:db8:1:2::1"), one("2001:db8:1:3::1"));
        assert_eq!(one("::ffff:192.0.2.7"), "192.0.2.7");
    }
}
