//! The pages of the console, one folder each.

pub mod account;
pub mod asked;
pub mod audit;
pub mod changing;
pub mod collections;
pub mod comments;
pub mod contact;
pub mod digest;
pub mod evaluations;
pub mod export;
pub mod inspections;
pub mod invitations;
pub mod join;
pub mod messages;
pub mod overview;
pub mod particulars;
pub mod people;
pub mod records;
pub mod results;
pub mod sign_in;
pub mod slips;
pub mod surveys;
pub mod unreached;
pub mod unread;
pub mod visits;
