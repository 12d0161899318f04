use actix_web::{HttpRequest, HttpResponse, http::header};
use sha2::{Digest, Sha256};

use super::compressed::Compressed;

/// A static file of this build, compressed once. Its address contains its digest, so browsers may
/// cache it permanently.
pub struct Asset {
    pub path: String,
    content_type: &'static str,
    compressed: Compressed,
}

impl Asset {
    pub fn new(name: &str, extension: &str, content_type: &'static str, text: String) -> Self {
        let digest: String =
            Sha256::digest(&text).iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        let path = format!("/assets/{name}.{digest}.{extension}");
        Self { path, content_type, compressed: Compressed::new(text) }
    }

    pub fn send(&self, request: &HttpRequest) -> HttpResponse {
        let mut response = HttpResponse::Ok();
        response
            .content_type(self.content_type)
            .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"));
        self.compressed.send(request, response)
    }
}
