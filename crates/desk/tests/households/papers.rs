//! What goes out on paper and what comes back: forms, questionnaires typed in, signed minutes.
//!
//! The desk of the tests does not typeset; a PDF is its content as JSON.

use axum::http::StatusCode;
use ground::Lang;

use crate::shared::{self, Person};
use crate::world::{World, worlds};

async fn done(world: &World, person: &Person, path: &str, fields: &[(&str, &str)]) -> String {
    let reply = world.post(person, path, fields).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{path}: {}", reply.text);
    reply.location
}

async fn text(world: &World, person: &Person, path: &str) -> String {
    let page = world.get(person, Lang::Vi, path).await;
    assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.text);
    page.text
}

/// The value of a hidden field.
pub(crate) fn hidden(page: &str, name: &str) -> String {
    let before = format!("name=\"{name}\" value=\"");
    let at = page.find(&before).unwrap_or_else(|| panic!("{name} on {page}")) + before.len();
    page[at..].split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_form_filled_in_on_paper_becomes_one_visit() {
    for world in worlds().await {
        let officer = world.person("canbo").await;
        let household = world.household.to_string();
        let printed = format!("/rounds/questionnaire?household={household}");
        let printed = text(&world, &officer, &printed).await;
        assert!(printed.contains("Bùi Văn Dũng"), "{printed}");

        let path = format!("/rounds/entry/{household}");
        let form = text(&world, &officer, &path).await;
        let (version, once) = (hidden(&form, "version"), hidden(&form, "once"));
        let number = |label: &str| {
            let at = form.find(label).unwrap_or_else(|| panic!("{label}"));
            let before = &form[..at];
            let at = before.rfind("<strong>").unwrap() + "<strong>".len();
            before[at..].split('<').next().unwrap().to_owned()
        };
        let wall = format!("h.{}", number("Vật liệu chính của tường"));
        let score = format!("h.{}", number("Điểm thu nhập"));
        let base = [
            ("version", version.as_str()),
            ("once", once.as_str()),
            ("day", "23/11/2026"),
            ("reviewer", "Bùi Thị Hoa"),
            ("complete", "2"),
            (score.as_str(), "120"),
        ];
        let wrong = [&base[..], &[(wall.as_str(), "9")]].concat();
        let refused = world.post(&officer, &path, &wrong).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.text.contains("Không có mã số “9”") && refused.text.contains("Bùi Thị Hoa")
        );

        let right = [&base[..], &[(wall.as_str(), "4")]].concat();
        let to = done(&world, &officer, &path, &right).await;
        let visit = text(&world, &officer, to.split('#').next().unwrap()).await;
        assert!(visit.contains("Vật liệu khác, không bền chắc"), "{visit}");
        // The second copy, with the version as it now is: told, and nothing recorded.
        let form = text(&world, &officer, &path).await;
        let version = hidden(&form, "version");
        let again = [&[("version", version.as_str())], &right[1..]].concat();
        let to = done(&world, &officer, &path, &again).await;
        assert!(!to.contains("visit="), "{to}");
        let viewer = world.person("xem").await;
        let refused = world.get(&viewer, Lang::Vi, &path).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn requests_are_printed_blank_filled_in_and_refused() {
    for world in worlds().await {
        let officer = world.person("canbo").await;
        for form in ["01", "04"] {
            let blank = text(&world, &officer, &format!("/rounds/requests/blank/{form}")).await;
            assert!(
                blank.contains(&format!(r#""form":"{form}""#)) && blank.contains(r#""head":"""#)
            );
        }
        let none = world.get(&officer, Lang::Vi, "/rounds/requests/blank/02").await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
        let household = world.household.to_string();
        let asked = format!("/rounds/requests/new?household={household}");
        let fields = [
            ("form", "04"),
            ("channel", "counter"),
            ("day", "23/11/2026"),
            ("grounds", "Đã có việc"),
        ];
        let request = done(&world, &officer, &asked, &fields).await;
        let filled = text(&world, &officer, &format!("{request}/form")).await;
        assert!(filled.contains("Đã có việc") && filled.contains("Bùi Văn Dũng"), "{filled}");
        assert!(text(&world, &officer, &format!("{request}/receipt")).await.contains("1/2026"));
        let early = world.get(&officer, Lang::Vi, &format!("{request}/refusal")).await;
        assert_eq!(early.status, StatusCode::CONFLICT);
        done(&world, &officer, &request, &[("reason", "Hộ chưa đủ điều kiện")]).await;
        let letter = text(&world, &officer, &format!("{request}/refusal")).await;
        assert!(letter.contains("Hộ chưa đủ điều kiện") && letter.contains("24/2021/QĐ-TTg"));
    }
}

#[tokio::test]
async fn a_worker_who_is_refused_gets_a_letter() {
    for world in worlds().await {
        let officer = world.person("canbo").await;
        let household = crate::incomes::family(&world, &officer).await;
        let household = household.trim_start_matches("/households/");
        let asked = format!("/rounds/workers/new?household={household}");
        let form = text(&world, &officer, &asked).await;
        let person = crate::review::id_after(&form, "name=\"person\" value=\"");
        let fields = [("person", person.as_str()), ("channel", "counter"), ("day", "23/11/2026")];
        let request = done(&world, &officer, &asked, &fields).await;
        let early = world.get(&officer, Lang::Vi, &format!("{request}/refusal")).await;
        assert_eq!(early.status, StatusCode::CONFLICT);
        let path = format!("{request}/refuse");
        done(&world, &officer, &path, &[("reason", "Thu nhập quá mức")]).await;
        assert!(text(&world, &officer, &request).await.contains(&format!("{request}/refusal")));
        let letter = text(&world, &officer, &format!("{request}/refusal")).await;
        for said in ["Quách Văn Nam", "Xóm Bui", "lao động có thu nhập thấp", "Thu nhập quá mức"]
        {
            assert!(letter.contains(said), "{said}: {letter}");
        }
        assert!(letter.contains("Căn cứ Nghị định số 30/2025/NĐ-CP"), "{letter}");
        let elsewhere = world.person("xaben").await;
        let hidden = world.get(&elsewhere, Lang::Vi, &format!("{request}/refusal")).await;
        assert_eq!(hidden.status, StatusCode::NOT_FOUND);
    }
}

/// A form with one file, as a browser sends it.
fn multipart(csrf: &str, name: &str, content: &[u8]) -> (String, Vec<u8>) {
    let edge = "giua-hai-phan";
    let mut body = format!(
        "--{edge}\r\ncontent-disposition: form-data; name=\"csrf\"\r\n\r\n{csrf}\r\n--{edge}\r\n\
         content-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n"
    )
    .into_bytes();
    body.extend(content);
    body.extend(format!("\r\n--{edge}--\r\n").bytes());
    (format!("multipart/form-data; boundary={edge}"), body)
}

#[tokio::test]
async fn signed_minutes_are_kept_with_their_meeting() {
    for mut world in worlds().await {
        let officer = world.person("canbo").await;
        let round = done(&world, &officer, "/rounds/new", &[]).await;
        let officer = world.on_day("2026-11-24", "canbo").await;
        crate::review::visited(&world).await;
        done(&world, &officer, &format!("{round}/surveys"), &[]).await;
        let board = text(&world, &officer, &format!("{round}?stage=meeting")).await;
        let case = crate::review::id_after(&board, "/rounds/cases/");
        let village = crate::review::id_after(&board, "/meeting?village=");
        let blank = text(&world, &officer, &format!("{round}/minutes?village={village}")).await;
        assert!(blank.contains("Bùi Văn Dũng") && blank.contains(r#""agree":null"#), "{blank}");
        let (version, agree, disagree) =
            (format!("version-{case}"), format!("agree-{case}"), format!("disagree-{case}"));
        let minutes = [
            ("day", "24/11/2026"),
            ("chair", "Quách Văn Thành"),
            ("secretary", "Bùi Thị Hoa"),
            ("attendance", "30"),
            (version.as_str(), "2"),
            (agree.as_str(), "28"),
            (disagree.as_str(), "2"),
        ];
        done(&world, &officer, &format!("{round}/meeting?village={village}"), &minutes).await;
        let meeting =
            crate::review::id_after(&text(&world, &officer, &round).await, "/rounds/meetings/");
        let at = format!("/rounds/meetings/{meeting}");
        let send = async |csrf: &str, content: &[u8]| {
            let (mime, body) = multipart(csrf, "C:\\quét\\biên bản.pdf", content);
            shared::send(&world.router(), officer.sends(&format!("{at}/scans"), &mime, body)).await
        };
        let program = send(&officer.csrf, b"MZ program").await;
        assert_eq!(program.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_ne!(send("other", b"%PDF-1.7 x").await.status, StatusCode::SEE_OTHER);
        let scan = b"%PDF-1.7 scanned\x00\xff";
        for _ in 0..2 {
            assert_eq!(send(&officer.csrf, scan).await.status, StatusCode::SEE_OTHER);
        }
        let page = text(&world, &officer, &at).await;
        assert_eq!(page.matches("/rounds/scans/").count(), 1, "the same scan once: {page}");
        assert!(page.contains("biên bản.pdf") && !page.contains("C:"), "{page}");
        let scan_at = format!("/rounds/scans/{}", crate::review::id_after(&page, "/rounds/scans/"));
        let back = shared::send(&world.router(), officer.asks(Lang::Vi, &scan_at)).await;
        assert_eq!((back.mime.as_str(), back.bytes.as_slice()), ("application/pdf", &scan[..]));
        let elsewhere = world.person("xaben").await;
        for path in [&at, &scan_at] {
            let hidden = world.get(&elsewhere, Lang::Vi, path).await;
            assert_eq!(hidden.status, StatusCode::NOT_FOUND);
        }
    }
}

/// The certificates of a decision asked of a worker: watched, stopped, kept for a time, for whoever may see
/// the decision.
pub(crate) async fn left_to_a_worker(world: &mut World, decision: &str, papers: &str) {
    let chair = world.person("chutich").await;
    let ask = format!("{decision}/certificates");
    let stopped = done(world, &chair, &ask, &[]).await;
    done(world, &chair, &format!("{stopped}/cancel"), &[]).await;
    let job = done(world, &chair, &ask, &[]).await;
    assert!(
        text(world, &chair, &job).await.contains("Lập giấy chứng nhận theo quyết định 88/QĐ-UBND")
    );
    shared::work(&world.desk).await;
    let page = text(world, &chair, &stopped).await;
    assert!(page.contains("đã dừng") && !page.contains("Tải giấy chứng nhận"), "{page}");
    let page = text(world, &chair, &job).await;
    assert!(page.contains("Tải giấy chứng nhận"), "{page}");
    let id = job.trim_start_matches("/jobs/");
    let file = format!("{ask}/{id}");
    assert!(page.contains(&format!("href=\"{file}\"")), "{page}");
    assert_eq!(text(world, &chair, &file).await, papers);

    let (viewer, elsewhere) = (world.person("xem").await, world.person("xaben").await);
    assert_eq!(text(world, &viewer, &file).await, papers, "who sees the decision sees its papers");
    let other = format!("/rounds/decisions/{id}/certificates/{id}");
    let hidden = [
        (&elsewhere, &file),
        (&chair, &other),
        (&chair, &format!("{ask}/{}", stopped.trim_start_matches("/jobs/"))),
        (&chair, &format!("/reports/kept/{id}/file")),
    ];
    for (person, path) in hidden {
        let reply = world.get(person, Lang::Vi, path).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(world.post(&elsewhere, &ask, &[]).await.status, StatusCode::NOT_FOUND);

    for (day, kept) in [("2026-12-09", true), ("2026-12-10", false)] {
        let chair = world.on_day(day, "chutich").await;
        desk::work::forget_old(&world.desk).await.unwrap();
        let found =
            reports::kept::find(&world.desk.database, id.parse().unwrap(), world.desk.clock.now())
                .await
                .unwrap();
        assert_eq!(found.is_some(), kept, "{day}");
        let reply = world.get(&chair, Lang::Vi, &file).await;
        assert_eq!(reply.status == StatusCode::OK, kept, "{day}");
        assert!(kept || reply.text.contains("không còn được giữ"), "{}", reply.text);
    }
}
