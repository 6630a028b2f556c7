//! Where deliveries wait for each other: those that come while lots are being written are the next lot,
//! and share its commit. To be durable costs the disk the same for one as for a hundred.

use std::collections::{HashSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use access::{Actor, Verb};
use ground::{Clock, HouseholdId, Kind, Problem, Result};
use law::Law;
use places::Units;
use store::{Database, Engine};
use tokio::sync::oneshot::{self, Sender};

use super::actions::Setup;
use super::incoming::Incoming;
use super::lot;
use super::model::{Delivery, State};

/// The most deliveries in one lot, and their bytes: every lot that is being written must fit into memory twice.
const MOST: usize = 256;
const MOST_BYTES: usize = 32 * 1024 * 1024;

/// The one place through which submissions come in. Cheap to clone.
#[derive(Clone)]
pub struct Inbox(Arc<Shared>);

struct Shared {
    database: Database,
    law: Arc<Law>,
    units: &'static Units,
    clock: Clock,
    /// How many may be at work.
    writers: usize,
    queue: Mutex<Queue>,
}

#[derive(Default)]
struct Queue {
    waiting: VecDeque<Waiting>,
    /// How many writers are at work.
    writing: usize,
    /// What those lots are of.
    held: Keys,
}

/// A delivery, and whoever waits to hear what became of it.
type Waiting = (Incoming, Sender<Result<State>>);

/// The submissions and households of a lot. No two deliveries of one are written at the same time.
#[derive(Clone, Default)]
struct Keys {
    instances: HashSet<String>,
    households: HashSet<HouseholdId>,
}

impl Inbox {
    /// An inbox in front of a database; nothing waits yet.
    pub fn new(database: Database, law: Arc<Law>, units: &'static Units, clock: Clock) -> Inbox {
        // SQLite takes one write at a time. PostgreSQL writes one lot while another waits for the disk and a
        // third for us; a fourth is no faster.
        let writers = match database.engine() {
            Engine::Sqlite => 1,
            Engine::Postgres => 3,
        };
        Inbox(Arc::new(Shared { database, law, units, clock, writers, queue: Mutex::default() }))
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
            let begin = queue.writing < self.0.writers;
            queue.writing += usize::from(begin);
            begin
        };
        if begin {
            // A task of its own, so that a phone that hangs up cannot take the others' lot with it.
            tokio::spawn(Writer { inbox: self.clone(), held: Keys::default() }.write());
        }
        answered.await.map_err(|_| Problem::internal("field.submission.missing"))?
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.0.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Queue {
    /// The next that go in together: no two of one submission or household, which wait for each other in
    /// the order in which they came. Without any, one writer fewer is at work.
    fn next(&mut self) -> (Vec<Waiting>, Keys) {
        let (mut lot, mut later, mut bytes) = (Vec::new(), VecDeque::new(), 0);
        let (mut keys, mut passed) = (Keys::default(), self.held.clone());
        while lot.len() < MOST
            && bytes < MOST_BYTES
            && let Some(one) = self.waiting.pop_front()
        {
            if passed.add(&one.0) {
                bytes += one.0.bytes();
                keys.add(&one.0);
                lot.push(one);
            } else {
                later.push_back(one);
            }
        }
        later.append(&mut self.waiting);
        self.waiting = later;
        self.held.instances.extend(keys.instances.iter().cloned());
        self.held.households.extend(&keys.households);
        self.writing -= usize::from(lot.is_empty());
        (lot, keys)
    }

    /// A lot has been written.
    fn release(&mut self, keys: &Keys) {
        self.held.instances.retain(|instance| !keys.instances.contains(instance));
        self.held.households.retain(|household| !keys.households.contains(household));
    }
}

impl Keys {
    /// Whether it shares nothing with those before it.
    fn add(&mut self, incoming: &Incoming) -> bool {
        let household = incoming.said.as_ref().ok().map(|said| said.household);
        let new = household.is_none_or(|household| self.households.insert(household));
        self.instances.insert(incoming.cover.instance.clone()) && new
    }
}

/// Writes lot after lot while anything waits.
struct Writer {
    inbox: Inbox,
    /// Of the lot that is being written.
    held: Keys,
}

impl Writer {
    async fn write(mut self) {
        loop {
            let lot = {
                let mut queue = self.inbox.queue();
                queue.release(&std::mem::take(&mut self.held));
                let (lot, held) = queue.next();
                self.held = held;
                lot
            };
            let (lot, answers): (Vec<_>, Vec<_>) = lot.into_iter().unzip();
            if lot.is_empty() {
                return;
            }
            let shared = Arc::clone(&self.inbox.0);
            // A task of its own: if it panics, its phones are told to send again, and the others go on.
            let written = tokio::spawn(async move { written(&shared, &lot).await });
            for (answer, state) in answers.into_iter().zip(written.await.unwrap_or_default()) {
                // Who hung up meanwhile sends it again.
                let _ = answer.send(state);
            }
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
