-- Groups, their series and meetings, who belongs to them, and how people come in.

create table peer_group (
	group_id uuid primary key default uuidv7(),
	name text not null check (length(name) between 2 and 80),
	purpose text not null check (length(purpose) between 10 and 600),
	experience text not null,
	audience text[] not null default '{}',
	languages text[] not null check (cardinality(languages) between 1 and 10),
	access_needs text[] not null default '{}',
	meets text not null check (meets in ('in_person', 'online', 'hybrid')),
	place text check (length(place) <= 200),
	capacity integer not null check (capacity between 3 and 16),
	entry text not null check (entry in ('open', 'request', 'invitation')),
	what_to_expect text not null check (length(what_to_expect) <= 2000),
	run_of_show jsonb not null,
	responses text[] not null check (cardinality(responses) between 1 and 8),
	group_key bytea not null,
	kek_id text not null,
	created_by uuid references account on delete set null,
	created_at timestamptz not null,
	closed_at timestamptz,
	check (meets = 'online' or place is not null)
);
comment on column peer_group.group_key is 'One half of what encrypts this group''s words, wrapped by kek_id; the other half is each author''s';

create table agreement (
	group_id uuid not null references peer_group on delete cascade,
	version integer not null check (version > 0),
	items text[] not null check (cardinality(items) between 1 and 20),
	made_at timestamptz not null,
	primary key (group_id, version)
);

create table series (
	series_id uuid primary key default uuidv7(),
	group_id uuid not null references peer_group on delete cascade,
	rule jsonb not null,
	starts_on date not null,
	local_time time not null,
	time_zone text not null check (length(time_zone) between 1 and 64),
	minutes integer not null default 90 check (minutes between 30 and 180),
	ends_on date check (ends_on >= starts_on),
	created_at timestamptz not null
);
create index series_group_id on series (group_id);
comment on index series_group_id is 'groups: the series of a group; worker: produce meetings';
create table series_exception (
	series_id uuid not null references series on delete cascade,
	original_on date not null,
	kind text not null check (kind in ('moved', 'cancelled')),
	moved_to timestamptz,
	made_at timestamptz not null,
	primary key (series_id, original_on),
	check ((kind = 'moved') = (moved_to is not null))
);

create table membership (
	membership_id uuid primary key default uuidv7(),
	group_id uuid not null references peer_group on delete cascade,
	account_id uuid not null references account on delete cascade,
	role text not null check (role in ('member', 'facilitator')),
	alias text not null check (length(alias) between 2 and 24),
	alias_key text not null,
	mark text not null,
	author_key bytea,
	kek_id text,
	joined_at timestamptz not null,
	ended_at timestamptz,
	ended_why text check (ended_why in ('left', 'removed', 'closed', 'account_ended')),
	ended_box bytea check (length(ended_box) <= 4000),
	unique (membership_id, group_id),
	check ((ended_at is null) = (ended_why is null)),
	check ((author_key is null) = (kek_id is null))
);
comment on column membership.ended_box is 'Why a facilitator ended it, in words for that person, encrypted with the group''s key';
comment on column membership.author_key is 'Null once destroyed: nothing this person wrote in this group opens again';
comment on column membership.alias_key is 'The alias with look-alike letters folded together, so that two people cannot look the same';
create unique index membership_one_each on membership (group_id, account_id) where ended_at is null;
comment on index membership_one_each is 'groups: one current membership per account and group; my groups';
create unique index membership_alias on membership (group_id, alias_key) where ended_at is null;
comment on index membership_alias is 'groups: no two current members look alike';
create index membership_account_id on membership (account_id);
comment on index membership_account_id is 'row-level security: the groups of this account';

