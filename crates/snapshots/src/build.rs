//! From the registry to a snapshot: one commune in memory at a time, unchanged ones from the snapshot before.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::OpenOptions;
use std::io::{BufWriter, Write as _};
use std::path::Path;

use ground::{Day, Instant, Problem, Result, UnitId};
use law::{Answer, Answers, Area, Law, Standard, Territory};
use measures::planes::{AMOUNT, Builder, Row, Schema, Unit};
use places::{Level, Units};
use registry::answered::Evaluated;
use store::Tx;

use crate::Taken;
use crate::progress::Progress;
use crate::timelines::{self, Timelines, Visits};

store::statements! {
    COMMUNES = "snapshots.communes": "SELECT DISTINCT unit_id FROM household ORDER BY unit_id";
    // Every visit, for what was known on any day; the rows of planes are told by the latest.
    HOUSEHOLDS = "snapshots.households":
        "SELECT h.id, h.members, h.ethnicity, e.standard, e.deprived, e.known, e.score, e.low,
           e.high, CASE WHEN e.score IS NULL AND e.income_low <> 'unknown' AND v.id = h.visit_id
             THEN v.answers END,
           h.closed, v.id, v.day, e.class, CAST(CASE WHEN v.id = h.visit_id THEN 1 ELSE 0 END AS BIGINT)
         FROM household h LEFT JOIN visit v ON v.household_id = h.id
         LEFT JOIN evaluation e ON e.visit_id = v.id
         WHERE h.unit_id = $1 ORDER BY h.id, v.day, v.recorded_at, v.id, e.standard";
}

/// What the columns are: the indicators of every national standard in force on `day` or later, each code
/// once, the income score, the income of those without one, and how many deprivations a list told under
/// each standard.
pub(crate) fn facts(law: &Law, day: Day) -> Schema {
    let mut codes: Vec<String> = Vec::new();
    for indicator in standards(law, day).flat_map(Standard::indicators) {
        if !codes.contains(&indicator.code) {
            codes.push(indicator.code.clone());
        }
    }
    let mut schema = Schema::of_indicators(codes);
    schema.numbers.push(Schema::UNSCORED_INCOME.to_owned());
    schema.numbers.extend(told(law, day, &schema).flat_map(|standard| Schema::told(standard.id())));
    schema
}

/// Standards whose evaluations go into the columns, in the order of their first days.
fn standards(law: &Law, day: Day) -> impl Iterator<Item = &Standard> {
    law.standards().filter(move |standard| standard.period().to.is_none_or(|to| to >= day))
}

/// Standards whose numbers of deprivations find room in the columns: the nation's before the provinces'.
fn told<'a>(
    law: &'a Law,
    day: Day,
    schema: &Schema,
) -> impl Iterator<Item = &'a Standard> + use<'a> {
    let room = Schema::MOST_COLUMNS.saturating_sub(schema.indicators.len() + schema.numbers.len());
    let mut standards: Vec<&Standard> = standards(law, day).collect();
    standards.sort_by_key(|standard| standard.territory() != Territory::Nation);
    standards.into_iter().take(room / 2)
}

/// An older snapshot to take over all units from but those that changed.
pub(crate) struct Older<'a> {
    pub(crate) taken: &'a Taken,
    pub(crate) changed: &'a BTreeSet<UnitId>,
}

/// Whether a snapshot has the columns that one of this day would have.
pub(crate) fn fits(taken: &Taken, law: &Law, day: Day) -> bool {
    *taken.planes.schema() == facts(law, day) && taken.timelines.standard() == in_force(law, day)
}

/// The national standard of a day, under which timelines tell what the poor lack.
fn in_force(law: &Law, day: Day) -> &str {
    registry::national_standard(law, day).map_or("", Standard::id)
}

