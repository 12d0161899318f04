//! The messages: what an invitation and a reminder say, in English and Gaelic, as HTML and as plain text.

mod letter;
mod views;

pub use letter::{Kind, Letter, Sender, Unsendable};
