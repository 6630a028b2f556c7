//! A request from somebody nobody knows, from the form to the answer.

use fakes::day;
use ground::{Moment, RequestId};
use law::Class;
use places::Units;
use registry::household::Sex;
use registry::person::{HEAD, IDENTITY, NewPerson, masked};
use review::filing::{self, Activity, Asker, FilingState, Member, NewFiling, Progress, Sign};
use review::receipt;
use review::request::{self, Answer, Channel, Form};
use review::round;
use store::audit;
use store::seal::Seal;

use crate::world::{World, act, commune, look, moment, officer};

const NUMBER: &str = "017080001234";

fn seal() -> Seal {
    Seal::new(&[7; 32])
}

/// A form of Bùi Thị Lan and her son, as somebody might type it.
fn form(moment: &mut Moment, wanted: Form) -> NewFiling {
    let person = |name: &str, sex, year, relation: &str| NewPerson {
        name: name.to_owned(),
        sex: Some(sex),
        birth_year: Some(year),
        relation: relation.to_owned(),
        ..NewPerson::default()
    };
    NewFiling {
        id: RequestId(moment.id()),
        unit: commune(),
        form: wanted,
        channel: Channel::Web,
        received: moment.today(),
        asker: Asker {
            person: NewPerson {
                ethnicity: Some("muong".to_owned()),
                identity: Some("017 080 001 234".to_owned()),
                ..person("  Bùi   Thị Lan ", Sex::Female, 1980, HEAD)
            },
            identity_day: Some(day("2021-05-04")),
            activity: Some(Activity::NotWorking),
            village: "xom bui".to_owned(),
            permanent: "Xóm Bui".to_owned(),
            current: String::new(),
        },
        members: vec![Member {
            person: person("Bùi Văn An", Sex::Male, 2012, "child"),
            activity: Some(Activity::AtSchool),
        }],
        grounds: "Nhà sập trong lũ.".to_owned(),
        pledged: true,
    }
}

async fn sent(world: &World, on: &str, new: &NewFiling) -> ground::Result<filing::Filed> {
    let mut moment = moment(on, world.seed());
    let mut tx = world.database.begin().await.unwrap();
    let law = (&world.law, Units::builtin());
    let filed = filing::from_the_web(&mut tx, law, &mut moment, &seal(), new).await;
    if filed.is_ok() {
        tx.commit().await.unwrap();
    }
    filed
}

fn fresh(world: &World, on: &str, wanted: Form) -> NewFiling {
    form(&mut moment(on, 1_000 + world.seed()), wanted)
}

/// How a request stands, by its receipt and code.
async fn standing(world: &World, on: &str, written: &str, code: &str) -> ground::Result<Progress> {
    let (units, seal) = (Units::builtin(), seal());
    let mut tx = world.database.read().await.unwrap();
    let found = filing::progress(&mut tx, units, &seal, day(on), (written, code)).await;
    found.map(|standing| standing.progress)
}

