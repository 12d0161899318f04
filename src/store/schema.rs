//! The tables as diesel sees them. `migrations` makes them; a test compares the two.
//!
//! A part of a collection is called a *stratum* in the database: the table `strata` and the columns
//! `stratum`, by which SQL and dumps name it. `sql_name` translates.

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
        keep_days -> Integer,
        team -> Nullable<Text>,
        phone -> Nullable<Text>,
        reply_to -> Nullable<Text>,
        listed -> Bool,
        framework -> Text,
        follows -> Nullable<Binary>,
        recommendations -> Nullable<Text>,
        phase -> Nullable<Text>,
    }
}

diesel::table! {
    inspection_choices (inspection) {
        inspection -> Binary,
        remind_all -> Bool,
        low_threshold -> Nullable<Integer>,
        low_threshold_by -> Nullable<Text>,
    }
}

diesel::table! {
    programmes (id) {
        id -> Binary,
        title -> Text,
        framework -> Text,
        made_by -> Nullable<Text>,
    }
}

diesel::table! {
    programme_inspections (inspection) {
        inspection -> Binary,
        programme -> Binary,
    }
}

diesel::table! {
    published_figures (programme, number) {
        programme -> Binary,
        number -> Integer,
        question -> Text,
        permille -> Nullable<Integer>,
        base -> Nullable<Integer>,
        term -> Nullable<Text>,
        source -> Text,
        survey -> Nullable<Text>,
        question_id -> Nullable<Text>,
    }
}

