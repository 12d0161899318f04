//! From a ticket to a released response.

mod codes;
mod linking;
mod release;
mod release_killed;
mod reopening;
mod statistics;
mod submissions;
mod unseen;
