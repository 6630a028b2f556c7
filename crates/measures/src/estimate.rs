//! Two passes over the sample: totals of every group, then the spread of the linearised cluster totals.

use std::ops::Range;

use crate::domains::{Breakdown, Contrast, Domains};
use crate::figures::Figures;
use crate::sample::Sample;
use crate::spread::Spread;
use crate::table::MISSING;

/// The value of every figure in every domain, and what its linearisation needs.
pub(crate) struct Totals {
    figures: usize,
    /// Numerator over denominator, without the figure's factor; 0 where undefined.
    ratio: Vec<f64>,
    /// Factor over denominator; 0 where undefined, so that its linearised values vanish.
    scale: Vec<f64>,
    /// Not-a-number where the denominator is zero.
    value: Vec<f64>,
}

impl Totals {
    /// The first pass, half of the rows in a thread of its own.
    pub(crate) fn gather(figures: &Figures, sample: &Sample, domains: &Domains) -> Totals {
        let middle = sample.rows.len() / 2;
        let (mut sums, others) = std::thread::scope(|scope| {
            let first = scope.spawn(|| sums(figures, sample, domains, 0..middle));
            let second = sums(figures, sample, domains, middle..sample.rows.len());
            (first.join().expect("adding up ends"), second)
        });
        sums.iter_mut().zip(others).for_each(|(sum, other)| *sum += other);
        Totals::of(figures, sums)
    }

    /// From the sums of every domain, one after the other.
    pub(crate) fn of(figures: &Figures, mut sums: Vec<f64>) -> Totals {
        let (width, count) = (figures.width, sums.len() / figures.width);
        let mut totals = Totals {
            figures: figures.list.len(),
            ratio: Vec::with_capacity(count * figures.list.len()),
            scale: Vec::with_capacity(count * figures.list.len()),
            value: Vec::with_capacity(count * figures.list.len()),
        };
        for sums in sums.chunks_mut(width) {
            figures.complete(sums);
            for figure in &figures.list {
                let (top, bottom) = (sums[figure.numerator], sums[figure.denominator]);
                let defined = bottom > 0.0;
                totals.ratio.push(if defined { top / bottom } else { 0.0 });
                totals.scale.push(if defined { figure.factor / bottom } else { 0.0 });
                totals.value.push(if defined { figure.factor * (top / bottom) } else { f64::NAN });
            }
        }
        totals
    }

    /// The values of a domain, one per figure; not-a-number where undefined.
    pub(crate) fn values(&self, domain: usize) -> &[f64] {
        &self.value[domain * self.figures..][..self.figures]
    }

    /// The linearised values (y − R·x) / X of the sums of one cluster in a domain.
    fn linearise(&self, figures: &Figures, domain: usize, sums: &[f64], into: &mut [f64]) {
        let all = domain * self.figures..(domain + 1) * self.figures;
        let constants = self.ratio[all.clone()].iter().zip(&self.scale[all]);
        for ((figure, (ratio, scale)), into) in figures.list.iter().zip(constants).zip(into) {
            *into = scale * (sums[figure.numerator] - ratio * sums[figure.denominator]);
        }
    }
}

/// The sums of some rows in every domain, one after the other.
fn sums(figures: &Figures, sample: &Sample, domains: &Domains, rows: Range<usize>) -> Vec<f64> {
    let width = figures.width;
    let mut sums = vec![0.0; domains.sizes.len() * width];
    for breakdown in &domains.breakdowns {
        for row in rows.clone() {
            let domain = breakdown.of_row[row];
            if domain != MISSING {
                let sums = &mut sums[domain as usize * width..][..width];
                figures.add(sums, sample.weight[row], sample.deprived[row], sample.score[row]);
            }
        }
    }
    sums
}

/// The variances of all levels and changes.
pub(crate) struct Spreads {
    /// Of each domain.
    pub levels: Spread,
    /// Of each contrast: later less earlier.
    pub absolute: Spread,
    /// Of each contrast: later divided by earlier.
    pub ratio: Spread,
}

/// The second pass, stratum by stratum and cluster by cluster.
pub(crate) fn spreads(
    figures: &Figures,
    sample: &Sample,
    domains: &Domains,
    totals: &Totals,
) -> Spreads {
    let strata = sample.strata.iter().map(|stratum| Stratum {
        clusters: stratum.iter().map(|rows| (rows.clone(), 1)).collect(),
        count: stratum.len() as u64,
    });
    spreads_of(figures, domains, totals, strata, |row, cluster| {
        for breakdown in &domains.breakdowns {
            cluster.add(figures, sample, breakdown, row);
        }
    })
}

/// Where the clusters of a stratum stand.
pub(crate) struct Stratum {
    /// Ranges of positions, each with how many clusters alike it stands for.
    pub clusters: Vec<(Range<usize>, u64)>,
    /// How many clusters there are.
    pub count: u64,
}

