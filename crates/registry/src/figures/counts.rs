//! Households of each class on a day, and who they are: tables 1, 8, 9, 12 and 13.

use ground::{Day, Result};
use law::Class;
use store::{Row, Tx, among_units};

use super::frame::{Frame, Sums, household_if, kept};
use super::model::{
    ByClass, ClassFigures, Count, EthnicityFigures, GroupFigures, ReviewFigures, SummaryFigures,
    Table, UnitRow,
};
use super::residents::residents;
use crate::ethnicity::is_minority;
use crate::household::Groups;

store::statements! {
    TALLY = "registry.figures.tally":
        concat!("SELECT s.unit_id, h.unit_id, h.unit_before, s.class, COUNT(*), CAST(SUM(s.members) AS BIGINT)
         FROM status s", household_if!("$34", "s"),
         "WHERE s.unit_id IN ", among_units!(), "
           AND s.from_day <= $33 AND (s.to_day IS NULL OR s.to_day >= $33)
         GROUP BY s.unit_id, h.unit_id, h.unit_before, s.class");
    PROFILE = "registry.figures.profile":
        concat!("SELECT unit, now, before, class, ethnicity, groups, COUNT(*), CAST(SUM(members) AS BIGINT)
         FROM (SELECT s.unit_id AS unit, h.unit_id AS now, h.unit_before AS before, s.class AS class,
             h.ethnicity AS ethnicity, COALESCE(v.groups, h.groups) AS groups, s.members AS members
           FROM status s JOIN household h ON h.id = s.household_id LEFT JOIN visit v ON v.id = s.visit_id
           WHERE s.unit_id IN ", among_units!(), " AND s.class IN ('poor', 'near_poor')
             AND s.from_day <= $33 AND (s.to_day IS NULL OR s.to_day >= $33)) AS p
         GROUP BY unit, now, before, class, ethnicity, groups");
}

/// Households and persons by unit and class on a day.
pub async fn tally(tx: &mut Tx, frame: &Frame<'_>, day: Day) -> Result<Table<ClassFigures>> {
    let mut sums = Sums::<ClassFigures>::new(frame);
    frame
        .fetch_by_status(tx, &TALLY, &[day.into()], |row| {
            let class: Class = row.text(3)?.parse()?;
            if let Some(figures) = sums.row(kept(row, 0)?) {
                *figures.of_mut(class) += count(row, 4)?;
            }
            Ok(())
        })
        .await?;
    Ok(sums.table())
}

/// Table 1: official result of the review, with the denominators of `year`.
pub async fn review(
    tx: &mut Tx,
    frame: &Frame<'_>,
    day: Day,
    year: i32,
) -> Result<Table<ReviewFigures>> {
    let tally = tally(tx, frame, day).await?;
    review_of(tx, frame, tally, year).await
}

/// The same of households that are counted already.
pub async fn review_of(
    tx: &mut Tx,
    frame: &Frame<'_>,
    tally: Table<ClassFigures>,
    year: i32,
) -> Result<Table<ReviewFigures>> {
    let residents = residents(tx, frame, year).await?;
    let rows = tally.rows.into_iter().map(|row| UnitRow {
        unit: row.unit,
        figures: ReviewFigures {
            residents: residents.of(row.unit).copied().flatten(),
            classes: row.figures,
        },
    });
    let rows = rows.collect();
    Ok(Table { rows, total: ReviewFigures { residents: residents.total, classes: tally.total } })
}

/// Table 8, and the group columns of tables 12 and 13.
pub async fn groups(
    tx: &mut Tx,
    frame: &Frame<'_>,
    day: Day,
) -> Result<Table<ByClass<GroupFigures>>> {
    profile(tx, frame, day, |figures: &mut GroupFigures, _, groups, count| {
        figures.total += count;
        let mut in_one = false;
        for (group, sum) in [
            (Groups::MINORITY, &mut figures.minority),
            (Groups::NO_LABOUR, &mut figures.no_labour),
            (Groups::MERIT, &mut figures.merit),
        ] {
            if groups.has(group) {
                *sum += count;
                in_one = true;
            }
        }
        if !in_one {
            figures.other += count;
        }
        if groups.has(Groups::LOCAL_ETHNIC) {
            figures.local_ethnic += count;
        }
        if groups.has(Groups::FEMALE_HEAD) {
            figures.female_head += count;
        }
    })
    .await
}

/// Table 9: by ethnic group of the household.
pub async fn ethnicities(
    tx: &mut Tx,
    frame: &Frame<'_>,
    day: Day,
) -> Result<Table<ByClass<EthnicityFigures>>> {
    profile(tx, frame, day, |figures: &mut EthnicityFigures, ethnicity, groups, count| {
        figures.total += count;
        let minority = ethnicity.map_or(groups.has(Groups::MINORITY), is_minority);
        if minority {
            figures.minority += count;
        }
        match ethnicity {
            Some(name) => *figures.groups.entry(name.to_owned()).or_default() += count,
            None if !minority => figures.unknown += count,
            None => {}
        }
    })
    .await
}

/// Tables 12 and 13: summary of the poor and of the near-poor, with the denominators of `year`.
pub async fn summary(
    tx: &mut Tx,
    frame: &Frame<'_>,
    day: Day,
    year: i32,
) -> Result<ByClass<Table<SummaryFigures>>> {
    let residents = residents(tx, frame, year).await?;
    let groups = groups(tx, frame, day).await?;
    let ethnic = ethnicities(tx, frame, day).await?;
    let table = |groups_of: fn(&ByClass<GroupFigures>) -> GroupFigures,
                 ethnic_of: fn(&ByClass<EthnicityFigures>) -> &EthnicityFigures| {
        let rows = groups.rows.iter().map(|row| UnitRow {
            unit: row.unit,
            figures: SummaryFigures {
                residents: residents.of(row.unit).copied().flatten(),
                class: groups_of(&row.figures),
                kinh: ethnic.of(row.unit).map(|e| ethnic_of(e).kinh()).unwrap_or_default(),
            },
        });
        let total = SummaryFigures {
            residents: residents.total,
            class: groups_of(&groups.total),
            kinh: ethnic_of(&ethnic.total).kinh(),
        };
        Table { rows: rows.collect(), total }
    };
    Ok(ByClass {
        poor: table(|both| both.poor, |both| &both.poor),
        near_poor: table(|both| both.near_poor, |both| &both.near_poor),
    })
}

async fn profile<T>(
    tx: &mut Tx,
    frame: &Frame<'_>,
    day: Day,
    mut add: impl FnMut(&mut T, Option<&str>, Groups, Count) + Send,
) -> Result<Table<ByClass<T>>>
where
    T: Default + Clone + Send + std::ops::AddAssign,
{
    let mut sums = Sums::<ByClass<T>>::new(frame);
    frame
        .fetch(tx, &PROFILE, &[day.into()], |row| {
            let class: Class = row.text(3)?.parse()?;
            if let Some(figures) = sums.row(kept(row, 0)?) {
                let ethnicity = row.opt_text(4)?;
                let count = count(row, 6)?;
                add(figures.of_mut(class), ethnicity.as_deref(), Groups(row.int(5)?), count);
            }
            Ok(())
        })
        .await?;
    Ok(sums.table())
}

impl ClassFigures {
    /// The count of one class.
    pub fn of(&self, class: Class) -> Count {
        match class {
            Class::Poor => self.poor,
            Class::NearPoor => self.near_poor,
            Class::AverageLiving => self.average,
            Class::NotPoor => self.not_poor,
            Class::Undetermined => self.undetermined,
        }
    }

    /// The households of a class.
    pub fn of_mut(&mut self, class: Class) -> &mut Count {
        match class {
            Class::Poor => &mut self.poor,
            Class::NearPoor => &mut self.near_poor,
            Class::AverageLiving => &mut self.average,
            Class::NotPoor => &mut self.not_poor,
            Class::Undetermined => &mut self.undetermined,
        }
    }
}

impl<T> ByClass<T> {
    /// The figures of [`Class::Poor`]; of the near-poor for any other class.
    pub fn of(&self, class: Class) -> &T {
        if class == Class::Poor { &self.poor } else { &self.near_poor }
    }

    /// As [`ByClass::of`], to add to.
    pub fn of_mut(&mut self, class: Class) -> &mut T {
        if class == Class::Poor { &mut self.poor } else { &mut self.near_poor }
    }
}

/// Households and persons in columns `at` and `at + 1`.
pub(super) fn count(row: &Row, at: usize) -> Result<Count> {
    Ok(Count { households: row.int(at)?, persons: row.int(at + 1)? })
}
