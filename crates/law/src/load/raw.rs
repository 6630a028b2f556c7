//! The shape of a law file, as it is written.
//!
//! Every file has the same shape and may hold any part of it; which part lies where is a matter of
//! good order (`law/sources.toml`, `law/standards/…`), not of the loader.

use std::collections::BTreeMap;
use std::num::NonZeroU8;

use ground::Day;
use serde::Deserialize;
use toml::Spanned;

use crate::income::IncomeSource;
use crate::procedure::{MonthDay, OpinionBy, Step};
use crate::questionnaire::{AnswerType, Block, Choice, Scope};
use crate::{Area, Citation, Class, Every, Per, Status, Wording};

/// A day written as a TOML date, `2022-01-01`.
#[derive(Clone, Copy, Deserialize)]
#[serde(try_from = "toml::value::Datetime")]
pub(crate) struct RawDay(pub(crate) Day);

impl TryFrom<toml::value::Datetime> for RawDay {
    type Error = String;
    fn try_from(written: toml::value::Datetime) -> Result<RawDay, String> {
        written.to_string().parse().map(RawDay).map_err(|_| format!("{written} is not a plain day"))
    }
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct RawFile {
    pub(crate) sources: Vec<Spanned<RawSource>>,
    pub(crate) blocks: Vec<Block>,
    pub(crate) questions: Vec<Spanned<RawQuestion>>,
    pub(crate) phrases: BTreeMap<String, Wording>,
    pub(crate) tables: Vec<Spanned<RawTable>>,
    pub(crate) overrides: Vec<Spanned<RawOverride>>,
    pub(crate) cases: Vec<Spanned<RawCase>>,
    pub(crate) standard: Option<Spanned<RawStandard>>,
    /// Id of a standard defined elsewhere that this file's values belong to.
    pub(crate) supplements: Option<Spanned<String>>,
    pub(crate) values: Vec<Spanned<RawValue>>,
    pub(crate) definitions: Vec<Spanned<RawDefinition>>,
    pub(crate) indicators: Vec<Spanned<RawIndicator>>,
    pub(crate) rules: Vec<Spanned<RawRule>>,
    pub(crate) norms: Vec<Spanned<RawNorm>>,
    pub(crate) income: Option<Spanned<RawIncome>>,
    pub(crate) ceilings: Vec<Spanned<RawCeiling>>,
    pub(crate) procedure: Option<Spanned<RawProcedure>>,
    pub(crate) holidays: Vec<Spanned<RawHoliday>>,
    pub(crate) second_look: Vec<Spanned<RawChosen>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawSource {
    pub(crate) id: String,
    pub(crate) number: String,
    pub(crate) title: Wording,
    pub(crate) issuer: Wording,
    pub(crate) signed: Option<RawDay>,
    pub(crate) in_force: Option<RawDay>,
    pub(crate) status: Status,
    pub(crate) note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawQuestion {
    pub(crate) id: String,
    pub(crate) scope: Scope,
    #[serde(rename = "type")]
    pub(crate) answer: AnswerType,
    pub(crate) vi: String,
    pub(crate) en: String,
    pub(crate) block: String,
    #[serde(default)]
    pub(crate) choices: Vec<Choice>,
    pub(crate) unit: Option<String>,
    pub(crate) min: Option<f64>,
    pub(crate) max: Option<f64>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawStandard {
    pub(crate) id: String,
    /// Code of the province whose own standard this is; the nation's when absent.
    pub(crate) province: Option<u32>,
    pub(crate) name: Wording,
    pub(crate) from: RawDay,
    pub(crate) to: Option<RawDay>,
    /// Id of a standard from which everything not said here is taken.
    pub(crate) extends: Option<String>,
    pub(crate) carry_over: Option<RawCarryOver>,
    pub(crate) citation: Option<Citation>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawCarryOver {
    pub(crate) from: String,
    pub(crate) citation: Option<Citation>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawNorm {
    pub(crate) id: String,
    pub(crate) name: Wording,
    pub(crate) wording: Wording,
    pub(crate) class: Class,
    pub(crate) per: Per,
    pub(crate) every: Every,
    #[serde(default)]
    pub(crate) amounts: Vec<Spanned<RawAmount>>,
    pub(crate) citation: Option<Citation>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawAmount {
    pub(crate) amount: i64,
    pub(crate) from: RawDay,
    pub(crate) to: Option<RawDay>,
    pub(crate) citation: Option<Citation>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawIncome {
    pub(crate) id: String,
    pub(crate) name: Wording,
    pub(crate) from: RawDay,
    pub(crate) to: Option<RawDay>,
    pub(crate) months: NonZeroU8,
    pub(crate) citation: Option<Citation>,
    pub(crate) sources: Vec<Spanned<IncomeSource>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawCeiling {
    pub(crate) id: String,
    pub(crate) name: Wording,
    pub(crate) wording: Wording,
    pub(crate) unit: String,
    pub(crate) citation: Option<Citation>,
    pub(crate) figures: Vec<Spanned<RawCeilingFigure>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawCeilingFigure {
    pub(crate) area: Option<Area>,
    pub(crate) amount: i64,
    pub(crate) from: RawDay,
    pub(crate) to: Option<RawDay>,
    pub(crate) citation: Option<Citation>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawProcedure {
    pub(crate) id: String,
    pub(crate) name: Wording,
    /// Id of the procedure whose place this one takes.
    pub(crate) replaces: Option<String>,
    pub(crate) from: RawDay,
    pub(crate) to: Option<RawDay>,
    pub(crate) citation: Option<Citation>,
    pub(crate) steps: Vec<Spanned<RawStep>>,
    pub(crate) opinions: Vec<Spanned<RawOpinion>>,
    pub(crate) limits: Vec<Spanned<RawLimit>>,
    pub(crate) dates: Vec<Spanned<RawDate>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawStep {
    pub(crate) step: Step,
    pub(crate) name: Wording,
    pub(crate) wording: Wording,
    pub(crate) citation: Option<Citation>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawOpinion {
    pub(crate) by: OpinionBy,
    pub(crate) from: RawDay,
    pub(crate) to: Option<RawDay>,
    pub(crate) citation: Option<Citation>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawLimit {
    pub(crate) id: String,
    pub(crate) amount: i64,
    pub(crate) unit: String,
    pub(crate) from: RawDay,
    pub(crate) to: Option<RawDay>,
    pub(crate) citation: Option<Citation>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawChosen {
    pub(crate) sign: String,
    pub(crate) amount: i64,
    pub(crate) unit: String,
    pub(crate) from: RawDay,
    pub(crate) to: Option<RawDay>,
    pub(crate) reason: Wording,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawDate {
    pub(crate) id: String,
    pub(crate) month: u32,
    pub(crate) day: u32,
    pub(crate) citation: Option<Citation>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawHoliday {
    pub(crate) name: Wording,
    pub(crate) every: Option<MonthDay>,
    pub(crate) days: Option<RawDays>,
    pub(crate) citation: Option<Citation>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawDays {
    pub(crate) from: RawDay,
    pub(crate) to: RawDay,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawValue {
    pub(crate) id: String,
    pub(crate) name: Option<Wording>,
    pub(crate) unit: Option<String>,
    pub(crate) figures: Vec<Spanned<RawFigure>>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawFigure {
    pub(crate) area: Option<Area>,
    pub(crate) amount: i64,
    pub(crate) from: Option<RawDay>,
    pub(crate) to: Option<RawDay>,
    pub(crate) citation: Option<Citation>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawDefinition {
    pub(crate) id: String,
    pub(crate) cel: Spanned<String>,
    pub(crate) by_amount: Option<Spanned<String>>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawIndicator {
    pub(crate) code: String,
    pub(crate) order: u8,
    pub(crate) dimension: Wording,
    pub(crate) name: Wording,
    pub(crate) wording: Wording,
    pub(crate) cel: Spanned<String>,
    pub(crate) citation: Option<Citation>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawRule {
    pub(crate) id: String,
    pub(crate) class: Class,
    pub(crate) cel: Spanned<String>,
    pub(crate) wording: Wording,
    pub(crate) citation: Option<Citation>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawTable {
    pub(crate) id: String,
    pub(crate) from: RawDay,
    pub(crate) to: Option<RawDay>,
    /// CSV file beside this one: `block, when, <one column per region>`.
    pub(crate) file: String,
    pub(crate) complete: bool,
    pub(crate) citation: Option<Citation>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawOverride {
    pub(crate) province: u32,
    pub(crate) area: Option<Area>,
    pub(crate) block: String,
    pub(crate) region: String,
    pub(crate) from: RawDay,
    pub(crate) to: Option<RawDay>,
    pub(crate) citation: Option<Citation>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawCase {
    pub(crate) name: String,
    pub(crate) author: String,
    pub(crate) source: Option<String>,
    pub(crate) day: RawDay,
    pub(crate) area: Option<Area>,
    pub(crate) region: Option<String>,
    pub(crate) province: Option<u32>,
    /// Specimens without which the case makes no sense; it is skipped when they are not loaded.
    #[serde(default)]
    pub(crate) specimens: Vec<String>,
    /// Specimens with which the case makes no sense.
    #[serde(default)]
    pub(crate) without: Vec<String>,
    /// Whether it counts a stated income for what a table of points would otherwise decide.
    #[serde(default)]
    pub(crate) without_points: bool,
    #[serde(default)]
    pub(crate) household: BTreeMap<String, toml::Value>,
    #[serde(default)]
    pub(crate) members: Vec<BTreeMap<String, toml::Value>>,
    /// Whether all members are listed; taken as yes when any is.
    pub(crate) members_complete: Option<bool>,
    pub(crate) expect: Vec<RawExpectation>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawExpectation {
    pub(crate) standard: String,
    pub(crate) class: Class,
    pub(crate) rule: Option<String>,
    pub(crate) income_low: Option<String>,
    pub(crate) income_score: Option<i64>,
    pub(crate) deprived: Option<Vec<String>>,
    pub(crate) unknown: Option<Vec<String>>,
    pub(crate) count: Option<[u8; 2]>,
    pub(crate) unverified: Option<bool>,
    pub(crate) caveats: Option<Vec<String>>,
}