diesel::table! {
    definitions (kind, key) {
        kind -> Text,
        key -> Text,
        definition -> Text,
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
        open_link -> Bool,
        coordinator -> Nullable<Text>,
        purged_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    fewest_people (collection, part) {
        collection -> Binary,
        #[sql_name = "stratum"]
        part -> Text,
        people -> BigInt,
    }
}

diesel::table! {
    list_uploaders (collection, email) {
        collection -> Binary,
        email -> Text,
    }
}

diesel::table! {
    holdings (collection) {
        collection -> Binary,
        salt -> Binary,
        comments_counted -> BigInt,
    }
}

diesel::table! {
    #[sql_name = "strata"]
    parts (collection, key) {
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
        #[sql_name = "stratum"]
        part -> Text,
    }
}

diesel::table! {
    held_responses (collection, id) {
        collection -> Binary,
        id -> Binary,
        #[sql_name = "stratum"]
        part -> Text,
        sealed -> Binary,
    }
}

diesel::table! {
    held_comments (collection, id) {
        collection -> Binary,
        id -> Binary,
        question -> Text,
        sealed -> Binary,
        ripe -> Bool,
    }
}

diesel::table! {
    responses (collection, id) {
        collection -> Binary,
        id -> Binary,
        #[sql_name = "stratum"]
        part -> Text,
        answers -> Binary,
    }
}

diesel::table! {
    comments (collection, id) {
        collection -> Binary,
        id -> Binary,
        question -> Text,
        text -> Text,
        seen -> Bool,
        redacted -> Bool,
        concern -> Nullable<Text>,
    }
}

diesel::table! {
    tallies (collection, part, question, option) {
        collection -> Binary,
        #[sql_name = "stratum"]
        part -> Text,
        question -> Text,
        option -> Text,
        count -> BigInt,
    }
}

diesel::table! {
    result_groups (collection) {
        collection -> Binary,
        content -> Text,
    }
}

diesel::table! {
    chores (name) {
        name -> Text,
        done_on -> Nullable<Date>,
    }
}

diesel::table! {
    returns (collection, part) {
        collection -> Binary,
        #[sql_name = "stratum"]
        part -> Text,
        returned -> BigInt,
    }
}

diesel::table! {
    daily_returns (collection, part, day) {
        collection -> Binary,
        #[sql_name = "stratum"]
        part -> Text,
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
        signed_in_at -> Nullable<Timestamp>,
        second_step -> Nullable<Binary>,
        second_step_used -> BigInt,
        password_expired -> Bool,
        second_step_due -> Nullable<Timestamp>,
        everywhere -> Bool,
        mail_returned_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    user_areas (user_id, area) {
        user_id -> Binary,
        area -> Text,
    }
}

diesel::table! {
    recovery_codes (user_id, selector) {
        user_id -> Binary,
        selector -> Integer,
        hash -> Text,
    }
}

diesel::table! {
    sessions (digest) {
        digest -> Binary,
        user_id -> Binary,
        awaits_code -> Bool,
        known_device -> Bool,
        device -> Text,
        began_at -> Timestamp,
        used_at -> Timestamp,
    }
}

diesel::table! {
    password_links (id) {
        id -> Binary,
        user_id -> Binary,
        expires_at -> Timestamp,
    }
}

diesel::table! {
    inspection_team (inspection, email) {
        inspection -> Binary,
        email -> Text,
    }
}

diesel::table! {
    inspection_readers (inspection, email) {
        inspection -> Binary,
        email -> Text,
    }
}

diesel::table! {
    message_texts (inspection, kind, language) {
        inspection -> Binary,
        kind -> Text,
        language -> Text,
        subject -> Text,
        opening -> Text,
    }
}

diesel::table! {
    issued_tickets (collection, digest) {
        collection -> Binary,
        digest -> Binary,
        #[sql_name = "stratum"]
        part -> Text,
        batch -> Nullable<Binary>,
    }
}

diesel::table! {
    code_batches (id) {
        id -> Binary,
        collection -> Binary,
        #[sql_name = "stratum"]
        part -> Text,
        place -> Text,
        number -> Integer,
        used -> BigInt,
        revoked -> Bool,
        made_on -> Date,
    }
}

diesel::table! {
    mailings (collection) {
        collection -> Binary,
        paused -> Bool,
        departed -> BigInt,
        erased_at -> Nullable<Timestamp>,
        recent -> BigInt,
        refused -> BigInt,
        paused_by_refusals -> Bool,
    }
}

diesel::table! {
    invitations (id) {
        id -> Binary,
        collection -> Binary,
        #[sql_name = "stratum"]
        part -> Text,
        fingerprint -> Binary,
        address -> Nullable<Binary>,
        state -> Text,
        opted_out -> Bool,
    }
}

diesel::table! {
    invited (collection, part) {
        collection -> Binary,
        #[sql_name = "stratum"]
        part -> Text,
        mailboxes -> BigInt,
        sent -> BigInt,
        undeliverable -> BigInt,
        opted_out -> BigInt,
    }
}

diesel::table! {
    waves (collection, number) {
        collection -> Binary,
        number -> Integer,
        due_at -> Timestamp,
        begun -> Bool,
        waiting -> BigInt,
        sent -> BigInt,
        given_up -> BigInt,
        unconfirmed -> BigInt,
    }
}

diesel::table! {
    messages (id) {
        id -> Binary,
        collection -> Binary,
        wave -> Integer,
        invitation -> Binary,
        state -> Text,
        attempts -> Integer,
        due_at -> Timestamp,
        last_error -> Nullable<Text>,
        handed -> Integer,
        returned -> Integer,
    }
}

diesel::table! {
    mail_office (only_row) {
        only_row -> Integer,
        paused -> Bool,
        minute -> BigInt,
        claimed -> Integer,
    }
}

diesel::table! {
    unreached (invitation) {
        invitation -> Binary,
        collection -> Binary,
        why -> Text,
        tries -> Integer,
        sent -> Bool,
    }
}

diesel::table! {
    taken_bounces (digest) {
        digest -> Binary,
        collection -> Binary,
    }
}

diesel::table! {
    revoked_tickets (collection, digest) {
        collection -> Binary,
        digest -> Binary,
    }
}

diesel::table! {
    unread_bounces (only_row) {
        only_row -> Integer,
        counted -> BigInt,
        since -> Nullable<Timestamp>,
    }
}

diesel::table! {
    audit_log (number) {
        number -> BigInt,
        id -> Binary,
        at -> Timestamp,
        actor -> Text,
        action -> Text,
        subject -> Text,
        inspection -> Nullable<Binary>,
        previous -> Binary,
        digest -> Binary,
    }
}

diesel::table! {
    audit_head (only_row) {
        only_row -> Integer,
        number -> BigInt,
        digest -> Binary,
    }
}

diesel::table! {
    failures (hour, account, kind) {
        hour -> Timestamp,
        account -> Text,
        kind -> Text,
        times -> BigInt,
    }
}

diesel::table! {
    notices (id) {
        id -> Binary,
        recipient -> Text,
        kind -> Text,
        about -> Binary,
        detail -> Nullable<Text>,
        attempts -> Integer,
        due_at -> Timestamp,
        ends_at -> Timestamp,
        handed -> Integer,
        actor -> Nullable<Text>,
    }
}

diesel::table! {
    digests (reader) {
        reader -> Binary,
        rhythm -> Text,
    }
}

diesel::table! {
    api_tokens (id) {
        id -> Binary,
        owner -> Binary,
        digest -> Binary,
        name -> Text,
        created_on -> Date,
        expires_on -> Date,
        last_used_on -> Nullable<Date>,
    }
}

diesel::table! {
    visits (viewer) {
        viewer -> Binary,
        at -> Timestamp,
        before -> Nullable<Timestamp>,
    }
}

diesel::table! {
    visit_counts (collection, viewer, latest) {
        collection -> Binary,
        viewer -> Binary,
        latest -> Bool,
        returned -> BigInt,
    }
}

diesel::table! {
    evaluations (inspection, area, indicator) {
        inspection -> Binary,
        area -> Text,
        indicator -> Text,
        grade -> Nullable<Text>,
        rationale -> Text,
        evidence -> Text,
        number -> Integer,
        worded -> Integer,
        agreed_lead -> Nullable<Text>,
        agreed_deputy -> Nullable<Text>,
    }
}

diesel::table! {
    evaluation_changes (inspection, area, indicator, number) {
        inspection -> Binary,
        area -> Text,
        indicator -> Text,
        number -> Integer,
        at -> Timestamp,
        actor -> Text,
        kind -> Text,
        wording_before -> Nullable<Text>,
        wording_after -> Nullable<Text>,
    }
}

diesel::table! {
    officers (id) {
        id -> Binary,
        collection -> Binary,
        email -> Text,
        added_by -> Text,
        added_at -> Timestamp,
        mail_returned_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    records (collection, number, reading) {
        collection -> Binary,
        number -> Integer,
        reading -> Integer,
        id -> Binary,
        reader -> Text,
        saved_by -> Nullable<Text>,
        state -> Text,
        answers -> Text,
        edits -> BigInt,
        #[sql_name = "stratum"]
        part -> Text,
        counted -> Integer,
        counted_of -> Text,
        done_on -> Nullable<Date>,
        updated_at -> Timestamp,
    }
}

diesel::joinable!(programme_inspections -> programmes (programme));
diesel::joinable!(collections -> inspections (inspection));
diesel::joinable!(holdings -> collections (collection));
diesel::joinable!(mailings -> collections (collection));
diesel::joinable!(inspection_choices -> inspections (inspection));
diesel::joinable!(user_areas -> users (user_id));
diesel::joinable!(password_links -> users (user_id));
diesel::joinable!(sessions -> users (user_id));
diesel::joinable!(waves -> collections (collection));
diesel::joinable!(messages -> invitations (invitation));
diesel::joinable!(unreached -> invitations (invitation));
diesel::joinable!(issued_tickets -> code_batches (batch));
diesel::allow_tables_to_appear_in_same_query!(
    inspections,
    collections,
    holdings,
    parts,
    returns,
    daily_returns,
    mailings,
    invitations,
    invited,
    unreached,
    waves,
    messages,
    issued_tickets,
    code_batches,
    comments,
    responses,
    tallies,
    users,
    user_areas,
    password_links,
    sessions,
    inspection_team,
    inspection_readers,
    inspection_choices,
);
diesel::allow_tables_to_appear_in_same_query!(users, digests, api_tokens);
diesel::allow_tables_to_appear_in_same_query!(programmes, programme_inspections);
