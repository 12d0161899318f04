use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use proptest::{collection::vec, option, prelude::*};

use super::{
    read::{Content, read},
    sound, write,
};
use crate::{
    inspection::{
        Area, Contact, InspectionKind, Particulars,
        create::{NewCollection, NewInspection, NewPart},
    },
    survey::{Framework, Instrument},
};

fn day() -> impl Strategy<Value = NaiveDate> {
    (0_i64..40_000).prop_map(|days| NaiveDate::default() + TimeDelta::days(days))
}

/// Around the clock changes of 2026 too.
fn instant() -> impl Strategy<Value = DateTime<Utc>> {
    prop_oneof![0_i64..4_000_000_000_000_000, 1_792_886_000_000_000_i64..1_792_900_000_000_000]
        .prop_map(|micros| DateTime::from_timestamp_micros(micros).expect("a time"))
}

fn part() -> impl Strategy<Value = NewPart> {
    ("[a-z0-9-]{1,40}", "\\PC{1,80}", 1_u32..10_000_000)
        .prop_map(|(key, name, population)| NewPart { key, name, population })
}

fn collection() -> impl Strategy<Value = NewCollection> {
    let who = (0_usize..32, 0_usize..4, 1_u32..100, option::of(1_u32..10_000_000), 1_u8..=100);
    (
        who,
        instant(),
        instant(),
        vec(part(), 0..3),
        any::<bool>(),
        option::of("[a-z]{1,9}@example\\.org"),
    )
        .prop_map(
            |(
                (area, survey, version, population, target_percent),
                opens_at,
                closes_at,
                parts,
                open_link,
                coordinator,
            )| {
                NewCollection {
                    area: Area::all().nth(area).expect("an area"),
                    survey: [
                        Instrument::staff(),
                        Instrument::children(),
                        Instrument::young_people(),
                        Instrument::parents(),
                    ][survey],
                    version,
                    population,
                    target_percent,
                    opens_at,
                    closes_at,
                    parts,
                    open_link,
                    coordinator,
                }
            },
        )
}

fn contact() -> impl Strategy<Value = Contact> {
    (
        option::of("\\PC{1,80}"),
        option::of("[0-9 ]{3,15}"),
        option::of("[a-z]{1,9}@example\\.org"),
        any::<bool>(),
    )
        .prop_map(|(team, phone, reply_to, listed)| Contact {
            team,
            phone,
            reply_to,
            listed,
            remind_all: !listed,
        })
}

fn inspection() -> impl Strategy<Value = NewInspection> {
    let times = (day(), day(), 1_u32..3_650);
    (
        "\\PC{1,120}|.{1,9}",
        0_usize..6,
        "[a-z]{1,9}@example\\.org",
        5_u32..1_000,
        times,
        contact(),
        option::of("\\PC{1,120}"),
    )
        .prop_map(
            |(
                title,
                kind,
                lead,
                threshold,
                (opens_on, closes_on, keep_days),
                contact,
                programme,
            )| {
                NewInspection {
                    title,
                    kind: InspectionKind::ALL[kind],
                    framework: Framework::first(),
                    lead,
                    threshold,
                    opens_on,
                    closes_on,
                    keep_days,
                    contact,
                    particulars: Particulars::default(),
                    programme,
                    follows: (InspectionKind::ALL[kind] == InspectionKind::ProgressReview)
                        .then(|| "Fife 2090".to_owned()),
                }
            },
        )
}

proptest! {
    #[test]
    fn what_is_written_is_read_as_the_same(inspection in inspection(), collections in vec(collection(), 0..5)) {
        let text = write(&inspection, &collections);
        let Content { inspection: read_back, collections: with_lines, .. } = read(&text, |_| Vec::new()).map_err(|problem| TestCaseError::fail(format!("{problem}\n{text}")))?;
        prop_assert_eq!(read_back, inspection);
        for (line, collection) in &with_lines {
            let written = text.lines().nth(line - 1).unwrap_or_default();
            prop_assert!(written.starts_with("[[collections]]") && written.contains(collection.area.name()), "{}", written);
        }
        prop_assert_eq!(with_lines.into_iter().map(|(_, collection)| collection).collect::<Vec<_>>(), collections);
    }
}

const GOOD: &str = "title = \"Fife 2096\"\nkind = \"joint-inspection\"\nlead = \
                    \"lead@example.org\"\nopens_on = 2096-02-06\ncloses_on = \
                    2096-02-24\n\n[[collections]]\narea = \"Fife\"\naudience = \
                    \"staff\"\n\n[[collections]]\narea = \"Fife\"\naudience = \"age-8-15\"\n";

