//! A folder dropped in at start: a province's own standard, and every mistake told by file and line.

use std::fs;

use ground::{Arg, Day, Problem};
use law::{
    Answer, Answers, Area, Class, Law, Limit, LoadOptions, OpinionBy, Setting, Territory, YearDate,
    cases,
};
use tempfile::TempDir;

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn options(folder: &TempDir, specimens: &[&str]) -> LoadOptions {
    LoadOptions {
        folders: vec![folder.path().to_owned()],
        specimens: specimens.iter().map(|name| (*name).to_owned()).collect(),
    }
}

fn problems(files: &[(&str, &str)]) -> Vec<Problem> {
    let folder = folder(files);
    Law::load(&options(&folder, &[])).expect_err("these files must be refused")
}

/// The only problem's code, with the line it is told for.
#[track_caller]
fn refused(files: &[(&str, &str)]) -> (String, Option<i64>) {
    let problems = problems(files);
    assert_eq!(problems.len(), 1, "{problems:#?}");
    let line = problems[0].args.iter().find_map(|(name, arg)| match arg {
        Arg::Number(number) if name == "line" => Some(*number),
        _ => None,
    });
    (problems[0].code.to_string(), line)
}

const HEAD: &str = r#"[standard]
id = "ls-2024"
province = 17
name = { vi = "Chuẩn của tỉnh", en = "Provincial standard" }
from = 2022-01-01
to = 2026-12-31
extends = "vn-2022"
citation = { act = "nq-tinh", article = "Điều 1", status = "verified" }
"#;

const SOURCE: &str = r#"[[sources]]
id = "nq-tinh"
number = "01/NQ-HĐND"
title = { vi = "Nghị quyết về chuẩn nghèo của tỉnh", en = "Resolution on the provincial standard" }
issuer = { vi = "Hội đồng nhân dân tỉnh", en = "Provincial people's council" }
status = "verified"
"#;

/// A provincial standard with further lines after the head (8 lines long).
fn standard(rest: &str) -> String {
    format!("{HEAD}{rest}")
}

#[track_caller]
fn refused_standard(rest: &str) -> (String, Option<i64>) {
    refused(&[("sources.toml", SOURCE), ("standards/tinh.toml", &standard(rest))])
}

#[test]
fn a_province_may_have_its_own_standard_beside_the_nations() {
    let rest = r#"
[[values]]
id = "score_cutoff"
name = { vi = "Ngưỡng điểm", en = "Cut-off" }
unit = "score"
figures = [
  { area = "rural", amount = 150, citation = { act = "nq-tinh", article = "Điều 2", status = "verified" } },
  { area = "urban", amount = 185, citation = { act = "nq-tinh", article = "Điều 2", status = "verified" } },
]
"#;
    let folder = folder(&[("sources.toml", SOURCE), ("standards/tinh.toml", &standard(rest))]);
    let law = Law::load(&options(&folder, &[])).unwrap_or_else(|p| panic!("{p:#?}"));
    let day = Day::new(2024, 10, 1).unwrap();
    let both: Vec<&str> = law.standards_on(day).iter().map(|standard| standard.id()).collect();
    assert_eq!(both, ["ls-2024", "vn-2022"]);
    assert_eq!(law.standard("ls-2024").unwrap().territory(), Territory::Province(17));

    let mut answers = Answers::new();
    answers.set(law.questionnaire(), "stated_income_score", Answer::Int(145)).unwrap();
    answers.set(law.questionnaire(), "stated_deprivation_score", Answer::Int(40)).unwrap();
    let setting = Setting { area: Some(Area::Rural), region: None, province: Some(17), day };
    let class = |id: &str| law.standard(id).unwrap().evaluate(&answers, &setting).class;
    assert_eq!(class("vn-2022"), Class::NotPoor);
    assert_eq!(class("ls-2024"), Class::Poor);
    assert_eq!(law.standards_for(&setting).len(), 2);
    let elsewhere = Setting { province: Some(1), ..setting };
    assert_eq!(law.standards_for(&elsewhere)[0].id(), "vn-2022");
    assert_eq!(law.standards_for(&elsewhere).len(), 1);
}

