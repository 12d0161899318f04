//! What every answer carries, and how long a request may take to arrive.

use std::{
    io::{Read, Write},
    net::TcpStream,
    time::Duration,
};

use crate::support::{Answer, PATIENCE, Place, Service, Slips};

const COMMON: [(&str, &str); 3] = [
    ("x-content-type-options", "nosniff"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=()"),
];
const NOTHING_RUNS: &str = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'";

/// What stands in the head of an answer, in lower case.
fn head(service: &Service, base: &str, request: &str) -> String {
    let mut stream = connect(base);
    stream.write_all(request.replace("HOST", host(&service.base)).as_bytes()).unwrap();
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte).unwrap_or_else(|error| panic!("{request}: {error}"));
        head.push(byte[0]);
    }
    String::from_utf8(head).unwrap().to_lowercase()
}

fn host(base: &str) -> &str {
    base.strip_prefix("http://").unwrap()
}

fn connect(base: &str) -> TcpStream {
    let stream = TcpStream::connect(host(base)).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream
}

#[test]
fn every_answer_carries_the_headers() {
    let place = Place::with_collections();
    Slips::make(&place, "staff", 8);
    let password = place.user("admin@speir.example", "admin");
    let token = place.token("admin@speir.example", "Walk");
    let service = place.serve();
    let cookie = service.sign_in("admin@speir.example", &password);
    let console = service.get_as("/console", &cookie).text;
    let asset = |name: &str| {
        format!(
            "/assets/{name}.{}",
            console.split(&format!("/assets/{name}.")).nth(1).unwrap().split('"').next().unwrap()
        )
    };
    let (link, id) = (place.link("staff"), place.id("staff").0);
    let form = service.open(&link);
    let get = |path: &str| format!("GET {path} HTTP/1.1\r\nHost: HOST\r\n");
    let post = |path: &str, body: &str| {
        let kind = "Content-Type: application/x-www-form-urlencoded";
        format!(
            "POST {path} HTTP/1.1\r\nHost: HOST\r\n{kind}\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )
    };
    let signed_in = |path: &str| format!("{}Cookie: {cookie}\r\n\r\n", get(path));
    let plain = |path: &str| format!("{}\r\n", get(path));
    let asked =
        |path: &str, token: &str| format!("{}Authorization: Bearer {token}\r\n\r\n", get(path));
    for (request, status, is_page) in [
        (plain("/"), 200, true),
        (plain(&form), 200, true),
        (post(&form, "agency=health"), 303, false),
        (plain(&format!("/s/{link}")), 303, false),
        (plain("/CODE/"), 303, false),
        (plain("/leave"), 303, false),
        (plain("/nowhere"), 404, true),
        (post("/help", ""), 405, true),
        (post("/code", &"a".repeat(600_000)), 413, true),
        (post("/code", "code=a%00"), 422, true),
        (plain("/code").replace("GET", "BREW"), 405, true),
        (plain("/health/live"), 200, false),
        (post("/health/live", ""), 404, true),
        (plain("/sign-in"), 200, true),
        (post("/sign-in", "email=nobody@example.org"), 422, true),
        (post("/sign-in", "email=a%00b%40example.org&password=heron"), 422, true),
        (plain("/console"), 303, false),
        (signed_in("/console"), 200, true),
        (signed_in("/console/nowhere"), 404, true),
        (signed_in("/console/audit/audit.csv"), 200, false),
        (signed_in(&format!("/console/collections/{id}/qr.svg")), 200, false),
        (signed_in(&format!("/console/collections/{id}/live")), 200, false),
        (plain(&asset("console")), 200, false),
        (plain("/assets/nothing.css"), 404, true),
        (asked("/api/v1/inspections", &token), 200, false),
        (asked("/api/v1/inspections", "wrong"), 401, false),
        (asked("/api/v1/nowhere", &token), 404, false),
        (plain("/api/v1/openapi.json"), 200, false),
    ] {
        let head = head(&service, &service.base, &request);
        let request = request.lines().next().unwrap().to_owned();
        check(&head, &request, status);
        let policy = value(&head, "content-security-policy");
        assert_eq!(policy != NOTHING_RUNS, is_page, "{request}: {policy}");
        assert!(
            policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
            "{policy}"
        );
    }
    for (request, status) in [
        (plain("/health/live"), 200),
        (plain("/health/ready"), 200),
        (plain("/metrics"), 200),
        (plain("/nowhere"), 404),
        (post("/metrics", "a=b"), 404),
    ] {
        let head = head(&service, &service.operations, &request);
        check(&head, &request, status);
        assert_eq!(value(&head, "content-security-policy"), NOTHING_RUNS);
    }
    let left = head(&service, &service.base, &plain("/leave"));
    assert_eq!(value(&left, "clear-site-data"), "\"cache\", \"storage\"");
}

fn check(head: &str, request: &str, status: u16) {
    assert!(head.starts_with(&format!("http/1.1 {status} ")), "{request}: {head}");
    for (name, part) in COMMON {
        assert!(value(head, name).contains(part), "{request}: {name}: {head}");
    }
}

/// The value of a header that stands there once.
fn value<'a>(head: &'a str, name: &str) -> &'a str {
    let values: Vec<&str> =
        head.lines().filter_map(|line| line.strip_prefix(name)?.strip_prefix(": ")).collect();
    let [value] = values[..] else { panic!("{name} stands {} times in {head}", values.len()) };
    value
}

