//! The points of single indicators, as the form sends them and the address keeps them.

use ground::Result;
use law::Standard;

use super::asked::number;

/// Points of single indicators as an address writes them, `water.20~waste.0`: code and what was typed.
pub(super) struct Points<'a>(Vec<(&'a str, &'a str)>);

impl<'a> Points<'a> {
    /// The most that one deprivation may count.
    pub(super) const MOST: i64 = 1_000;

    pub(super) fn of(text: &'a str) -> Points<'a> {
        Points(text.split('~').filter_map(|one| one.split_once('.')).collect())
    }

    /// Codes and what was typed.
    pub(super) fn given(&self) -> &[(&'a str, &'a str)] {
        &self.0
    }

    /// The name of an indicator's field in the form.
    pub(super) fn field(code: &str) -> String {
        format!("points-{code}")
    }

    /// The fields of the form put together, when there are any in the query of an address.
    pub(super) fn gathered(query: &[(String, String)]) -> Option<String> {
        let fields = query.iter().filter_map(|(name, typed)| {
            Some((name.strip_prefix("points-")?, typed.trim().replace('~', "")))
        });
        let fields: Vec<_> = fields.collect();
        if fields.is_empty() {
            return None;
        }
        let given = fields.iter().filter(|(_, typed)| !typed.is_empty());
        let given: Vec<String> = given.map(|(code, typed)| format!("{code}.{typed}")).collect();
        Some(given.join("~"))
    }

    /// The points of every indicator of a standard, those of the law where nothing else is given.
    pub(super) fn in_full(&self, standard: &Standard) -> Result<Vec<u32>> {
        let by_law = u32::try_from(standard.points_per_indicator()).unwrap_or(1);
        let of = |code: &str| -> Result<u32> {
            let Some((_, typed)) = self.0.iter().find(|(known, _)| *known == code) else {
                return Ok(by_law);
            };
            let points = number(typed, Points::MOST)?;
            Ok(points.and_then(|points| u32::try_from(points).ok()).unwrap_or(by_law))
        };
        standard.indicators().iter().map(|indicator| of(&indicator.code)).collect()
    }
}
