//! Which units a table is about, as they were on which day, and into which of its rows a household
//! falls.
//!
//! A status keeps the commune as it was called when the status began. The frame knows every number under
//! which its communes ever went (they are what the database is asked for), and maps each back: a commune
//! that went whole into another is told by the unit alone; one that was split by where the household
//! lives now or lived before the reform of 1 July 2025. What cannot be told goes into a row of its own
//! and is never dropped.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::AddAssign;

use access::Scope;
use ground::{Day, Result, UnitId};
use places::{Level, Succeeds, Units};
use store::{Row, Statement, Tx, UNITS_PER_STATEMENT, Value, unit_values};

use super::model::{Table, UnitRow};

/// On whose map a result is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Geography {
    /// The units of the day the figures are about (for a period: of its last day).
    AsThen,
    /// The units of another day: past results on today's map, or today's in the old communes.
    AsOf(Day),
}

/// The units of a table.
pub struct Frame<'a> {
    units: &'a Units,
    day: Day,
    rows: Vec<UnitId>,
    /// The row of every commune inside.
    row_of: HashMap<UnitId, UnitId>,
    /// Every number under which statuses of these communes may be kept: those that tell the commune by
    /// themselves, and those of communes that were split.
    told: Vec<UnitId>,
    split: Vec<UnitId>,
}

/// Joins the household `h` of the status `s`, only where [`Frame::fetch_by_status`] says (as 1 or 0, in
/// the parameter named) that it is needed: looking up every household would be most of the work.
macro_rules! household_if {
    ($needed:literal, $status:literal) => {
        concat!(
            " LEFT JOIN household h ON h.id = CASE WHEN ",
            $needed,
            " = 1 THEN ",
            $status,
            ".household_id END "
        )
    };
}
pub(crate) use household_if;

/// Where a status was recorded, and what else is known of where the household lives.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Kept {
    /// The commune of the status.
    pub unit: UnitId,
    /// The commune of the household now.
    pub now: UnitId,
    /// Its commune until 30 June 2025.
    pub before: Option<UnitId>,
}

/// Into which row something falls.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) enum Placed {
    /// Into the row of this unit.
    Row(UnitId),
    /// Somewhere here, but it cannot be told where.
    Unassigned,
    /// Not into this table.
    Outside,
}

