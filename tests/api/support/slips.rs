use std::{io::Write, process::Stdio};

use speir::{
    intake::{IssuedTicket, TicketIssuer},
    invitation::code::{AccessCode, Batch, queries},
    rates::PartFigures,
    store::Id,
};

use super::{Answer, Place, Service};

/// The slips that one command made.
pub struct Slips {
    /// The page to print.
    pub page: String,
    /// Their codes as they are printed.
    pub codes: Vec<String>,
}

impl Slips {
    /// Makes slips for one audience's collection.
    pub fn make(place: &Place, audience: &str, count: usize) -> Self {
        let file = place.dir.path().join(format!("{audience}-{count}.html"));
        let (link, number) = (place.link(audience), count.to_string());
        let said = place.run(&[
            "invitation",
            "slips",
            &link,
            "--count",
            &number,
            "--output",
            file.to_str().unwrap(),
        ]);
        assert!(said.contains(&format!("{count} slips for ")), "{said}");
        let page = std::fs::read_to_string(&file).unwrap();
        std::fs::remove_file(file).unwrap();
        let slips = Self::on(page);
        assert_eq!(slips.codes.len(), count);
        slips
    }

    /// The slips on a page to print.
    pub fn on(page: String) -> Self {
        let codes =
            page.split("<p class=\"code\">").skip(1).map(|rest| rest[..9].to_owned()).collect();
        Self { page, codes }
    }
}

impl Place {
    pub fn id(&self, audience: &str) -> Id {
        Id(self.collection(audience)["id"].as_str().unwrap().parse().unwrap())
    }

    pub fn batches(&self, audience: &str) -> Vec<Batch> {
        let store = self.store();
        let mut connection = store.connection().unwrap();
        let collection = speir::inspection::queries::unscoped::collection_by_id(
            &mut connection,
            self.id(audience),
        )
        .unwrap()
        .unwrap();
        queries::batches(&mut connection, &collection, &PartFigures::default()).unwrap()
    }

    /// How many slips were used, which pages hold back.
    pub fn used(&self, audience: &str) -> i64 {
        let link = self.link(audience);
        self.number(&format!(
            "SELECT SUM(b.used) FROM code_batches b JOIN collections c ON c.id = b.collection WHERE \
             c.link = '{link}'"
        ))
    }

    /// The ticket of a code, as only this place's secret gives it.
    pub fn ticket(&self, audience: &str, code: &str) -> IssuedTicket {
        let code: AccessCode = code.parse().unwrap_or_else(|_| panic!("{code} is a code"));
        TicketIssuer::of(&self.secret()).ticket(self.id(audience), b"code", code.as_bytes())
    }

    /// Adds a user, a co-ordinator of Midlothian, with a password of their own choice, and gives
    /// the password.
    pub fn user(&self, email: &str, role: &str) -> String {
        self.user_with(email, role, &[])
    }

    /// The same with more arguments.
    pub fn user_with(&self, email: &str, role: &str, more: &[&str]) -> String {
        const PASSWORD: &str = "otter-lantern-37-quarry";
        let areas: &[&str] = if role == "coordinator" { &["--area", "Midlothian"] } else { &[] };
        let arguments =
            [&["user", "add", email, "--role", role, "--password-stdin"], areas, more].concat();
        let mut child =
            self.command(&arguments).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(PASSWORD.as_bytes()).unwrap();
        assert!(child.wait().unwrap().success(), "speir {arguments:?} failed");
        PASSWORD.to_owned()
    }
}

impl Service {
    /// Types a code as somebody in a network of their own does.
    pub fn type_code(&self, code: &str, network: &str) -> Answer {
        let body: String = code.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let request =
            self.agent.post(format!("{}/code", self.base)).header("X-Forwarded-For", network);
        let request = request.content_type("application/x-www-form-urlencoded");
        Answer::of(request.send(format!("code={body}")).unwrap())
    }

    /// Sends a form of the console as whoever has `cookie`.
    pub fn post_as(&self, path: &str, cookie: &str, body: &str) -> Answer {
        let request = self.agent.post(format!("{}{path}", self.base)).header("Cookie", cookie);
        Answer::of(request.content_type("application/x-www-form-urlencoded").send(body).unwrap())
    }
}
