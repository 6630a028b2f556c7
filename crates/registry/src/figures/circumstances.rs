//! What the poor and near-poor lack and why: tables 4 to 7, 10 and 11, and support needs.

use ground::{Day, Result};
use law::Class;
use store::{Tx, among_units};

use super::counts::count;
use super::frame::{Frame, Sums, household_if, kept};
use super::model::{ByClass, CircumstanceFigures, DeprivationFigures, INDICATORS, Table};

/// Statuses of the poor and near-poor on `$33` in the units of the statement.
macro_rules! below_line {
    () => {
        concat!(
            " WHERE s.unit_id IN ",
            among_units!(),
            " AND s.class IN ('poor', 'near_poor')
               AND s.from_day <= $33 AND (s.to_day IS NULL OR s.to_day >= $33)
             GROUP BY s.unit_id, h.unit_id, h.unit_before, s.class"
        )
    };
}

macro_rules! bits_of {
    ($column:literal, $($bit:literal),*) => {
        concat!($(", CAST(SUM((", $column, " >> ", $bit, ") & 1) AS BIGINT)"),*)
    };
}

macro_rules! persons_by_bits_of {
    ($column:literal, $($bit:literal),*) => {
        concat!($(", CAST(SUM(((", $column, " >> ", $bit, ") & 1) * s.members) AS BIGINT)"),*)
    };
}

store::statements! {
    DEPRIVATIONS = "registry.figures.deprivations":
        concat!("SELECT s.unit_id, h.unit_id, h.unit_before, s.class,
           COUNT(*), CAST(SUM(s.members) AS BIGINT), COUNT(e.visit_id),
           CAST(SUM(CASE WHEN e.visit_id IS NULL THEN 0 ELSE s.members END) AS BIGINT)",
         bits_of!("e.deprived", 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
         bits_of!("e.known", 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
         " FROM status s", household_if!("$35", "s"), "LEFT JOIN evaluation e ON e.visit_id = s.visit_id AND e.standard = $34",
         below_line!());
    CIRCUMSTANCES = "registry.figures.circumstances":
        concat!("SELECT s.unit_id, h.unit_id, h.unit_before, s.class,
           COUNT(*), CAST(SUM(s.members) AS BIGINT),
           CAST(SUM(CASE WHEN COALESCE(v.causes, 0) = 0 THEN 1 ELSE 0 END) AS BIGINT),
           CAST(SUM(CASE WHEN COALESCE(v.causes, 0) = 0 THEN s.members ELSE 0 END) AS BIGINT),
           CAST(SUM(v.children) AS BIGINT), CAST(SUM(v.children_health) AS BIGINT),
           CAST(SUM(v.children_education) AS BIGINT),
           CAST(SUM(CASE WHEN v.children IS NULL THEN 1 ELSE 0 END) AS BIGINT)",
         bits_of!("v.causes", 0, 1, 2, 3, 4, 5, 6, 7), bits_of!("v.needs", 0, 1, 2, 3, 4, 5),
         persons_by_bits_of!("v.causes", 0, 1, 2, 3, 4, 5, 6, 7),
         persons_by_bits_of!("v.needs", 0, 1, 2, 3, 4, 5),
         " FROM status s", household_if!("$34", "s"), "LEFT JOIN visit v ON v.id = s.visit_id", below_line!());
}

/// Tables 4 to 7: deprivations under a standard, from the visit behind each status on the day.
pub async fn deprivations(
    tx: &mut Tx,
    frame: &Frame<'_>,
    day: Day,
    standard: &str,
) -> Result<Table<ByClass<DeprivationFigures>>> {
    let mut sums = Sums::<ByClass<DeprivationFigures>>::new(frame);
    frame
        .fetch_by_status(tx, &DEPRIVATIONS, &[day.into(), standard.into()], |row| {
            let class: Class = row.text(3)?.parse()?;
            let Some(figures) = sums.row(kept(row, 0)?) else { return Ok(()) };
            let mut here = DeprivationFigures {
                total: count(row, 4)?,
                evaluated: count(row, 6)?,
                ..DeprivationFigures::default()
            };
            for at in 0..INDICATORS {
                here.deprived[at] = row.opt_int(8 + at)?.unwrap_or(0);
                let known = row.opt_int(8 + INDICATORS + at)?.unwrap_or(0);
                here.unknown[at] = here.total.households - known;
            }
            here.deprivations = here.deprived.iter().sum();
            *figures.of_mut(class) += here;
            Ok(())
        })
        .await?;
    Ok(sums.table())
}

/// Table 10 (causes), table 11 (children), and how many need which support.
pub async fn circumstances(
    tx: &mut Tx,
    frame: &Frame<'_>,
    day: Day,
) -> Result<Table<ByClass<CircumstanceFigures>>> {
    const FIRST: usize = 12;
    const BITS: usize = 14;
    let mut sums = Sums::<ByClass<CircumstanceFigures>>::new(frame);
    frame
        .fetch_by_status(tx, &CIRCUMSTANCES, &[day.into()], |row| {
            let class: Class = row.text(3)?.parse()?;
            let Some(figures) = sums.row(kept(row, 0)?) else { return Ok(()) };
            let number = |at: usize| Ok::<i64, ground::Problem>(row.opt_int(at)?.unwrap_or(0));
            let mut here = CircumstanceFigures {
                total: count(row, 4)?,
                no_cause: count(row, 6)?,
                children: number(8)?,
                children_health: number(9)?,
                children_education: number(10)?,
                children_unknown: number(11)?,
                ..CircumstanceFigures::default()
            };
            for (at, sum) in here.causes.iter_mut().chain(&mut here.needs).enumerate() {
                sum.households = number(FIRST + at)?;
                sum.persons = number(FIRST + BITS + at)?;
            }
            *figures.of_mut(class) += here;
            Ok(())
        })
        .await?;
    Ok(sums.table())
}
