//! What a page prints.

use ground::{Day, Lang};
use insta::assert_snapshot;
use law::{Answer, Answers, Area, Law, Setting};

use crate::shipped::{built_in, with_specimens};

fn given(law: &Law, answered: &[(&str, Answer)]) -> Answers {
    let mut answers = Answers::new();
    for (id, answer) in answered {
        answers.set(law.questionnaire(), id, *answer).unwrap();
    }
    answers
}

fn rural(year: i32) -> Setting {
    let day = Day::new(year, 11, 23).unwrap();
    Setting { area: Some(Area::Rural), region: None, province: None, day }
}

#[test]
fn a_poor_household_surveyed_in_full() {
    let law = built_in();
    let choice = |id: &str, code: &str| {
        Answer::Choice(law.questionnaire().find(id).unwrap().choice(code).unwrap())
    };
    let mut answers = given(
        &law,
        &[
            ("stated_income_score", Answer::Int(95)),
            ("wall_material", choice("wall_material", "other")),
            ("column_material", choice("column_material", "durable_wood_metal")),
            ("roof_material", choice("roof_material", "other")),
            ("house_area", Answer::Decimal(30.5)),
            ("water_source", choice("water_source", "protected_spring")),
            ("toilet", choice("toilet", "none")),
            ("has_television", Answer::Bool(true)),
        ],
    );
    let people: [(&str, &[(&str, Answer)]); 2] = [
        (
            "1985-03-02",
            &[
                ("of_working_age", Answer::Bool(true)),
                ("able_to_work", Answer::Bool(true)),
                ("wants_work", Answer::Bool(true)),
                ("has_job", Answer::Bool(true)),
                ("wage_work", Answer::Bool(false)),
                ("health_insurance", Answer::Bool(true)),
                ("uses_internet", Answer::Bool(false)),
                ("monthly_social_allowance", Answer::Bool(false)),
            ],
        ),
        (
            "2015-09-10",
            &[
                ("of_working_age", Answer::Bool(false)),
                ("stunted", Answer::Bool(true)),
                ("health_insurance", Answer::Bool(true)),
                ("attending", choice("attending", "primary")),
                ("uses_internet", Answer::Bool(false)),
            ],
        ),
    ];
    for (born, facts) in people {
        let member = answers.add_member();
        let q = law.questionnaire();
        answers.set_member(q, member, "birth_date", Answer::Day(born.parse().unwrap())).unwrap();
        for (id, answer) in facts {
            answers.set_member(q, member, id, *answer).unwrap();
        }
    }
    answers.members_complete = true;
    let standard = law.standard("vn-2022").unwrap();
    let shown = |lang| {
        standard.explain(&answers, &rural(2026), lang).text().replace(law.fingerprint(), "…")
    };
    assert_snapshot!("poor_in_full_vi", shown(Lang::Vi));
    assert_snapshot!("poor_in_full_en", shown(Lang::En));
    assert_snapshot!("poor_in_full_json", answers.to_json(law.questionnaire()));
}

#[test]
fn one_listed_household_under_both_standards_of_autumn_2026() {
    for (name, law) in [("real", built_in()), ("specimen", with_specimens())] {
        let answers = given(
            &law,
            &[
                ("stated_income_score", Answer::Int(155)),
                ("stated_deprivation_score", Answer::Int(50)),
                ("stated_water", Answer::Bool(true)),
            ],
        );
        let both: String = ["vn-2022", "vn-2027"]
            .iter()
            .map(|id| law.standard(id).unwrap().explain(&answers, &rural(2026), Lang::Vi).text())
            .collect();
        assert_snapshot!(format!("listed_{name}"), both.replace(law.fingerprint(), "…"));
    }
}

#[test]
fn answers_that_do_not_fit_are_refused() {
    let law = built_in();
    let q = law.questionnaire();
    let mut answers = Answers::new();
    let mut refused = |id: &str, answer| answers.set(q, id, answer).unwrap_err().code.to_string();
    assert_eq!(refused("no_such", Answer::Bool(true)), "law.answers.unknown_question");
    assert_eq!(refused("sex", Answer::Choice(0)), "law.answers.unknown_question");
    assert_eq!(refused("toilet", Answer::Bool(true)), "law.answers.wrong_type");
    assert_eq!(refused("toilet", Answer::Choice(99)), "law.answers.wrong_type");
    assert_eq!(refused("house_area", Answer::Decimal(f64::NAN)), "law.answers.wrong_type");
    assert_eq!(refused("household_size", Answer::Int(0)), "law.answers.out_of_range");
    let member = answers.set_member(q, 0, "sex", Answer::Choice(0)).unwrap_err();
    assert_eq!(member.code, "law.answers.no_member");
    for text in ["", "{}", r#"{"household":{"x":1},"members":[],"members_complete":true}"#] {
        assert!(Answers::from_json(q, text).is_err(), "{text}");
    }
    assert_eq!(answers, Answers::new(), "nothing refused was kept");
}
