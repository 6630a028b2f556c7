//! Who became poor, who left poverty, and who stayed: the same households at two times.
//!
//! A household (or person) that is there at both times counts once, with the weight, the place in
//! the survey design and the groups of the earlier time. The four shares are then uncensored headcounts
//! of a table with one row per household, and are estimated as such, errors and intervals included.

use std::collections::HashMap;

use ground::Problem;

use crate::Measure;
use crate::domains::{Span, spans};
use crate::output::{Change, Estimate};
use crate::sample::Sample;
use crate::spec::{Indicator, Spec, Survey};
use crate::table::{Column, Levels, MISSING, Table};

/// Names in the output: poor or not at the earlier time, then at the later.
pub(crate) const KINDS: [(&str, bool, bool); 4] = [
    ("poor_poor", true, true),
    ("poor_not", true, false),
    ("not_poor", false, true),
    ("not_not", false, false),
];

/// Cut-offs whose shares fit one table.
pub(crate) const CUTOFFS: usize = Spec::MOST_INDICATORS / KINDS.len();

/// The shares of those who moved and stayed between neighbouring times, and between the first and the
/// last; nothing where the specification names no column of households.
///
/// # Errors
/// `measures.transition.id_twice` when a household has two rows at one time.
pub(crate) fn estimates(
    spec: &Spec,
    table: &Table,
    sample: &Sample,
) -> Result<Vec<Estimate>, Vec<Problem>> {
    let (Some(household), Some(time)) = (&spec.household, &spec.time) else {
        return Ok(Vec::new());
    };
    let times = table.levels(time).map_err(|problem| vec![problem])?;
    let rounds = rounds(table, household, &times, sample)?;
    let present: Vec<usize> = (0..rounds.len()).filter(|time| !rounds[*time].is_empty()).collect();
    let mut all = Vec::new();
    for span in spans(&present) {
        let (earlier, later) = (&rounds[span.from], &rounds[span.to]);
        let both =
            earlier.iter().filter_map(|(household, was)| Some((*was, *later.get(household)?)));
        let mut pairs: Vec<(usize, usize)> = both.collect();
        // In the order of the survey design, as everything is added up.
        pairs.sort_unstable();
        if pairs.is_empty() {
            continue;
        }
        for cutoffs in spec.cutoffs.chunks(CUTOFFS) {
            let panel = Panel { spec, table, sample, pairs: &pairs, cutoffs };
            all.extend(panel.estimates(span, &times.labels)?);
        }
    }
    Ok(all)
}

/// Of each time, where each household stands in the sample.
fn rounds(
    table: &Table,
    column: &str,
    times: &Levels,
    sample: &Sample,
) -> Result<Vec<HashMap<u32, usize>>, Vec<Problem>> {
    let households = table.levels(column).map_err(|problem| vec![problem])?;
    let mut rounds = vec![HashMap::new(); times.labels.len()];
    for (at, row) in sample.rows.iter().map(|row| *row as usize).enumerate() {
        let (household, time) = (households.codes[row], times.codes[row] as usize);
        if household != MISSING && rounds[time].insert(household, at).is_some() {
            let household = &households.labels[household as usize];
            let problem = table.cell("measures.transition.id_twice", row, column, household);
            return Err(vec![problem.with("time", times.labels[time].as_str())]);
        }
    }
    Ok(rounds)
}

/// The households that are there at both times of a span: their places in the sample then and later.
struct Panel<'a> {
    spec: &'a Spec,
    table: &'a Table,
    sample: &'a Sample,
    pairs: &'a [(usize, usize)],
    cutoffs: &'a [f64],
}

