use std::{
    collections::{BTreeMap, BTreeSet},
    io::{Cursor, Read},
};

use chrono::{DateTime, Utc};
use proptest::prelude::*;

use super::{document::FileKind, steps::Refusal, *};
use crate::{
    export::Format,
    inspection::{Area, Inspection, sample},
};

const PEOPLE: [&str; 4] = ["ann", "bea", "cal", "dee"];

fn wording(grade: &str, rationale: &str) -> Wording {
    Wording {
        grade: Some(grade.to_owned()).filter(|grade| !grade.is_empty()),
        rationale: rationale.to_owned(),
        evidence: Evidence::default(),
    }
}

/// What people may do, in any order.
#[derive(Clone, Debug)]
enum Act {
    /// Write the wording, having seen the evaluation so many changes ago.
    Write(Wording, u32),
    /// Agree, having seen the evaluation so many changes ago.
    Agree(usize, u32),
    Withdraw(usize),
    /// Hand the inspection over: its lead, and who else is in the team.
    HandOver(usize, Vec<bool>),
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let words =
        (prop::sample::select(vec!["", "good", "weak"]), prop::sample::select(vec!["", "Why."]))
            .prop_map(|(grade, rationale)| wording(grade, rationale));
    let act = prop_oneof![
        2 => (words, 0..2_u32).prop_map(|(wording, ago)| Act::Write(wording, ago)),
        5 => (0..PEOPLE.len(), 0..4_u32).prop_map(|(who, ago)| Act::Agree(who, ago)),
        1 => (0..PEOPLE.len()).prop_map(Act::Withdraw),
        1 => (0..PEOPLE.len(), prop::collection::vec(any::<bool>(), PEOPLE.len()))
            .prop_map(|(lead, others)| Act::HandOver(lead, others)),
    ];
    prop::collection::vec(act, 0..60)
}

fn team(lead: usize, others: &[bool]) -> Team {
    let others = PEOPLE.into_iter().zip(others).filter(|(_, is)| **is);
    Team {
        lead: PEOPLE[lead].to_owned(),
        members: others.map(|(name, _)| name.to_owned()).collect(),
    }
}

proptest! {
    /// Agreed means: two people, one of them then the lead and the other then in the team, have
    /// agreed to exactly the present wording after it was last written, and have not withdrawn.
    #[test]
    fn it_is_agreed_only_if_both_agreed_to_the_present_wording(acts in acts()) {
        let mut now = Evaluation::default();
        let mut people = team(0, &[false, true, true, false]);
        // Who has agreed to which wording, in which capacity.
        let mut said: BTreeMap<&str, (Seat, Wording)> = BTreeMap::new();
        for act in acts {
            let before = now.clone();
            match act {
                Act::Write(to, ago) => {
                    let seen = now.number.saturating_sub(ago);
                    match now.reworded(Some(seen), &to) {
                        Ok(Some((step, after))) => {
                            prop_assert_eq!((step, seen), (Step::Worded, before.number));
                            prop_assert_eq!(after.agreement.state(), State::Draft);
                            prop_assert_eq!(&after.wording, &to);
                            said.clear();
                            now = after;
                        }
                        Ok(None) => prop_assert_eq!(&now.wording, &to),
                        Err(refusal) => {
                            prop_assert_eq!(refusal, Refusal::Stale);
                            prop_assert!(seen < before.number);
                        }
                    }
                }
                Act::Agree(who, ago) => {
                    let (who, seen) = (PEOPLE[who], now.number.saturating_sub(ago));
                    let taken = now.agreed_by(who, Some(seen), &people);
                    if let Ok(Some((_, after))) = &taken {
                        prop_assert!(seen >= now.worded, "they saw the present wording");
                        prop_assert_eq!(&after.wording, &now.wording);
                        said.insert(who, (people.seat(who).expect("a seat"), now.wording.clone()));
                        now = after.clone();
                    }
                    let is_sound = seen >= before.worded && before.wording.is_complete();
                    prop_assert_eq!(taken.is_ok(), is_sound && people.seat(who).is_some());
                }
                Act::Withdraw(who) => {
                    if let Some((_, after)) = now.withdrawn_by(PEOPLE[who]) {
                        prop_assert_eq!(after.agreement.state(), State::Draft);
                        now = after;
                    }
                    said.remove(PEOPLE[who]);
                    prop_assert!(!now.agreement.has(PEOPLE[who]));
                }
                Act::HandOver(lead, others) => people = team(lead, &others),
            }
            prop_assert!(now.number == before.number || now.number == before.number + 1);
            for (agreed, seat) in
                [(&now.agreement.lead, Seat::Lead), (&now.agreement.deputy, Seat::Deputy)]
            {
                if let Some(name) = agreed {
                    prop_assert_eq!(
                        said.get(name.as_str()),
                        Some(&(seat, now.wording.clone())),
                        "{}", name
                    );
                }
            }
            if now.agreement.state() == State::Agreed {
                prop_assert_ne!(&now.agreement.lead, &now.agreement.deputy);
                prop_assert!(now.wording.is_complete());
            }
        }
    }
}