/// The same of anything that adds the sums at a position to a cluster.
pub(crate) fn spreads_of(
    figures: &Figures,
    domains: &Domains,
    totals: &Totals,
    strata: impl Iterator<Item = Stratum>,
    mut fill: impl FnMut(usize, &mut Cluster),
) -> Spreads {
    let count = figures.list.len();
    let mut spreads = Spreads {
        levels: Spread::new(domains.sizes.len(), count),
        absolute: Spread::new(domains.contrasts.len(), count),
        ratio: Spread::new(domains.contrasts.len(), count),
    };
    let compared = Compared::of(domains);
    let mut cluster = Cluster::new(domains.sizes.len(), figures.width, count);
    for stratum in strata {
        for (positions, alike) in stratum.clusters {
            for position in positions {
                fill(position, &mut cluster);
            }
            cluster.linearise(figures, totals);
            for &domain in &cluster.touched {
                spreads.levels.add(domain, alike, cluster.linear(domain).iter().copied());
                for &(number, is_from) in compared.with(domain) {
                    let contrast = &domains.contrasts[number];
                    // Once per cluster, though both its domains may occur in it.
                    if is_from || !cluster.has(contrast.from) {
                        spreads.add_contrast(number, alike, contrast, &cluster, totals);
                    }
                }
            }
            cluster.clear();
        }
        spreads.levels.close(stratum.count);
        spreads.absolute.close(stratum.count);
        spreads.ratio.close(stratum.count);
    }
    spreads
}

impl Spreads {
    fn add_contrast(
        &mut self,
        number: usize,
        alike: u64,
        contrast: &Contrast,
        cluster: &Cluster,
        totals: &Totals,
    ) {
        let (earlier, later) = (cluster.linear(contrast.from), cluster.linear(contrast.to));
        let both = || earlier.iter().zip(later);
        self.absolute.add(number, alike, both().map(|(earlier, later)| later - earlier));
        let values = totals.values(contrast.from).iter().zip(totals.values(contrast.to));
        let linear = both().zip(values).map(|((earlier, later), (from, to))| {
            // Undefined ratios are never shown; zero keeps them from spoiling anything.
            if *from > 0.0 && to.is_finite() { (later - to / from * earlier) / from } else { 0.0 }
        });
        self.ratio.add(number, alike, linear);
    }
}

/// The contrasts each domain takes part in, and whether as the earlier one.
struct Compared {
    list: Vec<(usize, bool)>,
    start: Vec<usize>,
}

impl Compared {
    fn of(domains: &Domains) -> Compared {
        let mut pairs: Vec<(usize, usize, bool)> = Vec::new();
        for (number, contrast) in domains.contrasts.iter().enumerate() {
            pairs.push((contrast.from, number, true));
            pairs.push((contrast.to, number, false));
        }
        pairs.sort_unstable();
        let start = (0..=domains.sizes.len())
            .map(|domain| pairs.partition_point(|pair| pair.0 < domain))
            .collect();
        Compared {
            list: pairs.into_iter().map(|(_, number, from)| (number, from)).collect(),
            start,
        }
    }

    fn with(&self, domain: usize) -> &[(usize, bool)] {
        &self.list[self.start[domain]..self.start[domain + 1]]
    }
}

/// The sums of one cluster in each domain that occurs in it; reused for the next.
pub(crate) struct Cluster {
    touched: Vec<usize>,
    present: Vec<bool>,
    sums: Vec<f64>,
    linear: Vec<f64>,
    width: usize,
    figures: usize,
}

impl Cluster {
    fn new(domains: usize, width: usize, figures: usize) -> Cluster {
        Cluster {
            touched: Vec::new(),
            present: vec![false; domains],
            sums: vec![0.0; domains * width],
            linear: vec![0.0; domains * figures],
            width,
            figures,
        }
    }

    fn add(&mut self, figures: &Figures, sample: &Sample, breakdown: &Breakdown, row: usize) {
        let domain = breakdown.of_row[row];
        if domain == MISSING {
            return;
        }
        let sums = self.sums(domain as usize);
        figures.add(sums, sample.weight[row], sample.deprived[row], sample.score[row]);
    }

    /// The sums of a domain, to add to.
    pub(crate) fn sums(&mut self, domain: usize) -> &mut [f64] {
        if !self.present[domain] {
            self.present[domain] = true;
            self.touched.push(domain);
        }
        &mut self.sums[domain * self.width..][..self.width]
    }

    fn linearise(&mut self, figures: &Figures, totals: &Totals) {
        for &domain in &self.touched {
            let sums = &mut self.sums[domain * self.width..][..self.width];
            figures.complete(sums);
            let linear = &mut self.linear[domain * self.figures..][..self.figures];
            totals.linearise(figures, domain, sums, linear);
        }
    }

    fn has(&self, domain: usize) -> bool {
        self.present[domain]
    }

    /// Zeros for a domain that does not occur in the cluster.
    fn linear(&self, domain: usize) -> &[f64] {
        &self.linear[domain * self.figures..][..self.figures]
    }

    fn clear(&mut self) {
        for domain in self.touched.drain(..) {
            self.present[domain] = false;
            self.sums[domain * self.width..][..self.width].fill(0.0);
            self.linear[domain * self.figures..][..self.figures].fill(0.0);
        }
    }
}
