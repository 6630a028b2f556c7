//! The form works out what the law says: the same answers, filled into the form in the ODK team's own
//! engine, give the same class, the same indicators and the same bounds as the law's own reading. And ODK
//! Validate, the judge of forms that ODK Collect goes by, finds nothing wrong with the form.

use std::io::Write as _;
use std::process::{Command, Stdio};

use fakes::day;
use field::form::Form;
use ground::Day;
use law::{Evaluation, Law, LoadOptions, Setting, Standard, Truth};
use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::TestRunner;
use serde_json::{Value as Json, json};

use crate::homes::{Home, homes, typed};

/// The script that fills forms in, when Node and its packages are there.
const FILL: &str = "CHIEUSAU_TEST_FORMS";

/// A Python with pyxform, which brings ODK Validate.
const PYTHON: &str = "CHIEUSAU_TEST_PYTHON";

/// Households per day. One form is read once and filled in that often.
const HOMES: usize = 40;

#[test]
fn the_form_works_out_what_the_law_says() {
    let Ok(script) = std::env::var(FILL) else {
        eprintln!("{FILL} is not set: forms were not filled in");
        return;
    };
    let plain = Law::builtin().unwrap();
    let specimens = vec!["vn-2027-cutoff".to_owned()];
    let supposed = Law::load(&LoadOptions { specimens, ..LoadOptions::default() }).unwrap();
    for (law, on) in [
        (&plain, "2026-11-23"),
        (&supposed, "2026-12-31"),
        (&supposed, "2027-02-28"),
        (&plain, "2024-02-29"),
    ] {
        let on = day(on);
        let homes = some_homes(law, on);
        let form = Form::of(law, on, None).unwrap();
        let said = fill(&script, law, &form, on, &homes);
        assert_eq!(said.len(), homes.len());
        let mut known = 0;
        for (home, said) in homes.iter().zip(&said) {
            for id in &form.standards {
                known += compare(law, law.standard(id).unwrap(), home, on, said);
            }
        }
        assert!(known > HOMES / 4, "{on}: nearly every class is undetermined, {known}");
    }
}

#[test]
fn the_form_adds_up_points_as_the_law_does() {
    let Ok(script) = std::env::var(FILL) else {
        eprintln!("{FILL} is not set: forms were not filled in");
        return;
    };
    let specimens = vec!["scores-2016".to_owned()];
    let fragment = Law::load(&LoadOptions { specimens, ..LoadOptions::default() }).unwrap();
    let folder = points();
    let folders = vec![folder.path().to_owned()];
    let whole = Law::load(&LoadOptions { folders, ..LoadOptions::default() }).unwrap();
    for (law, on) in [(&whole, "2026-11-23"), (&whole, "2026-05-02"), (&fragment, "2020-11-23")] {
        let on = day(on);
        let mut homes = some_homes(law, on);
        for (at, home) in homes.iter_mut().enumerate() {
            // Most reviewers leave the adding up to the phone.
            home.household.retain(|(id, _)| at % 4 == 0 || id != "stated_income_score");
        }
        let form = Form::of(law, on, None).unwrap();
        let said = fill(&script, law, &form, on, &homes);
        let mut scored = 0;
        for (home, said) in homes.iter().zip(&said) {
            for id in &form.standards {
                let standard = law.standard(id).unwrap();
                compare(law, standard, home, on, said);
                let found = standard.evaluate(&home.answers(law), &setting(home, on)).income_score;
                let [low, high] = ["low", "high"]
                    .map(|end| said[format!("/data/score/{end}")].as_str().unwrap().to_owned());
                let exact = Some(&low).filter(|low| !low.is_empty() && **low == high);
                assert_eq!(exact.map(|score| score.parse().unwrap()), found, "{on} {home:#?}");
                scored += usize::from(found.is_some());
            }
        }
        assert!(scored > HOMES / 8, "{on}: hardly any score is known, {scored}");
    }
}

/// A folder with a table of points for 2026: all blocks, and one by the points of another region.
fn points() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("scores")).unwrap();
    let index = r#"
        [[tables]]
        id = "b1-test"
        from = 2026-01-01
        to = 2026-12-31
        file = "b1.csv"
        complete = true
        citation = { act = "tt-07-2021", article = "Phụ lục", status = "unverified" }

        [[overrides]]
        province = 25
        area = "rural"
        block = "size"
        region = "nt5"
        from = 2026-06-01
        citation = { act = "tt-07-2021", article = "Phụ lục", status = "unverified" }
    "#;
    let fragment = include_str!("../../../../law/specimens/scores-2016/points.csv");
    let points = format!(
        "{fragment}vehicles,has_car,30,30,25,20,15,10,5\n\
         vehicles,has_motorbike && has_motor_boat,12,11,10,9,8,7,6\n\
         vehicles,has_motorbike || has_motor_boat,6,6,6,6,6,6,6\n\
         livestock,cattle >= 5 || pigs > 20,10,12,8,8,8,8,0\n\
         livestock,poultry >= 20,2,3,2,2,2,2,0\n"
    );
    std::fs::write(folder.path().join("scores/index.toml"), index).unwrap();
    std::fs::write(folder.path().join("scores/b1.csv"), points).unwrap();
    folder
}

