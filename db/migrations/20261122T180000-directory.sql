-- The directory: groups of other organisations beside our own, and one view that is the truth about both.

create table directory_source (
	source_id uuid primary key default uuidv7(),
	name text not null check (length(name) between 1 and 80 and name <> 'own'),
	format text not null check (format in ('meeting-guide', 'bmlt', 'hsds', 'csv')),
	url text check (length(url) <= 2000 and url ~ '^https?://'),
	time_zone text check (length(time_zone) between 1 and 64),
	experience text not null default 'any' check (length(experience) between 1 and 40),
	every_minutes integer check (every_minutes between 15 and 44640),
	made_at timestamptz not null,
	due_at timestamptz,
	ran_at timestamptz,
	confirmed_at timestamptz,
	answer jsonb,
	removed_at timestamptz,
	check (every_minutes is null or url is not null)
);
comment on column directory_source.confirmed_at is 'The last time all of it was read: whatever is not retired was seen then, so no row is written for being seen';
comment on column directory_source.answer is 'How its server named the answer that was read to its end last, and when; null as soon as anything else is written, so that all of it is read again';
comment on column directory_source.every_minutes is 'Null: only by hand';
create unique index directory_source_name on directory_source (lower(name)) where removed_at is null;
comment on index directory_source_name is 'directory: sources are found by name, whatever the case';
create index directory_source_due_at on directory_source (due_at) where removed_at is null;
comment on index directory_source_due_at is 'worker: sources to be read again';

create table listing (
	listing_id uuid primary key default uuidv7(),
	source_id uuid not null references directory_source,
	source_key text not null check (length(source_key) between 1 and 300),
	digest text not null,
	service_id uuid,
	organisation_id uuid,
	name text not null check (length(name) between 1 and 300),
	organisation text check (length(organisation) <= 300),
	description text not null check (length(description) <= 10000),
	experiences text[] not null check (cardinality(experiences) between 1 and 20),
	audiences text[] not null check (cardinality(audiences) <= 30),
	languages text[] not null check (cardinality(languages) <= 30),
	access text[] not null check (cardinality(access) <= 30),
	cost text check (cost in ('free', 'donation', 'paid')),
	openness text not null check (openness in ('open', 'request', 'closed')),
	led_by text check (led_by in ('peer', 'professional', 'both')),
	mode text not null check (mode in ('in_person', 'online', 'hybrid', 'phone')),
	place jsonb,
	place_precision text not null check (place_precision in ('exact', 'approximate', 'confidential')),
	latitude double precision check (latitude between -90 and 90),
	longitude double precision check (longitude between -180 and 180),
	joining jsonb not null,
	times jsonb not null check (jsonb_typeof(times) = 'array'),
	url text check (url ~ '^https?://'),
	source_words jsonb not null default '{}',
	source_updated_at timestamptz,
	made_at timestamptz not null,
	changed_at timestamptz not null,
	confirmed_at timestamptz,
	retired_at timestamptz,
	hidden_why text check (hidden_why in ('unconfirmed', 'reported')),
	changed_in xid8 not null default pg_current_xact_id(),
	unique (source_id, source_key),
	check ((latitude is null) = (longitude is null)),
	constraint listing_confidential_place check (place_precision <> 'confidential' or
		(latitude is null and place ->> 'street' is null and place ->> 'name' is null))
);
comment on column listing.source_key is 'Its identity within the source, never the name: names repeat';
comment on column listing.digest is 'Of all that the source said: equal means nothing to write';
comment on column listing.service_id is 'Its id in HSDS feeds, where the source''s own is a UUID that no other listing goes by; else that is listing_id';
comment on column listing.organisation_id is 'The same of its organisation';
comment on column listing.source_words is 'What the source said and we have no word for; given back in its own format, never shown';
comment on column listing.confirmed_at is 'When somebody who runs it said so here';
comment on column listing.changed_in is 'The transaction that wrote the row last: what a reader has not seen yet is found without a gap';
create index listing_service_id on listing (service_id);
comment on index listing_service_id is 'feeds: one service of the HSDS feed';
create index listing_changed_in on listing (changed_in);
comment on index listing_changed_in is 'directory: what changed since a process last looked';

