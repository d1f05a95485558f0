-- That somebody new finds somebody who is there for them: members who like to welcome, and who welcomes whom.

create table welcoming (
	membership_id uuid primary key,
	group_id uuid not null,
	said_at timestamptz not null,
	foreign key (membership_id, group_id) references membership (membership_id, group_id) on delete cascade
);
comment on table welcoming is 'Members who said that they like to welcome newcomers in their group';
create index welcoming_group_id on welcoming (group_id);
comment on index welcoming_group_id is 'shares: who offered in a group';

create table buddy (
	newcomer_id uuid not null,
	buddy_id uuid not null check (buddy_id <> newcomer_id),
	group_id uuid not null,
	began_at timestamptz not null,
	ended_at timestamptz,
	primary key (newcomer_id, buddy_id),
	foreign key (newcomer_id, group_id) references membership (membership_id, group_id) on delete cascade,
	foreign key (buddy_id, group_id) references membership (membership_id, group_id) on delete cascade
);
comment on table buddy is 'Who is there for which newcomer, once each; seen by these two';
create unique index buddy_of on buddy (newcomer_id) where ended_at is null;
comment on index buddy_of is 'shares: one buddy at a time';
create unique index buddy_for on buddy (buddy_id) where ended_at is null;
comment on index buddy_for is 'shares: nobody is there for two at once';
create index buddy_buddy_id on buddy (buddy_id, began_at);
comment on index buddy_buddy_id is 'shares: when somebody was asked last';
create index buddy_began_at on buddy (began_at);
comment on index buddy_began_at is 'worker: forget what is long past';

do $$ declare t text; begin
	foreach t in array array['welcoming', 'buddy'] loop
		execute format('alter table %I enable row level security', t);
		execute format('alter table %I force row level security', t);
		execute format('create policy by_owner on %I to current_user using (true) with check (true)', t);
		execute format('create policy system on %I to holdspace_app using ((select my_scope()) = ''system'') with check (my_scope() = ''system'')', t);
		execute format('grant select, insert, delete on %I to holdspace_app', t);
	end loop;
end $$;
create policy own on welcoming to holdspace_app
	using (membership_id in (select m.membership_id from membership m where m.account_id = my_account() and m.ended_at is null and m.only_meeting is null))
	with check (membership_id in (select m.membership_id from membership m
		where m.account_id = my_account() and m.ended_at is null and m.only_meeting is null and m.role = 'member' and m.group_id = welcoming.group_id));
create policy facilitates on welcoming for select to holdspace_app
	using (group_id = any ((select my_facilitated_groups())::uuid[]));
-- Brought together by the system; ended by either of them.
create policy own on buddy for select to holdspace_app using (
	exists (select from membership m where m.membership_id in (newcomer_id, buddy_id) and m.account_id = my_account() and m.ended_at is null));
create policy own_end on buddy for update to holdspace_app using (
	exists (select from membership m where m.membership_id in (newcomer_id, buddy_id) and m.account_id = my_account() and m.ended_at is null))
	with check (ended_at is not null);
grant update (ended_at) on buddy to holdspace_app;

create function on_membership_ended_welcome() returns trigger language plpgsql security definer set search_path = public as $$ begin
	delete from welcoming where membership_id = new.membership_id;
	delete from notice where kind = 'welcome' and about = new.group_id and once = 'welcome:' || new.membership_id;
	delete from buddy where newcomer_id = new.membership_id or buddy_id = new.membership_id;
	return null;
end $$;
revoke execute on function on_membership_ended_welcome() from public;
create trigger membership_ended_welcome after update of ended_at on membership
	for each row when (new.ended_at is not null) execute function on_membership_ended_welcome();
