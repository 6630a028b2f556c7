//! Reads a specification from TOML and says where it is wrong.

use std::ops::Range;

use ground::{Arg, Problem};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Indicator, Spec, Survey};

type Value<'a> = Spanned<DeValue<'a>>;

const KEYS: [&str; 8] =
    ["dimensions", "k", "over", "survey", "time", "transitions", "weights", "year"];
const TRANSITIONS_KEYS: [&str; 1] = ["household"];
const SURVEY_KEYS: [&str; 3] = ["cluster", "strata", "weight"];

pub(super) fn read(text: &str, file: &str) -> Result<Spec, Vec<Problem>> {
    let mut reader = Reader { text, file, problems: Vec::new() };
    let root = match DeTable::parse(text) {
        Ok(root) => root.into_inner(),
        Err(error) => {
            let at = error.span().unwrap_or(0..0);
            reader.wrong("measures.spec.syntax", at, &[("detail", error.message().into())]);
            return Err(reader.problems);
        }
    };
    reader.known_keys(&root, &KEYS);
    let (dimensions, mut indicators) =
        reader.must(&root, "dimensions").map(|value| reader.dimensions(value)).unwrap_or_default();
    reader.weights(root.get("weights"), &mut indicators, dimensions.len());
    let cutoffs = reader.must(&root, "k").map(|value| reader.cutoffs(value)).unwrap_or_default();
    let over = root.get("over").map(|value| reader.names(value, "over")).unwrap_or_default();
    let time = root.get("time").and_then(|value| reader.text(value, "time"));
    let year = root.get("year").and_then(|value| reader.text(value, "year"));
    if let (Some(value), None) = (root.get("year"), root.get("time")) {
        reader.wrong("measures.spec.year_without_time", value.span(), &[]);
    }
    let household = root.get("transitions").and_then(|value| reader.transitions(value));
    if let (Some(value), None) = (root.get("transitions"), root.get("time")) {
        reader.wrong("measures.spec.transitions_without_time", value.span(), &[]);
    }
    let survey = root.get("survey").map(|value| reader.survey(value)).unwrap_or_default();
    if reader.problems.is_empty() {
        Ok(Spec { dimensions, indicators, cutoffs, over, time, year, household, survey })
    } else {
        Err(reader.problems)
    }
}

