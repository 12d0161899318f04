//! What the proxy, the processes and PostgreSQL write down about those who pass.

use std::fs;

use diesel::{Connection, PgConnection, RunQueryDsl};

use super::{
    Composed, cluster,
    proxy::{Proxy, post},
};

#[test]
fn no_log_of_the_proxy_of_speir_or_of_postgresql_tells_of_anybody() {
    let mut composed = Composed::up_with(Proxy::before, &[("SPEIR_LOG", "trace")]);
    let (proxy, link) = (&composed.proxy, composed.place.link("staff"));
    let path = composed.path();
    let who = "X-Forwarded-For: 203.0.113.9\r\nUser-Agent: Wunderkerze/1.0\r\nReferer: \
        http://school.example/\r\n";
    let get = |path: &str| {
        format!("GET {path} HTTP/1.1\r\nHost: speir.example\r\n{who}Connection: close\r\n\r\n")
    };
    let send = |body: &str| proxy.post_from(77, &path, who, body);
    let starts = |answer: String, status: u16| {
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{answer}");
    };
    starts(proxy.tell(77, get(&format!("/s/{link}"))), 303);
    starts(proxy.tell(77, get(&format!("{path}?lang=gd"))), 200);
    starts(send("agency=king"), 422);
    starts(send("agency=king&comment=%FF"), 422);
    starts(send("agency=health&comment=Zaubernuss"), 303);
    starts(send(&"comment=Zaubernuss".repeat(20_000)), 422);
    starts(send(&"comment=Zaubernuss".repeat(300_000)), 413);
    starts(proxy.tell(77, format!("GET {path} HTTP/1.1\r\nHost: two words\r\n\r\n")), 400);
    starts(proxy.tell(77, format!("GET {path} HTTP/9.9\r\n{who}\r\n")), 505);
    starts(proxy.tell(77, get(&format!("{path}?{}", "a".repeat(40_000)))), 414);
    // It comes in more pieces than the proxy can hold, and there is nowhere else to put them.
    proxy.forbid_spilling();
    let pieces = format!("{}0\r\n\r\n", "1\r\nZ\r\n".repeat(900_000));
    starts(
        proxy.tell(77, post(&path, &format!("{who}Transfer-Encoding: chunked\r\n"), &pieces)),
        500,
    );
    composed.first.signal("KILL");
    starts(proxy.tell(77, get(&path)), 200);
    starts(proxy.tell(77, get(&path)), 200);
    composed.second.signal("KILL");
    starts(send("agency=health&comment=Zaubernuss"), 503);
    starts(proxy.tell(77, get(&path)), 503);
    let quoting = diesel::sql_query("SELECT CAST('Zaubernuss' AS integer)");
    assert!(quoting.execute(&mut PgConnection::establish(&cluster().address).unwrap()).is_err());
    composed.proxy.finish();
    let (proxys, speirs) = (composed.proxy.log(), composed.place.log());
    let databases = fs::read_to_string(cluster().folder.join("log")).unwrap();
    assert!(databases.contains("ready to accept connections"), "{databases}");
    assert!(proxys.contains("start worker process"), "{proxys}");
    assert!(proxys.contains("POST 503 ") && proxys.contains("GET 503 "), "{proxys}");
    assert_eq!(speirs.matches("forms and messages show them").count(), 2, "{speirs}");
    let ticket = path.rsplit('/').next().unwrap();
    for word in [
        &link,
        ticket,
        "/s/",
        "127.0.0.77",
        "203.0.113.9",
        "Wunderkerze",
        "school.example",
        "Zaubernuss",
        "agency",
    ] {
        for log in [&proxys, &speirs, &databases] {
            assert!(!log.contains(word), "{word} is in this log:\n{log}");
        }
    }
}
