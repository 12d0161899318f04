//! Tokens for other programs: made, used, taken back.

use speir::users;

use crate::{
    api::counts::two_inspections,
    support::{Kind, Place, Service, found_in},
};

const LIST: &str = "/inspections";
const PAGE: &str = "/console/account/tokens";

fn status(service: &Service, token: &str) -> u16 {
    service.ask(token, LIST).status
}

/// What the audit log says of tokens, the latest first.
fn noted(place: &Place) -> Vec<(String, String)> {
    let entries = place.entries(50);
    entries
        .into_iter()
        .filter(|e| e.action.contains("token"))
        .map(|e| (e.actor, e.action))
        .collect()
}

#[test]
fn a_token_stops_when_it_is_taken_back_when_it_expires_and_when_its_owner_goes() {
    let place = two_inspections();
    for email in ["a@speir.example", "b@speir.example", "c@speir.example"] {
        place.user(email, "viewer");
    }
    let [back, old, gone] =
        ["a", "b", "c"].map(|who| place.token(&format!("{who}@speir.example"), "A test"));
    let service = place.serve();
    assert_eq!([&back, &old, &gone].map(|token| status(&service, token)), [200; 3]);
    place.run(&["user", "token", "remove", "a@speir.example", "--name", "A test"]);
    place.sql(
        "UPDATE api_tokens SET expires_on = '2026-03-01', created_on = '2026-01-01' WHERE \
        owner = (SELECT id FROM users WHERE email = 'b@speir.example')",
    );
    let mut connection = place.store().connection().unwrap();
    let owner = users::by_email(&mut connection, "c@speir.example").unwrap().unwrap().user;
    users::queries::remove(&mut connection, owner.id).unwrap();
    for (token, words) in
        [(&back, "does not work"), (&old, "expired on 1 March 2026"), (&gone, "does not work")]
    {
        let answer = service.ask(token, LIST);
        assert_eq!(answer.status, 401);
        assert!(answer.headers.contains("error=\\\"invalid_token\\\""), "{}", answer.headers);
        let said = answer.problem();
        assert!(said.contains(words), "{said}");
    }
    assert_eq!(place.number("SELECT COUNT(*) FROM api_tokens"), 1, "those of a user go with them");
    let said = place.refuse(&["user", "token", "add", "c@speir.example", "--name", "Another"]);
    assert!(said.contains("Nobody has the address c@speir.example"), "{said}");
}

#[test]
fn a_token_waits_for_what_its_owner_has_to_do_first() {
    let place = two_inspections();
    place.run(&["user", "add", "printed@speir.example", "--role", "viewer"]);
    place.user("lead@speir.example", "lead");
    let [printed, lead] =
        ["printed", "lead"].map(|who| place.token(&format!("{who}@speir.example"), "A test"));
    let service = place.serve();
    assert_eq!(status(&service, &lead), 200, "nobody has signed in, so no time has begun");
    place.sql("UPDATE users SET second_step_due = '2026-01-05 10:00:00' WHERE role = 'lead'");
    let used = place.rows("api_tokens");
    let inspection = format!("/inspections/{}", speir::store::Id::random());
    for (token, words) in [(&printed, "choose a new password"), (&lead, "set it up")] {
        for path in [LIST, &inspection] {
            let answer = service.ask(token, path);
            assert_eq!(answer.status, 403, "{path}");
            let said = answer.problem();
            assert!(said.contains(words), "{said}");
        }
    }
    assert_eq!(place.rows("api_tokens"), used, "a refused request is no use");
    let other = place.serve_with(&[("SPEIR_SECOND_STEP_ROLES", "admin")]);
    assert_eq!([&printed, &lead].map(|token| status(&other, token)), [403, 200]);
    place.sql("UPDATE users SET second_step_due = '2999-01-05 10:00:00', password_expired = FALSE");
    assert_eq!([&printed, &lead].map(|token| status(&service, token)), [200; 2]);
}

#[test]
fn a_token_shows_what_its_owner_sees_at_that_moment() {
    let place = two_inspections();
    let token = place.caller("coordinator");
    let service = place.serve();
    let seen = || service.figures(&token, LIST)["total"].as_u64().unwrap();
    assert_eq!(seen(), 1);
    place.sql("UPDATE user_areas SET area = 'S12000047'");
    assert_eq!(seen(), 2);
    place.sql("DELETE FROM user_areas");
    assert_eq!(seen(), 0);
    place.sql("UPDATE users SET role = 'viewer'");
    assert_eq!(seen(), 2);
}

