//! What holds for every definition: what the page can post, the server accepts; anything else it
//! refuses.

use std::fs;

use chrono::Days;
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use speir::{
    form::{
        AnswerProblem, Posted,
        page::{Page, Sheet},
        posted::ItemProblem,
    },
    language::Language,
    settings::HelpLines,
    survey::{Answers, Audience, Edition, check::check, file::SurveyFile, load::Source},
};

use crate::{
    support::{Place, inspection, today},
    survey::generate::{controls, definitions, posts, translation},
};

fn edition(file: &SurveyFile) -> Edition {
    let bytes = |text: String| text.into_bytes();
    let sources = vec![
        Source { language: Language::En, bytes: bytes(toml::to_string(file).unwrap()) },
        Source {
            language: Language::Gd,
            bytes: bytes(toml::to_string(&translation(file)).unwrap()),
        },
    ];
    Edition::parse(sources, "generated").unwrap()
}

fn help() -> HelpLines {
    let text = |t: &str| t.to_owned();
    HelpLines {
        inspectorate: text("I"),
        childline: text("0800 1111"),
        text_number: text("0"),
        phone: "0131 496 0000".to_owned(),
        contact_email: text("a@b.example"),
    }
}

fn page_of(edition: &Edition, language: Language) -> String {
    let survey = edition.in_language(language);
    let page = Page {
        survey,
        sheet: &Sheet::of(survey),
        help: &help(),
        languages: &[],
        sends: true,
        is_shared: false,
    };
    page.blank().into_string()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn what_the_page_can_post_the_server_accepts_and_keeps(
        (file, body) in definitions(Audience::stored("staff")).prop_flat_map(|file| {
            let page = page_of(&edition(&file), Language::En);
            (Just(file), posts(controls(&page)))
        })
    ) {
        let edition = edition(&file);
        let survey = edition.english();
        let posted = Posted::read(survey, body.as_bytes());
        match posted.check(survey) {
            Ok(answers) => {
                // Only asked questions are answered, and closed answers survive their encoding.
                let asked = survey.asked(&answers);
                prop_assert!((0..survey.items.len()).all(|i| asked[i] || answers.get(i).is_none()));
                let bytes = answers.encode_closed(survey);
                prop_assert_eq!(bytes.len(), Answers::none(survey).encode_closed(survey).len());
                let mut back = Answers::decode_closed(survey, &bytes).unwrap();
                answers.texts().for_each(|(i, text)| back.set(i, speir::survey::Answer::Text(text.to_owned())));
                prop_assert_eq!(&back, &answers);
                // The page shown again would post the same.
                prop_assert_eq!(Posted::of_answers(survey, &answers).check(survey).unwrap(), answers);
            }
            Err(problems) => {
                let both = |problem: &AnswerProblem| matches!(problem, AnswerProblem::At(_, ItemProblem::NotAlone(..)));
                prop_assert!(problems == [AnswerProblem::NothingAnswered] || problems.iter().all(both), "{problems:?}");
            }
        }
    }

    #[test]
    fn both_languages_of_a_definition_post_the_same_controls(file in definitions(Audience::stored("staff"))) {
        let edition = edition(&file);
        let names = |language| format!("{:?}", controls(&page_of(&edition, language)));
        prop_assert_eq!(names(Language::En), names(Language::Gd));
    }

    #[test]
    fn an_unknown_question_or_option_or_a_second_radio_is_always_refused(
        (file, body) in definitions(Audience::stored("staff")).prop_flat_map(|file| {
            let page = page_of(&edition(&file), Language::En);
            (Just(file), posts(controls(&page)))
        }),
        wrong in 0..3_usize,
    ) {
        let edition = edition(&file);
        let survey = edition.english();
        let radio = survey.items.iter().find(|item| item.kind == speir::survey::QuestionKind::One);
        let extra = match (wrong, radio) {
            (1, Some(item)) => format!("{}=no-such-option", item.id),
            (2, Some(item)) => format!("{0}={1}&{0}={1}", item.id, item.options[0].id),
            _ => "no-such-question=1".to_owned(),
        };
        let body = format!("{body}&{extra}");
        prop_assert!(Posted::read(survey, body.as_bytes()).check(survey).is_err());
    }

    #[test]
    fn no_bytes_whatever_make_the_server_stumble(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let mut runner = TestRunner::deterministic();
        let file = definitions(Audience::stored("staff")).new_tree(&mut runner).unwrap().current();
        let edition = edition(&file);
        let _ = Posted::read(edition.english(), &bytes).check(edition.english());
    }

    #[test]
    fn a_generated_definition_is_refused_only_for_a_question_that_nobody_reaches(file in definitions(Audience::stored("staff"))) {
        for refusal in check(&edition(&file), None) {
            prop_assert!(refusal.problem.contains("no answers lead to it"), "{refusal}");
        }
    }
}

/// Whom a joint inspection asks.
const ASKED: [&str; 4] = ["staff", "age-8-15", "age-16-plus", "parents-carers"];

#[test]
fn over_http_too_generated_forms_take_what_their_pages_post_and_nothing_else() {
    let mut runner = TestRunner::deterministic();
    for _ in 0..3 {
        let mut place = Place::new();
        place.surveys = place.dir.path().join("surveys");
        for audience in ASKED.map(Audience::stored) {
            let file = std::iter::repeat_with(|| {
                definitions(audience).new_tree(&mut runner).unwrap().current()
            })
            .find(|file| check(&edition(file), None).is_empty())
            .unwrap();
            let folder = place.surveys.join(audience.key()).join("v1");
            fs::create_dir_all(&folder).unwrap();
            for source in edition(&file).sources {
                fs::write(folder.join(source.file_name()), source.bytes).unwrap();
            }
        }
        place.publish_all();
        place.create(&inspection("Stirling", today() - Days::new(1), today() + Days::new(1)));
        let service = place.serve();
        for audience in ASKED.map(Audience::stored) {
            let link = place.link(audience.key());
            let page = service.get(&service.open(&link)).text;
            let posts = posts(controls(&page));
            let mut stored = 0;
            for number in 0..12 {
                let body = posts.new_tree(&mut runner).unwrap().current();
                let path = service.open(&link);
                let hostile = service.post(&path, format!("{body}&no-such-question={number}"));
                assert_eq!(hostile.status, 422);
                let sent = service.post(&path, &body);
                assert!(
                    sent.status == 303
                        || ["have not answered any question", "You ticked both"]
                            .iter()
                            .any(|why| sent.text.contains(why)),
                    "{body}\n{}",
                    sent.text
                );
                stored += u64::from(sent.status == 303);
            }
            assert_eq!(place.returned(audience.key()), stored);
            assert_eq!(place.held(audience.key()).0.len() as u64, stored);
        }
    }
}