impl Panel<'_> {
    fn estimates(&self, span: Span, times: &[String]) -> Result<Vec<Estimate>, Vec<Problem>> {
        let columns = self.columns().map_err(|problem| vec![problem])?;
        let table = Table::new(self.table.name(), columns).map_err(|problem| vec![problem])?;
        let found = crate::run(&spec_of(self.spec, self.cutoffs.len()), &table)?.estimates;
        Ok(moved(found, self.cutoffs, &times[span.from], &times[span.to]).collect())
    }

    fn columns(&self) -> Result<Vec<(String, Column)>, Problem> {
        let number = |of: &dyn Fn(usize, usize) -> f64| {
            Column::Number(self.pairs.iter().map(|(was, is)| of(*was, *is)).collect())
        };
        let mut columns = Vec::new();
        for (k, percent) in self.cutoffs.iter().enumerate() {
            let poor = |at: usize| self.sample.score[at] >= percent / 100.0;
            for (kind, before, after) in KINDS {
                let of = |was, is| f64::from(u8::from((poor(was), poor(is)) == (before, after)));
                columns.push((name(kind, k), number(&of)));
            }
        }
        let (strata, clusters) = self.design();
        columns.push((WEIGHT.to_owned(), number(&|was, _| self.sample.weight[was])));
        columns.push((STRATUM.to_owned(), number(&|was, _| strata[was])));
        columns.push((CLUSTER.to_owned(), number(&|was, _| clusters[was])));
        for over in &self.spec.over {
            let Levels { codes, labels } = self.table.levels(over)?;
            let codes = self.pairs.iter().map(|(was, _)| codes[self.sample.rows[*was] as usize]);
            columns.push((over.clone(), Column::Text { codes: codes.collect(), labels }));
        }
        Ok(columns)
    }

    /// The numbers of stratum and cluster of every place in the sample.
    fn design(&self) -> (Vec<f64>, Vec<f64>) {
        let all = self.sample.rows.len();
        let (mut strata, mut clusters) = (vec![0.0; all], vec![0.0; all]);
        for (stratum, ranges) in self.sample.strata.iter().enumerate() {
            for (cluster, range) in ranges.iter().enumerate() {
                strata[range.clone()].fill(stratum as f64);
                clusters[range.clone()].fill(cluster as f64);
            }
        }
        (strata, clusters)
    }
}

// No column of a table can be mistaken for these.
pub(crate) const WEIGHT: &str = "@weight";
pub(crate) const CLUSTER: &str = "@cluster";
pub(crate) const STRATUM: &str = "@stratum";

/// The shares of so many cut-offs as indicators; each is called by its kind and the number of its cut-off.
pub(crate) fn spec_of(spec: &Spec, cutoffs: usize) -> Spec {
    let kinds = (0..cutoffs).flat_map(|k| KINDS.map(|kind| name(kind.0, k)));
    let indicator = |column| Indicator { column, dimension: 0, weight: 1.0 };
    let Survey { weight, cluster, strata } = &spec.survey;
    let given = |of: &Option<String>, name: &str| of.as_ref().map(|_| name.to_owned());
    Spec {
        dimensions: vec!["@".to_owned()],
        indicators: kinds.map(indicator).collect(),
        cutoffs: Vec::new(),
        over: spec.over.clone(),
        time: None,
        year: None,
        household: None,
        survey: Survey {
            weight: given(weight, WEIGHT),
            cluster: given(cluster, CLUSTER),
            strata: given(strata, STRATUM),
        },
    }
}

/// What was found for [`spec_of`] these cut-offs, as shares of those who moved and stayed.
pub(crate) fn moved<'a>(
    found: Vec<Estimate>,
    cutoffs: &'a [f64],
    from: &'a str,
    to: &'a str,
) -> impl Iterator<Item = Estimate> + 'a {
    let uncensored = found.into_iter().filter(|one| one.measure == Measure::Hd);
    uncensored.filter_map(move |one| {
        let (kind, cutoff) = one.indicator.as_deref()?.split_once('@')?;
        Some(Estimate {
            measure: Measure::Transition,
            indicator: Some(kind.to_owned()),
            k: Some(cutoffs[cutoff.parse::<usize>().ok()?]),
            change: Change::None,
            from: Some(from.to_owned()),
            to: Some(to.to_owned()),
            ..one
        })
    })
}

