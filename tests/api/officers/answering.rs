use super::{ask, before, collection, review, save, save_from, unescaped};
use crate::support::hidden;

#[test]
fn several_people_fill_in_parts_of_one_draft_at_the_same_time() {
    let desk = review();
    let links = ask(&desk, "Fife", &["a@fife.example", "b@fife.example"]);
    let (a, b) = (&links["a@fife.example"], &links["b@fife.example"]);
    let empty = before(&desk, a);
    let saved = save_from(&desk, a, &empty, &[("number-supported", "410")], "draft");
    assert_eq!(saved.status, 303, "{}", saved.text);
    assert!(desk.service.get(&saved.location).text.contains("The draft is saved."));
    // The other form was opened before that and knows nothing of it.
    let saved = save_from(&desk, b, &empty, &[("agreed-definition", "some")], "draft");
    assert_eq!(saved.status, 303, "{}", saved.text);
    let form = desk.service.get(a).text;
    assert!(form.contains("b@fife.example saved it on"), "{form}");
    assert!(form.contains(r#"value="410""#) && form.contains("with answers to 2 of"), "{form}");
    assert_eq!(desk.place.number("SELECT SUM(returned) FROM returns"), 0, "a draft is no answer");
}

#[test]
fn two_answers_to_one_question_are_shown_beside_each_other_and_none_is_lost() {
    let desk = review();
    let links = ask(&desk, "Fife", &["a@fife.example", "b@fife.example"]);
    let (a, b) = (&links["a@fife.example"], &links["b@fife.example"]);
    let empty = before(&desk, a);
    save_from(&desk, a, &empty, &[("number-supported", "410"), ("number-waiting", "7")], "draft");
    let clash = save_from(
        &desk,
        b,
        &empty,
        &[("number-supported", "390"), ("agreed-definition", "no")],
        "send",
    );
    assert_eq!(clash.status, 409, "{}", clash.text);
    for part in
        ["a@fife.example saved other answers", "theirs is “410”", r#"value="390""#, r#"value="7""#]
    {
        assert!(clash.text.contains(part), "{part}: {}", clash.text);
    }
    let now = unescaped(&hidden(&clash, "~before"));
    let answers =
        [("number-supported", "390"), ("number-waiting", "7"), ("agreed-definition", "no")];
    let saved = save_from(&desk, b, &now, &answers, "send");
    assert_eq!(saved.status, 303, "{}", saved.text);
    assert!(desk.service.get(&saved.location).text.contains("answers are sent"));
    assert!(desk.service.get(a).text.contains(r#"value="390""#));
}

#[test]
fn what_was_sent_stays_sent_and_can_be_corrected_until_it_closes() {
    let desk = review();
    let link = ask(&desk, "Fife", &["a@fife.example"])["a@fife.example"].clone();
    let nothing = save(&desk, &link, &[], "send");
    assert_eq!(nothing.status, 422);
    assert!(nothing.text.contains("Answer at least one question"), "{}", nothing.text);
    assert_eq!(save(&desk, &link, &[], "draft").status, 303, "an empty draft hurts nobody");
    assert_eq!(save(&desk, &link, &[("number-supported", "410")], "send").status, 303);
    assert_eq!(desk.place.number("SELECT SUM(returned) FROM returns"), 1);
    // A page from before it was sent would change what was sent, under the name of a draft.
    let stale = save(&desk, &link, &[("number-supported", "411")], "draft");
    assert_eq!(stale.status, 409);
    assert!(stale.text.contains("sent meanwhile") && stale.text.contains(r#"value="411""#));
    let sent = [("number-supported", "411"), ("~sent", "yes")];
    assert_eq!(save(&desk, &link, &sent, "send").status, 303);
    assert_eq!(desk.place.number("SELECT SUM(returned) FROM returns"), 1);
    for wrong in ["many", "-1", "20001", "99999999999"] {
        let refused = save(&desk, &link, &[("number-supported", wrong)], "send");
        assert_eq!(refused.status, 422, "{wrong}");
        assert!(refused.text.contains(&format!(r#"value="{wrong}""#)), "{wrong}");
        assert!(refused.text.contains("Question 2: "), "{}", refused.text);
    }
    let hostile = "<script>alert(1)</script>";
    assert_eq!(save(&desk, &link, &[("comment", hostile)], "send").status, 303);
    assert!(!desk.service.get(&link).text.contains(hostile));
    desk.place.run(&["check-store"]);

    let typed = [("comment", "Typed while it closed")];
    let from = before(&desk, &link);
    desk.place.close_where("audience = 'social-work-teams'");
    let late = save_from(&desk, &link, &from, &typed, "send");
    assert_eq!(late.status, 410);
    assert!(late.text.contains("Typed while it closed"), "nothing typed is lost");
    let closed = desk.service.get(&link);
    assert_eq!(closed.status, 200);
    assert!(closed.text.contains("These are the answers that your area sent."));
    assert!(!closed.text.contains("<form"), "{}", closed.text);
}

#[test]
fn the_form_is_there_in_gaelic_and_keeps_what_was_typed_on_the_way() {
    let desk = review();
    let link = ask(&desk, "Fife", &["a@fife.example"])["a@fife.example"].clone();
    let in_gaelic = save(&desk, &link, &[("number-supported", "410"), ("~lang", "gd")], "draft");
    assert_eq!(in_gaelic.status, 200);
    assert!(in_gaelic.text.contains(r#"lang="gd""#) && in_gaelic.text.contains(r#"value="410""#));
    assert!(in_gaelic.text.contains("Sàbhail dreachd"));
    assert_eq!(desk.place.number("SELECT count(*) FROM records"), 0, "nothing is saved");
    let saved = save(&desk, &format!("{link}?lang=gd"), &[("number-supported", "1")], "send");
    assert!(saved.location.contains("lang=gd"), "{}", saved.location);
    assert!(desk.service.get(&saved.location).text.contains("Chaidh freagairtean na sgìre a chur"));
}

#[test]
fn before_it_opens_the_link_says_when_it_does() {
    let desk = review();
    let link = ask(&desk, "Fife", &["a@fife.example"])["a@fife.example"].clone();
    let id = collection(&desk, "Fife");
    desk.place.sql("UPDATE collections SET opens_at = '2090-01-01 10:00:00', closes_at = '2090-02-01 10:00:00'");
    let early = desk.service.get(&link);
    assert_eq!(early.status, 404);
    assert!(early.text.contains("1 January 2090"), "{}", early.text);
    let answered = desk.get(&format!("/console/collections/{id}/answers"));
    assert!(answered.text.contains("Nobody reads drafts"), "{}", answered.text);
}
