//! Writing a lot of deliveries in one transaction, with as many statements for a hundred as for one: read
//! what is there, decide about each in memory, write all.

use ground::{Moment, Problem, Result};
use registry::visit::{RecordedVisit, Surveyed, record_all};

use super::actions::{Setup, surveyed};
use super::incoming::{File, Incoming};
use super::kept::{self, Kept};
use super::model::State;

/// How often a lot is tried again when another server wrote one of its submissions or held one of its
/// households at the same moment.
const TRIES: usize = 5;

/// One of a lot, beside what is there of it already.
pub(super) struct Pending<'a> {
    pub(super) incoming: &'a Incoming,
    pub(super) kept: Option<Kept>,
    pub(super) became: Result<Became>,
}

/// What is becoming of it.
pub(super) enum Became {
    /// What it was before, or waiting for attachments.
    Left(State),
    /// All of it is there.
    Whole,
    /// A visit.
    Taken(RecordedVisit),
    /// Kept with the reason.
    Trouble(Problem),
}

/// Writes a lot in which no two are of one submission or household; what became of each.
///
/// # Errors
/// Those of the database, and then nothing of the lot is written.
pub(super) async fn write(
    setup: Setup<'_>,
    moment: &mut Moment,
    lot: &[Incoming],
) -> Result<Vec<Result<State>>> {
    let mut tries = 0;
    loop {
        tries += 1;
        match once(setup, moment, lot).await {
            Err(problem) if crossed(&problem) && tries < TRIES => {}
            done => return done,
        }
    }
}

/// Whether two servers came across each other.
fn crossed(problem: &Problem) -> bool {
    ["store.row.exists", "store.database.busy"].contains(&&*problem.code)
}

async fn once(
    setup: Setup<'_>,
    moment: &mut Moment,
    lot: &[Incoming],
) -> Result<Vec<Result<State>>> {
    let mut tx = setup.database.begin().await?;
    let mut known = kept::of(&mut tx, lot).await?;
    let pending = lot.iter().map(|one| Pending::of(one, known.remove(&one.cover.instance)));
    let mut pending: Vec<Pending<'_>> = pending.collect();
    let ready: Vec<Surveyed> = pending.iter_mut().filter_map(Pending::surveyed).collect();
    let mut recorded =
        record_all(&mut tx, setup.law, setup.units, moment, &ready).await?.into_iter();
    for one in &mut pending {
        if let Ok(Became::Whole) = one.became {
            one.became = match recorded.next() {
                Some(Ok(visit)) => Ok(Became::Taken(visit)),
                Some(Err(problem)) => Ok(Became::Trouble(problem)),
                None => return Err(Problem::internal("field.submission.missing")),
            };
        }
    }
    kept::write(&mut tx, moment, &pending).await?;
    tx.commit().await?;
    Ok(pending.into_iter().map(|one| one.became.map(|became| became.state())).collect())
}

impl Became {
    fn state(&self) -> State {
        match self {
            Became::Left(state) => *state,
            Became::Whole => State::Waiting,
            Became::Taken(_) => State::Taken,
            Became::Trouble(_) => State::Trouble,
        }
    }
}

impl<'a> Pending<'a> {
    fn of(incoming: &'a Incoming, kept: Option<Kept>) -> Pending<'a> {
        let differs = kept.as_ref().is_some_and(|kept| {
            let other = |file: &File| {
                kept.files.iter().any(|(name, digest)| *name == file.name && *digest != file.digest)
            };
            kept.digest != incoming.digest || incoming.files.iter().any(other)
        });
        let state = kept.as_ref().map_or(State::Waiting, |kept| kept.state);
        let mut pending = Pending { incoming, kept, became: Ok(Became::Left(state)) };
        if differs {
            pending.became = Err(Problem::conflict("field.submission.differs"));
        } else if state == State::Waiting
            && incoming.cover.files.iter().all(|named| pending.digest(named).is_some())
        {
            pending.became = Ok(Became::Whole);
        }
        pending
    }

    /// The visit that it describes, when all of it is there; what cannot be one is in trouble.
    fn surveyed(&mut self) -> Option<Surveyed> {
        let (Ok(Became::Whole), Incoming { actor, cover, said, .. }) =
            (&self.became, self.incoming)
        else {
            return None;
        };
        match said {
            Ok(said) => Some(surveyed(actor, &actor.by.name, cover, said)),
            Err(problem) => {
                self.became = Ok(Became::Trouble(problem.clone()));
                None
            }
        }
    }

    /// The digest of an attachment that came now or before.
    pub(super) fn digest(&self, name: &str) -> Option<&Vec<u8>> {
        let now = self.incoming.files.iter().map(|file| (&file.name, &file.digest));
        let before = self.kept.iter().flat_map(|kept| kept.files.iter().map(|(n, d)| (n, d)));
        now.chain(before).find(|(known, _)| *known == name).map(|(_, digest)| digest)
    }
}
