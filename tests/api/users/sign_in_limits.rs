//! Limits on guessing passwords cannot be used to keep the owner of an account out.

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::Instant,
};

use crate::support::{Place, Service, agent, wait_until};

const OWNER: &str = "lead@speir.example";
const NETWORKS: usize = 200;
const TRIES: usize = 1_000;

/// What came of a sign-in from a network: the status, and the cookies that were set.
fn enter(
    service: &Service,
    network: &str,
    cookie: &str,
    email: &str,
    password: &str,
) -> (u16, Vec<String>) {
    let request =
        agent().post(format!("{}/sign-in", service.base)).header("X-Forwarded-For", network);
    let request =
        request.header("Cookie", cookie).content_type("application/x-www-form-urlencoded");
    let answer = request.send(format!("email={email}&password={password}")).unwrap();
    let cookies = answer.headers().get_all("set-cookie").iter();
    let cookies = cookies
        .map(|cookie| cookie.to_str().unwrap().split(';').next().unwrap().to_owned())
        .collect();
    (answer.status().as_u16(), cookies)
}

fn device(cookies: &[String]) -> String {
    cookies
        .iter()
        .find(|cookie| cookie.starts_with("speir-device="))
        .expect("a device cookie")
        .clone()
}

/// Enters wrong passwords until one is refused without a check. Before it `burst` are checked, and as many
/// as came back meanwhile, one every `seconds`.
fn until_refused(burst: usize, seconds: u64, mut guess: impl FnMut(usize) -> u16) {
    let begun = Instant::now();
    let checked = (0..10_000).find(|number| match guess(*number) {
        422 => false,
        429 => true,
        other => panic!("{other}"),
    });
    let came_back = usize::try_from(begun.elapsed().as_secs() / seconds).unwrap();
    let checked = checked.expect("a limit");
    assert!((burst..=burst + came_back).contains(&checked), "{checked}, and {came_back} came back");
}

/// Uses up the chances of a network, until `refused` is refused in it.
fn use_up(service: &Service, network: &str, refused: impl Fn() -> u16) {
    let guess = |n: usize| enter(service, network, "", &format!("{n}@speir.example"), "wrong").0;
    until_refused(30, 10, guess);
    // A chance may come back before it is asked.
    wait_until("the network has no chance", || {
        refused() == 429 || (0..10_000).all(|n| guess(n) != 429)
    });
}

#[test]
fn the_owner_signs_in_while_strangers_guess_from_200_networks() {
    let place = Place::with_collections();
    let password = place.user(OWNER, "lead");
    let service = place.serve();
    let known = device(&enter(&service, "198.51.100.1", "", OWNER, &password).1);
    let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    thread::scope(|scope| {
        for _ in 0..40 {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::SeqCst);
                    if number >= TRIES {
                        return;
                    }
                    let network = format!("203.0.113.{}", number % NETWORKS);
                    let (status, _) = enter(&service, &network, "", OWNER, "wrong");
                    assert!([422, 429].contains(&status), "{status}");
                    done.fetch_add(1, Ordering::SeqCst);
                }
            });
        }
        wait_until("the guessing is under way", || done.load(Ordering::SeqCst) >= 100);
        for (cookie, network) in
            [("", "198.51.100.2"), (known.as_str(), "198.51.100.3"), (&known, "203.0.113.7")]
        {
            let (status, _) = enter(&service, network, cookie, OWNER, &password);
            assert_eq!(status, 303, "from {network}");
        }
        assert!(done.load(Ordering::SeqCst) < TRIES, "the guessing goes on");
    });
    assert_eq!(enter(&service, "198.51.100.4", "", OWNER, &password).0, 303, "and after it");
}

#[test]
fn a_known_browser_is_not_held_to_the_limit_of_its_network() {
    let place = Place::with_collections();
    let password = place.user(OWNER, "lead");
    let service = place.serve();
    let office = "203.0.113.7";
    let known = device(&enter(&service, office, "", OWNER, &password).1);
    use_up(&service, office, || enter(&service, office, "", OWNER, &password).0);
    assert_eq!(enter(&service, office, &known, OWNER, &password).0, 303);
    assert_eq!(
        enter(&service, "198.51.100.1", "", OWNER, &password).0,
        303,
        "an unknown browser elsewhere"
    );
}