#[test]
fn two_national_standards_may_not_overlap_nor_leave_a_day_without() {
    let national = |from: &str, to: &str| {
        standard("")
            .replace("province = 17\n", "")
            .replace("2022-01-01", from)
            .replace("2026-12-31", to)
    };
    let overlapping = national("2024-01-01", "2025-12-31");
    let files = [("sources.toml", SOURCE), ("a.toml", overlapping.as_str())];
    assert_eq!(refused(&files), ("law.standard.overlap".into(), Some(1)));
    let late = national("2031-02-01", "2035-12-31");
    let files = [("sources.toml", SOURCE), ("a.toml", late.as_str())];
    assert_eq!(refused(&files), ("law.standard.gap".into(), Some(1)));
    let next = national("2031-01-01", "2035-12-31");
    let folder = folder(&[("sources.toml", SOURCE), ("a.toml", next.as_str())]);
    assert!(Law::load(&options(&folder, &[])).is_ok());
}

#[test]
fn mistakes_in_rules_are_told_with_their_line() {
    let definition = |cel: &str| format!("\n[[definitions]]\nid = \"odd\"\ncel = {cel}\n");
    for (cel, code) in [
        ("'house_area + '", "law.rule.syntax"),
        ("'no_such_question'", "law.rule.unknown_name"),
        ("'house_area && has_radio'", "law.rule.type"),
        ("'water_source == 3'", "law.rule.type"),
        ("'water_source == \"lake\"'", "law.rule.unknown_choice"),
        ("'area == \"mountain\"'", "law.rule.unknown_choice"),
        ("'house_area / 2 < 3'", "law.rule.unsupported"),
        ("'members.map(m, m.age)'", "law.rule.unsupported"),
        ("'members.exists(m, members.exists(n, n.age > m.age))'", "law.rule.unsupported"),
        ("'members.exists(m, m.age > head_count)'", "law.rule.whole_in_member"),
        ("'members.exists(m, members.size() > 3)'", "law.rule.whole_in_member"),
        ("'members.all(m, income_score > 100)'", "law.rule.whole_in_member"),
        ("'members.exists(m, m.age < dependants)'", "law.rule.whole_in_member"),
        ("'members.exists(m, income_low)'", "law.rule.whole_in_member"),
        ("'age > 3'", "law.rule.unknown_name"),
        ("'members.exists(m, m.house_area > 3.0)'", "law.rule.household_question"),
        ("'health_insurance'", "law.rule.member_question"),
        ("'members.exists(m, m.birth_date == 3)'", "law.rule.date"),
        ("'has(house_area)'", "law.rule.unsupported"),
        ("'has_radio ? has_radio : has_phone'", "law.rule.unsupported"),
    ] {
        assert_eq!(refused_standard(&definition(cel)), (code.into(), Some(12)), "{cel}");
    }
    let over_lines = definition("'''\nhas_radio\n  && has_phone\n  && has_horse\n'''");
    assert_eq!(refused_standard(&over_lines), ("law.rule.unknown_name".into(), Some(15)));
}

#[test]
fn definitions_that_rest_on_each_other_are_told_as_a_cycle() {
    let definition =
        |id: &str, cel: &str| format!("\n[[definitions]]\nid = \"{id}\"\ncel = '{cel}'\n");
    let rest = definition("a", "b") + &definition("b", "c || has_radio") + &definition("c", "!a");
    let files = [("sources.toml", SOURCE), ("standards/tinh.toml", &standard(&rest) as &str)];
    let problems = problems(&files);
    let cycle: Vec<_> = problems.iter().filter(|p| p.code == "law.rule.cycle").collect();
    assert_eq!(cycle.len(), 1, "{problems:#?}");
    assert!(cycle[0].to_string().contains("a → b → c → a"), "{}", cycle[0]);
    assert_eq!(problems.len(), 1, "nothing else is wrong: {problems:#?}");
    // The rules built in use this definition; they are not what is wrong.
    let slip = definition("weak_wall", "wall_material == 3");
    assert_eq!(refused_standard(&slip), ("law.rule.type".into(), Some(12)));
    let counting = definition("odd", "deprivation_count > 2")
        + "\n[[indicators]]\ncode = \"water\"\norder = 9\ncel = 'odd'\n"
        + "dimension = { vi = \"x\", en = \"x\" }\nname = { vi = \"x\", en = \"x\" }\n"
        + "wording = { vi = \"x\", en = \"x\" }\n"
        + "citation = { act = \"nq-tinh\", article = \"1\", status = \"verified\" }\n";
    assert_eq!(refused_standard(&counting), ("law.rule.counts_itself".into(), Some(17)));
}

