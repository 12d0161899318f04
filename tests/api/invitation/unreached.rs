//! Addresses that an invitation did not reach: who sees them, and the way back for each.

use speir::users::Role;

use crate::{
    invitation::bounce_cases::{Sent, arrived_again, outcome, said, sent},
    invitation::second_lists::{hidden, send},
    support::{ANSWER, Answer, BadSmtp, Behaviour, Place, Service, form, wait_until},
};

const GONE: &str = include_str!("../fixtures/bounces/cases/unknown-mailbox.eml");
const FULL: &str = include_str!("../fixtures/bounces/cases/mailbox-full.eml");
const POLICY: &str = include_str!("../fixtures/bounces/cases/refused-by-policy.eml");

/// A collection of staff as its co-ordinator sees it, where the first mailboxes were not reached.
struct Scene {
    server: BadSmtp,
    place: Place,
    service: Service,
    sent: Vec<Sent>,
    cookie: String,
    page: String,
}

impl Scene {
    /// So many mailboxes. The first `lost` do not exist.
    fn new(count: usize, lost: usize) -> Self {
        let (server, place, service, sent) = sent(count);
        for one in sent.iter().take(lost) {
            assert_eq!(outcome(&said(&place, &one.report(GONE))), "undeliverable");
        }
        let password = place.user("c@speir.example", "coordinator");
        let cookie = service.sign_in("c@speir.example", &password);
        let page = format!(
            "/console/collections/{}/invitations/unreached",
            place.collection("staff")["id"].as_str().unwrap()
        );
        Self { server, place, service, sent, cookie, page }
    }

    fn show(&self) -> Answer {
        self.service.get_as(&self.page, &self.cookie)
    }

    fn post(&self, fields: &[(&str, &str)]) -> Answer {
        let request = self.service.agent.post(format!("{}{}", self.service.base, self.page));
        let request = request.header("Cookie", &self.cookie).header("Origin", &self.service.base);
        Answer::of(
            request
                .header("Content-Type", "application/x-www-form-urlencoded")
                .send(form(fields))
                .unwrap(),
        )
    }

    /// What the form of an address is called.
    fn key(&self, address: &str) -> String {
        let page = self.show().text;
        let from = page
            .find(&format!("<h2 class=\"address\">{address}</h2>"))
            .unwrap_or_else(|| panic!("{page}"));
        let start = "name=\"unreached\" value=\"";
        let at = page[from..].find(start).unwrap() + from + start.len();
        page[at..].split('"').next().unwrap().to_owned()
    }

    fn issued(&self) -> (u64, u64) {
        let collection = self.place.collection("staff");
        (self.place.returned("staff"), collection["issued"].as_u64().unwrap())
    }

    fn is_sound(&self) {
        self.place.run(&["check-store"]);
    }

    /// The last message, once so many were accepted.
    fn newest(&self, count: usize) -> Sent {
        arrived_again(&self.server, &self.place, count);
        let newest = self.server.received().pop().unwrap();
        Sent::of(&newest.from, &newest.text)
    }
}

#[test]
fn a_corrected_address_gets_the_invitation_and_its_old_link_stops_working() {
    let scene = Scene::new(6, 1);
    let (old, key) = (&scene.sent[0], scene.key(&scene.sent[0].to));
    assert_eq!(scene.issued(), (0, 5));
    assert!(scene.show().text.contains("does not exist or is closed"));
    for (typed, said) in
        [("not an address", "Write an email address"), ("màiri@example.org", "the letters a to z")]
    {
        let refused = scene.post(&[("unreached", &key), ("email", typed), ("do", "correct")]);
        assert_eq!(refused.status, 422, "{typed}");
        assert!(
            refused.text.contains(said) && refused.text.contains(&format!("value=\"{typed}\"")),
            "{typed}"
        );
    }
    let known = scene.post(&[("unreached", &key), ("email", &scene.sent[1].to), ("do", "correct")]);
    assert_eq!(known.status, 422, "{}", known.text);
    assert!(known.text.contains("already in the list"));
    let pasted = "Right, Ann <mailto:right@example.org>\u{a0}";
    let done = scene.post(&[("unreached", &key), ("email", pasted), ("do", "correct")]);
    assert_eq!(done.status, 303, "{}", done.text);
    let new = scene.newest(7);
    assert_eq!(new.to, "right@example.org");
    wait_until("it is counted", || scene.issued() == (0, 6));
    for answer in
        [scene.service.get(&old.letter.link), scene.service.post(&old.letter.link, ANSWER)]
    {
        assert_eq!(answer.status, 410);
        assert!(answer.text.contains("no longer works"), "{}", answer.text);
    }
    assert_eq!(scene.service.post(&new.letter.link, ANSWER).status, 303);
    assert_eq!(scene.issued(), (1, 6));
    // A late report about the wrong address, and the page that somebody else still has open.
    assert_eq!(outcome(&said(&scene.place, &old.report(POLICY))), "nothing");
    let stale =
        scene.post(&[("unreached", &key), ("email", "wrong@example.org"), ("do", "correct")]);
    assert_eq!(stale.status, 409);
    assert!(stale.text.contains("Nothing was changed"));
    assert_eq!(scene.place.undeliverable(), 0);
    scene.is_sound();
    assert!(!scene.place.audited().contains("right@example.org"));
}

