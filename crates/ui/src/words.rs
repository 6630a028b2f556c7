//! Everything a reader reads, in their language.
//!
//! The texts are Fluent files in `crates/ui/words/vi` and `…/en`. Each message is a method here:
//! `sign-in-title` is [`Words::sign_in_title`]; its variables are parameters in alphabetical order. A
//! message that one language lacks does not compile. Messages about problems (`problems-*.ftl`) are
//! found by code through [`Words::problem`] instead.

use std::borrow::Cow;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use ground::{Arg, Day, Dong, Lang, Problem};

/// All words of one language.
pub struct Words {
    lang: Lang,
    source: &'static str,
    bundle: FluentBundle<FluentResource>,
}

static VI: LazyLock<Words> =
    LazyLock::new(|| Words::load(Lang::Vi, include_str!(concat!(env!("OUT_DIR"), "/vi.ftl"))));
static EN: LazyLock<Words> =
    LazyLock::new(|| Words::load(Lang::En, include_str!(concat!(env!("OUT_DIR"), "/en.ftl"))));

impl Words {
    /// The words of a language; the same ones for the whole life of the process.
    pub fn of(lang: Lang) -> &'static Words {
        match lang {
            Lang::Vi => &VI,
            Lang::En => &EN,
        }
    }

    /// Which language this is.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The word for a unit of the law (`law::UNITS`), short enough for a form; nothing for others.
    pub fn unit_of(&self, unit: &str) -> &'static str {
        match unit {
            "dong" => self.law_unit_dong(),
            "dong_per_head_month" => self.law_unit_dong_per_head_month(),
            "score" => self.law_unit_score(),
            "points" => self.law_unit_points(),
            "indicators" => self.law_unit_indicators(),
            "people" => self.law_unit_people(),
            "percent" => self.law_unit_percent(),
            "years" => self.law_unit_years(),
            "year" => self.law_unit_year(),
            "months" => self.law_unit_months(),
            "m2" => self.law_unit_m2(),
            "m2_per_head" => self.law_unit_m2_per_head(),
            "kwh_per_month" => self.law_unit_kwh_per_month(),
            "head" => self.law_unit_head(),
            "items" => self.law_unit_items(),
            _ => "",
        }
    }

    /// A whole number as this language writes it.
    pub fn number(&self, number: impl Value) -> String {
        shown(self.lang, &number.value(self.lang)).unwrap_or_default()
    }

    /// A day as an official writes it; the same in both languages, so that lists can be compared.
    pub fn day(&self, day: &Day) -> String {
        day.vietnamese()
    }

    /// What happened, why, and what to do, for a person. A code without a message gives a general
    /// sentence that names the code, so that support can find it.
    ///
    /// Numbers in the arguments get thousands separators: give years and codes as text.
    pub fn problem(&self, problem: &Problem) -> String {
        let id = problem_id(&problem.code);
        if !self.bundle.has_message(&id) {
            return self.problem_unnamed(problem.code.as_ref());
        }
        let args = problem.args.iter().map(|(name, arg)| {
            let value = match arg {
                Arg::Text(text) => FluentValue::from(text.as_str()),
                Arg::Number(number) => FluentValue::from(*number),
            };
            (name.as_ref(), value)
        });
        self.say(&id, args)
    }

    /// The text named by a code of the data, such as `intake.field.head_name`: for lists whose members
    /// are not known when the words are written down as methods. `None` when there is none.
    pub fn named(&self, code: &str) -> Option<String> {
        let id = problem_id(code);
        self.bundle.has_message(&id).then(|| self.say(&id, []))
    }

    /// All texts whose message ids begin so, by the rest of the id: for a page that fills in its words
    /// by itself. A variable stands there as `{$name}`.
    pub fn beginning(&self, prefix: &str) -> Vec<(&'static str, String)> {
        let ids = self.source.lines().filter_map(|line| line.split_once(" = "));
        let ids = ids.filter_map(|(id, _)| Some((id.strip_prefix(prefix)?, id)));
        ids.map(|(rest, id)| (rest, self.say(id, []))).collect()
    }

    /// Whether there is a message for the problem code.
    pub fn knows(&self, code: &str) -> bool {
        self.bundle.has_message(&problem_id(code))
    }

    fn say<'a>(
        &self,
        id: &str,
        args: impl IntoIterator<Item = (&'a str, FluentValue<'a>)>,
    ) -> String {
        let args: FluentArgs<'_> = args.into_iter().collect();
        let pattern = self.bundle.get_message(id).and_then(|message| message.value());
        let pattern = pattern.expect("the build checked that every message has a text");
        // A problem may come without an argument its message names; Fluent then prints the name.
        self.bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
    }

    fn load(lang: Lang, source: &'static str) -> Words {
        let resource = FluentResource::try_new(source.to_owned())
            .unwrap_or_else(|(_, errors)| panic!("the build checked the words: {errors:?}"));
        let tag = lang.tag().parse().expect("a language tag");
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match lang {
            Lang::Vi => |value, _| shown(Lang::Vi, value),
            Lang::En => |value, _| shown(Lang::En, value),
        }));
        bundle.add_resource(resource).expect("the build checked that no message comes twice");
        Words { lang, source, bundle }
    }
}

