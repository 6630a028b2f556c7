//! A household asks on the web, without an account; an officer finds out whose request it is.

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode, header};
use ground::Lang;
use std::net::SocketAddr;

use crate::review::{done, page};
use crate::shared;
use crate::world::{World, worlds};

/// What everybody else sees.
struct Shown {
    status: StatusCode,
    text: String,
}

impl Shown {
    /// The main part, without the proof that is made by chance.
    fn main(&self, world: &World) -> String {
        let main = crate::world::Page {
            status: self.status,
            location: String::new(),
            text: self.text.clone(),
        };
        let text = main.main();
        match text.find("name=\"once\" value=\"") {
            Some(at) => {
                let from = at + "name=\"once\" value=\"".len();
                let to = from + text[from..].find('"').unwrap();
                format!("{}[once]{}", &text[..from], &text[to..])
            }
            None => text,
        }
        .replace(world.desk.law.fingerprint(), "[law]")
    }

    fn hidden(&self, name: &str) -> String {
        let before = format!("name=\"{name}\" value=\"");
        let at = self.text.find(&before).unwrap_or_else(|| panic!("{name} on {}", self.text));
        self.text[at + before.len()..].split('"').next().unwrap().to_owned()
    }
}

async fn sent(world: &World, request: Request<Body>) -> Shown {
    let reply = shared::send(&world.router(), request).await;
    Shown { status: reply.status, text: String::from_utf8(reply.bytes).unwrap() }
}

async fn asks(world: &World, lang: Lang, path: &str) -> Shown {
    let request = Request::get(path).header(header::COOKIE, format!("lang={lang}"));
    sent(world, request.body(Body::empty()).unwrap()).await
}

async fn fills(world: &World, path: &str, fields: &[(&str, &str)]) -> Shown {
    let body = ui::link("", fields).trim_start_matches('?').to_owned();
    let form = "application/x-www-form-urlencoded";
    let request = Request::post(path).header(header::CONTENT_TYPE, form).body(Body::from(body));
    sent(world, request.unwrap()).await
}

const FORM: &str = "/ask/05266/01";

/// What a neighbour of the family of the other stories writes.
const WRITTEN: [(&str, &str); 12] = [
    ("name", "Bùi Văn Dũng"),
    ("sex", "male"),
    ("birth", "1984"),
    ("identity", crate::world::NUMBER),
    ("identity-day", "04/05/2021"),
    ("village", "xóm Bui"),
    ("permanent", "Ngõ 2, xóm Bui"),
    ("name-1", "Bùi Thị Bé"),
    ("relation-1", "child"),
    ("birth-1", "2015"),
    ("activity-1", "at_school"),
    ("grounds", "Lũ cuốn mất nhà."),
];

fn with<'a>(fields: &[(&'a str, &'a str)], more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    [fields, more].concat()
}

