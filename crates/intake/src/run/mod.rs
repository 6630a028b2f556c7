//! One import from beginning to end, in one transaction: either all of it is in the registry, or
//! nothing is.
//!
//! A thread of its own reads, checks and evaluates the next chunk of rows while the database takes the
//! one before, and at most three chunks exist at a time, so that memory does not grow with the file.

mod answer;
mod fault;
mod known;
mod list;
mod member;
mod persons;
mod place;
mod plan;
mod record;
mod remark;
mod row;
mod take;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use access::{Actor, Verb};
use ground::{Day, ImportId, Moment, Problem, Result, UnitId};
use law::Law;
use places::{Level, Units};
use registry::batch::{Batch, Recorded, Villages};
use store::seal::Seal;
use store::{Database, Tx};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use crate::mapping::{Kind, Mapping};
use crate::sheet::{Sheet, Upload};

use fault::Fault;
use known::Alike;
use persons::{Gathered, Group};
use place::Places;
use plan::Plan;
use remark::Spool;
use row::{Draft, Reader};
use take::{Ready, Taker};

pub use answer::{Answer, remarks_file};
pub use list::{Shown, latest};
pub use record::{Import, State, find, keep, remarks, upload_of};
pub use remark::{Remark, Verdict};
pub use take::Counts;

/// Statements of this room.
pub(crate) fn statements() -> Vec<&'static store::Statement> {
    [known::STATEMENTS, list::STATEMENTS, take::STATEMENTS, record::STATEMENTS].concat()
}

/// Households per chunk.
const CHUNK: usize = 10_000;

/// How a file is to be imported.
#[derive(Clone, Debug)]
pub struct Options {
    /// The unit the file is about: a commune, or a larger one whose communes the rows name.
    pub unit: UnitId,
    /// How its columns are read.
    pub mapping: Mapping,
    /// The sheet, when not the one found.
    pub table: Option<String>,
    /// The review day of rows that give none.
    pub day: Option<Day>,
    /// Whether only to say what would happen.
    pub dry_run: bool,
    /// The legal day of the import; no review lies after it.
    pub today: Day,
    /// Standards to evaluate under besides those in force and those asked by default.
    pub also: Vec<String>,
    /// The import as it was kept by [`keep`], when the file came that way.
    pub import: Option<ImportId>,
}

/// What came of an import.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Summary {
    /// The import; its remarks and the file with remarks are found under it.
    pub import: ImportId,
    /// How many rows went which way.
    pub counts: Counts,
    /// How many remarks there are.
    pub remarks: u64,
    /// Whether nothing was kept but this report.
    pub dry_run: bool,
}

/// Progress in rows, done and total; the answer `false` cancels.
pub type Progress<'a> = &'a (dyn Fn(i64, i64) -> bool + Send + Sync);

/// What an import works with, the same for every file.
#[derive(Clone)]
pub struct Setup<'a> {
    /// The database.
    pub database: &'a Database,
    /// The law.
    pub law: &'a Arc<Law>,
    /// The units.
    pub units: &'static Units,
    /// The keys under which ID numbers are sealed.
    pub seal: &'a Seal,
}

/// A piece of the file, read and judged.
struct Chunk {
    /// Rows read so far, with those of this chunk.
    rows: i64,
    drafts: Vec<Draft>,
    refused: Vec<(i64, Fault)>,
}

/// Imports a file.
///
/// Everything happens in one transaction. When it is cancelled, the database goes away or the disk
/// fills, all of it is undone; a dry run is the same, undone at the end, with only its report kept.
///
/// # Errors
/// Problems of the file and the mapping (`import.file.*`, `import.mapping.*`), `access.refused.*`,
/// `import.cancelled`, and those of the database.
pub async fn import(
    setup: &Setup<'_>,
    actor: &Actor,
    moment: &mut Moment,
    upload: &Upload,
    options: &Options,
    progress: Progress<'_>,
) -> Result<Summary> {
    actor.check(Verb::Import, options.unit, setup.units)?;
    let commune = setup.units.get(options.unit).filter(|unit| unit.level == Level::Commune);
    options.mapping.check(commune.map(|unit| unit.id))?;
    let done = run(setup, actor, moment, upload, options, progress).await;
    if let (Err(problem), Some(import)) = (&done, options.import) {
        // The kept file says why it failed. When even that cannot be written the error itself says it.
        let _ = record::failed(setup.database, moment, import, problem).await;
    }
    done
}

