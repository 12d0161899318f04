use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};
use lettre::{Address, Message};

use super::queries::{self, Claimed};
use crate::{
    catalogue,
    inspection::{Collection, Inspection, queries as inspections},
    invitation::{
        AddressBook,
        message::{self, Letter, MessageKind, Sender, Texts, Unsendable},
        reference::{Purpose, Reference, Signer},
        wave::{self, INVITATION},
    },
    settings::{BaseUrl, HelpLines},
    store::{Connection, Id, Secret, StoreError},
    web::paths,
};

/// The context of a message, apart from its collection.
#[derive(Clone)]
pub struct Context {
    pub secret: Secret,
    pub sender: Sender,
    pub help: HelpLines,
    pub base_url: BaseUrl,
    pub bounces: Signer,
    pub opt_outs: Signer,
    notice_bounces: Signer,
}

/// A claimed message, prepared.
pub enum Made {
    Ready(Box<Message>),
    /// Not needed: the ticket is used, or the person has opted out.
    Unneeded,
    /// It could not be built. The log says why.
    Impossible,
}

impl Context {
    pub fn new(secret: Secret, sender: Sender, help: HelpLines, base_url: BaseUrl) -> Self {
        let bounces = Signer::of(&secret, Purpose::Bounce);
        let opt_outs = Signer::of(&secret, Purpose::OptOut);
        let notice_bounces = Signer::of(&secret, Purpose::NoticeBounce);
        Self { secret, sender, help, base_url, bounces, opt_outs, notice_bounces }
    }

    /// Builds the claimed messages. Whether a message is still needed is checked now, as late as
    /// possible.
    pub fn make(
        &self,
        connection: &mut Connection,
        claimed: Vec<Claimed>,
    ) -> Result<Vec<(Claimed, Made)>, StoreError> {
        let mut by_collection: BTreeMap<Id, Vec<Claimed>> = BTreeMap::new();
        for message in claimed {
            by_collection.entry(message.collection).or_default().push(message);
        }
        let mut made = Vec::new();
        for (collection, messages) in by_collection {
            let ids: Vec<Id> = messages.iter().map(|message| message.invitation).collect();
            let book = AddressBook::of(&self.secret, collection);
            let unspent = queries::unspent(connection, collection, &book, &ids)?;
            let addresses: HashMap<Id, Vec<u8>> =
                queries::addresses(connection, &ids)?.into_iter().collect();
            let stationery = match inspections::unscoped::collection_by_id(connection, collection)?
            {
                Some(collection) => Stationery::of(connection, collection)?,
                None => None,
            };
            made.extend(messages.into_iter().map(|message| {
                // An invitation is always sent. Otherwise a retry would reveal who has answered.
                let all = stationery.as_ref().is_some_and(|one| one.inspection.contact.remind_all);
                let is_for =
                    message.wave == INVITATION || all || unspent.contains(&message.invitation);
                let sealed = addresses.get(&message.invitation).filter(|_| is_for);
                let letter = match (sealed, &stationery) {
                    (None, _) => Made::Unneeded,
                    (Some(sealed), Some(stationery)) => self
                        .write(stationery, &book, &message, sealed)
                        .map_or(Made::Impossible, |letter| Made::Ready(Box::new(letter))),
                    (Some(_), None) => Made::Impossible,
                };
                (message, letter)
            }));
        }
        Ok(made)
    }

    fn write(
        &self,
        stationery: &Stationery,
        book: &AddressBook,
        message: &Claimed,
        sealed: &[u8],
    ) -> Option<Message> {
        let Some(to) = book.open(message.invitation, sealed) else {
            tracing::error!(
                "a mailbox cannot be read: it was changed, or encrypted with another secret"
            );
            return None;
        };
        let reference = Reference {
            invitation: message.invitation,
            wave: u8::try_from(message.wave).unwrap_or(u8::MAX),
            attempt: u8::try_from(message.returned).unwrap_or(u8::MAX),
        };
        let link = self.link(&stationery.collection, &book.ticket(message.invitation).to_string());
        let stop = self.stop(message.invitation);
        let letter = self.letter(stationery, stationery.kind(message.wave), link, stop);
        let written = self.bounces.write(reference).to_string();
        match letter.message(message.id, &to, &self.sender, &written) {
            Ok(message) => Some(message),
            Err(error) => {
                tracing::error!(%error, "a message could not be built");
                None
            }
        }
    }

