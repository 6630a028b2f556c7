//! Which surveys of a round are worth a question. No database, no clock.

use std::collections::{BTreeMap, BTreeSet};

use ground::{CaseId, Day, Instant, VillageId};
use law::{SecondLook, Sign};
use registry::visit::Point;

/// From when on something is odd.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    /// The least minutes of a survey.
    pub survey: i64,
    /// The least minutes between the beginnings of two surveys by one reviewer.
    pub gap: i64,
    /// So many households of one reviewer with the same answers.
    pub same: usize,
    /// Only forms with so many answers are compared.
    pub answers: usize,
    /// The most metres to the middle of the village's other points.
    pub metres: i64,
    /// Only among so many other points.
    pub points: usize,
    /// So many households with one photo.
    pub photo: usize,
}

impl Limits {
    /// Those of a day.
    pub fn on(chosen: &SecondLook, day: Day) -> Limits {
        let amount = |sign| chosen.on(sign, day).amount;
        let count = |sign| usize::try_from(amount(sign)).unwrap_or(usize::MAX);
        Limits {
            survey: amount(Sign::ShortestSurvey),
            gap: amount(Sign::ShortestGap),
            same: count(Sign::SameAnswers),
            answers: count(Sign::FewestAnswers),
            metres: amount(Sign::FarthestPoint),
            points: count(Sign::FewestPoints),
            photo: count(Sign::SamePhoto),
        }
    }
}

/// What is known of the survey of a case, beside its outcome.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Survey {
    /// The case.
    pub case: CaseId,
    /// Its village.
    pub village: Option<VillageId>,
    /// Who surveyed; empty when nobody said.
    pub reviewer: String,
    /// When the form was begun.
    pub started: Option<Instant>,
    /// When it was ended.
    pub ended: Option<Instant>,
    /// Where the house is.
    pub place: Option<Point>,
    /// Digests of its photos.
    pub photos: Vec<Vec<u8>>,
    /// How many answers there are about the household, and their digest.
    pub answers: (usize, Vec<u8>),
}

impl Survey {
    /// How long it took, where both ends are known.
    pub fn minutes(&self) -> Option<i64> {
        let minutes = minutes(self.started?, self.ended?);
        (minutes >= 0).then_some(minutes)
    }
}

/// What may be odd, with the figures behind it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Question {
    /// The whole survey took so many minutes.
    Fast(i64),
    /// It began so many minutes after that of another household by the same reviewer.
    Close(i64, CaseId),
    /// These other households of the reviewer have the same answers.
    Same(Vec<CaseId>),
    /// It is so many metres from the middle of so many other points of the village.
    Far(i64, usize),
    /// These other households have the same photo.
    Photo(Vec<CaseId>),
}

/// A question about a case.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Noticed {
    /// The case.
    pub case: CaseId,
    /// What may be odd about its survey.
    pub question: Question,
}

/// Everything that is worth a question, by case. What a form did not record is not asked about.
pub fn notice(surveys: &[Survey], limits: &Limits) -> Vec<Noticed> {
    let mut all = fast(surveys, limits);
    all.extend(close(surveys, limits));
    all.extend(same(surveys, limits));
    all.extend(far(surveys, limits));
    all.extend(photos(surveys, limits));
    all.sort();
    all
}

fn minutes(from: Instant, to: Instant) -> i64 {
    (to.0 - from.0).div_euclid(60_000)
}

fn fast(surveys: &[Survey], limits: &Limits) -> Vec<Noticed> {
    let asked = surveys.iter().filter_map(|survey| {
        let minutes = survey.minutes().filter(|minutes| *minutes < limits.survey)?;
        Some(Noticed { case: survey.case, question: Question::Fast(minutes) })
    });
    asked.collect()
}