/// `import.row.no_head` is the message `import-row-no-head`.
fn problem_id(code: &str) -> String {
    code.replace(['.', '_'], "-")
}

/// Numbers as the language writes them: whole ones without, others with two decimals.
fn shown(lang: Lang, value: &FluentValue<'_>) -> Option<String> {
    match value {
        FluentValue::Number(number) if number.value.fract() == 0.0 => {
            Some(ground::integer(lang, number.value as i64))
        }
        FluentValue::Number(number) => Some(ground::decimal(lang, number.value, 2)),
        FluentValue::String(text) => Some(text.clone().into_owned()),
        _ => None,
    }
}

/// What can fill a variable of a message: text, whole numbers, days and money.
///
/// Numbers get thousands separators; give a year as text.
pub trait Value {
    /// The value as Fluent takes it.
    fn value(&self, lang: Lang) -> FluentValue<'_>;
}

macro_rules! numbers {
    ($($number:ty)+) => {$(
        impl Value for $number {
            fn value(&self, _: Lang) -> FluentValue<'_> {
                FluentValue::from(*self)
            }
        }
    )+};
}
numbers!(i32 i64 u32 u64 usize);

impl Value for str {
    fn value(&self, _: Lang) -> FluentValue<'_> {
        FluentValue::from(self)
    }
}

impl Value for String {
    fn value(&self, _: Lang) -> FluentValue<'_> {
        FluentValue::from(self.as_str())
    }
}

impl Value for Cow<'_, str> {
    fn value(&self, _: Lang) -> FluentValue<'_> {
        FluentValue::from(self.as_ref())
    }
}

impl Value for Day {
    fn value(&self, _: Lang) -> FluentValue<'_> {
        FluentValue::from(self.vietnamese())
    }
}

impl Value for Dong {
    fn value(&self, lang: Lang) -> FluentValue<'_> {
        FluentValue::from(self.display(lang))
    }
}

impl<T: Value + ?Sized> Value for &T {
    fn value(&self, lang: Lang) -> FluentValue<'_> {
        (**self).value(lang)
    }
}

mod generated {
    use super::{Value, Words};
    include!(concat!(env!("OUT_DIR"), "/words.rs"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_filled_in_as_its_language_writes_numbers() {
        assert_eq!(Words::of(Lang::Vi).rows_of(1_250, 1, 50), "Dòng 1–50 trong 1.250");
        assert_eq!(Words::of(Lang::En).rows_of(1_250, 1, 50), "Rows 1–50 of 1,250");
        assert_eq!(Words::of(Lang::En).households_counted(1), "1 household");
        assert_eq!(Words::of(Lang::En).households_counted(1_000), "1,000 households");
    }

    #[test]
    fn a_problem_is_said_by_its_code_and_an_unknown_code_is_named() {
        let problem = Problem::invalid("day.unreadable").with("text", "31/02/2026");
        assert!(Words::of(Lang::Vi).problem(&problem).contains("31/02/2026"));
        let unknown = Problem::internal("no.such_code");
        assert!(Words::of(Lang::En).problem(&unknown).contains("no.such_code"));
    }

    #[test]
    fn a_page_that_fills_in_by_itself_finds_the_variables() {
        let all = Words::of(Lang::En).beginning("progress-");
        let (_, text) = all.iter().find(|(id, _)| *id == "of").expect("progress-of");
        assert!(text.contains("{$done}"), "{text}");
    }

    #[test]
    fn each_language_says_its_own() {
        assert_eq!(Words::of(Lang::Vi).household(), "Hộ");
        assert_eq!(Words::of(Lang::En).household(), "Household");
    }

    #[test]
    fn text_goes_in_unchanged_and_without_invisible_marks() {
        for lang in Lang::ALL {
            let said = Words::of(lang).problem_unnamed("a{b}\u{1f}c");
            assert!(said.contains("a{b}\u{1f}c"), "{said}");
            assert!(!said.contains(['\u{2068}', '\u{2069}']), "{said}");
        }
    }
}
