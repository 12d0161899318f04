use actix_web::{HttpRequest, HttpResponse, web::Data};

use super::{model::CollectionPage, views};
use crate::{
    console::{
        live::{Hub, Moving, Page, Snapshot, answer},
        shell::access::{Seen, SignedIn},
    },
    inspection::{Collection, Placed, queries},
    settings::{BaseUrl, Settings},
    store::StoreError,
};

/// A collection's live page: the same for everybody who sees the collection.
struct LiveCollection {
    collection: Collection,
    base_url: BaseUrl,
}

impl Page for LiveCollection {
    fn key(&self) -> String {
        format!("collection {}", self.collection.id)
    }

    fn moving(&self, reading: &mut Snapshot<'_>) -> Result<Option<Moving>, StoreError> {
        let Some(collection) = queries::reread(reading.connection, &self.collection)? else {
            return Ok(None);
        };
        let Some(placed) = Placed::of(reading.connection, collection)? else { return Ok(None) };
        let page = CollectionPage::read(reading.connection, placed, &self.base_url, reading.now)?;
        Ok(Some(Moving { total: page.standing.rate, regions: views::moving(&page) }))
    }
}

/// `GET /console/collections/{id}/live`.
pub async fn live(
    SignedIn(_): SignedIn,
    Seen(collection, _): Seen<Collection>,
    settings: Data<Settings>,
    hub: Data<Hub>,
    request: HttpRequest,
) -> HttpResponse {
    answer(&request, &hub, LiveCollection { collection, base_url: settings.base_url.clone() })
}