pub(crate) fn name(kind: &str, cutoff: usize) -> String {
    format!("{kind}@{cutoff}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPEC: &str = "k = [50]\nover = ['area']\ntime = 'year'\n\
        [dimensions]\nx = ['a', 'b']\n[transitions]\nhousehold = 'id'\n[survey]\nweight = 'w'\n";

    fn moved(csv: &str) -> Result<Vec<Estimate>, Vec<Problem>> {
        let table = Table::read_csv(csv.as_bytes(), "t.csv").unwrap();
        let output = crate::run(&Spec::parse(SPEC, "s.toml").unwrap(), &table)?;
        let all = output.estimates.into_iter();
        Ok(all.filter(|one| one.measure == Measure::Transition).collect())
    }

    /// Four households in two years, by hand: the first stays poor (weight 1), the second leaves (2), the
    /// third becomes poor (3), the fourth never is (4). A fifth is there once only, a sixth has no id.
    const CSV: &str = "id,year,area,a,b,w\n\
        1,2022,u,1,0,1\n2,2022,u,1,1,2\n3,2022,r,0,0,3\n4,2022,r,0,0,4\n5,2022,r,1,1,9\n,2022,r,1,1,9\n\
        1,2024,r,1,1,7\n2,2024,r,0,0,7\n3,2024,r,0,1,7\n4,2024,u,0,0,7\n";

    #[test]
    fn units_are_followed_with_the_weight_of_the_earlier_time() {
        let all = moved(CSV).unwrap();
        let share = |group: Option<&str>, kind: &str| {
            let mut of = all.iter().filter(|one| {
                one.group.as_deref() == group && one.indicator.as_deref() == Some(kind)
            });
            let found = of.next().expect("a share");
            assert_eq!((found.from.as_deref(), found.to.as_deref()), (Some("2022"), Some("2024")));
            assert_eq!((found.k, found.time.as_deref(), of.next()), (Some(50.0), None, None));
            (found.estimate.unwrap(), found.n)
        };
        for (group, kind, expected) in [
            (None, "poor_poor", (0.1, 4)),
            (None, "poor_not", (0.2, 4)),
            (None, "not_poor", (0.3, 4)),
            (None, "not_not", (0.4, 4)),
            (Some("u"), "poor_poor", (1.0 / 3.0, 2)),
            (Some("u"), "poor_not", (2.0 / 3.0, 2)),
            (Some("r"), "not_poor", (3.0 / 7.0, 2)),
            (Some("r"), "poor_poor", (0.0, 2)),
        ] {
            let (estimate, n) = share(group, kind);
            assert!((estimate - expected.0).abs() < 1e-12, "{group:?} {kind}: {estimate}");
            assert_eq!(n, expected.1);
        }
        // Every row a cluster: n/(n−1) Σ z², z = w (y − R) / Σ w.
        let rest = [(1.0, 1.0), (2.0, 0.0), (3.0, 0.0), (4.0, 0.0)];
        let rest = rest.map(|(w, y): (f64, f64)| w * (y - 0.1) / 10.0);
        let variance = 4.0 / 3.0 * rest.iter().map(|z| z * z).sum::<f64>();
        let stayed = all.iter().find(|one| one.over.is_none()).unwrap();
        assert!((stayed.se.unwrap() - variance.sqrt()).abs() < 1e-12, "{stayed:?}");
    }

    #[test]
    fn a_unit_cannot_be_twice_at_one_time() {
        let problems = moved(&format!("{CSV}1,2022,u,0,0,1\n")).unwrap_err();
        assert_eq!(
            problems[0].to_string(),
            r#"measures.transition.id_twice file="t.csv" row=12 column="id" value="1" time="2022""#
        );
    }

    #[test]
    fn nobody_is_followed_unless_asked_for() {
        let table = Table::read_csv(CSV.as_bytes(), "t.csv").unwrap();
        let (asked, rest) = SPEC.split_once("[transitions]").unwrap();
        let (_, survey) = rest.split_once("[survey]").unwrap();
        let plain = Spec::parse(&format!("{asked}[survey]{survey}"), "s.toml").unwrap();
        let (with, without) = (Spec::parse(SPEC, "s.toml").unwrap(), plain);
        let mut all = crate::run(&with, &table).unwrap().estimates;
        all.retain(|one| one.measure != Measure::Transition);
        assert_eq!(all, crate::run(&without, &table).unwrap().estimates);
    }
}