create table import_run (
	run_id uuid primary key default uuidv7(),
	source_id uuid not null references directory_source,
	began_at timestamptz not null,
	beat_at timestamptz not null,
	ended_at timestamptz,
	outcome text not null default 'running'
		check (outcome in ('running', 'changed', 'unchanged', 'held', 'released', 'refused', 'replaced', 'failed')),
	why text check (why ~ '^[a-z_]{1,40}$'),
	rows_read integer not null default 0,
	added integer not null default 0,
	changed integer not null default 0,
	unchanged integer not null default 0,
	retired integer not null default 0,
	returned integer not null default 0,
	rejected integer not null default 0,
	repaired integer not null default 0,
	problems integer not null default 0,
	before integer not null default 0,
	check ((ended_at is null) = (outcome = 'running'))
);
comment on column import_run.why is 'Code of what went wrong; the words are in the catalogue';
comment on column import_run.before is 'Listings of the source that stood before it';
create index import_run_source_id on import_run (source_id, began_at desc);
comment on index import_run_source_id is 'directory: the reports of a source, newest first';
create unique index import_run_one_each on import_run (source_id) where outcome = 'running';
comment on index import_run_one_each is 'directory: one import of a source at a time';
create unique index import_run_held on import_run (source_id) where outcome = 'held';
comment on index import_run_held is 'directory: what waits for a person, one run of each source';

create table import_problem (
	run_id uuid not null references import_run on delete cascade,
	number integer not null,
	row_number integer not null,
	source_key text check (length(source_key) <= 300),
	field text not null check (length(field) <= 100),
	value text not null check (length(value) <= 300),
	reason text not null check (reason ~ '^[a-z0-9_]{1,60}$'),
	outcome text not null check (outcome in ('rejected', 'repaired')),
	primary key (run_id, number)
);
comment on table import_problem is 'The first 5,000 of a run; import_run.problems counts all';

create table import_row (
	run_id uuid not null references import_run on delete cascade,
	number integer not null,
	content jsonb not null,
	primary key (run_id, number)
);
comment on table import_row is 'What a run wants to write, until its feed has ended: a fault of ours half-way changes nothing';

create table listing_note (
	note_id uuid primary key default uuidv7(),
	listing_id uuid not null references listing,
	kind text not null check (kind in ('wrong', 'mine')),
	box bytea not null check (length(box) <= 6000),
	note_key bytea not null,
	kek_id text not null,
	said_at timestamptz not null,
	decision text check (decision in ('done', 'hidden', 'confirmed', 'set_aside')),
	decided_at timestamptz,
	decided_by uuid references account on delete set null,
	check ((decision is null) = (decided_at is null))
);
comment on table listing_note is 'What readers say about a listing of others, encrypted; coordinators answer it';
create index listing_note_open on listing_note (said_at) where decision is null;
comment on index listing_note_open is 'directory: the coordinators'' queue';
create index listing_note_listing_id on listing_note (listing_id);
comment on index listing_note_listing_id is 'directory: what was said about one listing';
create index listing_note_decided_at on listing_note (decided_at) where decision is not null;
comment on index listing_note_decided_at is 'worker: forget answered notes past their time';

-- Our own groups say where they are and whether the directory may know of them at all.
alter table peer_group
	add column is_confidential boolean not null default false,
	add column latitude double precision check (latitude between -90 and 90),
	add column longitude double precision check (longitude between -180 and 180),
	add column place_precision text not null default 'exact' check (place_precision in ('exact', 'approximate')),
	add column city text check (length(city) <= 120),
	add column country text check (country ~ '^[A-Z]{2}$'),
	add column cost text check (cost in ('free', 'donation', 'paid')),
	add column led_by text check (led_by in ('peer', 'professional', 'both')),
	add constraint peer_group_coordinates check ((latitude is null) = (longitude is null));
