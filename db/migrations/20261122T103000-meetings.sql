-- Meetings: planned by the worker, held in the gateway. What is said is never here.

create table meeting (
	meeting_id uuid primary key default uuidv7(),
	group_id uuid not null references peer_group on delete cascade,
	series_id uuid references series on delete set null,
	original_on date,
	planned_start timestamptz not null,
	minutes integer not null check (minutes between 30 and 180),
	status text not null default 'planned' check (status in ('planned', 'open', 'running', 'paused', 'ended', 'cancelled')),
	opened_at timestamptz,
	started_at timestamptz,
	ended_at timestamptz,
	lead_id uuid references membership on delete set null,
	companion_id uuid references membership on delete set null,
	unique (meeting_id, group_id),
	check (ended_at is null or ended_at >= coalesce(started_at, opened_at)),
	check (lead_id is null or lead_id <> companion_id)
);
create unique index meeting_of_series on meeting (series_id, original_on);
comment on index meeting_of_series is 'worker: producing twice makes no second meeting';
create index meeting_group_id on meeting (group_id, planned_start);
comment on index meeting_group_id is 'groups: the next meetings of a group';
create index meeting_planned_start on meeting (planned_start) where status in ('planned', 'open', 'running', 'paused');
comment on index meeting_planned_start is 'directory: next meetings of all groups; gateway: rooms to resume';

create table attendance (
	attendance_id uuid primary key default uuidv7(),
	meeting_id uuid not null,
	group_id uuid not null,
	membership_id uuid not null,
	role text not null check (role in ('member', 'lead', 'companion')),
	in_at timestamptz not null,
	out_at timestamptz check (out_at >= in_at),
	foreign key (meeting_id, group_id) references meeting (meeting_id, group_id) on delete cascade,
	foreign key (membership_id, group_id) references membership (membership_id, group_id) on delete cascade
);
create index attendance_meeting_id on attendance (meeting_id, membership_id);
comment on index attendance_meeting_id is 'meetings: close an open stay; impact: who was there';
create index attendance_membership_id on attendance (membership_id);
comment on index attendance_membership_id is 'wellbeing: how many meetings a member came to';

create table help_call (
	help_call_id uuid primary key default uuidv7(),
	meeting_id uuid not null,
	group_id uuid not null,
	membership_id uuid not null,
	called_at timestamptz not null,
	taken_at timestamptz,
	taken_by uuid references membership on delete set null,
	check ((taken_at is null) = (taken_by is null)),
	foreign key (meeting_id, group_id) references meeting (meeting_id, group_id) on delete cascade,
	foreign key (membership_id, group_id) references membership (membership_id, group_id) on delete cascade
);
create index help_call_meeting_id on help_call (meeting_id);
comment on index help_call_meeting_id is 'gateway: open help calls of a resumed meeting';

create table meeting_rating (
	meeting_id uuid not null,
	membership_id uuid not null,
	group_id uuid not null,
	moment text not null check (moment in ('arriving', 'leaving')),
	box bytea not null,
	rated_at timestamptz not null,
	primary key (meeting_id, membership_id, moment),
	foreign key (meeting_id, group_id) references meeting (meeting_id, group_id) on delete cascade,
	foreign key (membership_id, group_id) references membership (membership_id, group_id) on delete cascade
);
comment on table meeting_rating is 'How someone arrived and left, 0-10, encrypted with the author''s key';

do $$ declare t text; begin
	foreach t in array array['meeting', 'attendance', 'help_call', 'meeting_rating'] loop
		execute format('alter table %I enable row level security', t);
		execute format('alter table %I force row level security', t);
		execute format('create policy by_owner on %I to current_user using (true) with check (true)', t);
		execute format('create policy system on %I to holdspace_app using ((select my_scope()) = ''system'') with check (my_scope() = ''system'')', t);
		execute format('grant select, insert, update, delete on %I to holdspace_app', t);
	end loop;
end $$;
create policy everyone on meeting for select to holdspace_app using (true);
create policy own on attendance for select to holdspace_app using (membership_id in (select membership_id from membership where account_id = my_account()));
create policy own on meeting_rating to holdspace_app using (membership_id in (select membership_id from membership where account_id = my_account())) with check (membership_id in (select membership_id from membership where account_id = my_account()));
create policy own on help_call for select to holdspace_app using (membership_id in (select membership_id from membership where account_id = my_account()));
create policy facilitates on help_call for select to holdspace_app using (group_id = any ((select my_facilitated_groups())::uuid[]));