/// Sends the head of a request, the beginning of its body, and then a byte at a time until the
/// service hangs up. Gives what it answered.
fn trickle(base: &str, head: &str, beginning: &[u8], piece: &[u8]) -> String {
    let mut stream = connect(base);
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(beginning).unwrap();
    let mut reader = stream.try_clone().unwrap();
    let answer = std::thread::spawn(move || {
        let mut answer = Vec::new();
        let mut buffer = [0; 4_096];
        // A connection that is closed while bytes are on their way is reset.
        while let Ok(size @ 1..) = reader.read(&mut buffer) {
            answer.extend_from_slice(&buffer[..size]);
        }
        String::from_utf8_lossy(&answer).into_owned()
    });
    while !answer.is_finished() {
        if stream.write_all(piece).is_err() {
            break;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    answer.join().unwrap()
}

#[test]
fn a_body_that_arrives_byte_by_byte_is_ended() {
    let place = Place::with_collections();
    let password = place.user("admin@speir.example", "admin");
    let service = place.serve_with(&[("SPEIR_BODY_SECONDS", "1")]);
    let cookie = service.sign_in("admin@speir.example", &password);
    let (form, id) = (service.open(&place.link("staff")), place.id("staff").0);
    let host = host(&service.base);
    let multipart = b"--edge\r\nContent-Disposition: form-data; name=\"list\"; \
        filename=\"a.csv\"\r\n\r\nemail\n";
    for (path, is_upload) in [
        (form.as_str(), false),
        ("/code", false),
        ("/sign-in", false),
        ("/join/AAAA", false),
        ("/console/account/password", false),
        ("/console/inspections/new/file", true),
        (&format!("/console/collections/{id}/invitations/import"), true),
    ] {
        for chunked in [false, true] {
            let kind = if is_upload {
                "multipart/form-data; boundary=edge"
            } else {
                "application/x-www-form-urlencoded"
            };
            let end = if chunked { "Transfer-Encoding: chunked" } else { "Content-Length: 5000" };
            let head = format!(
                "POST {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nCookie: \
                    {cookie}\r\nContent-Type: {kind}\r\n{end}\r\n\r\n"
            );
            let beginning: &[u8] = if is_upload { multipart } else { b"code=" };
            let beginning = if chunked { framed(beginning) } else { beginning.to_vec() };
            let piece = if chunked { framed(b"a") } else { b"a".to_vec() };
            let answer = trickle(&service.base, &head, &beginning, &piece);
            assert!(answer.starts_with("HTTP/1.1 408 "), "{path}, chunked: {chunked}: {answer}");
            assert!(
                answer.contains("took too long to arrive") && answer.contains("permissions-policy"),
                "{answer}"
            );
        }
    }
    let gaelic = format!(
        "POST /code?lang=gd HTTP/1.1\r\nHost: {host}\r\nContent-Length: 9\r\nContent-Type: \
            application/x-www-form-urlencoded\r\n\r\n"
    );
    assert!(
        trickle(&service.base, &gaelic, b"", b"").contains("Thug sin ro fhada"),
        "a body of which nothing comes"
    );
}

#[test]
fn a_body_that_nobody_reads_keeps_no_connection() {
    let place = Place::with_collections();
    let service = place.serve_with(&[("SPEIR_BODY_SECONDS", "1")]);
    let host = host(&service.base);
    for path in ["/nowhere", "/console", "/api/v1/inspections", "/sign-out", "/health/live"] {
        for (base, method) in
            [(&service.base, "POST"), (&service.base, "GET"), (&service.operations, "POST")]
        {
            let head = format!(
                "{method} {path} HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: chunked\r\n\r\n"
            );
            let answer = trickle(base, &head, &framed(b"a"), &framed(b"a"));
            assert!(answer.starts_with("HTTP/1.1 "), "{method} {path}: {answer}");
            assert_eq!(answer.matches("HTTP/1.1 ").count(), 1, "{method} {path}: {answer}");
        }
    }
}

/// A chunk of a chunked body.
fn framed(bytes: &[u8]) -> Vec<u8> {
    [format!("{:x}\r\n", bytes.len()).as_bytes(), bytes, b"\r\n"].concat()
}

#[test]
fn a_body_in_two_pieces_and_the_next_request_are_answered_on_one_connection() {
    let place = Place::with_collections();
    let service = place.serve();
    let request = service.agent.post(format!("{}/code", service.base));
    let answer = Answer::of(
        request.content_type("application/x-www-form-urlencoded").send("code=BCDF-GHJK").unwrap(),
    );
    assert_eq!(answer.status, 422);
    let mut stream = connect(&service.base);
    let host = host(&service.base);
    for _ in 0..2 {
        let head = format!(
            "POST /code HTTP/1.1\r\nHost: {host}\r\nContent-Length: 9\r\nContent-Type: \
                application/x-www-form-urlencoded\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(b"code=").unwrap();
        stream.write_all(b"BCDF").unwrap();
        let mut answer = String::new();
        let mut buffer = [0; 4_096];
        while !answer.contains("</html>") {
            let size = stream.read(&mut buffer).unwrap();
            assert_ne!(size, 0, "{answer}");
            answer.push_str(&String::from_utf8_lossy(&buffer[..size]));
        }
        assert!(answer.starts_with("HTTP/1.1 422 "), "{answer}");
    }
}
