//! Cases worked out on paper; the arithmetic stands beside each.

use measures::{Change, Exclusion, Measure, Reason};

use crate::{Which, near, pick, run};

/// Weights 1/2, 1/4, 1/4. Scores 0.5 (poor), 0.25, 0.5 (poor), 0, 1 (poor), 0.25 at k = 50 %.
/// Sampling weights 1, 1, 2, 1, 1, 2: together 8.
const SIX: &str = "\
a,b,c,w,psu,st,g
1,0,0,1,1,north,u
0,1,0,1,1,north,v
0,1,1,2,2,north,u
0,0,0,1,1,south,u
1,1,1,1,1,south,v
0,0,1,2,2,south,v
";

const SPEC: &str = "\
k = [50]
over = ['g']
survey = { weight = 'w', cluster = 'psu', strata = 'st' }
dimensions = { x = ['a'], y = ['b', 'c'] }
";

/// 97.5 % quantile of t with 2 degrees of freedom: 0.95·√(2/(1 − 0.95²)).
fn t2() -> f64 {
    0.95 * (2.0 / (1.0 - 0.95f64.powi(2))).sqrt()
}

#[test]
fn levels_of_the_whole() {
    let output = run(SPEC, SIX);
    let value = |measure, indicator| {
        pick(&output, measure, Which { indicator, ..Which::default() }).estimate
    };
    // Poor weight 1 + 2 + 1 = 4 of 8; weighted scores of the poor 0.5 + 1 + 1 = 2.5.
    near(value(Measure::H, None), 0.5);
    near(value(Measure::M0, None), 2.5 / 8.0);
    near(value(Measure::A, None), 2.5 / 4.0);
    // Deprived weight: a 1+1, b 1+2+1, c 2+1+2; among the poor: a 1+1, b 2+1, c 2+1.
    for (indicator, raw, censored, weight) in
        [("a", 2.0, 2.0, 0.5), ("b", 4.0, 3.0, 0.25), ("c", 5.0, 3.0, 0.25)]
    {
        let indicator = Some(indicator);
        near(value(Measure::Hd, indicator), raw / 8.0);
        near(value(Measure::Hdk, indicator), censored / 8.0);
        near(value(Measure::Actb, indicator), weight * censored / 8.0);
        near(value(Measure::Pctb, indicator), weight * censored / 2.5);
    }
    // Dimensions: x has 0.5·2 of the 2.5, y has 0.25·(3+3).
    near(value(Measure::Actb, Some("x")), 1.0 / 8.0);
    near(value(Measure::Pctb, Some("x")), 0.4);
    near(value(Measure::Actb, Some("y")), 1.5 / 8.0);
    near(value(Measure::Pctb, Some("y")), 0.6);
}

#[test]
fn errors_of_the_whole() {
    let output = run(SPEC, SIX);
    let error =
        |measure, indicator| pick(&output, measure, Which { indicator, ..Which::default() }).se;
    // With two clusters in a stratum, n/(n−1) Σ(z − z̄)² is just (z₁ − z₂)².
    // H: cluster totals of poor weight − 0.5·weight: 0, 1 | 0, −1; over 8.
    near(error(Measure::H, None), (2.0 / 64.0f64).sqrt());
    // M0: scores − 0.3125·weight: −0.125, 0.375 | 0.375, −0.625; over 8.
    near(error(Measure::M0, None), ((0.5f64.powi(2) + 1.0) / 64.0).sqrt());
    // A: scores − 0.625·poor weight: −0.125, −0.25 | 0.375, 0; over 4.
    near(error(Measure::A, None), ((0.125f64.powi(2) + 0.375f64.powi(2)) / 16.0).sqrt());
    // Contribution of a: 0.5·(deprived poor − 0.8·scores)/2.5: 0.12, −0.16 | 0.04, 0.
    near(error(Measure::Pctb, Some("a")), (0.28f64.powi(2) + 0.04f64.powi(2)).sqrt());
    // hdk of b: deprived poor − 0.375·weight: −0.75, 1.25 | 0.25, −0.75; over 8.
    let censored = ((4.0 + 1.0) / 64.0f64).sqrt();
    near(error(Measure::Hdk, Some("b")), censored);
    near(error(Measure::Actb, Some("b")), 0.25 * censored);
    // Degrees: 4 clusters − 2 strata. Interval of H = 1/2 on the logit scale: reach t·se/0.25.
    let h = pick(&output, Measure::H, Which::default());
    let reach = t2() * (2.0 / 64.0f64).sqrt() / 0.25;
    near(h.lower, 1.0 / (1.0 + reach.exp()));
    near(h.upper, 1.0 / (1.0 + (-reach).exp()));
    assert_eq!(h.n, 6);
}