create table join_request (
	request_id uuid primary key default uuidv7(),
	group_id uuid not null references peer_group on delete cascade,
	account_id uuid not null references account on delete cascade,
	alias text not null check (length(alias) between 2 and 24),
	alias_key text not null,
	mark text not null,
	asked_at timestamptz not null,
	status text not null default 'waiting' check (status in ('waiting', 'approved', 'declined', 'withdrawn')),
	reason_box bytea check (length(reason_box) <= 4000),
	decided_at timestamptz,
	decided_by uuid references account on delete set null,
	check ((status = 'waiting') = (decided_at is null))
);
comment on column join_request.reason_box is 'Why it was declined, in words for that person, encrypted with the group''s key';
create unique index join_request_waiting on join_request (group_id, account_id) where status = 'waiting';
comment on index join_request_waiting is 'groups: one waiting request per account and group; facilitators'' list';
create index join_request_account_id on join_request (account_id);
comment on index join_request_account_id is 'groups: my requests';
create table invitation (
	code_hash bytea primary key check (length(code_hash) = 32),
	group_id uuid not null references peer_group on delete cascade,
	made_by uuid references account on delete set null,
	made_at timestamptz not null,
	expires_at timestamptz not null,
	used_at timestamptz
);
create index invitation_group_id on invitation (group_id);
comment on index invitation_group_id is 'groups: open invitations of a group';
create table acceptance (
	account_id uuid not null references account on delete cascade,
	group_id uuid not null references peer_group on delete cascade,
	agreement_version integer not null,
	limits_version integer not null,
	accepted_at timestamptz not null,
	primary key (account_id, group_id, agreement_version, limits_version)
);

-- The groups of the account in this transaction, read once per statement by the policies below.
create function my_groups() returns uuid[] language sql stable security definer set search_path = public
	return (select coalesce(array_agg(group_id), '{}') from membership where account_id = my_account() and ended_at is null);
create function my_facilitated_groups() returns uuid[] language sql stable security definer set search_path = public
	return (select coalesce(array_agg(group_id), '{}') from membership where account_id = my_account() and ended_at is null and role = 'facilitator');
revoke execute on function my_groups(), my_facilitated_groups() from public;
grant execute on function my_groups(), my_facilitated_groups() to holdspace_app;

do $$ declare t text; begin
	foreach t in array array['peer_group', 'agreement', 'series', 'series_exception', 'membership', 'join_request', 'invitation', 'acceptance'] loop
		execute format('alter table %I enable row level security', t);
		execute format('alter table %I force row level security', t);
		execute format('create policy by_owner on %I to current_user using (true) with check (true)', t);
		execute format('create policy system on %I to holdspace_app using ((select my_scope()) = ''system'') with check (my_scope() = ''system'')', t);
		execute format('grant select, insert, update, delete on %I to holdspace_app', t);
	end loop;
end $$;
-- A place stays whose it is, where it is and what it is; not even the system changes that.
revoke update on membership from holdspace_app;
grant update (alias, alias_key, mark, author_key, kek_id, ended_at, ended_why, ended_box) on membership to holdspace_app;
-- What a group says about itself is public (the directory); its keys are useless without the key file.
create policy everyone on peer_group for select to holdspace_app using (true);
create policy everyone on agreement for select to holdspace_app using (true);
create policy everyone on series for select to holdspace_app using (true);
create policy everyone on series_exception for select to holdspace_app using (true);
create policy own on membership for select to holdspace_app using (account_id = my_account());
create policy together on membership for select to holdspace_app using (group_id = any ((select my_groups())::uuid[]));
-- Only ever out: leaving oneself, and a facilitator's removal of a member. Aliases are the system's to compare.
create policy facilitates on membership for update to holdspace_app
	using (group_id = any ((select my_facilitated_groups())::uuid[]) and role = 'member' and ended_at is null)
	with check (group_id = any ((select my_facilitated_groups())::uuid[]) and ended_why = 'removed');
create policy leaves on membership for update to holdspace_app
	using (account_id = my_account() and ended_at is null)
	with check (account_id = my_account() and ended_why = 'left');
create policy own on join_request for select to holdspace_app using (account_id = my_account());
create policy withdraws on join_request for update to holdspace_app using (account_id = my_account())
	with check (account_id = my_account() and status = 'withdrawn');
create policy facilitates on join_request for select to holdspace_app using (group_id = any ((select my_facilitated_groups())::uuid[]));
create policy facilitates on invitation to holdspace_app using (group_id = any ((select my_facilitated_groups())::uuid[])) with check (group_id = any ((select my_facilitated_groups())::uuid[]));
create policy own on acceptance to holdspace_app using (account_id = my_account()) with check (account_id = my_account());
