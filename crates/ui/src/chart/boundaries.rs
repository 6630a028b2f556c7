//! A map with real boundaries.

use super::figure::{Picture, figure, linked};
use super::shades::{Shades, fill};
use super::svg::{esc, px, text};
use super::{Caption, Mark};
use crate::Words;

/// A map of areas given as SVG paths.
#[derive(Clone, PartialEq, Debug)]
pub struct Boundaries {
    /// Title and sentence.
    pub caption: Caption,
    /// What an area is, head of the first column of the table.
    pub label_head: String,
    /// What its shade is, head of the second.
    pub value_head: String,
    /// Left, top, width and height of the map in the paths' own units.
    pub view: [f64; 4],
    /// The areas, in the order of the table.
    pub areas: Vec<Area>,
}

/// One area.
#[derive(Clone, PartialEq, Debug)]
pub struct Area {
    /// Its name.
    pub label: String,
    /// Its outline, the `d` of an SVG path.
    pub path: String,
    /// Where its figure is printed, in the paths' own units.
    pub middle: (f64, f64),
    /// Its figure, if there is one.
    pub mark: Option<Mark>,
}

/// The picture's own width; letters are sized in it by the style sheet, by the width of the screen.
const WIDE: f64 = 1000.0;

impl Boundaries {
    /// The figure as safe HTML.
    pub fn render(&self, words: &Words) -> String {
        let value = |area: &Area| area.mark.as_ref().map(|mark| mark.value);
        let shades = Shades::of(self.areas.iter().map(value));
        let [left, top, width, height] = self.view;
        let scale = if width > 0.0 { WIDE / width } else { 1.0 };
        let (mut shapes, mut figures) = (String::new(), String::new());
        for area in &self.areas {
            let step = shades.step(value(area));
            let said = area.mark.as_ref().map_or(words.chart_no_data(), |mark| &mark.shown);
            let shape = format!(
                r#"<path class="cell {}" d="{}" vector-effect="non-scaling-stroke"/>"#,
                fill(step),
                esc(&area.path)
            );
            let url = area.mark.as_ref().and_then(|mark| mark.url.as_deref());
            shapes.push_str(&linked(url, &format!("{}: {said}", area.label), &shape));
            let (x, y) = ((area.middle.0 - left) * scale, (area.middle.1 - top) * scale);
            let shown = area.mark.as_ref().map_or("–", |mark| &mark.shown);
            figures.push_str(&text(&px(x), y, &format!("on-q{step}"), "middle", shown));
        }
        let high = px(height * scale);
        let view = [left, top, width, height].map(px).join(" ");
        // Figures lie above all shapes and let clicks through to them.
        let body = format!(
            "<svg role=\"presentation\" width=\"1000\" height=\"{high}\" viewBox=\"{view}\">{shapes}</svg><g class=\"through\" aria-hidden=\"true\">{figures}</g>"
        );
        let picture = Picture {
            size: format!("class=\"map\" viewBox=\"0 0 1000 {high}\""),
            body,
            legend: shades.legend(words, self.areas.iter().any(|area| area.mark.is_none())),
            heads: vec![self.label_head.clone(), self.value_head.clone()],
            rows: self
                .areas
                .iter()
                .map(|area| match &area.mark {
                    Some(mark) => {
                        vec![(area.label.clone(), None), (mark.shown.clone(), mark.url.clone())]
                    }
                    None => {
                        vec![(area.label.clone(), None), (words.chart_no_data().to_owned(), None)]
                    }
                })
                .collect(),
        };
        figure(words, &self.caption, &picture)
    }
}
