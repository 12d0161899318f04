use std::sync::Arc;

use chrono::Utc;

use crate::{
    form::cache::Form,
    inspection::{Collection, State},
    officers::Officer,
    records::{Reading, ReadingState, Written},
};

/// What an officer's link leads to.
pub struct Found {
    pub officer: Officer,
    /// Everybody who is asked for the area, by address.
    pub asked: Vec<Officer>,
    pub collection: Collection,
    pub response: Option<Reading>,
    pub form: Arc<Form>,
}

impl Found {
    pub fn saved(&self) -> Written {
        self.response.as_ref().map(|response| response.written.clone()).unwrap_or_default()
    }

    /// Whether the area has sent its answers.
    pub fn is_sent(&self) -> bool {
        self.response.as_ref().is_some_and(|one| one.state == ReadingState::Done)
    }

    pub fn state(&self) -> State {
        self.collection.state(Utc::now())
    }
}

/// What the page says above the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    Nothing,
    Saved,
    /// Somebody else has sent the answers since the form was filled.
    SentMeanwhile {
        /// Their address.
        by: String,
    },
    /// Somebody else answered these questions too, and differently.
    Clash {
        ids: Vec<String>,
        /// The address of whoever saved the other answers.
        by: String,
    },
}