#[test]
fn an_invitation_that_was_answered_has_no_second_response_from_a_corrected_address() {
    let scene = Scene::new(6, 0);
    let old = &scene.sent[0];
    assert_eq!(scene.service.post(&old.letter.link, ANSWER).status, 303);
    assert_eq!(outcome(&said(&scene.place, &old.report(GONE))), "undeliverable");
    let key = scene.key(&old.to);
    assert_eq!(
        scene
            .post(&[("unreached", &key), ("email", "right@example.org"), ("do", "correct")])
            .status,
        303
    );
    let new = scene.newest(7);
    assert_eq!(scene.service.get(&new.letter.link).status, 410);
    assert_eq!(scene.issued(), (1, 6));
    scene.is_sound();
}

#[test]
fn whether_somebody_has_answered_changes_nothing_about_their_address() {
    let scene = Scene::new(8, 0);
    assert_eq!(scene.service.post(&scene.sent[0].letter.link, ANSWER).status, 303);
    let seen = |who: usize| {
        let one = &scene.sent[who];
        let before =
            (scene.place.rows("invited"), scene.place.rows("waves"), scene.server.accepted());
        let told = said(&scene.place, &one.report(GONE));
        let page = scene.show();
        let listed = page.text.contains(&format!("<h2 class=\"address\">{}</h2>", one.to));
        let counts = (scene.place.undeliverable(), scene.issued());
        let again = scene.post(&[("unreached", &scene.key(&one.to)), ("do", "again")]).status;
        arrived_again(&scene.server, &scene.place, before.2 + 1);
        wait_until("all is as before", || {
            (scene.place.rows("invited"), scene.place.rows("waves"))
                == (before.0.clone(), before.1.clone())
        });
        let to = scene.server.received().pop().unwrap().to;
        assert_eq!(to, std::slice::from_ref(&one.to));
        (told, listed, counts, again)
    };
    assert_eq!(seen(0), seen(1));
    scene.is_sound();
}

#[test]
fn addresses_are_tried_again_one_by_one_all_at_once_and_by_a_later_list() {
    let scene = Scene::new(8, 3);
    assert_eq!(scene.issued(), (0, 5));
    let (old, key) = (&scene.sent[0], scene.key(&scene.sent[0].to));
    assert_eq!(scene.post(&[("unreached", &key), ("do", "again")]).status, 303);
    let again = scene.newest(9);
    assert_eq!(
        (again.to.as_str(), again.letter.link.as_str()),
        (old.to.as_str(), old.letter.link.as_str())
    );
    assert_eq!(scene.post(&[("unreached", &key), ("do", "again")]).status, 409);
    // The first report once more changes nothing; one about the new message does.
    assert_eq!(outcome(&said(&scene.place, &old.report(GONE))), "nothing");
    assert_eq!(outcome(&said(&scene.place, &again.report(GONE))), "undeliverable");
    assert_eq!(scene.place.count("unreached"), 3);
    assert_eq!(scene.post(&[("do", "all")]).status, 303);
    scene.newest(12);
    wait_until("all are counted", || scene.issued() == (0, 8));
    assert!(scene.show().text.contains("No invitation has been refused"));
    for one in scene.server.received().into_iter().skip(9).take(2) {
        let one = Sent::of(&one.from, &one.text);
        assert_eq!(outcome(&said(&scene.place, &one.report(POLICY))), "not-the-mailbox");
    }
    assert!(scene.show().text.contains("refuses our messages"));
    let list: String = (1..=8).map(|n| format!("person{n}@example.org\n")).collect();
    let told = scene.place.import(&list);
    assert!(told.contains("2 not reached before are tried again"), "{told}");
    scene.newest(14);
    wait_until("all are counted", || scene.issued() == (0, 8));
    assert_eq!(scene.place.count("unreached"), 0);
    scene.is_sound();
}

