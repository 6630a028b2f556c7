//! What a household earned, typed in from the income form: average living standard, and low-income workers.

use axum::http::StatusCode;
use ground::Lang;

use crate::papers::hidden;
use crate::review::{done, id_after, page};
use crate::shared::Person;
use crate::world::{World, commune, worlds};

/// A household that nobody has surveyed yet; its address.
pub(crate) async fn family(world: &World, officer: &Person) -> String {
    let unit = commune("05266").to_string();
    let fields = [
        ("unit", unit.as_str()),
        ("village", "Xóm Bui"),
        ("day", "01/11/2026"),
        ("name", "Quách Văn Nam"),
        ("sex", "male"),
        ("birth", "1990"),
    ];
    done(world, officer, "/households/new", &fields).await
}

#[tokio::test]
async fn a_farming_household_is_judged_by_its_income() {
    for world in worlds().await {
        let officer = world.person("canbo").await;
        let household = family(&world, &officer).await;
        let household = household.trim_start_matches("/households/");
        let asked = format!("/rounds/requests/new?household={household}");
        let fields =
            [("form", "average"), ("channel", "counter"), ("day", "20/11/2026"), ("grounds", "")];
        done(&world, &officer, &asked, &fields).await;
        let round = done(&world, &officer, "/rounds/new", &[]).await;
        let listed = page(&world, &officer, &format!("{round}?stage=survey")).await;
        let row = listed.split("<tr>").find(|row| row.contains("Quách Văn Nam")).unwrap();
        let case = format!("/rounds/cases/{}", id_after(row, "/rounds/cases/"));
        let income = format!("{case}/income");

        for (lang, name) in [(Lang::Vi, "income_vi"), (Lang::En, "income_en")] {
            let form = world.get(&officer, lang, &income).await;
            insta::allow_duplicates! { insta::assert_snapshot!(name, form.main()); }
        }
        let form = page(&world, &officer, &income).await;
        let version = hidden(&form, "version");
        let sent = [
            ("version", version.as_str()),
            ("day", "23/11/2026"),
            ("members", "1"),
            ("crops", "14.000.000"),
            ("wages", "10.000.000"),
            ("allowances", "5.000.000"),
        ];
        // Whether it farms decides on the outcome, so nobody is taken to farm unasked.
        let open = world.post(&officer, &income, &sent).await;
        assert_eq!(open.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(open.text.contains("14.000.000"), "what was typed stays: {}", open.text);
        let garbled = [&sent[..4], &[("wages", "mười triệu"), ("farm", "yes")]].concat();
        let wrong = world.post(&officer, &income, &garbled).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("href=\"#f-wages\""), "{}", wrong.text);

        let whole = [&sent[..], &[("farm", "yes")]].concat();
        done(&world, &officer, &income, &whole).await;
        // 24 millions a year are 2 a month; what the State gives does not count.
        let shown = page(&world, &officer, &case).await;
        for said in ["24.000.000", "2.000.000", "mức sống trung bình"] {
            assert!(shown.contains(said), "{said}: {shown}");
        }
        let late = world.post(&officer, &income, &whole).await;
        assert!(late.text.contains("vừa được người khác thay đổi"), "{}", late.text);
        let elsewhere = world.person("xaben").await;
        let hidden = world.get(&elsewhere, Lang::Vi, &income).await;
        assert_eq!(hidden.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_worker_is_recognised_within_the_ceiling_and_for_as_long_as_it_lasts() {
    for world in worlds().await {
        let (officer, chair) = (world.person("canbo").await, world.person("chutich").await);
        let household = family(&world, &officer).await;
        let household = household.trim_start_matches("/households/");
        let asked = format!("/rounds/workers/new?household={household}");
        let form = page(&world, &officer, &asked).await;
        let person = id_after(&form, "name=\"person\" value=\"");
        let fields = [("person", person.as_str()), ("channel", "counter"), ("day", "20/11/2026")];
        let worker = done(&world, &officer, &asked, &fields).await;

        let income = format!("{worker}/income");
        let earned = |wages| [("day", "23/11/2026"), ("members", "1"), ("wages", wages)];
        let nobody = [("day", "23/11/2026"), ("members", "0"), ("wages", "12.000.000")];
        let wrong = world.post(&officer, &income, &nobody).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.text);
        done(&world, &officer, &income, &earned("36.000.000")).await;
        let above = page(&world, &chair, &worker).await;
        assert!(above.contains("3.000.000") && !above.contains("name=\"signer\""), "{above}");
        done(&world, &officer, &income, &earned("24.000.000")).await;
        for (lang, name) in [(Lang::Vi, "worker_vi"), (Lang::En, "worker_en")] {
            let shown = world.get(&chair, lang, &worker).await;
            insta::allow_duplicates! { insta::assert_snapshot!(name, shown.main()); }
        }

        let decided =
            [("number", "12/QĐ-UBND"), ("day", "23/11/2026"), ("signer", "Bùi Văn Thịnh")];
        let refused = world.post(&officer, &format!("{worker}/decision"), &decided).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "only the chair decides");
        done(&world, &chair, &format!("{worker}/decision"), &decided).await;
        let shown = page(&world, &chair, &worker).await;
        assert!(shown.contains("12/QĐ-UBND") && shown.contains("name=\"reason\""), "{shown}");
        let ended = [("day", "23/11/2026"), ("reason", "Đã có việc lương cao hơn")];
        done(&world, &chair, &format!("{worker}/end"), &ended).await;
        let twice = world.post(&chair, &format!("{worker}/end"), &ended).await;
        assert_eq!(twice.status, StatusCode::CONFLICT);
        assert!(page(&world, &chair, &worker).await.contains("Đã có việc lương cao hơn"));
    }
}
