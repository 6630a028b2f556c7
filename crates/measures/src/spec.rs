//! What to measure: dimensions and indicators, their weights, the poverty cut-offs, the breakdowns and
//! the survey design.

mod reader;

use std::path::Path;

use ground::Problem;

/// A specification, checked: weights add up to one and every name occurs once.
#[derive(Clone, PartialEq, Debug)]
pub struct Spec {
    /// Names of the dimensions, in the order of the file.
    pub dimensions: Vec<String>,
    /// The indicators, dimension by dimension.
    pub indicators: Vec<Indicator>,
    /// Poverty cut-offs k in percent of the total weight, each over 0 and at most 100.
    pub cutoffs: Vec<f64>,
    /// Columns to break the figures down by, each on its own; the whole is always estimated too.
    pub over: Vec<String>,
    /// Column that tells the rounds of a repeated survey apart.
    pub time: Option<String>,
    /// Column with the calendar year of each round (decimals allowed), to express changes per year.
    pub year: Option<String>,
    /// Column that tells the same household or person from round to round, to follow who moved in and out
    /// of poverty.
    pub household: Option<String>,
    /// How the sample was drawn.
    pub survey: Survey,
}

/// A column of 0/1 deprivations with its weight.
#[derive(Clone, PartialEq, Debug)]
pub struct Indicator {
    /// The column's name.
    pub column: String,
    /// Position of its dimension in [`Spec::dimensions`].
    pub dimension: usize,
    /// Share of the total weight; all shares add up to 1.
    pub weight: f64,
}

/// Columns that describe the sample; what is absent means equal weights, every row a cluster of its
/// own, one stratum.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Survey {
    /// Sampling weight (household weight, or household weight × members for persons).
    pub weight: Option<String>,
    /// Primary sampling unit, numbered within its stratum.
    pub cluster: Option<String>,
    /// Stratum.
    pub strata: Option<String>,
}

impl Spec {
    /// One deprivation mask fits a machine word; no index in use comes near this many indicators.
    pub const MOST_INDICATORS: usize = 64;

