//! One of each chart, with invented figures.

use askama::Template;
use ground::{Day, Period};
use ui::chart::{
    Area, Bar, Bars, Boundaries, Caption, Flow, Lines, Mark, Series, Span, Spans, Stack, StackRow,
    Stream, Tile, Tiles,
};
use ui::{Frame, Words};

#[derive(Template)]
#[template(path = "charts.html")]
struct ChartsPage {
    frame: Frame,
    charts: Vec<(&'static str, String)>,
}

/// The page of all charts.
pub(crate) fn page(frame: Frame) -> String {
    let charts = all(frame.words);
    ChartsPage { frame, charts }.render().expect("a String takes any text")
}

/// Every chart by name.
pub(crate) fn all(words: &Words) -> Vec<(&'static str, String)> {
    vec![
        ("bars", bars(words)),
        ("lines", lines(words)),
        ("stack", stack(words)),
        ("flow", flow(words)),
        ("tiles", tiles(words)),
        ("boundaries", boundaries(words)),
        ("spans", spans(words)),
    ]
}

fn caption(id: &str, title: &str) -> Caption {
    Caption::new(id, title, "Số liệu minh hoạ: cao nhất 1.204 hộ, thấp nhất 3 hộ.")
}

fn rate(words: &Words, value: f64) -> Mark {
    Mark::new(value, format!("{} %", ground::decimal(words.lang(), value, 2)))
}

fn bars(words: &Words) -> String {
    let bar = |label: &str, count: i64, target: f64| Bar {
        label: label.into(),
        mark: Some(Mark::count(words, count).linked("/households?deprived=1&class=poor")),
        target: Some(Mark::new(target, ground::decimal(words.lang(), target, 0))),
    };
    let chart = Bars {
        caption: caption("bars", words.deprivation()),
        label_head: words.indicator().into(),
        value_head: words.household_count().into(),
        target_head: Some(words.target().into()),
        max: None,
        bars: vec![
            bar("Việc làm", 1_204, 900.0),
            bar("Người phụ thuộc trong hộ gia đình", 655, 700.0),
            bar("Nguồn nước sinh hoạt <hợp vệ sinh>", 3, 0.0),
            Bar { label: "Dinh dưỡng".into(), mark: None, target: None },
        ],
    };
    chart.render(words)
}

fn lines(words: &Words) -> String {
    let series = |label: &str, values: [Option<f64>; 5]| Series {
        label: label.into(),
        marks: values
            .into_iter()
            .map(|value| value.map(|value| rate(words, value).linked("/households")))
            .collect(),
    };
    let chart = Lines {
        caption: caption("lines", words.rate()),
        steps: (2022..=2026).map(|year| year.to_string()).collect(),
        step_head: words.year().into(),
        series: vec![
            series(words.class_poor(), [Some(15.49), Some(12.1), Some(9.87), None, Some(4.34)]),
            series(
                words.class_near_poor(),
                [Some(9.5), Some(10.2), Some(8.1), Some(6.6), Some(6.0)],
            ),
        ],
    };
    chart.render(words)
}

fn stack(words: &Words) -> String {
    let row = |label: &str, counts: [i64; 4]| StackRow {
        label: label.into(),
        marks: counts
            .iter()
            .map(|count| Mark::count(words, *count).linked("/households"))
            .collect(),
    };
    let chart = Stack {
        caption: caption("stack", words.class()),
        label_head: words.commune().into(),
        parts: [
            words.class_poor(),
            words.class_near_poor(),
            words.class_average(),
            words.class_not_poor(),
        ]
        .map(String::from)
        .to_vec(),
        rows: vec![
            row("Xã Lạc Sơn", [310, 400, 120, 5_120]),
            row("Xã Quyết Thắng", [1_410, 700, 320, 1_120]),
            row("Xã Ngọc Sơn", [0, 0, 0, 0]),
        ],
        shares: true,
    };
    chart.render(words)
}

fn flow(words: &Words) -> String {
    let statuses = || {
        [words.class_poor(), words.class_near_poor(), words.class_average(), words.class_not_poor()]
            .map(String::from)
            .to_vec()
    };
    let counts = [[620, 210, 14, 45], [55, 580, 20, 190], [2, 9, 150, 40], [12, 40, 8, 0]];
    let chart = Flow {
        caption: caption("flow", words.movement()),
        from_head: "31/12/2025".into(),
        to_head: "23/11/2026".into(),
        count_head: words.household_count().into(),
        left: statuses(),
        right: statuses(),
        streams: (0..4)
            .flat_map(|from| (0..4).map(move |to| Stream { from, to, count: counts[from][to] }))
            .collect(),
    };
    chart.render(words, |stream| Some(format!("/households?from={}&to={}", stream.from, stream.to)))
}

fn tiles(words: &Words) -> String {
    let names = [
        "Lạc Sơn",
        "Quyết Thắng",
        "Thượng Cốc",
        "Yên Phú",
        "Đại Đồng",
        "Ngọc Sơn",
        "Nhân Nghĩa",
        "Vũng Rất Dài Tên",
    ];
    let rates =
        [Some(4.3), Some(9.1), Some(12.6), Some(15.5), Some(21.0), None, Some(7.7), Some(11.0)];
    let tiles = names.into_iter().zip(rates).map(|(name, value)| {
        (name.to_owned(), value.map(|value| rate(words, value).linked("/units/1?a=1&b=2")))
    });
    let mut tiles: Vec<Tile> = Tiles::in_rows(4, tiles);
    tiles.reverse();
    let chart = Tiles {
        caption: caption("tiles", words.rate()),
        label_head: words.commune().into(),
        value_head: words.rate().into(),
        tiles,
    };
    chart.render(words)
}

fn boundaries(words: &Words) -> String {
    let area = |label: &str, path: &str, middle, value: Option<f64>| Area {
        label: label.into(),
        path: path.into(),
        middle,
        mark: value.map(|value| rate(words, value).linked("/units/1")),
    };
    let chart = Boundaries {
        caption: caption("boundaries", words.rate()),
        label_head: words.commune().into(),
        value_head: words.rate().into(),
        view: [105.0, 20.0, 0.6, 0.4],
        areas: vec![
            area(
                "Lạc Sơn",
                "M105.02 20.02L105.3 20.05L105.25 20.2L105.05 20.22Z",
                (105.15, 20.13),
                Some(4.3),
            ),
            area(
                "Quyết Thắng",
                "M105.3 20.05L105.57 20.03L105.5 20.25L105.25 20.2Z",
                (105.41, 20.14),
                Some(12.6),
            ),
            area(
                "Ngọc Sơn",
                "M105.05 20.22L105.25 20.2L105.5 20.25L105.4 20.38L105.1 20.36Z",
                (105.26, 20.3),
                None,
            ),
        ],
    };
    chart.render(words)
}

fn spans(words: &Words) -> String {
    let day = |year, month, day| Day::new(year, month, day).expect("a real day");
    let span = |label: &str, class: &str, period| Span {
        label: label.into(),
        period,
        class: class.into(),
        url: Some("/evaluations/1".into()),
    };
    let chart = Spans {
        caption: caption("spans", words.status()),
        label_head: words.status().into(),
        shown: (day(2021, 9, 1), day(2026, 12, 31)),
        spans: vec![
            span(words.class_poor(), "poor", Period::between(day(2020, 1, 1), day(2023, 12, 31))),
            span(
                words.class_near_poor(),
                "near_poor",
                Period::between(day(2024, 1, 1), day(2025, 12, 31)),
            ),
            span(words.status_exited_near_poor(), "not_poor", Period::since(day(2026, 1, 1))),
        ],
    };
    chart.render(words)
}
