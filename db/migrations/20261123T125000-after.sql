-- After a meeting: what it was held as, how it felt, the facilitators' debrief, what somebody keeps of it.

alter table meeting add column held_as text check (held_as in ('meeting', 'open_hour', 'too_few'));
comment on column meeting.held_as is 'Set when it ended; null for what never began and for what ended before this was kept';

create table meeting_feedback (
	meeting_id uuid primary key,
	group_id uuid not null,
	box bytea not null,
	foreign key (meeting_id, group_id) references meeting (meeting_id, group_id) on delete cascade
);
comment on table meeting_feedback is 'All answers about one meeting in one box, shuffled and written anew with each: no row, order or time of a person';
create table feedback_given (
	meeting_id uuid not null,
	membership_id uuid not null,
	group_id uuid not null,
	primary key (meeting_id, membership_id),
	foreign key (meeting_id, group_id) references meeting (meeting_id, group_id) on delete cascade,
	foreign key (membership_id, group_id) references membership (membership_id, group_id) on delete cascade
);
comment on table feedback_given is 'That somebody answered, not what or when; forgotten once answering is over';

create table debrief (
	meeting_id uuid not null,
	membership_id uuid not null,
	group_id uuid not null,
	box bytea not null check (length(box) <= 12000),
	needs_cover boolean not null,
	written_at timestamptz not null,
	primary key (meeting_id, membership_id),
	foreign key (meeting_id, group_id) references meeting (meeting_id, group_id) on delete cascade,
	foreign key (membership_id, group_id) references membership (membership_id, group_id) on delete cascade
);
comment on table debrief is 'What a facilitator wrote after a meeting, encrypted with their own key';
create table follow_up (
	follow_up_id uuid primary key,
	meeting_id uuid not null,
	group_id uuid not null,
	writer_id uuid not null,
	owner_id uuid not null,
	box bytea not null check (length(box) <= 4000),
	due_on date not null,
	made_at timestamptz not null,
	done_at timestamptz,
	foreign key (meeting_id, group_id) references meeting (meeting_id, group_id) on delete cascade,
	foreign key (writer_id, group_id) references membership (membership_id, group_id) on delete cascade,
	foreign key (owner_id, group_id) references membership (membership_id, group_id) on delete cascade
);
create index follow_up_group_id on follow_up (group_id) where done_at is null;
comment on index follow_up_group_id is 'meetings: what facilitators of a group still mean to do';
create table incident (
	incident_id uuid primary key,
	meeting_id uuid not null,
	group_id uuid not null,
	reporter_id uuid not null,
	kind text not null check (kind ~ '^[a-z_]{1,40}$'),
	about_id uuid,
	made_at timestamptz not null,
	foreign key (meeting_id, group_id) references meeting (meeting_id, group_id) on delete cascade,
	foreign key (reporter_id, group_id) references membership (membership_id, group_id) on delete cascade,
	foreign key (about_id, group_id) references membership (membership_id, group_id) on delete cascade
);
comment on table incident is 'That something happened in a meeting, by kind: no words, so nothing about anybody but that it concerned them';
create index incident_made_at on incident (made_at);
comment on index incident_made_at is 'meetings: the latest incidents, for coordinators';

create table kept_practice (
	account_id uuid not null references account on delete cascade,
	practice text not null check (practice ~ '^[a-z0-9-]{1,60}$'),
	kept_at timestamptz not null,
	primary key (account_id, practice)
);
comment on table kept_practice is 'Practices somebody wants to find again: by name alone, with no meeting or group';

do $$ declare t text; begin
	foreach t in array array['meeting_feedback', 'feedback_given', 'debrief', 'follow_up', 'incident', 'kept_practice'] loop
		execute format('alter table %I enable row level security', t);
		execute format('alter table %I force row level security', t);
		execute format('create policy by_owner on %I to current_user using (true) with check (true)', t);
		execute format('create policy system on %I to holdspace_app using ((select my_scope()) = ''system'') with check (my_scope() = ''system'')', t);
		execute format('grant select, insert, update, delete on %I to holdspace_app', t);
	end loop;
end $$;
create policy own on feedback_given for select to holdspace_app using (membership_id in (select membership_id from membership where account_id = my_account()));
-- The group's facilitators, and whoever steps in for that very meeting.
create policy facilitates on debrief for select to holdspace_app using ((group_id = any ((select my_facilitated_groups())::uuid[])
		or meeting_id = any ((select my_stand_in_meetings())::uuid[])));
create policy own on debrief to holdspace_app
	using (membership_id in (select membership_id from membership where account_id = my_account()))
	with check ((group_id = any ((select my_facilitated_groups())::uuid[])
		or meeting_id = any ((select my_stand_in_meetings())::uuid[]))
		and membership_id in (select membership_id from membership where account_id = my_account() and ended_at is null));
create policy facilitates on follow_up to holdspace_app
	using ((group_id = any ((select my_facilitated_groups())::uuid[])
		or meeting_id = any ((select my_stand_in_meetings())::uuid[])))
	with check ((group_id = any ((select my_facilitated_groups())::uuid[])
		or meeting_id = any ((select my_stand_in_meetings())::uuid[])));
create policy reports on incident for insert to holdspace_app
	with check ((group_id = any ((select my_facilitated_groups())::uuid[])
		or meeting_id = any ((select my_stand_in_meetings())::uuid[]))
		and reporter_id in (select membership_id from membership where account_id = my_account() and ended_at is null));
create policy own on incident for select to holdspace_app using (reporter_id in (select membership_id from membership where account_id = my_account()));
create policy own on kept_practice to holdspace_app using (account_id = my_account()) with check (account_id = my_account());

-- An open hour, and a meeting that ended because too few came, are counted as what they were.
create or replace view held_meeting with (security_invoker = true) as
	select m.meeting_id, m.group_id, m.started_at, m.ended_at
	from meeting m
	where m.started_at is not null and m.ended_at is not null and coalesce(m.held_as, 'meeting') = 'meeting' and (
		select count(distinct a.membership_id) filter (where a.role <> 'member') >= 1
			and count(distinct a.membership_id) filter (where a.role = 'member') >= 2
		from attendance a
		where a.meeting_id = m.meeting_id and a.in_at < m.ended_at and coalesce(a.out_at, m.ended_at) > m.started_at
	);
