//! Lists of what happened, newest first and page by page, everywhere or in some units.

use std::fmt;
use std::str::FromStr;

use ground::{Instant, Problem, Result, UnitId};
use uuid::Uuid;

use crate::{Row, Statement, Tx, UNITS_PER_STATEMENT, Value, unit_values};

/// Where a page ends: give it to get the next one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Cursor {
    at: Instant,
    id: Uuid,
}

/// A page of a list.
#[derive(Clone, Debug)]
pub struct Page<T> {
    /// The lines, newest first.
    pub lines: Vec<T>,
    /// Where the next page begins; `None` on the last one.
    pub next: Option<Cursor>,
}

/// What a page is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// Only in these units; `None` is everywhere.
    pub units: Option<&'a [UnitId]>,
    /// Nothing earlier.
    pub from: Option<Instant>,
    /// Nothing from then on.
    pub before: Option<Instant>,
    /// Where the page before ended.
    pub after: Option<Cursor>,
    /// Lines of a page.
    pub limit: usize,
}

impl Wanted<'_> {
    /// The latest everywhere.
    pub fn latest(limit: usize) -> Wanted<'static> {
        Wanted { units: None, from: None, before: None, after: None, limit }
    }
}

/// The same list over some units and over all but some. After the units of `among_units!` come `$33` the
/// earliest instant, `$34` and `$35` where the page before ended, `$36` the length of the page, and
/// filters from `$37`.
pub struct Feed {
    /// Over some units.
    pub among: &'static Statement,
    /// Over all but some.
    pub not_among: &'static Statement,
}

impl Feed {
    /// Reads a page; `line` also says where in the order the line stands.
    pub async fn page<T>(
        &self,
        tx: &mut Tx,
        ask: Wanted<'_>,
        filters: &[Value],
        line: impl Fn(&Row) -> Result<(Cursor, T)>,
    ) -> Result<Page<T>> {
        let (statement, slices) = match ask.units {
            None => (self.not_among, vec![Vec::new()]),
            Some(units) => {
                (self.among, units.chunks(UNITS_PER_STATEMENT).map(<[UnitId]>::to_vec).collect())
            }
        };
        let end = Cursor { at: ask.before.unwrap_or(Instant(i64::MAX)), id: Uuid::nil() };
        let below = ask.after.map_or(end, |after| after.min(end));
        let mut from = ask.from.unwrap_or(Instant(i64::MIN));
        let mut found: Vec<(Cursor, T)> = Vec::new();
        for slice in slices {
            let page = [from.into(), below.at.into(), below.id.into(), (ask.limit + 1).into()];
            let values = unit_values(&slice).chain(page).chain(filters.iter().cloned()).collect();
            for row in tx.fetch(statement, values).await? {
                found.push(line(&row)?);
            }
            found.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
            found.truncate(ask.limit + 1);
            // What is earlier than a whole page of others is not on this one.
            if let Some((last, _)) = found.get(ask.limit) {
                from = from.max(last.at);
            }
        }
        let more = found.len() > ask.limit;
        found.truncate(ask.limit);
        let next = found.last().filter(|_| more).map(|(at, _)| *at);
        Ok(Page { lines: found.into_iter().map(|(_, line)| line).collect(), next })
    }
}

impl Cursor {
    /// After the record of this instant and id.
    pub fn new(at: Instant, id: Uuid) -> Cursor {
        Cursor { at, id }
    }
}

impl fmt::Display for Cursor {
    /// As an address carries it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.at.0, self.id.simple())
    }
}

impl FromStr for Cursor {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Cursor> {
        let unreadable = || Problem::invalid("store.cursor.unreadable");
        let (at, id) = text.split_once('.').ok_or_else(unreadable)?;
        let at = at.parse().map(Instant).map_err(|_| unreadable())?;
        Ok(Cursor { at, id: Uuid::parse_str(id).map_err(|_| unreadable())? })
    }
}
