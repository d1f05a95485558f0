-- Who is written to when nobody in a room comes to a call for help.

create table on_call (
	on_call_id uuid primary key default uuidv7(),
	account_id uuid not null references account on delete cascade,
	name text not null check (length(name) between 1 and 40),
	weekdays integer[] not null check (weekdays <@ array[1, 2, 3, 4, 5, 6, 7]),
	from_time text check (from_time ~ '^[0-2][0-9]:[0-5][0-9]$'),
	until_time text check (until_time ~ '^[0-2][0-9]:[0-5][0-9]$'),
	time_zone text not null,
	address_box bytea,
	on_call_key bytea,
	kek_id text,
	code_hash bytea check (length(code_hash) = 32),
	code_until timestamptz,
	made_at timestamptz not null,
	tested_at timestamptz,
	revoked_at timestamptz,
	check ((from_time is null) = (until_time is null)),
	-- No hours: always.
	check (from_time is null or cardinality(weekdays) > 0),
	check ((on_call_key is null) = (kek_id is null) and (on_call_key is null) = (address_box is null)),
	check ((revoked_at is null) = (on_call_key is not null))
);
comment on table on_call is 'The on-call roster: a channel outside of Holdspace, and when it is watched. Counts once it was tested';
comment on column on_call.address_box is 'Where to write, encrypted; destroyed when it is revoked';
create index on_call_account_id on on_call (account_id);
comment on index on_call_account_id is 'safety: my own entries';
create index on_call_revoked_at on on_call (revoked_at) where revoked_at is not null;
comment on index on_call_revoked_at is 'worker: forget entries that were taken off';
create table on_call_alert (
	on_call_id uuid not null references on_call on delete cascade,
	call_id uuid not null,
	meeting_id uuid not null references meeting on delete cascade,
	reached boolean not null,
	tried_at timestamptz not null,
	primary key (on_call_id, meeting_id, call_id)
);
comment on table on_call_alert is 'Who was written to about which call for help, and whether the mail was taken';
create index on_call_alert_meeting_id on on_call_alert (meeting_id);
comment on index on_call_alert_meeting_id is 'foreign key: a meeting that goes';

do $$ declare t text; begin
	foreach t in array array['on_call', 'on_call_alert'] loop
		execute format('alter table %I enable row level security', t);
		execute format('alter table %I force row level security', t);
		execute format('create policy by_owner on %I to current_user using (true) with check (true)', t);
		execute format('create policy system on %I to holdspace_app using ((select my_scope()) = ''system'') with check (my_scope() = ''system'')', t);
		execute format('grant select, insert, update, delete on %I to holdspace_app', t);
	end loop;
end $$;
create policy own on on_call to holdspace_app
	using (account_id = (select my_account())) with check (account_id = my_account());
create policy own on on_call_alert for select to holdspace_app
	using (on_call_id in (select on_call_id from on_call where account_id = my_account()));
