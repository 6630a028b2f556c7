//! The law room: reads the law as data, checks it, classifies one household and says why.
//!
//! The folder `law/` holds the legal acts, the questionnaire, the poverty standards and worked cases.
//! [`Law::load`] reads them with every mistake told by file and line; a [`Standard`] turns the
//! [`Answers`] of a visit into an [`Evaluation`] or, with all reasons, an [`Explanation`].
//!
//! Three things hold throughout. Missing answers stay missing: everything is three-valued ([`Truth`],
//! [`Bounds`]). Every figure carries its citation and how sure we are of it ([`Status`]). And every
//! result names its standard and the fingerprint of the law that made it.
//!
//! ```
//! use law::{Answer, Answers, Area, Class, Law, Setting};
//!
//! let law = Law::builtin().unwrap();
//! let mut answers = Answers::new();
//! answers.set(law.questionnaire(), "stated_income_score", Answer::Int(135)).unwrap();
//! answers.set(law.questionnaire(), "stated_deprivation_score", Answer::Int(30)).unwrap();
//! let day = ground::Day::new(2024, 10, 1).unwrap();
//! let setting = Setting { area: Some(Area::Rural), region: None, province: None, day };
//! let standard = law.standards_on(day)[0];
//! assert_eq!(standard.id(), "vn-2022");
//! assert_eq!(standard.evaluate(&answers, &setting).class, Class::Poor);
//! ```

mod answered;
mod answers;
mod bounds;
mod calendar;
pub mod cases;
mod check;
mod income;
mod load;
mod norm;
mod procedure;
mod questionnaire;
pub mod rule;
mod score;
mod second_look;
mod setting;
mod shared;
mod source;
mod standard;
mod truth;

use std::sync::Arc;

use ground::{Day, Problem};

pub use answered::Answered;
pub use answers::{Answer, Answers, Member};
pub use bounds::Bounds;
pub use calendar::{Calendar, Holiday, When};
pub use check::{CheckReport, UnverifiedItem, check};
pub use income::{Ceiling, IncomeForm, IncomeSource};
pub use load::LoadOptions;
pub use norm::{Every, Norm, Per};
pub use procedure::{
    CitedDate, Limit, MonthDay, OpinionBy, OpinionRule, Procedure, Step, StepText, YearDate,
};
pub use questionnaire::{AnswerType, Block, Choice, Place, Question, Questionnaire, Scope};
pub use score::{Override, ScoreBlock, ScoreRow, ScoreTable};
pub use second_look::{Chosen, SecondLook, Sign};
pub use setting::{Area, Class, Evaluation, Setting};
pub use source::{Citation, Source, Status, Wording};
pub use standard::{
    CarryOver, Caveat, Change, ChangeKind, ClassRule, DecidingAnswer, Explanation, Figure,
    FiredRule, Indicator, IndicatorResult, Reason, Standard, Territory, Trust, UsedFigure, Value,
};
pub use truth::Truth;

/// Units that values and questions may have.
pub const UNITS: &[&str] = &[
    "dong",
    "dong_per_head_month",
    "score",
    "points",
    "indicators",
    "people",
    "percent",
    "years",
    "year",
    "months",
    "m2",
    "m2_per_head",
    "kwh_per_month",
    "head",
    "items",
];

/// The law in force for one run of the system. Cheap to share behind an [`Arc`].
#[derive(Debug)]
pub struct Law {
    shared: Arc<shared::Shared>,
    standards: Vec<Standard>,
    norms: Vec<Norm>,
    income_forms: Vec<IncomeForm>,
    ceilings: Vec<Ceiling>,
    procedures: Vec<Procedure>,
    calendar: Calendar,
    second_look: SecondLook,
    cases: Vec<cases::Case>,
    specimens: Vec<String>,
    files: usize,
}

impl Law {
    /// The law built into the program, without specimens.
    ///
    /// # Errors
    /// Every problem found in the files, each with file and line.
    pub fn builtin() -> Result<Law, Vec<Problem>> {
        Law::load(&LoadOptions::default())
    }

