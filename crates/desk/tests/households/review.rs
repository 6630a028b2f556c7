//! A round walked through its pages: opened, surveyed, met, posted, complained of, decided, printed.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use ground::{Clock, Lang};
use law::{Answer, Answers};
use registry::visit::{NewVisit, record};

use crate::shared::{self, Person};
use crate::world::{World, worlds};

/// The id that follows `before` on a page.
pub(crate) fn id_after(page: &str, before: &str) -> String {
    let at = page.find(before).unwrap_or_else(|| panic!("{before} on {page}")) + before.len();
    page[at..at + 32].to_owned()
}

pub(crate) async fn page(world: &World, person: &Person, path: &str) -> String {
    let page = world.get(person, Lang::Vi, path).await;
    assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.text);
    page.text
}

/// Sends a form that must be taken, and says where it leads.
pub(crate) async fn done(
    world: &World,
    person: &Person,
    path: &str,
    fields: &[(&str, &str)],
) -> String {
    let reply = world.post(person, path, fields).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{path}: {}", reply.text);
    reply.location
}

pub(crate) async fn visited(world: &World) {
    let (desk, day) = (&world.desk, fakes::day("2026-11-24"));
    let q = desk.law.questionnaire();
    let mut answers = Answers::new();
    answers.set(q, "stated_income_score", Answer::Int(120)).unwrap();
    answers.set(q, "stated_deprivation_score", Answer::Int(40)).unwrap();
    let new = NewVisit {
        source: "form",
        day,
        reviewer: None,
        answers: answers.to_json(q),
        source_key: None,
        stated_class: None,
    };
    let officer = fakes::officer(crate::world::commune("05266"));
    let mut moment = Clock::fixed(day).moment();
    let mut tx = desk.database.begin().await.unwrap();
    let now = registry::household::by_id(&mut tx, world.household).await.unwrap().unwrap();
    let now = (world.household, now.0.version);
    record(&mut tx, &desk.law, &officer, desk.units, &mut moment, now, &new, &[]).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_round_is_walked_through_its_pages() {
    for mut world in worlds().await {
        let officer = world.person("canbo").await;
        let household = world.household.to_string();
        let asked = format!("/rounds/requests/new?household={household}");
        let form = page(&world, &officer, &asked).await;
        assert!(form.contains("Mẫu 04"));
        let fields =
            [("form", "04"), ("channel", "village_head"), ("day", "23/11/2026"), ("grounds", "")];
        let receipt = done(&world, &officer, &asked, &fields).await;
        let receipt = world.get(&officer, Lang::Vi, &receipt).await;
        insta::allow_duplicates! { insta::assert_snapshot!("receipt", receipt.main()); }

        let proposed = page(&world, &officer, "/rounds/new").await;
        assert!(proposed.contains("Bùi Văn Dũng") && proposed.contains("Rà soát định kỳ năm 2026"));
        let round = done(&world, &officer, "/rounds/new", &[]).await;
        let twice = world.post(&officer, "/rounds/new", &[]).await;
        assert_eq!(twice.status, StatusCode::CONFLICT);
        assert!(twice.text.contains("24/2021/QĐ-TTg"), "the refusal names the rule");

        let officer = world.on_day("2026-11-24", "canbo").await;
        visited(&world).await;
        done(&world, &officer, &format!("{round}/surveys"), &[]).await;
        let board = world.get(&officer, Lang::Vi, &format!("{round}?stage=meeting")).await;
        insta::allow_duplicates! { insta::assert_snapshot!("board", board.main()); }
        let case = id_after(&board.text, "/rounds/cases/");
        let village = id_after(&board.text, "/meeting?village=");

        let meeting = format!("{round}/meeting?village={village}");
        let (version, agree, disagree) =
            (format!("version-{case}"), format!("agree-{case}"), format!("disagree-{case}"));
        let minutes = [
            ("day", "24/11/2026"),
            ("chair", "Quách Văn Thành"),
            ("secretary", "Bùi Thị Hoa"),
            ("attendance", "30"),
            (version.as_str(), "2"),
            (agree.as_str(), "40"),
            (disagree.as_str(), "0"),
        ];
        let wrong = world.post(&officer, &meeting, &minutes).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            wrong.text.contains("không khớp với 30 người dự")
                && wrong.text.contains("Quách Văn Thành")
        );
        let minutes = [&minutes[..5], &[(agree.as_str(), "28"), (disagree.as_str(), "2")]].concat();
        done(&world, &officer, &meeting, &minutes).await;
        let late = world.post(&officer, &meeting, &minutes).await;
        assert!(late.text.contains("vừa được người khác thay đổi"), "{}", late.text);

        done(&world, &officer, &format!("{round}/posting"), &[("village", &village)]).await;
        let posting = id_after(&page(&world, &officer, &round).await, "/postings/");
        let everybody = Request::get(format!("/postings/{posting}")).body(Body::empty()).unwrap();
        let sheet = shared::send(&world.router(), everybody).await;
        let sheet = String::from_utf8(sheet.bytes).unwrap();
        assert!(sheet.contains("Bùi Văn Dũng") && sheet.contains("Hộ nghèo"), "{sheet}");
        assert!(!sheet.contains(crate::world::NUMBER) && !sheet.contains("HB-001"));

        let officer = world.on_day("2026-11-25", "canbo").await;
        let at = format!("/rounds/cases/{case}");
        let complaint = [("version", "4"), ("day", "25/11/2026"), ("complaint", "Nhà đã sửa")];
        done(&world, &officer, &format!("{at}/complaint"), &complaint).await;
        let checked =
            [("version", "5"), ("day", "25/11/2026"), ("class", "near_poor"), ("findings", "Đúng")];
        done(&world, &officer, &format!("{at}/recheck"), &checked).await;
        done(&world, &officer, &format!("{round}/posting"), &[("village", &village)]).await;

        let officer = world.on_day("2026-12-02", "canbo").await;
        let everybody = Request::get(format!("/postings/{posting}")).body(Body::empty()).unwrap();
        let over = shared::send(&world.router(), everybody).await;
        assert_eq!(over.status, StatusCode::NOT_FOUND, "the posting has ended by itself");
        let opinion = [("number", "12/BC"), ("day", "02/12/2026"), ("reason", "")];
        done(&world, &officer, &format!("{round}/opinion"), &opinion).await;
        let chair = world.person("chutich").await;
        let unsure = [("number", "88/QĐ-UBND"), ("day", "02/12/2026"), ("signer", "Bùi Văn Hùng")];
        let path = format!("{round}/decision");
        let refused = world.post(&chair, &path, &unsure).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let sure = [&unsure[..], &[("sure", "yes")]].concat();
        let refused = world.post(&officer, &path, &sure).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "the decision is the chair's");
        let decision = done(&world, &chair, &path, &sure).await;
        let printed = world.get(&chair, Lang::Vi, &decision).await;
        insta::allow_duplicates! { insta::assert_snapshot!("decision", printed.main()); }
        let paper = page(&world, &chair, &format!("{decision}/pdf")).await;
        assert!(paper.contains("Căn cứ Quyết định số 24/2021/QĐ-TTg ngày 16 tháng 7 năm 2021"));
        assert!(paper.contains("Bùi Văn Dũng") && paper.contains("ngày 02 tháng 12 năm 2026"));
        let certificates = page(&world, &chair, &format!("{decision}/certificates/pdf")).await;
        assert!(certificates.contains("0001/2026/GCN-HN.HCN"), "{certificates}");
        assert!(certificates.contains(r#""year":2026,"class":"CN""#), "{certificates}");
        let own = page(&world, &officer, &format!("/rounds/certificates/{household}/pdf")).await;
        assert_eq!(own, certificates, "one household is the whole list here");
        assert!(
            !own.contains(crate::world::NUMBER),
            "no whole ID number on a paper made by itself"
        );
        let viewer = world.person("xaben").await;
        let hidden = format!("/rounds/certificates/{household}/pdf");
        let hidden = world.get(&viewer, Lang::Vi, &hidden).await;
        assert_eq!(hidden.status, StatusCode::NOT_FOUND);
        let due = page(&world, &chair, "/rounds/certificates").await;
        assert!(
            due.contains("Không có giấy chứng nhận nào chờ ký"),
            "signed by the decision itself"
        );
        let meeting = id_after(&page(&world, &officer, &round).await, "/rounds/meetings/");
        let minutes = page(&world, &officer, &format!("/rounds/meetings/{meeting}/pdf")).await;
        assert!(minutes.contains(r#""agree":28,"disagree":2"#), "{minutes}");
        assert!(minutes.contains("Hộ nghèo"), "the class that was voted on: {minutes}");
        let case = world.get(&officer, Lang::Vi, &at).await;
        insta::allow_duplicates! { insta::assert_snapshot!("case", case.main()); }
        let household = page(&world, &officer, &world.address()).await;
        assert!(household.contains("02/12/2026") && household.contains("quyết định"));
        crate::papers::left_to_a_worker(&mut world, &decision, &certificates).await;
    }
}

#[tokio::test]
async fn who_may_not_run_a_review_sees_it_without_its_buttons() {
    for world in worlds().await {
        let officer = world.person("canbo").await;
        let round = done(&world, &officer, "/rounds/new", &[]).await;
        let viewer = world.person("xem").await;
        let board = page(&world, &viewer, &round).await;
        assert!(!board.contains("Phân công theo thôn"));
        for path in ["/rounds/new", &format!("{round}/opinion")] {
            let refused = world.get(&viewer, Lang::Vi, path).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{path}");
        }
        let elsewhere = world.person("xaben").await;
        let hidden = world.get(&elsewhere, Lang::Vi, &round).await;
        assert_eq!(hidden.status, StatusCode::NOT_FOUND);
    }
}
