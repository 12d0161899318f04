use std::collections::HashMap;

use crate::store::Id;

/// Where a collection is likely to end, as shares of those who could answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Forecast {
    pub low: f64,
    pub middle: f64,
    pub high: f64,
}

/// What is expected of a collection at one moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prospect {
    /// The rate in percent that a collection bound to just reach its target would have now.
    pub pace: f64,
    pub forecast: Option<Forecast>,
}

/// What is expected of each collection. One that is not here has a straight pace and no forecast.
pub type Prospects = HashMap<Id, Prospect>;
