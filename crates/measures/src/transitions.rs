//! Who moved from which class to which between two times.

use std::collections::{BTreeMap, HashMap};

use ground::Problem;

use crate::table::{MISSING, Table};

/// So many units moved between two classes (or stayed) between two neighbouring times.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Transition {
    /// Earlier time.
    pub from: String,
    /// Later time.
    pub to: String,
    /// Class at the earlier time; none for a unit that is only there at the later.
    pub before: Option<String>,
    /// Class at the later time; none for a unit that is only there at the earlier.
    pub after: Option<String>,
    /// How many units.
    pub n: u64,
}

/// Follows each unit of the `id` column through the `time` column by its `class`.
///
/// A row without id, class or time is not followed (its unit counts as absent at that time). Refused
/// is a unit that occurs twice at one time. Rows come in order of times, then classes, absent last.
pub fn transitions(
    table: &Table,
    id: &str,
    class: &str,
    time: &str,
) -> Result<Vec<Transition>, Vec<Problem>> {
    let one = |problem| vec![problem];
    let units = table.levels(id).map_err(one)?;
    let classes = table.levels(class).map_err(one)?;
    let times = table.levels(time).map_err(one)?;
    let mut rounds: Vec<HashMap<u32, u32>> = vec![HashMap::new(); times.labels.len()];
    for row in 0..table.rows() {
        let (unit, class, time) = (units.codes[row], classes.codes[row], times.codes[row]);
        if [unit, class, time].contains(&MISSING) {
            continue;
        }
        if rounds[time as usize].insert(unit, class).is_some() {
            let unit = &units.labels[unit as usize];
            let problem = table.cell("measures.transition.id_twice", row, id, unit);
            return Err(vec![problem.with("time", times.labels[time as usize].as_str())]);
        }
    }
    let mut all = Vec::new();
    for (at, pair) in rounds.windows(2).enumerate() {
        // MISSING sorts last, as the absent should.
        let mut counts: BTreeMap<(u32, u32), u64> = BTreeMap::new();
        for (unit, &before) in &pair[0] {
            let after = pair[1].get(unit).copied().unwrap_or(MISSING);
            *counts.entry((before, after)).or_default() += 1;
        }
        for (_, &after) in pair[1].iter().filter(|(unit, _)| !pair[0].contains_key(unit)) {
            *counts.entry((MISSING, after)).or_default() += 1;
        }
        let label = |class: u32| classes.labels.get(class as usize).cloned();
        all.extend(counts.into_iter().map(|((before, after), n)| Transition {
            from: times.labels[at].clone(),
            to: times.labels[at + 1].clone(),
            before: label(before),
            after: label(after),
            n,
        }));
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(csv: &str) -> Result<Vec<String>, String> {
        let table = Table::read_csv(csv.as_bytes(), "t.csv").unwrap();
        let name = |class: &Option<String>| class.clone().unwrap_or("-".into());
        match transitions(&table, "id", "class", "year") {
            Ok(all) => Ok(all
                .iter()
                .map(|t| {
                    format!("{}-{} {}→{} {}", t.from, t.to, name(&t.before), name(&t.after), t.n)
                })
                .collect()),
            Err(problems) => Err(problems[0].to_string()),
        }
    }

    #[test]
    fn units_are_followed_from_year_to_year() {
        let csv = "id,class,year\n1,poor,2022\n2,poor,2022\n3,near,2022\n4,near,2022\n\
                   1,near,2023\n2,poor,2023\n3,near,2023\n5,poor,2023\n1,none,2024\n";
        assert_eq!(
            shown(csv).unwrap(),
            [
                "2022-2023 near→near 1",
                "2022-2023 near→- 1",
                "2022-2023 poor→near 1",
                "2022-2023 poor→poor 1",
                "2022-2023 -→poor 1",
                "2023-2024 near→none 1",
                "2023-2024 near→- 1",
                "2023-2024 poor→- 2",
            ]
        );
    }

    #[test]
    fn a_unit_cannot_be_in_two_classes_at_once() {
        assert_eq!(
            shown("id,class,year\n07,poor,2022\n07,near,2022\n").unwrap_err(),
            r#"measures.transition.id_twice file="t.csv" row=3 column="id" value="07" time="2022""#
        );
    }
}
