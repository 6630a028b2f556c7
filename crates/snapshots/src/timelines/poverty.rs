//! What households lacked on a day: the same as [`registry::poverty`], from the columns.

use std::collections::BTreeMap;

use ground::HouseholdId;
use places::Units;
use registry::figures::{Count, Frame, Kept};
use registry::poverty::{Asked, Choosing, Counting, Judged, Pattern};
use registry::transitions::Group;

use super::Timelines;
use super::movement::{Alike, alike, known, on, one};
use super::sums::Sums;

impl Timelines {
    /// The patterns of each group of the frame.
    pub fn patterns(
        &self,
        units: &Units,
        frame: &Frame<'_>,
        asked: Asked<'_>,
    ) -> BTreeMap<Group, Vec<Pattern>> {
        let mut counting = Counting::new(units, frame, asked.by);
        let found = self.each(frame, |commune| {
            let under = commune.sayings().under(asked.standard);
            let mut sums: Sums<(Alike, u16, Judged), Count> = Sums::new();
            for (household, spells, visits) in commune.with_visits() {
                if let Some(spell) = on(spells, asked.day) {
                    let judged = under.on(visits, asked.day);
                    *sums.of((alike(household, asked.by), spell.unit, judged)) += one(spell);
                }
            }
            sums.all()
        });
        for (commune, sums) in found {
            for ((alike, unit, judged), count) in sums {
                let known = known(commune, asked.by, alike);
                let kept = Kept { unit: commune.unit(unit), now: known.now, before: known.before };
                counting.add(kept, known.one, judged, count);
            }
        }
        counting.found()
    }

    /// The households of which something wanted is said, in the whole frame (`group` is `None`) or in one
    /// group; in the order of their ids.
    pub fn said(
        &self,
        units: &Units,
        frame: &Frame<'_>,
        asked: Asked<'_>,
        group: Option<&Group>,
        wanted: impl Fn(&Judged) -> bool + Sync,
    ) -> Vec<HouseholdId> {
        let chosen = self.each(frame, |commune| {
            let under = commune.sayings().under(asked.standard);
            let mut choosing = Choosing::new(units, frame, asked.by, group);
            let mut ids = Vec::new();
            for (household, spells, visits) in commune.with_visits() {
                let Some(spell) = on(spells, asked.day) else { continue };
                let known = known(commune, asked.by, alike(household, asked.by));
                let unit = commune.unit(spell.unit);
                let kept = Kept { unit, now: known.now, before: known.before };
                if wanted(&under.on(visits, asked.day)) && choosing.is_here(kept, known.one) {
                    ids.push(household.id);
                }
            }
            ids
        });
        let mut ids: Vec<HouseholdId> = chosen.into_iter().flat_map(|(_, ids)| ids).collect();
        ids.sort_unstable();
        ids
    }
}