async fn run(
    setup: &Setup<'_>,
    actor: &Actor,
    moment: &mut Moment,
    upload: &Upload,
    options: &Options,
    progress: Progress<'_>,
) -> Result<Summary> {
    let (sheet, plan, hash) = prepare(upload, options).await?;
    let total = plan.rows as i64;
    if !progress(0, total) {
        return Err(cancelled());
    }
    let mut tx = setup.database.begin().await?;
    tx.prefer_indexes().await?;
    tx.hold_more().await?;
    let undecided = record::undecided(&mut tx, &hash, options).await?;
    let mut taker = Taker {
        import: options.import.unwrap_or_else(|| ImportId(moment.id())),
        plan: &plan,
        law: setup.law.fingerprint(),
        seal: setup.seal,
        engine: setup.database.engine(),
        recorded: Recorded { at: moment.now(), by: actor.account },
        batch: Batch::default(),
        villages: Villages::default(),
        spool: Spool::new()?,
        counts: Counts::default(),
        completed: Vec::new(),
        communes: BTreeSet::new(),
        undecided,
        latest_keys: HashMap::new(),
        latest: Alike::default(),
        latest_owners: HashMap::new(),
    };
    let mut writer = Writer::new(tx);
    for note in plan.notes() {
        taker.spool.add(note)?;
    }
    let (send, mut receive) = mpsc::channel::<Chunk>(1);
    let reading = {
        let (sheet, plan, options) = (sheet.clone(), plan.clone(), options.clone());
        let (law, units) = (setup.law.clone(), setup.units);
        tokio::task::spawn_blocking(move || read(&sheet, &plan, &law, units, &options, &send))
    };
    let taken = async {
        while let Some(chunk) = receive.recv().await {
            for (row, fault) in chunk.refused {
                taker.refuse(row, 1, fault)?;
            }
            let asked = taker.ask(chunk.drafts);
            let looked = taker.look(writer.tx().await?, asked).await?;
            let emptied = std::mem::take(&mut writer.emptied);
            writer.start().await?;
            writer.ready = Some(taker.make(moment, emptied, looked)?);
            if !progress(chunk.rows, total) {
                return Err(cancelled());
            }
        }
        writer.tx().await?;
        writer.start().await?;
        writer.tx().await.map(drop)
    }
    .await;
    // A reader that still has something to send sees that nobody listens, and ends.
    drop(receive);
    let read = reading.await.map_err(|error| Problem::internal("import.reader").because(error));
    let tx = writer.end().await;
    if let Err(problem) = taken.and(read.flatten()) {
        // When the connection is gone, so is the transaction.
        if let Some(tx) = tx {
            let _ = tx.rollback().await;
        }
        return Err(problem);
    }
    let mut tx = tx.ok_or_else(|| Problem::internal("import.reader"))?;
    taker.counts.read = total;
    if options.dry_run {
        tx.rollback().await?;
        tx = setup.database.begin().await?;
    }
    let record = record::Record { actor, upload, options, sheet: &sheet, hash };
    record::finish(&mut tx, moment, &record, &mut taker).await?;
    tx.commit().await?;
    Ok(Summary {
        import: taker.import,
        counts: taker.counts,
        remarks: taker.spool.len(),
        dry_run: options.dry_run,
    })
}

/// The transaction, and the chunk that a task of its own writes through it while the next is made
/// ready.
struct Writer {
    tx: Option<Tx>,
    writing: Option<JoinHandle<(Tx, Batch, Result<()>)>>,
    ready: Option<Ready>,
    /// The batch that was written last. Room for thousands of rows is dear to get anew for each chunk.
    emptied: Batch,
}

impl Writer {
    fn new(tx: Tx) -> Writer {
        Writer { tx: Some(tx), writing: None, ready: None, emptied: Batch::default() }
    }

