-- Before a meeting: who said they come, how this very one goes, who steps in, and what people were told.

alter table meeting
	add column run_of_show jsonb,
	add column known_start timestamptz,
	add column known_off boolean,
	add column replaced_at timestamptz,
	add check ((known_start is null) = (known_off is null));
comment on column meeting.run_of_show is 'The parts of this very meeting; null: those of its group';
comment on column meeting.known_start is 'What people know, while they have not been told of a change; null: all is told';
comment on column meeting.replaced_at is 'Called off because its group meets at other times: links to it lead somewhere until its time is past';
create index meeting_known_start on meeting (meeting_id) where known_start is not null;
comment on index meeting_known_start is 'worker: changes that nobody was told of yet';

-- Whoever moves a meeting or calls it off need not know who is told. Moved back before anybody was told is no news.
create function keep_known() returns trigger language plpgsql as $$
begin
	new.known_start := old.planned_start;
	new.known_off := old.status = 'cancelled';
	return new;
end $$;
create trigger keep_known before update of planned_start, status on meeting for each row
	when (old.known_start is null and old.status in ('planned', 'cancelled') and new.status in ('planned', 'cancelled')
		and (old.planned_start, old.status) is distinct from (new.planned_start, new.status))
	execute function keep_known();
revoke execute on function keep_known() from public;

create table times_changed (
	group_id uuid primary key references peer_group on delete cascade,
	known text check (length(known) <= 2000),
	first_at timestamptz not null,
	last_at timestamptz not null
);
comment on table times_changed is 'That when or how a group meets was changed, until its people are told: several changes in a row are one';
comment on column times_changed.known is 'When and how it met, as its people know; null: single meetings changed, of which each row knows';

create table meeting_answer (
	meeting_id uuid not null,
	group_id uuid not null,
	membership_id uuid not null,
	answer text not null check (answer in ('coming', 'listening', 'not')),
	for_start timestamptz not null,
	answered_at timestamptz not null,
	primary key (meeting_id, membership_id),
	foreign key (meeting_id, group_id) references meeting (meeting_id, group_id) on delete cascade,
	foreign key (membership_id, group_id) references membership (membership_id, group_id) on delete cascade
);
comment on table meeting_answer is 'Who said they come. For facilitators alone; forgotten a week after the meeting';
comment on column meeting_answer.for_start is 'When the meeting was to begin: an answer does not hold for another time';
create index meeting_answer_membership_id on meeting_answer (membership_id);
comment on index meeting_answer_membership_id is 'foreign key: a membership that goes; my answers';

create table stand_in (
	stand_in_id uuid primary key default uuidv7(),
	meeting_id uuid not null,
	group_id uuid not null,
	account_id uuid not null references account on delete cascade,
	alias text not null check (length(alias) between 2 and 24),
	agreed_at timestamptz not null,
	membership_id uuid references membership on delete set null,
	ended_at timestamptz,
	foreign key (meeting_id, group_id) references meeting (meeting_id, group_id) on delete cascade
);
comment on table stand_in is 'A facilitator of the organisation who leads one meeting of a group that is not theirs';
comment on column stand_in.membership_id is 'Their place in the group: from half an hour before the meeting until it is over';
create unique index stand_in_one_each on stand_in (meeting_id, account_id) where ended_at is null;
comment on index stand_in_one_each is 'meetings: nobody steps in twice; who steps in';
create index stand_in_meeting_id on stand_in (meeting_id, group_id);
comment on index stand_in_meeting_id is 'foreign key: a meeting that goes; how often was asked';
create index stand_in_account_id on stand_in (account_id) where ended_at is null;
comment on index stand_in_account_id is 'meetings: where I step in';
create index stand_in_membership_id on stand_in (membership_id);
comment on index stand_in_membership_id is 'foreign key: a membership that goes';

-- Whoever steps in looks after that one meeting, not after the group.
alter table membership add column only_meeting uuid references meeting on delete cascade;
comment on column membership.only_meeting is 'For whoever steps in: the one meeting that this place is for';
create index membership_only_meeting on membership (only_meeting) where only_meeting is not null;
comment on index membership_only_meeting is 'foreign key: a meeting that goes takes the place with it';
create or replace function my_facilitated_groups() returns uuid[] language sql stable security definer set search_path = public
	return (select coalesce(array_agg(group_id), '{}') from membership
		where account_id = my_account() and ended_at is null and role = 'facilitator' and only_meeting is null);
create function my_stand_in_meetings() returns uuid[] language sql stable security definer set search_path = public
	return (select coalesce(array_agg(only_meeting), '{}') from membership
		where account_id = my_account() and ended_at is null and only_meeting is not null);
-- Groups whose space is mine: what members share there is not for whoever steps in.
create function my_spaces() returns uuid[] language sql stable security definer set search_path = public
	return (select coalesce(array_agg(group_id), '{}') from membership
		where account_id = my_account() and ended_at is null and only_meeting is null);
revoke execute on function my_stand_in_meetings(), my_spaces() from public;
grant execute on function my_stand_in_meetings(), my_spaces() to holdspace_app;
do $$ declare t text; begin
	foreach t in array array['share', 'reply', 'response'] loop
		execute format('drop policy together on %I', t);
		execute format('create policy together on %I for select to holdspace_app using (group_id = any ((select my_spaces())::uuid[]))', t);
		execute format('create policy at_home on %I as restrictive for insert to holdspace_app with check (my_scope() = ''system'' or group_id = any ((select my_spaces())::uuid[]))', t);
	end loop;
end $$;
create policy steps_in on help_call for select to holdspace_app using (meeting_id = any ((select my_stand_in_meetings())::uuid[]));

do $$ declare t text; begin
	foreach t in array array['meeting_answer', 'stand_in', 'times_changed'] loop
		execute format('alter table %I enable row level security', t);
		execute format('alter table %I force row level security', t);
		execute format('create policy by_owner on %I to current_user using (true) with check (true)', t);
		execute format('create policy system on %I to holdspace_app using ((select my_scope()) = ''system'') with check (my_scope() = ''system'')', t);
		execute format('grant select, insert, update, delete on %I to holdspace_app', t);
	end loop;
end $$;
create policy own on meeting_answer to holdspace_app
	using (membership_id in (select membership_id from membership where account_id = my_account() and ended_at is null))
	with check (membership_id in (select membership_id from membership where account_id = my_account() and ended_at is null));
create policy facilitates on meeting_answer for select to holdspace_app using (group_id = any ((select my_facilitated_groups())::uuid[]));
create policy steps_in on meeting_answer for select to holdspace_app using (meeting_id = any ((select my_stand_in_meetings())::uuid[]));
create policy own on stand_in for select to holdspace_app using (account_id = my_account());
create policy together on stand_in for select to holdspace_app using (group_id = any ((select my_groups())::uuid[]));
revoke update on stand_in from holdspace_app;
grant update (membership_id, ended_at) on stand_in to holdspace_app;