fn value(unit: &str, figures: &str) -> String {
    format!(
        "\n[[values]]\nid = \"house_area_min\"\nname = {{ vi = \"x\", en = \"x\" }}\n\
         unit = \"{unit}\"\nfigures = [{figures}]\n"
    )
}

const CITED: &str = r#"citation = { act = "nq-tinh", article = "Điều 2", status = "verified" }"#;

#[test]
fn every_figure_needs_a_citation_a_known_act_and_a_known_unit() {
    let without = value("m2_per_head", "{ amount = 10 }");
    assert_eq!(refused_standard(&without), ("law.value.no_citation".into(), Some(14)));
    let unknown = CITED.replace("nq-tinh", "nq-other");
    let unknown = value("m2_per_head", &format!("{{ amount = 10, {unknown} }}"));
    assert_eq!(refused_standard(&unknown), ("law.source.unknown".into(), Some(14)));
    let furlongs = value("furlongs", &format!("{{ amount = 10, {CITED} }}"));
    assert_eq!(refused_standard(&furlongs), ("law.value.unknown_unit".into(), Some(10)));
}

#[test]
fn figures_cover_every_day_once() {
    let figure = |dates: &str| format!("{{ amount = 10, {dates} {CITED} }},");
    let overlap = figure("to = 2024-06-30,") + &figure("from = 2024-06-30,");
    let overlap = value("m2_per_head", &overlap);
    assert_eq!(refused_standard(&overlap), ("law.value.overlap".into(), Some(10)));
    let gap = value("m2_per_head", &(figure("to = 2024-06-29,") + &figure("from = 2024-07-01,")));
    assert_eq!(refused_standard(&gap), ("law.value.gap".into(), Some(10)));
    let short = value("m2_per_head", &figure("to = 2024-06-29,"));
    assert_eq!(refused_standard(&short), ("law.value.gap".into(), Some(10)));
    let one_area = value("m2_per_head", &figure("area = \"rural\","));
    assert_eq!(refused_standard(&one_area), ("law.value.gap".into(), Some(10)));
    let joined =
        value("m2_per_head", &(figure("to = 2024-06-30,") + &figure("from = 2024-07-01,")));
    let folder = folder(&[("sources.toml", SOURCE), ("s.toml", &standard(&joined))]);
    assert!(Law::load(&options(&folder, &[])).is_ok());
}

#[test]
fn an_invented_figure_is_refused_unless_asked_for_by_name() {
    let specimen = CITED.replace("verified", "specimen");
    let text = standard(&value("m2_per_head", &format!("{{ amount = 10, {specimen} }}")));
    let files = [("sources.toml", SOURCE), ("standards/tinh.toml", text.as_str())];
    assert_eq!(refused(&files), ("law.specimen.refused".into(), Some(14)));
    let folder = folder(&[("sources.toml", SOURCE), ("specimens/tinh.toml", text.as_str())]);
    assert!(Law::load(&options(&folder, &[])).unwrap().standard("ls-2024").is_none());
    assert!(Law::load(&options(&folder, &["tinh"])).unwrap().standard("ls-2024").is_some());
    let unknown = Law::load(&options(&folder, &["no-such"])).expect_err("there is none");
    assert_eq!(unknown[0].code, "law.specimen.unknown");
}

#[test]
fn all_mistakes_come_at_once_and_broken_files_are_named() {
    let broken = problems(&[
        ("sources.toml", "[[sources]]\nid = \n"),
        ("standards/a.toml", "[standard]\nid = \"a\"\ncolour = \"red\"\n"),
        (
            "cases/b.toml",
            "[[cases]]\nname = \"x\"\nauthor = \"x\"\nday = 2024-01-01\nhousehold = { water_source = \"lake\" }\nexpect = []\n",
        ),
    ]);
    let codes: Vec<&str> = broken.iter().map(|problem| &*problem.code).collect();
    assert_eq!(codes, ["law.file.syntax", "law.file.syntax", "law.case.answer"]);
    for (problem, file) in broken.iter().zip(["sources.toml", "a.toml", "b.toml"]) {
        assert!(problem.to_string().contains(file), "{problem}");
    }
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("x.toml"), b"\xff\xfe").unwrap();
    let options = LoadOptions { folders: vec![folder.path().to_owned()], specimens: Vec::new() };
    assert_eq!(Law::load(&options).unwrap_err()[0].code, "law.file.encoding");
    let nowhere = LoadOptions { folders: vec!["/no/such/folder".into()], specimens: Vec::new() };
    assert_eq!(Law::load(&nowhere).unwrap_err()[0].code, "law.file.unreadable");
}

