//! Survey definitions, made at random.

mod generate;
mod properties;