/// Where the law sees a home of the lists below.
fn setting(home: &Home, on: Day) -> Setting {
    Setting { area: home.area, region: Some("nt2".to_owned()), province: Some(25), day: on }
}

fn some_homes(law: &Law, on: Day) -> Vec<Home> {
    let (mut runner, strategy) = (TestRunner::deterministic(), homes(law, on));
    let mut one = || strategy.new_tree(&mut runner).expect("a household").current();
    (0..HOMES).map(|_| one()).collect()
}

/// Compares everything a standard says of one household; 1 when its class is known.
fn compare(law: &Law, standard: &Standard, home: &Home, on: Day, said: &Json) -> usize {
    let found: Evaluation = standard.evaluate(&home.answers(law), &setting(home, on));
    let part = format!("/data/result_{}", standard.id().replace('-', "_"));
    let text = |name: &str| {
        let node = format!("{part}/{name}");
        said[&node].as_str().unwrap_or_else(|| panic!("the form has no {node}")).to_owned()
    };
    let context = || format!("{} {on}: {home:#?}", standard.id());
    for indicator in standard.indicators() {
        let name = format!("ind_{}", indicator.code);
        let wanted = found.indicator(indicator.order);
        assert_eq!(text(&name), word(wanted), "{name} {}", context());
    }
    assert_eq!(text("count_low"), found.low.to_string(), "{}", context());
    assert_eq!(text("count_high"), found.high.to_string(), "{}", context());
    assert_eq!(text("def_income_low"), word(found.income_low), "{}", context());
    assert_eq!(text("class"), found.class.as_str(), "{}", context());
    usize::from(found.class != law::Class::Undetermined)
}

fn word(truth: Truth) -> &'static str {
    match truth {
        Truth::True => "yes",
        Truth::False => "no",
        Truth::Unknown => "",
    }
}

/// What the engine works out of each household.
fn fill(script: &str, law: &Law, form: &Form, on: Day, homes: &[Home]) -> Vec<Json> {
    let row = |answers: &[(String, law::Answer)], path: bool| -> Json {
        let typed = answers.iter().map(|(id, answer)| {
            let block = &law.questionnaire().find(id).expect("a question").block;
            let path = if path { format!("{block}/{id}") } else { id.clone() };
            (path, Json::String(typed(law, id, *answer)))
        });
        Json::Object(typed.collect())
    };
    let cases: Vec<Json> = homes
        .iter()
        .map(|home| {
            json!({
                "household": row(&home.household, true),
                "members": home.members.iter().map(|m| row(m, false)).collect::<Vec<_>>(),
                "complete": home.complete.map(|yes| if yes { "yes" } else { "no" }),
                "day": on.to_string(),
                "which": home.area.map_or("nowhere", law::Area::as_str),
            })
        })
        .collect();
    let csv = "name,label,area,region,province\n\
               rural,A,rural,nt2,25\nurban,B,urban,nt2,25\nnowhere,C,,nt2,25\n";
    let input = json!({ "form": form.xml, "csv": csv, "cases": cases }).to_string();
    let mut node = Command::new("node")
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Node is installed");
    let mut pipe = node.stdin.take().expect("a pipe");
    let writer = std::thread::spawn(move || pipe.write_all(input.as_bytes()));
    let output = node.wait_with_output().expect("the engine ends");
    writer.join().expect("no panic").expect("the engine reads its input");
    assert!(output.status.success(), "the engine failed");
    serde_json::from_slice(&output.stdout).expect("JSON")
}

#[test]
fn odk_validate_finds_nothing_wrong() {
    let Ok(python) = std::env::var(PYTHON) else {
        eprintln!("{PYTHON} is not set: forms were not validated");
        return;
    };
    let law = Law::builtin().unwrap();
    let folder = tempfile::tempdir().unwrap();
    for on in ["2026-11-23", "2027-03-01"] {
        let form = Form::of(&law, day(on), None).unwrap();
        let good = folder.path().join("good.xml");
        std::fs::write(&good, &form.xml).unwrap();
        assert_eq!(validate(&python, &good), "True", "{on}");
    }
    let folder_of_points = points();
    let folders = vec![folder_of_points.path().to_owned()];
    let scored = Law::load(&LoadOptions { folders, ..LoadOptions::default() }).unwrap();
    let with_points = folder.path().join("points.xml");
    std::fs::write(&with_points, Form::of(&scored, day("2026-11-23"), None).unwrap().xml).unwrap();
    assert_eq!(validate(&python, &with_points), "True");
    // The judge can say no.
    let form = Form::of(&law, day("2026-11-23"), None).unwrap();
    let bad = folder.path().join("bad.xml");
    std::fs::write(&bad, form.xml.replace("/data/visit/ymd", "/data/visit/nowhere(")).unwrap();
    assert_eq!(validate(&python, &bad), "False");
}

fn validate(python: &str, path: &std::path::Path) -> String {
    let script = "import sys\n\
                  from pyxform.validators import odk_validate\n\
                  try:\n    odk_validate.check_xform(sys.argv[1])\n    print(True)\n\
                  except odk_validate.ODKValidateError as error:\n    print(False); print(error, file=sys.stderr)";
    let output = Command::new(python).args(["-c", script]).arg(path).output().expect("Python");
    let said = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    if said != "True" {
        eprintln!("{}", String::from_utf8_lossy(&output.stderr));
    }
    said
}