const INDEX: &str = r#"[[tables]]
id = "b1"
from = 2022-01-01
to = 2026-12-31
file = "b1.csv"
complete = true
citation = { act = "nq-tinh", article = "Phụ lục", status = "verified" }

[[overrides]]
province = 17
area = "urban"
block = "livestock"
region = "nt2"
from = 2022-01-01
citation = { act = "nq-tinh", article = "Điều 3", status = "verified" }
"#;

#[test]
fn a_province_feeds_its_points_and_decides_on_blocks() {
    let points = "block,when,nt2,urban\n\
                  size,head_count <= 2,60,50\n\
                  size,head_count <= 4,30,20\n\
                  livestock,cattle >= 2,15,0\n\
                  livestock,cattle == 1,5,0\n";
    let folder = folder(&[
        ("sources.toml", SOURCE),
        ("scores/index.toml", INDEX),
        ("scores/b1.csv", points),
    ]);
    let law = Law::load(&options(&folder, &[])).unwrap_or_else(|p| panic!("{p:#?}"));
    let mut answers = Answers::new();
    let day = Day::new(2024, 10, 1).unwrap();
    let setting = |area, province| Setting {
        area: Some(area),
        region: Some("nt2".into()),
        province: Some(province),
        day,
    };
    let standard = law.standard("vn-2022").unwrap();
    let score = |answers: &Answers, area, province| {
        standard.evaluate(answers, &setting(area, province)).income_score
    };
    answers.set(law.questionnaire(), "household_size", Answer::Int(3)).unwrap();
    assert_eq!(score(&answers, Area::Rural, 17), None, "livestock is not known");
    answers.set(law.questionnaire(), "cattle", Answer::Int(2)).unwrap();
    assert_eq!(score(&answers, Area::Rural, 17), Some(45));
    assert_eq!(score(&answers, Area::Urban, 17), Some(35), "the province took the rural points");
    assert_eq!(score(&answers, Area::Urban, 1), Some(20), "another province did not");
    answers.set(law.questionnaire(), "stated_income_score", Answer::Int(99)).unwrap();
    assert_eq!(score(&answers, Area::Rural, 17), Some(99), "a stated score is used as given");
    let failed: Vec<_> = cases::run(&law).into_iter().filter(|case| !case.passed()).collect();
    assert!(failed.is_empty(), "cases that rest on stated incomes are skipped: {failed:#?}");
}

#[test]
fn bad_score_tables_are_refused() {
    let with = |points: &str| {
        refused(&[
            ("sources.toml", SOURCE),
            ("scores/index.toml", INDEX),
            ("scores/b1.csv", points),
        ])
    };
    let head = "block,when,nt2,urban\nlivestock,cattle >= 2,15,0\n";
    assert_eq!(
        with(&format!("{head}size,head_count < x,1,2\n")),
        ("law.rule.unknown_name".into(), Some(3))
    );
    assert_eq!(with(&format!("{head}size,head_count < 3,1\n")), ("law.score.row".into(), Some(3)));
    assert_eq!(
        with(&format!("{head}size,head_count < 3,1,x\n")),
        ("law.score.row".into(), Some(3))
    );
    assert_eq!(with(&head.replace("livestock", "cows")).0, "law.score.unknown_block");
    let (code, _) = {
        let problems = problems(&[("sources.toml", SOURCE), ("scores/index.toml", INDEX)]);
        (problems[0].code.to_string(), 0)
    };
    assert_eq!(code, "law.score.no_file");
}

const NORM: &str = r#"[[norms]]
id = "rice"
name = { vi = "Hỗ trợ gạo", en = "Rice" }
wording = { vi = "Mỗi khẩu hộ nghèo được 15 kg gạo.", en = "15 kg of rice for each poor person." }
class = "poor"
per = "person"
every = "month"
citation = { act = "nq-tinh", article = "Điều 2", status = "verified" }
amounts = [
  { amount = 150_000, from = 2024-01-01, to = 2024-12-31, citation = { act = "nq-tinh", article = "Điều 2", status = "verified" } },
  { amount = 180_000, from = 2025-01-01, citation = { act = "nq-tinh", article = "Điều 2", status = "verified" } },
]
"#;

