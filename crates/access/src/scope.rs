//! The part of the country that a list may show.

use ground::{Day, Problem, Result, UnitId};
use places::{Level, Units};

/// Which units a list is drawn from. Rooms turn it into a condition on their own columns:
/// nothing, `province_id = …`, or `unit_id` among the communes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Scope {
    /// Everywhere.
    Nation,
    /// One province of the day.
    Province(UnitId),
    /// These communes, ordered by number; an empty list shows nothing.
    Communes(Vec<UnitId>),
}

impl Scope {
    /// What belongs to `unit` on `day`. A unit that had ended by then gives the communes it had on its
    /// last day: its account sees its own past, and nothing of those who took over until an
    /// administrator moves the account.
    pub fn of(unit: UnitId, units: &Units, day: Day) -> Scope {
        if unit == UnitId::NATION {
            return Scope::Nation;
        }
        let Some(found) = units.get(unit) else { return Scope::Communes(Vec::new()) };
        if found.level == Level::Province && found.period.contains(day) {
            return Scope::Province(unit);
        }
        let day = found.period.to.map_or(day, |last| last.min(day));
        Scope::communes(units.communes(unit, day))
    }

    /// The scope narrowed to a unit that a person chose. An old unit chosen for a later day means the
    /// communes that took it over, as far as they are in this scope.
    ///
    /// # Errors
    /// `access.unit.missing` when the unit is unknown or not wholly inside.
    pub fn within(&self, unit: UnitId, units: &Units, day: Day) -> Result<Scope> {
        let missing = || Problem::missing("access.unit.missing");
        if unit == UnitId::NATION {
            return if *self == Scope::Nation { Ok(Scope::Nation) } else { Err(missing()) };
        }
        let found = units.get(unit).ok_or_else(missing)?;
        let chosen = units.communes(unit, day);
        let inside: Vec<UnitId> =
            chosen.iter().copied().filter(|commune| self.covers(*commune, units)).collect();
        if !self.covers(unit, units) && !holds(found.level, &chosen, &inside) {
            return Err(missing());
        }
        if found.level == Level::Province && found.period.contains(day) {
            return Ok(Scope::Province(unit));
        }
        Ok(Scope::communes(inside))
    }

    /// The communes of the scope on a day, in order of number.
    pub fn listed(&self, units: &Units, day: Day) -> Vec<UnitId> {
        match self {
            Scope::Nation => units.communes(UnitId::NATION, day),
            Scope::Province(province) => units.communes(*province, day),
            Scope::Communes(communes) => communes.clone(),
        }
    }

    /// Whether records of the unit may be shown.
    pub fn covers(&self, unit: UnitId, units: &Units) -> bool {
        match self {
            Scope::Nation => true,
            Scope::Province(province) => lies_below(units, unit, *province),
            Scope::Communes(own) => own.iter().any(|own| lies_below(units, unit, *own)),
        }
    }

    /// Every unit of any time whose records may be shown, in order; `None` when those are all.
    pub fn reach(&self, units: &Units) -> Option<Vec<UnitId>> {
        if *self == Scope::Nation {
            return None;
        }
        let all = units.all().iter().map(|unit| unit.id);
        Some(all.filter(|unit| self.covers(*unit, units)).collect())
    }

    fn communes(mut communes: Vec<UnitId>) -> Scope {
        communes.sort_unstable();
        communes.dedup();
        Scope::Communes(communes)
    }
}

/// Whether `unit` is `top` or lies below it, or became part of it: the officer of today's commune
/// goes on with what belonged to the old ones. An old commune that was split belongs to each of its
/// successors; a larger old unit only to a unit that has all of it.
///
/// A `top` that has ended covers its own past only.
pub(crate) fn lies_below(units: &Units, unit: UnitId, top: UnitId) -> bool {
    let below = |unit: UnitId| units.path(unit).iter().any(|above| above.id == top);
    if below(unit) {
        return true;
    }
    let (Some(unit), Some(top)) = (units.get(unit), units.get(top)) else { return false };
    let Some(last) = unit.period.to else { return false };
    let after = last.next().max(top.period.from);
    if !top.period.contains(after) {
        return false;
    }
    let became = units.communes(unit.id, after);
    let inside: Vec<_> = became.iter().copied().filter(|commune| below(*commune)).collect();
    holds(unit.level, &became, &inside)
}

