use chrono::{Datelike, TimeDelta};
use fluent_bundle::FluentArgs;

use super::{Letter, MessageKind};
use crate::language::{Language, Words, args, calendar};

/// One line of a message.
pub enum Line {
    Say(String),
    /// An action, its address, and a fallback if the link does not open.
    Act(String, String, String),
    /// A sentence with a link at its end: its text and its address.
    Link(String, String, String),
    /// A sentence in the other language.
    Other(String, Language),
}

impl Letter<'_> {
    /// The subject in one language: the lead's, or the standard one.
    pub fn title(&self, words: &Words) -> String {
        match self.texts.of(self.kind, words.language).subject.as_str() {
            "" => self.standard_title(words),
            own => own.to_owned(),
        }
    }

    /// The standard subject in one language.
    pub fn standard_title(&self, words: &Words) -> String {
        words.say_with("mail-subject", &self.values(words))
    }

    /// The standard opening in one language.
    pub fn standard_opening(&self, words: &Words) -> String {
        let own = self.audience.opening(words.language);
        own.map_or_else(|| words.say("mail-opening"), ToOwned::to_owned)
    }

    /// The sentence that says what the message is. It comes first because inboxes show it next to
    /// the subject.
    pub fn first(&self, words: &Words) -> String {
        words.say_with("mail-first", &self.values(words))
    }

    /// The lines after the first sentence, in one language.
    pub fn lines(&self, words: &Words) -> Vec<Line> {
        let values = self.values(words);
        let say = |key: &str| Line::Say(words.say_with(key, &values));
        let mut lines = Vec::with_capacity(19);
        if self.is_preview {
            lines.push(say("mail-preview"));
        }
        lines.extend(self.opening(words).into_iter().map(Line::Say));
        if self.kind != MessageKind::Invitation {
            let all = self.inspection.contact.remind_all;
            lines.push(say(if all { "mail-answered" } else { "mail-unused" }));
        }
        lines.extend(["mail-part", "mail-time"].map(say));
        lines.push(Line::Act(words.say("mail-action"), self.link.clone(), words.say("mail-copy")));
        lines.push(say("mail-anonymous"));
        if self.inspection.kind.belongs_to_partnership() {
            lines.push(say("mail-shared"));
        }
        lines.extend(["mail-own", "mail-danger", "mail-reply"].map(say));
        if !self.phone().is_empty() {
            lines.push(say("mail-phone"));
        }
        let check = if words.language == Language::En {
            self.check.clone()
        } else {
            format!("{}?lang=gd", self.check)
        };
        lines.push(Line::Link(words.say_with("mail-check", &values), check.clone(), check));
        lines.push(Line::Say(self.signature(words)));
        lines.push(Line::Link(
            words.say(if self.inspection.contact.remind_all {
                "mail-stop-all"
            } else {
                "mail-stop"
            }),
            words.say("mail-stop-link"),
            self.stop.clone(),
        ));
        let other = if words.language == Language::En { Language::Gd } else { Language::En };
        lines.push(Line::Other(words.say("mail-other-language"), other));
        lines
    }

    /// The lead's paragraphs, or the standard one.
    fn opening(&self, words: &Words) -> Vec<String> {
        let own: Vec<String> =
            self.texts.of(self.kind, words.language).paragraphs().map(ToOwned::to_owned).collect();
        if own.is_empty() { vec![self.standard_opening(words)] } else { own }
    }

    fn signature(&self, words: &Words) -> String {
        let team = self.inspection.contact.team.clone().unwrap_or_else(|| words.say("mail-team"));
        words.say_with(
            "mail-signed",
            &args([
                ("team", team.into()),
                ("inspectorate", self.help.inspectorate.as_str().into()),
            ]),
        )
    }

    fn phone(&self) -> &str {
        self.inspection.contact.phone.as_deref().unwrap_or(&self.help.phone)
    }

    fn values(&self, words: &Words) -> FluentArgs<'_> {
        let yes = |is: bool| if is { "yes" } else { "no" };
        // A closing time at midnight belongs to the day before.
        let last_day = calendar::day(self.closes_at - TimeDelta::seconds(1));
        let month = words.say(&format!("month-{}", last_day.month()));
        let day = words.say_with(
            "paper-day",
            &args([("day", last_day.day().to_string().into()), ("month", month.into())]),
        );
        args([
            ("kind", self.kind.key().into()),
            ("inspectorate", self.help.inspectorate.as_str().into()),
            ("title", self.inspection.title.as_str().into()),
            ("area", self.area.name().into()),
            ("minutes", self.minutes.into()),
            ("until", words.date_and_time(self.closes_at).into()),
            ("day", day.into()),
            ("ours", yes(self.inspection.contact.reply_to.is_none()).into()),
            ("reply", self.reply_to().into()),
            ("phone", self.phone().into()),
            ("listed", yes(self.inspection.contact.listed).into()),
        ])
    }
}
