//! How much memory bodies on their way may hold.

use std::{
    io::{Read, Write},
    net::{Shutdown, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    thread,
};

use crate::support::{Place, Service, wait_until};

/// What one body of the flood sends, and what it says that it will send.
const SENT: usize = 480_000;
const PROMISED: usize = 500_000;

/// Opens a connection from `network` with half a body on it.
fn begin(service: &Service, path: &str, network: &str) -> TcpStream {
    let host = service.base.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(host).unwrap();
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: {host}\r\nX-Forwarded-For: {network}\r\nContent-Type: \
         application/x-www-form-urlencoded\r\nContent-Length: \
         {PROMISED}\r\n\r\nq.agency=health&q.comment="
    );
    let body = "a".repeat(SENT);
    // A connection that is refused meanwhile takes no more.
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body.as_bytes()));
    stream
}

fn status(mut stream: &TcpStream) -> String {
    let mut start = [0; 12];
    stream
        .read_exact(&mut start)
        .map_or_else(|error| error.to_string(), |()| String::from_utf8_lossy(&start[9..]).into())
}

#[test]
fn a_flood_of_half_sent_bodies_is_refused_and_a_class_is_not() {
    let place = Place::with_collections();
    let service = place.serve_with(&[("SPEIR_BODY_SECONDS", "120")]);
    let path = service.open(&place.link("staff"));
    let refused = Arc::new(AtomicUsize::new(0));
    let flood: Vec<_> = (0..120).map(|_| begin(&service, &path, "203.0.113.7")).collect();
    let readers: Vec<_> = flood
        .iter()
        .map(|stream| {
            let (stream, refused) = (stream.try_clone().unwrap(), Arc::clone(&refused));
            thread::spawn(move || {
                if status(&stream) == "503" {
                    refused.fetch_add(1, SeqCst);
                }
            })
        })
        .collect();
    // Forty megabytes are some 87 of these bodies.
    wait_until("bodies are refused", || refused.load(SeqCst) >= 20);

    let class: Vec<_> = (0..33).map(|_| begin(&service, &path, "203.0.113.8")).collect();
    for mut stream in &class {
        stream
            .write_all("a".repeat(PROMISED - SENT - "q.agency=health&q.comment=".len()).as_bytes())
            .unwrap();
    }
    let answers: Vec<_> = class.iter().map(status).collect();
    assert_eq!(answers, vec!["422"; 33], "each pupil gets the page back with the long text in it");

    for stream in &flood {
        let _ = stream.shutdown(Shutdown::Both);
    }
    for reader in readers {
        reader.join().unwrap();
    }
    wait_until("the first network is let in again", || {
        let request = service
            .agent
            .post(format!("{}{path}", service.base))
            .header("X-Forwarded-For", "203.0.113.7");
        let body = format!("q.agency=health&q.comment={}", "a".repeat(SENT));
        request
            .content_type("application/x-www-form-urlencoded")
            .send(body)
            .is_ok_and(|answer| answer.status() == 422)
    });
}