#[test]
fn a_group_keeps_the_design_of_the_whole() {
    let output = run(SPEC, SIX);
    // Group u: rows 1, 3, 4 of weight 4, poor 1 + 2. Totals of poor − 0.75·weight: 0.25, 0.5 |
    // −0.75, and 0 for the second southern cluster, which has no row of the group; over 4.
    let h = pick(&output, Measure::H, Which { group: Some("u"), ..Which::default() });
    assert_eq!((h.over.as_deref(), h.n), (Some("g"), 3));
    near(h.estimate, 0.75);
    let error = ((0.25f64.powi(2) + 0.75f64.powi(2)) / 16.0).sqrt();
    near(h.se, error);
    // logit(0.75) = ln 3; still 2 degrees of freedom.
    let reach = t2() * error / (0.75 * 0.25);
    near(h.lower, 1.0 / (1.0 + (reach - 3.0f64.ln()).exp()));
}

const PANEL: &str = "\
d,psu,round,year
1,1,1,2020
1,1,1,2020
1,2,1,2020
0,2,1,2020
1,3,1,2020
0,3,1,2020
1,1,2,2022
0,1,2,2022
1,2,2,2022
0,2,2,2022
0,3,2,2022
0,3,2,2022
";

const ROUNDS: &str =
    "k=[100]\ntime='round'\nyear='year'\nsurvey={cluster='psu'}\ndimensions={x=['d']}";

#[test]
fn changes_when_the_same_clusters_are_visited_again() {
    let output = run(ROUNDS, PANEL);
    let change = |change, annualised| {
        let which =
            Which { change: Some(change), annualised, span: Some(("1", "2")), ..Which::default() };
        pick(&output, Measure::H, which)
    };
    // H falls from 4/6 to 2/6. Linearised totals: (2, −1, −1)/18 and (1, 1, −2)/18; the difference is
    // (−1, 2, −1)/18 with variance 3/2 · 6/324 = 1/36.
    let absolute = change(Change::Absolute, false);
    near(absolute.estimate, -1.0 / 3.0);
    near(absolute.se, 1.0 / 6.0);
    // Degrees: 3 clusters − 1 stratum.
    near(absolute.lower, -1.0 / 3.0 - t2() / 6.0);
    near(absolute.upper, -1.0 / 3.0 + t2() / 6.0);
    assert_eq!((absolute.n, absolute.time.as_deref()), (12, None));
    near(change(Change::Absolute, true).estimate, -1.0 / 6.0);
    near(change(Change::Absolute, true).se, 1.0 / 12.0);
    // Ratio 1/2: (z₂ − z₁/2)/(2/3) = 0, 1/8, −1/8 with variance 3/2 · 2/64.
    let error = (3.0 / 64.0f64).sqrt();
    near(change(Change::Relative, false).estimate, -50.0);
    near(change(Change::Relative, false).se, 100.0 * error);
    // A year: √½ − 1, slope ½·(½)^(−½) = √½.
    near(change(Change::Relative, true).estimate, 100.0 * (0.5f64.sqrt() - 1.0));
    near(change(Change::Relative, true).se, 100.0 * 0.5f64.sqrt() * error);
}

#[test]
fn changes_between_independent_samples() {
    // The same answers from other clusters in the second round: 6 clusters, and the variance of the
    // difference is 6/5 · (6 + 6)/324.
    let csv: String = PANEL
        .lines()
        .map(|line| match line.split(',').collect::<Vec<_>>()[..] {
            [d, psu, "2", year] => format!("{d},{psu}0,2,{year}\n"),
            _ => format!("{line}\n"),
        })
        .collect();
    let which = Which { change: Some(Change::Absolute), ..Which::default() };
    let output = run(ROUNDS, &csv);
    near(pick(&output, Measure::H, which).se, (72.0 / 1620.0f64).sqrt());
    assert_eq!(output.summary.degrees, 5);
}

#[test]
fn three_rounds_are_compared_one_by_one_and_end_to_end() {
    let csv = "d,r\n1,2016\n0,2016\n1,2018\n1,2018\n0,2022\n1,2022\n0,2022\n0,2022\n";
    let output = run("k=[100]\ntime='r'\nyear='r'\ndimensions={x=['d']}", csv);
    let absolute = |from, to| {
        let change = Some(Change::Absolute);
        let which = Which { change, annualised: true, span: Some((from, to)), ..Which::default() };
        pick(&output, Measure::H, which).estimate
    };
    near(absolute("2016", "2018"), 0.25);
    near(absolute("2018", "2022"), -0.75 / 4.0);
    near(absolute("2016", "2022"), -0.25 / 6.0);
}

