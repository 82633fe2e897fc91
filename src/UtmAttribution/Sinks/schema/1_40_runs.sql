-- What runs did, and what they could not use.
create table utm_runs (
    batch_id text not null primary key,
    from_date date,
    to_date date,
    started_at timestamptz not null,
    published_at timestamptz not null default now(),
    time_zone text not null,
    currency text not null,
    tool_version text not null,
    options jsonb not null,
    datasets jsonb not null,
    ledger jsonb not null,
    stages jsonb not null,
    warnings jsonb not null,
    peak_memory_bytes bigint not null
);

create index utm_runs_published on utm_runs (published_at);

create table utm_rejects (
    source_table text not null,
    record_id text,
    record_date date not null,
    severity text not null,
    reason text not null,
    detail text,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    batch_id text not null
);

create index utm_rejects_date on utm_rejects (record_date, reason);
create index utm_rejects_record on utm_rejects using hash (record_id);
create index utm_rejects_batch on utm_rejects (batch_id);
