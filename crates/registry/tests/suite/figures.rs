//! The official tables.

use access::Scope;
use fakes::{databases, moment};
use ground::{Lang, UnitId};
use law::{Answer, Class, Law};
use places::{Level, Succeeds};
use registry::batch::Batch;
use registry::figures::{self, Behind, Count, Frame, Geography, Rate, Resident, Target};
use registry::household::Groups;
use registry::status::RowOf;

use crate::world::{Draft, commune, day, old_commune, province, units, visited, write};

#[tokio::test(flavor = "multi_thread")]
async fn every_number_of_a_table_has_its_households_behind_it() {
    let law = Law::builtin().unwrap();
    let here = commune("05266");
    for database in databases().await {
        let mut moment = moment(10);
        let mut batch = Batch::default();
        for (at, (class, flags)) in [
            (Class::Poor, ["stated_water", "stated_toilet", "stated_telecom"]),
            (Class::Poor, ["stated_water", "stated_housing_area", "stated_dependants"]),
            (Class::NearPoor, ["stated_water", "stated_water", "stated_water"]),
        ]
        .into_iter()
        .enumerate()
        {
            let mut answers = law::Answers::new();
            let q = law.questionnaire();
            for flag in ["stated_water", "stated_toilet", "stated_telecom", "stated_employment"] {
                answers.set(q, flag, Answer::Bool(false)).unwrap();
            }
            for flag in flags {
                answers.set(q, flag, Answer::Bool(true)).unwrap();
            }
            for question in ["cause_land", "need_credit", "merit_person"] {
                answers.set(q, question, Answer::Bool(at == 0)).unwrap();
            }
            let mut draft = Draft::new(here, "Bùi Văn A", &mut moment).status(
                "2026-01-01",
                class,
                2 + at as i64,
                here,
            );
            visited(&mut draft, &mut batch, &law, &answers, "2025-10-10", &mut moment);
            draft.put(&mut batch, &mut moment);
        }
        write(&database, &mut batch).await;

        let today = day("2026-11-23");
        let scope = Scope::Communes(vec![here]);
        let frame = Frame::new(units(), &scope, Level::Commune, Geography::AsThen, today);
        let mut tx = database.read().await.unwrap();
        let table = figures::deprivations(&mut tx, &frame, today, "vn-2022").await.unwrap();
        let standard = law.standard("vn-2022").unwrap();
        for class in [Class::Poor, Class::NearPoor] {
            let figures = table.total.of(class);
            assert_eq!(figures.deprivations, figures.deprived.iter().sum::<i64>());
            for indicator in standard.indicators() {
                let at = usize::from(indicator.order) - 1;
                for (behind, counted) in [
                    (Behind::Deprived(indicator.order), figures.deprived[at]),
                    (Behind::NotKnown(indicator.order), figures.unknown[at]),
                ] {
                    let list = figures::households(
                        &mut tx,
                        &frame,
                        today,
                        "vn-2022",
                        class,
                        RowOf::Unit(here),
                        &behind,
                    );
                    assert_eq!(list.await.unwrap().len() as i64, counted, "{}", indicator.code);
                }
            }
        }
        let water = standard.indicator("water").unwrap().order;
        assert_eq!(table.total.poor.deprived[usize::from(water) - 1], 2);
        let employment = standard.indicator("employment").unwrap().order;
        assert_eq!(table.total.poor.unknown[usize::from(employment) - 1], 0);

        let groups = figures::groups(&mut tx, &frame, today).await.unwrap().total.poor;
        assert_eq!(groups.total, Count { households: 2, persons: 5 });
        assert_eq!(groups.merit, Count { households: 1, persons: 2 });
        assert_eq!((groups.minority.households, groups.other.households), (2, 0));
        let merit = Behind::Group(Groups::MERIT);
        let list = figures::households(
            &mut tx,
            &frame,
            today,
            "vn-2022",
            Class::Poor,
            RowOf::Total,
            &merit,
        );
        assert_eq!(list.await.unwrap().len(), 1);
        let ethnic = figures::ethnicities(&mut tx, &frame, today).await.unwrap().total.poor;
        assert_eq!(ethnic.groups["Mường"].households, 2);
        let why = figures::circumstances(&mut tx, &frame, today).await.unwrap().total.poor;
        assert_eq!(why.causes[0], Count { households: 1, persons: 2 });
        assert_eq!((why.no_cause.households, why.needs[3].persons), (1, 2));
        assert_eq!(why.children_unknown, 2);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_lived_in_a_split_commune_is_placed_by_the_household_or_stands_apart() {
    let before = day("2024-12-31");
    let (today, nation) = (day("2026-11-23"), Scope::Nation);
    let split = units().communes(UnitId::NATION, before).into_iter().find_map(|old| {
        match units().today_of(old, today) {
            Succeeds::Split(parts) if parts.len() > 1 => Some((old, parts)),
            _ => None,
        }
    });
    let (old, parts) = split.expect("some commune was split in 2025");
    for database in databases().await {
        let mut moment = moment(11);
        let mut batch = Batch::default();
        for unit in [parts[0], old] {
            let draft = Draft::new(unit, "Bùi Văn A", &mut moment).status(
                "2024-01-01",
                Class::Poor,
                4,
                old,
            );
            draft.put(&mut batch, &mut moment);
        }
        write(&database, &mut batch).await;
        let mut tx = database.read().await.unwrap();
        let frame = Frame::new(units(), &nation, Level::Commune, Geography::AsOf(today), before);
        let table = figures::tally(&mut tx, &frame, before).await.unwrap();
        assert_eq!(table.of(Some(parts[0])).unwrap().poor.households, 1);
        assert_eq!(table.of(None).unwrap().poor.households, 1, "the row of its own");
        assert_eq!(table.total.poor.households, 2);
        // Seen from the other part, only what cannot be told is shown.
        let other = Scope::Communes(vec![parts[1]]);
        let frame = Frame::new(units(), &other, Level::Commune, Geography::AsOf(today), before);
        let table = figures::tally(&mut tx, &frame, before).await.unwrap();
        assert_eq!(table.of(Some(parts[1])).unwrap().poor.households, 0);
        assert_eq!(table.of(None).unwrap().poor.households, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_denominator_refuses_the_rate_of_its_row_and_of_the_total() {
    let parts = ["05266", "05332", "05335"].map(old_commune);
    let (new, other) = (commune("05266"), commune("05287"));
    for database in databases().await {
        let mut moment = moment(12);
        let actor = fakes::actor(access::Role::Administrator, UnitId::NATION);
        let mut tx = database.begin().await.unwrap();
        let scope = Scope::Communes(vec![new, other]);
        let today = day("2026-11-23");
        let frame = Frame::new(units(), &scope, Level::Commune, Geography::AsThen, today);
        let resident = |households| Resident {
            all: Count { households, persons: households * 4 },
            minority: None,
        };
        for part in &parts[..2] {
            let given = resident(1000);
            figures::set_resident(
                &mut tx,
                &actor,
                units(),
                &mut moment,
                *part,
                2025,
                &given,
                "Niên giám",
            )
            .await
            .unwrap();
        }
        let table = figures::residents(&mut tx, &frame, 2025).await.unwrap();
        assert_eq!(table.of(Some(new)), Some(&None), "one of three parts is missing");
        for (unit, households) in [(parts[2], 500), (parts[2], 700)] {
            let given = resident(households);
            figures::set_resident(
                &mut tx,
                &actor,
                units(),
                &mut moment,
                unit,
                2025,
                &given,
                "Niên giám",
            )
            .await
            .unwrap();
        }
        let table = figures::residents(&mut tx, &frame, 2025).await.unwrap();
        let whole = table.of(Some(new)).unwrap().unwrap().all.households;
        assert_eq!(whole, 2700, "the sum of its parts, the corrected one as corrected");
        assert_eq!((table.of(Some(other)), table.total), (Some(&None), None));
        assert_eq!(Rate::of(27, Some(whole)).display(Lang::Vi).as_deref(), Some("1,00"));

        let odd = Resident { all: Count { households: 10, persons: 5 }, minority: None };
        let refused = figures::set_resident(
            &mut tx,
            &actor,
            units(),
            &mut moment,
            new,
            2025,
            &odd,
            "Niên giám",
        );
        assert_eq!(refused.await.unwrap_err().code, "registry.figures.odd");
        let target = Target { class: Class::Poor, rate: 1250, source: "Nghị quyết".to_owned() };
        figures::set_target(&mut tx, &actor, units(), &mut moment, new, 2026, &target)
            .await
            .unwrap();
        assert_eq!(figures::targets(&mut tx, new, 2026).await.unwrap(), [target]);
        let of_province = units().path(new).iter().any(|unit| unit.id == province());
        assert!(of_province);
    }
}
