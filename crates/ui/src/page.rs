//! Lists: addresses with a query, column heads, pages.

use std::fmt::Write as _;

use crate::Words;

/// `path?name=value&…` with everything escaped; pairs with an empty value are left out.
///
/// ```
/// assert_eq!(ui::link("/households", &[("q", "Bùi A"), ("class", "")]), "/households?q=B%C3%B9i%20A");
/// ```
pub fn link(path: &str, query: &[(&str, &str)]) -> String {
    let mut out = path.to_owned();
    let mut mark = if path.contains('?') { '&' } else { '?' };
    for (name, value) in query.iter().filter(|(_, value)| !value.is_empty()) {
        out.push(mark);
        mark = '&';
        percent_encode(&mut out, name);
        out.push('=');
        percent_encode(&mut out, value);
    }
    out
}

/// Everything but the unreserved characters of RFC 3986 becomes `%XX`.
fn percent_encode(out: &mut String, text: &str) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            write!(out, "%{byte:02X}").expect("a String takes any text");
        }
    }
}

/// The head of one column of a table; see `parts::head`.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Column {
    /// Translated name.
    pub label: String,
    /// Where a click leads that sorts by this column; `None` when it cannot be sorted by.
    pub sort_url: Option<String>,
    /// Whether and how the list is sorted by this column now.
    pub sorted: Option<Direction>,
    /// Whether it holds numbers, which stand right.
    pub numeric: bool,
}

/// Which way a column is sorted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Direction {
    /// Smallest first.
    Up,
    /// Largest first.
    Down,
}

impl Column {
    /// A column of text.
    pub fn new(label: impl Into<String>) -> Column {
        Column { label: label.into(), ..Column::default() }
    }

    /// A column of numbers.
    pub fn numeric(label: impl Into<String>) -> Column {
        Column { label: label.into(), numeric: true, ..Column::default() }
    }

    /// Makes it sortable.
    #[must_use]
    pub fn sorting(mut self, url: impl Into<String>, sorted: Option<Direction>) -> Column {
        self.sort_url = Some(url.into());
        self.sorted = sorted;
        self
    }

    /// The value of `aria-sort`.
    pub fn aria_sort(&self) -> &'static str {
        match self.sorted {
            Some(Direction::Up) => "ascending",
            Some(Direction::Down) => "descending",
            None => "none",
        }
    }

    /// The sign behind the name of a sortable column.
    pub fn arrow(&self) -> &'static str {
        match self.sorted {
            Some(Direction::Up) => "▲",
            Some(Direction::Down) => "▼",
            None => "↕",
        }
    }
}

/// The links below one page of a list; see `parts::pager`.
///
/// Fill the fields yourself where pages follow a key instead of a number.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Pager {
    /// Which rows these are, in words.
    pub rows: String,
    /// Which page this is, in words; may be empty.
    pub page: String,
    /// The page before.
    pub previous: Option<String>,
    /// The page after.
    pub next: Option<String>,
}

impl Pager {
    /// Page `page` (from 1) of `all` rows at `size` rows a page, where `url` makes a page's address. A
    /// page past the end is told as the last one.
    pub fn counted(
        words: &Words,
        page: u64,
        size: u64,
        all: u64,
        url: impl Fn(u64) -> String,
    ) -> Pager {
        let size = size.max(1);
        let pages = all.div_ceil(size).max(1);
        let page = page.clamp(1, pages);
        let from = ((page - 1) * size + 1).min(all);
        Pager {
            rows: words.rows_of(all, from, (page * size).min(all)),
            page: words.page_numbered(page, pages),
            previous: (page > 1).then(|| url(page - 1)),
            next: (page < pages).then(|| url(page + 1)),
        }
    }
}

#[cfg(test)]
mod tests {
    use ground::Lang;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_address_keeps_its_query_and_escapes_the_rest() {
        assert_eq!(link("/a?x=1", &[("b&c", "d=e #")]), "/a?x=1&b%26c=d%3De%20%23");
        assert_eq!(link("/a", &[]), "/a");
    }

    proptest! {
        #[test]
        fn following_next_from_the_first_page_reaches_the_last(size in 1_u64..60, all in 0_u64..900) {
            let (mut page, mut steps) = (1, 0);
            let last = loop {
                let pager = Pager::counted(Words::of(Lang::En), page, size, all, |n| n.to_string());
                prop_assert_eq!(pager.previous.is_none(), page == 1);
                match pager.next {
                    Some(next) => page = next.parse().unwrap(),
                    None => break pager,
                }
                steps += 1;
            };
            prop_assert_eq!(steps + 1, all.div_ceil(size).max(1));
            let whole = ground::integer(Lang::En, all.cast_signed());
            let end = format!("–{whole} of {whole}");
            prop_assert!(last.rows.ends_with(&end), "{}", last.rows);
        }
    }
}
