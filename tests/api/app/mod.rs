//! Processes: started, stopped, killed, several at once, behind a proxy.

mod composed;
mod kills;
mod processes;
pub mod stopping;
