-- What every model gives to channels, of the conversions that data-driven models learned from.
create table utm_channel_attribution (
    train_from date not null,
    train_to date not null,
    attribution_model text not null,
    channel text not null,
    conversions numeric(18, 8) not null,
    revenue numeric(18, 4) not null,
    removal_effect numeric(10, 9),
    created_at timestamptz not null,
    updated_at timestamptz not null,
    batch_id text not null,
    constraint utm_channel_attribution_pkey primary key (
        train_from, train_to, attribution_model, channel
    )
);

-- What a run replaces, and what people ask for.
create index utm_channel_attribution_date on utm_channel_attribution (train_to, attribution_model);
create index utm_channel_attribution_batch on utm_channel_attribution (batch_id);

comment on table utm_channel_attribution is
'Conversions and revenue that each model gives to each channel over the training dates of a run';
comment on column utm_channel_attribution.train_from is 'First training date, local';
comment on column utm_channel_attribution.train_to is 'Last training date, local';
comment on column utm_channel_attribution.attribution_model is
'The attribution model, such as last_click';
comment on column utm_channel_attribution.channel is 'Channel';
comment on column utm_channel_attribution.conversions is
'Conversions, in shares; over all channels those of the training dates';
comment on column utm_channel_attribution.revenue is
'Revenue; over all channels that of the training dates';
comment on column utm_channel_attribution.removal_effect is
'Share of conversions that would be lost without the channel; NULL but for markov';
comment on column utm_channel_attribution.created_at is
'Start of the run that made the row';
comment on column utm_channel_attribution.updated_at is
'Start of the run that made the row';
comment on column utm_channel_attribution.batch_id is
'The run that made the row; see utm_runs';
