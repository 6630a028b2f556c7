//! Units by the names that people write: with or without `Xã`, `X.`, `TT.`, with or without
//! diacritics, Hoà or Hòa, Mỹ or Mĩ, Ea H'Leo or Ea Hleo.

use std::collections::HashMap;

use ground::{Day, UnitId, fold, tidy};
use unicode_normalization::UnicodeNormalization;

use crate::{Level, Unit, UnitKind, Units};

/// What a name stands for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Found {
    /// Exactly one unit on that day.
    One(UnitId),
    /// Several units on that day; ask for the district or the code.
    Several(Vec<UnitId>),
    /// None on that day, but these at another date.
    AtAnotherDate(Vec<UnitId>),
    /// No unit has or had this name there.
    None,
}

/// Units by level and spelling-free name.
pub(crate) struct Names(HashMap<(Level, String), Vec<UnitId>>);

impl Names {
    pub(crate) fn of(units: &[Unit]) -> Names {
        let mut names: HashMap<_, Vec<UnitId>> = HashMap::with_capacity(units.len());
        for unit in units {
            names.entry((unit.level, key(unit.folded_name()))).or_default().push(unit.id);
        }
        Names(names)
    }

    fn with(&self, level: Level, folded: &str) -> Option<&Vec<UnitId>> {
        self.0.get(&(level, key(folded)))
    }
}

impl Units {
    /// The commune called `name` inside `within` on `day`. `within` may be a unit of another time: an
    /// old district finds its old communes on an old day and what they became on a later one.
    pub fn find(&self, name: &str, within: UnitId, day: Day) -> Found {
        self.find_level(Level::Commune, name, within, day)
    }

    /// As [`Units::find`], for a province, district or commune.
    pub fn find_level(&self, level: Level, name: &str, within: UnitId, day: Day) -> Found {
        let alike: Vec<&Unit> = self
            .called(level, name)
            .into_iter()
            .filter(|unit| self.is_inside(unit.id, within))
            .collect();
        let (now, then): (Vec<&Unit>, Vec<&Unit>) = alike.into_iter().partition(|u| u.exists(day));
        match closest(now, name)[..] {
            [] => {}
            [unit] => return Found::One(unit.id),
            ref several => return Found::Several(several.iter().map(|unit| unit.id).collect()),
        }
        match closest(then, name)[..] {
            [] => Found::None,
            ref units => Found::AtAnotherDate(units.iter().map(|unit| unit.id).collect()),
        }
    }

    /// Whether `name` is a way to write the name of `unit`.
    pub(crate) fn named(&self, unit: &Unit, name: &str) -> bool {
        self.called(unit.level, name).iter().any(|other| other.id == unit.id)
    }

    /// All units of a level whose name may be written so, of all times and places.
    fn called(&self, level: Level, name: &str) -> Vec<&Unit> {
        let whole = fold(name);
        let bare = without_kind(level, &whole).map(|(_, rest)| rest);
        let mut ids: Vec<UnitId> = [Some(&*whole), bare]
            .into_iter()
            .flatten()
            .filter_map(|name| self.names().with(level, name))
            .flatten()
            .copied()
            .collect();
        ids.sort_unstable();
        ids.dedup();
        ids.into_iter().filter_map(|id| self.get(id)).collect()
    }
}

/// Of several units, those of the kind written before the name, and of these those with the very
/// diacritics; each only when there are any. `xa Thanh An` has lost its diacritics, as `xa` shows, and may
/// be Xã Thạnh An as well.
fn closest<'a>(mut units: Vec<&'a Unit>, name: &str) -> Vec<&'a Unit> {
    if units.len() > 1
        && let Some(kind) = units.first().and_then(|u| Some(without_kind(u.level, &fold(name))?.0))
        && units.iter().any(|unit| unit.kind == kind)
    {
        units.retain(|unit| unit.kind == kind);
    }
    let folded = fold(name);
    let stripped = name.is_ascii() && units.iter().any(|unit| unit.fold == folded);
    if units.len() > 1 && !stripped {
        let written = spelling(name);
        let exact = |unit: &&Unit| written.ends_with(&spelling(&unit.name));
        if units.iter().any(exact) {
            units.retain(exact);
        }
    }
    units
}

/// The kind that a folded name begins with, and the rest. `h` and the like are only abbreviations
/// before a further word; `p12` is Phường 12.
fn without_kind(level: Level, folded: &str) -> Option<(UnitKind, &str)> {
    use UnitKind::{
        City, Commune, Province, RuralDistrict, SpecialZone, Town, Township, UrbanDistrict, Ward,
    };
    let prefixes: &[(UnitKind, &str)] = match level {
        Level::Nation => &[],
        Level::Province => &[(Province, "t"), (City, "tp")],
        Level::District => {
            &[(RuralDistrict, "h"), (UrbanDistrict, "q"), (Town, "tx"), (City, "tp")]
        }
        Level::Commune => &[(Commune, "x"), (Ward, "p"), (Township, "tt"), (SpecialZone, "dk")],
    };
    prefixes.iter().find_map(|(kind, short)| {
        [kind.folded(), short].into_iter().find_map(|prefix| {
            let rest = folded.strip_prefix(prefix)?;
            let number = rest.starts_with(|c: char| c.is_ascii_digit());
            Some((*kind, if number { rest } else { rest.strip_prefix(' ')? }))
        })
    })
}

/// A folded name without what spellings disagree on: spaces, i and y, leading zeros of a number.
fn key(folded: &str) -> String {
    folded.replace(' ', "").replace('y', "i").trim_start_matches('0').to_owned()
}

/// The name in small letters with each tone mark at the end of its word, so that Hoà equals Hòa but
/// not Hoa.
fn spelling(name: &str) -> String {
    tidy(name)
        .to_lowercase()
        .split(' ')
        .map(|word| {
            let (tones, letters): (Vec<char>, Vec<char>) = word.nfd().partition(|c| is_tone(*c));
            letters.into_iter().chain(tones).collect::<String>()
        })
        .collect::<Vec<_>>()
        .join(" ")
}

/// Grave, acute, tilde, hook above, dot below.
fn is_tone(c: char) -> bool {
    matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}')
}