/// Writes the open households of the registry, as their latest visits say, and the file of their ids;
/// gives the timelines of all households, and says how many units were read. With an older snapshot only
/// what changed is read.
///
/// Everything is read in one transaction: the snapshot is one state of the registry. An indicator that
/// two standards share is taken from the earlier of them that knows it. A unit without an open household
/// is left out.
pub(crate) async fn build(
    tx: &mut Tx,
    law: &Law,
    units: &Units,
    (day, created): (Day, Instant),
    older: Option<Older<'_>>,
    (planes, ids): (&Path, &Path),
    progress: &Progress,
) -> Result<(Timelines, usize)> {
    let schema = facts(law, day);
    let columns = Columns::of(law, day, &schema);
    let mut builder = Builder::create(planes, &schema, law.fingerprint(), created)?;
    let mut ids = private(ids)?;
    let mut timelines = match &older {
        Some(older) => older.taken.timelines.clone(),
        None => Timelines::new(day, in_force(law, day)),
    };
    let mut read = 0;
    let sources = sources(tx, older).await?;
    progress.begin(sources.len());
    for (id, kept) in sources {
        progress.step();
        let unit = unit(units, id, day);
        if let Some((taken, at)) = kept {
            builder.keep(unit, &taken.planes, at)?;
            ids.write_all(&taken.ids(at)?).map_err(unwritable)?;
        } else {
            let visits = commune(tx, law, &mut builder, &mut ids, &columns, id, unit).await?;
            let told = (day, in_force(law, day));
            timelines.put(id, timelines::read(tx, id, told, visits).await?);
            read += 1;
        }
    }
    ids.flush().map_err(unwritable)?;
    builder.finish()?;
    Ok((timelines, read))
}

/// The units in order, each with where to take it over from.
async fn sources<'a>(
    tx: &mut Tx,
    older: Option<Older<'a>>,
) -> Result<BTreeMap<UnitId, Option<(&'a Taken, usize)>>> {
    let mut sources = BTreeMap::new();
    let Some(Older { taken, changed }) = older else {
        for row in tx.fetch(&COMMUNES, Vec::new()).await? {
            sources.insert(UnitId(row.int(0)?), None);
        }
        return Ok(sources);
    };
    for (at, unit) in taken.planes.units().iter().enumerate() {
        sources.insert(UnitId(i64::from(unit.code)), Some((taken, at)));
    }
    sources.extend(changed.iter().map(|id| (*id, None)));
    Ok(sources)
}

/// Writes the open households of a commune; gives the visits of all of them, in order of their ids.
async fn commune(
    tx: &mut Tx,
    law: &Law,
    builder: &mut Builder,
    ids: &mut impl std::io::Write,
    columns: &Columns,
    id: UnitId,
    unit: Unit,
) -> Result<Visits> {
    let (mut visits, mut begun) = (Visits::default(), false);
    let mut open: Option<Household> = None;
    for row in tx.fetch(&HOUSEHOLDS, vec![id.into()]).await? {
        visits.read(&row)?;
        if row.opt_day(10)?.is_some() {
            continue;
        }
        if !begun {
            builder.unit(unit)?;
            begun = true;
        }
        let id = row.uuid(0)?;
        if open.as_ref().is_none_or(|open| open.id != id) {
            if let Some(done) = open.take() {
                done.write(builder, ids)?;
            }
            let members = u32::try_from(row.int(1)?).unwrap_or(0);
            open = Some(Household::new(columns, id, members, row.opt_text(2)?.as_deref()));
        }
        let is_latest = row.int(14)? == 1;
        if let (Some(open), true, Some(standard)) = (&mut open, is_latest, row.opt_text(3)?) {
            let judged = Evaluated {
                standard,
                deprived: row.int(4)? as u32,
                known: row.int(5)? as u32,
                score: row.opt_int(6)?,
                told: (row.int(7)?, row.int(8)?),
                by_income: false,
            };
            open.judge(columns, &judged);
            if let Some(answers) = row.opt_text(9)? {
                open.earns(income(law, &answers)?);
            }
        }
    }
    open.map_or(Ok(()), |last| last.write(builder, ids))?;
    Ok(visits)
}

/// A household being put together from its evaluations.
pub(crate) struct Household {
    id: uuid::Uuid,
    members: u32,
    ethnicity: u32,
    indicators: Vec<Option<bool>>,
    numbers: Vec<Option<u32>>,
}

impl Household {
    /// One of which nothing is told yet.
    pub(crate) fn new(
        columns: &Columns,
        id: uuid::Uuid,
        members: u32,
        ethnicity: Option<&str>,
    ) -> Household {
        Household {
            id,
            members,
            ethnicity: ethnicity.and_then(registry::ethnicity::number).unwrap_or(0),
            indicators: vec![None; columns.count],
            numbers: columns.untold.clone(),
        }
    }

