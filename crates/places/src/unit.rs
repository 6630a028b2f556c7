//! One administrative unit in one period of its life.

use std::fmt;

use ground::{Day, Period, UnitId, fold};

/// The first day the record speaks of. The published data has one picture from before the reform of
/// 2025 and no dates of its own, so this is a convention, not a legal date (`data/units/NOTICE.md`).
pub(crate) fn record_begins() -> Day {
    Day::new(2000, 1, 1).expect("a day of the calendar")
}

/// How far down the country a unit lies.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Level {
    /// The whole country (cả nước).
    Nation,
    /// Province or centrally run city (cấp tỉnh).
    Province,
    /// District (cấp huyện), until 30/06/2025.
    District,
    /// Commune, ward, township, special zone (cấp xã).
    Commune,
}

impl Level {
    /// The level that the number of a unit begins with.
    pub fn of(id: UnitId) -> Option<Level> {
        [Level::Nation, Level::Province, Level::District, Level::Commune]
            .get(usize::try_from(id.0 / 100_000_000).ok()?)
            .copied()
    }

    /// The word of files and messages: `nation`, `province`, `district`, `commune`.
    pub fn as_str(self) -> &'static str {
        match self {
            Level::Nation => "nation",
            Level::Province => "province",
            Level::District => "district",
            Level::Commune => "commune",
        }
    }

    /// The number of digits of an official code at this level.
    pub fn digits(self) -> usize {
        match self {
            Level::Nation => 0,
            Level::Province => 2,
            Level::District => 3,
            Level::Commune => 5,
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What a unit calls itself. A `thành phố` is a province or a district; [`Unit::level`] tells which.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum UnitKind {
    /// Cả nước.
    Nation,
    /// Tỉnh.
    Province,
    /// Thành phố.
    City,
    /// Quận.
    UrbanDistrict,
    /// Huyện.
    RuralDistrict,
    /// Thị xã.
    Town,
    /// Xã.
    Commune,
    /// Phường.
    Ward,
    /// Thị trấn, until 30/06/2025.
    Township,
    /// Đặc khu, from 01/07/2025.
    SpecialZone,
}

impl UnitKind {
    /// All kinds.
    pub const ALL: [UnitKind; 10] = [
        UnitKind::Nation,
        UnitKind::Province,
        UnitKind::City,
        UnitKind::UrbanDistrict,
        UnitKind::RuralDistrict,
        UnitKind::Town,
        UnitKind::Commune,
        UnitKind::Ward,
        UnitKind::Township,
        UnitKind::SpecialZone,
    ];

    /// The Vietnamese word, in small letters.
    pub fn word(self) -> &'static str {
        match self {
            UnitKind::Nation => "cả nước",
            UnitKind::Province => "tỉnh",
            UnitKind::City => "thành phố",
            UnitKind::UrbanDistrict => "quận",
            UnitKind::RuralDistrict => "huyện",
            UnitKind::Town => "thị xã",
            UnitKind::Commune => "xã",
            UnitKind::Ward => "phường",
            UnitKind::Township => "thị trấn",
            UnitKind::SpecialZone => "đặc khu",
        }
    }

    /// The kind with this Vietnamese word.
    pub fn from_word(word: &str) -> Option<UnitKind> {
        UnitKind::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// The word as it begins a full name: `Xã`, `Thị trấn`.
    fn title(self) -> &'static str {
        match self {
            UnitKind::Nation => "",
            UnitKind::Province => "Tỉnh",
            UnitKind::City => "Thành phố",
            UnitKind::UrbanDistrict => "Quận",
            UnitKind::RuralDistrict => "Huyện",
            UnitKind::Town => "Thị xã",
            UnitKind::Commune => "Xã",
            UnitKind::Ward => "Phường",
            UnitKind::Township => "Thị trấn",
            UnitKind::SpecialZone => "Đặc khu",
        }
    }

    /// The word without diacritics, as [`ground::fold`] gives it.
    pub(crate) fn folded(self) -> &'static str {
        match self {
            UnitKind::Nation => "",
            UnitKind::Province => "tinh",
            UnitKind::City => "thanh pho",
            UnitKind::UrbanDistrict => "quan",
            UnitKind::RuralDistrict => "huyen",
            UnitKind::Town => "thi xa",
            UnitKind::Commune => "xa",
            UnitKind::Ward => "phuong",
            UnitKind::Township => "thi tran",
            UnitKind::SpecialZone => "dac khu",
        }
    }
}