#[test]
fn a_list_of_unreached_addresses_is_tried_again_once_confirmed() {
    let scene = Scene::new(7, 2);
    let path = scene.page.replace("/unreached", "/import");
    let list: String = (1..=7).map(|n| format!("person{n}@example.org\n")).collect();
    let looked = send(&scene.service, &path, &scene.cookie, &[("list", &list)]);
    assert_eq!(looked.status, 200, "{}", looked.text);
    assert!(looked.text.contains("Try 2 again"), "{}", looked.text);
    assert_eq!(scene.place.count("unreached"), 2, "looking changes nothing");
    let fields = hidden(&looked.text);
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(send(&scene.service, &path, &scene.cookie, &fields).status, 303);
    scene.newest(9);
    wait_until("all are counted", || scene.issued() == (0, 7));
    scene.is_sound();
}

#[test]
fn a_removed_address_counts_as_somebody_who_has_left() {
    let scene = Scene::new(6, 2);
    for one in &scene.sent[..2] {
        let done = scene.post(&[("unreached", &scene.key(&one.to)), ("do", "remove")]);
        assert_eq!(done.status, 303);
        let page = scene.service.get_as(&format!("{}?removed", scene.page), &scene.cookie).text;
        assert!(page.contains("The address is removed") && page.contains("To undo this"), "{page}");
        assert_eq!(scene.service.post(&one.letter.link, ANSWER).status, 410);
    }
    assert_eq!(scene.issued(), (0, 4));
    assert_eq!(scene.place.number("SELECT departed FROM mailings"), 2);
    assert!(!scene.show().text.contains(&scene.sent[0].to));
    scene.is_sound();
    let more = ["a", "b", "c", "d"].map(|name| format!("{name}@new.example\n")).concat();
    let told = scene.place.import(&format!("{}\n{more}", scene.sent[0].to));
    assert!(told.contains("5 mailboxes imported"), "{told}");
    scene.newest(11);
    let received = scene.server.received();
    let sent = received.iter().skip(6).map(|one| Sent::of(&one.from, &one.text));
    let again = sent.into_iter().find(|one| one.to == scene.sent[0].to).expect("the address");
    assert_eq!(scene.service.post(&again.letter.link, ANSWER).status, 303);
    wait_until("it is counted", || scene.issued() == (1, 9));
    scene.is_sound();
}

#[test]
fn an_invitation_that_came_back_and_waits_is_not_delivered() {
    let scene = Scene::new(7, 0);
    assert_eq!(outcome(&said(&scene.place, &scene.sent[0].report(FULL))), "again");
    assert_eq!(scene.issued(), (0, 6));
    assert_eq!(outcome(&said(&scene.place, &scene.sent[1].report(POLICY))), "not-the-mailbox");
    assert_eq!(scene.issued(), (0, 5));
    let page = scene.service.get_as(scene.page.trim_end_matches("/unreached"), &scene.cookie).text;
    assert!(page.contains("<dt>Delivered</dt><dd>5</dd>"), "{page}");
    let of_wave = || {
        ["waiting", "sent", "given_up"]
            .map(|of| scene.place.number(&format!("SELECT {of} FROM waves WHERE number = 0")))
    };
    assert_eq!(of_wave(), [1, 5, 1]);
    scene.place.hurry();
    arrived_again(&scene.server, &scene.place, 8);
    wait_until("it is counted", || scene.issued() == (0, 6));
    assert_eq!(of_wave(), [0, 6, 1]);
    assert_eq!(scene.post(&[("do", "all")]).status, 303);
    arrived_again(&scene.server, &scene.place, 9);
    wait_until("it is counted", || of_wave() == [0, 7, 0] && scene.issued() == (0, 7));
    scene.is_sound();
}

