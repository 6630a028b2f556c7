//! Who acts in a commune, and when.

use access::{Actor, Role};
use ground::{AccountId, Day, Instant, Lang, Moment, Problem, Result, UnitId};
use law::Law;
use places::{Level, Units};
use store::Tx;

use crate::dice::Dice;

store::statements! {
    PEOPLE = "demonstration.rounds.people":
        "SELECT id, name, role FROM account WHERE unit_id = $1 ORDER BY login";
}

/// A commune with the people who review in it.
pub(super) struct Commune<'a> {
    pub(super) law: &'a Law,
    pub(super) units: &'a Units,
    pub(super) unit: UnitId,
    pub(super) today: Day,
    pub(super) officer: Actor,
    pub(super) chair: Actor,
    pub(super) reviewers: Vec<Actor>,
    seed: u64,
    /// Actions so far: each has a minute of its own.
    acts: i64,
}

impl<'a> Commune<'a> {
    /// The commune of this code, with the demonstration's accounts.
    pub(super) async fn find(
        tx: &mut Tx,
        law: &'a Law,
        units: &'a Units,
        code: &str,
        today: Day,
        seed: u64,
    ) -> Result<Commune<'a>> {
        let unit = units.by_code(Level::Commune, code, today)?.id;
        let mut people = Vec::new();
        for row in tx.fetch(&PEOPLE, vec![unit.into()]).await? {
            let (account, role) = (AccountId(row.uuid(0)?), row.text(2)?.parse()?);
            people.push(Actor::person(account, &row.text(1)?, role, unit, Lang::Vi));
        }
        let first = |role| {
            let found = people.iter().find(|actor| actor.role == role).cloned();
            found.ok_or_else(|| Problem::missing("access.account.missing"))
        };
        Ok(Commune {
            officer: first(Role::CommuneOfficer)?,
            chair: first(Role::CommuneChair)?,
            reviewers: people.iter().filter(|one| one.role == Role::Reviewer).cloned().collect(),
            law,
            units,
            unit,
            today,
            seed,
            acts: 0,
        })
    }

    /// Whether a day has come.
    pub(super) fn reached(&self, day: Day) -> bool {
        day <= self.today
    }

    /// The moment of the next action on a day: from eight in the morning, a minute after the one before.
    pub(super) fn moment(&mut self, on: Day) -> Moment {
        self.acts += 1;
        let at = Instant::start_of(on).plus_seconds(8 * 3_600 + self.acts % 540 * 60);
        Moment::seeded(at, self.seed.wrapping_add(self.acts.unsigned_abs()))
    }

    /// Dice of a stream of its own.
    pub(super) fn dice(&self, stream: u64) -> Dice {
        Dice::new(self.seed ^ 0x70b1, stream)
    }

    /// The last working day before another.
    pub(super) fn working_day_before(&self, day: Day) -> Day {
        let mut before = day.previous();
        while !self.law.calendar().is_working(before) {
            before = before.previous();
        }
        before
    }
}

/// One action of the review by somebody of the commune on a day.
macro_rules! act {
    ($tx:expr, $commune:expr, $who:expr, $on:expr, $action:path $(, $input:expr)* $(,)?) => {{
        let who = $who.clone();
        let mut moment = $commune.moment($on);
        let mut office = review::Office {
            law: $commune.law,
            units: $commune.units,
            actor: &who,
            moment: &mut moment,
        };
        $action($tx, &mut office $(, $input)*).await?
    }};
}
pub(super) use act;
