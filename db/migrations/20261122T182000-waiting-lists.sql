-- Seats: how many there are holds whatever happens at the same moment. Who waits for one, in which order,
-- and whom a free one is held for. And the groups somebody quietly keeps an eye on.

alter table peer_group add column offer_hours integer not null default 48
	check (offer_hours between 1 and 168);
comment on column peer_group.offer_hours is 'So long a free seat is held for whoever waited longest';

create table waiting (
	waiting_id uuid primary key default uuidv7(),
	group_id uuid not null references peer_group on delete cascade,
	account_id uuid not null references account on delete cascade,
	alias text not null check (length(alias) between 2 and 24),
	alias_key text not null,
	mark text not null,
	turn integer not null check (turn > 0),
	asked_at timestamptz not null,
	status text not null default 'waiting'
		check (status in ('waiting', 'offered', 'missed', 'taken', 'left', 'declined', 'closed')),
	not_before timestamptz,
	offered_until timestamptz,
	ended_at timestamptz,
	ended_by uuid references account on delete set null,
	reason_box bytea check (length(reason_box) <= 4000),
	unique (group_id, turn),
	check ((status in ('waiting', 'offered', 'missed')) = (ended_at is null)),
	check (status not in ('offered', 'missed') or offered_until is not null)
);
comment on column waiting.turn is 'The order in a group: one higher for whoever asks or goes to the end. Never shown';
comment on column waiting.status is 'Current: waiting, offered (a seat is held), missed (an offer ran out; no other until they say so)';
comment on column waiting.not_before is 'They let a seat go and stayed: no other offer before this';
comment on column waiting.reason_box is 'Why a facilitator ended it, in words for that person, encrypted with the group''s key';
create unique index waiting_one_each on waiting (group_id, account_id) where ended_at is null;
comment on index waiting_one_each is 'groups: one current place on the list per account and group; who is next';
create index waiting_account_id on waiting (account_id);
comment on index waiting_account_id is 'groups: what I wait for; how many places I wait for';
create index waiting_offered_until on waiting (offered_until) where status = 'offered';
comment on index waiting_offered_until is 'worker: offers that have run out';

alter table invitation add column held_by uuid references account on delete set null;
comment on column invitation.held_by is 'Who showed the code last, and has not come in with it yet: they may know of the group';
create policy shown on invitation for select to holdspace_app using (held_by = (select my_account()));

create table following (
	account_id uuid not null references account on delete cascade,
	group_id uuid not null references peer_group on delete cascade,
	followed_at timestamptz not null,
	seen_at timestamptz not null,
	primary key (account_id, group_id)
);
comment on table following is 'Groups somebody keeps an eye on. Theirs alone: no facilitator and no figure reads it';
comment on column following.seen_at is 'Changes of times before this were seen';
create index following_group_id on following (group_id);
comment on index following_group_id is 'foreign key: a group that goes';

do $$ declare t text; begin
	foreach t in array array['waiting', 'following'] loop
		execute format('alter table %I enable row level security', t);
		execute format('alter table %I force row level security', t);
		execute format('create policy by_owner on %I to current_user using (true) with check (true)', t);
		execute format('grant select, insert, update, delete on %I to holdspace_app', t);
	end loop;
end $$;
create policy system on waiting to holdspace_app using ((select my_scope()) = 'system') with check (my_scope() = 'system');
create policy own on waiting for select to holdspace_app using (account_id = my_account());
create policy facilitates on waiting for select to holdspace_app using (group_id = any ((select my_facilitated_groups())::uuid[]));
-- A place on the list stays whose it is, where it is and since when.
revoke update on waiting from holdspace_app;
grant update (turn, status, not_before, offered_until, ended_at, ended_by, reason_box) on waiting to holdspace_app;
-- Not even the system reads what somebody follows.
create policy own on following to holdspace_app using (account_id = my_account()) with check (account_id = my_account());
revoke update on following from holdspace_app;
grant update (seen_at) on following to holdspace_app;

-- A seat is taken by a member, or held for whoever it is offered to. Facilitators take none.
create view taken_seat with (security_invoker = true) as
	select group_id, account_id from membership where role = 'member' and ended_at is null
	union all
	select group_id, account_id from waiting where status = 'offered';
