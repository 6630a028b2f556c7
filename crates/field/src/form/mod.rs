//! The questionnaire of the law as an XForm, the form that ODK Collect, KoboCollect and web forms fill in,
//! with the standards' own logic inside it: the reviewer sees class and reasons before leaving the house.
//!
//! A form holds for the days on which the law says the same: no standard begins or ends among them and no
//! figure changes. A visit on another day needs the form of that day, and the form says so.

mod number;
mod questions;
mod results;
mod score;
mod sheet;
mod xpath;

use access::Actor;
use ground::{Day, Lang, Period, Problem};
use law::{Class, Law, Standard, Territory, Wording};
use md5::{Digest as _, Md5};
use places::{Level, Units};
use ui::Words;

pub use self::questions::asked;
use self::results::{Calculation, indicator_name};
use self::sheet::Sheet;
pub(crate) use self::sheet::escaped;
use self::xpath::{Conditions, Writer, score_node};

/// The id of the form, the same through all its versions.
pub const FORM: &str = "chieusau-visit";

/// The file of assigned households that goes with the form.
pub const HOUSEHOLDS: &str = "households.csv";

/// The file of their members, as far as known, that goes with the form.
pub const MEMBERS: &str = "members.csv";

/// The number of the actor's province, whose own standards the form works out as well.
pub fn province(actor: &Actor, units: &Units) -> Option<u32> {
    let path = units.path(actor.unit);
    let province = path.iter().find(|unit| unit.level == Level::Province)?;
    province.code.parse().ok()
}

/// The questionnaire as a form.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Form {
    /// Changes whenever anything in the form does.
    pub version: String,
    /// Its name in the language of the reader of the list.
    pub name: Wording,
    /// The days of visits for which it may be used.
    pub period: Period,
    /// The standards it works out, in the order of their first days.
    pub standards: Vec<String>,
    /// The XForm.
    pub xml: String,
}

impl Form {
    /// The form for visits on `day`, with the nation's standards in force or asked beside them, and those
    /// of one province.
    ///
    /// # Errors
    /// `field.form.product` for a rule that XPath cannot say, with the standard and the rule;
    /// `field.form.name` for a question whose id cannot name an XML element.
    pub fn of(law: &Law, day: Day, province: Option<u32>) -> Result<Form, Problem> {
        let standards = standards(law, day, province);
        let period = period(law, day);
        let mut sheet = Sheet::new();
        let mut conditions = Conditions::default();
        let mut points = Vec::new();
        if let Some(standard) = standards.first() {
            // The table is the same under every standard.
            points =
                score::calculations(&mut Writer { standard, day, conditions: &mut conditions })?;
        }
        let mut all = Vec::new();
        for standard in &standards {
            let mut writer = Writer { standard, day, conditions: &mut conditions };
            all.push((*standard, results::results(&mut writer)?));
        }
        questions::visit(&mut sheet, period);
        questions::roster(&mut sheet, law.questionnaire(), &conditions)?;
        questions::household(&mut sheet, law.questionnaire())?;
        questions::evidence(&mut sheet);
        added_up(&mut sheet, points);
        for (standard, calculations) in all {
            let title = said(|words, lang| words.field_results(standard.name(lang)));
            sheet.open(&xpath::results_name(standard), Some(&title));
            for calculation in calculations {
                sheet.calculate(&calculation.name, &calculation.xpath);
            }
            reasons(&mut sheet, standard);
            sheet.close(true);
        }
        let name = said(|words, _| words.field_title());
        let instances = format!(
            "<instance id=\"households\" src=\"jr://file-csv/{HOUSEHOLDS}\"/>\n\
             <instance id=\"members\" src=\"jr://file-csv/{MEMBERS}\"/>\n"
        );
        let xml = sheet.finish(FORM, VERSION, name.get(Lang::Vi), &instances);
        let version = format!("{}-{}", period.from.number(), &md5(xml.as_bytes())[..8]);
        let xml = xml.replacen(VERSION, &version, 1);
        let standards = standards.iter().map(|standard| standard.id().to_owned()).collect();
        Ok(Form { version, name, period, standards, xml })
    }
}

