//! Writing the generated district into the registry.

use std::collections::HashMap;

use ground::{Day, HouseholdId, Instant, Moment, PersonId, Result, UnitId, VillageId, VisitId};
use law::{Area, Evaluation, Law};
use places::Units;
use registry::batch::{Batch, Recorded, Villages};
use registry::ethnicity::is_minority;
use registry::event::Event;
use registry::household::{Groups, Household, Sex};
use registry::person::{IDENTITY, Person};
use registry::visit::{Visit, extract};
use registry::{asked_by_default, evaluate_all, setting};
use store::Tx;
use store::seal::Seal;

use crate::answers;
use crate::dice::Dice;
use crate::family::{Member, Sex as Gender};
use crate::home::{Home, Seen};
use crate::line;
use crate::names;
use crate::people;
use crate::review;
use crate::world::{OPENING, World};

/// Households written at a time.
const CHUNK: usize = 2_000;
/// Members from this age on have a national ID number.
const ID_AGE: i32 = 14;
/// More members than any generated household has, so that serial numbers differ.
const MEMBERS_AT_MOST: usize = 20;

/// What is needed at every household.
pub(crate) struct Book<'a> {
    pub(crate) world: &'a World,
    pub(crate) law: &'a Law,
    pub(crate) units: &'a Units,
    pub(crate) seal: &'a Seal,
}

