use super::*;

#[test]
fn the_first_is_shipped_and_has_its_parts() {
    let first = Framework::first();
    assert_eq!(first.questions().len(), 5);
    assert_eq!(first.question(5), Some("Leading together"));
    assert_eq!(first.indicator("9.3"), Some("People and partnerships"));
    assert_eq!(first.indicator("9.5"), None);
    assert_eq!(first.scale().len(), 6);
    assert!("moon".parse::<Framework>().is_err());
}

#[test]
fn a_file_with_a_mistake_is_refused_with_its_place() {
    let good = include_str!("../../../surveys/frameworks/joint-2018.toml");
    for (from, to, problem) in [
        ("number = 2\n", "number = 1\n", "question 1 stands twice"),
        ("number = \"9.4\"", "number = \"9.3\"", "indicator 9.3 stands twice"),
        ("number = \"9.4\"", "number = \"9/4\"", "indicator 9/4 needs a number"),
        ("number = \"9.4\"", "number = \"..\"", "indicator .. needs a number"),
        ("number = \"9.4\"", "number = \"\"", "needs a number of up to 12"),
        ("en = \"Good\"", "en = \" \"", "evaluation `good` needs an English title"),
        ("key = \"joint-2018\"", "key = \"Joint\"", "small letters"),
        ("version = 1", "version = \"one\"", "line "),
    ] {
        let said = read(&good.replacen(from, to, 1)).expect_err(problem);
        assert!(said.contains(problem), "{problem}: {said}");
    }
}
