use proptest::{collection::vec, option, prelude::*, sample::subsequence};

use super::{Mistake, read};
use crate::{
    programme::{PrintedShare, PublishedFigure},
    results::wording::Term,
};

const HEADER: &str = "question,share,base,term,source\n";

fn mistakes(text: &str) -> Vec<String> {
    read(text.as_bytes()).expect_err(text).iter().map(Mistake::to_string).collect()
}

fn one(text: &str) -> PublishedFigure {
    let figures = read(text.as_bytes()).expect(text);
    assert_eq!(figures.len(), 1, "{text}");
    figures.into_iter().next().expect("a figure")
}

#[test]
fn figures_are_read_whatever_program_wrote_them() {
    let wanted = PublishedFigure {
        question: "I feel safe, at home".to_owned(),
        share: PrintedShare::of_permille(625),
        base: Some(1_306),
        term: Some(Term::Majority),
        source: "Report \"2017\"".to_owned(),
        survey: None,
        question_id: None,
    };
    for text in [
        "question,share,base,term,source\n\"I feel safe, at home\",62.5,1306,the majority,\"Report \"\"2017\"\"\"\n",
        "\u{feff}Question;Share;Base;Term;Source\r\nI feel safe, at home;62,5%;1,306;Majority;Report \"2017\"\r\n",
        "source\tterm\tbase\tshare\tquestion\n\n \t \t\t\t\nReport \"2017\"\tThe majority\t1 306\t62.5 %\tI feel safe, at home",
        "sep=;\nsource;term;base;share;question\rReport \"2017\";majority;1306;62.5;I feel safe, at home\r",
        "\"question\",\"share\",\"base\",\"term\",\"source\",,\n\"I feel safe, at home\", \"62.5\" ,\"1,306\",the majority,Report \"2017\",,\n",
    ] {
        assert_eq!(one(text), wanted, "{text}");
    }
}

#[test]
fn a_survey_and_its_question_may_follow() {
    let text = "survey,question_id,question,share,base,term,source\nstaff,valued,Q,,,few,R\n";
    let figure = one(text);
    assert_eq!(figure.survey.as_ref().map(ToString::to_string).as_deref(), Some("staff"));
    assert_eq!(figure.question_id.map(|id| id.to_string()).as_deref(), Some("valued"));
    assert_eq!((figure.share, figure.base, figure.term), (None, None, Some(Term::Few)));
}

#[test]
fn every_mistake_is_told_with_its_line() {
    let rows = "Q1,101,,,R\n\nQ2,,,,R\nQ3,62,none,mots,\n,62,,,R\nQ4,62,,,R,more\n\"Q5,62,,,R\nQ6,62,,,R\nQ6,63,,,R\n";
    let told = mistakes(&format!("{HEADER}{rows}"));
    let wanted = [
        "Line 2: “101” is not a share.",
        "Line 4: It has neither a share nor a term.",
        "Line 5: “none” is not a base.",
        "Line 5: “mots” is not a term. Write one of: few, less than half, the majority, most, \
            almost all;",
        "Line 5: It has no source.",
        "Line 6: It has no question.",
        "Line 7: It has 6 cells, but the first line names 5 columns.",
        "Line 8: A quotation mark is not closed",
        "Line 10: Line 9 has a figure for the same question.",
    ];
    assert_eq!(told.len(), wanted.len(), "{told:#?}");
    for (told, wanted) in told.iter().zip(wanted) {
        assert!(told.starts_with(wanted), "{told}");
    }
}

#[test]
fn a_share_and_a_term_must_not_contradict_each_other() {
    let row = |share: &str, term: &str| format!("{HEADER}Q,{share},,{term},R\n");
    for (share, term) in
        [("14", "few"), ("74.5", "most"), ("74.5", "the majority"), ("100", "almost all")]
    {
        assert_eq!(one(&row(share, term)).term, Term::ALL.into_iter().find(|t| t.words() == term));
    }
    for (share, term) in
        [("92", "most"), ("14", "less than half"), ("89.4", "almost all"), ("0", "most")]
    {
        let told = mistakes(&row(share, term));
        let wanted = format!("Line 2: The share {share}% is not “{term}”");
        assert!(told.len() == 1 && told[0].starts_with(&wanted), "{told:?}");
    }
    assert!(
        mistakes(&row("92", "most"))[0].contains("means 75% to 89%. Its term is “almost all”.")
    );
}

#[test]
fn a_header_with_mistakes_is_refused() {
    for (header, wanted) in [
        ("a,b,c", "Line 1: The first line must name the columns: question,share"),
        ("question,share,base,term", "Line 1: The column “source” is missing."),
        ("question,share,base,term,source,share", "Line 1: The column “share” is there twice."),
        ("question,share,base,term,source,year", "Line 1: “year” is not a column."),
    ] {
        let told = mistakes(&format!("{header}\nQ,62,,,R\n"));
        assert!(told.iter().any(|told| told.starts_with(wanted)), "{told:?}");
    }
    assert!(mistakes("\u{feff}\r\n")[0].contains("empty"));
    assert!(mistakes(HEADER)[0].contains("no figures"));
}

#[test]
fn ids_need_their_survey_and_the_form_of_keys() {
    let header = "question,share,base,term,source,survey,question_id\n";
    for (row, wanted) in [
        ("Q,62,,,R,,valued", "It has a question_id but no survey."),
        ("Q,62,,,R,Staff survey,", "“Staff survey” is not a survey."),
        ("Q,62,,,R,staff,<b>", "“<b>” is not a question_id."),
    ] {
        let told = mistakes(&format!("{header}{row}\n"));
        assert!(told.iter().any(|told| told.contains(wanted)), "{told:?}");
    }
}

