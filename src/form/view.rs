use super::{
    posted::{AnswerProblem, Posted},
    routing::Routing,
    trouble::Way,
};
use crate::{
    language::{Language, Words},
    settings::HelpLines,
    survey::Survey,
};

/// The context that the parts of the page share.
pub(super) struct View<'a> {
    pub words: &'a Words,
    pub help: &'a HelpLines,
    pub survey: &'a Survey,
    pub languages: &'a [Language],
    pub routing: &'a Routing,
    pub posted: &'a Posted<'a>,
    pub problems: &'a [AnswerProblem],
    /// Whether it can be sent; false in a preview.
    pub sends: bool,
    /// Whether the area’s co-ordinator sees the results too.
    pub is_shared: bool,
    /// Where the answers can be sent.
    pub way: &'a Way,
}
