//! The tables as diesel sees them. `migrations` makes them; a test compares the two.

diesel::table! {
    service (only_row) {
        only_row -> Integer,
        secret_fingerprint -> Binary,
    }
}

diesel::table! {
    survey_versions (survey, version, language) {
        survey -> Text,
        version -> Integer,
        language -> Text,
        sha256 -> Text,
        source -> Binary,
        published_on -> Date,
    }
}

diesel::table! {
    inspections (id) {
        id -> Binary,
        title -> Text,
        kind -> Text,
        lead -> Text,
        threshold -> Integer,
        opens_on -> Date,
        closes_on -> Date,
    }
}

diesel::table! {
    collections (id) {
        id -> Binary,
        inspection -> Binary,
        area -> Text,
        audience -> Text,
        survey -> Text,
        version -> Integer,
        link -> Text,
        population -> Nullable<Integer>,
        target_percent -> Integer,
        opens_at -> Timestamp,
        closes_at -> Timestamp,
        released_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    strata (collection, key) {
        collection -> Binary,
        key -> Text,
        name -> Text,
        population -> Integer,
        link -> Text,
    }
}

diesel::table! {
    tickets (collection, digest) {
        collection -> Binary,
        digest -> Binary,
        kind -> Text,
        stratum -> Text,
        spent -> Bool,
    }
}

diesel::table! {
    held_responses (collection, id) {
        collection -> Binary,
        id -> Binary,
        stratum -> Text,
        sealed -> Binary,
    }
}

diesel::table! {
    held_comments (collection, id) {
        collection -> Binary,
        id -> Binary,
        question -> Text,
        sealed -> Binary,
    }
}

diesel::table! {
    returns (collection, stratum) {
        collection -> Binary,
        stratum -> Text,
        returned -> BigInt,
    }
}

diesel::table! {
    daily_returns (collection, stratum, day) {
        collection -> Binary,
        stratum -> Text,
        day -> Date,
        returned -> BigInt,
    }
}

diesel::table! {
    users (id) {
        id -> Binary,
        email -> Text,
        password -> Text,
        role -> Text,
    }
}

diesel::joinable!(collections -> inspections (inspection));
diesel::allow_tables_to_appear_in_same_query!(inspections, collections, strata, returns, daily_returns);