comment on column peer_group.is_confidential is 'Found by nobody: in no list, search, map, feed, count or calendar; people come in with a code';

-- Which of our groups changed, in order of transactions. Only ever appended to, so nobody waits for it.
create table own_listing_change (
	group_id uuid not null,
	changed_in xid8 not null default pg_current_xact_id(),
	noted_at timestamptz not null default now()
);
create index own_listing_change_in on own_listing_change (changed_in);
comment on index own_listing_change_in is 'directory: what changed since a process last looked';
create index own_listing_change_at on own_listing_change (noted_at);
comment on index own_listing_change_at is 'worker: forget changes that every process has seen';

do $$ declare t text; begin
	foreach t in array array['directory_source', 'listing', 'import_run', 'import_problem', 'import_row', 'listing_note', 'own_listing_change'] loop
		execute format('alter table %I enable row level security', t);
		execute format('alter table %I force row level security', t);
		execute format('create policy by_owner on %I to current_user using (true) with check (true)', t);
		execute format('create policy system on %I to holdspace_app using ((select my_scope()) = ''system'') with check (my_scope() = ''system'')', t);
		execute format('grant select, insert, update, delete on %I to holdspace_app', t);
	end loop;
end $$;

-- Seats leave as a word. The words are those of `seatsLeft` in the groups' vocabulary.
create function group_seats(which uuid, capacity integer) returns text
language sql stable security definer set search_path = public
	return (select case when group_seats.capacity - count(*) <= 0 then 'full'
			when group_seats.capacity - count(*) <= 3 then 'few' else 'open' end
		from membership m where m.group_id = group_seats.which and m.role = 'member' and m.ended_at is null);
revoke execute on function group_seats(uuid, integer) from public;
grant execute on function group_seats(uuid, integer) to holdspace_app;

-- Everything anybody may know of a listing. A confidential group is not in it, so it is nowhere.
-- It reads with its owner's rights, whoever asks: all of it is public.
create view directory_listing with (security_barrier = true) as
	select l.listing_id, s.name as source, null::uuid as group_id, l.source_key,
		l.service_id, l.organisation_id, 
		l.name, l.organisation, l.description, ''::text as more,
		l.experiences, l.audiences, l.languages, l.access, l.cost, l.openness, l.led_by,
		l.mode, l.place, l.place_precision, l.latitude, l.longitude, l.joining,
		l.times, null::timestamptz[] as starts, l.url, l.source_words, l.source_updated_at,
		null::text as seats, greatest(l.confirmed_at, s.confirmed_at) as confirmed_at
	from listing l join directory_source s using (source_id)
	where l.retired_at is null and l.hidden_why is null and s.removed_at is null
	union all
	select g.group_id, 'own', g.group_id, g.group_id::text, null, null,
		g.name, (select o.name from organisation o), g.purpose, g.what_to_expect,
		array[g.experience], g.audience, g.languages, g.access_needs, g.cost,
		case g.entry when 'invitation' then 'closed' else g.entry end, g.led_by,
		g.meets,
		case when g.meets <> 'online' then jsonb_build_object('name', g.place, 'street', null,
			'city', g.city, 'region', null, 'postalCode', null, 'country', g.country) end,
		g.place_precision,
		case when g.meets <> 'online' then g.latitude end,
		case when g.meets <> 'online' then g.longitude end,
		'{"url": null, "urlNotes": null, "phone": null, "phoneNotes": null}'::jsonb,
		coalesce((select jsonb_agg(jsonb_build_object('rule', r.rule, 'startsOn', r.starts_on,
				'endsOn', r.ends_on, 'localTime', to_char(r.local_time, 'HH24:MI'),
				'timeZone', r.time_zone, 'minutes', r.minutes) order by r.starts_on, r.series_id)
			from series r where r.group_id = g.group_id), '[]'),
		coalesce((select array_agg(m.planned_start order by m.planned_start)
			from meeting m where m.group_id = g.group_id and m.status = 'planned'), '{}'),
		null, '{}', null,
		group_seats(g.group_id, g.capacity),
		null
	from peer_group g
	where g.closed_at is null and not g.is_confidential;
