//! What planes cannot say is refused by name.

use law::Area;
use measures::planes::{Builder, Scenario, Schema, Snapshot, Unit, Weights};

use super::{day, law, write};

fn small() -> Snapshot {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s.planes");
    let codes = law().standard("vn-2022").unwrap().indicators().iter().map(|i| i.code.clone());
    write(&path, &Schema::of_indicators(codes), &[]);
    Snapshot::open(&path).unwrap()
}

fn refused(scenario: &Scenario<'_>) -> String {
    small().measure(scenario, super::passes()[0]).unwrap_err().to_string()
}

#[test]
fn a_rule_beyond_the_columns_is_refused_unless_left_out() {
    let standard = Scenario::of_standard(law(), "vn-2022", day()).unwrap();
    assert_eq!(
        refused(&standard),
        r#"measures.planes.rule_beyond standard="vn-2022" rule="average" what="farm_household""#
    );
    assert!(small().measure(&standard.without_rule("average"), super::passes()[0]).is_ok());
}

#[test]
fn names_that_are_nowhere_are_refused() {
    let standard =
        || Scenario::of_standard(law(), "vn-2022", day()).unwrap().without_rule("average");
    assert_eq!(
        refused(&standard().with_value("cut_off", Some(Area::Rural), 150)),
        r#"measures.planes.no_value standard="vn-2022" name="cut_off""#
    );
    assert_eq!(
        refused(&standard().without_rule("averige")),
        r#"measures.planes.no_rule standard="vn-2022" name="averige""#
    );
    let of_2027 = Scenario::of_standard(law(), "vn-2027", day()).unwrap();
    assert_eq!(refused(&of_2027), r#"measures.planes.indicator_absent indicator="waste""#);
    let unknown = Scenario::of_standard(law(), "vn-1975", day()).unwrap_err();
    assert_eq!(unknown.to_string(), r#"measures.planes.no_standard standard="vn-1975""#);
}

#[test]
fn cut_offs_and_weights_must_make_sense() {
    let index = |weights, cutoff| Scenario::of_index(["water", "toilet"], weights, cutoff);
    for cutoff in [0.0, -5.0, 100.5, f64::NAN] {
        let problem = refused(&index(Weights::equal(2), cutoff));
        assert!(problem.starts_with("measures.planes.cutoff_out_of_range"), "{problem}");
    }
    assert_eq!(
        refused(&index(Weights::equal(3), 33.0)),
        "measures.planes.weights_number weights=3 indicators=2"
    );
}

#[test]
fn a_builder_refuses_columns_and_units_that_cannot_be() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s.planes");
    let create = |schema: &Schema, law: &str| {
        Builder::create(&path, schema, law, ground::Instant(0)).err().map(|p| p.to_string())
    };
    let law = "0123456789abcdef";
    assert_eq!(create(&Schema::default(), law).as_deref(), Some("measures.planes.no_indicator"));
    assert_eq!(
        create(&Schema::of_indicators(["water", "water"]), law).as_deref(),
        Some(r#"measures.planes.column_twice column="water""#)
    );
    assert_eq!(
        create(&Schema::of_indicators((0..32).map(|at| format!("i{at}"))), law).as_deref(),
        Some("measures.planes.columns_too_many count=33 most=32")
    );
    assert_eq!(
        create(&Schema::of_indicators(["water"]), "short").as_deref(),
        Some(r#"measures.planes.fingerprint text="short""#)
    );
    let mut builder =
        Builder::create(&path, &Schema::of_indicators(["water"]), law, ground::Instant(0)).unwrap();
    let unit = Unit { code: 7, province: 1, area: None };
    builder.unit(unit).unwrap();
    assert_eq!(builder.unit(unit).unwrap_err().to_string(), "measures.planes.unit_twice unit=7");
    let short = measures::planes::Row {
        key: 0,
        members: 1,
        ethnicity: 1,
        indicators: &[],
        flags: &[],
        numbers: &[None],
    };
    assert_eq!(builder.push(&short).unwrap_err().code, "measures.planes.row_shape");
    drop(builder);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing stays behind");
}