#[test]
fn nothing_that_is_kept_is_a_token_and_of_its_use_only_the_day_is() {
    let place = two_inspections();
    let token = place.caller("viewer");
    assert!(place.run(&["user", "token", "list"]).contains("never used"));
    let service = place.serve_with(&[("SPEIR_LOG", "debug")]);
    (0..3).for_each(|_| assert_eq!(status(&service, &token), 200));
    service.stop();
    let said = place.run(&["user", "token", "list", "viewer@speir.example"]);
    assert!(
        said.starts_with("viewer@speir.example: A test, made on ")
            && said.contains("last used on "),
        "{said}"
    );
    assert_eq!(place.number("SELECT COUNT(*) FROM api_tokens WHERE last_used_on IS NOT NULL"), 1);
    let rows = place.rows("api_tokens").join("");
    assert!(!rows.contains(&token) && !place.log().contains(&token));
    if place.kind == Kind::Sqlite {
        let secret = token.strip_prefix("speir_").unwrap();
        assert_eq!(found_in(&place.files(), &[secret]), []);
    }
}

#[test]
fn one_token_is_used_so_often_a_minute_and_another_is_free() {
    let place = two_inspections();
    let (first, second) = (place.caller("viewer"), place.caller("admin"));
    let service = place.serve_with(&[("SPEIR_API_PER_MINUTE", "5")]);
    assert_eq!([0; 5].map(|_| status(&service, &first)), [200; 5]);
    let refused = service.ask(&first, LIST);
    assert_eq!(refused.status, 429);
    assert!(refused.problem().starts_with("Too many requests. Wait "));
    let wait =
        refused.headers.split("\"retry-after\": \"").nth(1).unwrap().split('"').next().unwrap();
    assert!((1..=12).contains(&wait.parse::<u32>().unwrap()), "{wait}");
    assert_eq!(status(&service, &second), 200);
}

#[test]
fn guessing_tokens_is_slowed_down() {
    let place = two_inspections();
    let [known, other] = ["viewer", "admin"].map(|role| place.caller(role));
    let service = place.serve();
    assert_eq!(status(&service, &known), 200);
    let guess = || users::tokens::Token::random().reveal();
    let withdrawn = guess();
    assert_eq!(
        [0; 30].map(|_| status(&service, &withdrawn)),
        [401; 30],
        "one wrong token is one guess"
    );
    for _ in 1..20 {
        assert_eq!(status(&service, &guess()), 401);
    }
    let refused = service.ask(&guess(), LIST);
    assert_eq!(refused.status, 429);
    assert!(refused.headers.contains("\"retry-after\""));
    assert_eq!(status(&service, &other), 429, "a right one would tell as much");
    assert_eq!(status(&service, &known), 200, "a program that was there before goes on");
    assert_eq!(service.ask("not a token", LIST).status, 401);
}

