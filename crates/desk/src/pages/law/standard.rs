//! `/law/{standard}`: one standard in full.

use ::law::rule::Definition;
use ::law::{Area, Figure, Law, Standard};
use askama::Template;
use axum::extract::Path;
use ground::Problem;
use ui::{Crumb, Frame, Words};

use super::list::{said, territory};
use super::{Cite, period_words};
use crate::reply::{Reply, page};
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "law/standard.html")]
struct StandardPage {
    frame: Frame,
    period: String,
    territory: String,
    fingerprint: String,
    cite: Cite,
    figures: Vec<Line>,
    indicators: Vec<Indicator>,
    rules: Vec<Rule>,
    definitions: Vec<Definition>,
}

/// One figure of one value; without an amount when the law's figure has not been found.
struct Line {
    name: String,
    area: &'static str,
    amount: Option<String>,
    period: String,
    cite: Option<Cite>,
}

struct Indicator {
    order: u8,
    dimension: String,
    name: String,
    wording: String,
    cel: String,
    cite: Cite,
}

struct Rule {
    class: &'static str,
    wording: String,
    cel: String,
    cite: Cite,
}

pub(super) async fn show(visitor: Visitor, Path(id): Path<String>) -> Reply {
    let words = visitor.words();
    let law = &visitor.desk.law;
    let missing = || visitor.trouble(Problem::missing("desk.law.missing"));
    let standard = law.standard(&id).ok_or_else(missing)?;
    let frame = visitor.frame(standard.name(words.lang()));
    page(&StandardPage {
        frame: Frame { trail: vec![Crumb::new(words.nav_law(), "/law")], ..frame },
        period: period_words(words, standard.period()),
        territory: territory(&visitor, standard),
        fingerprint: standard.fingerprint().to_owned(),
        cite: Cite::of(law, standard.citation()),
        figures: figures(words, law, standard),
        indicators: indicators(words, law, standard),
        rules: rules(words, law, standard),
        definitions: standard.definitions().to_vec(),
    })
}

fn figures(words: &'static Words, law: &Law, standard: &Standard) -> Vec<Line> {
    let mut lines = Vec::new();
    for value in standard.values() {
        let name = said(&value.name, words.lang());
        let unit = words.unit_of(&value.unit);
        if value.figures.is_empty() {
            lines.push(Line {
                name: name.clone(),
                area: "",
                amount: None,
                period: period_words(words, standard.period()),
                cite: None,
            });
        }
        lines.extend(value.figures.iter().map(|figure: &Figure| Line {
            name: name.clone(),
            area: match figure.area {
                Some(Area::Rural) => words.area_rural(),
                Some(Area::Urban) => words.area_urban(),
                None => words.law_area_both(),
            },
            amount: Some(format!("{} {unit}", words.number(figure.amount))),
            period: period_words(words, figure.period),
            cite: Some(Cite::of(law, &figure.citation)),
        }));
    }
    lines
}

fn indicators(words: &Words, law: &Law, standard: &Standard) -> Vec<Indicator> {
    let lang = words.lang();
    let indicators = standard.indicators().iter().map(|indicator| Indicator {
        order: indicator.order,
        dimension: said(&indicator.dimension, lang),
        name: indicator.name(lang).to_owned(),
        wording: indicator.wording(lang).to_owned(),
        cel: indicator.cel.clone(),
        cite: Cite::of(law, &indicator.citation),
    });
    indicators.collect()
}

fn rules(words: &Words, law: &Law, standard: &Standard) -> Vec<Rule> {
    let rules = standard.rules().iter().map(|rule| Rule {
        class: rule.class.as_str(),
        wording: said(&rule.wording, words.lang()),
        cel: rule.cel.clone(),
        cite: Cite::of(law, &rule.citation),
    });
    rules.collect()
}