/// An administrative unit in one period of its life.
#[derive(Clone, PartialEq, Debug)]
pub struct Unit {
    /// Level, code and holder of the code in one number.
    pub id: UnitId,
    /// How far down the country it lies.
    pub level: Level,
    /// The official code, with leading zeros: `25`, `157`, `05323`; empty for the nation.
    pub code: String,
    /// Its own name without the kind: `Lạc Sơn`, `12` (of Phường 12).
    pub name: String,
    /// What it calls itself.
    pub kind: UnitKind,
    /// Kind and name: `Xã Lạc Sơn`.
    pub full_name: String,
    /// When it existed under this code, name and parent. Begins on 01/01/2000 where only the state
    /// before the reform is known.
    pub period: Period,
    /// The unit it lies in; none for the nation.
    pub parent: Option<UnitId>,
    /// Latitude and longitude of a point inside, in degrees (WGS 84), where known.
    pub centre: Option<(f64, f64)>,
    /// Area in km², where known.
    pub km2: Option<f64>,
    /// The full name without diacritics and case, for search.
    pub fold: String,
}

impl Unit {
    /// A unit whose derived fields follow from the given ones; `None` when the number has no level.
    pub(crate) fn new(id: UnitId, kind: UnitKind, name: String, period: Period) -> Option<Unit> {
        let level = Level::of(id)?;
        let code = match level {
            Level::Nation => String::new(),
            _ => format!("{:0width$}", id.0 / 100 % 1_000_000, width = level.digits()),
        };
        let full_name = match kind {
            UnitKind::Nation => name.clone(),
            _ => format!("{} {name}", kind.title()),
        };
        // Folding only the name, not fourteen thousand times the same kind, shortens every start.
        let fold = [kind.folded(), &fold(&name)].join(" ").trim_start().to_owned();
        let (parent, centre, km2) = (None, None, None);
        Some(Unit { id, level, code, name, kind, full_name, period, parent, centre, km2, fold })
    }

    /// The name without kind, diacritics and case.
    pub(crate) fn folded_name(&self) -> &str {
        self.fold[self.kind.folded().len()..].trim_start()
    }

    /// Whether it exists on `day`.
    pub fn exists(&self, day: Day) -> bool {
        self.period.contains(day)
    }

    /// The day of its life that is nearest to `day`.
    pub fn nearest(&self, day: Day) -> Day {
        match self.period.to {
            Some(to) if to < day => to,
            _ => day.max(self.period.from),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_fold_as_their_words_do() {
        for kind in UnitKind::ALL {
            assert_eq!(kind.folded(), fold(kind.title()));
            assert_eq!(UnitKind::from_word(kind.word()), Some(kind));
        }
    }

    #[test]
    fn derived_fields_follow_from_number_kind_and_name() {
        let period = Period::since(record_begins());
        let unit = |id, kind, name: &str| Unit::new(UnitId(id), kind, name.to_owned(), period);
        let ward = unit(300_002_502, UnitKind::Ward, "12").unwrap();
        assert_eq!(
            (&*ward.code, &*ward.full_name, &*ward.fold),
            ("00025", "Phường 12", "phuong 12")
        );
        assert_eq!(ward.folded_name(), "12");
        let nation = unit(0, UnitKind::Nation, "Việt Nam").unwrap();
        assert_eq!(
            (&*nation.code, &*nation.full_name, &*nation.fold),
            ("", "Việt Nam", "viet nam")
        );
        assert_eq!(unit(400_000_001, UnitKind::Ward, "12"), None);
    }
}
