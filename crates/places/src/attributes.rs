//! What the law says of a unit on a date: rural or urban, class of difficulty, region of the score
//! form. Each value carries its act and whether anybody compared it with that act.

use ground::{Day, Period, UnitId};

use crate::{Unit, UnitKind, Units};

/// Rural or urban, which chooses the income line (NĐ 07/2021/NĐ-CP Article 3). A dated attribute of its
/// own: a household of the township Vụ Bản was urban, and lives since 01/07/2025 in the rural commune
/// Lạc Sơn.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Area {
    /// Nông thôn.
    Rural,
    /// Thành thị.
    Urban,
}

/// Class of difficulty of communes in ethnic-minority and mountain areas (QĐ 861/QĐ-TTg, 04/06/2021).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Difficulty {
    /// Khu vực I.
    One,
    /// Khu vực II, difficult.
    Two,
    /// Khu vực III, special difficulty (đặc biệt khó khăn).
    Three,
}

/// The region whose rural score form (phiếu B1) applies.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Region {
    /// Red River Delta.
    Nt1,
    /// Northern midlands and mountains.
    Nt2,
    /// North Central and Central coast.
    Nt3,
    /// Central Highlands.
    Nt4,
    /// South-East.
    Nt5,
    /// Mekong Delta.
    Nt6,
}

/// A value of an attribute that a file can hold.
pub(crate) trait Value: Copy + PartialEq + 'static {
    /// Words of the column `value`, with what they mean.
    const WORDS: &'static [(&'static str, Self)];

    fn parse(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(known, _)| *known == word).map(|(_, value)| *value)
    }

    fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, value)| *value == self).map_or("", |(word, _)| word)
    }
}

impl Value for Area {
    const WORDS: &'static [(&'static str, Area)] =
        &[("rural", Area::Rural), ("urban", Area::Urban)];
}

impl Value for Difficulty {
    const WORDS: &'static [(&'static str, Difficulty)] =
        &[("I", Difficulty::One), ("II", Difficulty::Two), ("III", Difficulty::Three)];
}

impl Value for Region {
    const WORDS: &'static [(&'static str, Region)] = &[
        ("NT1", Region::Nt1),
        ("NT2", Region::Nt2),
        ("NT3", Region::Nt3),
        ("NT4", Region::Nt4),
        ("NT5", Region::Nt5),
        ("NT6", Region::Nt6),
    ];
}

impl Area {
    /// `rural` or `urban`.
    pub fn as_str(self) -> &'static str {
        self.word()
    }
}

impl Difficulty {
    /// `I`, `II` or `III`.
    pub fn as_str(self) -> &'static str {
        self.word()
    }
}

impl Region {
    /// `NT1` to `NT6`.
    pub fn as_str(self) -> &'static str {
        self.word()
    }
}

/// A value with its period and source.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Dated<T> {
    /// The value.
    pub value: T,
    /// The days it holds for the unit asked.
    pub period: Period,
    /// The legal act it rests on, as cited in the file.
    pub act: String,
    /// Whether somebody compared it with that act.
    pub verified: bool,
}

/// What a row of an attribute file speaks of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Subject {
    Kind(UnitKind),
    Unit(UnitId),
}

/// One row of an attribute file.
#[derive(Debug)]
pub(crate) struct Fact<T> {
    pub(crate) subject: Subject,
    pub(crate) dated: Dated<T>,
    /// From a folder given at start, so it goes before what is built in.
    pub(crate) added: bool,
}

/// All attributes.
#[derive(Default)]
pub(crate) struct Attributes {
    pub(crate) area: Table<Area>,
    pub(crate) difficulty: Table<Difficulty>,
    pub(crate) region: Table<Region>,
}

/// The facts of one attribute.
pub(crate) struct Table<T> {
    of_kinds: Vec<Fact<T>>,
    /// Ordered by unit.
    of_units: Vec<(UnitId, Fact<T>)>,
}

impl<T> Default for Table<T> {
    fn default() -> Table<T> {
        Table { of_kinds: Vec::new(), of_units: Vec::new() }
    }
}

impl<T: Copy> Table<T> {
    pub(crate) fn new(facts: Vec<Fact<T>>) -> Table<T> {
        let mut table = Table::default();
        for fact in facts {
            match fact.subject {
                Subject::Kind(_) => table.of_kinds.push(fact),
                Subject::Unit(unit) => table.of_units.push((unit, fact)),
            }
        }
        table.of_units.sort_by_key(|(unit, _)| *unit);
        table
    }

    /// The value of `unit` on `day`: rows of the unit before rows of its kind, added before built in.
    fn on(&self, unit: &Unit, day: Day) -> Option<Dated<T>> {
        let from = self.of_units.partition_point(|(id, _)| *id < unit.id);
        let own = self.of_units[from..].iter().take_while(|(id, _)| *id == unit.id);
        let own = best(own.map(|(_, fact)| fact), day);
        let fact = own.or_else(|| {
            let kind = self.of_kinds.iter().filter(|fact| fact.subject == Subject::Kind(unit.kind));
            best(kind, day)
        })?;
        let to = [fact.dated.period.to, unit.period.to].into_iter().flatten().min();
        let period = Period { from: fact.dated.period.from.max(unit.period.from), to };
        Some(Dated {
            value: fact.dated.value,
            period,
            act: fact.dated.act.clone(),
            verified: fact.dated.verified,
        })
    }
}

fn best<'a, T: 'a>(facts: impl Iterator<Item = &'a Fact<T>>, day: Day) -> Option<&'a Fact<T>> {
    facts.filter(|fact| fact.dated.period.contains(day)).max_by_key(|fact| fact.added)
}

impl Units {
    /// Whether a unit is rural or urban on `day`; `None` when it does not exist then, or nothing is
    /// known (special zones).
    pub fn area(&self, id: UnitId, day: Day) -> Option<Dated<Area>> {
        self.attributes.area.on(self.living(id, day)?, day)
    }

    /// The class of difficulty of a commune on `day`; `None` where no list is at hand. It is *not*
    /// carried over to the communes after a merger: their class needs a decision of its own.
    pub fn difficulty(&self, id: UnitId, day: Day) -> Option<Dated<Difficulty>> {
        self.attributes.difficulty.on(self.living(id, day)?, day)
    }

    /// The region of the score form on `day`: of the unit or the nearest one above it; else, for
    /// provinces merged across regions, the one region of all that the unit was made of (which then
    /// counts as unverified).
    pub fn region(&self, id: UnitId, day: Day) -> Option<Dated<Region>> {
        let unit = self.living(id, day)?;
        let above = self.path(id).into_iter().rev();
        let mut known = above.filter_map(|unit| self.attributes.region.on(unit, day));
        if let Some(mut region) = known.next() {
            region.period.from = region.period.from.max(unit.period.from);
            return Some(region);
        }
        let eve = unit.period.from.previous();
        let mut before = self.predecessors(id, eve).into_iter().map(|s| self.region(s.unit, eve));
        let first = before.next()??;
        let same = before.all(|other| other.is_some_and(|other| other.value == first.value));
        same.then_some(Dated { period: unit.period, verified: false, ..first })
    }

    fn living(&self, id: UnitId, day: Day) -> Option<&Unit> {
        self.get(id).filter(|unit| unit.exists(day))
    }
}
