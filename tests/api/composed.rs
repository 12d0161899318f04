//! Two processes that share a database behind the proxy, as docker-compose.yml composes them, but without containers.

mod file;
mod proxy;

use std::{io::Write, process::Command, time::Duration};

use chrono::Days;
use speir::intake::Ticket;

use self::proxy::{Proxy, post};
use crate::support::{Answer, Place, Service, inspection, today};

struct Composed {
    proxy: Proxy,
    first: Service,
    second: Service,
    place: Place,
}

impl Composed {
    fn up() -> Self {
        Self::up_with(Proxy::before, &[])
    }

    fn up_with(proxy: impl FnOnce([&Service; 2]) -> Proxy, settings: &[(&str, &str)]) -> Self {
        let place = Place::new();
        place.publish_all();
        place.create(&inspection("Midlothian", today() - Days::new(1), today() + Days::new(20)));
        let (first, second) = (place.serve_with(settings), place.serve_with(settings));
        Self { proxy: proxy([&first, &second]), first, second, place }
    }

    /// The path of a form that nobody has sent yet.
    fn path(&self) -> String {
        format!("/s/{}/{}", self.place.link("staff"), Ticket::random())
    }
}

/// Opens a form and sends it, as a person does.
fn answer(web: &Service, link: &str) -> Answer {
    let path = web.open(link);
    assert_eq!(web.get(&path).status, 200);
    web.post(&path, "agency=health")
}