    /// Adds what a standard says of it; what an earlier one said stays.
    pub(crate) fn judge(&mut self, columns: &Columns, judged: &Evaluated) {
        let Some(column) = columns.of_standard(&judged.standard) else { return };
        let Evaluated { deprived, known, .. } = *judged;
        for (bit, place) in &column.places {
            if known & bit != 0 {
                self.indicators[*place].get_or_insert(deprived & bit != 0);
            }
        }
        let score = judged.score.and_then(|score| u32::try_from(score).ok());
        self.numbers[SCORE] = self.numbers[SCORE].or(score);
        // A number that says no more than the single indicators do would only take room.
        let unknown = column.indicators - i64::from(known.count_ones());
        let least = i64::from(deprived.count_ones());
        let (low, high) = judged.told;
        if let (Some(told), true) = (column.told, (low, high) != (least, least + unknown)) {
            self.numbers[told] = u32::try_from(low).ok();
            self.numbers[told + 1] = u32::try_from(high).ok();
        }
    }

    /// The income per head and month that stands for a score.
    pub(crate) fn earns(&mut self, income: Option<u32>) {
        self.numbers[INCOME] = income;
    }

    /// Puts it into the unit begun last, and its id into the file of ids.
    pub(crate) fn write(
        mut self,
        builder: &mut Builder,
        ids: &mut impl std::io::Write,
    ) -> Result<()> {
        if self.numbers[SCORE].is_some() {
            self.numbers[INCOME] = Some(0);
        }
        let (high, low) = self.id.as_u64_pair();
        builder.push(&Row {
            key: high ^ low.rotate_left(32),
            members: self.members,
            ethnicity: self.ethnicity,
            indicators: &self.indicators,
            flags: &[],
            numbers: &self.numbers,
        })?;
        ids.write_all(self.id.as_bytes()).map_err(unwritable)
    }
}

/// Places among the numbers: the income score, and the income of those without one.
const SCORE: usize = 0;
const INCOME: usize = 1;

/// Where each standard's indicators and numbers stand among the columns.
pub(crate) struct Columns {
    count: usize,
    /// The numbers of a household of which nothing is told: no score, from none to all indicators.
    untold: Vec<Option<u32>>,
    standards: Vec<Column>,
}

/// The columns of one standard.
struct Column {
    standard: String,
    /// Its indicators' bits, and where they stand.
    places: Vec<(u32, usize)>,
    /// How many indicators it has.
    indicators: i64,
    /// Where the least number told stands; the largest stands behind it.
    told: Option<usize>,
}

impl Columns {
    pub(crate) fn of(law: &Law, day: Day, schema: &Schema) -> Columns {
        let place = |code: &str| schema.indicators.iter().position(|known| known == code);
        let mut untold = vec![None; schema.numbers.len()];
        let mut column = |standard: &Standard| {
            let indicators = standard.indicators();
            let [least, most] = Schema::told(standard.id())
                .map(|name| schema.numbers.iter().position(|known| *known == name));
            if let (Some(least), Some(most)) = (least, most) {
                untold[least] = Some(0);
                untold[most] = Some(indicators.len() as u32);
            }
            Column {
                standard: standard.id().to_owned(),
                places: indicators
                    .iter()
                    .filter_map(|one| Some((one.bit(), place(&one.code)?)))
                    .collect(),
                indicators: indicators.len() as i64,
                told: least,
            }
        };
        let standards = standards(law, day).map(&mut column).collect();
        Columns { count: schema.indicators.len(), untold, standards }
    }

    fn of_standard(&self, id: &str) -> Option<&Column> {
        self.standards.iter().find(|known| known.standard == id)
    }
}

/// The income in đồng per head and month that a visit tells.
pub(crate) fn income(law: &Law, answers: &str) -> Result<Option<u32>> {
    let questionnaire = law.questionnaire();
    match Answers::from_json(questionnaire, answers)?.get(questionnaire, AMOUNT) {
        Some(Answer::Int(amount)) => Ok(u32::try_from(amount).ok()),
        _ => Ok(None),
    }
}

pub(crate) fn unit(units: &Units, id: UnitId, day: Day) -> Unit {
    let province =
        units.path(id).iter().find(|unit| unit.level == Level::Province).map(|unit| unit.id);
    let code = |id: UnitId| u32::try_from(id.0).unwrap_or(0);
    let area: Option<Area> = registry::setting(units, id, day).area;
    Unit { code: code(id), province: province.map_or(0, code), area }
}

/// A new file that nobody else may read.
fn private(path: &Path) -> Result<BufWriter<std::fs::File>> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(BufWriter::new).map_err(unwritable)
}

fn unwritable(error: std::io::Error) -> Problem {
    Problem::unavailable("snapshots.unwritable").because(error)
}
