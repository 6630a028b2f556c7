//! What households lacked on a day, with the households behind every pattern.

use access::Scope;
use fakes::{databases, moment};
use law::{Answer, Class, Law};
use places::Level;
use registry::batch::Batch;
use registry::figures::{Count, Frame, Geography};
use registry::household::Sex;
use registry::poverty::{Asked, Judged, Pattern, households, patterns};
use registry::transitions::{By, Group};

use crate::world::{Draft, commune, day, units, visited, write};

#[tokio::test(flavor = "multi_thread")]
async fn a_day_of_the_past_shows_what_was_known_of_its_households() {
    let law = Law::builtin().unwrap();
    let here = commune("05266");
    let standard = law.standard("vn-2022").unwrap();
    let telecom = standard.indicator("telecom").expect("an indicator").bit();
    for database in databases().await {
        let mut moment = moment(11);
        let mut batch = Batch::default();
        let mut ids = Vec::new();
        for (sex, lacks) in [(Sex::Male, true), (Sex::Female, false)] {
            let mut answers = law::Answers::new();
            answers.set(law.questionnaire(), "stated_telecom", Answer::Bool(lacks)).unwrap();
            let mut draft = Draft::new(here, "Bùi Văn A", &mut moment).status(
                "2026-01-01",
                Class::Poor,
                4,
                here,
            );
            draft.household.head_sex = Some(sex);
            visited(&mut draft, &mut batch, &law, &answers, "2025-10-10", &mut moment);
            draft.put(&mut batch, &mut moment);
            ids.push(draft.household.id);
        }
        let never =
            Draft::new(here, "Bùi Văn B", &mut moment).status("2026-02-01", Class::Poor, 3, here);
        never.put(&mut batch, &mut moment);
        write(&database, &mut batch).await;

        let mut tx = database.read().await.unwrap();
        let scope = Scope::Communes(vec![here]);
        for (on, by, never) in [
            ("2026-11-23", By::Unit, 1),
            ("2026-11-23", By::Area, 1),
            ("2026-01-15", By::Sex, 0),
            ("2026-11-23", By::Ethnicity, 1),
        ] {
            let asked = Asked { day: day(on), standard: "vn-2022", by };
            let frame = Frame::new(units(), &scope, Level::Commune, Geography::AsThen, asked.day);
            let found = patterns(&mut tx, units(), &frame, asked).await.unwrap();
            let all: Vec<Pattern> = found.values().flatten().copied().collect();
            let count = |wanted: &dyn Fn(&Judged) -> bool| -> Count {
                all.iter().filter(|(one, _)| wanted(one)).map(|(_, count)| *count).sum()
            };
            let lacking = |one: &Judged| one.deprived & telecom != 0;
            assert_eq!(count(&lacking), Count { households: 1, persons: 4 });
            assert_eq!(count(&|one| one.known & telecom != 0).households, 2);
            let unknown = |one: &Judged| one.class.is_none();
            assert_eq!(count(&unknown), Count { households: never, persons: 3 * never });
            let listed = households(&mut tx, units(), &frame, asked, None, lacking).await.unwrap();
            assert_eq!(listed, ids[..1]);
            if by == By::Sex {
                assert!(found.contains_key(&Group::Sex(Some(Sex::Female))));
                let women = Group::Sex(Some(Sex::Female));
                let listed =
                    households(&mut tx, units(), &frame, asked, Some(&women), |_| true).await;
                assert_eq!(listed.unwrap(), ids[1..]);
            }
        }
    }
}
