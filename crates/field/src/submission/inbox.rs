//! Where deliveries wait for each other: those that come while one lot is being written are the next lot,
//! and share its commit. To be durable costs the disk the same for one as for a hundred.

use std::collections::{HashSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use access::{Actor, Verb};
use ground::{Clock, HouseholdId, Kind, Problem, Result};
use law::Law;
use places::Units;
use store::Database;
use tokio::sync::oneshot::{self, Sender};

use super::actions::Setup;
use super::incoming::Incoming;
use super::lot;
use super::model::{Delivery, State};

/// The most deliveries in one lot, and their bytes: what is written at once must fit into memory twice.
const MOST: usize = 128;
const MOST_BYTES: usize = 32 * 1024 * 1024;

/// The one place through which submissions come in. Cheap to clone.
#[derive(Clone)]
pub struct Inbox(Arc<Shared>);

struct Shared {
    database: Database,
    law: Arc<Law>,
    units: &'static Units,
    clock: Clock,
    queue: Mutex<Queue>,
}

#[derive(Default)]
struct Queue {
    waiting: VecDeque<(Incoming, Sender<Result<State>>)>,
    /// Whether somebody is writing already.
    busy: bool,
}

impl Inbox {
    /// An inbox in front of a database; nothing waits yet.
    pub fn new(database: Database, law: Arc<Law>, units: &'static Units, clock: Clock) -> Inbox {
        Inbox(Arc::new(Shared { database, law, units, clock, queue: Mutex::default() }))
    }

    /// Keeps a delivery and, when all of it is there, records the visit in the same transaction. What
    /// comes a second time changes nothing. When this returns, everything delivered is durable.
    ///
    /// # Errors
    /// `access.refused.verb` for who may not survey; `field.submission.doctype` and
    /// `field.submission.deep` for what is no form at all; `field.submission.differs` when another content
    /// came under the same id; `store.*` when the database is away. What cannot become a visit for any
    /// other reason is kept with the reason, and that is no error.
    pub async fn receive(&self, actor: &Actor, delivery: Delivery) -> Result<State> {
        if !actor.may(Verb::Survey) {
            actor.check(Verb::Survey, actor.unit, self.0.units)?;
        }
        let incoming = Incoming::read(&self.0.law, actor, delivery)?;
        let (answer, answered) = oneshot::channel();
        let begin = {
            let mut queue = self.queue();
            queue.waiting.push_back((incoming, answer));
            !std::mem::replace(&mut queue.busy, true)
        };
        if begin {
            // A task of its own, so that a phone that hangs up cannot take the others' lot with it.
            tokio::spawn(Writer(self.clone()).write());
        }
        answered.await.map_err(|_| Problem::internal("field.submission.missing"))?
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.0.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next that go in together: no two of one submission or household, which wait for each other in
    /// the order in which they came.
    fn next(&self) -> Vec<(Incoming, Sender<Result<State>>)> {
        let mut queue = self.queue();
        let (mut lot, mut later) = (Vec::new(), VecDeque::new());
        let (mut instances, mut households, mut bytes) = (HashSet::new(), HashSet::new(), 0);
        while let Some(one) = queue.waiting.pop_front() {
            let household: Option<HouseholdId> =
                one.0.said.as_ref().ok().map(|said| said.household);
            let room = lot.is_empty() || (lot.len() < MOST && bytes < MOST_BYTES);
            let first = !instances.contains(&one.0.cover.instance)
                && household.is_none_or(|household| !households.contains(&household));
            instances.insert(one.0.cover.instance.clone());
            households.extend(household);
            if room && first {
                bytes += one.0.bytes();
                lot.push(one);
            } else {
                later.push_back(one);
            }
            if lot.len() == MOST {
                break;
            }
        }
        later.append(&mut queue.waiting);
        queue.waiting = later;
        queue.busy = !lot.is_empty();
        lot
    }
}

/// Writes lot after lot while anything waits.
struct Writer(Inbox);

impl Writer {
    async fn write(self) {
        loop {
            let (lot, answers): (Vec<_>, Vec<_>) = self.0.next().into_iter().unzip();
            if lot.is_empty() {
                return;
            }
            let states = written(&self.0.0, &lot).await;
            for (answer, state) in answers.into_iter().zip(states) {
                // Who hung up meanwhile sends it again.
                let _ = answer.send(state);
            }
        }
    }
}

impl Drop for Writer {
    /// Also after a panic the next delivery finds somebody to write it.
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.queue().busy = false;
        }
    }
}

/// What became of each of a lot. When the database refuses the lot for something that is in it, each is
/// tried alone, so that what is wrong with one is nobody else's trouble.
async fn written(shared: &Shared, lot: &[Incoming]) -> Vec<Result<State>> {
    let setup = Setup { database: &shared.database, law: &shared.law, units: shared.units };
    match lot::write(setup, &mut shared.clock.moment(), lot).await {
        Ok(states) => states,
        Err(problem) if lot.len() == 1 || problem.kind == Kind::Unavailable => {
            lot.iter().map(|_| Err(problem.clone())).collect()
        }
        Err(_) => {
            let mut states = Vec::with_capacity(lot.len());
            for one in lot {
                let one = std::slice::from_ref(one);
                let state = lot::write(setup, &mut shared.clock.moment(), one).await;
                states.push(state.and_then(|mut states| states.remove(0)));
            }
            states
        }
    }
}
