use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Path},
};

use super::{model::CollectionPage, views};
use crate::{
    console::{
        ConsoleError,
        access::SignedIn,
        id,
        live::{Hub, Moving, Page, Reading, answer},
    },
    inspection::queries,
    settings::{BaseUrl, Settings},
    store::{Id, Store, StoreError},
};

/// The page of a collection as a page that moves: the same for everybody who sees the collection.
struct LiveCollection {
    collection: Id,
    base_url: BaseUrl,
}

impl Page for LiveCollection {
    fn key(&self) -> String {
        format!("collection {}", self.collection)
    }

    fn moving(&self, reading: &mut Reading<'_>) -> Result<Option<Moving>, StoreError> {
        let page = CollectionPage::read(reading.connection, self.collection, &self.base_url, reading.now)?;
        Ok(page.map(|page| Moving { total: page.rate, regions: views::moving(&page) }))
    }
}

/// `GET /console/collections/{id}/live`.
pub async fn live(
    SignedIn(user): SignedIn,
    asked: Path<String>,
    store: Data<Store>,
    settings: Data<Settings>,
    hub: Data<Hub>,
    request: HttpRequest,
) -> Result<HttpResponse, ConsoleError> {
    let Some(collection) = id(&asked) else { return Err(ConsoleError::NotFound(user)) };
    if store.run(move |connection| queries::collection_by_id(connection, collection)).await?.is_none() {
        return Err(ConsoleError::NotFound(user));
    }
    Ok(answer(&request, &hub, LiveCollection { collection, base_url: settings.base_url.clone() }))
}
