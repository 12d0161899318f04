//! Pages of a survey version, and what is posted from them.

mod exclusive;
mod links;
mod opening;
mod refusals;
mod repeating;
mod surveys_now;
mod texts;