impl<'a> Frame<'a> {
    /// The communes of a scope, with one row per unit of the given level above them (or the nearest
    /// level above that exists on that map). `day` is the day the figures are about.
    pub fn new(
        units: &'a Units,
        scope: &Scope,
        level: Level,
        geography: Geography,
        day: Day,
    ) -> Frame<'a> {
        let day = match geography {
            Geography::AsThen => day,
            Geography::AsOf(day) => day,
        };
        let communes: BTreeSet<UnitId> = match scope {
            Scope::Nation => units.communes(UnitId::NATION, day).into_iter().collect(),
            Scope::Province(province) => units.communes(*province, day).into_iter().collect(),
            Scope::Communes(communes) => {
                communes.iter().flat_map(|commune| units.communes(*commune, day)).collect()
            }
        };
        let row_of: HashMap<UnitId, UnitId> = communes
            .iter()
            .map(|commune| {
                let path = units.path(*commune);
                let row = path.iter().rev().find(|unit| unit.level <= level);
                (*commune, row.map_or(*commune, |unit| unit.id))
            })
            .collect();
        let rows: BTreeSet<UnitId> = row_of.values().copied().collect();
        let known_as = communes.iter().flat_map(|commune| other_names(units, *commune));
        let known_as: BTreeSet<UnitId> = known_as.collect();
        let is_split = |unit: &UnitId| matches!(units.today_of(*unit, day), Succeeds::Split(_));
        let (split, told) = known_as.into_iter().partition(is_split);
        Frame { units, day, rows: rows.into_iter().collect(), row_of, told, split }
    }

    /// The units of the rows, in order.
    pub fn rows(&self) -> &[UnitId] {
        &self.rows
    }

    /// The day whose map it is.
    pub fn day(&self) -> Day {
        self.day
    }

    /// The communes inside, on the frame's day.
    pub fn communes(&self) -> impl Iterator<Item = (UnitId, UnitId)> {
        let mut pairs: Vec<_> = self.row_of.iter().map(|(a, b)| (*a, *b)).collect();
        pairs.sort_unstable();
        pairs.into_iter()
    }

    /// Whether statuses recorded in this unit are asked for at all; into which row each falls, if into
    /// any, is then told by the household.
    pub fn asks_for(&self, unit: UnitId) -> bool {
        [&self.told, &self.split].into_iter().any(|units| units.binary_search(&unit).is_ok())
    }

    /// Whether this is one of the communes inside, on the frame's day.
    pub fn holds(&self, commune: UnitId) -> bool {
        self.row_of.contains_key(&commune)
    }

    /// The units a commune of the frame was made of, when every one of them went into it whole.
    pub(crate) fn made_of(&self, commune: UnitId) -> Vec<UnitId> {
        let Some(unit) = self.units.get(commune) else { return Vec::new() };
        let parts = self.units.predecessors(commune, unit.period.from.previous());
        let whole = parts.iter().all(|part| part.whole);
        if whole { parts.into_iter().map(|part| part.unit).collect() } else { Vec::new() }
    }

    /// Runs a statement whose first parameters are units for all numbers the communes went under.
    /// Rows of one household may come once per status, never twice for the same status.
    pub(crate) async fn fetch(
        &self,
        tx: &mut Tx,
        statement: &'static Statement,
        rest: &[Value],
        mut each: impl FnMut(&Row) -> Result<()> + Send,
    ) -> Result<()> {
        tx.prefer_indexes().await?;
        for units in [&self.told, &self.split] {
            run(tx, statement, units, rest, &mut each).await?;
        }
        Ok(())
    }

    /// As [`Frame::fetch`], for statements with [`household_if`] on their last parameter, which is added
    /// here: the household is looked up only where its commune was split.
    pub(crate) async fn fetch_by_status(
        &self,
        tx: &mut Tx,
        statement: &'static Statement,
        rest: &[Value],
        mut each: impl FnMut(&Row) -> Result<()> + Send,
    ) -> Result<()> {
        tx.prefer_indexes().await?;
        for (units, needed) in [(&self.told, false), (&self.split, true)] {
            let rest = [rest, &[needed.into()]].concat();
            run(tx, statement, units, &rest, &mut each).await?;
        }
        Ok(())
    }

    /// Into which row a status falls.
    pub(crate) fn place(&self, kept: Kept) -> Placed {
        match self.located(kept) {
            Ok(commune) => self.row(commune),
            Err(parts) => {
                let here =
                    parts.is_empty() || parts.iter().any(|part| self.row_of.contains_key(part));
                if here { Placed::Unassigned } else { Placed::Outside }
            }
        }
    }

    /// The commune of a status on the frame's map; `None` where that cannot be told.
    pub(crate) fn commune(&self, kept: Kept) -> Option<UnitId> {
        self.located(kept).ok()
    }

    /// The commune, or all those it may be.
    fn located(&self, kept: Kept) -> Result<UnitId, Vec<UnitId>> {
        let parts = match self.units.today_of(kept.unit, self.day) {
            Succeeds::Same(commune) | Succeeds::Whole(commune) => return Ok(commune),
            Succeeds::Split(parts) => parts,
        };
        let hints = [Some(kept.now), kept.before].into_iter().flatten();
        let mut hints = hints.filter_map(|hint| match self.units.today_of(hint, self.day) {
            Succeeds::Same(commune) | Succeeds::Whole(commune) => Some(commune),
            Succeeds::Split(_) => None,
        });
        hints.find(|commune| parts.contains(commune)).ok_or(parts)
    }

    fn row(&self, commune: UnitId) -> Placed {
        self.row_of.get(&commune).map_or(Placed::Outside, |row| Placed::Row(*row))
    }
}

