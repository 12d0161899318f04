//! Leads read what people have written, and learn where it comes from only where it hides among
//! enough others.

use diesel::connection::SimpleConnection;

use crate::support::{ASKED_STAFF, Answer, Place, Service, form, hidden, some};

/// A service with a lead who is signed in.
fn reading(place: &Place) -> (Service, String) {
    let password = place.user("lead@speir.example", "lead");
    let service = place.serve();
    let cookie = service.sign_in("lead@speir.example", &password);
    (service, cookie)
}

/// Twelve comments of staff, who still answer, and two small groups: six of 8 to 15, five of 16 and
/// over.
fn written() -> Place {
    let place = Place::with_collections();
    place.write("staff", &some("Worker", 12), 30);
    place.write("age-8-15", &some("Teacher", 6), 40);
    place.write("age-16-plus", &some("Carer", 5), 20);
    place
}

#[test]
fn comments_are_read_one_at_a_time_beside_their_question_until_none_is_unread() {
    let place = written();
    let (service, lead) = reading(&place);
    let list = place.comments_of_inspection();
    let start = service.get_as(&list, &lead);
    assert!(start.text.contains("<strong>0 of 12</strong> read."), "{}", start.text);
    assert!(
        start.text.contains("Nobody can find out who wrote it") && start.text.contains("0800 1111")
    );
    let paths = service.walk_comments(&list, &lead);
    assert_eq!(paths.len(), 12);
    assert!(paths.is_sorted(), "in the order of random ids");
    let mut at = paths[0].clone();
    for next in paths[1..].iter().chain([&list]) {
        let page = service.get_as(&at, &lead);
        assert!(
            page.text.contains(ASKED_STAFF) && page.text.contains(">Midlothian, Staff</p>"),
            "{}",
            page.text
        );
        assert!(page.headers.contains("no-store"), "{}", page.headers);
        let marked = service.post_as(&format!("{at}/read"), &lead, "state=read");
        assert_eq!(marked.status, 303);
        assert_eq!(&marked.location, next);
        at.clone_from(next);
    }
    assert!(service.get_as(&list, &lead).text.contains("Every comment is marked as read"));
    let again = service.post_as(&format!("{}/read", paths[3]), &lead, "state=unread");
    assert_eq!(again.location, paths[3]);
    assert!(service.get_as(&list, &lead).text.contains("<strong>11 of 12</strong> read."));
    let log = place.audited();
    assert_eq!(log.matches("Marked a comment as read").count(), 12);
    assert_eq!(log.matches("Marked a comment as unread").count(), 1);
    assert!(!log.contains("kind") && !log.contains(", Staff"), "{log}");
}

#[test]
fn comments_of_small_groups_wait_for_the_end_and_then_come_without_area_audience_or_question() {
    let place = written();
    let (service, lead) = reading(&place);
    let list = place.comments_of_inspection();
    assert_eq!(
        service.walk_comments(&list, &lead).len(),
        12,
        "those of open small groups could be subtracted later"
    );
    place.released_days_ago(3, "audience <> 'staff'");
    let paths = service.walk_comments(&list, &lead);
    assert_eq!(paths.len(), 23);
    assert!(service.get_as(&list, &lead).text.contains("<strong>0 of 23</strong>"));
    let (large, small): (Vec<Answer>, Vec<Answer>) = paths
        .iter()
        .map(|path| service.get_as(path, &lead))
        .partition(|page| page.text.contains(">Midlothian, Staff</p>"));
    assert_eq!((large.len(), small.len()), (12, 11));
    assert!(large.iter().all(|page| page.text.contains("Asked:")), "with what was asked");
    for page in &small {
        for tell in [
            "8 to 15",
            "16 and over",
            "What helps you",
            "Asked:",
            &place.id("age-8-15").to_string(),
        ] {
            assert!(!page.text.contains(tell), "{tell}: {}", page.text);
        }
        assert!(!page.text.contains(&place.id("age-16-plus").to_string()));
        assert!(page.text.contains("Area and audience are not shown"), "{}", page.text);
    }
    // The one thing that differs between two of them is what was written, the neighbours and the
    // address.
    let concerns = |path: &str| {
        service.post_as(&format!("{path}/concern"), &lead, &concern(&service, path, &lead))
    };
    assert_eq!(concerns(&paths[0]).status, 303);
    assert!(!service.get_as(&format!("{list}/concerns"), &lead).text.contains("8 to 15"));
    let found = service.post_as(&format!("{list}/search"), &lead, "term=teacher");
    assert!(
        found.text.contains("6 comments found.") && !found.text.contains("8 to 15"),
        "{}",
        found.text
    );
}

