//! Codes of the registry in the reader's words.

use ground::{Kind, Problem};
use law::Class;
use registry::event::EventKind;
use registry::household::{Groups, Sex};
use registry::status::{Basis, Ended, Movement};
use ui::Words;

/// The class of a household.
pub(crate) fn class(words: &Words, class: Class) -> &'static str {
    match class {
        Class::Poor => words.class_poor(),
        Class::NearPoor => words.class_near_poor(),
        Class::AverageLiving => words.class_average(),
        Class::NotPoor => words.class_not_poor(),
        Class::Undetermined => words.class_undetermined(),
    }
}

/// The code of a class for its badge; a household that nobody has visited yet has none.
pub(crate) fn class_code(class: Class, surveyed: bool) -> &'static str {
    if surveyed { class.as_str() } else { "unsurveyed" }
}

/// How a status began.
pub(crate) fn movement(words: &Words, movement: Movement) -> &'static str {
    match movement {
        Movement::First => words.movement_first(),
        Movement::Confirmed => words.movement_confirmed(),
        Movement::NewPoor => words.movement_new_poor(),
        Movement::RePoor => words.status_re_poor(),
        Movement::NewNearPoor => words.movement_new_near_poor(),
        Movement::ReNearPoor => words.status_re_near_poor(),
        Movement::PoorToNearPoor => words.movement_poor_to_near_poor(),
        Movement::NearPoorToPoor => words.movement_near_poor_to_poor(),
        Movement::ExitPoor => words.status_exited_poor(),
        Movement::ExitNearPoor => words.status_exited_near_poor(),
        Movement::AboveLine => words.movement_above_line(),
        Movement::MovedIn => words.status_arrived(),
        Movement::SplitOff => words.status_split(),
        Movement::Resized => words.movement_resized(),
        Movement::Undetermined => words.class_undetermined(),
    }
}

/// What a status rests on.
pub(crate) fn basis(words: &Words, basis: Basis) -> &'static str {
    match basis {
        Basis::Decision => words.basis_decision(),
        Basis::Stated => words.basis_stated(),
        Basis::Evaluated => words.basis_evaluated(),
    }
}

/// How a household left the registry, by the code kept with it.
pub(crate) fn ended(words: &Words, code: &str) -> &'static str {
    match code.parse::<Ended>() {
        Ok(Ended::Died) => words.ended_died(),
        Ok(Ended::Moved) => words.status_moved(),
        Ok(Ended::Split) => words.status_split(),
        Ok(Ended::Merged) => words.status_merged(),
        Err(_) => words.other(),
    }
}

/// Why somebody is a member no longer.
pub(crate) fn gone(words: &Words, code: &str) -> &'static str {
    match code {
        "died" => words.status_died(),
        "left" => words.event_left(),
        "moved" => words.gone_moved(),
        _ => words.other(),
    }
}

/// What happened.
pub(crate) fn event(words: &Words, kind: EventKind) -> &'static str {
    match kind {
        EventKind::Born => words.event_born(),
        EventKind::Died => words.event_died(),
        EventKind::Joined => words.event_joined(),
        EventKind::Left => words.event_left(),
        EventKind::MovedIn => words.status_arrived(),
        EventKind::MovedOut => words.status_moved(),
        EventKind::SplitFrom => words.event_split_from(),
        EventKind::SplitInto => words.event_split_into(),
        EventKind::MergedInto => words.event_merged_into(),
        EventKind::MergedFrom => words.event_merged_from(),
        EventKind::HeadChanged => words.event_head_changed(),
    }
}

/// A relation to the head, by its code.
pub(crate) fn relation(words: &Words, code: &str) -> &'static str {
    match code {
        "head" => words.head_of_household(),
        "spouse" => words.relation_spouse(),
        "child" => words.relation_child(),
        "child_in_law" => words.relation_child_in_law(),
        "grandchild" => words.relation_grandchild(),
        "parent" => words.relation_parent(),
        "grandparent" => words.relation_grandparent(),
        "sibling" => words.relation_sibling(),
        _ => words.other(),
    }
}

