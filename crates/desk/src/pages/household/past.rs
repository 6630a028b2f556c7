//! A household's past: status through time, events, and who changed what.

use ground::{Day, Instant, Period, PersonId};
use registry::household::Detail;
use registry::status::Timeline;
use ui::chart::{Caption, Span, Spans};

use crate::say;
use crate::visitor::Visitor;

/// One interval of status.
pub(super) struct IntervalLine {
    pub(super) from: Day,
    /// The last day, or "until now".
    pub(super) to: String,
    pub(super) class: &'static str,
    pub(super) movement: &'static str,
    pub(super) basis: &'static str,
    pub(super) standard: String,
    pub(super) members: String,
    pub(super) unit: String,
}

/// One event.
pub(super) struct EventLine {
    pub(super) day: Day,
    pub(super) what: &'static str,
    /// Who, where to or from, and the remark.
    pub(super) more: String,
    /// The other household of a split or merger.
    pub(super) other: Option<String>,
}

/// One entry of the audit trail.
pub(super) struct AuditLine {
    pub(super) at: String,
    pub(super) who: String,
    pub(super) what: String,
    pub(super) reason: String,
}

/// The timeline as a chart, from the first status to today.
pub(super) fn chart(visitor: &Visitor, timeline: &Timeline) -> Option<String> {
    let words = visitor.words();
    let today = visitor.desk.today();
    let first = timeline.intervals().first()?.from;
    let span = |interval: &registry::status::Interval| Span {
        label: say::class(words, interval.class).to_owned(),
        period: Period { from: interval.from, to: interval.to },
        class: interval.class.as_str().to_owned(),
        url: None,
    };
    // Reviews that confirmed the class are one span; the table below has them all.
    let mut spans: Vec<Span> = Vec::new();
    for interval in timeline.intervals() {
        match spans.last_mut().filter(|span| span.class == interval.class.as_str()) {
            Some(span) => span.period.to = interval.to,
            None => spans.push(span(interval)),
        }
    }
    let last = spans.last()?;
    let sentence = words.household_timeline_sentence(&last.label, last.period.from);
    let chart = Spans {
        caption: Caption::new("timeline", words.household_timeline(), sentence),
        label_head: words.class().to_owned(),
        shown: (first, today.max(first)),
        spans,
    };
    Some(chart.render(words))
}

/// Every interval, latest first.
pub(super) fn intervals(visitor: &Visitor, timeline: &Timeline) -> Vec<IntervalLine> {
    let words = visitor.words();
    let law = &visitor.desk.law;
    let line = |interval: &registry::status::Interval| {
        let standard = interval.standard.as_deref().map(|id| match law.standard(id) {
            Some(standard) => standard.name(words.lang()).to_owned(),
            None => id.to_owned(),
        });
        IntervalLine {
            from: interval.from,
            to: interval.to.map_or_else(|| words.until_now().to_owned(), Day::vietnamese),
            class: interval.class.as_str(),
            movement: say::movement(words, interval.movement),
            basis: say::basis(words, interval.basis),
            standard: standard.unwrap_or_default(),
            members: words.number(interval.members),
            unit: visitor.unit_name(interval.unit),
        }
    };
    timeline.intervals().iter().rev().map(line).collect()
}

/// What happened, latest first.
pub(super) fn events(visitor: &Visitor, detail: &Detail) -> Vec<EventLine> {
    let words = visitor.words();
    let name = |id: PersonId| {
        detail.persons.iter().find(|person| person.id == id).map(|person| person.name.clone())
    };
    let line = |event: &registry::event::Event| {
        let unit = event.other_unit.map(|unit| visitor.unit_name(unit));
        let more = [event.person.and_then(name), unit, event.note.clone()];
        EventLine {
            day: event.day,
            what: say::event(words, event.kind),
            more: more.into_iter().flatten().collect::<Vec<_>>().join(" · "),
            other: event.other_household.map(|id| format!("/households/{id}")),
        }
    };
    detail.events.iter().rev().map(line).collect()
}

/// Who changed what, latest first.
pub(super) fn trail(visitor: &Visitor, detail: &Detail) -> Vec<AuditLine> {
    let when = |at: Instant| format!("{} {}", at.day().vietnamese(), at.hour_minute());
    let line = |past: &store::audit::Past| AuditLine {
        at: when(past.at),
        who: past.account_name.clone(),
        what: say::action(visitor.words(), &past.action),
        reason: past.reason.clone().unwrap_or_default(),
    };
    detail.trail.iter().rev().map(line).collect()
}
