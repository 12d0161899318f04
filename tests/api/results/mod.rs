//! Figures, files, retention.

mod differencing;
mod exports;
mod retention;
