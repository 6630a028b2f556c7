//! The raw export, from file to household.

use access::Scope;
use fakes::databases;
use intake::run::Verdict;
use registry::household::{self, Filter, Sort};

use super::bench::*;

const EXPORT: &str = "\
Ngày rà soát,Họ tên chủ hộ,Mã hộ,DTTC,Giới tính,Số nhân khẩu,Phiếu A,Điểm B1,Điểm B2,Phân loại,Rà soát viên,Thôn,Dân tộc
15/10/2026,Bùi Văn Hoà,LS001,x,Nam,4,Không đạt,120,40,Hộ nghèo,Bùi Thị Lan,Xóm Đồi,Mường
16/10/2026,Bùi Thị Thủy,LS002,,Nữ,2,Không đạt,130,20,Hộ cận nghèo,Bùi Thị Lan,Xóm Đồi,Mường
17/10/2026,Đinh Công Sơn,LS003,,Nam,5,Đạt,,,Hộ không nghèo,Bùi Thị Lan,Xóm Bưng,Kinh
";

#[tokio::test]
async fn the_raw_export_becomes_households() {
    for database in databases().await {
        let (summary, said) = bring(&database, EXPORT).await;
        assert_eq!(codes(&said), []);
        let counts = summary.counts;
        assert_eq!((counts.read, counts.accepted, counts.rejected, counts.warned), (3, 3, 0, 0));
        assert_eq!(counted(&database).await, [3, 3, 3, 3]);
        let rows = database.fetch(&ALL, vec![]).await.unwrap();
        let first = &rows[1];
        assert_eq!(first.text(0).unwrap(), "Bùi Văn Hoà");
        assert_eq!(first.text(2).unwrap(), "poor");
        assert_eq!(first.int(3).unwrap(), 4);
        assert_eq!(first.int(5).unwrap(), lac_son().0);
        assert_eq!(first.text(9).unwrap(), "Mường");
        // One visit answers for the standard in force and for that of 2027.
        let judged = database.fetch(&EVALUATIONS, vec![]).await.unwrap();
        let judged: Vec<_> =
            judged.iter().map(|r| (r.text(0).unwrap(), r.text(1).unwrap())).collect();
        assert_eq!(judged[0], ("vn-2022".into(), "poor".into()));
        assert_eq!(judged[1].0, "vn-2027");
        assert_eq!(judged[2], ("vn-2022".into(), "near_poor".into()));
    }
}

#[tokio::test]
async fn the_same_file_twice_changes_nothing() {
    for database in databases().await {
        bring(&database, EXPORT).await;
        let before = counted(&database).await;
        let (summary, said) = bring(&database, EXPORT).await;
        assert_eq!(counted(&database).await, before);
        assert_eq!((summary.counts.duplicates, summary.counts.accepted), (3, 0));
        assert!(said.iter().all(|remark| remark.verdict == Verdict::Duplicate));
        let rows = database.fetch(&ALL, vec![]).await.unwrap();
        assert!(rows.iter().all(|row| row.int(4).unwrap() == 1), "no version went up");
    }
}

/// The class is as old as the first list of an unbroken row of lists that say so, in whatever order they
/// are brought in.
#[tokio::test]
async fn a_list_that_confirms_a_class_does_not_make_it_younger() {
    let in_year = |year: &str| EXPORT.replace("/10/2026", &format!("/10/{year}"));
    for database in databases().await {
        for year in ["2025", "2026", "2024"] {
            bring(&database, &in_year(year)).await;
        }
        let mut tx = database.read().await.unwrap();
        let (filter, sort) = (Filter::default(), Sort::Code);
        let communes = Scope::Nation.listed(places::Units::builtin(), today());
        let page = household::list(&mut tx, &communes, &filter, sort, None, 10).await.unwrap();
        let since: Vec<String> =
            page.lines.iter().map(|line| line.class_since.to_string()).collect();
        assert_eq!(since, ["2024-10-15", "2024-10-16", "2024-10-17"]);
    }
}

#[tokio::test]
async fn every_statement_is_read_by_both_engines() {
    fakes::prepare_all(&intake::statements()).await;
}