async fn run(
    tx: &mut Tx,
    statement: &'static Statement,
    units: &[UnitId],
    rest: &[Value],
    each: &mut (dyn FnMut(&Row) -> Result<()> + Send),
) -> Result<()> {
    for slice in units.chunks(UNITS_PER_STATEMENT) {
        let values = unit_values(slice).chain(rest.iter().cloned()).collect();
        for row in tx.fetch(statement, values).await? {
            each(&row)?;
        }
    }
    Ok(())
}

/// A commune and everything it was made of or became, as far as changes are recorded.
fn other_names(units: &Units, commune: UnitId) -> BTreeSet<UnitId> {
    let mut names = BTreeSet::from([commune]);
    for forward in [false, true] {
        let mut open = vec![commune];
        while let Some(id) = open.pop() {
            let Some(unit) = units.get(id) else { continue };
            let next = match (forward, unit.period.to) {
                (true, Some(to)) => units.successors(id, to.next()),
                (true, None) => Vec::new(),
                (false, _) => units.predecessors(id, unit.period.from.previous()),
            };
            open.extend(next.iter().map(|other| other.unit).filter(|other| names.insert(*other)));
        }
    }
    names
}

/// A table being added up, whoever reads what is added.
pub struct Sums<'f, 'u, T> {
    frame: &'f Frame<'u>,
    rows: BTreeMap<Placed, T>,
    placed: HashMap<Kept, Placed>,
}

impl<'f, 'u, T: Default + Clone + AddAssign> Sums<'f, 'u, T> {
    /// A row for each unit of the frame, all empty.
    pub fn new(frame: &'f Frame<'u>) -> Sums<'f, 'u, T> {
        let rows = frame.rows.iter().map(|unit| (Placed::Row(*unit), T::default())).collect();
        Sums { frame, rows, placed: HashMap::new() }
    }

    /// The row for a status; `None` when it is not of this table.
    pub fn row(&mut self, kept: Kept) -> Option<&mut T> {
        let placed = self.place(kept);
        self.at(placed)
    }

    pub(crate) fn place(&mut self, kept: Kept) -> Placed {
        *self.placed.entry(kept).or_insert_with(|| self.frame.place(kept))
    }

    pub(crate) fn at(&mut self, placed: Placed) -> Option<&mut T> {
        (placed != Placed::Outside).then(|| self.rows.entry(placed).or_default())
    }

    /// The table, with the total of its rows.
    pub fn table(self) -> Table<T> {
        let mut total = T::default();
        self.rows.values().for_each(|figures| total += figures.clone());
        let rows = self.rows.into_iter().map(|(placed, figures)| {
            let unit = match placed {
                Placed::Row(unit) => Some(unit),
                Placed::Unassigned | Placed::Outside => None,
            };
            UnitRow { unit, figures }
        });
        Table { rows: rows.collect(), total }
    }
}

/// The place of a status in columns `at` (its unit), `at + 1` (household's unit) and `at + 2` (before).
pub(crate) fn kept(row: &Row, at: usize) -> Result<Kept> {
    let unit = UnitId(row.int(at)?);
    Ok(Kept {
        unit,
        now: row.opt_int(at + 1)?.map_or(unit, UnitId),
        before: row.opt_int(at + 2)?.map(UnitId),
    })
}

/// The unit that stands for a scope where one must be named: in rights and in the audit trail. Communes
/// stand by the first; an empty list by the nation, where nobody below may act.
pub(crate) fn scope_unit(scope: &Scope) -> UnitId {
    match scope {
        Scope::Nation => UnitId::NATION,
        Scope::Province(province) => *province,
        Scope::Communes(communes) => communes.first().copied().unwrap_or(UnitId::NATION),
    }
}