#[test]
fn a_file_of_an_earlier_version_may_call_the_parts_strata() {
    let of = |keys: &[&str]| {
        let one = "[{ key = \"a\", name = \"A\", population = 9 }]";
        let lines: String = keys.iter().map(|key| format!("{key} = {one}\n")).collect();
        Instrument::staff();
        read(&format!("{GOOD}{lines}"), |_| vec![1])
    };
    let collections = of(&["parts"]).expect("a file of today").collections;
    assert_eq!(collections[1].1.parts[0].key, "a");
    assert_eq!(of(&["strata"]).expect("an earlier file").collections, collections);
    assert_eq!(
        of(&["strata", "parts"]).err().expect("both").to_string(),
        "line 11: This collection has both `parts` and `strata`, which mean the same. Use only \
            `parts`."
    );
}

#[test]
fn each_mistake_is_found_on_its_line() {
    let said = |text: &str| {
        Instrument::staff();
        let published =
            |_, version| if version < 3 { Ok(()) } else { Err("there is none".to_owned()) };
        sound(text, |_| vec![1], published, (&[], "2095-01-01T00:00:00Z".parse().expect("a time")))
    };
    assert_eq!(said(GOOD).expect("sound").collections.len(), 2);
    for (what, with, says) in [
        ("kind =", "kin =", "line 2: “kin” is not allowed here."),
        (
            "\"age-8-15\"",
            "\"age-8-15\"\ntarget_percent = 0",
            "line 11: Collection 2 (Fife, age-8-15): Write a target",
        ),
        (
            "\"age-8-15\"",
            "\"age-8-15\"\nversion = 3",
            "line 11: Collection 2 (Fife, age-8-15): there is none",
        ),
        (
            "\"age-8-15\"",
            "\"staff\"",
            "line 7: Collection 1 (Fife, staff): This survey appears twice in this area",
        ),
        ("Fife 2096", " ", "Write a title."),
        (
            "lead =",
            "phase = \"national\"\nlead =",
            "line 3: Only an inspection of the kind thematic-review has `phase`, and this is of the \
             kind joint-inspection. Remove it or change `kind`.",
        ),
        (
            "lead =",
            "recommendations = []\nlead =",
            "line 3: Only an inspection of the kind progress-review",
        ),
        (
            "lead =",
            "follows = \"Fife 2090\"\nlead =",
            "line 3: Only an inspection of the kind progress-review",
        ),
        ("joint-inspection", "progress-review", "A progress review follows an earlier"),
        (
            "joint-inspection\"",
            "progress-review\"\nfollows = \"Fife 2090\"",
            "line 3: There is no inspection “Fife 2090” that you can see.",
        ),
        ("audience = \"age-8-15\"", "", "line 11: This collection names no survey."),
        (
            "audience = \"staff\"",
            "audience = \"staff\"\nsurvey = \"staff\"",
            "line 7: This collection has both `survey` and `audience`.",
        ),
        ("\"staff\"", "\"nobody\"", "line "),
        (
            "\"staff\"",
            "\"record-reading\"\npopulation = 9",
            "line 7: Record reading is recorded by the inspection’s team",
        ),
    ] {
        let problem = said(&GOOD.replace(what, with)).expect_err(with).to_string();
        assert!(problem.starts_with(says), "{problem}");
    }
    for hidden in ["\\n", "\\u0000", "\\u2028", "\\u202e", "\\u200b"] {
        let title = said(&GOOD.replace("Fife 2096", &format!("Fife{hidden}2096")))
            .expect_err(hidden)
            .to_string();
        assert_eq!(title, "Write the title in one line, without control characters.");
        let lead =
            said(&GOOD.replace("lead@", &format!("lead{hidden}@"))).expect_err(hidden).to_string();
        let is_told = |said: &str| {
            said.starts_with("Write the ") || said.starts_with("Use only the letters a to z")
        };
        assert!(is_told(&lead), "{lead}");
        let name = format!(
            "\"staff\"\nparts = [{{ key = \"a\", name = \"A{hidden}B\", population = 9 }}]"
        );
        let name = said(&GOOD.replace("\"staff\"", &name)).expect_err(hidden).to_string();
        assert!(
            name.ends_with("Write the name in one line, without control characters."),
            "{name}"
        );
        let address =
            said(&GOOD.replace(
                "\"staff\"",
                &format!("\"staff\"\ncoordinator = \"c{hidden}@example.org\""),
            ));
        let address = address.expect_err(hidden).to_string();
        assert!(
            address.contains("Write the ") || address.contains("Use only the letters a to z"),
            "{address}"
        );
    }
    assert_eq!(said(&GOOD.replace("2096", "2090")).expect("sound").closed.len(), 2);
}

#[test]
fn which_of_several_versions_is_asked_is_said_in_the_file() {
    Instrument::staff();
    let of = |versions: &[u32]| read(GOOD, |_| versions.to_vec());
    assert_eq!(of(&[2]).expect("one version").collections[0].1.version, 2);
    let said = of(&[1, 2]).err().expect("two versions").to_string();
    assert_eq!(
        said,
        "line 7: The staff survey has the published versions 1, 2. Say which one is asked: add \
            `version = …`."
    );
    assert!(of(&[]).err().expect("none").to_string().contains("speir survey publish staff 1"));
}