#[tokio::test]
async fn a_household_asks_and_sees_how_its_request_stands() {
    for world in worlds().await {
        for lang in Lang::ALL {
            let start = asks(&world, lang, "/ask?q=lac%20son").await;
            assert!(start.text.contains("Xã Lạc Sơn, Tỉnh Phú Thọ"), "{}", start.text);
            let form = asks(&world, lang, FORM).await;
            assert_eq!(form.status, StatusCode::OK, "{}", form.text);
            insta::allow_duplicates! {
                insta::assert_snapshot!(format!("ask_{lang}"), start.main(&world));
                insta::assert_snapshot!(format!("ask_form_{lang}"), form.main(&world));
            }
        }
        for missing in ["/ask/99999", "/ask/05266/03", "/ask/00000/01"] {
            assert_eq!(
                asks(&world, Lang::Vi, missing).await.status,
                StatusCode::NOT_FOUND,
                "{missing}"
            );
        }
        let form = asks(&world, Lang::Vi, FORM).await;
        assert!(form.text.contains("<option value=\"Xóm Bui\">"), "villages are offered");
        assert!(!form.text.contains("Bùi Văn Dũng"), "nobody is listed");
        let once = form.hidden("once");
        let filled = with(&WRITTEN, &[("once", &once), ("pledge", "yes")]);

        let unsure = with(&WRITTEN, &[("once", &once), ("birth-1", "31/02/2015")]);
        let wrong = fills(&world, FORM, &unsure).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("id=\"e-birth-1\"") && wrong.text.contains("31/02/2015"));
        let unpledged = fills(&world, FORM, &with(&WRITTEN, &[("once", &once)])).await;
        assert!(unpledged.text.contains("id=\"e-pledge\""), "{}", unpledged.text);
        let machine = fills(&world, FORM, &with(&filled, &[("website", "x")])).await;
        assert_eq!(machine.status, StatusCode::UNPROCESSABLE_ENTITY);
        let invented = format!("{}.00", ground::RequestId(uuid_of(&world)));
        let invented = with(&WRITTEN, &[("once", &invented), ("pledge", "yes")]);
        assert!(fills(&world, FORM, &invented).await.text.contains("mở quá lâu"));

        let receipt = fills(&world, FORM, &filled).await;
        assert_eq!(receipt.status, StatusCode::OK, "{}", receipt.text);
        let again = fills(&world, FORM, &filled).await;
        let (written, code) = (receipt.hidden("receipt"), receipt.hidden("code"));
        assert_eq!(
            (again.hidden("receipt"), again.hidden("code")),
            (written.clone(), code.clone())
        );
        assert_eq!(written, "05266-1-2026");
        assert!(receipt.text.contains("14/12/2026"), "{}", receipt.text);
        let main = receipt.main(&world).replace(&code, "[code]");
        insta::allow_duplicates! { insta::assert_snapshot!("ask_receipt", main); }

        let pair = [("receipt", written.as_str()), ("code", code.as_str())];
        let paper = fills(&world, "/ask/receipt", &pair).await;
        assert!(
            paper.text.contains("\"Bùi Văn Dũng\"") && paper.text.contains(&code),
            "{}",
            paper.text
        );
        let now = fills(&world, "/ask/standing", &pair).await;
        assert!(now.text.contains("Xã đã nhận giấy và đang xem"), "{}", now.text);
        assert!(!now.text.contains("Bùi Văn Dũng"), "no name to whoever finds the receipt");
        let wrong = fills(&world, "/ask/standing", &[pair[0], ("code", "0000 0000")]).await;
        let nobody = fills(&world, "/ask/standing", &[("receipt", "05266-9-2026"), pair[1]]).await;
        assert_eq!((wrong.status, nobody.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
        let told = |shown: &Shown| shown.main(&world).replace("05266-9-2026", &written);
        assert_eq!(told(&wrong), told(&nobody), "what is wrong is not told");
        assert!(!wrong.text.contains("0000 0000"));
        let wrong = fills(&world, "/ask/receipt", &[pair[0], ("code", "0000 0000")]).await;
        assert_eq!(wrong.status, StatusCode::NOT_FOUND);

        let officer = world.person("canbo").await;
        let home = page(&world, &officer, "/").await;
        assert!(home.contains("giấy đề nghị chưa đối chiếu với hộ"), "{home}");
        let requests = world.get(&officer, Lang::Vi, "/rounds/requests").await;
        insta::allow_duplicates! { insta::assert_snapshot!("filings", requests.main()); }
        let id =
            crate::review::id_after(&requests.text, "<th scope=\"row\"><a href=\"/rounds/filings/");
        let path = format!("/rounds/filings/{id}");
        let filing = world.get(&officer, Lang::Vi, &format!("{path}?q=na")).await;
        assert!(!filing.text.contains(crate::world::NUMBER), "of the number the last digits");
        insta::allow_duplicates! {
            insta::assert_snapshot!("filing", filing.main().replace(&code, "[code]"));
        }
        let paper = page(&world, &officer, &format!("{path}/form")).await;
        assert!(paper.contains("Đang đi học") && paper.contains("Ngõ 2, xóm Bui"), "{paper}");
        let viewer = world.person("xaben").await;
        let hidden = world.get(&viewer, Lang::Vi, &path).await;
        assert_eq!(hidden.status, StatusCode::NOT_FOUND);

        let household = world.household.to_string();
        let request =
            done(&world, &officer, &format!("{path}/match"), &[("household", &household)]).await;
        let request = page(&world, &officer, &request).await;
        assert!(request.contains("Trên trang mạng này") && request.contains(&path), "{request}");
        let now = fills(&world, "/ask/standing", &pair).await;
        assert!(now.text.contains("đang chờ kỳ rà soát"), "{}", now.text);
        let late = world.post(&officer, &format!("{path}/refuse"), &[("reason", "x")]).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
    }
}

/// An id as anybody could make one.
fn uuid_of(world: &World) -> uuid::Uuid {
    world.desk.moment().id()
}

#[tokio::test]
async fn an_officer_types_in_a_form_and_registers_the_household() {
    for world in worlds().await {
        let officer = world.person("canbo").await;
        let path = "/rounds/filings/new";
        let form = world.get(&officer, Lang::Vi, path).await;
        assert!(form.text.contains("Qua bưu điện") && !form.text.contains("value=\"web\""));
        let shown = Shown { status: form.status, text: form.text };
        let once = shown.hidden("once");
        let fields = with(
            &[
                ("once", once.as_str()),
                ("form", "01"),
                ("channel", "counter"),
                ("day", "20/11/2026"),
                ("name", "Đinh Thị Mới"),
                ("birth", "02/03/1990"),
                ("village", "Xóm Mới"),
                ("permanent", "Xóm Mới"),
                ("grounds", "Mới chuyển đến."),
            ],
            &[("name-2", "Đinh Văn Con")],
        );
        let wrong = world.post(&officer, path, &with(&fields, &[("pledge", "yes")])).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("id=\"e-relation-2\""), "{}", wrong.text);
        let right = with(&fields, &[("relation-2", "child"), ("pledge", "yes")]);
        let filing = done(&world, &officer, path, &right).await;
        let shown = page(&world, &officer, &filing).await;
        assert!(shown.contains("Không có hộ nào của xã trùng tên"), "{shown}");
        let receipt = page(&world, &officer, &format!("{filing}/receipt")).await;
        assert!(receipt.contains("05266-1-2026"), "{receipt}");
        let register = [("village", "Xóm Mới"), ("day", "01/11/2026")];
        let household = done(&world, &officer, &format!("{filing}/register"), &register).await;
        let household = page(&world, &officer, &household).await;
        assert!(household.contains("Đinh Thị Mới") && household.contains("Đinh Văn Con"));

        let refused = world.get(&officer, Lang::Vi, path).await;
        let once = Shown { status: refused.status, text: refused.text }.hidden("once");
        let next: Vec<_> = right
            .iter()
            .map(|(name, value)| (*name, if *name == "once" { &*once } else { value }))
            .collect();
        let filing = done(&world, &officer, path, &next).await;
        done(&world, &officer, &format!("{filing}/refuse"), &[("reason", "Đã có đề nghị trước")])
            .await;
        let letter = page(&world, &officer, &format!("{filing}/refusal")).await;
        assert!(
            letter.contains("Đã có đề nghị trước") && letter.contains("Đinh Thị Mới"),
            "{letter}"
        );

        world.reviewers(&["Bùi Thị Hoa"]).await;
        let head = world.person("rasoat0").await;
        let form = world.get(&head, Lang::Vi, path).await;
        assert!(!form.text.contains("Qua bưu điện"), "a village head files for the village");
        let once = Shown { status: form.status, text: form.text }.hidden("once");
        let with_channel = |channel: &'static str| -> Vec<(&str, &str)> {
            right
                .iter()
                .map(|(name, value)| match *name {
                    "once" => (*name, once.as_str()),
                    "channel" => (*name, channel),
                    _ => (*name, *value),
                })
                .collect()
        };
        let refused = world.post(&head, path, &with_channel("counter")).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        done(&world, &head, path, &with_channel("village_head")).await;
    }
}

