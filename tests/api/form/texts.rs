//! What people paste into a text box: it is stored as it reads, or comes back on the page.

use std::{collections::BTreeMap, fs};

use diesel::prelude::*;
use proptest::{
    prelude::{Strategy, any, prop, prop_oneof},
    strategy::ValueTree,
    test_runner::{Config, TestRunner},
};
use scraper::{Html, Selector};
use speir::{store::schema::comments, text::clean};

use crate::support::{Answer, Place, Service, form};

/// The texts that the released comments of staff have, in order.
fn released(place: &Place) -> Vec<String> {
    place.release();
    let mut connection = place.store().connection().unwrap();
    let mut texts: Vec<String> =
        comments::table.select(comments::text).load(&mut *connection).unwrap();
    texts.sort_unstable();
    texts
}

/// What the last box of the page holds, as a browser reads it: that of the comment.
fn held(page: &Answer) -> String {
    let page = Html::parse_document(&page.text);
    page.select(&Selector::parse("textarea").unwrap()).next_back().unwrap().text().collect()
}

fn send(service: &Service, link: &str, text: &str) -> Answer {
    service.post(&service.open(link), form(&[("q.agency", "health"), ("q.comment", text)]))
}

#[test]
fn pasted_texts_are_stored_as_they_read() {
    let cases = fs::read_to_string("tests/api/fixtures/texts/texts.tsv").unwrap();
    let place = Place::with_collections();
    let service = place.serve();
    let link = place.link("staff");
    let mut meant = Vec::new();
    for line in cases.lines().skip(1) {
        let [name, posted, stored] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        let posted: String = serde_json::from_str(posted).unwrap();
        let answer = send(&service, &link, &posted);
        assert_eq!(answer.status, 303, "{name}: {}", answer.text);
        meant.push(serde_json::from_str::<String>(stored).unwrap());
    }
    meant.sort_unstable();
    assert_eq!(released(&place), meant);
}

#[test]
fn any_text_is_stored_or_comes_back_on_the_page() {
    let place = Place::with_collections();
    let service = place.serve();
    let link = place.link("staff");
    let mut runner = TestRunner::new(Config::default());
    let any = prop_oneof![
        any::<String>(),
        prop::collection::vec(any::<char>(), 0..60).prop_map(String::from_iter),
        prop::collection::vec(prop::sample::select(('\0'..='\u{a0}').collect::<Vec<_>>()), 0..60)
            .prop_map(String::from_iter),
        "[\u{2000}-\u{206f}\u{d7ff}-\u{f8ff}\u{fff0}-\u{ffff}\r\n ]{0,40}",
        "\\PC{1990,2100}"
    ];
    let mut meant = Vec::new();
    for _ in 0..120 {
        let text = any.new_tree(&mut runner).unwrap().current();
        let answer = send(&service, &link, &text);
        let kept = clean(&text).trim().to_owned();
        match answer.status {
            303 if kept.is_empty() => {}
            303 => meant.push(kept),
            422 => assert_eq!(held(&answer).trim(), kept, "{text:?}"),
            other => panic!("{other} for {text:?}"),
        }
    }
    meant.sort_unstable();
    assert_eq!(released(&place), meant);
}

#[test]
fn a_damaged_body_comes_back_with_what_can_be_read() {
    let place = Place::with_collections();
    let service = place.serve();
    let link = place.link("staff");
    let replaced = "\u{fffd}";
    for (body, text) in [
        (&b"q.comment=%zz%"[..], "%zz%".to_owned()),
        (b"q.comment=a%E0b%", format!("a{replaced}b%")),
        (b"q.comment=raw\xff\xfe", format!("raw{replaced}{replaced}")),
        (b"q.comment=%ED%A0%80", replaced.repeat(3)),
        (b"q.comment=a+b%2Bc=d", "a b+c=d".to_owned()),
    ] {
        let refused = service.post(&service.open(&link), [body, b"&nothing=1"].concat());
        assert_eq!(refused.status, 422);
        assert_eq!(held(&refused), text);
        assert_eq!(service.post(&service.open(&link), body).status, 303);
    }
}

#[test]
fn a_whole_report_pasted_into_a_box_comes_back() {
    let place = Place::with_collections();
    let service = place.serve();
    let link = place.link("staff");
    let report = "A line of a long report: 100% & more.\n".repeat(40_000);
    let answer = send(&service, &link, &report);
    assert_eq!(answer.status, 422);
    assert_eq!(held(&answer), report);
    let page = Html::parse_document(&answer.text);
    let checked = Selector::parse("input[checked]").unwrap();
    assert_eq!(
        page.select(&checked).filter_map(|input| input.attr("value")).collect::<Vec<_>>(),
        ["2"]
    );
    assert_eq!(place.returned("staff"), 0);
}

#[test]
fn more_fields_than_the_page_has_come_back_too() {
    let place = Place::with_collections();
    let service = place.serve();
    let path = service.open(&place.link("staff"));
    let answer = service.post(&path, format!("q.comment=kept{}", "&x=1".repeat(20_000)));
    assert_eq!((answer.status, held(&answer).as_str()), (422, "kept"));
}

#[test]
fn the_other_encodings_of_a_form_are_read() {
    let place = Place::with_collections();
    let service = place.serve();
    let link = place.link("staff");
    let part = |name: &str, value: &str| {
        format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let multipart = format!(
        "{}{}--edge--\r\n",
        part("q.agency", "health"),
        part("q.comment", "one\r\ntwo & 3")
    );
    for (kind, body) in [
        ("multipart/form-data; boundary=edge", multipart.as_str()),
        ("multipart/form-data; boundary=\"edge\"", &multipart),
        ("text/plain", "q.agency=health\r\nq.comment=one\r\ntwo & 3\r\n"),
        (
            "application/x-www-form-urlencoded; charset=utf-8",
            "q.agency=health&q.comment=one%0D%0Atwo+%26+3",
        ),
    ] {
        let request = service
            .agent
            .post(format!("{}{}", service.base, service.open(&link)))
            .content_type(kind);
        let answer = Answer::of(request.send(body).unwrap());
        assert_eq!(answer.status, 303, "{kind}: {}", answer.text);
    }
    assert_eq!(released(&place), ["one\ntwo & 3"; 4]);
}

#[test]
fn a_page_of_an_earlier_release_is_still_taken() {
    let place = Place::with_collections();
    let service = place.serve();
    service.answer(&place.link("staff"), "agency=health&comment=From+before");
    service.answer(&place.link("staff"), "q.agency=health&q.comment=From+now");
    assert_eq!(released(&place), ["From before", "From now"]);
    assert_eq!(place.tally("agency", "health"), 2);
}

#[test]
fn no_control_of_a_page_is_named_like_a_property_of_a_form() {
    let place = Place::with_collections();
    let service = place.serve();
    let mut names = BTreeMap::new();
    for audience in ["staff", "age-8-15"] {
        let page = service.get(&service.open(&place.link(audience)));
        let page = Html::parse_document(&page.text);
        for control in page.select(&Selector::parse("fieldset [name]").unwrap()) {
            *names.entry(control.attr("name").unwrap().to_owned()).or_insert(0) += 1;
        }
    }
    assert!(names.len() > 20 && names.keys().all(|name| name.starts_with("q.")), "{names:?}");
}