#[test]
fn forms_are_taken_while_one_process_lives_and_kept_by_the_browser_while_none_does() {
    let composed = Composed::up();
    let (web, link) = (&composed.proxy.web, composed.place.link("staff"));
    assert!((0..10).all(|_| answer(web, &link).status == 303));
    composed.first.signal("KILL");
    assert!((0..10).all(|_| answer(web, &link).status == 303));
    assert_eq!(composed.place.returned("staff"), 20);
    composed.second.signal("KILL");
    let away = web.post(&composed.path(), "agency=health");
    assert_eq!(away.status, 503);
    assert!(away.headers.contains(r#""retry-after": "5""#), "{}", away.headers);
    assert!(away.text.contains("try again in a minute") && away.text.contains("feuchaibh a-rithist"), "{}", away.text);
}

#[test]
fn what_was_on_its_way_into_a_process_that_died_is_taken_once_by_the_other() {
    let composed = Composed::up();
    let (web, link) = (&composed.proxy.web, composed.place.link("staff"));
    assert!([&composed.first, &composed.second].iter().all(|service| answer(service, &link).status == 303));
    // It still accepts connections, but answers nobody.
    composed.first.signal("STOP");
    let sent = std::thread::scope(|scope| {
        let send = || web.post(&format!("/s/{link}/{}", Ticket::random()), "agency=health").status;
        let sent: Vec<_> = (0..8).map(|_| scope.spawn(send)).collect();
        std::thread::sleep(Duration::from_secs(1));
        assert!(sent.iter().any(|one| !one.is_finished()), "some wait for the process that is stopped");
        composed.first.signal("KILL");
        sent.into_iter().map(|one| one.join().unwrap()).collect::<Vec<_>>()
    });
    assert_eq!(sent, [303; 8], "{}", composed.place.log());
    assert_eq!(composed.place.returned("staff"), 10);
}

#[test]
fn a_response_that_both_processes_are_given_counts_once() {
    let composed = Composed::up();
    let path = composed.path();
    for service in [&composed.first, &composed.second, &composed.proxy.web] {
        assert_eq!(service.post(&path, "agency=health").status, 303);
    }
    assert_eq!(composed.place.returned("staff"), 1);
}

#[test]
fn whoever_signs_in_at_one_process_is_known_to_the_other() {
    let composed = Composed::up();
    let printed = composed.place.run(&["user", "add", "lead@speir.example", "--role", "lead"]);
    let password = printed.lines().find_map(|line| line.strip_prefix("Password: ")).unwrap();
    let form = serde_urlencoded::to_string([("email", "lead@speir.example"), ("password", password)]).unwrap();
    let cookie = |service: &Service| {
        // A browser says where a form comes from, and the console compares that with the host that it is asked for.
        let request = service.agent.post(format!("{}/sign-in", service.base)).header("Origin", &service.base);
        let answer = request.content_type("application/x-www-form-urlencoded").send(&form).unwrap();
        assert_eq!(answer.status(), 303);
        answer.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned()
    };
    let knows = |service: &Service, cookie: &str| {
        let request = service.agent.get(format!("{}/console", service.base)).header("Cookie", cookie);
        let page = Answer::of(request.call().unwrap());
        (page.status, page.text.contains("Midlothian")) == (200, true)
    };
    let Composed { proxy, first, second, .. } = &composed;
    let (at_first, at_proxy) = (cookie(first), cookie(&proxy.web));
    assert!(knows(second, &at_first));
    assert!((0..4).all(|_| knows(&proxy.web, &at_proxy)));
}

#[test]
fn nobody_passes_the_limit_by_claiming_another_address() {
    let composed = Composed::up();
    let path = composed.path();
    // It is not acceptable, so that only the limit is tried: 422, or 429 beyond it.
    let try_from = |last, number: u32| {
        let claim = format!("X-Forwarded-For: 198.51.100.{}\r\nX-Forwarded-For: 192.0.2.{0}\r\n", number % 250);
        let answer = composed.proxy.post_from(last, &path, &claim, "agency=king");
        answer.split(' ').nth(1).and_then(|status| status.parse::<u16>().ok()).unwrap()
    };
    let mut refused = 0;
    for number in 0..2_000 {
        refused = if try_from(77, number) == 429 { refused + 1 } else { 0 };
        if refused == 10 {
            break;
        }
    }
    assert_eq!(refused, 10, "each of the two processes lets 120 through, and then one each second");
    assert_eq!(try_from(78, 0), 422, "another household is not concerned");
}

#[test]
fn no_log_of_the_proxy_or_of_speir_tells_of_anybody() {
    let composed = Composed::up_with(Proxy::before, &[("SPEIR_LOG", "trace")]);
    let (proxy, link) = (&composed.proxy, composed.place.link("staff"));
    let path = composed.path();
    let who = "X-Forwarded-For: 203.0.113.9\r\nUser-Agent: Wunderkerze/1.0\r\nReferer: http://school.example/\r\n";
    let get = |path: &str| format!("GET {path} HTTP/1.1\r\nHost: speir.example\r\n{who}Connection: close\r\n\r\n");
    let send = |body: &str| proxy.post_from(77, &path, who, body);
    let starts = |answer: String, status: u16| assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{answer}");
    starts(proxy.tell(77, get(&format!("/s/{link}"))), 303);
    starts(proxy.tell(77, get(&format!("{path}?lang=gd"))), 200);
    starts(send("agency=king"), 422);
    starts(send("comment=%FF"), 400);
    starts(send("agency=health&comment=Zaubernuss"), 303);
    starts(send(&"comment=Zaubernuss".repeat(40_000)), 413);
    starts(proxy.tell(77, format!("GET {path} HTTP/1.1\r\nHost: two words\r\n\r\n")), 400);
    starts(proxy.tell(77, format!("GET {path} HTTP/9.9\r\n{who}\r\n")), 505);
    starts(proxy.tell(77, get(&format!("{path}?{}", "a".repeat(40_000)))), 414);
    // It comes in more pieces than the proxy can hold, and there is nowhere else to put them.
    proxy.forbid_spilling();
    let pieces = format!("{}0\r\n\r\n", "1\r\nZ\r\n".repeat(200_000));
    starts(proxy.tell(77, post(&path, &format!("{who}Transfer-Encoding: chunked\r\n"), &pieces)), 500);
    composed.first.signal("KILL");
    starts(proxy.tell(77, get(&path)), 200);
    starts(proxy.tell(77, get(&path)), 200);
    composed.second.signal("KILL");
    starts(send("agency=health&comment=Zaubernuss"), 503);
    starts(proxy.tell(77, get(&path)), 503);
    let (proxys, speirs) = (proxy.log(), composed.place.log());
    assert!(proxys.contains("start worker process"), "{proxys}");
    assert!(proxys.contains("POST 503 ") && proxys.contains("GET 503 "), "{proxys}");
    assert_eq!(speirs.matches("confirm that they are right").count(), 2, "{speirs}");
    let ticket = path.rsplit('/').next().unwrap();
    for word in
        [&link, ticket, "/s/", "127.0.0.77", "203.0.113.9", "Wunderkerze", "school.example", "Zaubernuss", "king"]
    {
        assert!(!proxys.contains(word) && !speirs.contains(word), "{word} is in a log:\n{proxys}\n{speirs}");
    }
}

#[test]
fn answers_pass_the_proxy_in_memory_and_as_compressed_as_they_were_sent() {
    let composed = Composed::up();
    let (proxy, path) = (&composed.proxy, composed.path());
    let before = proxy.spilled_at();
    // The most that Speir reads, and one byte more.
    let most = "a".repeat(512 * 1024 - "comment=".len());
    let answer = proxy.web.post(&path, format!("comment={most}"));
    assert_eq!(answer.status, 422, "{}", answer.text);
    assert!(answer.size > 512 * 1024, "everything that was typed comes back");
    let answer = proxy.web.post(&path, format!("comment={most}a"));
    assert_eq!(answer.status, 413);
    assert!(answer.text.contains("too much to send") && answer.text.contains("ro mhòr ri chur"), "{}", answer.text);
    // Its quotation marks make the page that comes back six times as large, and nobody reads that.
    let quoted = format!("comment={}", "\"".repeat(most.len()));
    let request = post(&path, &format!("Content-Length: {}\r\n", quoted.len()), &quoted);
    let mut unread = proxy.connect(77);
    unread.write_all(request.as_bytes()).unwrap();
    std::thread::sleep(Duration::from_secs(1));
    assert_eq!(proxy.spilled_at(), before, "nothing was written to a file");
    for encoding in ["br", "gzip"] {
        let request = proxy.web.agent.get(format!("{}{path}", proxy.web.base)).header("Accept-Encoding", encoding);
        assert_eq!(request.call().unwrap().headers()["content-encoding"], encoding);
    }
}

#[test]
fn over_https_everything_is_encrypted_and_whoever_comes_without_is_led_there() {
    let composed = Composed::up_with(Proxy::with_tls_before, &[]);
    let (proxy, path) = (&composed.proxy, composed.path());
    let plain = proxy.web.get(&path);
    assert_eq!((plain.status, plain.location.as_str()), (308, format!("https://127.0.0.1{path}").as_str()));
    let curl = |arguments: &[&str]| {
        let port = proxy.https.port();
        let output = Command::new("curl")
            .args(["--silent", "--show-error", "--include", "--cacert", proxy.certificate().to_str().unwrap()])
            .args(["--resolve", &format!("speir.example:{port}:127.0.0.1")])
            .args(arguments)
            .arg(format!("https://speir.example:{port}{path}"))
            .output()
            .expect("curl is installed");
        String::from_utf8(output.stdout).unwrap()
    };
    let form = curl(&[]);
    assert!(form.starts_with("HTTP/1.1 200 ") && form.contains("Strict-Transport-Security: max-age="), "{form}");
    assert!(curl(&["--data", "agency=health"]).starts_with("HTTP/1.1 303 "));
    assert!(curl(&["--tls-max", "1.1"]).is_empty(), "nothing older than TLS 1.2 is spoken");
}
