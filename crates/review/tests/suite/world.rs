//! A commune in November 2026 with a few families, and officers who act on days of their choice.

use access::account::{self, Demonstration, Hashing, New};
use access::{Actor, Role};
use fakes::day;
use ground::{AccountId, HouseholdId, Instant, Lang, Moment, UnitId};
use law::{Answer, Answers, Class, Law};
use places::{Level, Units};
use registry::household::{self, Arrival, NewHousehold, Sex};
use registry::person::{HEAD, NewPerson};
use registry::visit::{self, NewVisit};
use review::Office;
use store::Database;
use store::seal::Seal;

pub(crate) fn commune() -> UnitId {
    Units::builtin().by_code(Level::Commune, "05266", day("2026-11-23")).unwrap().id
}

pub(crate) fn actor(role: Role) -> Actor {
    fakes::actor(role, commune())
}

pub(crate) fn officer() -> Actor {
    actor(Role::CommuneOfficer)
}

/// Nine in the morning of a day; `seed` keeps the ids of different actions apart.
pub(crate) fn moment(on: &str, seed: u64) -> Moment {
    Moment::seeded(Instant::start_of(day(on)).plus_seconds(9 * 3600), seed)
}

pub(crate) fn office<'a>(law: &'a Law, actor: &'a Actor, moment: &'a mut Moment) -> Office<'a> {
    Office { law, units: Units::builtin(), actor, moment }
}

/// Runs one action of the room in a transaction of its own, by somebody on a day.
macro_rules! act {
    ($world:expr, $who:expr, $on:expr, $action:path $(, $input:expr)* $(,)?) => {{
        let who = $who;
        let mut moment = $crate::world::moment($on, $world.seed());
        let mut office = $crate::world::office(&$world.law, &who, &mut moment);
        let mut tx = $world.database.begin().await.unwrap();
        let done = $action(&mut tx, &mut office $(, $input)*).await;
        if done.is_ok() {
            tx.commit().await.unwrap();
        }
        done
    }};
}
pub(crate) use act;

/// Reads in a transaction.
macro_rules! look {
    ($world:expr, $read:path $(, $input:expr)* $(,)?) => {{
        let mut tx = $world.database.read().await.unwrap();
        $read(&mut tx $(, $input)*).await.unwrap()
    }};
}
pub(crate) use look;

pub(crate) struct World {
    pub(crate) law: Law,
    pub(crate) database: Database,
    seed: std::cell::Cell<u64>,
}

impl World {
    pub(crate) fn on(database: Database) -> World {
        World { law: Law::builtin().unwrap(), database, seed: std::cell::Cell::new(0) }
    }

    pub(crate) fn seed(&self) -> u64 {
        self.seed.set(self.seed.get() + 1);
        self.seed.get()
    }

    /// A family of the village that came with this class in 2025.
    pub(crate) async fn family(
        &self,
        head: &str,
        village: &str,
        class: Option<Class>,
    ) -> HouseholdId {
        self.family_since("2026-01-05", head, village, class).await
    }

    /// A family that came on a day with this class.
    pub(crate) async fn family_since(
        &self,
        since: &str,
        head: &str,
        village: &str,
        class: Option<Class>,
    ) -> HouseholdId {
        let mut moment = moment(since, self.seed());
        let member = NewPerson {
            name: head.to_owned(),
            sex: Some(Sex::Female),
            birth_year: Some(1980),
            relation: HEAD.to_owned(),
            ..NewPerson::default()
        };
        let new = NewHousehold {
            unit: commune(),
            village: Some(village.to_owned()),
            code: None,
            address: None,
            day: day(since),
            members: vec![member],
            arrival: class.map(|class| Arrival { class, from: None }),
        };
        let mut tx = self.database.begin().await.unwrap();
        let (who, units, seal) = (officer(), Units::builtin(), Seal::new(&[7; 32]));
        let id = household::register(&mut tx, &who, units, &mut moment, &seal, &new).await.unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// Reviewers of the commune with accounts, by these names.
    pub(crate) async fn reviewers(&self, names: &[&str]) -> Vec<(AccountId, String)> {
        let people = names.iter().enumerate().map(|(at, name)| Demonstration {
            new: New {
                login: format!("rasoat{at}"),
                name: (*name).to_owned(),
                role: Role::Reviewer,
                unit: commune(),
                lang: Lang::Vi,
            },
            password: "mot cau that dai de nho".to_owned(),
        });
        let people: Vec<_> = people.collect();
        let (program, mut moment) = (Actor::program("test"), moment("2026-08-01", self.seed()));
        let hashing = Hashing::quick();
        account::add_demonstration(&self.database, &program, &mut moment, hashing, &people)
            .await
            .unwrap();
        let mut tx = self.database.read().await.unwrap();
        account::reviewers(&mut tx, commune()).await.unwrap()
    }

    /// A visit with scores only, by the officer's usual reviewer.
    pub(crate) async fn visit(&self, id: HouseholdId, on: &str, income: i64, lacking: i64) {
        self.visit_by("Bùi Thị Hoa", id, on, income, lacking).await;
    }

    /// A visit with scores only.
    pub(crate) async fn visit_by(
        &self,
        reviewer: &str,
        id: HouseholdId,
        on: &str,
        income: i64,
        lacking: i64,
    ) {
        let q = self.law.questionnaire();
        let mut answers = Answers::new();
        answers.set(q, "stated_income_score", Answer::Int(income)).unwrap();
        answers.set(q, "stated_deprivation_score", Answer::Int(lacking)).unwrap();
        let new = NewVisit {
            source: "form",
            day: day(on),
            reviewer: Some(reviewer.to_owned()),
            answers: answers.to_json(q),
            source_key: None,
            stated_class: None,
        };
        let (who, units) = (officer(), Units::builtin());
        let mut moment = moment(on, self.seed());
        let version = self.household(id).await.household.version;
        let mut tx = self.database.begin().await.unwrap();
        let now = (id, version);
        visit::record(&mut tx, &self.law, &who, units, &mut moment, now, &new, &[]).await.unwrap();
        tx.commit().await.unwrap();
    }

    pub(crate) async fn household(&self, id: HouseholdId) -> household::Detail {
        let (who, units) = (officer(), Units::builtin());
        household::detail(&self.database, &who, units, id, None).await.unwrap()
    }
}