#[test]
fn a_device_cookie_helps_with_its_own_account_alone_and_opens_nothing() {
    let place = Place::with_collections();
    let (password, _) = (place.user(OWNER, "lead"), place.user("other@speir.example", "viewer"));
    let service = place.serve();
    let known = device(&enter(&service, "203.0.113.7", "", OWNER, &password).1);
    let guess = |email: &str| enter(&service, "203.0.113.7", &known, email, "wrong").0;
    // Another account: the pair of account and network counts.
    until_refused(10, 60, |_| guess("other@speir.example"));
    // Its own account: ten wrong passwords, and no more.
    until_refused(10, 60, |_| guess(OWNER));
    assert_eq!(
        enter(&service, "198.51.100.1", "", OWNER, &password).0,
        303,
        "other browsers are not held to that"
    );
    assert_eq!(service.get_as("/console", &known).status, 303);
}

#[test]
fn a_delayed_person_who_goes_on_trying_keeps_no_colleague_out() {
    let place = Place::with_collections();
    let (_, colleague) = (place.user(OWNER, "lead"), place.user("other@speir.example", "viewer"));
    let service = place.serve();
    let office = "203.0.113.7";
    until_refused(10, 60, |_| enter(&service, office, "", OWNER, "wrong").0);
    for _ in 0..50 {
        let (status, _) = enter(&service, office, "", OWNER, "wrong");
        assert!([422, 429].contains(&status), "{status}");
    }
    assert_eq!(
        enter(&service, office, "", "other@speir.example", &colleague).0,
        303,
        "a new browser in that office"
    );
}

#[test]
fn a_new_password_makes_earlier_browsers_unknown() {
    let place = Place::with_collections();
    let password = place.user(OWNER, "lead");
    let service = place.serve();
    let office = "203.0.113.7";
    let cookies = enter(&service, office, "", OWNER, &password).1;
    let (session, old) =
        (cookies.iter().find(|cookie| cookie.starts_with("speir=")).unwrap(), device(&cookies));
    let (new, path) = ("marble kestrel orbit 52", "/console/account/password");
    let body = format!("present={password}&password={new}&again={new}");
    let request = agent().post(format!("{}{path}", service.base)).header("Cookie", session);
    let answer = request.content_type("application/x-www-form-urlencoded").send(body).unwrap();
    assert_eq!(answer.status(), 303);
    let set: Vec<_> = answer
        .headers()
        .get_all("set-cookie")
        .iter()
        .map(|value| value.to_str().unwrap())
        .collect();
    let fresh =
        set.iter().find(|cookie| cookie.starts_with("speir-device=")).expect("a new device cookie");
    assert!(fresh.contains("Path=/sign-in"), "{fresh}");
    let fresh = fresh.split(';').next().unwrap();
    // The cookie of the old password is worth nothing.
    use_up(&service, office, || enter(&service, office, &old, OWNER, new).0);
    assert_eq!(
        enter(&service, office, fresh, OWNER, new).0,
        303,
        "the browser that changed the password"
    );
}

#[test]
fn right_passwords_never_use_up_tries() {
    let place = Place::with_collections();
    let password = place.user(OWNER, "viewer");
    let service = place.serve();
    for _ in 0..35 {
        assert_eq!(enter(&service, "203.0.113.7", "", OWNER, &password).0, 303);
    }
}

#[test]
fn failures_are_counted_for_accounts_that_exist_and_name_no_others() {
    let place = Place::with_collections();
    place.user(OWNER, "lead");
    let service = place.serve();
    enter(&service, "203.0.113.7", "", OWNER, "wrong");
    enter(&service, "203.0.113.7", "", "typed-a-password-here", "wrong");
    wait_until("the failures are in the database", || {
        place.number("SELECT COALESCE(SUM(times), 0) FROM failures WHERE kind = 'password'") == 2
    });
    let rows = place.rows("failures").join("");
    assert!(rows.contains(OWNER) && !rows.contains("typed-a-password"), "{rows}");
}