comment on view taken_seat is 'One row for each seat that nobody else can have now';
grant select on taken_seat to holdspace_app;

-- With the owner's rights: seats count whatever the asking role may see. The group's row is the lock that
-- every coming in takes, so two at the same moment count one after the other.
create function keep_seats() returns trigger language plpgsql security definer set search_path = public as $$
declare seats integer;
begin
	select capacity into seats from peer_group where group_id = new.group_id for update;
	if (select count(*) from taken_seat where group_id = new.group_id) >= seats then
		raise exception 'no seat is free' using errcode = 'check_violation', constraint = 'seats_of_a_group';
	end if;
	return new;
end $$;
create trigger keep_seats_in before insert on membership for each row
	when (new.role = 'member' and new.ended_at is null) execute function keep_seats();
create trigger keep_seats_back before update of ended_at on membership for each row
	when (new.role = 'member' and new.ended_at is null and old.ended_at is not null) execute function keep_seats();
create trigger keep_seats_offered before update of status on waiting for each row
	when (new.status = 'offered' and old.status <> 'offered') execute function keep_seats();
create trigger keep_seats_begun before insert on waiting for each row
	when (new.status = 'offered') execute function keep_seats();

-- Nobody waits for more than five groups at once, asked and unanswered ones counted; nobody follows more
-- than twenty. The lock is the account's own, so that its tries count one after the other.
create function keep_waits() returns trigger language plpgsql security definer set search_path = public as $$
begin
	perform pg_advisory_xact_lock(hashtextextended('waiting:' || new.account_id, 0));
	if (select count(*) from waiting where account_id = new.account_id and ended_at is null)
		+ (select count(*) from join_request where account_id = new.account_id and status = 'waiting') >= 5 then
		raise exception 'waits for five groups already' using errcode = 'check_violation', constraint = 'waits_of_an_account';
	end if;
	return new;
end $$;
create trigger keep_waits before insert on waiting for each row
	when (new.ended_at is null) execute function keep_waits();
create trigger keep_waits before insert on join_request for each row
	when (new.status = 'waiting') execute function keep_waits();

create function keep_following() returns trigger language plpgsql security definer set search_path = public as $$
begin
	perform pg_advisory_xact_lock(hashtextextended('following:' || new.account_id, 0));
	if (select count(*) from following where account_id = new.account_id and group_id <> new.group_id) >= 20 then
		raise exception 'follows twenty groups already' using errcode = 'check_violation', constraint = 'follows_of_an_account';
	end if;
	return new;
end $$;
create trigger keep_following before insert on following for each row execute function keep_following();

-- Accounts stand below groups and know nothing of lists; who ends theirs is on none, in the same transaction.
create function forget_waits() returns trigger language plpgsql security definer set search_path = public as $$
begin
	delete from following where account_id = new.account_id;
	update waiting set status = 'left', ended_at = new.ended_at
		where account_id = new.account_id and ended_at is null;
	delete from invitation where held_by = new.account_id and used_at is null;
	return null;
end $$;
create trigger forget_waits after update of ended_at on account for each row
	when (new.ended_at is not null and old.ended_at is null) execute function forget_waits();
-- Whoever is removed from a group hears nothing more of it. Nobody else may read what they follow, so it is
-- the database that lets go of it.
create function forget_following() returns trigger language plpgsql security definer set search_path = public as $$
begin
	delete from following where account_id = new.account_id and group_id = new.group_id;
	return null;
end $$;
create trigger forget_following after update of ended_at on membership for each row
	when (new.ended_why = 'removed' and old.ended_at is null) execute function forget_following();
revoke execute on function keep_seats(), keep_waits(), keep_following(), forget_waits(), forget_following() from public;

-- A held seat is no free one in the directory either.
create or replace function group_seats(which uuid, capacity integer) returns text
language sql stable security definer set search_path = public
	return (select case when group_seats.capacity - count(*) <= 0 then 'full'
			when group_seats.capacity - count(*) <= 3 then 'few' else 'open' end
		from taken_seat t where t.group_id = group_seats.which);
create trigger directory after insert or delete or update of status on waiting
	for each row execute function on_own_listing_part();