struct Reader<'a> {
    text: &'a str,
    file: &'a str,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn dimensions(&mut self, value: &Value) -> (Vec<String>, Vec<Indicator>) {
        let mut names = Vec::new();
        let mut indicators: Vec<Indicator> = Vec::new();
        let Some(table) = value.get_ref().as_table() else {
            self.wrong("measures.spec.not_table", value.span(), &[("key", "dimensions".into())]);
            return (names, indicators);
        };
        // The parser sorts by name; the file's own order is the one people know.
        let mut entries: Vec<_> = table.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        for (dimension, (key, list)) in entries.iter().enumerate() {
            names.push(key.get_ref().to_string());
            for (column, at) in self.text_list(list, key.get_ref()) {
                if indicators.iter().any(|known| known.column == column) {
                    self.wrong("measures.spec.indicator_twice", at, &[("name", column.into())]);
                } else {
                    // Equal shares; `weights` replaces them when numbers are given.
                    indicators.push(Indicator { column, dimension, weight: 0.0 });
                }
            }
            if list.get_ref().as_array().is_some_and(|list| list.is_empty()) {
                let key = key.get_ref().to_string();
                self.wrong("measures.spec.empty_list", list.span(), &[("key", key.into())]);
            }
        }
        for (dimension, (key, _)) in entries.iter().enumerate() {
            // Both stand in the same output column, so a shared name must mean the same thing.
            let own = indicators.iter().filter(|i| i.dimension == dimension).count();
            let clash = indicators
                .iter()
                .any(|i| i.column == names[dimension] && (i.dimension != dimension || own > 1));
            if clash {
                let name = names[dimension].clone().into();
                let code = "measures.spec.dimension_named_like_indicator";
                self.wrong(code, key.span(), &[("name", name)]);
            }
        }
        if names.is_empty() {
            self.wrong("measures.spec.empty_list", value.span(), &[("key", "dimensions".into())]);
        }
        if indicators.len() > Spec::MOST_INDICATORS {
            let args = [("count", indicators.len().into()), ("most", Spec::MOST_INDICATORS.into())];
            self.wrong("measures.spec.indicators_too_many", value.span(), &args);
        }
        (names, indicators)
    }

    fn weights(&mut self, value: Option<&Value>, indicators: &mut [Indicator], dimensions: usize) {
        let table = match value.map(|value| (value, value.get_ref())) {
            None => return equal_weights(indicators, dimensions),
            Some((_, DeValue::String(word))) if word == "equal" => {
                return equal_weights(indicators, dimensions);
            }
            Some((value, DeValue::String(word))) => {
                let args = [("text", word.to_string().into())];
                return self.wrong("measures.spec.weights_unknown_word", value.span(), &args);
            }
            Some((value, DeValue::Table(table))) => (value, table),
            Some((value, _)) => {
                let args = [("key", "weights".into())];
                return self.wrong("measures.spec.not_table", value.span(), &args);
            }
        };
        let (value, table) = table;
        for (key, _) in table {
            if !indicators.iter().any(|i| i.column == *key.get_ref()) {
                let args = [("name", key.get_ref().to_string().into())];
                self.wrong("measures.spec.weight_unknown", key.span(), &args);
            }
        }
        let mut sum = 0.0;
        let before = self.problems.len();
        for indicator in indicators.iter_mut() {
            let name = indicator.column.clone();
            match table.get(name.as_str()) {
                None => {
                    let args = [("name", name.into())];
                    self.wrong("measures.spec.weight_missing", value.span(), &args);
                }
                Some(given) => match self.number(given, &name) {
                    Some(weight) if weight >= 0.0 => indicator.weight = weight,
                    Some(_) => {
                        let args = [("name", name.into())];
                        self.wrong("measures.spec.weight_negative", given.span(), &args);
                    }
                    None => {}
                },
            }
            sum += indicator.weight;
        }
        if self.problems.len() > before {
            return;
        }
        if sum > 0.0 {
            for indicator in indicators {
                indicator.weight /= sum;
            }
        } else {
            self.wrong("measures.spec.weights_all_zero", value.span(), &[]);
        }
    }

    fn cutoffs(&mut self, value: &Value) -> Vec<f64> {
        let Some(list) = value.get_ref().as_array() else {
            self.wrong("measures.spec.not_number_list", value.span(), &[("key", "k".into())]);
            return Vec::new();
        };
        let mut cutoffs = Vec::new();
        for item in list {
            let Some(k) = self.number(item, "k") else { continue };
            if !(k > 0.0 && k <= 100.0) {
                let args = [("value", k.to_string().into())];
                self.wrong("measures.spec.cutoff_out_of_range", item.span(), &args);
            } else if cutoffs.contains(&k) {
                let args = [("key", "k".into()), ("name", k.to_string().into())];
                self.wrong("measures.spec.name_twice", item.span(), &args);
            } else {
                cutoffs.push(k);
            }
        }
        if list.is_empty() {
            self.wrong("measures.spec.empty_list", value.span(), &[("key", "k".into())]);
        }
        cutoffs
    }

    fn survey(&mut self, value: &Value) -> Survey {
        let Some(table) = value.get_ref().as_table() else {
            self.wrong("measures.spec.not_table", value.span(), &[("key", "survey".into())]);
            return Survey::default();
        };
        self.known_keys(table, &SURVEY_KEYS);
        let mut column = |key| table.get(key).and_then(|value| self.text(value, key));
        Survey { weight: column("weight"), cluster: column("cluster"), strata: column("strata") }
    }

    fn transitions(&mut self, value: &Value) -> Option<String> {
        let Some(table) = value.get_ref().as_table() else {
            self.wrong("measures.spec.not_table", value.span(), &[("key", "transitions".into())]);
            return None;
        };
        self.known_keys(table, &TRANSITIONS_KEYS);
        self.must(table, "household").and_then(|value| self.text(value, "household"))
    }

    fn known_keys(&mut self, table: &DeTable, known: &[&str]) {
        for (key, _) in table {
            if !known.contains(&key.get_ref().as_ref()) {
                let args =
                    [("key", key.get_ref().to_string().into()), ("known", known.join(", ").into())];
                self.wrong("measures.spec.unknown_key", key.span(), &args);
            }
        }
    }

    fn names(&mut self, value: &Value, key: &'static str) -> Vec<String> {
        let mut names = Vec::new();
        for (name, at) in self.text_list(value, key) {
            if names.contains(&name) {
                let args = [("key", key.into()), ("name", name.into())];
                self.wrong("measures.spec.name_twice", at, &args);
            } else {
                names.push(name);
            }
        }
        names
    }

    fn text_list(&mut self, value: &Value, key: &str) -> Vec<(String, Range<usize>)> {
        let Some(list) = value.get_ref().as_array() else {
            self.wrong("measures.spec.not_text_list", value.span(), &[("key", key.into())]);
            return Vec::new();
        };
        list.iter().filter_map(|item| Some((self.text(item, key)?, item.span()))).collect()
    }

    fn text(&mut self, value: &Value, key: &str) -> Option<String> {
        let text = value.get_ref().as_str().map(str::to_owned);
        if text.is_none() {
            self.wrong("measures.spec.not_text", value.span(), &[("key", key.into())]);
        }
        text
    }

    fn number(&mut self, value: &Value, key: &str) -> Option<f64> {
        let number = match value.get_ref() {
            DeValue::Integer(integer) if integer.radix() == 10 => integer.as_str().parse().ok(),
            DeValue::Float(float) => float.as_str().parse().ok(),
            _ => None,
        };
        let number = number.filter(|number: &f64| number.is_finite());
        if number.is_none() {
            self.wrong("measures.spec.not_number", value.span(), &[("key", key.into())]);
        }
        number
    }

    fn must<'t, 'i>(&mut self, table: &'t DeTable<'i>, key: &'static str) -> Option<&'t Value<'i>> {
        let value = table.get(key);
        if value.is_none() {
            let problem = Problem::invalid("measures.spec.missing_key").with("file", self.file);
            self.problems.push(problem.with("key", key));
        }
        value
    }

    fn wrong(&mut self, code: &'static str, at: Range<usize>, args: &[(&'static str, Arg)]) {
        let before = &self.text[..at.start];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        let problem = Problem::invalid(code)
            .with("file", self.file)
            .with("line", line)
            .with("column", column);
        let problem = args.iter().fold(problem, |p, (name, value)| p.with(name, value.clone()));
        self.problems.push(problem);
    }
}

/// Equal between the dimensions, and within each dimension equal between its indicators.
fn equal_weights(indicators: &mut [Indicator], dimensions: usize) {
    let mut sizes = vec![0.0; dimensions];
    for indicator in indicators.iter() {
        sizes[indicator.dimension] += 1.0;
    }
    for indicator in indicators {
        indicator.weight = 1.0 / (dimensions as f64 * sizes[indicator.dimension]);
    }
}