    /// Reads a specification file.
    pub fn read(path: &Path) -> Result<Spec, Vec<Problem>> {
        let file = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|error| {
            vec![
                Problem::missing("measures.spec.unreadable")
                    .with("file", file.clone())
                    .because(error),
            ]
        })?;
        Spec::parse(&text, &file)
    }

    /// Every column of the table that it mentions.
    pub fn columns(&self) -> Vec<&str> {
        let Survey { weight, cluster, strata } = &self.survey;
        let named = [&self.time, &self.year, &self.household, weight, cluster, strata]
            .into_iter()
            .flatten();
        let indicators = self.indicators.iter().map(|indicator| &indicator.column);
        indicators.chain(&self.over).chain(named).map(String::as_str).collect()
    }

    /// Reads a specification from TOML text; `file` is the name used in problems.
    pub fn parse(text: &str, file: &str) -> Result<Spec, Vec<Problem>> {
        reader::read(text, file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<String> {
        Spec::parse(text, "s.toml").unwrap_err().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn dimensions_keep_the_order_of_the_file_and_share_weights_equally() {
        let spec = Spec::parse(
            "k = [33, 50.5]\n[dimensions]\nwork = ['job']\nhealth = ['food', 'care']\n[survey]\nweight='w'",
            "s.toml",
        )
        .unwrap();
        assert_eq!(spec.dimensions, ["work", "health"]);
        let shares: Vec<_> =
            spec.indicators.iter().map(|i| (i.column.as_str(), i.weight)).collect();
        assert_eq!(shares, [("job", 0.5), ("food", 0.25), ("care", 0.25)]);
        assert_eq!(spec.cutoffs, [33.0, 50.5]);
        assert_eq!(spec.survey.weight.as_deref(), Some("w"));
        assert_eq!(spec.survey.strata, None);
    }

    #[test]
    fn given_weights_are_normalised() {
        let spec = Spec::parse(
            "k = [33]\nweights = { a = 3, b = 1.0, c = 0 }\n[dimensions]\nx = ['a', 'b', 'c']",
            "s.toml",
        )
        .unwrap();
        let shares: Vec<_> = spec.indicators.iter().map(|i| i.weight).collect();
        assert_eq!(shares, [0.75, 0.25, 0.0]);
    }

    #[test]
    fn every_mistake_names_its_line() {
        assert_eq!(codes("k = [33"), [codes("k = [33")[0].clone()]);
        assert!(codes("k = [33")[0].starts_with("measures.spec.syntax file=\"s.toml\" line=1"));
        assert_eq!(
            codes("k = [33]"),
            [r#"measures.spec.missing_key file="s.toml" key="dimensions""#]
        );
        assert_eq!(
            codes("k = [0, 33]\nwieghts = 'equal'\n[dimensions]\nx = ['a', 'a']"),
            [
                r#"measures.spec.unknown_key file="s.toml" line=2 column=1 key="wieghts" known="dimensions, k, over, survey, time, transitions, weights, year""#,
                r#"measures.spec.indicator_twice file="s.toml" line=4 column=11 name="a""#,
                r#"measures.spec.cutoff_out_of_range file="s.toml" line=1 column=6 value="0""#,
            ]
        );
        assert_eq!(
            codes("k=[33]\nweights={a=-1, z=1}\n[dimensions]\nx=['a','b']"),
            [
                r#"measures.spec.weight_unknown file="s.toml" line=2 column=16 name="z""#,
                r#"measures.spec.weight_negative file="s.toml" line=2 column=12 name="a""#,
                r#"measures.spec.weight_missing file="s.toml" line=2 column=9 name="b""#,
            ]
        );
        assert_eq!(
            codes("k=[33]\nweights={a=0, b=0}\n[dimensions]\nx=['a','b']"),
            [r#"measures.spec.weights_all_zero file="s.toml" line=2 column=9"#]
        );
        assert_eq!(
            codes("k=[33]\nyear='y'\n[dimensions]\nx=['a','b']"),
            [r#"measures.spec.year_without_time file="s.toml" line=2 column=6"#]
        );
        assert_eq!(
            codes(
                "k='33'\nover='ethnicity'\nweights='fair'\ntime=5\nsurvey=1\ndimensions={x=[1],y=[]}"
            ),
            [
                r#"measures.spec.not_text file="s.toml" line=6 column=16 key="x""#,
                r#"measures.spec.empty_list file="s.toml" line=6 column=21 key="y""#,
                r#"measures.spec.weights_unknown_word file="s.toml" line=3 column=9 text="fair""#,
                r#"measures.spec.not_number_list file="s.toml" line=1 column=3 key="k""#,
                r#"measures.spec.not_text_list file="s.toml" line=2 column=6 key="over""#,
                r#"measures.spec.not_text file="s.toml" line=4 column=6 key="time""#,
                r#"measures.spec.not_table file="s.toml" line=5 column=8 key="survey""#,
            ]
        );
    }

    #[test]
    fn transitions_name_a_column_and_need_rounds() {
        let text = "k=[33]\ntime='t'\n[dimensions]\nx=['a']\n[transitions]\nhousehold='id'";
        let spec = Spec::parse(text, "s.toml").unwrap();
        assert_eq!(spec.household.as_deref(), Some("id"));
        assert!(spec.columns().contains(&"id"));
        assert_eq!(
            codes("k=[33]\n[dimensions]\nx=['a']\n[transitions]\nunit='id'"),
            [
                r#"measures.spec.unknown_key file="s.toml" line=5 column=1 key="unit" known="household""#,
                r#"measures.spec.missing_key file="s.toml" key="household""#,
                r#"measures.spec.transitions_without_time file="s.toml" line=4 column=1"#,
            ]
        );
    }

    #[test]
    fn a_dimension_may_share_its_name_only_with_its_single_indicator() {
        assert!(Spec::parse("k=[33]\ndimensions={job=['job'],x=['a']}", "s.toml").is_ok());
        assert_eq!(
            codes("k=[33]\ndimensions={job=['job','pay']}"),
            [
                r#"measures.spec.dimension_named_like_indicator file="s.toml" line=2 column=13 name="job""#
            ]
        );
        assert_eq!(
            codes("k=[33]\ndimensions={x=['y'],y=['a']}"),
            [
                r#"measures.spec.dimension_named_like_indicator file="s.toml" line=2 column=21 name="y""#
            ]
        );
    }
}