#[test]
fn a_stratum_with_one_cluster_is_held_against_the_whole() {
    let csv = "d,psu,st\n1,1,a\n0,2,a\n1,1,b\n";
    let output = run("k=[1]\nsurvey={cluster='psu',strata='st'}\ndimensions={x=['d']}", csv);
    // H = 2/3; totals (y − 2/3)/3: 1/9, −2/9 | 1/9. First stratum (3/9)², second (1/9)² about zero.
    near(pick(&output, Measure::H, Which::default()).se, (10.0 / 81.0f64).sqrt());
    assert_eq!((output.summary.single, output.summary.degrees), (1, 1));
}

#[test]
fn without_degrees_of_freedom_no_error_is_given() {
    let output = run("k=[1]\nsurvey={cluster='psu'}\ndimensions={x=['d']}", "d,psu\n1,1\n0,1\n");
    let h = pick(&output, Measure::H, Which::default());
    assert_eq!((h.estimate, h.se, h.lower, h.upper), (Some(0.5), None, None, None));
}

#[test]
fn rows_with_gaps_are_left_out_and_counted() {
    let csv = "a,b,w,g\n1,1,1,u\n1,,1,u\nNA,,1,u\n0,0,1,\n0,1,0,u\n0,0,,u\n1,0,2,v\n";
    let output = run("k=[50]\nover=['g']\nsurvey={weight='w'}\ndimensions={x=['a'],y=['b']}", csv);
    // Left: rows 1 (score 1), 4 (score 0) and 7 (score 0.5) with weights 1, 1, 2; poor 3 of 4.
    near(pick(&output, Measure::H, Which::default()).estimate, 0.75);
    near(pick(&output, Measure::H, Which { group: Some("u"), ..Which::default() }).estimate, 1.0);
    assert_eq!((output.summary.rows, output.summary.used), (7, 3));
    let counted = |reason, column: &str, rows| Exclusion { reason, column: column.into(), rows };
    assert_eq!(
        output.summary.excluded,
        [
            counted(Reason::NoAnswer, "a", 1),
            counted(Reason::NoAnswer, "b", 2),
            counted(Reason::NoWeight, "w", 1),
            counted(Reason::ZeroWeight, "w", 1),
            counted(Reason::NoGroup, "g", 1),
        ]
    );
}

#[test]
fn nobody_poor_has_no_intensity() {
    let output = run("k=[100]\ndimensions={x=['a','b']}", "a,b\n1,0\n0,0\n");
    let value = |measure, indicator| {
        pick(&output, measure, Which { indicator, ..Which::default() }).estimate
    };
    assert_eq!(value(Measure::H, None), Some(0.0));
    assert_eq!(value(Measure::A, None), None);
    assert_eq!(value(Measure::Pctb, Some("a")), None);
}

#[test]
fn a_score_reaches_a_cutoff_in_spite_of_rounding() {
    // Twelve twelfths added one by one make 0.9999999999999999.
    let names: Vec<String> = (0..12).map(|i| format!("'i{i}'")).collect();
    let spec = format!("k=[25,50,100]\ndimensions={{x=[{}]}}", names.join(","));
    let head = names.join(",").replace('\'', "");
    let row = |ones: usize| {
        (0..12).map(|i| if i < ones { "1" } else { "0" }).collect::<Vec<_>>().join(",")
    };
    let output = run(&spec, &format!("{head}\n{}\n{}\n{}\n{}\n", row(3), row(6), row(12), row(2)));
    for (k, share) in [(25.0, 0.75), (50.0, 0.5), (100.0, 0.25)] {
        near(pick(&output, Measure::H, Which { k: Some(k), ..Which::default() }).estimate, share);
    }
}

#[test]
fn the_written_forms_hold_every_column() {
    let output =
        run("k=[50]\nover=['g']\ndimensions={x=['a'],y=['b']}", "a,b,g\n1,0,u\n0,0,\"v,w\"\n");
    let mut csv = Vec::new();
    output.write_csv(&mut csv).unwrap();
    insta::assert_snapshot!(String::from_utf8(csv).unwrap());
    let mut json = Vec::new();
    output.write_json(&mut json).unwrap();
    let json = String::from_utf8(json).unwrap();
    insta::assert_snapshot!(json.split_inclusive('}').next().unwrap());
    let read: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(read.as_array().unwrap().len(), output.estimates.len());
}