#[test]
fn a_lead_and_a_deputy_agree_in_either_order() {
    let people = team(0, &[true, true, true, false]);
    let (_, now) = Evaluation::default()
        .reworded(Some(0), &wording("good", "Why."))
        .expect("a step")
        .expect("new");
    for order in [["ann", "bea"], ["bea", "ann"]] {
        let (_, one) = now.agreed_by(order[0], Some(1), &people).expect("a step").expect("new");
        assert_eq!(one.agreement.state(), State::Draft);
        // The second saw the page before the first agreed.
        let (_, both) = one.agreed_by(order[1], Some(1), &people).expect("a step").expect("new");
        assert_eq!(both.agreement.state(), State::Agreed);
        assert_eq!(both.agreement.lead.as_deref(), Some("ann"));
    }
    let (_, one) = now.agreed_by("bea", Some(1), &people).expect("a step").expect("new");
    let (_, two) = one.agreed_by("cal", Some(1), &people).expect("a step").expect("new");
    assert_eq!(two.agreement.state(), State::Draft, "two deputies are not enough");
    assert_eq!(now.agreed_by("dee", Some(1), &people), Err(Refusal::NoSeat));
}

#[test]
fn an_agreement_does_not_outlast_a_place_in_the_team_until_both_have_agreed() {
    let words = wording("good", "Why.");
    let (_, now) = Evaluation::default().reworded(Some(0), &words).expect("a step").expect("new");
    let first = team(0, &[false, true, false, false]);
    let (_, one) = now.agreed_by("ann", Some(1), &first).expect("a step").expect("new");
    let handed_over = team(2, &[false, true, false, false]);
    let (_, other) = one.agreed_by("bea", Some(1), &handed_over).expect("a step").expect("new");
    assert_eq!(other.agreement.state(), State::Draft, "the lead of today has not agreed");
    let (_, both) = one.agreed_by("bea", Some(1), &first).expect("a step").expect("new");
    assert_eq!(both.agreed_by("cal", Some(1), &handed_over), Ok(None), "it is agreed already");
}

#[test]
fn an_evaluation_needs_a_grade_and_a_rationale_to_be_agreed() {
    let people = team(0, &[false, true, false, false]);
    for words in [wording("", "Why."), wording("good", "")] {
        let (_, now) =
            Evaluation::default().reworded(Some(0), &words).expect("a step").expect("new");
        assert_eq!(now.agreed_by("ann", Some(1), &people), Err(Refusal::Incomplete));
    }
}

#[test]
fn nothing_written_is_kept_as_the_queries_look_for_it() {
    assert_eq!(serde_json::to_string(&Evidence::default()).expect("JSON"), Evidence::NOTHING);
    let words = wording("good", "Why.");
    let text = serde_json::to_string(&words).expect("JSON");
    assert_eq!(serde_json::from_str::<Wording>(&text).expect("a wording"), words);
}