fn close(surveys: &[Survey], limits: &Limits) -> Vec<Noticed> {
    let mut begun: Vec<(&str, Instant, CaseId)> = surveys
        .iter()
        .filter(|survey| !survey.reviewer.is_empty())
        .filter_map(|survey| Some((&*survey.reviewer, survey.started?, survey.case)))
        .collect();
    begun.sort();
    let asked = begun.windows(2).filter_map(|pair| {
        let [(by, before, other), (reviewer, started, case)] = pair else { return None };
        let minutes = minutes(*before, *started);
        let noticed = Noticed { case: *case, question: Question::Close(minutes, *other) };
        (by == reviewer && minutes < limits.gap).then_some(noticed)
    });
    asked.collect()
}

fn same(surveys: &[Survey], limits: &Limits) -> Vec<Noticed> {
    let compared = surveys
        .iter()
        .filter(|survey| !survey.reviewer.is_empty() && survey.answers.0 >= limits.answers);
    let groups = grouped(compared.map(|survey| ((&survey.reviewer, &survey.answers), survey.case)));
    asked(&groups, limits.same, Question::Same)
}

fn photos(surveys: &[Survey], limits: &Limits) -> Vec<Noticed> {
    let all =
        surveys.iter().flat_map(|survey| survey.photos.iter().map(|digest| (digest, survey.case)));
    asked(&grouped(all), limits.photo, Question::Photo)
}

/// Cases by what they have in common.
fn grouped<K: Ord>(all: impl Iterator<Item = (K, CaseId)>) -> Vec<BTreeSet<CaseId>> {
    let mut groups: BTreeMap<K, BTreeSet<CaseId>> = BTreeMap::new();
    for (key, case) in all {
        groups.entry(key).or_default().insert(case);
    }
    groups.into_values().collect()
}

/// One question for every case of a group that is large enough, with the others.
fn asked(
    groups: &[BTreeSet<CaseId>],
    least: usize,
    question: fn(Vec<CaseId>) -> Question,
) -> Vec<Noticed> {
    let mut others: BTreeMap<CaseId, BTreeSet<CaseId>> = BTreeMap::new();
    for group in groups.iter().filter(|group| group.len() > 1 && group.len() >= least) {
        for case in group {
            others.entry(*case).or_default().extend(group.iter().filter(|other| *other != case));
        }
    }
    let noticed = |(case, others): (CaseId, BTreeSet<CaseId>)| Noticed {
        case,
        question: question(others.into_iter().collect()),
    };
    others.into_iter().map(noticed).collect()
}

fn far(surveys: &[Survey], limits: &Limits) -> Vec<Noticed> {
    let mut villages: BTreeMap<VillageId, Vec<(CaseId, Point)>> = BTreeMap::new();
    for survey in surveys {
        if let (Some(village), Some(place)) = (survey.village, survey.place) {
            villages.entry(village).or_default().push((survey.case, place));
        }
    }
    let mut all = Vec::new();
    for points in villages.values().filter(|points| points.len() > limits.points) {
        for (at, (case, place)) in points.iter().enumerate() {
            let others = || points.iter().enumerate().filter(|(other, _)| *other != at);
            let middle = Point {
                latitude: median(others().map(|(_, (_, point))| point.latitude)),
                longitude: median(others().map(|(_, (_, point))| point.longitude)),
                accuracy: None,
            };
            // A position that is only roughly known gets the benefit of the doubt.
            let metres = metres(middle, *place) - place.accuracy.unwrap_or(0);
            if metres > limits.metres {
                let question = Question::Far(metres, points.len() - 1);
                all.push(Noticed { case: *case, question });
            }
        }
    }
    all
}

/// The lower middle of some numbers; 0 of none.
fn median(numbers: impl Iterator<Item = i64>) -> i64 {
    let mut numbers: Vec<i64> = numbers.collect();
    let middle = numbers.len().saturating_sub(1) / 2;
    if numbers.is_empty() { 0 } else { *numbers.select_nth_unstable(middle).1 }
}

