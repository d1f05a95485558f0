-- What identify_login does, for all who come to the door of a meeting in the same moment: one statement for
-- hundreds. Answers by the place of each pair in the lists; a pair that is no living login has no row.
-- The limit keeps the planner from reading all logins there are.
create function identify_logins(tokens bytea[], heres bytea[], at timestamptz)
returns table (nr bigint, account_id uuid, login_id uuid, roles text[], is_private_device boolean)
language sql volatile security definer set search_path = public
begin atomic
	with alive as materialized (
		select asked.nr, found.*
		from unnest(tokens, heres) with ordinality as asked(token, here, nr)
		cross join lateral (
			select l.login_id, l.account_id, l.is_private_device, l.seen_at from login l
			where l.token_hash = asked.token and l.here_hash = asked.here
				and l.ends_at > identify_logins.at
				and l.seen_at > identify_logins.at - login_idle(l.is_private_device)
			limit 1) found
	), noted as (
		update login l set seen_at = identify_logins.at from alive a
		where l.login_id = a.login_id and a.seen_at <= identify_logins.at - interval '1 minute'
	)
	select a.nr, a.account_id, a.login_id,
		array(select r.role from account_role r where r.account_id = a.account_id order by r.role),
		a.is_private_device
	from alive a;
end;
revoke execute on function identify_logins(bytea[], bytea[], timestamptz) from public;
grant execute on function identify_logins(bytea[], bytea[], timestamptz) to holdspace_app;

-- The meetings that these accounts ask for, each with the account's current membership in its group; no row
-- where there is none, or where the place rests. One round trip for hundreds at the door, as it needs no
-- transaction for its scope.
create function meetings_at_door(meetings uuid[], accounts uuid[])
returns table (
	nr bigint, meeting_id uuid, group_id uuid, planned_start timestamptz, minutes integer, status text,
	membership_id uuid, role text, alias text, mark text, group_name text,
	own_run jsonb, group_run jsonb, responses text[], earlier uuid[]
)
language sql stable security definer set search_path = public
begin atomic
	select asked.nr, found.*
	from unnest(meetings, accounts) with ordinality as asked(meeting_id, account_id, nr)
	cross join lateral (
		select m.meeting_id, m.group_id, m.planned_start, m.minutes, m.status,
			s.membership_id, s.role, s.alias, s.mark, g.name,
			m.run_of_show, g.run_of_show, g.responses,
			array(select e.membership_id from membership e where e.group_id = m.group_id
				and e.account_id = asked.account_id and e.ended_at is not null
				order by e.joined_at desc, e.membership_id desc)
		from meeting m
		join peer_group g using (group_id)
		join membership s on s.group_id = m.group_id and s.account_id = asked.account_id
			and s.ended_at is null and s.suspended_until is null
			and (s.only_meeting is null or s.only_meeting = m.meeting_id)
		where m.meeting_id = asked.meeting_id
		limit 1) found;
end;
revoke execute on function meetings_at_door(uuid[], uuid[]) from public;
grant execute on function meetings_at_door(uuid[], uuid[]) to holdspace_app;
