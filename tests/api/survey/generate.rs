//! Definitions and posted forms made at random.

use std::collections::BTreeMap;

use proptest::prelude::*;
use scraper::{Html, Selector};
use speir::{
    language::Language,
    survey::{
        Audience,
        file::{
            KindEntry, OptionEntry, PageEntry, QuestionEntry, QuestionTranslation, RouteEntry,
            ScaleEntry, StatementEntry, SurveyFile, TranslationFile,
        },
    },
};

/// What decides how one question looks: its kind, how many options, and which earlier question its
/// route looks at.
type Seed = (u8, usize, Option<(u8, u8, bool)>);

/// Sound definitions for `audience`, of 2 to 12 questions on up to four pages.
pub fn definitions(audience: Audience) -> impl Strategy<Value = SurveyFile> {
    let route = prop::option::of((any::<u8>(), any::<u8>(), any::<bool>()));
    prop::collection::vec((0..6_u8, 2..6_usize, route), 2..12)
        .prop_map(move |seeds| definition(audience, &seeds))
}

fn definition(audience: Audience, seeds: &[Seed]) -> SurveyFile {
    let scales = BTreeMap::from([(
        "often".to_owned(),
        ScaleEntry { options: options("often", 3), cuts: Vec::new() },
    )]);
    let mut file = SurveyFile {
        survey: audience.key().parse().unwrap(),
        audience: None,
        framework: None,
        name: None,
        version: 1,
        language: Language::En,
        title: "What do you think?".to_owned(),
        minutes: 2,
        introduction: vec!["We ask. You tell us.".to_owned()],
        familiar_words: Vec::new(),
        scales,
        pages: Vec::new(),
        unions: Vec::new(),
    };
    // Questions that a route may look at, with the ids of their options.
    let mut earlier: Vec<(String, Vec<String>)> = Vec::new();
    for (number, (kind, size, route)) in seeds.iter().enumerate() {
        let id = format!("q{number}");
        let mut question = question(&id, *kind, *size);
        if let Some((which, option, unless)) = route
            && let Some((question_id, options)) =
                earlier.get(usize::from(*which) % earlier.len().max(1))
        {
            let answers = vec![options[usize::from(*option) % options.len()].clone()];
            let entry = Some(RouteEntry { question: question_id.clone(), answers, called: None });
            if *unless { question.ask_unless = entry } else { question.ask_when = entry }
        }
        let ids =
            |options: &[OptionEntry]| options.iter().map(|o| o.id.clone()).collect::<Vec<_>>();
        match question.kind {
            KindEntry::Choice | KindEntry::Choices => earlier.push((id, ids(&question.options))),
            KindEntry::Scale => earlier.push((id, ids(&file.scales["often"].options))),
            KindEntry::Statements => {
                earlier
                    .push((question.statements[0].id.clone(), ids(&file.scales["often"].options)));
            }
            KindEntry::Text | KindEntry::Number => {}
        }
        if number % 3 == 0 {
            let id = format!("page{number}");
            file.pages.push(PageEntry {
                id,
                title: "A page".to_owned(),
                ask_when: None,
                ask_unless: None,
                questions: vec![],
            });
        }
        file.pages.last_mut().unwrap().questions.push(question);
    }
    file
}

fn options(prefix: &str, inside: usize) -> Vec<OptionEntry> {
    let option = |number: usize, outside: bool| OptionEntry {
        id: format!("{prefix}-{number}"),
        text: format!("This is {number}"),
        favourable: number == 0,
        unfavourable: false,
        outside,
        alone: false,
        face: None,
    };
    (0..inside).map(|n| option(n, false)).chain([option(inside, true)]).collect()
}

fn question(id: &str, kind: u8, size: usize) -> QuestionEntry {
    let kinds = [
        KindEntry::Scale,
        KindEntry::Choice,
        KindEntry::Choices,
        KindEntry::Statements,
        KindEntry::Text,
        KindEntry::Number,
    ];
    let kind = kinds[usize::from(kind) % kinds.len()];
    let statement = |n: usize| StatementEntry {
        id: format!("{id}-s{n}"),
        text: format!("I like {n}."),
        reversed: false,
        quality_indicators: vec!["2.1".to_owned()],
        inspection_question: Some(1),
    };
    let mut own = if matches!(kind, KindEntry::Choice | KindEntry::Choices) {
        options(id, size)
    } else {
        Vec::new()
    };
    if kind == KindEntry::Choices && size.is_multiple_of(2) {
        own[size].alone = true;
    }
    QuestionEntry {
        id: id.to_owned(),
        kind,
        text: format!("What of {id}?"),
        hint: size.is_multiple_of(2).then(|| "Say it.".to_owned()),
        scale: matches!(kind, KindEntry::Scale | KindEntry::Statements).then(|| "often".to_owned()),
        options: own,
        statements: if kind == KindEntry::Statements {
            (0..size).map(statement).collect()
        } else {
            Vec::new()
        },
        cuts: Vec::new(),
        reversed: false,
        max_length: (kind == KindEntry::Text).then_some(40),
        min: (kind == KindEntry::Number).then_some(-3),
        max: (kind == KindEntry::Number).then_some(99),
        quality_indicators: Vec::new(),
        inspection_question: None,
        sample: false,
        split: false,
        counts: None,
        of: false,
        ask_when: None,
        ask_unless: None,
    }
}