/// The distance of two points that are not far apart, on a ball as large as the earth.
fn metres(a: Point, b: Point) -> i64 {
    /// Metres along a meridian for a ten-millionth of a degree.
    const STEP: f64 = 40_030_000.0 / 360.0 / 1e7;
    let north = (a.latitude - b.latitude) as f64 * STEP;
    let narrower = ((a.latitude + b.latitude) as f64 / 2e7).to_radians().cos();
    let east = (a.longitude - b.longitude) as f64 * STEP * narrower;
    north.hypot(east).round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;
    use ground::Moment;
    use law::Law;
    use proptest::prelude::*;

    fn limits() -> Limits {
        let day = Day::new(2026, 11, 23).unwrap();
        Limits::on(Law::builtin().unwrap().second_look(), day)
    }

    /// Ids that are the same in every run.
    fn ids(count: usize) -> Vec<CaseId> {
        let mut moment = Moment::seeded(Instant(0), 1);
        (0..count).map(|_| CaseId(moment.id())).collect()
    }

    fn village() -> VillageId {
        VillageId(Moment::seeded(Instant(0), 2).id())
    }

    /// A plain survey: twenty minutes, one every half hour, its own photo and answers, a few metres on.
    fn plain(count: usize) -> Vec<Survey> {
        let survey = |(at, case): (usize, CaseId)| {
            let started = Instant(at as i64 * 1_800_000);
            let place = Point {
                latitude: 205_000_000 + at as i64 * 300,
                longitude: 1_054_000_000 - at as i64 * 200,
                accuracy: Some(8),
            };
            Survey {
                case,
                village: Some(village()),
                reviewer: "Bùi Thị Hoa".to_owned(),
                started: Some(started),
                ended: Some(started.plus_seconds(1_200)),
                place: Some(place),
                photos: vec![vec![at as u8]],
                answers: (40, vec![at as u8]),
            }
        };
        ids(count).into_iter().enumerate().map(survey).collect()
    }

    #[test]
    fn a_plain_survey_raises_no_question_and_each_oddity_its_own() {
        let limits = limits();
        let mut surveys = plain(20);
        assert_eq!(notice(&surveys, &limits), []);
        let case = |at: usize| ids(20)[at];
        let asked = |surveys: &[Survey]| notice(surveys, &limits);
        surveys[3].ended = surveys[3].started.map(|at| at.plus_seconds(299));
        let fast = Noticed { case: case(3), question: Question::Fast(4) };
        assert_eq!(asked(&surveys), std::slice::from_ref(&fast));
        surveys[5].started = surveys[4].started.map(|at| at.plus_seconds(480));
        let close = Noticed { case: case(5), question: Question::Close(8, case(4)) };
        assert_eq!(asked(&surveys), [fast, close]);

        let mut surveys = plain(20);
        surveys[7].place = surveys[7].place.map(|place| Point { latitude: 206_000_000, ..place });
        // A tenth of a degree is eleven kilometres.
        let far = asked(&surveys);
        assert!(matches!(far[..], [Noticed { question: Question::Far(11_000..11_200, 19), .. }]));
        assert_eq!(far[0].case, case(7));
        surveys[7].place = surveys[7].place.map(|place| Point { accuracy: Some(9_000), ..place });
        assert_eq!(asked(&surveys), [], "a rough position");

        let mut surveys = plain(20);
        for at in [1, 2, 9] {
            surveys[at].answers = (40, vec![77]);
        }
        let shown = surveys[11].photos[0].clone();
        surveys[2].photos.push(shown);
        let told = asked(&surveys);
        let same = |at: usize, others: [usize; 2]| Noticed {
            case: case(at),
            question: Question::Same(others.map(case).into()),
        };
        let photo = |at: usize, other: usize| Noticed {
            case: case(at),
            question: Question::Photo(vec![case(other)]),
        };
        let expected =
            [same(1, [2, 9]), same(2, [1, 9]), photo(2, 11), same(9, [1, 2]), photo(11, 2)];
        assert_eq!(told, expected);
        surveys[9].answers.0 = 3;
        assert!(!asked(&surveys).iter().any(|one| matches!(one.question, Question::Same(_))));
    }

    /// Times, place, photos, answers and reviewer of a survey, by number.
    type Row = (Option<(i64, i64)>, Option<(i64, i64)>, Vec<u8>, (usize, u8), usize);

    fn surveys() -> impl Strategy<Value = Vec<Survey>> {
        let one = (
            proptest::option::of((0_i64..400, 0_i64..40)),
            proptest::option::of((0_i64..400_000, 0_i64..400_000)),
            proptest::collection::vec(0_u8..30, 0..3),
            (0_usize..40, 0_u8..9),
            0_usize..3,
        );
        proptest::collection::vec(one, 0..25).prop_map(|all| {
            let ids = ids(all.len());
            let survey = |(case, (time, place, photos, answers, by)): (CaseId, Row)| Survey {
                case,
                village: Some(village()),
                reviewer: ["", "A", "B"][by].to_owned(),
                started: time.map(|(from, _)| Instant(from * 60_000)),
                ended: time.map(|(from, long)| Instant((from + long) * 60_000)),
                place: place.map(|(north, east)| Point {
                    latitude: 205_000_000 + north,
                    longitude: 1_054_000_000 + east,
                    accuracy: None,
                }),
                photos: photos.into_iter().map(|digest| vec![digest]).collect(),
                answers: (answers.0, vec![answers.1]),
            };
            ids.into_iter().zip(all).map(survey).collect()
        })
    }

    proptest! {
        #[test]
        fn the_order_of_surveys_changes_nothing(
            (all, mixed) in surveys().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle()))
        ) {
            prop_assert_eq!(notice(&all, &limits()), notice(&mixed, &limits()));
        }

        #[test]
        fn a_kinder_limit_never_asks_more(all in surveys(), kinder in 1_i64..20) {
            let strict = limits();
            let kind = Limits {
                survey: strict.survey - kinder,
                gap: strict.gap - kinder,
                same: strict.same + kinder as usize,
                answers: strict.answers + kinder as usize,
                metres: strict.metres + 100 * kinder,
                points: strict.points + kinder as usize,
                photo: strict.photo + kinder as usize,
            };
            let (few, many) = (notice(&all, &kind), notice(&all, &strict));
            for one in &few {
                let kind_of = std::mem::discriminant(&one.question);
                let known = many.iter().any(|other| {
                    other.case == one.case && std::mem::discriminant(&other.question) == kind_of
                });
                prop_assert!(known, "{one:?}");
            }
        }

        #[test]
        fn what_is_shared_is_shared_by_both_and_nothing_unknown_is_asked_about(all in surveys()) {
            let told = notice(&all, &limits());
            for one in &told {
                let own = all.iter().find(|survey| survey.case == one.case).unwrap();
                match &one.question {
                    Question::Fast(minutes) => prop_assert_eq!(own.minutes(), Some(*minutes)),
                    Question::Close(_, other) => {
                        let other = all.iter().find(|survey| survey.case == *other).unwrap();
                        prop_assert!(other.started <= own.started && own.started.is_some());
                        prop_assert!(!own.reviewer.is_empty() && own.reviewer == other.reviewer);
                    }
                    Question::Far(metres, others) => {
                        prop_assert!(own.place.is_some() && *metres > limits().metres);
                        let placed = all.iter().filter(|survey| survey.place.is_some()).count();
                        prop_assert_eq!(placed - 1, *others);
                    }
                    Question::Same(others) | Question::Photo(others) => {
                        prop_assert!(!others.contains(&one.case) && !others.is_empty());
                        for other in others {
                            let back = told.iter().any(|noticed| {
                                noticed.case == *other && match &noticed.question {
                                    Question::Same(own) | Question::Photo(own) => own.contains(&one.case),
                                    _ => false,
                                }
                            });
                            prop_assert!(back);
                        }
                    }
                }
            }
        }
    }
}
