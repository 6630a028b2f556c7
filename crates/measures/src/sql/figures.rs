//! H, A, M0, headcounts and contributions by unit, from the classified households.

use law::Standard;

use super::Dialect;

/// The query over a table or view `classified` that holds the result of [`super::classify`].
///
/// Poor is who the standard calls poor; the score is the share of its indicators, each of the same
/// weight, as form B2 counts them. Households with an unknown indicator or class are left out and
/// counted. Row `NULL` is the whole. Long form, with the names and definitions of `docs/measures.md`.
pub fn figures(standard: &Standard, dialect: Dialect) -> String {
    let all = standard.indicators().len();
    let share = |sum: &str| format!("CAST({sum} AS DOUBLE) / {all}");
    let codes: Vec<&str> = standard.indicators().iter().map(|one| one.code.as_str()).collect();
    let known: Vec<String> = codes.iter().map(|code| format!("lacks_{code} IS NOT NULL")).collect();
    let sums = |name: &str, when: &str| {
        let one = |code: &&str| {
            format!("SUM(CASE WHEN used AND lacks_{code}{when} THEN 1 ELSE 0 END) AS {name}_{code}")
        };
        codes.iter().map(one).collect::<Vec<_>>().join(",\n    ")
    };
    let mut list = vec![
        Figure { measure: "H", indicator: None, top: "poor".into(), bottom: "used_rows" },
        Figure { measure: "A", indicator: None, top: share("lacking"), bottom: "poor" },
        Figure { measure: "M0", indicator: None, top: share("lacking"), bottom: "used_rows" },
    ];
    for code in codes.iter().copied() {
        let (raw, censored) = (format!("raw_{code}"), format!("censored_{code}"));
        let indicator = Some(code);
        let one = |measure, top, bottom| Figure { measure, indicator, top, bottom };
        list.push(one("hd", raw, "used_rows"));
        list.push(one("hdk", censored.clone(), "used_rows"));
        list.push(one("actb", share(&censored), "used_rows"));
        list.push(one("pctb", censored, "lacking"));
    }
    let names = list.iter().enumerate().map(|(at, figure)| figure.name(at, dialect));
    let names: Vec<String> = names.collect();
    let cases = |texts: Vec<&str>| {
        let when = |(at, text)| format!("      WHEN {at} THEN {text}\n");
        texts.into_iter().enumerate().map(when).collect::<String>()
    };
    // One pass over the households: the list of figures is joined to the sums, not to them.
    format!(
        "-- {id} · {fingerprint}\n\
         WITH\n\
         judged AS (\n  SELECT *, (class <> 'undetermined'\n    AND {known}) AS used\n  FROM classified\n),\n\
         sums AS (\n  SELECT\n    unit, GROUPING(unit) AS whole,\n    \
         COUNT(*) AS listed_rows,\n    \
         SUM(CASE WHEN used THEN 1 ELSE 0 END) AS used_rows,\n    \
         SUM(CASE WHEN used AND class = 'poor' THEN 1 ELSE 0 END) AS poor,\n    \
         SUM(CASE WHEN used AND class = 'poor' THEN deprivations_low ELSE 0 END) AS lacking,\n    \
         {raw},\n    {censored}\n  FROM judged\n  \
         GROUP BY GROUPING SETS ((), (unit))\n),\n\
         fractions AS (\n  SELECT\n    unit, whole, measure, indicator, used_rows AS n,\n    \
         listed_rows - used_rows AS left_out,\n    \
         CAST(CASE figure\n{tops}    END AS DOUBLE) AS top,\n    \
         CAST(CASE figure\n{bottoms}    END AS DOUBLE) AS bottom\n  \
         FROM sums CROSS JOIN (VALUES\n    {names}\n  ) AS list(figure, measure, indicator)\n)\n\
         SELECT unit, whole, measure, indicator,\n  \
         CASE WHEN bottom > 0 THEN top / bottom END AS estimate, n, left_out,\n  \
         {standard} AS standard, {law} AS law_fingerprint\n\
         FROM fractions\n",
        id = standard.id(),
        fingerprint = standard.fingerprint(),
        known = known.join(" AND "),
        raw = sums("raw", ""),
        censored = sums("censored", " AND class = 'poor'"),
        tops = cases(list.iter().map(|figure| figure.top.as_str()).collect()),
        bottoms = cases(list.iter().map(|figure| figure.bottom).collect()),
        names = names.join(",\n    "),
        standard = dialect.quoted(standard.id()),
        law = dialect.quoted(standard.fingerprint()),
    )
}

/// A share of two sums.
struct Figure<'a> {
    measure: &'a str,
    indicator: Option<&'a str>,
    top: String,
    bottom: &'a str,
}

impl Figure<'_> {
    /// Its row in the list of figures.
    fn name(&self, at: usize, dialect: Dialect) -> String {
        let indicator = match self.indicator {
            Some(code) => dialect.quoted(code),
            None => format!("CAST(NULL AS {})", dialect.text_type()),
        };
        format!("({at}, '{}', {indicator})", self.measure)
    }
}