/// Whether a unit of this level that is now `communes` counts as held by whoever holds `inside` of
/// them: any part will do for a commune, larger units must be there whole.
fn holds(level: Level, communes: &[UnitId], inside: &[UnitId]) -> bool {
    match level {
        Level::Commune => !inside.is_empty(),
        _ => !communes.is_empty() && inside.len() == communes.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEFORE: (i32, u32, u32) = (2025, 6, 30);
    const AFTER: (i32, u32, u32) = (2026, 11, 23);

    fn day((year, month, day): (i32, u32, u32)) -> Day {
        Day::new(year, month, day).unwrap()
    }

    fn unit(level: Level, code: &str, on: (i32, u32, u32)) -> UnitId {
        Units::builtin().by_code(level, code, day(on)).unwrap().id
    }

    /// Phú Thọ, Hoà Bình, the old district Lạc Sơn, the new commune Lạc Sơn and the old Vũ Bình.
    fn known() -> [UnitId; 5] {
        [
            unit(Level::Province, "25", AFTER),
            unit(Level::Province, "17", BEFORE),
            unit(Level::District, "157", BEFORE),
            unit(Level::Commune, "05266", AFTER),
            unit(Level::Commune, "05335", BEFORE),
        ]
    }

    #[test]
    fn what_was_merged_lies_below_its_successor() {
        let units = Units::builtin();
        let [phu_tho, hoa_binh, old_district, lac_son, vu_binh] = known();
        for (below, top, expected) in [
            (lac_son, UnitId::NATION, true),
            (lac_son, phu_tho, true),
            (phu_tho, lac_son, false),
            (vu_binh, lac_son, true),
            (vu_binh, phu_tho, true),
            (vu_binh, old_district, true),
            (old_district, phu_tho, true),
            (hoa_binh, phu_tho, true),
            // Part of the old district does not open the whole of it.
            (old_district, lac_son, false),
            // An account left in an old unit does not inherit its successor.
            (lac_son, vu_binh, false),
            (lac_son, hoa_binh, false),
            (UnitId(42), UnitId::NATION, false),
        ] {
            assert_eq!(lies_below(units, below, top), expected, "{below} below {top}");
        }
    }

    #[test]
    fn a_scope_follows_the_unit_and_the_day() {
        let units = Units::builtin();
        let [phu_tho, _, old_district, lac_son, vu_binh] = known();
        assert_eq!(Scope::of(UnitId::NATION, units, day(AFTER)), Scope::Nation);
        assert_eq!(Scope::of(phu_tho, units, day(AFTER)), Scope::Province(phu_tho));
        assert_eq!(Scope::of(lac_son, units, day(AFTER)), Scope::Communes(vec![lac_son]));
        assert_eq!(Scope::of(vu_binh, units, day(AFTER)), Scope::Communes(vec![vu_binh]));
        let Scope::Communes(old) = Scope::of(old_district, units, day(AFTER)) else { panic!() };
        assert_eq!(old.len(), 24);
        assert_eq!(Scope::of(UnitId(42), units, day(AFTER)), Scope::Communes(vec![]));
    }

    #[test]
    fn a_scope_narrows_and_never_widens() {
        let units = Units::builtin();
        let [phu_tho, hoa_binh, old_district, lac_son, vu_binh] = known();
        let today = day(AFTER);
        let province = Scope::Province(phu_tho);
        let commune = Scope::Communes(vec![lac_son]);
        assert_eq!(Scope::Nation.within(phu_tho, units, today), Ok(province.clone()));
        assert_eq!(province.within(phu_tho, units, today), Ok(province.clone()));
        assert_eq!(province.within(lac_son, units, today), Ok(commune.clone()));
        assert_eq!(commune.within(vu_binh, units, today), Ok(commune.clone()));
        let Ok(Scope::Communes(eight)) = province.within(old_district, units, today) else {
            panic!()
        };
        assert_eq!(eight.len(), 8);
        let Ok(Scope::Communes(then)) = commune.within(lac_son, units, day(BEFORE)) else {
            panic!()
        };
        assert!(then.contains(&vu_binh) && then.len() > 1, "{then:?}");
        for (scope, unit) in [
            (&commune, phu_tho),
            (&commune, old_district),
            (&commune, hoa_binh),
            (&commune, UnitId::NATION),
            (&province, UnitId::NATION),
            (&province, unit(Level::Province, "01", AFTER)),
            (&province, UnitId(42)),
        ] {
            let refused = scope.within(unit, units, today).unwrap_err();
            assert_eq!(refused.code, "access.unit.missing", "{unit}");
        }
    }
}