comment on view directory_listing is 'The only truth that search, API, feeds, maps and calendars read';
grant select on directory_listing to holdspace_app;

-- What was written since a reader last looked, and from where it looks on. Transactions that were under way
-- then are looked at again, so that nothing is skipped whatever the order they end in; numbers from another
-- cluster (a restored copy) lie ahead and are not read until this one reaches them.
create function directory_changes(since xid8) returns table (seen xid8, changes jsonb)
language sql stable security definer set search_path = public
begin atomic
	select pg_snapshot_xmin(pg_current_snapshot()), coalesce(jsonb_object_agg(c.id, c.version), '{}')
	from (
		select l.listing_id as id, l.changed_in::text as version from listing l
		where l.changed_in >= directory_changes.since and l.changed_in < pg_snapshot_xmax(pg_current_snapshot())
		union all
		select o.group_id, max(o.changed_in::text::bigint)::text from own_listing_change o
		where o.changed_in >= directory_changes.since and o.changed_in < pg_snapshot_xmax(pg_current_snapshot())
		group by o.group_id
	) c;
end;
revoke execute on function directory_changes(xid8) from public;
grant execute on function directory_changes(xid8) to holdspace_app;

-- Grows with every change that anybody could see.
create function directory_version() returns text language sql stable security definer set search_path = public
begin atomic
	select concat_ws('.', (select changed_in from listing order by changed_in desc limit 1),
		(select changed_in from own_listing_change order by changed_in desc limit 1));
end;
revoke execute on function directory_version() from public;
grant execute on function directory_version() to holdspace_app;

-- What a search may name as its source.
create function directory_source_names() returns setof text language sql stable security definer set search_path = public
begin atomic
	select name from directory_source where removed_at is null;
end;
revoke execute on function directory_source_names() from public;
grant execute on function directory_source_names() to holdspace_app;

-- No NOTIFY: a reader that asks what was written since it last looked needs no connection of its own to
-- listen on and has no gap to mend, and one such question a second costs nothing.
create function on_own_listing_part() returns trigger language plpgsql security definer set search_path = public as $$ begin
	-- Nothing is noted of a confidential group, so that it shows not even in when something happens.
	insert into own_listing_change (group_id) select g.group_id from peer_group g
		where g.group_id = case tg_op when 'DELETE' then old.group_id else new.group_id end
			and not g.is_confidential and g.closed_at is null;
	return null;
end $$;
create function on_own_group() returns trigger language plpgsql security definer set search_path = public as $$ begin
	-- One that leaves the directory must be noted too; one that never was in it must not.
	if (tg_op <> 'INSERT' and not old.is_confidential) or (tg_op <> 'DELETE' and not new.is_confidential) then
		insert into own_listing_change (group_id) values (case tg_op when 'DELETE' then old.group_id else new.group_id end);
	end if;
	return null;
end $$;
create function on_organisation() returns trigger language plpgsql security definer set search_path = public as $$ begin
	insert into own_listing_change (group_id) select group_id from peer_group where closed_at is null and not is_confidential;
	return null;
end $$;
create function on_listing() returns trigger language plpgsql set search_path = public as $$ begin
	new.changed_in := pg_current_xact_id();
	return new;
end $$;
revoke execute on function on_own_listing_part(), on_own_group(), on_organisation(), on_listing() from public;

create trigger directory after insert or delete or update of name, purpose, experience, audience, languages,
	access_needs, meets, place, capacity, entry, what_to_expect, closed_at, is_confidential, latitude, longitude,
	place_precision, city, country, cost, led_by on peer_group for each row execute function on_own_group();
create trigger directory after insert or delete or update on series for each row execute function on_own_listing_part();
create trigger directory after insert or delete or update of status, planned_start on meeting
	for each row execute function on_own_listing_part();
create trigger directory after insert or delete or update of ended_at on membership
	for each row execute function on_own_listing_part();
create trigger directory after update of name on organisation for each row execute function on_organisation();
create trigger directory before update on listing for each row execute function on_listing();
