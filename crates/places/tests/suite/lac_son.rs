//! Lạc Sơn before and after 1 July 2025, unit by unit.

use ground::{Day, UnitId};
use places::{Area, Difficulty, Level, Region, Succeeds, Unit, Units};

/// Code and name.
type Named = (&'static str, &'static str);

/// New commune, its code, and the codes and names of what it was made of.
const TABLE: [(&str, &str, [Named; 3]); 8] = [
    ("Lạc Sơn", "05266", [("05266", "Vụ Bản"), ("05332", "Hương Nhượng"), ("05335", "Vũ Bình")]),
    ("Mường Vang", "05287", [("05269", "Quý Hòa"), ("05278", "Tuân Đạo"), ("05287", "Tân Lập")]),
    (
        "Nhân Nghĩa",
        "05290",
        [("05275", "Mỹ Thành"), ("05281", "Văn Nghĩa"), ("05290", "Nhân Nghĩa")],
    ),
    ("Thượng Cốc", "05293", [("05272", "Miền Đồi"), ("05284", "Văn Sơn"), ("05293", "Thượng Cốc")]),
    ("Yên Phú", "05305", [("05302", "Xuất Hóa"), ("05305", "Yên Phú"), ("05308", "Bình Hẻm")]),
    (
        "Quyết Thắng",
        "05323",
        [("05299", "Quyết Thắng"), ("05320", "Định Cư"), ("05323", "Chí Đạo")],
    ),
    ("Ngọc Sơn", "05329", [("05329", "Ngọc Sơn"), ("05338", "Tự Do"), ("05350", "Ngọc Lâu")]),
    ("Đại Đồng", "05347", [("05341", "Yên Nghiệp"), ("05344", "Tân Mỹ"), ("05347", "Ân Nghĩa")]),
];

fn before() -> Day {
    Day::new(2025, 6, 30).unwrap()
}

fn after() -> Day {
    before().next()
}

fn district() -> UnitId {
    Units::builtin().by_code(Level::District, "157", before()).unwrap().id
}

fn commune(code: &str, day: Day) -> &'static Unit {
    Units::builtin().by_code(Level::Commune, code, day).unwrap()
}

#[test]
fn twenty_four_communes_became_eight() {
    let units = Units::builtin();
    let new = units.communes(district(), after());
    let codes: Vec<&str> = new.iter().map(|id| &*units.get(*id).unwrap().code).collect();
    assert_eq!(codes, TABLE.map(|(_, code, _)| code));
    let mut olds = Vec::new();
    for (name, code, parts) in TABLE {
        let unit = commune(code, after());
        assert_eq!(unit.full_name, format!("Xã {name}"));
        let made_of = units.predecessors(unit.id, before());
        assert!(made_of.iter().all(|s| s.whole));
        let made_of: Vec<_> = made_of
            .iter()
            .map(|s| units.get(s.unit).unwrap())
            .map(|unit| (&*unit.code, &*unit.name))
            .collect();
        assert_eq!(made_of, parts);
        for (code, _) in parts {
            let old = commune(code, before());
            assert_eq!(old.parent, Some(district()));
            assert_eq!(units.today_of(old.id, after()), Succeeds::Whole(unit.id));
            olds.push(old.id);
        }
        assert_eq!(units.communes(unit.id, before()).len(), 3);
    }
    olds.sort();
    assert_eq!(olds, units.communes(district(), before()));
    assert_eq!(units.today_of(district(), after()), Succeeds::Split(new));
}

#[test]
fn the_new_communes_lie_in_phu_tho() {
    let units = Units::builtin();
    let phu_tho = units.by_code(Level::Province, "25", after()).unwrap();
    assert_eq!(phu_tho.full_name, "Tỉnh Phú Thọ");
    assert_eq!(units.communes(phu_tho.id, after()).len(), 148);
    let path: Vec<_> =
        units.path(commune("05266", after()).id).iter().map(|u| &*u.full_name).collect();
    assert_eq!(path, ["Việt Nam", "Tỉnh Phú Thọ", "Xã Lạc Sơn"]);
    let made_of: Vec<_> = units
        .predecessors(phu_tho.id, before())
        .iter()
        .map(|s| units.get(s.unit).unwrap().full_name.as_str())
        .collect();
    assert_eq!(made_of, ["Tỉnh Hòa Bình", "Tỉnh Phú Thọ", "Tỉnh Vĩnh Phúc"]);
    // Asked before it began, the province answers with the communes it was made of.
    let olds = units.communes(phu_tho.id, before());
    assert!(olds.contains(&commune("05323", before()).id));
    assert!(units.is_inside(district(), phu_tho.id) && units.is_inside(olds[0], phu_tho.id));
    let vau_nua = units.find("Vầy Nưa", phu_tho.id, before());
    let places::Found::One(vay_nua) = vau_nua else { panic!("{vau_nua:?}") };
    assert!(
        matches!(units.today_of(vay_nua, after()), Succeeds::Split(several) if several.len() > 1)
    );
}

