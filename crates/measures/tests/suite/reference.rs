//! A second, slow and literal implementation of the formulas in `docs/measures.md`, to compare with.

use std::collections::BTreeMap;

use proptest::prelude::*;

/// One surveyed household.
#[derive(Clone, Debug)]
pub(crate) struct Household {
    pub(crate) flags: [bool; 4],
    pub(crate) weight: f64,
    pub(crate) stratum: u8,
    pub(crate) cluster: u8,
    pub(crate) group: u8,
    pub(crate) time: u8,
}

/// Weights of the four indicators: two dimensions of one and three.
pub(crate) const WEIGHTS: [f64; 4] = [0.5, 1.0 / 6.0, 1.0 / 6.0, 1.0 / 6.0];

pub(crate) const SPEC: &str = "\
k = [34, 60]
over = ['g']
time = 't'
year = 't'
survey = { weight = 'w', cluster = 'psu', strata = 'st' }
dimensions = { x = ['a'], y = ['b', 'c', 'd'] }
";

/// Samples small enough for strata of one cluster, empty groups and nobody poor to come up.
pub(crate) fn samples() -> impl Strategy<Value = Vec<Household>> {
    let household =
        (prop::array::uniform4(any::<bool>()), 1u32..40, 0u8..3, 0u8..4, 0u8..3, 0u8..3).prop_map(
            |(flags, weight, stratum, cluster, group, time)| Household {
                flags,
                weight: f64::from(weight) / 8.0,
                stratum,
                cluster,
                group,
                time,
            },
        );
    prop::collection::vec(household, 1..60)
}

pub(crate) fn csv(households: &[Household]) -> String {
    let line = |h: &Household| {
        let flags = h.flags.map(|flag| if flag { "1" } else { "0" }).join(",");
        let time = 2016 + 3 * u32::from(h.time);
        format!("{flags},{},{},{},{},{time}\n", h.weight, h.cluster, h.stratum, h.group)
    };
    let lines: String = households.iter().map(line).collect();
    format!("a,b,c,d,w,psu,st,g,t\n{lines}")
}

impl Household {
    pub(crate) fn score(&self) -> f64 {
        self.flags.iter().zip(WEIGHTS).filter(|(flag, _)| **flag).map(|(_, w)| w).sum()
    }

    pub(crate) fn poor(&self, k: f64) -> f64 {
        f64::from(u8::from(self.score() >= k / 100.0 - 1e-9))
    }

    pub(crate) fn flag(&self, indicator: usize) -> f64 {
        f64::from(u8::from(self.flags[indicator]))
    }
}

/// A ratio of weighted sums over some households: its value, and each household's influence
/// w·(y − R·x)/X, in the order of the whole sample with zeros outside.
pub(crate) fn ratio(
    households: &[Household],
    inside: impl Fn(&Household) -> bool,
    top: impl Fn(&Household) -> f64,
    bottom: impl Fn(&Household) -> f64,
) -> Option<(f64, Vec<f64>)> {
    let sum = |of: &dyn Fn(&Household) -> f64| -> f64 {
        households.iter().filter(|h| inside(h)).map(|h| h.weight * of(h)).sum()
    };
    let (y, x) = (sum(&top), sum(&bottom));
    if x == 0.0 {
        return None;
    }
    let influence = |h: &Household| {
        if inside(h) { h.weight * (top(h) - y / x * bottom(h)) / x } else { 0.0 }
    };
    Some((y / x, households.iter().map(influence).collect()))
}

/// Covariance of two estimates from their influences: per stratum n/(n−1) Σ (z₁−z̄₁)(z₂−z̄₂) over
/// cluster totals; a lone cluster about zero.
pub(crate) fn covariance(households: &[Household], first: &[f64], second: &[f64]) -> f64 {
    let mut strata: BTreeMap<u8, BTreeMap<u8, (f64, f64)>> = BTreeMap::new();
    for ((h, a), b) in households.iter().zip(first).zip(second) {
        let cluster = strata.entry(h.stratum).or_default().entry(h.cluster).or_default();
        cluster.0 += a;
        cluster.1 += b;
    }
    let of_stratum = |clusters: &BTreeMap<u8, (f64, f64)>| {
        let n = clusters.len() as f64;
        if clusters.len() == 1 {
            return clusters.values().map(|(a, b)| a * b).sum::<f64>();
        }
        let mean = |of: fn(&(f64, f64)) -> f64| clusters.values().map(of).sum::<f64>() / n;
        let (a, b) = (mean(|c| c.0), mean(|c| c.1));
        n / (n - 1.0) * clusters.values().map(|c| (c.0 - a) * (c.1 - b)).sum::<f64>()
    };
    strata.values().map(of_stratum).sum()
}

/// Degrees of freedom: clusters less strata.
pub(crate) fn degrees(households: &[Household]) -> usize {
    let mut clusters: Vec<_> = households.iter().map(|h| (h.stratum, h.cluster)).collect();
    clusters.sort_unstable();
    clusters.dedup();
    let all = clusters.len();
    clusters.dedup_by_key(|cluster| cluster.0);
    all - clusters.len()
}
