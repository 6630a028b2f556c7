//! Lists page by page, and search.

use access::Scope;
use fakes::{databases, moment};
use law::Class;
use registry::batch::{Batch, Villages};
use registry::household::{self, Filter, Sort};
use registry::search::{search, villages};

use crate::world::{Draft, commune, day, province, units, write};

const NAMES: [&str; 8] = [
    "Bùi Văn Dũng",
    "Bùi Thị Đào",
    "Quách Văn Dung",
    "Đinh Công An",
    "Nguyễn Thị Hoà",
    "Hà Văn Ân",
    "Bùi Văn Ăn",
    "Trương Văn Dũng",
];

async fn fill(database: &store::Database) {
    let mut moment = moment(20);
    let mut batch = Batch::default();
    let places = [commune("05266"), commune("05287")];
    for (at, name) in NAMES.iter().cycle().take(40).enumerate() {
        let class = if at % 3 == 0 { Class::Poor } else { Class::NotPoor };
        let unit = places[at % 2];
        let mut draft = Draft::new(unit, name, &mut moment).status("2024-01-01", class, 3, unit);
        if at % 5 == 0 {
            draft = draft.status("2025-01-01", Class::NotPoor, 3, unit);
        }
        draft.household.code = (at % 4 > 0).then(|| format!("HB-{at:03}"));
        draft.put(&mut batch, &mut moment);
    }
    write(database, &mut batch).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_follow_each_other_without_gap_or_repetition() {
    for database in databases().await {
        fill(&database).await;
        let mut tx = database.read().await.unwrap();
        let both = Scope::Communes(vec![commune("05266"), commune("05287")]);
        for (scope, expected) in [
            (both, 40),
            (Scope::Communes(vec![commune("05266")]), 20),
            (Scope::Province(province()), 40),
            (Scope::Nation, 40),
            (Scope::Communes(Vec::new()), 0),
        ] {
            for sort in [Sort::Name, Sort::Code] {
                let filter = Filter::default();
                let communes = scope.listed(units(), day("2026-11-23"));
                let (mut lines, mut after) = (Vec::new(), None);
                loop {
                    let page =
                        household::list(&mut tx, &communes, &filter, sort, after.as_ref(), 7).await;
                    let page = page.unwrap();
                    lines.extend(page.lines);
                    let Some(next) = page.next else { break };
                    after = Some(next.to_string().parse().unwrap());
                }
                let wide = communes.len() > store::UNITS_PER_STATEMENT;
                let place = |line: &household::Line| wide.then_some(line.unit);
                let ids: std::collections::BTreeSet<_> = lines.iter().map(|line| line.id).collect();
                assert_eq!((lines.len(), ids.len()), (expected, expected), "{scope:?} {sort:?}");
                match sort {
                    Sort::Name => {
                        assert!(
                            lines.is_sorted_by_key(|line| (
                                place(line),
                                ground::sort_key(&line.head)
                            ))
                        );
                    }
                    Sort::Code => {
                        assert!(lines.is_sorted_by_key(|line| (place(line), line.code.clone())));
                    }
                }
                let count = household::count(&mut tx, &scope, &filter).await.unwrap();
                assert_eq!(count.households as usize, expected);
                assert_eq!(count.persons as usize, expected * 3);
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn filters_keep_what_they_say() {
    for database in databases().await {
        fill(&database).await;
        let mut tx = database.read().await.unwrap();
        let scope = Scope::Province(province());
        let communes = scope.listed(units(), day("2026-11-23"));
        let poor = Filter { class: Some(Class::Poor), ..Filter::default() };
        let page = household::list(&mut tx, &communes, &poor, Sort::Name, None, 100).await.unwrap();
        assert!(page.lines.iter().all(|line| line.class == Class::Poor) && !page.lines.is_empty());
        let escaped = Filter { newly_escaped: Some(day("2026-11-23")), ..Filter::default() };
        let page =
            household::list(&mut tx, &communes, &escaped, Sort::Name, None, 100).await.unwrap();
        // Every fifth left, of those every third had been poor: 0, 15, 30.
        assert_eq!(page.lines.len(), 3);
        let over = Filter { newly_escaped: Some(day("2028-01-01")), ..Filter::default() };
        assert_eq!(household::count(&mut tx, &scope, &over).await.unwrap().households, 0);
        let period = (registry::status::Movement::ExitPoor, day("2025-01-01"), day("2025-12-31"));
        let moved = Filter { movement: Some(period), ..Filter::default() };
        assert_eq!(household::count(&mut tx, &scope, &moved).await.unwrap().households, 3);
        let minority = Filter { groups: household::Groups::MINORITY, ..Filter::default() };
        assert_eq!(household::count(&mut tx, &scope, &minority).await.unwrap().households, 40);
        let merit = Filter { groups: household::Groups::MERIT, ..Filter::default() };
        assert_eq!(household::count(&mut tx, &scope, &merit).await.unwrap().households, 0);
        let finding = Filter { finding: true, ..Filter::default() };
        assert_eq!(household::count(&mut tx, &scope, &finding).await.unwrap().households, 0);
        let ids: Vec<_> = page.lines.iter().map(|line| line.id).collect();
        let these = household::these(&mut tx, &scope, &ids).await.unwrap();
        assert_eq!(these, page.lines);
        let none = household::these(&mut tx, &Scope::Province(ground::UnitId(1)), &ids).await;
        assert!(none.unwrap().is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn names_are_found_without_diacritics_from_either_end() {
    for database in databases().await {
        fill(&database).await;
        let mut tx = database.read().await.unwrap();
        let today = day("2026-11-23");
        let own = Scope::Communes(vec![commune("05266"), commune("05287")]);
        // More communes than are looked through take the way of the indexes.
        let eight = ["05266", "05287", "05293", "05290", "05323", "05305", "05329", "05347"];
        let eight = Scope::Communes(eight.map(commune).to_vec());
        for scope in [own, eight, Scope::Province(province()), Scope::Nation] {
            for (text, expected) in [
                ("bui van dung", 5),
                ("van dung", 15),
                ("DŨNG", 15),
                ("dung bui", 5),
                ("bui dung", 5),
                ("Bùi", 15),
                ("hoa", 5),
                ("nguyen hoà", 5),
                ("hb 013", 1),
                ("HB-999", 0),
                ("Bùi 2", 0),
                ("không có ai", 0),
                ("  ", 0),
            ] {
                let found = search(&mut tx, units(), &scope, today, None, text, 50).await.unwrap();
                assert_eq!(found.hits.len(), expected, "{text} in {scope:?}");
                assert!(!found.more);
            }
            let cut = search(&mut tx, units(), &scope, today, None, "dung", 4).await.unwrap();
            assert_eq!((cut.hits.len(), cut.more), (4, true));
        }
        let none = Scope::Communes(vec![commune("05293")]);
        let found = search(&mut tx, units(), &none, today, None, "bui", 50).await.unwrap();
        assert!(found.hits.is_empty());
    }
}

/// People type what they know: a code, a name with a number in it, the number of a village.
#[tokio::test(flavor = "multi_thread")]
async fn what_has_a_digit_and_is_no_code_may_be_a_name_or_a_village() {
    for database in databases().await {
        let mut moment = moment(21);
        let mut batch = Batch::default();
        let unit = commune("05266");
        for (code, name) in [("12", "Bùi Văn Hai"), ("7", "Bùi Văn Ba 12")] {
            let mut draft = Draft::new(unit, name, &mut moment);
            draft.household.code = Some(code.to_owned());
            draft.put(&mut batch, &mut moment);
        }
        write(&database, &mut batch).await;
        let mut tx = database.begin().await.unwrap();
        let (mut batch, mut known) = (Batch::default(), Villages::default());
        for name in ["Xóm 3", "Xóm 31", "Khối 3 Mới"] {
            known.read(&mut tx, [unit]).await.unwrap();
            known.find_or_add(&mut batch, &mut moment, unit, name);
        }
        batch.write(&mut tx).await.unwrap();
        let eight = ["05266", "05287", "05293", "05290", "05323", "05305", "05329", "05347"];
        let eight = Scope::Communes(eight.map(commune).to_vec());
        let own = Scope::Communes(vec![unit]);
        for scope in [own.clone(), eight, Scope::Province(province()), Scope::Nation] {
            for (text, expected) in
                [("12", vec!["Bùi Văn Hai"]), ("ba 12", vec!["Bùi Văn Ba 12"]), ("13", vec![])]
            {
                let today = day("2026-11-23");
                let found = search(&mut tx, units(), &scope, today, None, text, 50).await.unwrap();
                let names: Vec<_> = found.hits.iter().map(|hit| hit.name.as_str()).collect();
                assert_eq!(names, expected, "{text} in {scope:?}");
            }
        }
        let mut named = async |scope: &Scope, text| {
            let found = villages(&mut tx, scope, text, 5).await.unwrap();
            found.into_iter().map(|village| village.name).collect::<Vec<_>>()
        };
        assert_eq!(named(&own, "xom 3").await, ["Xóm 3"], "and not 31");
        assert_eq!(named(&own, "3").await, ["Khối 3 Mới", "Xóm 3"]);
        assert!(named(&own, "  ").await.is_empty());
        let elsewhere = Scope::Communes(vec![commune("05287")]);
        assert!(named(&elsewhere, "xom 3").await.is_empty());
        tx.rollback().await.unwrap();
    }
}
