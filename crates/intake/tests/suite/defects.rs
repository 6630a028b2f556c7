//! Every defect seen in real lists, by its own small file.

use fakes::{databases, day, sqlite};
use ground::UnitId;
use intake::run::Verdict;
use proptest::prelude::*;

use super::bench::*;

const HEAD: &str = "Ngày rà soát,Họ tên chủ hộ,Mã hộ,Thôn,Số nhân khẩu,Điểm B1,Điểm B2,Phân loại\n";

/// A list with that header and the given rows.
fn list(rows: &str) -> String {
    format!("{HEAD}{rows}")
}

#[tokio::test]
async fn exact_duplicates_count_once() {
    for database in databases().await {
        let row = "05/10/2026,Bùi Thị Lan,L1,Xóm Đồi,3,120,30,Hộ nghèo\n";
        let (summary, said) = bring(&database, &list(&row.repeat(3))).await;
        assert_eq!((summary.counts.accepted, summary.counts.duplicates), (1, 2));
        assert_eq!(
            codes(&said),
            [(3, "import.row.duplicate_in_file"), (4, "import.row.duplicate_in_file")]
        );
        assert_eq!(counted(&database).await, [1, 1, 1, 1]);
    }
}

#[tokio::test]
async fn colliding_household_codes_are_kept_apart() {
    for database in databases().await {
        let rows = "05/10/2026,Bùi Thị Lan,L1,Xóm Đồi,3,120,30,Hộ nghèo\n\
                    05/10/2026,Đinh Công Sơn,L1,Xóm Đồi,4,120,40,Hộ nghèo\n";
        let (summary, said) = bring(&database, &list(rows)).await;
        assert_eq!((summary.counts.accepted, summary.counts.warned), (2, 1));
        assert_eq!(codes(&said), [(3, "import.row.code_collision")]);
        let households = database.fetch(&ALL, vec![]).await.unwrap();
        assert!(households.iter().all(|row| row.text(1).unwrap() == "L1"), "nothing is repaired");
        let findings = database.fetch(&FINDINGS, vec![]).await.unwrap();
        assert_eq!(findings[0].text(0).unwrap(), "import.row.code_collision");
    }
}

#[tokio::test]
async fn mixed_date_formats_are_named() {
    let database = sqlite().await;
    let rows = "2026-09-05,Một,L1,,3,120,30,\n25/09/2026,Hai,L2,,3,120,30,\n09/26/2026,Ba,L3,,3,120,30,\n\
                05/09/2026,Bốn,L4,,3,120,30,\n31/09/2026,Năm,L5,,3,120,30,\n";
    let (summary, said) = bring(&database, &list(rows)).await;
    assert_eq!((summary.counts.accepted, summary.counts.rejected), (4, 1));
    assert_eq!(notes(&said), ["import.column.mixed_dates"]);
    assert_eq!(codes(&said), [(5, "import.row.day_assumed"), (6, "import.row.not_a_day"),]);
    let lines = database.fetch(&LINES, vec![]).await.unwrap();
    let mut days: Vec<(String, i64)> =
        lines.iter().map(|row| (row.text(0).unwrap(), row.int(1).unwrap())).collect();
    days.sort();
    assert_eq!(
        days,
        [
            ("Ba".into(), 20_260_926),
            ("Bốn".into(), 20_260_905),
            ("Hai".into(), 20_260_925),
            ("Một".into(), 20_260_905)
        ]
    );
}

