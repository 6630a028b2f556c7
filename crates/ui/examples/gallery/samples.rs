//! Sample pages with invented households. The snapshot tests render the same ones.

#[path = "charts.rs"]
pub(crate) mod charts;

use askama::Template;
use ground::Lang;
use ui::{
    AccountView, Choice, Column, Crumb, Direction, Flash, Form, Frame, NavItem, Pager, Theme,
    Words, link,
};

/// Every page by name.
pub(crate) fn pages(lang: Lang) -> Vec<(&'static str, String)> {
    vec![
        ("table", table(lang, Theme::Auto)),
        ("dark", table(lang, Theme::Dark)),
        ("form", form(lang)),
        ("plain", plain(lang)),
        ("charts", charts::page(frame(lang, Words::of(lang).nav_home()))),
    ]
}

#[derive(Template)]
#[template(path = "table.html")]
struct TablePage {
    frame: Frame,
    columns: Vec<Column>,
    rows: Vec<Row>,
    pager: Pager,
    tabs: Vec<NavItem>,
}

struct Row {
    head: &'static str,
    url: &'static str,
    members: i64,
    class: &'static str,
}

#[derive(Template)]
#[template(path = "form.html")]
struct FormPage {
    frame: Frame,
    form: Form,
    sexes: Vec<Choice>,
    causes: Vec<Choice>,
    units: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "plain-sample.html")]
struct PlainPage {
    frame: Frame,
    form: Form,
}

/// A list with badges, facts, progress and a time line.
pub(crate) fn table(lang: Lang, theme: Theme) -> String {
    let words = Words::of(lang);
    let url = |page: u64| link("/households", &[("q", "bùi"), ("page", &page.to_string())]);
    let page = TablePage {
        frame: Frame {
            theme,
            flash: vec![Flash::done("12 hộ"), Flash::note("A < B & C"), Flash::wrong("XLSX")],
            ..frame(lang, words.household_list())
        },
        columns: vec![
            Column::new(words.head_of_household())
                .sorting("/households?sort=name", Some(Direction::Up)),
            Column::new(words.household_code()),
            Column::new(words.village()).sorting("/households?sort=village", None),
            Column::numeric(words.members()),
            Column::new(words.class()),
        ],
        rows: ["poor", "near_poor", "average", "not_poor", "undetermined"]
            .into_iter()
            .cycle()
            .zip([
                "Bùi Văn Dũng",
                "Quách Thị Ới",
                "Bùi Thị <Lan>",
                "Đinh Công Ngỡi",
                "Bùi Văn Ểu",
                "Nguyễn Thị Hoà",
                "Quách Văn Thuỷ",
                "Bùi Thị Ưởng",
                "Hà Văn Ỷ",
                "Bùi Đức Ẩn",
            ])
            .zip(1..)
            .map(|((class, head), members)| Row { head, url: "/households/1", members, class })
            .collect(),
        pager: Pager::counted(words, 2, 10, 1_234, url),
        tabs: vec![
            NavItem {
                label: words.household_list().into(),
                url: "/households".into(),
                current: true,
            },
            NavItem { label: words.persons().into(), url: "/persons".into(), current: false },
        ],
    };
    page.render().expect("a String takes any text")
}

/// A form that came back with two errors.
pub(crate) fn form(lang: Lang) -> String {
    let words = Words::of(lang);
    let choices = |pairs: &[(&str, &str)]| {
        pairs.iter().map(|(value, label)| Choice::new(*value, *label)).collect::<Vec<_>>()
    };
    let page = FormPage {
        frame: frame(lang, words.household()),
        form: Form::new()
            .with("name", "Bùi <Văn> A \"Tẹo\"")
            .with("sex", "female")
            .with("cause", "1")
            .with("cause", "3")
            .with("unit", "2")
            .with("members", "5x")
            .with("confirmed", "yes")
            .wrong("members", "5x ≠ 5")
            .wrong("sex", "?"),
        sexes: choices(&[("male", words.sex_male()), ("female", words.sex_female())]),
        causes: choices(&[("1", "Thiếu đất"), ("2", "Thiếu vốn"), ("3", "Ốm đau")]),
        units: choices(&[("1", "Xã Lạc Sơn"), ("2", "Xã Quyết Thắng")]),
    };
    page.render().expect("a String takes any text")
}

/// A page for somebody not signed in.
pub(crate) fn plain(lang: Lang) -> String {
    let words = Words::of(lang);
    let frame = Frame { csrf: "sample".into(), ..Frame::new(lang, words.sign_out(), "/sign-in") };
    PlainPage { frame, form: Form::new() }.render().expect("a String takes any text")
}

fn frame(lang: Lang, title: &str) -> Frame {
    let words = Words::of(lang);
    let nav = [
        words.nav_home(),
        words.nav_households(),
        words.nav_review(),
        words.nav_import(),
        words.nav_reports(),
    ];
    Frame {
        nav: nav
            .iter()
            .enumerate()
            .map(|(at, label)| NavItem {
                label: (*label).into(),
                url: format!("/{at}"),
                current: at == 1,
            })
            .collect(),
        trail: vec![Crumb::new(words.nav_home(), "/"), Crumb::new("Xã Lạc Sơn", "/units/1")],
        account: Some(AccountView {
            name: "Bùi Thị Thơm".into(), role: "Xã Lạc Sơn".into()
        }),
        unit: Some(Crumb::new("Xã Lạc Sơn, tỉnh Phú Thọ", "/units")),
        csrf: "sample".into(),
        demonstration: true,
        search: "bùi văn".into(),
        ..Frame::new(lang, title, "/households?q=bùi&page=2")
    }
}
