mod changing;
mod listed;

pub use changing::{Corrected, among, correct, remove, take_up, try_again, try_refused};
pub use listed::{
    came_back, counts, list, no_longer_sent, not_delivered, note, retry_given_up, settle,
};