#[tokio::test]
async fn a_class_that_does_not_follow_from_the_scores_is_a_finding() {
    for database in databases().await {
        let rows =
            "05/10/2026,Bùi Thị Lan,L1,,3,150,30,Hộ nghèo\n05/10/2026,Hà Thị Mai,L2,,3,120,20,\n";
        let (summary, said) = bring(&database, &list(rows)).await;
        assert_eq!((summary.counts.accepted, summary.counts.warned), (2, 1));
        assert_eq!(codes(&said), [(2, "import.row.class_mismatch")]);
        let lines = database.fetch(&LINES, vec![]).await.unwrap();
        let of = |at: usize| (lines[at].text(3).unwrap(), lines[at].text(5).unwrap());
        assert_eq!(of(0), ("poor".into(), "stated".into()), "as the list says");
        assert_eq!(of(1), ("near_poor".into(), "evaluated".into()), "no class in the list");
        assert_eq!(database.fetch(&FINDINGS, vec![]).await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn scores_marks_and_counts_are_checked() {
    let database = sqlite().await;
    let head = "Ngày rà soát,Họ tên chủ hộ,Số nhân khẩu,Điểm B1,Điểm B2,Thiếu hụt 1,Việc làm,\
        Người phụ thuộc,Dinh dưỡng,Bảo hiểm y tế,Trình độ giáo dục người lớn,Tình trạng đi học của trẻ em,\
        Chất lượng nhà ở,Diện tích nhà ở,Nguồn nước,Nhà tiêu,Viễn thông,Phương tiện tiếp cận thông tin\n";
    let rows = "05/10/2026,Đúng,3,120,30,,x,x,x,,,,,,,,,\n\
                05/10/2026,Lệch,3,120,50,,x,x,x,0,0,0,0,0,0,0,0,0\n\
                05/10/2026,Quá,3,120,130,,x,x,x,,,,,,,,,\n\
                05/10/2026,Lẻ,3,120,35,,x,x,x,,,,,,,,,\n\
                05/10/2026,Thiếu khẩu,,120,30,,x,x,x,,,,,,,,,\n\
                05/10/2026,Quá khẩu,400,120,30,,x,x,x,,,,,,,,,\n\
                05/10/2026,Lạ,3,120,30,,?,x,x,,,,,,,,,\n\
                05/10/2026,Chữ,3,một trăm,30,,x,x,x,,,,,,,,,\n";
    let (summary, said) = bring(&database, &format!("{head}{rows}")).await;
    assert_eq!(
        codes(&said),
        [
            (3, "import.row.score_mismatch"),
            (4, "import.row.out_of_range"),
            (5, "import.row.score_not_tens"),
            (6, "import.row.no_members"),
            (7, "import.row.out_of_range"),
            (8, "import.row.not_a_mark"),
            (9, "import.row.not_a_number"),
        ]
    );
    assert_eq!((summary.counts.accepted, summary.counts.rejected), (4, 4));
    // Three marks and a score of 30: the blanks between them are settled, twelve indicators known.
    let judged = database.fetch(&EVALUATIONS, vec![]).await.unwrap();
    assert_eq!((judged[0].int(3).unwrap(), judged[0].int(4).unwrap()), (3, 3));
    assert!(said.iter().filter(|remark| remark.verdict == Verdict::Warned).count() == 3);
}

#[tokio::test]
async fn a_blank_is_no_answer_unless_the_importer_says_so() {
    for (blank_means_no, class) in [(false, "undetermined"), (true, "near_poor")] {
        let database = sqlite().await;
        let upload = csv(
            "Ngày rà soát,Họ tên chủ hộ,Số nhân khẩu,Điểm B1,Việc làm,Người phụ thuộc,Dinh dưỡng,\
             Bảo hiểm y tế,Trình độ giáo dục người lớn,Tình trạng đi học của trẻ em,Chất lượng nhà ở,Diện tích nhà ở,\
             Nguồn nước,Nhà tiêu,Viễn thông,Phương tiện tiếp cận thông tin\n05/10/2026,Lan,3,120,x,,,,,,,,,,,\n",
        );
        let mut options = options(&upload, lac_son());
        options.mapping.blank_means_no = blank_means_no;
        bring_with(&database, &upload, &options).await;
        let judged = database.fetch(&EVALUATIONS, vec![]).await.unwrap();
        assert_eq!(judged[0].text(1).unwrap(), class);
    }
}

#[tokio::test]
async fn old_and_new_unit_names_lead_to_the_commune_of_the_day() {
    let database = sqlite().await;
    // After the reform: a new name, an old name, an old name that several districts had, an unknown one,
    // a code of today; before it: an old name, a new name that stands for three.
    let upload = csv("Ngày rà soát,Huyện,Xã,Họ tên chủ hộ,Mã hộ,Số nhân khẩu\n\
         05/10/2026,,Xã Thượng Cốc,Một,1,3\n\
         05/10/2026,,Xã Vũ Bình,Hai,2,3\n\
         05/10/2026,,Tân Lập,Ba,3,3\n\
         05/10/2026,,Xã Không Có,Bốn,4,3\n\
         05/10/2026,,05323,Năm,5,3\n\
         05/10/2024,Lạc Sơn,Chí Đạo,Sáu,6,3\n\
         05/10/2024,,Xã Mường Vang,Bảy,7,3\n\
         05/10/2024,Huyện Lạc Sơn,Quý Hoà,Tám,8,3\n");
    let (_, said) = bring_with(&database, &upload, &options(&upload, phu_tho())).await;
    assert_eq!(
        codes(&said),
        [
            (3, "import.row.unit_renamed"),
            (4, "import.row.unit_ambiguous"),
            (5, "import.row.unit_unknown"),
            (8, "import.row.unit_split"),
        ]
    );
    let rows = database.fetch(&ALL, vec![]).await.unwrap();
    let at = |name: &str| {
        let row = rows.iter().find(|row| row.text(0).unwrap() == name).unwrap();
        (UnitId(row.int(5).unwrap()), row.opt_int(6).unwrap().map(UnitId))
    };
    let old = |code| commune(code, "2024-10-05");
    let new = |code| commune(code, "2026-10-05");
    assert_eq!(at("Một").0, new("05293"));
    assert_eq!(at("Hai"), (new("05266"), Some(old("05335"))));
    assert_eq!(at("Năm").0, new("05323"));
    assert_eq!(at("Sáu"), (new("05323"), Some(old("05323"))));
    assert_eq!(at("Tám"), (new("05287"), Some(old("05269"))));
}

#[tokio::test]
async fn a_row_outside_the_chosen_unit_is_refused() {
    let database = sqlite().await;
    let upload =
        csv("Ngày rà soát,Xã,Họ tên chủ hộ,Số nhân khẩu\n05/10/2026,Xã Thượng Cốc,Lan,3\n");
    let (_, said) = bring_with(&database, &upload, &options(&upload, lac_son())).await;
    assert_eq!(codes(&said), [(2, "import.row.unit_outside")]);
}

#[tokio::test]
async fn spellings_of_one_name_match_and_other_names_do_not() {
    for database in databases().await {
        bring(&database, &list("05/10/2025,Bùi Văn Hoà,,Xóm Đồi,3,120,30,\n05/10/2025,Hà Văn Dũng,,Xóm Đồi,2,120,30,\n"))
            .await;
        let (summary, said) = bring(
            &database,
            &list(
                "05/10/2026,BÙI VĂN HÒA,,Xóm Đồi,3,120,40,\n05/10/2026,Ha Van Dung,,Xóm Đồi,2,120,30,\n\
                 05/10/2026,Hà Văn Dụng,,Xóm Đồi,6,120,30,\n",
            ),
        )
        .await;
        assert_eq!((summary.counts.changed, summary.counts.accepted), (2, 1));
        assert_eq!(codes(&said), [(3, "import.row.name_spelling")]);
        let rows = database.fetch(&ALL, vec![]).await.unwrap();
        let mut heads: Vec<String> = rows.iter().map(|row| row.text(0).unwrap()).collect();
        heads.sort();
        assert_eq!(heads, ["Bùi Văn Hoà", "Hà Văn Dũng", "Hà Văn Dụng"], "first spelling kept");
    }
}

#[tokio::test]
async fn two_heads_of_one_name_need_a_code_or_a_year() {
    let database = sqlite().await;
    let (summary, said) = bring(
        &database,
        &list("05/10/2026,Bùi Thị Lan,,Xóm Đồi,3,120,30,\n05/10/2026,Bùi Thị Lan,,Xóm Đồi,5,130,20,\n"),
    )
    .await;
    assert_eq!((summary.counts.accepted, summary.counts.rejected), (1, 1));
    assert_eq!(codes(&said), [(3, "import.row.same_name")]);
    let upload = csv("Ngày rà soát,Họ tên chủ hộ,Năm sinh,Thôn,Số nhân khẩu\n\
        05/10/2026,Hà Thị Mai,1980,Xóm Đồi,3\n05/10/2026,Hà Thị Mai,1991,Xóm Đồi,5\n");
    let (summary, _) = bring_with(&database, &upload, &options(&upload, lac_son())).await;
    assert_eq!(summary.counts.accepted, 2);
}

#[tokio::test]
async fn reviews_of_other_years_make_a_timeline_in_any_order() {
    for database in databases().await {
        for year in [2024, 2026, 2025] {
            let class = if year == 2025 { "Hộ không nghèo" } else { "Hộ nghèo" };
            bring(&database, &list(&format!("05/10/{year},Bùi Thị Lan,L1,,3,,,{class}\n"))).await;
        }
        let lines = database.fetch(&LINES, vec![]).await.unwrap();
        let told: Vec<_> = lines
            .iter()
            .map(|r| (r.int(1).unwrap(), r.opt_int(2).unwrap(), r.text(4).unwrap()))
            .collect();
        assert_eq!(
            told,
            [
                (20_241_005, Some(20_251_004), "new_poor".into()),
                (20_251_005, Some(20_261_004), "exit_poor".into()),
                (20_261_005, None, "re_poor".into()),
            ]
        );
        let household = &database.fetch(&ALL, vec![]).await.unwrap()[0];
        assert_eq!(household.text(2).unwrap(), "poor");
    }
}

#[tokio::test]
async fn a_failed_formula_is_no_text() {
    let database = sqlite().await;
    let upload = csv("Ngày rà soát,Họ tên chủ hộ,Mã hộ,Thôn,Xã,Số nhân khẩu\n\
         05/10/2026,Một,#N/A,#REF!,,3\n05/10/2026,Hai,2,,#VALUE!,3\n");
    let (summary, said) = bring_with(&database, &upload, &options(&upload, lac_son())).await;
    assert_eq!((summary.counts.accepted, summary.counts.rejected), (1, 1));
    assert_eq!(
        codes(&said),
        [(2, "import.row.formula"), (2, "import.row.formula"), (3, "import.row.formula")]
    );
    let households = database.fetch(&ALL, vec![]).await.unwrap();
    assert_eq!(households[0].opt_text(1).unwrap(), None, "no code, rather than #N/A");
}

#[tokio::test]
async fn a_second_word_on_the_same_day_is_a_correction() {
    let database = sqlite().await;
    bring(&database, &list("05/10/2026,Bùi Thị Lan,L1,,3,120,30,Hộ nghèo\n")).await;
    let (summary, said) =
        bring(&database, &list("05/10/2026,Bùi Thị Lan,L1,,3,120,20,Hộ cận nghèo\n")).await;
    assert_eq!(summary.counts.changed, 1);
    assert_eq!(codes(&said), [(2, "import.row.correction")]);
    assert_eq!(counted(&database).await, [1, 2, 1, 1]);
}

#[tokio::test]
async fn days_to_come_and_missing_days_are_refused() {
    let database = sqlite().await;
    let rows =
        "05/12/2026,Một,1,,3,,,Hộ nghèo\n,Hai,2,,3,,,Hộ nghèo\n05/10/1926,Ba,3,,3,,,Hộ nghèo\n";
    let (_, said) = bring(&database, &list(rows)).await;
    assert_eq!(notes(&said), ["import.column.unsettled_dates"]);
    assert_eq!(
        codes(&said),
        [(2, "import.row.day_ahead"), (3, "import.row.no_day"), (4, "import.row.day_too_early"),]
    );
    let upload = csv("Họ tên chủ hộ,Mã hộ,Số nhân khẩu\nHai,2,3\n");
    let mut options = options(&upload, lac_son());
    options.day = Some(day("2026-10-05"));
    let (summary, _) = bring_with(&database, &upload, &options).await;
    assert_eq!(summary.counts.accepted, 1);
}

#[tokio::test]
async fn a_list_of_persons_becomes_households_with_sealed_numbers() {
    const PERSONS: &str = "STT hộ,Họ và tên,Năm sinh nam,Năm sinh nữ,Dân tộc,Quan hệ với chủ hộ,Số CCCD,Phân loại,Ngày rà soát\n\
        1,Bùi Văn Hoà,1980,,Mường,Chủ hộ,017080000001,Hộ nghèo,05/10/2026\n\
        ,Hà Thị Mai,,1983,Mường,Vợ,12345,,\n\
        ,Bùi Thị Lan,,2015,Mường,Con,,,\n\
        2,Đinh Công Sơn,1975,,Kinh,Chủ hộ,017075000002,Hộ cận nghèo,06/10/2026\n\
        3,Quách Thị Nga,,1990,Mường,Vợ,,Hộ nghèo,06/10/2026\n";
    for database in databases().await {
        let (summary, said) = bring(&database, PERSONS).await;
        assert_eq!(
            (summary.counts.read, summary.counts.accepted, summary.counts.rejected),
            (5, 4, 1)
        );
        assert_eq!(
            codes(&said),
            [(2, "import.row.not_an_identity"), (6, "import.row.no_head")],
            "and the wrong number itself is not repeated"
        );
        assert!(said.iter().all(|remark| !remark.problem.to_string().contains("12345")));
        let members = database.fetch(&MEMBERS, vec![]).await.unwrap();
        assert_eq!(members.len(), 4);
        let head = members.iter().find(|row| row.text(0).unwrap() == "Bùi Văn Hoà").unwrap();
        let sealed = head.bytes(4).unwrap();
        assert_eq!(SEAL.open("person.id", &sealed).unwrap(), "017080000001");
        assert_eq!((head.text(1).unwrap(), head.text(2).unwrap()), ("head".into(), "male".into()));
        let households = database.fetch(&ALL, vec![]).await.unwrap();
        let mut sizes: Vec<i64> = households.iter().map(|row| row.int(3).unwrap()).collect();
        sizes.sort_unstable();
        assert_eq!(sizes, [1, 3]);
        let before = counted(&database).await;
        let (again, _) = bring(&database, PERSONS).await;
        assert_eq!((again.counts.duplicates, counted(&database).await), (4, before));
    }
}

/// A chunk is read and matched while the one before is still being written.
#[tokio::test(flavor = "multi_thread")]
async fn households_are_known_again_across_chunks() {
    const HOUSEHOLDS: i64 = 3_000;
    for database in databases().await {
        let rows = |year: i32| -> String {
            let row = |n| format!("05/10/{year},Bùi Thị Lan,L{n},Xóm {},3,120,30,\n", n % 7);
            (0..HOUSEHOLDS).map(row).collect()
        };
        // Twice the same year, so that duplicates meet across the boundary too.
        let text = list(&[rows(2025), rows(2026), rows(2026)].concat());
        let (summary, _) = bring(&database, &text).await;
        let counts = summary.counts;
        assert_eq!((counts.accepted, counts.changed), (HOUSEHOLDS, HOUSEHOLDS));
        assert_eq!((counts.duplicates, counts.rejected), (HOUSEHOLDS, 0));
        let held = counted(&database).await;
        assert_eq!(held, [HOUSEHOLDS, 2 * HOUSEHOLDS, HOUSEHOLDS, 2 * HOUSEHOLDS]);
        let open = database.fetch(&LINES, vec![]).await.unwrap();
        let open = open.iter().filter(|row| row.opt_int(2).unwrap().is_none()).count();
        assert_eq!(open as i64, HOUSEHOLDS, "one open interval each");
    }
}

/// Any row of a valid list: names, codes and villages from few, so that they meet.
fn any_list() -> impl Strategy<Value = String> {
    let names =
        proptest::sample::select(vec!["Bùi Văn Hoà", "Bùi Văn Hòa", "Hà Thị Mai", "Đinh Công Sơn"]);
    let codes = proptest::sample::select(vec!["", "L1", "L2", "L3"]);
    let villages = proptest::sample::select(vec!["", "Xóm Đồi", "Xóm Bưng"]);
    let row = (2022..=2026, 1..=28, names, codes, villages, 1..9, 100..160, 0..12).prop_map(
        |(year, day, name, code, village, members, score, marks)| {
            format!(
                "{day:02}/09/{year},{name},{code},{village},{members},{score},{},\n",
                marks * 10
            )
        },
    );
    proptest::collection::vec(row, 1..14).prop_map(|rows| list(&rows.concat()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn any_list_twice_is_as_good_as_once(text in any_list()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let database = sqlite().await;
            let (first, _) = bring(&database, &text).await;
            let counts = first.counts;
            let sum = counts.accepted + counts.changed + counts.duplicates + counts.rejected;
            assert_eq!(sum, counts.read, "every row went one way");
            let (before, lines) = (counted(&database).await, told(&database).await);
            let (second, _) = bring(&database, &text).await;
            assert_eq!(second.counts.rejected, counts.rejected);
            assert_eq!(second.counts.accepted + second.counts.changed, 0);
            assert_eq!(counted(&database).await, before);
            assert_eq!(told(&database).await, lines);
        });
    }
}

/// Every timeline as text.
async fn told(database: &fakes::TestDatabase) -> Vec<String> {
    let rows = database.fetch(&LINES, vec![]).await.unwrap();
    rows.iter()
        .map(|row| {
            format!(
                "{} {} {:?} {}",
                row.text(0).unwrap(),
                row.int(1).unwrap(),
                row.opt_int(2).unwrap(),
                row.text(3).unwrap()
            )
        })
        .collect()
}
