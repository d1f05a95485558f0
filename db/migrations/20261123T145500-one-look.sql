-- What every page of a member asks for, in as few statements as it takes.

-- How many notices somebody has not seen: asked together with whose login it is, and by nothing else.
create function unseen_notices(of uuid, at timestamptz) returns integer
language sql stable security definer set search_path = public
begin atomic
	select count(*)::int from notice n
	where n.account_id = unseen_notices.of and n.seen_at is null and n.until > unseen_notices.at
		and not n.kind = any(coalesce((select c.off from notice_choice c where c.account_id = unseen_notices.of), '{}'));
end;
revoke execute on function unseen_notices(uuid, timestamptz) from public;
create index notice_unseen on notice (account_id) where seen_at is null;
comment on index notice_unseen is 'notices: how many somebody has not seen, on every page of theirs';

-- A page that looks by itself whether something is new is no sign of its person: their login ends as if it had not asked.
drop function identify_login(bytea, bytea, timestamptz);
create function identify_login(token bytea, here bytea, at timestamptz, is_sign boolean default true)
returns table (account_id uuid, login_id uuid, roles text[], is_private_device boolean, unseen integer)
language sql volatile security definer set search_path = public
begin atomic
	with alive as materialized (
		select l.login_id, l.account_id, l.is_private_device, l.seen_at from login l
		where l.token_hash = identify_login.token and l.here_hash = identify_login.here
			and l.ends_at > identify_login.at
			and l.seen_at > identify_login.at - login_idle(l.is_private_device)
	), noted as (
		update login l set seen_at = identify_login.at from alive a
		where identify_login.is_sign and l.login_id = a.login_id
			and a.seen_at <= identify_login.at - interval '1 minute'
	)
	select a.account_id, a.login_id,
		array(select r.role from account_role r where r.account_id = a.account_id order by r.role),
		a.is_private_device, unseen_notices(a.account_id, identify_login.at)
	from alive a;
end;
revoke execute on function identify_login(bytea, bytea, timestamptz, boolean) from public;
grant execute on function identify_login(bytea, bytea, timestamptz, boolean) to holdspace_app;

-- A group's next meeting for somebody whose space it is: when, who leads it by alias, and what they said themselves.
-- What others said stays with the facilitators; who leads is known by who did not say no.
create function next_meeting(in_group uuid, at timestamptz)
returns table (meeting_id uuid, planned_start timestamptz, minutes integer, status text, leads text[], my_answer text)
language sql stable security definer set search_path = public
begin atomic
	with next as materialized (
		select m.meeting_id, m.planned_start, m.minutes, m.status from meeting m
		where m.group_id = next_meeting.in_group and m.group_id = any (my_spaces())
			and m.status in ('planned', 'open', 'running', 'paused')
			and (m.status <> 'planned' or m.planned_start + make_interval(mins => m.minutes + 15) > next_meeting.at)
		order by m.planned_start limit 1
	)
	select n.meeting_id, n.planned_start, n.minutes, n.status,
		array(
			select s.alias from membership s
			left join meeting_answer a on a.meeting_id = n.meeting_id and a.membership_id = s.membership_id and a.for_start = n.planned_start
			where s.group_id = next_meeting.in_group and s.ended_at is null and s.suspended_until is null and s.role = 'facilitator'
				and (s.only_meeting is null or s.only_meeting = n.meeting_id) and a.answer is distinct from 'not'
			order by s.joined_at, s.membership_id
		) || array(
			select i.alias from stand_in i
			where i.meeting_id = n.meeting_id and i.membership_id is null and i.ended_at is null
			order by i.agreed_at
		),
		(
			select a.answer from membership s
			join meeting_answer a on a.meeting_id = n.meeting_id and a.membership_id = s.membership_id and a.for_start = n.planned_start
			where s.group_id = next_meeting.in_group and s.ended_at is null and s.account_id = my_account()
				and s.only_meeting is null
		)
	from next n;
end;
revoke execute on function next_meeting(uuid, timestamptz) from public;
grant execute on function next_meeting(uuid, timestamptz) to holdspace_app;

-- Takes one token of a bucket, in one statement; limits.ts says what the numbers mean. Alone, it does not wait for
-- the disk: after a crash somebody may have a token more. Within a transaction it changes nothing for the rest of it.
create function take_token(key bytea, what text, burst double precision, per_second double precision, at timestamptz, alone boolean)
returns double precision
language plpgsql security definer set search_path = public as $$
#variable_conflict use_variable
declare
	rest double precision;
begin
	if alone then perform set_config('synchronous_commit', 'off', true); end if;
	insert into throttle as t (key, what, tokens, refilled_at) values (key, what, burst - 1, at)
	on conflict on constraint throttle_pkey do update set
		tokens = round((least(burst, t.tokens + (t.tokens < 0)::int + greatest(0, extract(epoch from at - t.refilled_at)) * per_second) - 1)::numeric, 9)::float8,
		refilled_at = greatest(t.refilled_at, at)
	returning t.tokens into rest;
	return rest;
end $$;
revoke execute on function take_token(bytea, text, double precision, double precision, timestamptz, boolean) from public;
grant execute on function take_token(bytea, text, double precision, double precision, timestamptz, boolean) to holdspace_app;