    /// The built-in law with further folders and specimens.
    ///
    /// # Errors
    /// Every problem found in the files, each with file and line.
    pub fn load(options: &LoadOptions) -> Result<Law, Vec<Problem>> {
        load::load(options).map(|loaded| Law {
            shared: loaded.shared,
            standards: loaded.standards,
            norms: loaded.norms,
            income_forms: loaded.income_forms,
            ceilings: loaded.ceilings,
            procedures: loaded.procedures,
            calendar: loaded.calendar,
            second_look: loaded.second_look,
            cases: loaded.cases,
            specimens: options.specimens.clone(),
            files: loaded.files,
        })
    }

    /// 16 hexadecimal digits that change whenever a file that can change a result does.
    pub fn fingerprint(&self) -> &str {
        &self.shared.fingerprint
    }

    /// The questionnaire.
    pub fn questionnaire(&self) -> &Questionnaire {
        &self.shared.questionnaire
    }

    /// All standards in order of their first day.
    pub fn standards(&self) -> impl Iterator<Item = &Standard> {
        self.standards.iter()
    }

    /// The standards in force on a day: the nation's, and the provinces' own.
    pub fn standards_on(&self, day: Day) -> Vec<&Standard> {
        self.standards.iter().filter(|standard| standard.period().contains(day)).collect()
    }

    /// The standards in force for a household: on that day, the nation's and its own province's.
    pub fn standards_for(&self, setting: &Setting) -> Vec<&Standard> {
        let here = |standard: &&Standard| match standard.territory() {
            Territory::Nation => true,
            Territory::Province(province) => setting.province == Some(province),
        };
        self.standards_on(setting.day).into_iter().filter(here).collect()
    }

    /// The standard with this id.
    pub fn standard(&self, id: &str) -> Option<&Standard> {
        self.standards.iter().find(|standard| standard.id() == id)
    }

    /// The legal act with this id.
    pub fn source(&self, act: &str) -> Option<&Source> {
        self.shared.sources.get(act)
    }

    /// All legal acts, by id.
    pub fn sources(&self) -> impl Iterator<Item = &Source> {
        self.shared.sources.values()
    }

    /// Score tables loaded; the built-in law has none, because the gazetted points are not at hand.
    pub fn score_tables(&self) -> &[ScoreTable] {
        &self.shared.scores.tables
    }

    /// Provinces' decisions to score a block by another region's points.
    pub fn score_overrides(&self) -> &[Override] {
        &self.shared.scores.overrides
    }

    /// What households and persons of a class are given, as far as it is known.
    pub fn norms(&self) -> &[Norm] {
        &self.norms
    }

    /// The income form used on a day.
    pub fn income_form_on(&self, day: Day) -> Option<&IncomeForm> {
        self.income_forms.iter().find(|form| form.period.contains(day))
    }

    /// The income form with this id.
    pub fn income_form(&self, id: &str) -> Option<&IncomeForm> {
        self.income_forms.iter().find(|form| form.id == id)
    }

    /// What those of a kind may have; of persons, for example, `low_income_worker`.
    pub fn ceiling(&self, id: &str) -> Option<&Ceiling> {
        self.ceilings.iter().find(|ceiling| ceiling.id == id)
    }

    /// The procedures of the review, in order of their first day.
    pub fn procedures(&self) -> &[Procedure] {
        &self.procedures
    }

    /// The procedure that holds on a day.
    pub fn procedure_on(&self, day: Day) -> Option<&Procedure> {
        self.procedures.iter().find(|procedure| procedure.period.contains(day))
    }

    /// The public holidays.
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// From when on a survey is listed for a second look.
    pub fn second_look(&self) -> &SecondLook {
        &self.second_look
    }

    /// The worked cases.
    pub fn cases(&self) -> &[cases::Case] {
        &self.cases
    }

    /// Names of the specimens loaded.
    pub fn specimens(&self) -> &[String] {
        &self.specimens
    }
}
