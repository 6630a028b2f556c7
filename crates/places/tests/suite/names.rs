//! Names as people write them.

use ground::{Day, UnitId};
use places::{Found, Level, Unit, Units};
use proptest::prelude::*;

fn before() -> Day {
    Day::new(2025, 6, 30).unwrap()
}

fn after() -> Day {
    before().next()
}

fn id(level: Level, code: &str, day: Day) -> UnitId {
    Units::builtin().by_code(level, code, day).unwrap().id
}

#[test]
fn spellings_of_one_commune_find_it() {
    let lac_son = id(Level::District, "157", before());
    let quy_hoa = Found::One(id(Level::Commune, "05269", before()));
    for name in ["Quý Hòa", "Quý Hoà", "xã Quí Hoà", "X. Quy Hoa", "XÃ QUÝ HÒA", " quý  hòa "]
    {
        assert_eq!(Units::builtin().find(name, lac_son, before()), quy_hoa, "{name}");
    }
    let vu_ban = Found::One(id(Level::Commune, "05266", before()));
    for name in ["Vụ Bản", "TT Vụ Bản", "TT. Vụ bản", "Thị trấn Vụ Bản", "Vu Ban"]
    {
        assert_eq!(Units::builtin().find(name, lac_son, before()), vu_ban, "{name}");
    }
}

#[test]
fn the_day_decides_between_old_and_new() {
    let units = Units::builtin();
    let lac_son = id(Level::District, "157", before());
    let phu_tho = id(Level::Province, "25", after());
    let (old, new) = (id(Level::Commune, "05299", before()), id(Level::Commune, "05323", after()));
    // The old district and the new province both lead to either.
    for within in [lac_son, phu_tho] {
        assert_eq!(units.find("Quyết Thắng", within, after()), Found::One(new));
    }
    assert_eq!(units.find("Quyết Thắng", lac_son, before()), Found::One(old));
    assert_eq!(
        units.find("Chí Đạo", phu_tho, after()),
        Found::AtAnotherDate(vec![id(Level::Commune, "05323", before())])
    );
    assert_eq!(
        units.find("Mường Vang", lac_son, before()),
        Found::AtAnotherDate(vec![id(Level::Commune, "05287", after())])
    );
    assert_eq!(units.find("Không Có", phu_tho, after()), Found::None);
}

#[test]
fn a_name_borne_by_several_is_not_guessed() {
    let units = Units::builtin();
    let phu_tho = id(Level::Province, "25", after());
    let Found::Several(list) = units.find("Tân Lập", phu_tho, before()) else { panic!() };
    assert_eq!(list.len(), 3);
    let lac_son = id(Level::District, "157", before());
    assert_eq!(
        units.find("Tân Lập", lac_son, before()),
        Found::One(id(Level::Commune, "05287", before()))
    );
}

#[test]
fn districts_provinces_and_numbered_wards() {
    let units = Units::builtin();
    let hoa_binh = id(Level::Province, "17", before());
    let lac_son = Found::One(id(Level::District, "157", before()));
    for name in ["Lạc Sơn", "Huyện Lạc Sơn", "H. Lạc Sơn"] {
        assert_eq!(units.find_level(Level::District, name, hoa_binh, before()), lac_son);
    }
    for name in ["Hoà Bình", "tỉnh Hòa Bình", "T. Hoa Binh"] {
        let found = units.find_level(Level::Province, name, UnitId::NATION, before());
        assert_eq!(found, Found::One(hoa_binh));
    }
    let go_vap = id(Level::District, "764", before());
    let ward = units.find("Phường 12", go_vap, before());
    assert!(matches!(ward, Found::One(_)));
    for name in ["P12", "P. 12", "12", "phường 012"] {
        assert_eq!(units.find(name, go_vap, before()), ward, "{name}");
    }
}

#[test]
fn a_name_without_any_diacritics_is_not_taken_for_the_one_that_has_none() {
    let units = Units::builtin();
    let city = units.by_code(Level::Province, "79", after()).unwrap().id;
    let [thanh, thạnh] =
        ["25807", "27676"].map(|code| units.by_code(Level::Commune, code, after()).unwrap().id);
    let found = |name| units.find(name, city, after());
    assert_eq!(found("Xã Thanh An"), Found::One(thanh));
    assert_eq!(found("Xã Thạnh An"), Found::One(thạnh));
    assert_eq!(found("xa thanh an"), Found::Several(vec![thanh, thạnh]));
}

#[test]
fn search_forgives_diacritics_and_ranks_the_name_itself_first() {
    let units = Units::builtin();
    let names = |text, day| -> Vec<&str> {
        units.search(text, day, 3).iter().map(|unit| &*unit.full_name).collect()
    };
    assert_eq!(names("lac son", before())[0], "Huyện Lạc Sơn");
    assert_eq!(names("Lạc Sơn", after())[0], "Xã Lạc Sơn");
    assert_eq!(names("xã lạc sơn", after())[0], "Xã Lạc Sơn");
    assert_eq!(names("  ", after()), Vec::<&str>::new());
    assert!(names("muong van", after()).contains(&"Xã Mường Vang"));
    assert_eq!(units.search("an", after(), 7).len(), 7);
}

fn any_commune() -> impl Strategy<Value = &'static Unit> {
    let all = Units::builtin().all();
    let first = all.partition_point(|unit| unit.level < Level::Commune);
    (first..all.len()).prop_map(move |at| &all[at])
}

proptest! {
    /// Written in full inside its own parent, every commune is found, and alone unless the parent has
    /// another of that very name and kind.
    #[test]
    fn every_commune_is_found_by_its_full_name(unit in any_commune()) {
        let day = unit.nearest(after());
        match Units::builtin().find(&unit.full_name, unit.parent.unwrap(), day) {
            Found::One(one) => prop_assert_eq!(one, unit.id),
            Found::Several(several) => {
                prop_assert!(several.contains(&unit.id));
                for other in several {
                    prop_assert_eq!(&Units::builtin().get(other).unwrap().full_name, &unit.full_name);
                }
            }
            other => prop_assert!(false, "{:?}: {:?}", unit.full_name, other),
        }
        // Without diacritics it is still among what is found.
        match Units::builtin().find(&unit.fold, unit.parent.unwrap(), day) {
            Found::One(one) => prop_assert_eq!(one, unit.id),
            Found::Several(several) => prop_assert!(several.contains(&unit.id)),
            other => prop_assert!(false, "{:?}: {:?}", unit.fold, other),
        }
    }

    #[test]
    fn no_text_makes_it_stumble(text in "\\PC{0,24}") {
        let _ = Units::builtin().find(&text, UnitId::NATION, after());
        let _ = Units::builtin().search(&text, after(), 5);
        let _ = Units::builtin().by_code(Level::Commune, &text, after());
    }
}
