//! All units, by number, code and parent.

use std::path::Path;
use std::sync::{LazyLock, OnceLock};

use ground::{Day, Problem, Result, UnitId, fold};

use crate::attributes::Attributes;
use crate::change::Changes;
use crate::find::Names;
use crate::load::Draft;
use crate::{Level, Unit};

/// Every administrative unit of Viet Nam before and after 1 July 2025, unchangeable once loaded.
pub struct Units {
    /// Ordered by id, therefore by level, code, holder.
    all: Vec<Unit>,
    /// Places in `all` ordered by parent, then id.
    by_parent: Vec<(UnitId, u32)>,
    /// Made when the first name is looked for.
    names: OnceLock<Names>,
    pub(crate) changes: Changes,
    pub(crate) attributes: Attributes,
}

static BUILTIN: LazyLock<Units> = LazyLock::new(|| Draft::builtin().finish_builtin());

impl Units {
    /// The units that come with the program.
    pub fn builtin() -> &'static Units {
        &BUILTIN
    }

    /// The built-in units and what the CSV files of a folder add or replace. Files are told apart by
    /// their column heads, not by their names; see `data/units/NOTICE.md` for the columns.
    ///
    /// # Errors
    /// Every problem of every file, each naming file, line and remedy.
    pub fn with_folder(path: impl AsRef<Path>) -> Result<Units, Vec<Problem>> {
        let mut draft = Draft::builtin();
        draft.add_folder(path.as_ref());
        draft.finish()
    }

    /// `all` must be ordered by id.
    pub(crate) fn new(all: Vec<Unit>, changes: Changes, attributes: Attributes) -> Units {
        let mut by_parent: Vec<_> = (0..)
            .zip(&all)
            .filter_map(|(at, unit)| unit.parent.map(|parent| (parent, at)))
            .collect();
        by_parent.sort_unstable();
        let names = OnceLock::new();
        Units { all, by_parent, names, changes, attributes }
    }

    pub(crate) fn names(&self) -> &Names {
        self.names.get_or_init(|| Names::of(&self.all))
    }

    /// All units of all times, in order of level, code and holder.
    pub fn all(&self) -> &[Unit] {
        &self.all
    }

    /// The unit with this number.
    pub fn get(&self, id: UnitId) -> Option<&Unit> {
        self.all.binary_search_by_key(&id, |unit| unit.id).ok().map(|at| &self.all[at])
    }

    /// The unit that holds an official code on `day`. Missing leading zeros are forgiven.
    ///
    /// # Errors
    /// `places.code.unknown`, or, for a code in use at another date, `places.code.ended` or
    /// `places.code.not_yet` naming that date and the unit that held it.
    pub fn by_code(&self, level: Level, code: &str, day: Day) -> Result<&Unit> {
        let holders = self.holders(level, code);
        if let Some(unit) = holders.iter().find(|unit| unit.exists(day)) {
            return Ok(unit);
        }
        let about = |code: &'static str, given: &str| {
            Problem::missing(code)
                .with("code", given)
                .with("level", level.as_str())
                .with("day", day)
        };
        let Some(other) = holders.iter().min_by_key(|unit| unit.nearest(day).days_since(day).abs())
        else {
            return Err(about("places.code.unknown", code));
        };
        Err(match other.period.to {
            Some(to) if to < day => about("places.code.ended", &other.code)
                .with("name", &*other.full_name)
                .with("to", to),
            _ => about("places.code.not_yet", &other.code)
                .with("name", &*other.full_name)
                .with("from", other.period.from),
        })
    }

    /// As [`Units::by_code`], and the name written beside the code must be the unit's (kind, case,
    /// diacritics and spelling variants aside): a list from before the reform gives itself away so.
    ///
    /// # Errors
    /// Those of [`Units::by_code`]; `places.code.other_name` when the code means another unit on `day`,
    /// `places.code.former_name` when it was the named unit's code at another date.
    pub fn by_code_and_name(
        &self,
        level: Level,
        code: &str,
        name: &str,
        day: Day,
    ) -> Result<&Unit> {
        let unit = self.by_code(level, code, day)?;
        if self.named(unit, name) {
            return Ok(unit);
        }
        let former = self.holders(level, code).iter().find(|unit| self.named(unit, name));
        let problem = match former {
            Some(former) => Problem::invalid("places.code.former_name")
                .with("former", &*former.full_name)
                .with("from", former.period.from)
                .with("to", former.nearest(day)),
            None => Problem::invalid("places.code.other_name").with("name", name),
        };
        Err(problem.with("code", &*unit.code).with("day", day).with("means", &*unit.full_name))
    }

    /// All holders of a code in order of time.
    pub(crate) fn holders(&self, level: Level, code: &str) -> &[Unit] {
        let Some(number) = code.trim().parse::<u32>().ok().filter(|code| *code < 1_000_000) else {
            return &[];
        };
        let first = UnitId::new(level as u8, number, 0);
        let after = UnitId(first.0 + 100);
        let from = self.all.partition_point(|unit| unit.id < first);
        let to = self.all.partition_point(|unit| unit.id < after);
        &self.all[from..to]
    }

    /// The units directly below `id` on `day`, in order of code.
    pub fn children(&self, id: UnitId, day: Day) -> Vec<&Unit> {
        self.children_ever(id).filter(|unit| unit.exists(day)).collect()
    }

    fn children_ever(&self, id: UnitId) -> impl Iterator<Item = &Unit> {
        let from = self.by_parent.partition_point(|(parent, _)| *parent < id);
        let rest = self.by_parent[from..].iter().take_while(move |(parent, _)| *parent == id);
        rest.map(|(_, at)| &self.all[*at as usize])
    }

    /// The units that contain `id`, nation first, `id` itself last; empty for an unknown number.
    pub fn path(&self, id: UnitId) -> Vec<&Unit> {
        let mut path: Vec<_> =
            std::iter::successors(self.get(id), |unit| self.get(unit.parent?)).collect();
        path.reverse();
        path
    }

    /// Every unit valid on `day` whose full name contains the words of `text`, best first: the name
    /// itself, then names that begin so, then the rest; higher levels first among equals.
    pub fn search(&self, text: &str, day: Day, limit: usize) -> Vec<&Unit> {
        let wanted = fold(text);
        if wanted.is_empty() {
            return Vec::new();
        }
        let mut hits: Vec<_> = self
            .all
            .iter()
            .filter(|unit| unit.exists(day))
            .filter_map(|unit| Some((match_rank(&unit.fold, &wanted)?, unit)))
            .collect();
        hits.sort_by_key(|(rank, unit)| (*rank, unit.id));
        hits.into_iter().take(limit).map(|(_, unit)| unit).collect()
    }
}

/// 0 the whole name, with or without its kind; 1 the beginning of it; 2 the beginning of a word in it.
fn match_rank(name: &str, wanted: &str) -> Option<u8> {
    let starts: Vec<&str> = std::iter::once(0)
        .chain(name.match_indices(' ').map(|(at, _)| at + 1))
        .map(|at| &name[at..])
        .filter(|tail| tail.starts_with(wanted))
        .collect();
    let first = starts.first()?;
    if starts.contains(&wanted) { Some(0) } else { Some(1 + u8::from(first.len() < name.len())) }
}