impl Book<'_> {
    /// Writes every household with all its past.
    pub(crate) async fn write(
        &self,
        tx: &mut Tx,
        progress: &mut (dyn FnMut(usize, usize) + Send),
    ) -> Result<()> {
        let mut batch = Batch::default();
        let mut done = 0;
        let villages = self.villages(tx, &mut batch).await?;
        let province = self
            .units
            .get(self.world.places[0].now)
            .and_then(|unit| unit.parent)
            .unwrap_or(UnitId::NATION);
        let mut bearers: HashMap<&str, Vec<usize>> = HashMap::new();
        for home in &self.world.homes {
            bearers.entry(&home.code).or_default().push(home.n);
        }
        for homes in self.world.homes.chunks(CHUNK) {
            for home in homes {
                let household = self.household(home, &villages, province, &mut batch)?;
                if let Some(other) =
                    bearers[home.code.as_str()].iter().find(|other| **other != home.n)
                {
                    self.collision(home, *other, &household, &mut batch);
                }
            }
            batch.write(tx).await?;
            done += homes.len();
            progress(done, self.world.homes.len());
        }
        Ok(())
    }

    async fn villages(&self, tx: &mut Tx, batch: &mut Batch) -> Result<Vec<Vec<VillageId>>> {
        let mut moment = Moment::seeded(Instant::start_of(OPENING), self.world.seed);
        let mut known = Villages::default();
        known.read(tx, self.world.places.iter().map(|place| place.now)).await?;
        let mut all = Vec::with_capacity(self.world.places.len());
        for place in &self.world.places {
            let ids = place.villages.iter();
            let ids =
                ids.map(|name| known.find_or_add(batch, &mut moment, place.now, name)).collect();
            all.push(ids);
        }
        Ok(all)
    }

    fn household(
        &self,
        home: &Home,
        villages: &[Vec<VillageId>],
        province: UnitId,
        batch: &mut Batch,
    ) -> Result<Household> {
        let world = self.world;
        let mut moment = moment(world.seed, home.n);
        let id = HouseholdId(moment.id());
        let last = home.left.map_or(world.today, |(day, _)| day);
        let (place, village) = home.stay(last);
        let (unit, before) = (world.places[place].now, world.places[place].before);
        let persons: Vec<PersonId> = home.family.iter().map(|_| PersonId(moment.id())).collect();
        let head = home.head(last);
        let visits: Vec<VisitId> = home.visits.iter().map(|_| VisitId(moment.id())).collect();
        let line = line::timeline(home, &world.places, &visits)?;
        let latest = line.latest().expect("every household has a first interval");
        let mut household = Household {
            id,
            province,
            unit,
            unit_before: Some(before),
            village: Some(villages[place][village]),
            code: Some(home.code.clone()),
            head: head.name.clone(),
            head_sex: Some(head.sex),
            ethnicity: Some(head.ethnicity.to_owned()),
            members: latest.members,
            groups: Groups::default()
                .and_if(is_minority(head.ethnicity), Groups::MINORITY)
                .and_if(head.sex == Sex::Female, Groups::FEMALE_HEAD)
                .and_if(home.merit, Groups::MERIT),
            address: None,
            class: latest.class,
            class_since: latest.from,
            visit: visits.last().copied(),
            opened: home.opened,
            closed: home.left.map(|(day, _)| day),
            closed_why: home.left.map(|(_, how)| how.as_str().to_owned()),
            version: 1,
        };
        household.stand(&line);
        let mut surveyed = Vec::with_capacity(visits.len());
        for (seen, visit) in home.visits.iter().zip(&visits) {
            let found = self.visit(home, seen, *visit, id)?;
            household.groups = found.visit.extract.groups;
            surveyed.push(found);
        }
        batch.household(&household);
        for (at, member) in home.family.iter().enumerate().filter(|(_, member)| !member.moved_on) {
            let serial = home.n * MEMBERS_AT_MOST + at;
            let person = self.person(member, persons[at], id, serial, &mut moment);
            batch.person(&person, household.province, unit);
        }
        for (found, seen) in surveyed.iter().zip(&home.visits) {
            let recorded =
                Recorded { at: Instant::start_of(seen.day).plus_seconds(10 * 3_600), by: None };
            batch.visit(&found.visit, recorded);
            for (standard, evaluation) in &found.evaluations {
                batch.evaluation(found.visit.id, standard, self.law.fingerprint(), evaluation);
            }
            if let Some(stated) = seen.stated {
                let mut found_then = Moment::seeded(recorded.at, world.seed ^ home.n as u64);
                let args = format!(
                    r#"{{"stated":"{}","evaluated":"{}","standard":"{}"}}"#,
                    stated.as_str(),
                    seen.class.as_str(),
                    line::STANDARD
                );
                batch.finding(
                    &household,
                    Some(found.visit.id),
                    crate::MISMATCH,
                    args,
                    &mut found_then,
                );
            }
        }
        self.events(home, id, &persons, &mut moment, batch);
        batch.timeline(id, line.intervals());
        Ok(household)
    }

    /// Notes that another household bears the same code: some were found last year, some this autumn.
    fn collision(&self, home: &Home, other: usize, household: &Household, batch: &mut Batch) {
        let year = self.world.today.year() - i32::from(home.n.is_multiple_of(3));
        let day = Day::new(year, 10, 5).expect("a day of the calendar").min(self.world.today);
        let at = Instant::start_of(day).plus_seconds(10 * 3_600);
        let mut moment = Moment::seeded(at, self.world.seed ^ home.n as u64);
        let other = &self.world.homes[other].head(self.world.today).name;
        let args = format!(r#"{{"code":"{}","other":"{other}"}}"#, home.code);
        batch.finding(household, None, crate::COLLISION, args, &mut moment);
    }

    fn person(
        &self,
        member: &Member,
        id: PersonId,
        household: HouseholdId,
        serial: usize,
        moment: &mut Moment,
    ) -> Person {
        let numbered = member.age(self.world.today) >= ID_AGE;
        let number = numbered.then(|| national_id(member, serial));
        Person {
            id,
            household,
            name: member.name.clone(),
            sex: Some(member.sex),
            birth_day: Some(member.born),
            birth_year: None,
            ethnicity: Some(member.ethnicity.to_owned()),
            relation: member.relation.to_owned(),
            sealed_id: number.as_deref().map(|number| self.seal.seal(IDENTITY, number, moment)),
            id_index: number.as_deref().map(|number| self.seal.index(IDENTITY, number)),
            joined: member.joined,
            gone: member.gone.map(|(day, _)| day),
            gone_why: member.gone.map(|(_, why)| why.to_owned()),
        }
    }

    fn visit(
        &self,
        home: &Home,
        seen: &Seen,
        id: VisitId,
        household: HouseholdId,
    ) -> Result<Surveyed> {
        let (place, village) = home.stay(seen.day);
        let unit = self.world.places[place].unit(seen.day);
        let setting = setting(self.units, unit, seen.day);
        let questionnaire = self.law.questionnaire();
        let answers = answers::fill(
            questionnaire,
            home,
            seen,
            setting.area.unwrap_or(Area::Rural),
            self.world.seed,
        )?;
        let evaluations =
            evaluate_all(self.law, &answers, &setting, seen.day, asked_by_default(seen.day));
        let visit = Visit {
            id,
            household,
            unit,
            day: seen.day,
            source: "demonstration",
            source_key: None,
            import: None,
            reviewer: Some(self.reviewer(unit, place, village, seen.day)),
            answers: answers.to_json(questionnaire),
            extract: extract(
                questionnaire,
                &answers,
                Some(home.ethnicity),
                Some(home.head(seen.day).sex),
                seen.day,
            ),
            stated_class: Some(seen.stated.unwrap_or(seen.class)),
        };
        Ok(Surveyed { visit, evaluations })
    }

    /// Who surveyed: in the running review the commune's reviewers with accounts, where it has any; else the
    /// village's own, the same person every year.
    fn reviewer(&self, unit: UnitId, place: usize, village: usize, day: Day) -> String {
        let code = self.units.get(unit).map_or("", |unit| &unit.code);
        let accounts = people::reviewers(code);
        if day.year() < review::RUNNING || accounts.is_empty() {
            return reviewer(self.world.seed, place, village);
        }
        let name = &self.world.places[place].villages[village];
        accounts[people::surveys(name, accounts.len())].to_owned()
    }

    fn events(
        &self,
        home: &Home,
        id: HouseholdId,
        persons: &[PersonId],
        moment: &mut Moment,
        batch: &mut Batch,
    ) {
        for note in &home.notes {
            let recorded =
                Recorded { at: Instant::start_of(note.day).plus_seconds(9 * 3_600), by: None };
            let event = Event {
                id: moment.id(),
                household: id,
                person: note.member.filter(|at| !home.family[*at].moved_on).map(|at| persons[at]),
                day: note.day,
                kind: note.kind,
                other_household: note.other.map(|other| household_id(self.world.seed, other)),
                other_unit: note.from.map(|place| self.world.places[place].unit(note.day)),
                note: None,
            };
            batch.event(&event, recorded);
        }
    }
}

/// A visit with what each standard says of it.
struct Surveyed {
    visit: Visit,
    evaluations: Vec<(String, Evaluation)>,
}

/// Ids of a household and all that belongs to it: in order of its number, so that they sort and store
/// compactly.
fn moment(seed: u64, n: usize) -> Moment {
    Moment::seeded(
        Instant(Instant::start_of(OPENING).0 + 1 + n as i64),
        seed.wrapping_add(n as u64),
    )
}

fn household_id(seed: u64, n: usize) -> HouseholdId {
    HouseholdId(moment(seed, n).id())
}

/// Twelve digits of the official form (province, sex and century, year of birth, serial) under province
/// code 000, which no province has.
fn national_id(member: &Member, serial: usize) -> String {
    let year = member.born.year();
    let century = i64::from((year - 1900) / 100 * 2) + i64::from(member.sex == Gender::Female);
    format!("000{century}{:02}{:06}", year % 100, serial % 1_000_000)
}

/// The village's reviewer.
fn reviewer(seed: u64, place: usize, village: usize) -> String {
    let mut dice = Dice::new(seed ^ 0x0e7e, (place * 100 + village) as u64);
    let family = names::family_name(&mut dice, "Mường");
    names::full_name(&mut dice, family, Gender::Male)
}