fn concern(service: &Service, path: &str, cookie: &str) -> String {
    let page = service.get_as(path, cookie);
    form(&[("state", "concern"), ("done", "Told the team"), ("shown", &hidden(&page, "shown"))])
}

#[test]
fn a_small_group_has_no_list_of_its_own_and_the_page_says_the_same_of_six_comments_as_of_none() {
    let place = written();
    place.released_days_ago(3, "audience <> 'staff'");
    let (service, lead) = reading(&place);
    let staff = service.walk_comments(&place.comments_of("staff"), &lead);
    assert_eq!(staff.len(), 12);
    assert!(
        service
            .get_as(&place.comments_of_inspection(), &lead)
            .text
            .contains(&place.comments_of("staff"))
    );
    let page = |audience: &str, name: &str| {
        let page = service.get_as(&place.comments_of(audience), &lead);
        assert_eq!(page.status, 200);
        page.text.replace(name, "NAME").replace(&place.id(audience).to_string(), "ID")
    };
    let (six, none) = (page("age-8-15", "8 to 15"), page("parents-carers", "Parents and carers"));
    assert!(six.contains("No separate list"), "{six}");
    assert_eq!(six, none);
    let all = service.walk_comments(&place.comments_of_inspection(), &lead);
    for path in &all {
        let id = path.rsplit('/').next().unwrap();
        let there = |audience: &str| {
            service.get_as(&format!("{}/{id}", place.comments_of(audience)), &lead).status
        };
        assert_eq!(there("age-8-15"), 404);
        assert_eq!(there("age-16-plus"), 404);
    }
}

#[test]
fn too_few_small_comments_are_read_nowhere() {
    let place = Place::with_collections();
    place.write("age-8-15", &some("Teacher", 6), 40);
    place.write("age-16-plus", &some("Carer", 3), 20);
    place.released_days_ago(3, "TRUE");
    let (service, lead) = reading(&place);
    let page = service.get_as(&place.comments_of_inspection(), &lead);
    assert!(page.text.contains("There is nothing to read yet"), "{}", page.text);
    let ids = place.rows("comments");
    for row in ids {
        let id = uuid::Uuid::parse_str(row.split('"').nth(3).unwrap()).unwrap();
        assert_eq!(
            service.get_as(&format!("{}/{id}", place.comments_of_inspection()), &lead).status,
            404
        );
    }
    assert!(
        service
            .post_as(&format!("{}/search", place.comments_of_inspection()), &lead, "term=kind")
            .text
            .contains("0 comments found")
    );
}

#[test]
fn only_administrators_and_leads_read_comments_and_only_forms_of_this_service_change_them() {
    let place = written();
    let (service, lead) = reading(&place);
    let list = place.comments_of_inspection();
    let path = service.walk_comments(&list, &lead)[0].clone();
    for role in ["coordinator", "viewer", "analyst"] {
        let password = place.user(&format!("{role}@example.org"), role);
        let cookie = service.sign_in(&format!("{role}@example.org"), &password);
        for page in [&list, &path, &format!("{list}/concerns"), &format!("{path}/redact")] {
            let answer = service.get_as(page, &cookie);
            assert_eq!(answer.status, 403, "{role} at {page}");
            assert!(answer.text.contains("cannot read comments") && !answer.text.contains("kind."));
        }
        for form in ["search", "read", "redact", "concern"] {
            let place =
                if form == "search" { format!("{list}/search") } else { format!("{path}/{form}") };
            assert_eq!(
                service.post_as(&place, &cookie, "term=kind").status,
                403,
                "{role} at {place}"
            );
        }
    }
    for form in ["read", "redact", "concern"] {
        let request =
            service.agent.post(format!("{}{path}/{form}", service.base)).header("Cookie", &lead);
        let request = request
            .header("Sec-Fetch-Site", "cross-site")
            .content_type("application/x-www-form-urlencoded");
        assert_eq!(request.send("state=read").unwrap().status(), 403);
        assert_eq!(
            service.get_as(&format!("{path}/{form}"), &lead).status,
            if form == "redact" { 200 } else { 303 }
        );
    }
    assert!(service.get_as(&list, &lead).text.contains("<strong>0 of 12</strong>"));
}

