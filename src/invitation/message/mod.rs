//! The messages: what an invitation and a reminder say, in English and Gaelic, as HTML and as plain
//! text.
//!
//! A lead may change the subject and the opening of each. The rest is fixed: the link, who gets
//! replies, what anonymous means, what to do in danger, how to check that the message is real, and
//! how to stop the messages.

mod email;
mod kind;
mod letter;
mod lines;
pub mod look;
pub mod queries;
mod text;
mod views;
mod wrap;

pub use email::{SUPPRESSED, Sender, Unsendable};
pub use kind::MessageKind;
pub use letter::Letter;
pub use text::{LONGEST_OPENING, LONGEST_SUBJECT, MOST_PARAGRAPHS, Text, Texts};
pub use wrap::wrap;