#[test]
fn an_address_that_is_refused_at_once_is_listed_and_can_be_dealt_with() {
    let scene = Scene::new(5, 0);
    scene.server.behave(Behaviour::RefuseRecipients("554 5.7.1 Blocked".to_owned()));
    scene.place.invite_at(&[("d.example", 5)]);
    wait_until("all are refused", || {
        scene.place.number("SELECT COUNT(*) FROM messages WHERE attempts = 1 AND state = 'queued'")
            == 5
    });
    let page = scene.show().text;
    assert!(page.contains("refuses our messages") && page.contains("5 addresses"), "{page}");
    let address = |number: u32| format!("person{number}@d.example");
    scene.server.behave(Behaviour::Accept);
    let corrected = [
        ("unreached", &*scene.key(&address(1))),
        ("email", "right@example.org"),
        ("do", "correct"),
    ];
    assert_eq!(scene.post(&corrected).status, 303);
    assert_eq!(scene.post(&[("unreached", &scene.key(&address(2))), ("do", "remove")]).status, 303);
    for number in 3..=5 {
        let again = [("unreached", &*scene.key(&address(number))), ("do", "again")];
        assert_eq!(scene.post(&again).status, 303);
    }
    arrived_again(&scene.server, &scene.place, 9);
    let to: Vec<String> =
        scene.server.received().iter().skip(5).map(|one| one.to[0].clone()).collect();
    assert!(to.contains(&"right@example.org".to_owned()) && to.contains(&address(3)), "{to:?}");
    wait_until("all is counted", || {
        scene.issued() == (0, 9) && scene.place.count("unreached") == 0
    });
    scene.is_sound();
}

#[test]
fn no_rate_reads_more_responses_than_invitations() {
    let scene = Scene::new(60, 0);
    for one in &scene.sent {
        assert_eq!(scene.service.post(&one.letter.link, ANSWER).status, 303);
    }
    for one in &scene.sent[..8] {
        assert_eq!(outcome(&said(&scene.place, &one.report(GONE))), "undeliverable");
    }
    assert_eq!(scene.issued(), (60, 60));
    assert!(scene.place.run(&["collection", "list"]).contains("60 of 60, 100%"));
    let invitations =
        scene.service.get_as(scene.page.trim_end_matches("/unreached"), &scene.cookie).text;
    let collection = scene
        .service
        .get_as(scene.page.trim_end_matches("/invitations/unreached"), &scene.cookie)
        .text;
    for page in [invitations, collection] {
        assert!(
            page.contains("100%") && !page.contains("60 of 52") && !page.contains("115%"),
            "{page}"
        );
    }
}

#[test]
fn only_those_who_upload_lists_see_addresses() {
    let scene = Scene::new(6, 1);
    let address = &scene.sent[0].to;
    for role in Role::ALL {
        let email = format!("{}@roles.example", role.key());
        let inspection = scene.place.inspection_id().to_string();
        let more: &[&str] = if role == Role::Reader { &["--inspection", &inspection] } else { &[] };
        let password = scene.place.user_with(&email, role.key(), more);
        if role == Role::Lead {
            scene.place.sql("UPDATE inspections SET lead = 'lead@roles.example'");
        }
        let cookie = scene.service.sign_in(&email, &password);
        let page = scene.service.get_as(&scene.page, &cookie);
        assert_eq!(page.status, if role.may_reach() { 200 } else { 403 }, "{role:?}");
        assert_eq!(page.text.contains(address), role.may_reach(), "{role:?}");
        let above = scene.service.get_as(scene.page.trim_end_matches("/unreached"), &cookie);
        assert!(
            !above.text.contains(address) && above.text.contains("1 with no such mailbox"),
            "{role:?}"
        );
    }
}

#[test]
fn administrators_are_told_how_many_returned_messages_were_not_understood() {
    let scene = Scene::new(6, 0);
    let unclear = include_str!("../fixtures/bounces/cases/not-understood.eml");
    let password = scene.place.user("admin@speir.example", "admin");
    let admin = scene.service.sign_in("admin@speir.example", &password);
    assert!(!scene.service.get_as("/console", &admin).text.contains("not understood"));
    for one in &scene.sent[..2] {
        assert_eq!(outcome(&said(&scene.place, &one.report(unclear))), "counted");
    }
    let page = scene.service.get_as("/console", &admin).text;
    assert!(page.contains("2 returned messages were not understood"), "{page}");
    assert!(!scene.service.get_as("/console", &scene.cookie).text.contains("not understood"));
    assert_eq!(outcome(&said(&scene.place, &scene.sent[2].report(unclear))), "counted");
    let request = scene.service.agent.post(format!("{}/console/bounces", scene.service.base));
    let request = request.header("Cookie", &admin).header("Origin", &scene.service.base);
    let done = request
        .header("Content-Type", "application/x-www-form-urlencoded")
        .send("counted=2")
        .unwrap();
    assert_eq!(done.status().as_u16(), 303);
    let page = scene.service.get_as("/console", &admin).text;
    assert!(
        page.contains("1 returned message was not understood"),
        "what came since is kept: {page}"
    );
}