    /// The transaction, once what is being written is written.
    async fn tx(&mut self) -> Result<&mut Tx> {
        if let Some(writing) = self.writing.take() {
            let failed = |error| Problem::internal("import.reader").because(error);
            let (tx, emptied, written) = writing.await.map_err(failed)?;
            (self.tx, self.emptied) = (Some(tx), emptied);
            written?;
        }
        self.tx.as_mut().ok_or_else(|| Problem::internal("import.reader"))
    }

    /// Begins to write what is ready.
    async fn start(&mut self) -> Result<()> {
        self.tx().await?;
        if let Some(mut ready) = self.ready.take()
            && let Some(mut tx) = self.tx.take()
        {
            self.writing = Some(tokio::spawn(async move {
                let written = ready.write(&mut tx).await;
                (tx, ready.batch, written)
            }));
        }
        Ok(())
    }

    /// The transaction back, whatever became of the last write.
    async fn end(mut self) -> Option<Tx> {
        let _ = self.tx().await;
        self.tx
    }
}

/// Opens the file and reads it once for its plan, away from the threads that serve others.
async fn prepare(upload: &Upload, options: &Options) -> Result<(Sheet, Arc<Plan>, Vec<u8>)> {
    let hashed = {
        let upload = upload.clone();
        tokio::task::spawn_blocking(move || record::fingerprint(&upload))
    };
    let (upload, options) = (upload.clone(), options.clone());
    let prepared = tokio::task::spawn_blocking(move || {
        let sheet = Sheet::open(&upload, options.table.as_deref())?;
        if options.mapping.columns.len() > sheet.header.labels.len() {
            return Err(Problem::invalid("import.mapping.other_file"));
        }
        let plan = Plan::of(&sheet, &options.mapping, options.today)?;
        Ok((sheet, Arc::new(plan)))
    });
    let failed = |error| Problem::internal("import.reader").because(error);
    let (sheet, plan) = prepared.await.map_err(failed).flatten()?;
    Ok((sheet, plan, hashed.await.map_err(failed).flatten()?))
}

/// Reads, checks and evaluates the whole file, chunk after chunk, until the end or until nobody
/// listens.
fn read(
    sheet: &Sheet,
    plan: &Plan,
    law: &Law,
    units: &Units,
    options: &Options,
    send: &mpsc::Sender<Chunk>,
) -> Result<()> {
    let places = Places::new(law, units, options.unit, options.today, &options.also);
    let questions = law.questionnaire();
    let mut reader = Reader { plan, questions, places, day: options.day };
    let mut group = Group::default();
    let mut chunk = Chunk { rows: 0, drafts: Vec::with_capacity(CHUNK), refused: Vec::new() };
    sheet.each(&mut |row| {
        chunk.rows += 1;
        match plan.kind {
            Kind::Households => match reader.household(row) {
                Ok(draft) => chunk.drafts.push(draft),
                Err(fault) => chunk.refused.push((row.number as i64, fault)),
            },
            Kind::Persons => chunk.add(group.take(&mut reader, row)),
        }
        if chunk.drafts.len() + chunk.refused.len() < CHUNK {
            return Ok(true);
        }
        let full = chunk.empty();
        Ok(send.blocking_send(full).is_ok())
    })?;
    chunk.add(group.finish(&mut reader));
    // Nobody listening means that the other side has its own reason to end.
    let _ = send.blocking_send(chunk);
    Ok(())
}

impl Chunk {
    fn add(&mut self, gathered: Option<Gathered>) {
        if let Some(gathered) = gathered {
            self.drafts.extend(gathered.draft);
            self.refused.extend(gathered.refused);
        }
    }

    /// What is in it, leaving it ready for more.
    fn empty(&mut self) -> Chunk {
        Chunk {
            rows: self.rows,
            drafts: std::mem::replace(&mut self.drafts, Vec::with_capacity(CHUNK)),
            refused: std::mem::take(&mut self.refused),
        }
    }
}

fn cancelled() -> Problem {
    Problem::conflict("import.cancelled")
}
