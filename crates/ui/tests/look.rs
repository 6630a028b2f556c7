//! Every component and sample page, in both languages, against the pictures agreed on.

#[path = "../examples/gallery/samples.rs"]
mod samples;

use ground::Lang;
use ui::Words;

#[test]
fn pages_look_as_agreed() {
    for lang in Lang::ALL {
        for (name, html) in samples::pages(lang) {
            let html = without_hashes(&html);
            if name != "charts" && name != "dark" {
                insta::assert_snapshot!(format!("{name}-{lang}"), html);
            }
            is_well_formed(&html, name);
        }
    }
}

#[test]
fn charts_look_as_agreed() {
    for (name, html) in samples::charts::all(Words::of(Lang::Vi)) {
        insta::assert_snapshot!(format!("chart-{name}"), html);
    }
}

#[test]
fn a_page_has_one_main_one_heading_and_no_id_twice() {
    for lang in Lang::ALL {
        for (name, html) in samples::pages(lang) {
            assert_eq!(html.matches("<main").count(), 1, "{name}");
            assert_eq!(html.matches("<h1").count(), 1, "{name}");
            assert!(html.contains(&format!("<html lang=\"{lang}\"")), "{name}");
            let mut ids: Vec<&str> = attributes(&html, "id").collect();
            ids.sort_unstable();
            assert!(ids.windows(2).all(|pair| pair[0] != pair[1]), "{name}: {ids:?}");
            for wanted in ["for", "aria-labelledby", "aria-describedby"] {
                for id in attributes(&html, wanted).flat_map(str::split_whitespace) {
                    assert!(ids.contains(&id), "{name}: {wanted}={id:?} leads nowhere");
                }
            }
            for inner in attributes(&html, "href").filter_map(|href| href.strip_prefix('#')) {
                assert!(ids.contains(&inner), "{name}: link to #{inner} leads nowhere");
            }
        }
    }
}

#[test]
fn a_page_needs_no_inline_style_or_script() {
    // So that the desk can forbid both by its content security policy.
    for (name, html) in samples::pages(Lang::Vi) {
        assert_eq!(html.matches("<script").count(), 1, "{name}");
        assert!(!html.contains(" style=") && !html.contains(" onclick="), "{name}");
    }
}

#[test]
fn what_people_typed_is_shown_and_never_run() {
    let form = samples::form(Lang::Vi);
    assert!(form.contains("Bùi &#60;Văn&#62; A &#34;Tẹo&#34;"));
    let charts: String =
        samples::charts::all(Words::of(Lang::Vi)).into_iter().map(|(_, c)| c).collect();
    assert!(charts.contains("&lt;hợp vệ sinh&gt;") && !charts.contains("<hợp"));
}

/// The values of an attribute, anywhere in the page.
fn attributes<'a>(html: &'a str, name: &str) -> impl Iterator<Item = &'a str> {
    let start = format!(" {name}=\"");
    let found: Vec<usize> = html.match_indices(&start).map(|(at, _)| at + start.len()).collect();
    found.into_iter().filter_map(|at| html[at..].split('"').next())
}

/// Every element that is opened is closed in the right order.
fn is_well_formed(html: &str, page: &str) {
    const VOID: [&str; 6] = ["meta", "link", "img", "input", "br", "hr"];
    let mut open = Vec::new();
    for tag in html.split('<').skip(1).filter_map(|part| part.split('>').next()) {
        let name: &str = tag.split([' ', '\n']).next().unwrap_or_default();
        if name.starts_with('!') || tag.ends_with('/') || VOID.contains(&name) {
            continue;
        }
        match name.strip_prefix('/') {
            Some(closed) => assert_eq!(open.pop(), Some(closed), "{page}"),
            None => open.push(name),
        }
    }
    assert!(open.is_empty(), "{page}: {open:?} stay open");
}

/// The content hash changes with every touch of the style sheet; the page does not.
fn without_hashes(html: &str) -> String {
    let mut out = html.to_owned();
    for name in ["app.css", "app.js", "icon.svg"] {
        out = out.replace(&ui::asset_url(name), &format!("/assets/{name}"));
    }
    out
}