#[test]
fn everybody_makes_and_takes_back_their_own_tokens_on_the_page_of_their_account() {
    let place = two_inspections();
    let service = place.serve();
    let password = place.user("co@speir.example", "coordinator");
    let cookie = service.sign_in("co@speir.example", &password);
    let post = |path: &str, body: &str| {
        let request =
            service.agent.post(format!("{}{path}", service.base)).header("Cookie", &cookie);
        crate::support::Answer::of(
            request.content_type("application/x-www-form-urlencoded").send(body).unwrap(),
        )
    };
    assert!(service.get_as("/console/account", &cookie).text.contains(PAGE));
    let page = service.get_as(PAGE, &cookie);
    assert!(page.status == 200 && page.text.contains("You have no tokens."), "{}", page.text);
    for (body, says) in [
        ("name=&days=90", "Write what the token is for"),
        ("name=A&days=91", "Choose for how long"),
        ("name=A", "Choose for how long"),
    ] {
        let answer = post(PAGE, body);
        assert_eq!(answer.status, 422, "{body}");
        assert!(answer.text.contains(says), "{body}: {}", answer.text);
    }
    assert!(
        post(PAGE, "name=%20Kept+words&days=").text.contains("value=\"Kept words\""),
        "what was typed is kept"
    );
    let made = post(PAGE, "name=Dashboard&days=365");
    assert_eq!(made.status, 200);
    assert!(made.headers.contains("no-store"));
    let token =
        made.text.split("speir_").nth(1).map(|rest| format!("speir_{}", &rest[..43])).unwrap();
    assert_eq!(service.figures(&token, LIST)["total"], 1);
    let again = post(PAGE, "name=Dashboard&days=365");
    assert_eq!(again.status, 422);
    assert!(
        again.text.contains("already have a token with this name") && !again.text.contains(&token)
    );
    for number in 2..=10 {
        assert_eq!(post(PAGE, &format!("name=T{number}&days=30")).status, 200);
    }
    assert_eq!(post(PAGE, "name=T11&days=30").status, 422);
    let said = place.refuse(&["user", "token", "add", "co@speir.example", "--name", "T11"]);
    assert!(said.contains("already has 10 tokens"), "{said}");
    let list = service.get_as(PAGE, &cookie).text;
    assert!(
        list.contains("10 tokens")
            && list.contains("You already have ten tokens")
            && !list.contains(&token)
    );
    let take_back = list
        .split("href=\"")
        .find(|rest| rest.contains("/take-back"))
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    // Somebody else neither sees it nor takes it back.
    let others =
        service.sign_in("viewer@speir.example", &place.user("viewer@speir.example", "viewer"));
    assert_eq!(service.get_as(take_back, &others).status, 404);
    assert!(service.get_as(take_back, &cookie).text.contains("Revoke “Dashboard”?"));
    assert_eq!(status(&service, &token), 200, "the question changes nothing");
    let answer = post(take_back, "");
    assert_eq!((answer.status, answer.location.as_str()), (303, PAGE));
    assert_eq!(status(&service, &token), 401);
    assert_eq!(post(take_back, "").status, 404);
    let entries = noted(&place);
    assert_eq!(entries.len(), 12, "ten made, one used, one taken back");
    assert_eq!(
        entries[0],
        ("co@speir.example".to_owned(), "Revoked the token “Dashboard”".to_owned())
    );
    assert!(
        entries[11].1.starts_with("Made the token “Dashboard”, which works until "),
        "{entries:?}"
    );
    let other_site =
        service.agent.post(format!("{}{PAGE}", service.base)).header("Cookie", &cookie);
    let other_site = other_site
        .header("Sec-Fetch-Site", "cross-site")
        .content_type("application/x-www-form-urlencoded");
    assert_eq!(other_site.send("name=X&days=30").unwrap().status().as_u16(), 403);
}

#[test]
fn concurrent_requests_make_at_most_ten_tokens() {
    let place = two_inspections();
    place.user("a@speir.example", "viewer");
    let store = place.store();
    let owner =
        users::by_email(&mut store.connection().unwrap(), "a@speir.example").unwrap().unwrap().user;
    let made: usize = std::thread::scope(|scope| {
        let make = |number: usize| {
            let (store, owner) = (&store, &owner);
            move || {
                let new = users::tokens::NewToken::new(&format!("T{number}"), 30);
                let mut connection = store.own_connection().unwrap();
                let (token, today) =
                    (users::tokens::Token::random(), chrono::Utc::now().date_naive());
                let made = users::tokens::queries::add(
                    &mut connection,
                    "a test",
                    owner,
                    (speir::store::Id::random(), &new),
                    &token,
                    today,
                )
                .unwrap();
                usize::from(matches!(made, users::tokens::queries::Made::Kept(_)))
            }
        };
        let threads: Vec<_> = (0..16).map(|number| scope.spawn(make(number))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).sum()
    });
    assert_eq!(made, 10);
    assert_eq!(place.number("SELECT COUNT(*) FROM api_tokens"), 10);
    assert_eq!(noted(&place).len(), 10, "an entry for each that was made, and no other");
}

#[test]
fn a_database_that_does_not_answer_is_said_so_and_costs_nobody_a_try() {
    let place = two_inspections();
    let token = place.caller("viewer");
    let service = place.serve();
    place.sql("ALTER TABLE api_tokens RENAME TO elsewhere");
    for _ in 0..25 {
        let answer = service.ask(&token, LIST);
        assert_eq!(answer.status, 503);
        assert!(answer.headers.contains("\"retry-after\": \"5\""), "{}", answer.headers);
        assert!(answer.problem().starts_with("Speir is temporarily unavailable."));
    }
    place.sql("ALTER TABLE elsewhere RENAME TO api_tokens");
    assert_eq!(status(&service, &token), 200);
    assert!(!place.log().contains(&token));
}