/// The filing as the officer sees it, with the households it may be of.
async fn seen(world: &World, id: RequestId) -> (filing::Filing, Vec<filing::Candidate>) {
    let who = officer();
    let mut moment = moment("2026-09-20", world.seed());
    let office = crate::world::office(&world.law, &who, &mut moment);
    let mut tx = world.database.read().await.unwrap();
    let filing = filing::find(&mut tx, &office, id).await.unwrap();
    let likely = filing::suggest(&mut tx, &filing).await.unwrap();
    (filing, likely)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_finds_its_household_and_goes_on_as_that_of_any_other() {
    for database in fakes::databases().await {
        let world = World::on(database.clone());
        let same_age = world.family("Quách Thị Na", "Xóm Bui", Some(Class::NotPoor)).await;
        let lan = world.family("Bùi Thị Lan", "Xóm Cành", Some(Class::NotPoor)).await;
        world.family("Bùi Thị Hoa", "Xóm Cành", Some(Class::Poor)).await;

        let new = fresh(&world, "2026-09-10", Form::Entry);
        let filed = sent(&world, "2026-09-10", &new).await.unwrap();
        assert_eq!(filed.receipt, (2026, 1));
        assert_eq!(filed.due, day("2026-12-14"), "the periodic review answers");
        let again = sent(&world, "2026-09-10", &new).await.unwrap();
        assert_eq!(again, filed, "sent twice it is taken once");
        let tasks = look!(world, review::tasks::of_unit, &world.law, commune(), day("2026-12-20"));
        assert_eq!((tasks.filings, tasks.filings_late, tasks.requests), (1, 1, 0));

        let (filing, likely) = seen(&world, filed.id).await;
        assert_eq!(filing.asker.person.name, "Bùi Thị Lan");
        assert_eq!(filing.asker.person.ethnicity.as_deref(), Some("Mường"));
        assert_eq!(filing.members[0].activity, Some(Activity::AtSchool));
        let (sealed, _) = filing.identity.clone().unwrap();
        assert_eq!(seal().open(IDENTITY, &sealed).unwrap(), NUMBER);
        let found: Vec<_> = likely.iter().map(|one| (one.household, one.signs.clone())).collect();
        let expected =
            [(lan, vec![Sign::Name, Sign::Birth]), (same_age, vec![Sign::Birth, Sign::Village])];
        assert_eq!(found, expected, "named before neighbours; who shares nothing is not shown");

        let (written, code) = (
            receipt::written(Units::builtin(), filed.unit, filed.receipt),
            receipt::code(&seal(), filed.id),
        );
        assert_eq!(standing(&world, "2026-09-20", &written, &code).await, Ok(Progress::Received));
        act!(world, officer(), "2026-09-20", filing::match_to, filed.id, lan).unwrap();
        let request = look!(world, request::of_unit, commune()).remove(0);
        assert_eq!((request.id, request.household), (filed.id, lan));
        assert_eq!((request.receipt, request.due), (filed.receipt, filed.due));
        assert_eq!((request.channel, request.answer), (Channel::Web, Answer::Open));
        assert_eq!(standing(&world, "2026-09-20", &written, &code).await, Ok(Progress::Waiting));
        let late = act!(world, officer(), "2026-09-20", filing::match_to, filed.id, same_age);
        assert_eq!(late.unwrap_err().code, "review.request.answered");

        let opened = act!(world, officer(), "2026-09-21", round::open, commune()).unwrap();
        let case = look!(world, review::case::of_round, opened);
        assert!(case.iter().any(|case| case.request == Some(filed.id) && case.household == lan));
        let now = standing(&world, "2026-09-21", &written, &code).await;
        assert_eq!(now, Ok(Progress::Review(review::rules::Stage::Survey)));

        let next = fresh(&world, "2026-09-22", Form::Entry);
        assert_eq!(sent(&world, "2026-09-22", &next).await.unwrap().receipt, (2026, 2));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_household_new_to_the_commune_is_registered_from_its_form() {
    for database in fakes::databases().await {
        let world = World::on(database.clone());
        let new = fresh(&world, "2026-09-10", Form::Entry);
        let filed = sent(&world, "2026-09-10", &new).await.unwrap();
        assert!(seen(&world, filed.id).await.1.is_empty());
        let (seal, since) = (seal(), day("2026-09-01"));
        let registered = act!(
            world,
            officer(),
            "2026-09-12",
            filing::register,
            &seal,
            filed.id,
            "Xóm Bui",
            since
        );
        let household = registered.unwrap();
        let detail = world.household(household).await;
        assert_eq!(detail.household.head, "Bùi Thị Lan");
        assert_eq!(detail.village.as_deref(), Some("Xóm Bui"));
        assert_eq!(detail.persons.len(), 2);
        let number = registry::person::masked_identity(&detail.persons[0], &seal).unwrap();
        assert_eq!(number, Some(masked(NUMBER)));
        let request = look!(world, request::of_unit, commune()).remove(0);
        assert_eq!((request.id, request.household), (filed.id, household));

        // The next form with this number finds her whatever name it bears.
        let mut other = fresh(&world, "2026-09-13", Form::Entry);
        other.asker.person.name = "Bùi Lan".to_owned();
        other.asker.person.birth_year = Some(1979);
        let filed = sent(&world, "2026-09-13", &other).await.unwrap();
        let likely = seen(&world, filed.id).await.1;
        assert_eq!(likely[0].household, household);
        assert_eq!(likely[0].signs, [Sign::Identity, Sign::Village]);
        let twice = act!(world, officer(), "2026-09-13", filing::match_to, filed.id, household);
        assert_eq!(twice.unwrap_err().code, "review.request.twice");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_is_refused_in_writing_and_the_asker_reads_why() {
    for database in fakes::databases().await {
        let world = World::on(database.clone());
        let above = world.family("Bùi Thị Lan", "Xóm Bui", Some(Class::NotPoor)).await;
        let new = fresh(&world, "2026-03-10", Form::Exit);
        let filed = sent(&world, "2026-03-10", &new).await.unwrap();
        assert_eq!(filed.due, day("2026-03-30"), "the off-cycle review begins on the 15th");
        let refused = act!(world, officer(), "2026-03-11", filing::match_to, filed.id, above);
        assert_eq!(refused.unwrap_err().code, "review.request.not_listed");
        let silent = act!(world, officer(), "2026-03-11", filing::refuse, filed.id, " ");
        assert_eq!(silent.unwrap_err().code, "review.text.missing");
        let why = "Hộ không có trong danh sách.";
        act!(world, officer(), "2026-03-11", filing::refuse, filed.id, why).unwrap();
        let written = receipt::written(Units::builtin(), filed.unit, filed.receipt);
        let code = receipt::code(&seal(), filed.id);
        let now = standing(&world, "2026-03-12", &written, &code).await;
        assert_eq!(now, Ok(Progress::Refused(day("2026-03-11"), why.to_owned())));
        assert_eq!(seen(&world, filed.id).await.0.state, FilingState::Refused);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_learns_nothing_and_leaves_nothing_behind() {
    for database in fakes::databases().await {
        let world = World::on(database.clone());
        let new = fresh(&world, "2026-09-10", Form::Entry);
        let filed = sent(&world, "2026-09-10", &new).await.unwrap();
        let written = receipt::written(Units::builtin(), filed.unit, filed.receipt);
        let code = receipt::code(&seal(), filed.id);
        let pairs = [
            (written.as_str(), "0000 0000"),
            ("05266-2-2026", code.as_str()),
            ("05323-1-2026", &code),
            ("x", &code),
            ("", ""),
        ];
        let mut told = Vec::new();
        for (written, code) in pairs {
            told.push(standing(&world, "2026-09-10", written, code).await.unwrap_err());
        }
        assert!(
            told.iter().all(|problem| *problem == told[0] && problem.args.is_empty()),
            "{told:?}"
        );

        let who = fakes::officer(
            Units::builtin()
                .by_code(places::Level::Commune, "05323", day("2026-11-23"))
                .unwrap()
                .id,
        );
        let mut there = moment("2026-09-11", world.seed());
        let office = crate::world::office(&world.law, &who, &mut there);
        let mut tx = world.database.read().await.unwrap();
        let hidden = filing::find(&mut tx, &office, filed.id).await.unwrap_err();
        assert_eq!(hidden.code, "review.request.missing");
        let trail =
            audit::of_subject(&mut tx, "review_filing", &filed.id.to_string()).await.unwrap();
        let noted = format!("{trail:?}");
        assert!(
            noted.contains("\\\"channel\\\":\\\"web\\\"") && noted.contains("\"web\""),
            "{noted}"
        );
        for personal in ["Lan", NUMBER, "Bui", "sập"] {
            assert!(!noted.contains(personal), "{personal} in {noted}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_is_refused_field_by_field_and_a_commune_is_not_flooded() {
    for database in fakes::databases().await {
        let world = World::on(database.clone());
        let good = fresh(&world, "2026-09-10", Form::Entry);
        let with = |change: &dyn Fn(&mut NewFiling)| {
            let mut form = good.clone();
            change(&mut form);
            form
        };
        let wrong = [
            (with(&|form| form.asker.person.name = " ".into()), "registry.person.no_name"),
            (with(&|form| form.asker.person.birth_year = None), "review.filing.unsaid"),
            (
                with(&|form| form.asker.person.identity = Some("12".into())),
                "registry.person.identity",
            ),
            (with(&|form| form.asker.village = String::new()), "review.filing.unsaid"),
            (with(&|form| form.asker.permanent = "x".repeat(201)), "review.filing.long"),
            (with(&|form| form.grounds = "lý do ".repeat(400)), "review.filing.long"),
            (with(&|form| form.pledged = false), "review.filing.unpledged"),
            (
                with(&|form| form.members[0].person.relation = HEAD.into()),
                "registry.person.two_heads",
            ),
            (with(&|form| form.members = vec![form.members[0].clone(); 10]), "review.filing.long"),
            (with(&|form| form.unit = ground::UnitId::NATION), "review.filing.unit"),
        ];
        for (form, code) in wrong {
            assert_eq!(sent(&world, "2026-09-10", &form).await.unwrap_err().code, code);
        }
        for _ in 0..filing::MOST_A_DAY {
            sent(&world, "2026-09-10", &fresh(&world, "2026-09-10", Form::Entry)).await.unwrap();
        }
        let more = sent(&world, "2026-09-10", &good).await.unwrap_err();
        assert_eq!(more.code, "review.filing.many");
        sent(&world, "2026-09-11", &good).await.unwrap();
    }
}
