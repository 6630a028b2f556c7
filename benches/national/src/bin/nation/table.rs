//! Figures as CSV, to be compared with the other engines' results.

use std::path::Path;

use anyhow::Result;
use law::{Area, Class};
use measures::planes::{By, Figures, Tally};

/// Writes every group: breakdown, key, then all counts of households and of persons.
pub(crate) fn write(figures: &Figures, path: &Path) -> Result<()> {
    let mut out = csv::Writer::from_path(path)?;
    for (unit, tally) in figures.by_unit() {
        line(&mut out, figures, "commune", unit.code, tally)?;
    }
    for (code, total) in figures.by_province() {
        line(&mut out, figures, "province", code, total.tally())?;
    }
    for (area, total) in figures.by_area() {
        line(&mut out, figures, "area", u32::from(area == Some(Area::Urban)), total.tally())?;
    }
    for (group, tally) in figures.by_ethnicity() {
        line(&mut out, figures, "ethnicity", group, tally)?;
    }
    line(&mut out, figures, "nation", 0, figures.total().tally())?;
    out.flush()?;
    Ok(())
}

fn line(
    out: &mut csv::Writer<std::fs::File>,
    figures: &Figures,
    breakdown: &str,
    key: u32,
    tally: Tally<'_>,
) -> Result<()> {
    let mut record = vec![breakdown.to_owned(), key.to_string()];
    for by in By::BOTH {
        let classes = [Class::Poor, Class::NearPoor, Class::NotPoor, Class::Undetermined];
        let mut counts = vec![tally.all(by), tally.counted(by), tally.poor(by)];
        counts.extend(classes.map(|class| tally.class(class, by)));
        counts.extend((0..figures.indicators().len()).map(|at| tally.raw(at, by)));
        counts.extend((0..figures.indicators().len()).map(|at| tally.censored(at, by)));
        record.extend(counts.iter().map(u64::to_string));
        record.push(tally.adjusted(by).map_or_else(String::new, |m0| format!("{m0:.15}")));
    }
    out.write_record(record)?;
    Ok(())
}