#[tokio::test]
async fn one_address_may_not_go_on_for_ever() {
    let world = worlds().await.remove(0);
    let looks = async |from: &str, receipt: &str| {
        let peer: SocketAddr = format!("{from}:4000").parse().unwrap();
        let mut request = Request::post("/ask/standing")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(format!("receipt={receipt}&code=1")))
            .unwrap();
        request.extensions_mut().insert(ConnectInfo(peer));
        sent(&world, request).await.status
    };
    for number in 0..60 {
        let status = looks("192.0.2.7", &format!("05266-{number}-2026")).await;
        assert_eq!(status, StatusCode::NOT_FOUND);
    }
    let more = looks("192.0.2.7", "05266-99-2026").await;
    assert_eq!(more, StatusCode::SERVICE_UNAVAILABLE);
    for _ in 0..12 {
        assert_eq!(looks("192.0.2.8", "05266-7-2025").await, StatusCode::NOT_FOUND);
    }
    let more = looks("192.0.2.9", "005266/7/2025").await;
    assert_eq!(more, StatusCode::SERVICE_UNAVAILABLE, "one receipt is not tried from many places");
    let large = format!("grounds={}", "x".repeat(300 << 10));
    let request = Request::post(FORM)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(large))
        .unwrap();
    assert_eq!(sent(&world, request).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}
