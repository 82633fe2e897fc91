-- What of the source decided a date's rows, so that a backfill knows what need not be done again.
alter table utm_runs add column sources jsonb not null default '{}';

comment on column utm_runs.sources is
'A hash of what of the source decided the rows of each date; {} or null where nobody has looked';
