//! What to ask of a snapshot: a standard of the law, or an index of one's own, and what to change in it.

mod compile;
mod weights;

use ground::{Day, Problem};
use law::{Area, Law, Standard};

pub use weights::Weights;

use super::plan::Plan;
use super::schema::Schema;

/// A standard with its figures on a day, any of them replaced; or a bare index of weighted indicators.
///
/// ```
/// use law::{Area, Law};
/// use measures::planes::Scenario;
///
/// let law = Law::builtin().unwrap();
/// let day = ground::Day::new(2024, 10, 1).unwrap();
/// let scenario = Scenario::of_standard(&law, "vn-2022", day)?
///     .without_rule("average")
///     .with_value("score_cutoff", Some(Area::Rural), 150);
/// # Ok::<(), ground::Problem>(())
/// ```
#[derive(Clone, Debug)]
pub struct Scenario<'a> {
    standard: Option<(&'a Law, &'a Standard, Day)>,
    indicators: Vec<String>,
    weights: Weights,
    /// Cut-off in percent of all weights; by class when there is none.
    cutoff: Option<f64>,
    values: Vec<(String, Option<Area>, i64)>,
    /// Points of each deprivation for the class rules; those of the standard when there are none.
    points: Option<Vec<u32>>,
    left_out: Vec<String>,
}

impl<'a> Scenario<'a> {
    /// A standard as it stands on a day: classes by its rules, the poor by class, every indicator of
    /// the same weight.
    pub fn of_standard(law: &'a Law, id: &str, day: Day) -> Result<Scenario<'a>, Problem> {
        let standard = law
            .standard(id)
            .ok_or_else(|| Problem::missing("measures.planes.no_standard").with("standard", id))?;
        let indicators: Vec<String> =
            standard.indicators().iter().map(|indicator| indicator.code.clone()).collect();
        Ok(Scenario {
            standard: Some((law, standard, day)),
            weights: Weights::equal(indicators.len()),
            indicators,
            cutoff: None,
            values: Vec::new(),
            points: None,
            left_out: Vec::new(),
        })
    }

    /// An index without classes: the poor are those whose weighted deprivations reach `cutoff` percent
    /// of all weights.
    pub fn of_index(
        indicators: impl IntoIterator<Item = impl Into<String>>,
        weights: Weights,
        cutoff: f64,
    ) -> Scenario<'static> {
        Scenario {
            standard: None,
            indicators: indicators.into_iter().map(Into::into).collect(),
            weights,
            cutoff: Some(cutoff),
            values: Vec::new(),
            points: None,
            left_out: Vec::new(),
        }
    }

    /// Puts another amount in place of a dated value of the standard, in one area or in both.
    #[must_use]
    pub fn with_value(mut self, id: &str, area: Option<Area>, amount: i64) -> Scenario<'a> {
        self.values.push((id.to_owned(), area, amount));
        self
    }

    /// Other points for each deprivation, in the order of the indicators, where the class rules count
    /// deprivations.
    ///
    /// A standard gives every deprivation the same points ([`Standard::points_per_indicator`]), and "at
    /// least three" is then as much as "at least three times these points": the rules go on comparing
    /// points with that.
    #[must_use]
    pub fn with_points(mut self, points: Vec<u32>) -> Scenario<'a> {
        self.points = Some(points);
        self
    }

    /// Other weights, in the order of the indicators, for the figures that weigh.
    #[must_use]
    pub fn with_weights(mut self, weights: Weights) -> Scenario<'a> {
        self.weights = weights;
        self
    }

    /// The poor by their weighted deprivations, at least so many percent, instead of by class.
    #[must_use]
    pub fn with_cutoff(mut self, percent: f64) -> Scenario<'a> {
        self.cutoff = Some(percent);
        self
    }

    /// Leaves a class rule out: its households go where the other rules put them.
    ///
    /// A snapshot has not every answer that a rule may ask for (the average living standard asks for
    /// farming and for the income in đồng). Such a rule is refused unless it is left out on purpose.
    #[must_use]
    pub fn without_rule(mut self, id: &str) -> Scenario<'a> {
        self.left_out.push(id.to_owned());
        self
    }

    /// Codes of the indicators, in the order of every list of figures.
    pub fn indicators(&self) -> &[String] {
        &self.indicators
    }

    /// The weights.
    pub fn weights(&self) -> &Weights {
        &self.weights
    }

    /// Makes the scenario ready for a snapshot with these columns.
    pub(crate) fn plan(&self, schema: &Schema) -> Result<Plan, Problem> {
        compile::plan(self, schema)
    }
}