#[test]
fn texts_are_bounded_and_plain() {
    assert_eq!(Wording::wrong_rationale(&"é".repeat(4_000)), None);
    let long = Wording::wrong_rationale(&"é".repeat(4_001)).expect("too long");
    assert_eq!(long, "The rationale has 4,001 characters. Shorten it to 4,000.");
    assert!(Wording::wrong_rationale("One.\nTwo.\u{202e}").is_some());
    let references = |count, text: &str| Wording::wrong_references(&vec![text.to_owned(); count]);
    assert_eq!(references(20, &"a".repeat(200)), None);
    assert!(references(21, "a").is_some_and(|said| said.contains("20 at most")));
    assert!(
        references(2, &"a".repeat(201)).is_some_and(|said| said.contains("Reference 1 has 201"))
    );
    assert!(references(1, "a\u{200b}b").is_some_and(|said| said.contains("invisible")));
}

fn fife() -> Area {
    "Fife".parse().expect("an area")
}

/// An inspection of Midlothian, with evaluations of Fife too, and of an indicator that is gone.
fn table() -> (Inspection, Table) {
    let (collection, _) = sample::half_way();
    let inspection = sample::inspection_of(&collection);
    let graded = |area, number: &str, grade: &str, state| {
        (area, number.to_owned(), Some(grade.to_owned()), state)
    };
    let midlothian = "Midlothian".parse().expect("an area");
    let all = [
        graded(midlothian, "1.1", "very-good", State::Agreed),
        graded(midlothian, "2.1", "weak", State::Draft),
        graded(midlothian, "7.7", "splendid", State::Agreed),
        (fife(), "1.1".to_owned(), None, State::Draft),
    ];
    let table = Table::new(&inspection, &BTreeSet::from([midlothian]), &all);
    (inspection, table)
}

#[test]
fn nothing_that_was_evaluated_is_lost_when_the_framework_changes() {
    let (_, table) = table();
    let numbers: Vec<&str> = table.columns.iter().map(|column| column.number.as_str()).collect();
    assert_eq!(numbers, ["1.1", "2.1", "2.2", "9.1", "9.2", "9.3", "9.4", "7.7"]);
    assert_eq!(table.columns[7].name(), "7.7 (no longer in the framework)");
    assert_eq!(
        table.rows.iter().map(|row| row.area.name()).collect::<Vec<_>>(),
        ["Fife", "Midlothian"]
    );
    let gone = table.rows[1].cells[7].as_ref().expect("an evaluation");
    assert_eq!(gone.words(Drafts::LeftOut).as_deref(), Some("splendid"), "it keeps its key");
    assert_eq!(table.agreed(), (2, 16));
}

#[test]
fn files_have_agreed_grades_and_drafts_only_if_asked() {
    let (inspection, table) = table();
    let now: DateTime<Utc> = "2026-07-01T16:00:00Z".parse().expect("a time");
    let csv = |drafts| {
        let kind = FileKind::Spreadsheet(Format::Csv);
        let bytes = table.file(&inspection, drafts, kind, now).expect("a file");
        String::from_utf8(bytes).expect("UTF-8")
    };
    let left_out = csv(Drafts::LeftOut);
    assert!(
        left_out.contains("\r\nMidlothian,S12000019,Very good,,,,,,,splendid\r\n"),
        "{left_out}"
    );
    assert!(left_out.contains("\r\nFife,S12000047,,,,,,,,\r\n"), "{left_out}");
    let marked = csv(Drafts::Marked);
    assert!(marked.contains("Very good,Weak (draft),"), "{marked}");
    for (drafts, has) in [(Drafts::LeftOut, false), (Drafts::Marked, true)] {
        let bytes = table.file(&inspection, drafts, FileKind::Word, now).expect("a file");
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
        let mut text = String::new();
        archive.by_name("word/document.xml").expect("it").read_to_string(&mut text).expect("text");
        assert_eq!(text.contains("Weak (draft)"), has);
        assert!(text.contains(drafts.note()) && text.contains("Very good"));
    }
}
