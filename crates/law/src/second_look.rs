//! From when on a survey is listed for a second look: figures that no legal act lays down, each with the reason
//! why it was chosen.

use ground::{Day, Period};

use crate::Wording;

ground::words! {
    /// What may be odd about a survey, or how much is needed to say so.
    Sign, invalid "law.second_look.unknown":
    /// A survey shorter than this was fast.
    ShortestSurvey = "shortest_survey",
    /// The least time between the beginnings of two surveys by the same reviewer.
    ShortestGap = "shortest_gap",
    /// So many households of one reviewer with the same answers are worth a question.
    SameAnswers = "same_answers",
    /// Only forms with so many answers are compared.
    FewestAnswers = "fewest_answers",
    /// A point farther than this from the middle of its village's other points is far.
    FarthestPoint = "farthest_point",
    /// Only villages with so many other points have a middle.
    FewestPoints = "fewest_points",
    /// So many households with one photo are worth a question.
    SamePhoto = "same_photo",
}

impl Sign {
    /// The unit it must be written in.
    pub fn unit(self) -> &'static str {
        match self {
            Sign::ShortestSurvey | Sign::ShortestGap => "minutes",
            Sign::SameAnswers | Sign::SamePhoto => "households",
            Sign::FewestAnswers => "answers",
            Sign::FarthestPoint => "metres",
            Sign::FewestPoints => "points",
        }
    }
}

/// A figure of this project's own choice.
#[derive(Clone, PartialEq, Debug)]
pub struct Chosen {
    /// What it is about.
    pub sign: Sign,
    /// The figure, in the sign's unit.
    pub amount: i64,
    /// Days on which it holds.
    pub period: Period,
    /// Why this figure.
    pub reason: Wording,
}

/// All figures. The loader has seen that there is one for every sign.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct SecondLook {
    pub(crate) chosen: Vec<Chosen>,
}

impl SecondLook {
    /// The figure of a sign on a day; outside all periods the nearest one known.
    pub fn on(&self, sign: Sign, day: Day) -> &Chosen {
        let all = || self.chosen.iter().filter(|chosen| chosen.sign == sign);
        let found = all().find(|chosen| chosen.period.contains(day)).or_else(|| all().next_back());
        found.expect("the loader asks for every sign")
    }
}
