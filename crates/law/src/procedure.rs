//! Procedures (quy trình): which steps a review takes, and its dates, days and thresholds.

use ground::{Day, Period};
use serde::Deserialize;

use crate::{Citation, Figure, Wording};

/// A step of the review of households, in the order of the law.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// The list of households to review (lập danh sách).
    List,
    /// Survey and score (khảo sát, tính điểm).
    Survey,
    /// Village meeting (họp dân).
    Meeting,
    /// Public posting (niêm yết).
    Posting,
    /// Complaint and re-check (khiếu nại, phúc tra).
    Complaint,
    /// Opinion of a higher authority (xin ý kiến).
    Opinion,
    /// Decision and certificates (quyết định, giấy chứng nhận).
    Decision,
}

impl Step {
    /// All of them, in order.
    pub const ALL: [Step; 7] = [
        Step::List,
        Step::Survey,
        Step::Meeting,
        Step::Posting,
        Step::Complaint,
        Step::Opinion,
        Step::Decision,
    ];
}

/// Who gives the opinion before the decision.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OpinionBy {
    /// Nobody: the step is left out.
    None,
    /// The chair of the district, until there were none.
    District,
    /// The province.
    Province,
    /// The commune itself, with what was the district's before.
    Commune,
}

ground::words! {
    /// A number that a procedure lays down.
    Limit, invalid "law.procedure.unknown":
    /// Percent of those present at a village meeting who must agree.
    MeetingAgreement = "meeting_agreement",
    /// Working days of a posting.
    Posting = "posting",
    /// Working days for re-checking after a complaint.
    Recheck = "recheck",
    /// Working days for the opinion.
    Opinion = "opinion",
    /// Day of the month on which the off-cycle review begins.
    OffCycleDay = "off_cycle_day",
    /// Days from then to the decision.
    OffCycleAnswer = "off_cycle_answer",
}

impl Limit {
    /// The unit it must be written in.
    pub fn unit(self) -> &'static str {
        match self {
            Limit::MeetingAgreement => "percent",
            Limit::Posting | Limit::Recheck | Limit::Opinion => "working_days",
            Limit::OffCycleDay => "day_of_month",
            Limit::OffCycleAnswer => "days",
        }
    }
}

ground::words! {
    /// A date that comes back every year.
    YearDate, invalid "law.procedure.unknown":
    /// The periodic review begins.
    Opens = "opens",
    /// The periodic review ends.
    Closes = "closes",
    /// The first of the monthly reports on the off-cycle review; one follows on this day of every month.
    FirstMonthlyReport = "first_monthly_report",
    /// The last of them.
    LastMonthlyReport = "last_monthly_report",
    /// Before it the preliminary result is reported to the ministry.
    PreliminaryReport = "preliminary_report",
    /// Before it the official result is reported to the ministry.
    OfficialReport = "official_report",
}

/// What the law says of one step.
#[derive(Clone, PartialEq, Debug)]
pub struct StepText {
    /// The step.
    pub step: Step,
    /// Its short name.
    pub name: Wording,
    /// What is done.
    pub wording: Wording,
    /// Where it is laid down.
    pub citation: Citation,
}

/// A month and day of every year, with where it is laid down.
#[derive(Clone, PartialEq, Debug)]
pub struct CitedDate {
    /// Month and day.
    pub date: MonthDay,
    /// Where it is laid down.
    pub citation: Citation,
}

/// A month (1–12) and a day that every such month has.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MonthDay {
    /// Month, 1–12.
    pub month: u32,
    /// Day of the month.
    pub day: u32,
}

impl MonthDay {
    /// This date in a year; `None` only for a date the loader would have refused.
    pub fn of(self, year: i32) -> Option<Day> {
        Day::new(year, self.month, self.day)
    }
}

/// Who gives the opinion in a period.
#[derive(Clone, PartialEq, Debug)]
pub struct OpinionRule {
    /// Who.
    pub by: OpinionBy,
    /// When it holds.
    pub period: Period,
    /// Where it is laid down.
    pub citation: Citation,
}

/// A procedure. The loader has seen that no step, date or figure is missing on any of its days.
#[derive(Clone, PartialEq, Debug)]
pub struct Procedure {
    /// Stable id.
    pub id: String,
    /// Name.
    pub name: Wording,
    /// Days on which it holds.
    pub period: Period,
    /// Where it is laid down.
    pub citation: Citation,
    /// Its steps, in order.
    pub steps: Vec<StepText>,
    /// Who gives the opinion, by date.
    pub opinions: Vec<OpinionRule>,
    pub(crate) limits: Vec<(Limit, Figure)>,
    pub(crate) dates: Vec<(YearDate, CitedDate)>,
}

impl Procedure {
    /// What the law says of a step.
    pub fn step(&self, step: Step) -> &StepText {
        self.steps.iter().find(|text| text.step == step).expect("the loader asks for every step")
    }

    /// A number, on a day of the procedure; its last known figure on any other day.
    pub fn limit(&self, limit: Limit, day: Day) -> &Figure {
        let all = || self.limits.iter().filter(|(id, _)| *id == limit).map(|(_, figure)| figure);
        let found = all().find(|figure| figure.period.contains(day)).or_else(|| all().next_back());
        found.expect("the loader asks for every limit")
    }

    /// A date of the year.
    pub fn date(&self, date: YearDate) -> &CitedDate {
        let found = self.dates.iter().find(|(id, _)| *id == date);
        &found.expect("the loader asks for every date").1
    }

    /// That date in a year.
    pub fn date_in(&self, date: YearDate, year: i32) -> Day {
        self.date(date).date.of(year).expect("the loader refuses 29 February and worse")
    }

    /// Who gives the opinion on a day.
    pub fn opinion(&self, day: Day) -> &OpinionRule {
        let found = self.opinions.iter().find(|rule| rule.period.contains(day));
        found.or(self.opinions.last()).expect("the loader asks who gives the opinion")
    }

    /// All numbers, for the page that shows them.
    pub fn limits(&self) -> &[(Limit, Figure)] {
        &self.limits
    }

    /// All dates, for the page that shows them.
    pub fn dates(&self) -> &[(YearDate, CitedDate)] {
        &self.dates
    }
}