    /// The return address of mail to console users, by its subject.
    pub fn return_path_of_notice(&self, about: Id) -> Result<Address, Unsendable> {
        let reference = Reference { invitation: about, wave: 0, attempt: 0 };
        self.sender.return_path(&self.notice_bounces.write(reference).to_string())
    }

    /// The personal address of a form.
    pub fn link(&self, collection: &Collection, ticket: &str) -> String {
        self.base_url.with(&format!("/s/{}/{ticket}", collection.link))
    }

    fn stop(&self, invitation: Id) -> String {
        self.base_url.with(&format!(
            "/stop/{}",
            self.opt_outs.write(Reference { invitation, wave: 0, attempt: 0 })
        ))
    }

    /// A preview, with links to the console.
    pub fn preview(
        &self,
        stationery: &Stationery,
        kind: MessageKind,
        id: Id,
        to: &str,
    ) -> Result<Message, Unsendable> {
        self.shown(stationery, kind).message(id, to, &self.sender, "preview")
    }

    /// The contents of a message, with links to the console instead of a respondent's links.
    pub fn shown<'a>(&'a self, stationery: &'a Stationery, kind: MessageKind) -> Letter<'a> {
        let survey = &stationery.collection;
        let link = self.base_url.with(&paths::SURVEY.of(survey.survey.key(), survey.version));
        let stop = self.base_url.with(&paths::invitations::PAGE.of(survey.id));
        Letter { is_preview: true, ..self.letter(stationery, kind, link, stop) }
    }

    fn letter<'a>(
        &'a self,
        stationery: &'a Stationery,
        kind: MessageKind,
        link: String,
        stop: String,
    ) -> Letter<'a> {
        Letter {
            kind,
            help: &self.help,
            inspection: &stationery.inspection,
            texts: &stationery.texts,
            area: stationery.collection.area,
            audience: stationery.collection.audience(),
            minutes: stationery.minutes,
            closes_at: stationery.collection.closes_at,
            link,
            stop,
            check: self.base_url.with("/surveys-now"),
            is_preview: false,
        }
    }
}

/// The parts that all messages of a collection share.
pub struct Stationery {
    pub collection: Collection,
    pub inspection: Inspection,
    /// The lead's custom wording.
    pub texts: Texts,
    minutes: u8,
    /// The number of the last wave.
    last: i32,
}

impl Stationery {
    /// `None` if the collection was deleted meanwhile, or its survey cannot be read.
    pub fn of(
        connection: &mut Connection,
        collection: Collection,
    ) -> Result<Option<Self>, StoreError> {
        let Some(inspection) = inspections::inspection_of(connection, &collection)? else {
            return Ok(None);
        };
        let minutes = match catalogue::edition(connection, collection.survey, collection.version) {
            Ok(edition) => edition.english().minutes,
            Err(error) => {
                tracing::error!(%error, "the survey of a message cannot be read");
                return Ok(None);
            }
        };
        let last = wave::waves_of(connection, collection.id)?
            .last()
            .map_or(INVITATION, |wave| wave.number);
        let texts = message::queries::texts(connection, inspection.id)?;
        Ok(Some(Self { collection, inspection, texts, minutes, last }))
    }

    fn kind(&self, wave: i32) -> MessageKind {
        match wave {
            INVITATION => MessageKind::Invitation,
            wave if wave == self.last => MessageKind::LastReminder,
            _ => MessageKind::Reminder,
        }
    }
}

/// The minute of `now`.
pub fn minute(now: DateTime<Utc>) -> i64 {
    now.timestamp() / 60
}
