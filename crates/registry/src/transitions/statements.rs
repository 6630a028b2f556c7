//! Statements, each over the units of a frame: grouped for tables, one by one for lists.

use store::among_units;

use crate::figures::household_if;

/// What is asked of the household ([`super::By::asks`]), by the parameter named.
macro_rules! of_household {
    ($by:literal) => {
        concat!("CASE ", $by, " WHEN 1 THEN h.ethnicity WHEN 2 THEN h.head_sex END")
    };
}

/// Statuses on the first day, with the status on the second beside each.
macro_rules! opened {
    ($columns:literal, $end:literal) => {
        concat!(
            "SELECT a.unit_id AS unit, h.unit_id AS now, h.unit_before AS before, ",
            of_household!("$35"),
            " AS one, a.class AS class, b.unit_id AS other_unit, b.class AS other_class, ",
            $columns,
            " FROM status a LEFT JOIN status b ON b.household_id = a.household_id
               AND b.from_day <= $34 AND (b.to_day IS NULL OR b.to_day >= $34)",
            household_if!("CASE WHEN $35 > 0 OR a.unit_id <> b.unit_id THEN 1 ELSE $36 END", "a"),
            "WHERE a.unit_id IN ",
            among_units!(),
            " AND a.from_day <= $33 AND (a.to_day IS NULL OR a.to_day >= $33)",
            $end
        )
    };
}

/// Statuses on the second day of households that had none in the same unit on the first.
macro_rules! closed {
    ($columns:literal, $end:literal) => {
        concat!(
            "SELECT b.unit_id AS unit, h.unit_id AS now, h.unit_before AS before, ",
            of_household!("$35"),
            " AS one, b.class AS class, a.unit_id AS other_unit, a.class AS other_class, ",
            $columns,
            " FROM status b LEFT JOIN status a ON a.household_id = b.household_id
               AND a.from_day <= $33 AND (a.to_day IS NULL OR a.to_day >= $33)",
            household_if!("CASE WHEN $35 > 0 OR a.unit_id <> b.unit_id THEN 1 ELSE $36 END", "b"),
            "WHERE b.unit_id IN ",
            among_units!(),
            " AND b.from_day <= $34 AND (b.to_day IS NULL OR b.to_day >= $34)
               AND (a.unit_id IS NULL OR a.unit_id <> b.unit_id)",
            $end
        )
    };
}

/// The first exit of each household after the first day and up to the second, and the day on which it was
/// poor or near-poor again, as far as is known on `$36`.
macro_rules! exits {
    ($columns:literal, $end:literal) => {
        concat!(
            "SELECT unit, now, before, one, left_on, again, ",
            $columns,
            " FROM (SELECT x.unit_id AS unit, h.unit_id AS now, h.unit_before AS before, ",
            of_household!("$35"),
            " AS one, x.from_day AS left_on, x.household_id AS household, x.members AS members,
               (SELECT MIN(r.from_day) FROM status r WHERE r.household_id = x.household_id
                 AND r.from_day > x.from_day AND r.from_day <= $36
                 AND r.class IN ('poor', 'near_poor')) AS again
             FROM status x",
            household_if!("CASE WHEN $35 > 0 THEN 1 ELSE $37 END", "x"),
            "WHERE x.unit_id IN ",
            among_units!(),
            " AND x.class IN ('average', 'not_poor') AND x.from_day > $33 AND x.from_day <= $34
               AND x.movement IN ('exit_poor', 'exit_near_poor')
               AND NOT EXISTS (SELECT 1 FROM status e WHERE e.household_id = x.household_id
                 AND e.from_day > $33 AND e.from_day < x.from_day
                 AND e.movement IN ('exit_poor', 'exit_near_poor'))) AS t",
            $end
        )
    };
}

/// 1 where a status `e` holds on the day of the parameter.
macro_rules! on {
    ($day:literal) => {
        concat!(
            "CASE WHEN e.from_day <= ",
            $day,
            " AND (e.to_day IS NULL OR e.to_day >= ",
            $day,
            ") THEN 1 ELSE 0 END"
        )
    };
}

/// Households of the day `$33`, with the number of the days `$35` to `$39` on which they were poor.
macro_rules! persistent {
    ($columns:literal, $end:literal) => {
        concat!(
            "SELECT unit, now, before, one, times, ",
            $columns,
            " FROM (SELECT s.unit_id AS unit, h.unit_id AS now, h.unit_before AS before, ",
            of_household!("$34"),
            " AS one, s.household_id AS household, s.members AS members,
               (SELECT CAST(COALESCE(SUM(",
            on!("$35"),
            " + ",
            on!("$36"),
            " + ",
            on!("$37"),
            " + ",
            on!("$38"),
            " + ",
            on!("$39"),
            "), 0) AS BIGINT) FROM status e WHERE e.household_id = s.household_id
                 AND e.class = 'poor') AS times
             FROM status s",
            household_if!("CASE WHEN $34 > 0 THEN 1 ELSE $40 END", "s"),
            "WHERE s.unit_id IN ",
            among_units!(),
            " AND s.from_day <= $33 AND (s.to_day IS NULL OR s.to_day >= $33)) AS t",
            $end
        )
    };
}

store::statements! {
    OPENED = "registry.transitions.opened":
        opened!("COUNT(*), CAST(SUM(a.members) AS BIGINT), CAST(SUM(COALESCE(b.members, 0)) AS BIGINT)",
                " GROUP BY 1, 2, 3, 4, 5, 6, 7");
    CLOSED = "registry.transitions.closed":
        closed!("COUNT(*), CAST(SUM(COALESCE(a.members, 0)) AS BIGINT), CAST(SUM(b.members) AS BIGINT)",
                " GROUP BY 1, 2, 3, 4, 5, 6, 7");
    EXITS = "registry.transitions.exits":
        exits!("COUNT(*), CAST(SUM(members) AS BIGINT)",
               " GROUP BY unit, now, before, one, left_on, again");
    PERSISTENT = "registry.transitions.persistent":
        persistent!("COUNT(*), CAST(SUM(members) AS BIGINT)",
                    " GROUP BY unit, now, before, one, times");
    OPENED_LIST = "registry.transitions.opened_list":
        opened!("CAST(1 AS BIGINT), a.members, COALESCE(b.members, 0), a.household_id", "");
    CLOSED_LIST = "registry.transitions.closed_list":
        closed!("CAST(1 AS BIGINT), COALESCE(a.members, 0), b.members, b.household_id", "");
    EXITS_LIST = "registry.transitions.exits_list": exits!("CAST(1 AS BIGINT), members, household", "");
    PERSISTENT_LIST = "registry.transitions.persistent_list":
        persistent!("CAST(1 AS BIGINT), members, household", "");
}