/// The score that the form adds up, if a table of points is in force.
fn added_up(sheet: &mut Sheet, points: Vec<Calculation>) {
    if points.is_empty() {
        return;
    }
    sheet.open("score", Some(&said(|words, _| words.field_score())));
    for calculation in points {
        sheet.calculate(&calculation.name, &calculation.xpath);
    }
    let text = said(|words, _| format!("{}: ", words.field_score_between()));
    let given = format!("{} = 'yes'", score_node("given"));
    sheet.note("show_score", &text, &[score_node("low"), score_node("high")], Some(&given));
    sheet.close(true);
}

/// Stands for the version until the form is whole.
const VERSION: &str = "@version@";

/// Class, number of deprivations, and every indicator that is lacking or open, each in its own words.
fn reasons(sheet: &mut Sheet, standard: &Standard) {
    let results = xpath::results(standard);
    let node = |name: &str| format!("{results}/{name}");
    for class in Class::ALL {
        let text = said(|words, _| words.field_class(class_name(words, class)));
        let when = format!("{} = '{}'", node("class"), class.as_str());
        sheet.note(&format!("show_{}", class.as_str()), &text, &[], Some(&when));
    }
    let text = said(|words, _| format!("{}: ", words.field_count()));
    sheet.note("show_count", &text, &[node("count_low"), node("count_high")], None);
    for indicator in standard.indicators() {
        let found = node(&indicator_name(indicator));
        let lacking =
            said(|words, lang| words.field_lacking(indicator.name(lang), indicator.wording(lang)));
        let name = format!("lacks_{}", indicator.code);
        sheet.note(&name, &lacking, &[], Some(&format!("{found} = 'yes'")));
        let open = said(|words, lang| words.field_open(indicator.name(lang)));
        sheet.note(&format!("open_{}", indicator.code), &open, &[], Some(&format!("{found} = ''")));
    }
}

fn class_name(words: &Words, class: Class) -> &str {
    match class {
        Class::Poor => words.class_poor(),
        Class::NearPoor => words.class_near_poor(),
        Class::AverageLiving => words.class_average(),
        Class::NotPoor => words.class_not_poor(),
        Class::Undetermined => words.class_undetermined(),
    }
}

/// The standards that a visit on `day` is evaluated under, as [`registry::evaluate_all`] chooses them.
fn standards(law: &Law, day: Day, province: Option<u32>) -> Vec<&Standard> {
    let also = registry::asked_by_default(day);
    let here = |standard: &&Standard| match standard.territory() {
        Territory::Nation => true,
        Territory::Province(code) => province == Some(code),
    };
    let applies = |standard: &&Standard| {
        here(standard) && standard.period().contains(day) || also.contains(&standard.id())
    };
    law.standards().filter(applies).collect()
}

/// The days around `day` on which the law says the same.
fn period(law: &Law, day: Day) -> Period {
    let mut firsts: Vec<Day> = Day::from_number(registry::BOTH_ASKED_FROM).into_iter().collect();
    let mut within = |period: Period| {
        firsts.push(period.from);
        firsts.extend(period.to.map(Day::next));
    };
    for standard in law.standards() {
        within(standard.period());
        let figures = standard.values().iter().flat_map(|value| &value.figures);
        figures.for_each(|figure| within(figure.period));
        standard.score_overrides().iter().for_each(|decision| within(decision.period));
    }
    law.score_tables().iter().for_each(|table| within(table.period));
    let from = firsts.iter().filter(|first| **first <= day).max().copied();
    let to = firsts.iter().filter(|first| **first > day).min().map(|first| first.previous());
    Period { from: from.unwrap_or(day), to }
}

/// A text of the form in both languages.
fn said<T: Into<String>>(text: impl Fn(&'static Words, Lang) -> T) -> Wording {
    let text = |lang| -> String { text(Words::of(lang), lang).into() };
    Wording::of(text(Lang::Vi), text(Lang::En))
}

/// The mark of change that OpenRosa asks for.
pub(crate) fn md5(bytes: &[u8]) -> String {
    crate::hex(&Md5::digest(bytes))
}