#[test]
fn a_file_within_its_bounds_is_read_and_a_larger_one_refused() {
    let rows =
        |count: usize| (0..count).map(|number| format!("Q {number},62,,,R\n")).collect::<String>();
    let full = format!("{HEADER}{}", rows(5_000));
    assert_eq!(read(full.as_bytes()).map(|figures| figures.len()), Ok(5_000));
    assert!(mistakes(&format!("{HEADER}{}", rows(5_001)))[0].contains("5,001 figures"));
    let large = format!("{HEADER}Q,62,,,{}", "R".repeat(super::LARGEST));
    assert!(mistakes(&large)[0].contains("larger than 1 MB"));
}

#[test]
fn other_encodings_and_invisible_characters_are_refused_with_their_line() {
    let latin = b"question,share,base,term,source\nQ,62,,,R\nCaf\xe9,62,,,R\n";
    let told = read(latin).expect_err("it is not UTF-8");
    assert!(told[0].to_string().starts_with("Line 3: This is not UTF-8"), "{told:?}");
    let told = mistakes(&format!("{HEADER}Q\u{202e},62,,,R\n"));
    assert!(told[0].contains("U+202E"), "{told:?}");
    let long = "x".repeat(501);
    assert!(mistakes(&format!("{HEADER}{long},62,,,R\n"))[0].contains("at most 500"));
}

fn figure() -> impl Strategy<Value = PublishedFigure> {
    let text = "[A-Za-zàèÌò0-9][ A-Za-zà,;\"'?.-]{0,30}[a-z?]";
    let key = option::of("[a-z][a-z0-9-]{0,20}");
    let share = option::of(0..=1_000_u16);
    let term = option::of(0..Term::ALL.len());
    (text, share, option::of(1..10_000_000_u32), term, text, key.clone(), key).prop_map(
        |(question, share, base, term, source, survey, question_id)| {
            let share = share.and_then(PrintedShare::of_permille);
            // A term with a share fits it.
            let term = term.or(share.is_none().then_some(0)).map(|place| Term::ALL[place]);
            let term = term.map(|term| share.map_or(term, |one| Term::of_percent(one.percent())));
            let parsed = |key: Option<String>| key.map(|key| key.parse().expect("a key"));
            let question_id = survey.as_ref().and(question_id);
            PublishedFigure {
                question,
                share,
                base,
                term,
                source,
                survey: parsed(survey),
                question_id: parsed(question_id),
            }
        },
    )
}

fn written(
    figures: &[PublishedFigure],
    order: &[usize],
    separator: u8,
    (always, crlf, mark): (bool, bool, bool),
) -> Vec<u8> {
    let style = if always { csv::QuoteStyle::Always } else { csv::QuoteStyle::Necessary };
    let end = if crlf { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
    let mut writer = csv::WriterBuilder::new()
        .delimiter(separator)
        .quote_style(style)
        .terminator(end)
        .from_writer(if mark { "\u{feff}".as_bytes().to_vec() } else { Vec::new() });
    let names = ["question", "share", "base", "term", "source", "survey", "question_id"];
    let mut write = |cells: [String; 7]| {
        writer.write_record(order.iter().map(|place| cells[*place].as_str())).expect("a row");
    };
    write(names.map(str::to_owned));
    for one in figures {
        let text = |part: Option<String>| part.unwrap_or_default();
        write([
            one.question.clone(),
            text(one.share.map(|share| share.to_string())),
            text(one.base.map(|base| base.to_string())),
            text(one.term.map(|term| term.to_string())),
            one.source.clone(),
            text(one.survey.as_ref().map(ToString::to_string)),
            text(one.question_id.as_ref().map(ToString::to_string)),
        ]);
    }
    writer.into_inner().expect("the bytes")
}

proptest! {
    #[test]
    fn what_is_written_is_read_as_the_same(
        figures in vec(figure(), 1..20),
        order in subsequence((0..7).collect::<Vec<usize>>(), 7).prop_shuffle(),
        separator in prop::sample::select(vec![b',', b';', b'\t']),
        style in any::<(bool, bool, bool)>(),
    ) {
        let mut kept: Vec<PublishedFigure> = Vec::new();
        for one in figures {
            let same = |other: &PublishedFigure| super::row::identity(other) == super::row::identity(&one);
            if !kept.iter().any(same) {
                kept.push(one);
            }
        }
        prop_assert_eq!(read(&written(&kept, &order, separator, style)), Ok(kept));
    }

    #[test]
    fn any_bytes_are_read_or_refused_with_a_line_of_theirs(rows in vec("[ -~\t\"é,;\r\n]{0,40}", 0..8), header in any::<bool>()) {
        let text = format!("{}{}", if header { HEADER } else { "" }, rows.concat());
        let lines = text.split(['\n', '\r']).count();
        match read(text.as_bytes()) {
            Ok(figures) => prop_assert!(figures.iter().all(|one| one.share.is_some() || one.term.is_some())),
            Err(mistakes) => {
                prop_assert!(!mistakes.is_empty());
                prop_assert!(mistakes.iter().all(|one| one.line.is_none_or(|line| (1..=lines).contains(&line))));
            }
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_refused(bytes in vec(any::<u8>(), 0..200)) {
        if let Err(mistakes) = read(&bytes) {
            prop_assert!(!mistakes.is_empty());
        }
    }
}