#[test]
fn a_concern_is_kept_with_what_was_done_and_can_be_taken_back() {
    let place = written();
    let (service, lead) = reading(&place);
    let list = place.comments_of_inspection();
    let path = service.walk_comments(&list, &lead)[0].clone();
    let send = |state: &str, done: &str, shown: &str| {
        service.post_as(
            &format!("{path}/concern"),
            &lead,
            &form(&[("state", state), ("done", done), ("shown", shown)]),
        )
    };
    let shown = || hidden(&service.get_as(&path, &lead), "shown");
    let before = shown();
    assert!(send("concern", " ", &before).text.contains("Write what was done"));
    let endless = "é".repeat(2_001);
    let refused = send("concern", &endless, &before);
    assert_eq!(refused.status, 422);
    assert!(refused.text.contains(&endless), "what was written is kept");
    assert_eq!(send("concern", "Told the <team>", &before).status, 303);
    let concerns = service.get_as(&format!("{list}/concerns"), &lead).text;
    assert!(concerns.contains("Told the &lt;team&gt;") && concerns.contains(&path), "{concerns}");
    let late = send("concern", "Phoned 101", &before);
    assert_eq!(late.status, 409, "somebody else had written already");
    assert!(
        late.text.contains("Told the &lt;team&gt;") && late.text.contains("Phoned 101"),
        "{}",
        late.text
    );
    assert_eq!(send("concern", "Told the team, phoned 101", &hidden(&late, "shown")).status, 303);
    assert_eq!(send("none", "", &shown()).status, 303);
    assert!(
        service.get_as(&format!("{list}/concerns"), &lead).text.contains("No comments are marked")
    );
    let log = place.audited();
    for sentence in
        ["Marked a comment as a concern", "Changed the account of", "Unmarked a comment"]
    {
        assert_eq!(log.matches(sentence).count(), 1, "{sentence}");
    }
    assert!(
        place
            .entries(50)
            .iter()
            .all(|entry| !entry.action.contains("101") && !entry.subject.contains("101")),
        "{log}"
    );
}

#[test]
fn a_search_finds_words_in_any_case_and_leaves_them_in_no_log() {
    let place = written();
    let password = place.user("lead@speir.example", "lead");
    let service = place.serve_with(&[("SPEIR_LOG", "trace")]);
    let lead = service.sign_in("lead@speir.example", &password);
    let list = place.comments_of_inspection();
    let search = |body: &str| service.post_as(&format!("{list}/search"), &lead, body);
    let found = search("term=WORKER+1");
    assert!(found.text.contains("4 comments found."), "1, 10, 11, 12: {}", found.text);
    assert!(found.text.contains("<mark>Worker 1</mark>"), "{}", found.text);
    assert!(search("term=worker+1&whole=yes").text.contains("1 comment found."));
    assert!(search("term=Zaubernuss").text.contains("0 comments found."));
    let short = search("term=a");
    assert_eq!(short.status, 422);
    assert!(short.text.contains("Write 2 to 100 characters"), "{}", short.text);
    assert_eq!(service.get_as(&format!("{list}/search"), &lead).location, list);
    service.stop();
    let log = place.log();
    assert!(
        !log.contains("Zaubernuss") && !log.contains("WORKER") && !log.contains("kind"),
        "{log}"
    );
}

#[test]
fn a_comment_that_was_stored_anew_at_closing_says_so_at_its_old_address() {
    let place = written();
    let (service, lead) = reading(&place);
    let path = service.walk_comments(&place.comments_of("staff"), &lead)[0].clone();
    place.sql(&format!(
        "DELETE FROM comments WHERE id = {}",
        place.bytes(path.rsplit('/').next().unwrap().parse().unwrap())
    ));
    let gone = service.get_as(&path, &lead);
    assert_eq!(gone.status, 404);
    assert!(gone.text.contains("This comment is not here"), "{}", gone.text);
    assert_eq!(service.post_as(&format!("{path}/read"), &lead, "state=read").status, 404);
}

#[test]
fn while_a_release_stores_comments_anew_nobody_changes_them_and_loses_it() {
    let place = Place::on_postgres().and_collections();
    place.write("staff", &some("Worker", 12), 30);
    let (service, lead) = reading(&place);
    let path = service.walk_comments(&place.comments_of("staff"), &lead)[0].clone();
    let mut releasing = place.store().own_connection().unwrap();
    releasing.batch_execute("BEGIN; SELECT id FROM collections FOR NO KEY UPDATE").unwrap();
    let mark = || service.post_as(&format!("{path}/read"), &lead, "state=read");
    let late = mark();
    assert_eq!(late.status, 503);
    assert!(late.text.contains("Nothing was changed"), "{}", late.text);
    releasing.batch_execute("ROLLBACK").unwrap();
    assert_eq!(mark().status, 303);
    assert_eq!(place.number("SELECT COUNT(*) FROM comments WHERE seen"), 1);
}