/// A complete translation of a generated definition.
pub fn translation(file: &SurveyFile) -> TranslationFile {
    let texts = |options: &[OptionEntry]| {
        options.iter().map(|o| (o.id.clone(), format!("gd {}", o.text))).collect()
    };
    let questions = file.pages.iter().flat_map(|page| &page.questions);
    TranslationFile {
        survey: file.survey.clone(),
        version: file.version,
        language: Language::Gd,
        draft: true,
        name: None,
        title: "Dè do bheachd?".to_owned(),
        introduction: vec!["Innis dhuinn.".to_owned()],
        scales: file
            .scales
            .iter()
            .map(|(name, scale)| (name.clone(), texts(&scale.options)))
            .collect(),
        pages: file.pages.iter().map(|page| (page.id.clone(), "Duilleag".to_owned())).collect(),
        questions: questions
            .clone()
            .map(|q| {
                let hint = q.hint.as_ref().map(|_| "Can e.".to_owned());
                (
                    q.id.clone(),
                    QuestionTranslation {
                        text: format!("Dè mu {}?", q.id),
                        hint,
                        options: texts(&q.options),
                    },
                )
            })
            .collect(),
        statements: questions
            .flat_map(|q| &q.statements)
            .map(|s| (s.id.clone(), "Is toil leam.".to_owned()))
            .collect(),
    }
}

/// A control of a page as a browser sees it.
#[derive(Clone, Debug)]
pub enum Control {
    Radio(String, Vec<String>),
    Box(String, String),
    Area(String),
    Line(String),
}

/// The controls of a page, read from its HTML.
pub fn controls(page: &str) -> Vec<Control> {
    let page = Html::parse_document(page);
    let select = |css: &str| Selector::parse(css).unwrap();
    let mut controls = Vec::new();
    for fieldset in page.select(&select("fieldset")) {
        let radios: Vec<_> = fieldset.select(&select("input[type=radio]")).collect();
        if let Some(first) = radios.first() {
            let values = radios.iter().map(|r| r.attr("value").unwrap().to_owned()).collect();
            controls.push(Control::Radio(first.attr("name").unwrap().to_owned(), values));
        }
        for tick in fieldset.select(&select("input[type=checkbox]")) {
            controls.push(Control::Box(
                tick.attr("name").unwrap().to_owned(),
                tick.attr("value").unwrap().to_owned(),
            ));
        }
        let name = |e: scraper::ElementRef<'_>| e.attr("name").unwrap().to_owned();
        controls.extend(fieldset.select(&select("textarea")).map(|e| Control::Area(name(e))));
        controls
            .extend(fieldset.select(&select("input[type=text]")).map(|e| Control::Line(name(e))));
    }
    controls
}

/// A body as a browser would post it from `controls`, whatever a person did there. Texts stay
/// within 40 letters.
pub fn posts(controls: Vec<Control>) -> impl Strategy<Value = String> {
    let pair = |name: &str, value: &str| serde_urlencoded::to_string([(name, value)]).unwrap();
    let each: Vec<BoxedStrategy<Option<String>>> = controls
        .into_iter()
        .map(|control| match control {
            Control::Radio(name, values) => prop::option::of(prop::sample::select(values))
                .prop_map(move |v| v.map(|v| pair(&name, &v)))
                .boxed(),
            Control::Box(name, value) => {
                any::<bool>().prop_map(move |on| on.then(|| pair(&name, &value))).boxed()
            }
            Control::Area(name) => {
                "[\\PC\r\n]{0,12}".prop_map(move |text| Some(pair(&name, &text))).boxed()
            }
            Control::Line(name) => prop::option::of(-3..=99_i32)
                .prop_map(move |n| {
                    Some(pair(&name, &n.map_or_else(String::new, |n| n.to_string())))
                })
                .boxed(),
        })
        .collect();
    each.prop_map(|pairs| pairs.into_iter().flatten().collect::<Vec<_>>().join("&"))
}
