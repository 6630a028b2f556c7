//! What is wrong in a table is said with row, column and value; all of it at once.

use measures::{Spec, Table};

fn problems(spec: &str, csv: &str) -> Vec<String> {
    let spec = Spec::parse(spec, "spec.toml").expect("a good specification");
    let table = Table::read_csv(csv.as_bytes(), "table.csv").expect("a readable table");
    let problems = measures::run(&spec, &table).expect_err("something is wrong");
    problems.iter().map(ToString::to_string).collect()
}

#[test]
fn cells_that_are_no_flags_or_weights() {
    assert_eq!(
        problems(
            "k=[33]\nsurvey={weight='w'}\ndimensions={x=['a','b']}",
            "a,b,w\n1,2,-1\nyes,0,x\n"
        ),
        [
            r#"measures.indicator.not_flag file="table.csv" row=3 column="a" value="yes""#,
            r#"measures.indicator.not_flag file="table.csv" row=2 column="b" value="2""#,
            r#"measures.weight.not_positive file="table.csv" row=2 column="w" value="-1""#,
            r#"measures.weight.not_positive file="table.csv" row=3 column="w" value="x""#,
        ]
    );
}

/// A number that is not one never counts as a gap, and so many of zero weight leave nothing.
#[test]
fn not_a_number_is_a_mistake_and_not_a_gap() {
    for value in ["NaN", "nan", "inf", "-inf"] {
        assert_eq!(
            problems(
                "k=[33]\nsurvey={weight='w'}\ndimensions={x=['a']}",
                &format!("a,w\n1,{value}\n")
            ),
            [format!(
                r#"measures.weight.not_positive file="table.csv" row=2 column="w" value="{value}""#
            )]
        );
        assert_eq!(
            problems("k=[33]\ndimensions={x=['a']}", &format!("a\n{value}\n")),
            [format!(
                r#"measures.indicator.not_flag file="table.csv" row=2 column="a" value="{value}""#
            )]
        );
    }
    assert_eq!(
        problems("k=[33]\nsurvey={weight='w'}\ndimensions={x=['a']}", "a,w\n1,0\n0,0\n"),
        [r#"measures.rows.none_left file="table.csv" rows=2"#]
    );
}

#[test]
fn cutoffs_outside_nought_to_a_hundred() {
    for k in ["0", "-5", "100.5"] {
        let problems = Spec::parse(&format!("k=[33, {k}]\ndimensions={{x=['a']}}"), "spec.toml");
        let problems = problems.expect_err("no such cut-off");
        assert_eq!(problems[0].code, "measures.spec.cutoff_out_of_range", "{k}");
        assert!(problems[0].to_string().contains("line=1 column=8"), "{}", problems[0]);
    }
    for k in ["nan", "inf"] {
        let problems = Spec::parse(&format!("k=[{k}]\ndimensions={{x=['a']}}"), "spec.toml");
        assert_eq!(problems.expect_err("no number")[0].code, "measures.spec.not_number", "{k}");
    }
    assert!(Spec::parse("k=[0.1, 100]\ndimensions={x=['a']}", "spec.toml").is_ok());
}

#[test]
fn columns_that_are_not_there() {
    let spec = "k=[33]\nover=['g']\ntime='t'\nsurvey={strata='s'}\ndimensions={x=['a','b']}";
    let missing =
        |c: &str| format!(r#"measures.column.missing file="table.csv" column="{c}" columns="a""#);
    assert_eq!(problems(spec, "a\n1\n"), ["b", "s", "t", "g"].map(missing));
}

#[test]
fn no_row_left() {
    assert_eq!(
        problems("k=[33]\ndimensions={x=['a','b']}", "a,b\n1,\nNA,1\n"),
        [r#"measures.rows.none_left file="table.csv" rows=2"#]
    );
}

#[test]
fn years_that_do_not_fit_the_times() {
    let spec = "k=[33]\ntime='t'\nyear='y'\ndimensions={x=['a']}";
    assert_eq!(
        problems(spec, "a,t,y\n1,1,2020\n1,1,2021\n"),
        [
            r#"measures.year.two file="table.csv" row=3 column="y" value="2021" time="1" first="2020""#
        ]
    );
    assert_eq!(
        problems(spec, "a,t,y\n1,before,2020\n1,after,2020\n"),
        [r#"measures.year.same file="table.csv" column="y" from="after" to="before" year="2020""#]
    );
    assert_eq!(
        problems(spec, "a,t,y\n1,1,soon\n"),
        [r#"measures.year.not_number file="table.csv" row=2 column="y" value="soon""#]
    );
}
