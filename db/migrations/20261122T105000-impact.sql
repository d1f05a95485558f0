-- Change ratings, the consent to count them, and the closed quarters that were published.

create table consent (
	consent_id uuid primary key default uuidv7(),
	account_id uuid not null references account on delete cascade,
	purpose text not null check (purpose in ('programme_figures')),
	version integer not null check (version > 0),
	given_at timestamptz not null,
	revoked_at timestamptz check (revoked_at >= given_at)
);
create unique index consent_current on consent (account_id, purpose) where revoked_at is null;
comment on index consent_current is 'wellbeing: one current consent per purpose; impact: who may be counted';
create table change_rating (
	rating_id uuid primary key default uuidv7(),
	membership_id uuid not null,
	group_id uuid not null,
	instrument text not null,
	box bytea not null check (length(box) <= 4000),
	rated_at timestamptz not null,
	foreign key (membership_id, group_id) references membership (membership_id, group_id) on delete cascade
);
comment on table change_rating is 'Answers compared with when the member joined, encrypted with the author''s key';
create index change_rating_membership_id on change_rating (membership_id, rated_at desc);
comment on index change_rating_membership_id is 'wellbeing: when this member last answered';
create index change_rating_rated_at on change_rating (rated_at);
comment on index change_rating_rated_at is 'impact: the answers of one quarter';
create table rating_choice (
	membership_id uuid primary key references membership on delete cascade,
	choice text not null check (choice in ('later', 'never')),
	chosen_at timestamptz not null
);
comment on table rating_choice is 'A member put the change rating off, or refused it for good';
create table published_quarter (
	quarter text primary key check (quarter ~ '^[0-9]{4}-Q[1-4]$'),
	figures jsonb not null,
	published_at timestamptz not null
);
comment on table published_quarter is 'Totals of a closed quarter, computed once by the worker; never a person';

do $$ declare t text; begin
	foreach t in array array['consent', 'change_rating', 'rating_choice', 'published_quarter'] loop
		execute format('alter table %I enable row level security', t);
		execute format('alter table %I force row level security', t);
		execute format('create policy by_owner on %I to current_user using (true) with check (true)', t);
		execute format('create policy system on %I to holdspace_app using ((select my_scope()) = ''system'') with check (my_scope() = ''system'')', t);
		execute format('grant select, insert, update, delete on %I to holdspace_app', t);
	end loop;
end $$;
create policy own on consent to holdspace_app using (account_id = my_account()) with check (account_id = my_account());
create policy own on change_rating to holdspace_app using (membership_id in (select membership_id from membership where account_id = my_account())) with check (membership_id in (select membership_id from membership where account_id = my_account()));
create policy own on rating_choice to holdspace_app using (membership_id in (select membership_id from membership where account_id = my_account())) with check (membership_id in (select membership_id from membership where account_id = my_account()));

-- What was really held, and who really came: one definition for offering questions and for figures.
-- Held: it began and ended, with at least one facilitator and two members there once it had begun.
create view held_meeting with (security_invoker = true) as
	select m.meeting_id, m.group_id, m.started_at, m.ended_at
	from meeting m
	where m.started_at is not null and m.ended_at is not null and (
		select count(distinct a.membership_id) filter (where a.role <> 'member') >= 1
			and count(distinct a.membership_id) filter (where a.role = 'member') >= 2
		from attendance a
		where a.meeting_id = m.meeting_id and a.in_at < m.ended_at and coalesce(a.out_at, m.ended_at) > m.started_at
	);
comment on view held_meeting is 'Meetings that began and ended with at least one facilitator and two members';
create view attended_meeting with (security_invoker = true) as
	select distinct a.membership_id, h.group_id, h.meeting_id, h.started_at, h.ended_at
	from held_meeting h join attendance a using (meeting_id)
	where a.role = 'member' and a.in_at < h.ended_at and coalesce(a.out_at, h.ended_at) > h.started_at;
comment on view attended_meeting is 'Members who were there, once for each held meeting';
grant select on held_meeting, attended_meeting to holdspace_app;

create index meeting_started_at on meeting (started_at) where started_at is not null;
comment on index meeting_started_at is 'impact: the meetings held in one quarter';
create index membership_joined_at on membership (joined_at) where role = 'member';
comment on index membership_joined_at is 'impact: who belonged to a group in one quarter';
