-- Reports from a meeting. What is in one is encrypted under a key of its own, which is destroyed with it.

create table report (
	report_id uuid primary key default uuidv7(),
	group_id uuid not null,
	meeting_id uuid not null,
	reporter_id uuid not null,
	once uuid not null,
	reason text not null check (reason in ('knows_me', 'threat', 'minor', 'identifying', 'sexual', 'unkind', 'other')),
	priority integer not null check (priority between 1 and 3),
	about_ids uuid[] not null check (cardinality(about_ids) <= 40),
	coordinators_only boolean not null,
	lines_kept integer not null check (lines_kept >= 0),
	lines_refused integer not null check (lines_refused >= 0),
	box bytea check (length(box) <= 200000),
	decision_box bytea check (length(decision_box) <= 20000),
	report_key bytea,
	kek_id text,
	made_at timestamptz not null,
	opened_at timestamptz,
	opened_by uuid references account on delete set null,
	decision text check (decision in ('no_step', 'noted', 'talked', 'hidden', 'taken_down', 'slowed', 'read_only', 'removed', 'passed_on', 'need_more')),
	decided_at timestamptz,
	decided_by uuid references account on delete set null,
	again_at timestamptz,
	again_box bytea check (length(again_box) <= 20000),
	again_decision text check (again_decision in ('no_step', 'noted', 'talked', 'hidden', 'taken_down', 'slowed', 'read_only', 'removed', 'passed_on')),
	again_decision_box bytea check (length(again_decision_box) <= 20000),
	again_decided_at timestamptz,
	again_decided_by uuid references account on delete set null,
	unique (reporter_id, once),
	foreign key (meeting_id, group_id) references meeting (meeting_id, group_id) on delete cascade,
	foreign key (reporter_id, group_id) references membership (membership_id, group_id) on delete cascade,
	check ((decision is null) = (decided_at is null)),
	check ((report_key is null) = (kek_id is null)),
	-- Without its key there is nothing left of what was said; while nobody decided there is.
	check ((report_key is null) = (box is null)),
	check (report_key is not null or (decision_box is null and decision is not null)),
	-- Another look follows a decision, and is decided once more.
	check (again_at is null or decision is not null),
	check (again_decision is null or again_at is not null),
	check ((again_decision is null) = (again_decided_at is null)),
	check (report_key is not null or (again_box is null and again_decision_box is null and (again_at is null or again_decision is not null)))
);
comment on table report is 'What somebody said is wrong; words and lines are encrypted, and destroyed 90 days after the decision';
comment on column report.once is 'Chosen by the browser: the same report sent again is one';
comment on column report.again_at is 'When the reporter asked for another look: once, and not at who decided';
comment on column report.about_ids is 'Whom it is about, as memberships: they never read it';
create index report_queue on report (priority, made_at) where decision is null or (again_at is not null and again_decision is null);
comment on index report_queue is 'safety: what waits for a decision, most urgent first';
create index report_group_id on report (group_id);
comment on index report_group_id is 'safety: the reports of one group';
create index report_meeting_id on report (meeting_id, group_id);
comment on index report_meeting_id is 'foreign key: a meeting that goes';
create index report_decided_at on report (decided_at) where decision is not null;
comment on index report_decided_at is 'worker: destroy what is past its keeping time';

-- Whoever decides is a facilitator of the group or a coordinator, and neither who reports nor who is reported,
-- under whichever membership they ever had there.
create function may_review(of_group uuid, reporter uuid, about uuid[], coordinators_only boolean) returns boolean
language sql stable security definer set search_path = public
	return (
		exists (select 1 from account_role r where r.account_id = my_account() and r.role = 'coordinator')
		or (not may_review.coordinators_only and exists (
			select 1 from membership m where m.account_id = my_account() and m.group_id = of_group
				-- Whoever steps in for one meeting leads that one, and decides on nothing.
				and m.role = 'facilitator' and m.ended_at is null and m.only_meeting is null))
	) and not exists (
		select 1 from membership m where m.account_id = my_account()
			and (m.membership_id = reporter or m.membership_id = any(about)));
revoke execute on function may_review(uuid, uuid, uuid[], boolean) from public;
grant execute on function may_review(uuid, uuid, uuid[], boolean) to holdspace_app;

-- Another look is a coordinator's who did not decide; where more was asked for, also theirs who asked.
create function may_look_again(reporter uuid, about uuid[], decision text, decided_by uuid) returns boolean
language sql stable security definer set search_path = public
	return may_review(null, reporter, about, true) and (decision = 'need_more' or decided_by is distinct from my_account());
revoke execute on function may_look_again(uuid, uuid[], text, uuid) from public;
grant execute on function may_look_again(uuid, uuid[], text, uuid) to holdspace_app;

-- The same for many rows at once: what is asked of the person is asked once, and each row only compares ids.
create function my_memberships() returns uuid[] language sql stable security definer set search_path = public
	return (select coalesce(array_agg(membership_id), '{}') from membership where account_id = my_account());
create function my_coordinating() returns boolean language sql stable security definer set search_path = public
	return exists (select 1 from account_role where account_id = my_account() and role = 'coordinator');
revoke execute on function my_memberships(), my_coordinating() from public;
grant execute on function my_memberships(), my_coordinating() to holdspace_app;

alter table report enable row level security;
alter table report force row level security;
create policy by_owner on report to current_user using (true) with check (true);
create policy system on report to holdspace_app
	using ((select my_scope()) = 'system') with check (my_scope() = 'system');
create policy own on report for select to holdspace_app
	using (reporter_id in (select membership_id from membership where account_id = my_account()));
-- Whoever was put out of a group, or left it, can say for a day what happened in a meeting they were let in to;
-- an hour more, because a meeting that was left alone is found to be over a little later.
create policy reports on report for insert to holdspace_app
	with check (reporter_id in (select m.membership_id from membership m
		where m.account_id = my_account() and m.group_id = report.group_id and (m.ended_at is null or exists (
			select 1 from attendance a join meeting t using (meeting_id)
			where a.meeting_id = report.meeting_id and a.membership_id = m.membership_id
				and report.made_at <= coalesce(t.ended_at, t.planned_start + make_interval(mins => t.minutes)) + interval '25 hours'))));
create policy reviews on report for select to holdspace_app
	using ((select my_account()) is not null
		and ((select my_coordinating()) or (not coordinators_only and group_id = any((select my_facilitated_groups())::uuid[])))
		and not reporter_id = any((select my_memberships())::uuid[])
		and not about_ids && (select my_memberships()));
create policy decides on report for update to holdspace_app
	using ((select my_account()) is not null and may_review(group_id, reporter_id, about_ids, coordinators_only)
		and (again_at is null or may_look_again(reporter_id, about_ids, decision, decided_by)))
	with check (may_review(group_id, reporter_id, about_ids, coordinators_only));
grant select, insert, delete on report to holdspace_app;
grant update (opened_at, opened_by, decision, decision_box, decided_at, decided_by, again_at, again_box,
	again_decision, again_decision_box, again_decided_at, again_decided_by, box, report_key, kek_id)
	on report to holdspace_app;
