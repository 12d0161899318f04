//! Bodies that our forms do not post: each is explained, and nothing is stored.

use crate::support::{Answer, Place};

#[test]
fn whatever_is_no_answer_to_the_form_is_explained_and_stores_nothing() {
    let place = Place::with_collections();
    let service = place.serve();
    let path = service.open(&place.link("age-8-15"));
    let long = format!("comment={}", "a".repeat(2_001));
    let many = "worker=teacher&".repeat(2_001);
    let cases: [(&str, &[u8], u16, &str); 12] = [
        ("nothing at all", b"", 422, "have not answered any question"),
        ("only spaces", b"comment=++%0A+", 422, "have not answered any question"),
        ("an unknown question", b"worker=teacher&surname=X", 422, "not part of this form"),
        ("an unknown option", b"worker=king", 422, "not one of those offered"),
        ("two radios", b"worker=teacher&worker=youth-worker", 422, "takes one answer"),
        ("a text that is too long", long.as_bytes(), 422, "one character too many"),
        ("only control characters", b"comment=%00%1B", 422, "have not answered any question"),
        ("a name that is not UTF-8", b"%FF=1&worker=teacher", 422, "not part of this form"),
        ("far too many fields", many.as_bytes(), 422, "not part of this form"),
        ("a lone percent", b"worker=%", 422, "not one of those offered"),
        ("no value", b"worker", 422, "not one of those offered"),
        ("an empty name", b"=x&worker=teacher", 422, "not part of this form"),
    ];
    for (name, body, status, words) in cases {
        let answer = service.post(&path, body);
        assert_eq!(answer.status, status, "{name}");
        assert!(answer.text.contains(words), "{name}: {}", answer.text);
        if status == 422 {
            assert!(answer.text.contains("<title>Error: "), "{name}");
        }
    }
    assert_eq!(place.returned("age-8-15"), 0);
    assert!(place.held("age-8-15").0.is_empty());
}

#[test]
fn ten_megabytes_and_other_kinds_of_body_are_refused_in_words() {
    let place = Place::with_collections();
    let service = place.serve();
    let path = service.open(&place.link("staff"));
    let large = service.post(&path, format!("comment={}", "a".repeat(10_000_000)));
    assert_eq!(large.status, 413);
    assert!(large.text.contains("too much to send"));
    for kind in ["application/json", "multipart/form-data", "application/octet-stream"] {
        let request = service.agent.post(format!("{}{path}", service.base)).content_type(kind);
        let answer = Answer::of(request.send("agency=health").unwrap());
        assert_eq!(answer.status, 400, "{kind}");
        assert!(answer.text.contains("could not be read"));
    }
    assert_eq!(place.returned("staff"), 0);
}

#[test]
fn a_refused_form_comes_back_with_everything_that_was_typed() {
    let place = Place::with_collections();
    let service = place.serve();
    let path = service.open(&place.link("age-8-15"));
    let story = "<b>\"&'".repeat(500);
    let encoded: String = story.bytes().map(|b| format!("%{b:02X}")).collect();
    let answer = service.post(&path, format!("worker-listens=always&comment={encoded}"));
    assert_eq!(answer.status, 422);
    assert!(answer.text.contains(&"&lt;b&gt;&quot;&amp;'".repeat(500)));
    let page = scraper::Html::parse_document(&answer.text);
    let checked = scraper::Selector::parse("input[checked]").unwrap();
    let names: Vec<_> = page
        .select(&checked)
        .map(|i| (i.attr("name").unwrap(), i.attr("value").unwrap()))
        .collect();
    assert_eq!(names, [("q.2", "1")]);
    assert_eq!(service.post(&path, "worker-listens=always&comment=short").status, 303);
}

#[test]
fn a_page_elsewhere_cannot_make_its_visitors_answer() {
    let place = Place::with_collections();
    let service = place.serve();
    let path = service.open(&place.link("staff"));
    let send = |site: &str| {
        let request =
            service.agent.post(format!("{}{path}", service.base)).header("Sec-Fetch-Site", site);
        request
            .content_type("application/x-www-form-urlencoded")
            .send("agency=health")
            .unwrap()
            .status()
            .as_u16()
    };
    assert_eq!((send("cross-site"), send("same-site")), (400, 400));
    assert_eq!(place.returned("staff"), 0);
    assert_eq!(send("same-origin"), 303);
}

#[test]
fn a_method_that_a_page_does_not_have_is_answered_in_words() {
    let place = Place::with_collections();
    let service = place.serve();
    let link = place.link("staff");
    for path in ["/help".to_owned(), "/leave".to_owned(), format!("/s/{link}/thanks")] {
        let answer = service.post(&path, "agency=health");
        assert_eq!(answer.status, 405, "{path}");
        assert!(
            answer.text.contains("cannot do that") && answer.headers.contains("default-src 'none'"),
            "{path}"
        );
    }
}
