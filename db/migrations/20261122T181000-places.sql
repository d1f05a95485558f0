-- Where places are: towns of the world and postcodes, read from packages (src/lib/directory/server/places).
-- Nothing here is about a person. It is read to turn what somebody typed into a point, without asking
-- anyone outside; what was asked is not kept.

-- In a schema of its own, so that the functions of the extension are not taken for ours.
create schema if not exists extensions;
create extension if not exists pg_trgm schema extensions;
grant usage on schema extensions to holdspace_app;

create table place_name (
	place_id text not null check (place_id ~ '^[a-z0-9-]{2,20}$'),
	-- What is typed to find it: folded (fold.ts). A place has a row for each name it goes by.
	searched text not null check (length(searched) between 1 and 120),
	name text not null check (length(name) between 1 and 120),
	kind text not null check (kind in ('city', 'postcode')),
	country text not null check (country ~ '^[A-Z]{2}$'),
	region text check (length(region) between 1 and 80),
	-- Folded words for the region and the country, each with a space before it: what may follow the name.
	within text not null check (length(within) <= 300),
	-- The town that a postcode is nearest to.
	near_town text check (length(near_town) between 1 and 120),
	lat double precision not null check (lat between -90 and 90),
	lng double precision not null check (lng between -180 and 180),
	population int not null check (population >= 0),
	primary key (place_id, searched)
);
comment on table place_name is 'Public geography from packages; the same for everyone, so everyone may read it';
create index place_name_begins on place_name (searched text_pattern_ops);
comment on index place_name_begins is 'places: names that begin with what was typed';
create index place_name_alike on place_name using gin (searched extensions.gin_trgm_ops) where kind = 'city';
comment on index place_name_alike is 'places: names that are nearly what was typed, or have it in the middle';
create index place_name_lat on place_name (lat) where kind = 'city';
comment on index place_name_lat is 'map: towns within a small frame';
create index place_name_population on place_name (population desc) where kind = 'city';
comment on index place_name_population is 'map: the largest towns within a wide frame';

create table place_load (
	only_one boolean primary key default true check (only_one),
	-- Versions of the packages and of our own reading of them.
	version text not null,
	loaded_at timestamptz not null
);
comment on table place_load is 'Which edition of the places is loaded; the worker loads another when it differs';

alter table place_name enable row level security;
alter table place_name force row level security;
alter table place_load enable row level security;
alter table place_load force row level security;
create policy by_owner on place_name to current_user using (true) with check (true);
create policy by_owner on place_load to current_user using (true) with check (true);
create policy everyone on place_name for select to holdspace_app using (true);
create policy everyone on place_load for select to holdspace_app using (true);
create policy system on place_name to holdspace_app using ((select my_scope()) = 'system') with check (my_scope() = 'system');
create policy system on place_load to holdspace_app using ((select my_scope()) = 'system') with check (my_scope() = 'system');
-- maintain: the loading counts the rows anew when it is done, or the first searches would be planned blindly.
grant select, insert, update, delete, maintain on place_name to holdspace_app;
grant select, insert, update, delete on place_load to holdspace_app;