/// Sex.
pub(crate) fn sex(words: &Words, sex: Option<Sex>) -> &'static str {
    match sex {
        Some(Sex::Male) => words.sex_male(),
        Some(Sex::Female) => words.sex_female(),
        None => words.unknown(),
    }
}

/// The groups of the official tables, with the code used in addresses.
pub(crate) fn groups(words: &Words) -> [(&'static str, Groups, &'static str); 5] {
    [
        ("minority", Groups::MINORITY, words.group_minority()),
        ("no_labour", Groups::NO_LABOUR, words.group_no_labour()),
        ("merit", Groups::MERIT, words.group_merit()),
        ("local_ethnic", Groups::LOCAL_ETHNIC, words.group_local_ethnic()),
        ("female_head", Groups::FEMALE_HEAD, words.group_female_head()),
    ]
}

/// What the audit trail noted, by its action.
pub(crate) fn action(words: &Words, action: &str) -> String {
    match action {
        "registry.household.register" => words.action_register().to_owned(),
        "registry.household.correct" => words.action_correct().to_owned(),
        "registry.household.move" => words.action_move().to_owned(),
        "registry.household.split" => words.status_split().to_owned(),
        "registry.household.merge" => words.status_merged().to_owned(),
        "registry.household.end" => words.action_end().to_owned(),
        "registry.household.change_head" => words.event_head_changed().to_owned(),
        "registry.person.add" => words.action_person_add().to_owned(),
        "registry.person.remove" => words.action_person_remove().to_owned(),
        "registry.person.correct" => words.action_person_correct().to_owned(),
        "registry.person.view_identity" => words.action_view_identity().to_owned(),
        "registry.person.set_identity" => words.action_set_identity().to_owned(),
        "registry.finding.settle" => words.action_settle().to_owned(),
        "registry.visit.record" => words.action_visit().to_owned(),
        "registry.status.decide" => words.action_decide().to_owned(),
        "review.round.open" => words.rounds_open().to_owned(),
        "review.round.take_in" => words.round_take_in().to_owned(),
        "review.round.assign" => words.round_assign().to_owned(),
        "review.certificate.sign" => words.certificates_title().to_owned(),
        "review.scan.keep" => words.scan_upload().to_owned(),
        "review.case.step" => words.action_case_step().to_owned(),
        "review.meeting.hold" => words.round_meet().to_owned(),
        "review.posting.post" => words.action_post().to_owned(),
        "review.opinion.record" => words.round_opinion().to_owned(),
        "review.decision.decide" => words.round_decide().to_owned(),
        "review.request.receive" => words.request_record().to_owned(),
        "review.income.record" => words.income_record().to_owned(),
        "review.worker.receive" => words.worker_new().to_owned(),
        "review.worker.decide" => words.worker_decide().to_owned(),
        "review.worker.end" => words.worker_end().to_owned(),
        "review.filing.take" => words.filing_new().to_owned(),
        "review.filing.match" => words.filing_match().to_owned(),
        "review.filing.refuse" | "review.request.refuse" | "review.worker.refuse" => {
            words.request_refuse().to_owned()
        }
        "review.case.assign" => words.assignment_case().to_owned(),
        "review.relation.declare" => words.relations_declare().to_owned(),
        "review.relation.withdraw" => words.relations_withdraw().to_owned(),
        "review.report.send" => words.due_reports_record().to_owned(),
        "review.sample.draw" => words.sample_draw().to_owned(),
        "review.sample.record" => words.sample_record().to_owned(),
        other => other.to_owned(),
    }
}

/// A message kept as code and a JSON object of its values.
pub(crate) fn kept(words: &Words, code: &str, args: &str) -> String {
    let problem = store::problem::of_args(code.to_owned(), args);
    words.problem(&problem.unwrap_or_else(|| Problem::new(Kind::Invalid, code.to_owned())))
}