#[test]
fn a_norm_has_the_amount_of_the_day_and_changes_no_evaluation() {
    let folder = folder(&[("sources.toml", SOURCE), ("norms/tinh.toml", NORM)]);
    let law = Law::load(&options(&folder, &[])).unwrap();
    let norm = law.norms().iter().find(|norm| norm.id == "rice").unwrap();
    let yearly = |year, month| norm.yearly(Day::new(year, month, 1).unwrap());
    assert_eq!(yearly(2023, 12), None, "nothing is known of the days before");
    assert_eq!(yearly(2024, 12), Some(1_800_000));
    assert_eq!(yearly(2030, 6), Some(2_160_000));

    let without = self::folder(&[("sources.toml", SOURCE)]);
    let plain = Law::load(&options(&without, &[])).unwrap();
    assert_eq!(law.fingerprint(), plain.fingerprint());
}

#[test]
fn norms_without_an_act_or_with_two_amounts_for_a_day_are_refused() {
    let norm = |text: String| refused(&[("sources.toml", SOURCE), ("norms/tinh.toml", &text)]).0;
    let other_act = NORM.replacen("\"nq-tinh\"", "\"nq-khac\"", 1);
    assert_eq!(norm(other_act), "law.source.unknown");
    let both = NORM.replace(", to = 2024-12-31", "");
    assert_eq!(norm(both), "law.value.overlap");
    assert_eq!(norm(format!("{NORM}\n{NORM}")), "law.name.twice");
    let bare = NORM.replace(
        "citation = { act = \"nq-tinh\", article = \"Điều 2\", status = \"verified\" }\namounts",
        "amounts",
    );
    assert_eq!(norm(bare), "law.value.no_citation");
}

const PROCEDURE: &str = include_str!("../../../../law/procedures/review-2021.toml");

/// The built-in procedure with one thing changed, in the place of the built-in one.
fn procedure(from: &str, to: &str) -> String {
    assert!(PROCEDURE.contains(from), "{from}");
    let id = "id = \"review-2021\"";
    let own = format!("{}\nreplaces = \"review-2021\"", id.replace("2021", "own"));
    PROCEDURE.replacen(id, &own, 1).replacen(from, to, 1)
}

#[test]
fn a_province_replaces_the_procedure_and_changes_no_evaluation() {
    let text = procedure("by = \"commune\"", "by = \"province\"");
    let folder = folder(&[("sources.toml", SOURCE), ("procedures/own.toml", &text)]);
    let law = Law::load(&options(&folder, &[])).unwrap();
    let day = Day::new(2026, 11, 23).unwrap();
    let found = law.procedure_on(day).unwrap();
    assert_eq!((found.id.as_str(), found.opinion(day).by), ("review-own", OpinionBy::Province));
    assert_eq!(found.limit(Limit::MeetingAgreement, day).amount, 50);
    assert_eq!(found.date_in(YearDate::Closes, 2026), Day::new(2026, 12, 14).unwrap());
}

#[test]
fn a_procedure_with_something_missing_is_refused_with_its_line() {
    for (from, to, code) in [
        ("step = \"meeting\"", "step = \"posting\"", "law.procedure.steps"),
        ("id = \"recheck\"", "id = \"re-check\"", "law.procedure.unknown"),
        ("unit = \"working_days\"", "unit = \"days\"", "law.procedure.unit"),
        ("to = 2025-06-30", "to = 2025-06-29", "law.procedure.missing"),
        ("to = 2025-06-30", "to = 2025-07-01", "law.value.overlap"),
        ("month = 12\nday = 14", "month = 2\nday = 29", "law.procedure.no_date"),
        (
            "own\"\nreplaces = \"review-2021\"",
            "own\"\nreplaces = \"none\"",
            "law.procedure.unknown_replaced",
        ),
    ] {
        let text = procedure("step = \"list\"", "step = \"list\"");
        assert!(text.contains(from), "{from}");
        let text = text.replacen(from, to, 1);
        let found = problems(&[("sources.toml", SOURCE), ("procedures/own.toml", &text)]);
        assert_eq!(found[0].code, code, "{from}");
        assert!(found[0].args.iter().any(|(name, _)| name == "line"), "{from}");
    }
}
