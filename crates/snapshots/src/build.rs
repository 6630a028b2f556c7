//! From the registry to a snapshot: one commune in memory at a time, unchanged ones from the snapshot before.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::OpenOptions;
use std::io::{BufWriter, Write as _};
use std::path::Path;

use ground::{Day, Instant, Problem, Result, UnitId};
use law::{Area, Law, Standard};
use measures::planes::{Builder, Row, Schema, Unit};
use places::{Level, Units};
use store::Tx;

use crate::Taken;

store::statements! {
    COMMUNES = "snapshots.communes": "SELECT DISTINCT unit_id FROM household ORDER BY unit_id";
    HOUSEHOLDS = "snapshots.households":
        "SELECT h.id, h.members, h.ethnicity, e.standard, e.deprived, e.known, e.score
         FROM household h LEFT JOIN evaluation e ON e.visit_id = h.visit_id
         WHERE h.unit_id = $1 AND h.closed IS NULL ORDER BY h.id";
}

/// What the columns are: the indicators of every national standard in force on `day` or later, each code
/// once, and the income score.
fn facts(law: &Law, day: Day) -> Schema {
    let mut codes: Vec<String> = Vec::new();
    for indicator in standards(law, day).flat_map(Standard::indicators) {
        if !codes.contains(&indicator.code) {
            codes.push(indicator.code.clone());
        }
    }
    Schema::of_indicators(codes)
}

/// Standards whose evaluations go into the columns, in the order of their first days.
fn standards(law: &Law, day: Day) -> impl Iterator<Item = &Standard> {
    law.standards().filter(move |standard| standard.period().to.is_none_or(|to| to >= day))
}

/// An older snapshot to take over all units from but those that changed.
pub(crate) struct Older<'a> {
    pub(crate) taken: &'a Taken,
    pub(crate) changed: &'a BTreeSet<UnitId>,
}

impl Older<'_> {
    /// Whether it has the columns that a snapshot of this day would have.
    pub(crate) fn fits(&self, law: &Law, day: Day) -> bool {
        *self.taken.planes.schema() == facts(law, day)
    }
}

/// Writes the open households of the registry, as their latest visits say, and the file of their ids;
/// says how many units were read. With an older snapshot only what changed is read.
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
) -> Result<usize> {
    let schema = facts(law, day);
    let columns = Columns::of(law, day, &schema);
    let mut builder = Builder::create(planes, &schema, law.fingerprint(), created)?;
    let mut ids = private(ids)?;
    let mut read = 0;
    for (id, kept) in sources(tx, older).await? {
        let unit = unit(units, id, day);
        if let Some((taken, at)) = kept {
            builder.keep(unit, &taken.planes, at)?;
            ids.write_all(&taken.ids(at)?).map_err(unwritable)?;
        } else {
            commune(tx, &mut builder, &mut ids, &columns, id, unit).await?;
            read += 1;
        }
    }
    ids.flush().map_err(unwritable)?;
    builder.finish()?;
    Ok(read)
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

async fn commune(
    tx: &mut Tx,
    builder: &mut Builder,
    ids: &mut impl std::io::Write,
    columns: &Columns,
    id: UnitId,
    unit: Unit,
) -> Result<()> {
    let rows = tx.fetch(&HOUSEHOLDS, vec![id.into()]).await?;
    if rows.is_empty() {
        return Ok(());
    }
    builder.unit(unit)?;
    let mut open: Option<Household> = None;
    for row in rows {
        let id = row.uuid(0)?;
        if open.as_ref().is_none_or(|open| open.id != id) {
            if let Some(done) = open.take() {
                done.write(builder, ids)?;
            }
            let ethnicity = row.opt_text(2)?;
            open = Some(Household {
                id,
                members: u32::try_from(row.int(1)?).unwrap_or(0),
                ethnicity: ethnicity
                    .and_then(|name| registry::ethnicity::number(&name))
                    .unwrap_or(0),
                indicators: vec![None; columns.count],
                score: None,
            });
        }
        if let (Some(open), Some(standard)) = (&mut open, row.opt_text(3)?)
            && let Some(places) = columns.of_standard(&standard)
        {
            let (deprived, known) = (row.int(4)? as u32, row.int(5)? as u32);
            for (bit, column) in places {
                if known & bit != 0 {
                    open.indicators[*column].get_or_insert(deprived & bit != 0);
                }
            }
            let score = row.opt_int(6)?.and_then(|score| u32::try_from(score).ok());
            open.score = open.score.or(score);
        }
    }
    open.map_or(Ok(()), |last| last.write(builder, ids))
}

/// A household being put together from the rows of its evaluations.
struct Household {
    id: uuid::Uuid,
    members: u32,
    ethnicity: u32,
    indicators: Vec<Option<bool>>,
    score: Option<u32>,
}

impl Household {
    fn write(self, builder: &mut Builder, ids: &mut impl std::io::Write) -> Result<()> {
        let (high, low) = self.id.as_u64_pair();
        builder.push(&Row {
            key: high ^ low.rotate_left(32),
            members: self.members,
            ethnicity: self.ethnicity,
            indicators: &self.indicators,
            flags: &[],
            numbers: &[self.score],
        })?;
        ids.write_all(self.id.as_bytes()).map_err(unwritable)
    }
}

/// Where each standard's indicators stand among the columns.
struct Columns {
    count: usize,
    standards: Vec<(String, Vec<(u32, usize)>)>,
}

impl Columns {
    fn of(law: &Law, day: Day, schema: &Schema) -> Columns {
        let places = |standard: &Standard| {
            let indicators = standard.indicators().iter();
            let place = |code: &str| schema.indicators.iter().position(|known| known == code);
            indicators.filter_map(|one| Some((one.bit(), place(&one.code)?))).collect()
        };
        Columns {
            count: schema.indicators.len(),
            standards: standards(law, day)
                .map(|standard| (standard.id().to_owned(), places(standard)))
                .collect(),
        }
    }

    fn of_standard(&self, id: &str) -> Option<&[(u32, usize)]> {
        let found = self.standards.iter().find(|(known, _)| known == id);
        found.map(|(_, places)| places.as_slice())
    }
}

fn unit(units: &Units, id: UnitId, day: Day) -> Unit {
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
