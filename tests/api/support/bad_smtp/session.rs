use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    ops::ControlFlow::{self, Break, Continue},
};

use super::{Behaviour, Received, Shared};

type Outcome = std::io::Result<ControlFlow<()>>;

/// One connection, and the message that is being sent over it.
struct Session<'a> {
    shared: &'a Shared,
    input: BufReader<&'a TcpStream>,
    output: &'a TcpStream,
    trusted: bool,
    from: Option<String>,
    to: Vec<String>,
}

pub fn serve(stream: &TcpStream, shared: &Shared) -> std::io::Result<()> {
    let trusted = shared.login.is_none();
    let input = BufReader::new(stream);
    let mut session =
        Session { shared, input, output: stream, trusted, from: None, to: Vec::new() };
    let mut goes_on = match session.behaviour() {
        Behaviour::RefuseAtGreeting(answer) => session.say(&answer).map(|_| Break(()))?,
        _ => session.say("220 localhost ESMTP")?,
    };
    while goes_on.is_continue()
        && let Some(line) = session.line()?
    {
        goes_on = session.obey(line.trim_end())?;
    }
    Ok(())
}

impl Session<'_> {
    fn behaviour(&self) -> Behaviour {
        self.shared.behaviour.lock().unwrap().clone()
    }

    fn say(&mut self, answer: &str) -> Outcome {
        match self.behaviour() {
            Behaviour::Slow(pause) => std::thread::sleep(pause),
            Behaviour::Silent => {
                self.input.read_to_end(&mut Vec::new())?;
                return Ok(Break(()));
            }
            _ => (),
        }
        self.output.write_all(format!("{answer}\r\n").as_bytes())?;
        Ok(Continue(()))
    }

    fn line(&mut self) -> std::io::Result<Option<String>> {
        let mut line = Vec::new();
        let length = self.input.read_until(b'\n', &mut line)?;
        Ok((length > 0).then(|| String::from_utf8_lossy(&line).into_owned()))
    }

    fn obey(&mut self, line: &str) -> Outcome {
        let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
        if verb.eq_ignore_ascii_case("EHLO") {
            self.shared.names.lock().unwrap().push(rest.to_owned());
        }
        match verb.to_ascii_uppercase().as_str() {
            "EHLO" if self.shared.login.is_some() => self.say(
                "250-localhost\r\n250-SIZE 10485760\r\n250-8BITMIME\r\n250-AUTH \
                    PLAIN\r\n250 SMTPUTF8",
            ),
            "EHLO" => self.say(
                "250-localhost\r\n250-SIZE 10485760\r\n250-8BITMIME\r\n250 \
                SMTPUTF8",
            ),
            "HELO" | "NOOP" => self.say("250 2.0.0 Ok"),
            "RSET" => {
                self.forget();
                self.say("250 2.0.0 Ok")
            }
            "QUIT" => self.say("221 2.0.0 Bye").map(|_| Break(())),
            "AUTH" => self.authenticate(rest),
            "MAIL" if !self.trusted => self.say("530 5.7.0 Authentication required"),
            "MAIL" => self.mail(rest),
            "RCPT" if self.from.is_some() => self.recipient(rest),
            "DATA" if !self.to.is_empty() => self.data(),
            "RCPT" | "DATA" => self.say("503 5.5.1 Bad sequence of commands"),
            _ => self.say("500 5.5.2 Unknown command"),
        }
    }

    fn authenticate(&mut self, rest: &str) -> Outcome {
        let (mechanism, given) = rest.split_once(' ').unwrap_or((rest, ""));
        if self.shared.login.is_none() || !mechanism.eq_ignore_ascii_case("PLAIN") {
            return self.say("504 5.5.4 No such mechanism");
        }
        let mut given = given.to_owned();
        if given.is_empty() {
            if self.say("334 ")?.is_break() {
                return Ok(Break(()));
            }
            given = self.line()?.unwrap_or_default();
        }
        let decoded = String::from_utf8_lossy(&from_base64(given.trim_end())).into_owned();
        let mut parts = decoded.split('\0').skip(1).map(str::to_owned);
        let login = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        self.trusted = self.shared.login.as_ref() == Some(&login);
        self.shared.logins.lock().unwrap().push(login);
        self.say(if self.trusted {
            "235 2.7.0 Welcome"
        } else {
            "535 5.7.8 Wrong user or password"
        })
    }

    fn mail(&mut self, rest: &str) -> Outcome {
        if let Behaviour::RefuseSender(answer) = self.behaviour() {
            return self.say(&answer);
        }
        self.forget();
        self.from = Some(address(rest));
        self.say("250 2.1.0 Ok")
    }

    fn recipient(&mut self, rest: &str) -> Outcome {
        match self.behaviour() {
            Behaviour::RefuseRecipients(answer) => return self.say(&answer),
            Behaviour::CutAfterRcpt => return self.say("250 2.1.5 Ok").map(|_| Break(())),
            _ => (),
        }
        self.to.push(address(rest));
        self.say("250 2.1.5 Ok")
    }

    fn data(&mut self) -> Outcome {
        if let Behaviour::RefuseData(answer) = self.behaviour() {
            return self.say(&answer);
        }
        if self.say("354 Go on")?.is_break() {
            return Ok(Break(()));
        }
        let mut text = String::new();
        loop {
            let Some(line) = self.line()? else { return Ok(Break(())) };
            if matches!(self.behaviour(), Behaviour::CutDuringData) {
                return Ok(Break(()));
            }
            if line == ".\r\n" {
                break;
            }
            text.push_str(line.strip_prefix('.').unwrap_or(&line));
        }
        if let Behaviour::RefuseMessage(answer) = self.behaviour() {
            self.forget();
            return self.say(&answer);
        }
        let (from, to) = (self.from.take().unwrap_or_default(), std::mem::take(&mut self.to));
        let silent = match self.behaviour() {
            Behaviour::Silent | Behaviour::NeverConfirm => true,
            Behaviour::NeverConfirmTo(slow) => to.iter().any(|to| slow.contains(to)),
            _ => false,
        };
        let cut = match self.behaviour() {
            Behaviour::CutAfterData => true,
            Behaviour::CutAfterDataTo(cut) => to.iter().any(|to| cut.contains(to)),
            _ => false,
        };
        let acknowledged = !cut && !silent;
        self.shared.received.lock().unwrap().push(Received { from, to, text, acknowledged });
        if silent {
            self.input.read_to_end(&mut Vec::new())?;
            return Ok(Break(()));
        }
        if cut { Ok(Break(())) } else { self.say("250 2.0.0 Taken") }
    }

    fn forget(&mut self) {
        self.from = None;
        self.to.clear();
    }
}

/// What stands between angle brackets.
fn address(rest: &str) -> String {
    let after = rest.split_once('<').map_or("", |(_, after)| after);
    after.split_once('>').map_or("", |(address, _)| address).to_owned()
}

fn from_base64(text: &str) -> Vec<u8> {
    const DIGITS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bits: String =
        text.chars().filter_map(|c| DIGITS.find(c)).map(|digit| format!("{digit:06b}")).collect();
    bits.as_bytes()
        .chunks_exact(8)
        .map(|eight| eight.iter().fold(0, |byte, bit| byte * 2 + (bit - b'0')))
        .collect()
}
