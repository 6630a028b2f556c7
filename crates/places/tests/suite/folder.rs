//! Files that a province drops into a folder, good and bad.

use std::fs;

use ground::{Day, Problem, UnitId};
use places::{Area, Difficulty, Level, Succeeds, Units};
use tempfile::TempDir;

const FACTS: &str = "level,code,name,attribute,value,from,to,act,status\n";
const UNITS: &str = "id,kind,name,from,to,parent,lat,lon,km2\n";

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn load(files: &[(&str, &str)]) -> Result<Units, Vec<Problem>> {
    Units::with_folder(folder(files).path())
}

fn problems(files: &[(&str, &str)]) -> Vec<String> {
    let Err(problems) = load(files) else { panic!("accepted") };
    problems.iter().map(ToString::to_string).collect()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

#[test]
fn a_province_adds_what_it_knows() {
    let rows = format!(
        "\u{feff}{FACTS}commune,05266,Xã Lạc Sơn,area,urban,2026-01-01,,NQ 9/NQ-HĐND,verified\n\
         commune,05323,Quyết Thắng,difficulty,II,2026-01-29,,QĐ 60/QĐ-BDTTG,verified\n"
    );
    let units = load(&[("phu-tho.csv", &rows), ("notes.txt", "not read")]).unwrap();
    let lac_son = UnitId(300_526_602);
    let area = |on| units.area(lac_son, day(on)).unwrap();
    assert_eq!((area("2025-12-31").value, area("2025-12-31").verified), (Area::Rural, false));
    assert_eq!((area("2026-01-01").value, area("2026-01-01").verified), (Area::Urban, true));
    let class = units.difficulty(UnitId(300_532_302), day("2026-02-01")).unwrap();
    assert_eq!((class.value, class.act.as_str()), (Difficulty::Two, "QĐ 60/QĐ-BDTTG"));
}

#[test]
fn a_later_merger_is_data_too() {
    let rows = format!(
        "{UNITS}300526602,xã,Lạc Sơn,2025-07-01,2027-12-31,100002502,20.46,105.44,58.1\n\
         300532902,xã,Ngọc Sơn,2025-07-01,2027-12-31,100002502,20.43,105.38,114.6\n\
         300526603,phường,Lạc Sơn,2028-01-01,,100002502,20.45,105.41,172.7\n"
    );
    let changes = "old,new,share\n300526602,300526603,whole\n300532902,300526603,whole\n";
    let units = load(&[("a.csv", &rows), ("b.csv", changes)]).unwrap();
    let on = day("2028-06-01");
    assert_eq!(units.by_code(Level::Commune, "05266", on).unwrap().full_name, "Phường Lạc Sơn");
    // Through two changes: the old township, and the old district.
    let township = UnitId(300_526_601);
    assert_eq!(units.today_of(township, on), Succeeds::Whole(UnitId(300_526_603)));
    assert_eq!(units.communes(UnitId(200_015_701), on).len(), 7);
    assert_eq!(units.communes(UnitId(300_526_603), day("2024-01-01")).len(), 6);
    assert_eq!(units.region(UnitId(300_526_603), on).unwrap().value.as_str(), "NT2");
}

#[test]
fn every_problem_names_file_and_line() {
    let facts = format!(
        "{FACTS}commune,05266,Vụ Bản,area,urban,2026-01-01,,NQ 9,verified\n\
         commune,05266,,area,urban,2024-01-01,,NQ 9,verified\n\
         commune,99999,,area,urban,2026-01-01,,NQ 9,verified\n\
         commune,05323,,area,city,2026-01-01,,NQ 9,verified\n\
         commune,05323,,colour,red,2026-01-01,,NQ 9,verified\n\
         commune,05323,,area,urban,01/01/2026,,NQ 9,verified\n\
         commune,05323,,area,urban,2026-01-02,2026-01-01,NQ 9,verified\n\
         commune,05323,,area,urban,2026-01-01,,,verified\n\
         commune,05323,,area,urban,2026-01-01,,NQ 9,sure\n\
         commune,05323,,area,urban,2026-01-01,,NQ 9,verified\n\
         commune,05323,,area,rural,2027-01-01,,NQ 9,verified\n\
         commune,05323\n\
         village,05323,,area,rural,2027-01-01,,NQ 9,verified\n"
    );
    insta::assert_snapshot!(problems(&[("facts.csv", &facts)]).join("\n"));
}

#[test]
fn units_that_do_not_fit_are_refused() {
    let units = format!(
        "{UNITS}300526603,xã,Lạc Sơn,2026-01-01,,100002502,,,\n\
         300999901,xã,Mồ Côi,2026-01-01,,100009901,,,\n\
         300999801,xã,Quá Sớm,2025-01-01,,100002502,,,\n\
         300999701,làng,Lạ,2026-01-01,,100002502,,,\n\
         300999601,xã,Hai Lần,2026-01-01,,100002502,,,\n\
         300999601,xã,Hai Lần,2026-01-01,,100002502,,,\n\
         900000101,xã,Cấp Lạ,2026-01-01,,100002502,,,\n\
         x,xã,Không Số,2026-01-01,,100002502,,,\n\
         300999501,xã,Diện Tích,2026-01-01,,100002502,20,105,rộng\n"
    );
    let changes = "old,new,share\n300526602,300888801,whole\n300526602,300532301,whole\n1,2,half\n";
    let files = [("units.csv", &*units), ("changes.csv", changes), ("what.csv", "a,b\n1,2\n")];
    insta::assert_snapshot!(problems(&files).join("\n"));
}

#[test]
fn a_folder_or_file_that_cannot_be_read_is_said_so() {
    let Err(missing) = Units::with_folder("/no/such/folder") else { panic!("accepted") };
    assert_eq!(missing[0].code, "places.folder.unreadable");
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("old.csv"), b"t\xeanh,m\xe3\n").unwrap();
    let Err(encoding) = Units::with_folder(folder.path()) else { panic!("accepted") };
    assert_eq!(encoding[0].code, "places.file.unreadable");
    assert!(Units::with_folder(tempfile::tempdir().unwrap().path()).is_ok());
}
