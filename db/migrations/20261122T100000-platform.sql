-- The floor everything stands on: who is asking, streams of events, throttles.
-- The app role owns nothing and is subject to row-level security everywhere.

do $$ begin
	if not exists (select from pg_roles where rolname = 'holdspace_app') then
		create role holdspace_app login;
	end if;
end $$;
-- The owner must be able to become the app role when DATABASE_URL names only the owner.
do $$ begin
	if not pg_has_role(current_user, 'holdspace_app', 'member') then
		execute format('grant holdspace_app to %I', current_user);
	end if;
end $$;
revoke all on schema public from public;
grant usage on schema public to holdspace_app;

-- Set once at the start of every transaction (src/server/ctx.ts). Unset means: sees nothing.
create function my_account() returns uuid language sql stable parallel safe
	return nullif(current_setting('holdspace.account_id', true), '')::uuid;
-- 'account': a signed-in person. 'system': sign-in, gateway, worker, figures, entered by name in code.
create function my_scope() returns text language sql stable parallel safe
	return coalesce(current_setting('holdspace.scope', true), '');
comment on function my_account() is 'The account this transaction acts for, null when none was set';
comment on function my_scope() is 'The scope of this transaction, empty when none was set: then policies show nothing';

-- A stream is one meeting, group or account; each has its own counter, taken under its row's lock,
-- because a global serial is not a safe cursor under concurrent writers.
create table event_stream (
	stream_id uuid primary key,
	kind text not null check (kind in ('meeting', 'group', 'account')),
	last_seq bigint not null default 0 check (last_seq >= 0)
);
create table event (
	stream_id uuid not null references event_stream on delete cascade,
	seq bigint not null check (seq > 0),
	kind text not null check (kind ~ '^[a-z_.]{1,60}$'),
	data jsonb not null default '{}' check (pg_column_size(data) <= 4000),
	at timestamptz not null,
	primary key (stream_id, seq)
);
comment on table event is 'What happened, by ids only: never words, aliases or addresses';
create index event_at on event (at);
comment on index event_at is 'worker: forget events past their keeping time';

create table throttle (
	key bytea not null check (length(key) = 32),
	what text not null,
	tokens double precision not null,
	refilled_at timestamptz not null,
	primary key (key, what)
);
comment on table throttle is 'Token buckets. Keys are keyed hashes; the salt of network keys is thrown away daily';
create index throttle_refilled_at on throttle (refilled_at);
comment on index throttle_refilled_at is 'worker: drop buckets that are full again';
create table throttle_salt (
	day date primary key,
	salt bytea not null check (length(salt) = 32)
);

alter table event_stream enable row level security;
alter table event_stream force row level security;
alter table event enable row level security;
alter table event force row level security;
alter table throttle enable row level security;
alter table throttle force row level security;
alter table throttle_salt enable row level security;
alter table throttle_salt force row level security;
create policy by_owner on event_stream to current_user using (true) with check (true);
create policy by_owner on event to current_user using (true) with check (true);
create policy by_owner on throttle to current_user using (true) with check (true);
create policy by_owner on throttle_salt to current_user using (true) with check (true);
-- Streams and throttles carry ids only; whoever acts at all may append, only the system reads them.
create policy append on event_stream for insert to holdspace_app with check (my_scope() <> '');
create policy count_on on event_stream for update to holdspace_app using (my_scope() <> '') with check (my_scope() <> '');
create policy read on event_stream for select to holdspace_app using (my_scope() <> '');
create policy system on event_stream for delete to holdspace_app using ((select my_scope()) = 'system');
create policy append on event for insert to holdspace_app with check (my_scope() <> '');
create policy system on event to holdspace_app using ((select my_scope()) = 'system') with check (my_scope() = 'system');
create policy system on throttle to holdspace_app using ((select my_scope()) = 'system') with check (my_scope() = 'system');
create policy system on throttle_salt to holdspace_app using ((select my_scope()) = 'system') with check (my_scope() = 'system');
grant select, insert, update, delete on event_stream, event, throttle, throttle_salt to holdspace_app;