#[test]
fn code_05323_is_two_communes() {
    let (old, new) = (commune("05323", before()), commune("05323", after()));
    assert_eq!((old.id, new.id), (UnitId(300_532_301), UnitId(300_532_302)));
    assert_eq!((&*old.full_name, &*new.full_name), ("Xã Chí Đạo", "Xã Quyết Thắng"));
    let units = Units::builtin();
    let named = |name, day| units.by_code_and_name(Level::Commune, "5323", name, day);
    assert_eq!(named("xã Quyết thắng", after()).unwrap().id, new.id);
    assert_eq!(
        named("Chí Đạo", after()).unwrap_err().to_string(),
        "places.code.former_name former=\"Xã Chí Đạo\" from=\"01/01/2000\" to=\"30/06/2025\" \
         code=\"05323\" day=\"01/07/2025\" means=\"Xã Quyết Thắng\""
    );
    assert_eq!(
        named("Tân Lập", before()).unwrap_err().to_string(),
        "places.code.other_name name=\"Tân Lập\" code=\"05323\" day=\"30/06/2025\" means=\"Xã Chí Đạo\""
    );
}

#[test]
fn a_code_of_another_date_is_named_with_its_date() {
    let units = Units::builtin();
    let ended = units.by_code(Level::Commune, "05299", after()).unwrap_err();
    assert_eq!(
        ended.to_string(),
        "places.code.ended code=\"05299\" level=\"commune\" day=\"01/07/2025\" \
         name=\"Xã Quyết Thắng\" to=\"30/06/2025\""
    );
    let unknown = units.by_code(Level::Commune, "05324", after()).unwrap_err();
    assert_eq!(unknown.code, "places.code.unknown");
    let special = units.all().iter().find(|unit| unit.full_name == "Đặc khu Côn Đảo").unwrap();
    let early = units.by_code(Level::Commune, &special.code, before());
    assert_eq!(early.unwrap_err().code, "places.code.not_yet");
}

#[test]
fn the_township_was_urban_and_its_successor_is_rural() {
    let units = Units::builtin();
    let (old, new) = (commune("05266", before()), commune("05266", after()));
    let urban = units.area(old.id, before()).unwrap();
    assert_eq!(
        (urban.value, urban.period.to, urban.verified),
        (Area::Urban, Some(before()), false)
    );
    assert_eq!(units.area(new.id, after()).unwrap().value, Area::Rural);
    assert_eq!(units.area(new.id, before()), None, "it did not exist yet");
}

#[test]
fn thirteen_communes_were_of_special_difficulty() {
    let units = Units::builtin();
    let day = Day::new(2024, 10, 1).unwrap();
    let hard: Vec<_> = units
        .communes(district(), day)
        .into_iter()
        .filter_map(|id| Some((units.get(id)?.name.as_str(), units.difficulty(id, day)?)))
        .collect();
    assert_eq!(hard.len(), 13);
    assert!(hard.iter().all(|(_, d)| d.value == Difficulty::Three && d.act == "QĐ 861/QĐ-TTg"));
    assert!(hard.iter().any(|(name, _)| *name == "Chí Đạo"));
    // Nobody has said yet what the new communes are, and nothing was in force before the decision.
    let new = units.communes(district(), after());
    assert!(new.iter().all(|id| units.difficulty(*id, after()).is_none()));
    let eve = Day::new(2021, 6, 3).unwrap();
    assert_eq!(units.difficulty(commune("05323", eve).id, eve), None);
}

#[test]
fn the_region_of_the_score_form_outlives_the_merger() {
    let units = Units::builtin();
    for day in [before(), after()] {
        let region = units.region(commune("05266", day).id, day).unwrap();
        assert_eq!((region.value, region.verified), (Region::Nt2, false));
        assert!(region.period.contains(day));
    }
    // Phú Thọ is now made of two regions and has none of its own.
    let phu_tho = units.by_code(Level::Province, "25", after()).unwrap();
    assert_eq!(units.region(phu_tho.id, after()), None);
}
