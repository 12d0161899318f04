//! What the proxy hands on, and how.

use std::{io::Write, process::Command};

use super::{
    Composed,
    proxy::{Proxy, post},
};
use crate::support::{Answer, Service, wait_until};

#[test]
fn whoever_signs_in_at_one_process_is_known_to_the_other() {
    let composed = Composed::up();
    let password = composed.place.user("lead@speir.example", "lead");
    let form = serde_urlencoded::to_string([
        ("email", "lead@speir.example"),
        ("password", password.as_str()),
    ])
    .unwrap();
    let cookie = |service: &Service| {
        // A browser says where a form comes from, and the console compares that with the host that
        // it is asked for.
        let request =
            service.agent.post(format!("{}/sign-in", service.base)).header("Origin", &service.base);
        let answer = request.content_type("application/x-www-form-urlencoded").send(&form).unwrap();
        assert_eq!(answer.status(), 303);
        answer.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned()
    };
    let knows = |service: &Service, cookie: &str| {
        let request =
            service.agent.get(format!("{}/console", service.base)).header("Cookie", cookie);
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
        let claim = format!(
            "X-Forwarded-For: 198.51.100.{}\r\nX-Forwarded-For: 192.0.2.{0}\r\n",
            number % 250
        );
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
fn answers_pass_the_proxy_in_memory_and_as_compressed_as_they_were_sent() {
    let composed = Composed::up();
    let (proxy, path) = (&composed.proxy, composed.path());
    let before = proxy.spilled_at();
    // The most that the proxy holds in its buffer, and more than it lets through.
    let most = "a".repeat(512 * 1024 - "comment=".len());
    let answer = proxy.web.post(&path, format!("comment={most}"));
    assert_eq!(answer.status, 422, "{}", answer.text);
    assert!(answer.size > 512 * 1024, "everything that was typed comes back");
    let answer = proxy.web.post(&path, format!("comment={}", most.repeat(11)));
    assert_eq!(answer.status, 413);
    assert!(
        answer.text.contains("too much to send") && answer.text.contains("ro mhòr ri chur"),
        "{}",
        answer.text
    );
    // Its quotation marks make the page that comes back six times as large, and nobody reads that.
    let quoted = format!("comment={}", "\"".repeat(most.len()));
    let request = post(&path, &format!("Content-Length: {}\r\n", quoted.len()), &quoted);
    let mut unread = proxy.connect(77);
    unread.write_all(request.as_bytes()).unwrap();
    // What comes back has begun to arrive, and the proxy has served others since.
    unread.peek(&mut [0]).unwrap();
    for _ in 0..20 {
        assert_eq!(proxy.web.get(&path).status, 200);
    }
    assert_eq!(proxy.spilled_at(), before, "nothing was written to a file");
    for encoding in ["br", "gzip"] {
        // The best compression begins with the first answer.
        let arrives_compressed = || {
            let request = proxy
                .web
                .agent
                .get(format!("{}{path}", proxy.web.base))
                .header("Accept-Encoding", encoding);
            request
                .call()
                .unwrap()
                .headers()
                .get("content-encoding")
                .is_some_and(|value| value == encoding)
        };
        wait_until(encoding, arrives_compressed);
    }
}

#[test]
fn over_https_everything_is_encrypted_and_whoever_comes_without_is_led_there() {
    let composed = Composed::up_with(Proxy::with_tls_before, &[]);
    let path = composed.path();
    let Composed { proxy, first, second, place } = composed;
    let large = place.dir.path().join("large");
    std::fs::write(&large, "a".repeat(6_000_000)).unwrap();
    let plain = proxy.web.get(&path);
    assert_eq!(
        (plain.status, plain.location.as_str()),
        (308, format!("https://127.0.0.1{path}").as_str())
    );
    for api in ["/api/v1/inspections", "/%61pi/v1/inspections", "//api/v1/inspections"] {
        assert_eq!(
            proxy.web.get(api).status,
            403,
            "a program is not led on with its token in the clear"
        );
    }
    let answer = proxy.tell(
        77,
        format!("GET {path} HTTP/1.1\r\nHost: speir.example\r\nConnection: close\r\n\r\n"),
    );
    carries_headers(&answer, false);
    let curl = |arguments: &[&str]| {
        let port = proxy.https.port();
        let output = Command::new("curl")
            .args([
                "--silent",
                "--show-error",
                "--include",
                "--cacert",
                proxy.certificate().to_str().unwrap(),
            ])
            .args(["--resolve", &format!("speir.example:{port}:127.0.0.1")])
            .args(arguments)
            .arg(format!("https://speir.example:{port}{path}"))
            .output()
            .expect("curl is installed");
        String::from_utf8(output.stdout).unwrap()
    };
    let form = curl(&[]);
    assert!(form.starts_with("HTTP/1.1 200 "), "{form}");
    carries_headers(&form, true);
    let too_much = curl(&["--data-binary", &format!("@{}", large.to_str().unwrap())]);
    assert!(too_much.starts_with("HTTP/1.1 413 "), "{too_much}");
    carries_headers(&too_much, true);
    let malformed = curl(&["--header", "Content-Length: nonsense", "--request", "POST"]);
    assert!(malformed.starts_with("HTTP/1.1 400 "), "{malformed}");
    carries_headers(&malformed, true);
    assert!(curl(&["--data", "agency=health"]).starts_with("HTTP/1.1 303 "));
    first.stop();
    second.stop();
    let away = curl(&[]);
    assert!(away.starts_with("HTTP/1.1 503 ") && away.contains("Retry-After: 5"), "{away}");
    carries_headers(&away, true);
    assert!(curl(&["--tls-max", "1.1"]).is_empty(), "nothing older than TLS 1.2 is spoken");
}

/// Each header stands once, whether Speir or the proxy made the answer.
fn carries_headers(answer: &str, https: bool) {
    let head = answer.split("\r\n\r\n").next().unwrap().to_lowercase();
    let values = |name: &str| -> Vec<&str> {
        head.lines().filter_map(|line| line.strip_prefix(name)?.strip_prefix(": ")).collect()
    };
    for (name, part) in [
        ("content-security-policy", "default-src 'none'"),
        ("permissions-policy", "camera=()"),
        ("cross-origin-resource-policy", "same-origin"),
        ("x-content-type-options", "nosniff"),
        ("cache-control", "no-store"),
    ] {
        let values = values(name);
        assert!(values.len() == 1 && values[0].contains(part), "{name}: {values:?} in {head}");
    }
    let secure: &[&str] = if https { &["max-age=31536000; includesubdomains"] } else { &[] };
    assert_eq!(values("strict-transport-security"), secure, "{head}");
}
