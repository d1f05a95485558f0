-- The whole schema, read from the catalogue by `npm run generate`. Do not edit; write a migration.

-- Functions
CREATE OR REPLACE FUNCTION public.directory_changes(since xid8)
 RETURNS TABLE(seen xid8, changes jsonb)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
BEGIN ATOMIC
 SELECT pg_snapshot_xmin(pg_current_snapshot()) AS pg_snapshot_xmin,
     COALESCE(jsonb_object_agg(c.id, c.version), '{}'::jsonb) AS "coalesce"
    FROM ( SELECT l.listing_id AS id,
             (l.changed_in)::text AS version
            FROM listing l
           WHERE ((l.changed_in >= directory_changes.since) AND (l.changed_in < pg_snapshot_xmax(pg_current_snapshot())))
         UNION ALL
          SELECT o.group_id,
             (max(((o.changed_in)::text)::bigint))::text AS max
            FROM own_listing_change o
           WHERE ((o.changed_in >= directory_changes.since) AND (o.changed_in < pg_snapshot_xmax(pg_current_snapshot())))
           GROUP BY o.group_id) c;
END
;
CREATE OR REPLACE FUNCTION public.directory_source_names()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
BEGIN ATOMIC
 SELECT directory_source.name
    FROM directory_source
   WHERE (directory_source.removed_at IS NULL);
END
;
CREATE OR REPLACE FUNCTION public.directory_version()
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
BEGIN ATOMIC
 SELECT concat_ws('.'::text, ( SELECT listing.changed_in
            FROM listing
           ORDER BY listing.changed_in DESC
          LIMIT 1), ( SELECT own_listing_change.changed_in
            FROM own_listing_change
           ORDER BY own_listing_change.changed_in DESC
          LIMIT 1)) AS concat_ws;
END
;
CREATE OR REPLACE FUNCTION public.end_calendar_link()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
begin
	delete from calendar_link where account_id = new.account_id;
	return null;
end $function$
;
CREATE OR REPLACE FUNCTION public.forget_all_notices()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
begin
	delete from notice where account_id = new.account_id;
	delete from notice_choice where account_id = new.account_id;
	return null;
end $function$
;
CREATE OR REPLACE FUNCTION public.forget_audit(before timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
begin
	if my_scope() <> 'system' then raise exception 'only the system forgets'; end if;
	insert into audit_start (seq, hash) select seq, hash from audit where at <= before order by seq desc limit 1
		on conflict (is_one) do update set seq = excluded.seq, hash = excluded.hash;
	delete from audit where seq <= (select s.seq from audit_start s);
end $function$
;
CREATE OR REPLACE FUNCTION public.forget_following()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
begin
	delete from following where account_id = new.account_id and group_id = new.group_id;
	return null;
end $function$
;
CREATE OR REPLACE FUNCTION public.forget_notices()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
begin
	delete from notice where account_id = new.account_id and kind not like 'cover%'
		and (about = new.group_id or about in (select meeting_id from meeting where group_id = new.group_id));
	return null;
end $function$
;
CREATE OR REPLACE FUNCTION public.forget_shown_plans()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
begin
	delete from plan_shown where new.membership_id in (membership_id, facilitator_id);
	return null;
end $function$
;
CREATE OR REPLACE FUNCTION public.forget_waits()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
begin
	delete from following where account_id = new.account_id;
	update waiting set status = 'left', ended_at = new.ended_at
		where account_id = new.account_id and ended_at is null;
	delete from invitation where held_by = new.account_id and used_at is null;
	return null;
end $function$
;
CREATE OR REPLACE FUNCTION public.group_seats(which uuid, capacity integer)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
RETURN (SELECT CASE WHEN ((group_seats.capacity - count(*)) <= 0) THEN 'full'::text WHEN ((group_seats.capacity - count(*)) <= 3) THEN 'few'::text ELSE 'open'::text END AS "case" FROM taken_seat t WHERE (t.group_id = group_seats.which))
;
CREATE OR REPLACE FUNCTION public.identify_login(token bytea, here bytea, at timestamp with time zone, is_sign boolean DEFAULT true)
 RETURNS TABLE(account_id uuid, login_id uuid, roles text[], is_private_device boolean, unseen integer)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public'
BEGIN ATOMIC
 WITH alive AS MATERIALIZED (
          SELECT l.login_id,
             l.account_id,
             l.is_private_device,
             l.seen_at
            FROM login l
           WHERE ((l.token_hash = identify_login.token) AND (l.here_hash = identify_login.here) AND (l.ends_at > identify_login.at) AND (l.seen_at > (identify_login.at - login_idle(l.is_private_device))))
         ), noted AS (
          UPDATE login l SET seen_at = identify_login.at
            FROM alive a_1
           WHERE (identify_login.is_sign AND (l.login_id = a_1.login_id) AND (a_1.seen_at <= (identify_login.at - '00:01:00'::interval)))
         )
  SELECT a.account_id,
     a.login_id,
     ARRAY( SELECT r.role
            FROM account_role r
           WHERE (r.account_id = a.account_id)
           ORDER BY r.role) AS "array",
     a.is_private_device,
     unseen_notices(a.account_id, identify_login.at) AS unseen_notices
    FROM alive a;
END
;
CREATE OR REPLACE FUNCTION public.identify_logins(tokens bytea[], heres bytea[], at timestamp with time zone)
 RETURNS TABLE(nr bigint, account_id uuid, login_id uuid, roles text[], is_private_device boolean)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public'
BEGIN ATOMIC
 WITH alive AS MATERIALIZED (
          SELECT asked.nr,
             found.login_id,
             found.account_id,
             found.is_private_device,
             found.seen_at
            FROM (UNNEST(identify_logins.tokens, identify_logins.heres) WITH ORDINALITY asked(token, here, nr)
              CROSS JOIN LATERAL ( SELECT l.login_id,
                     l.account_id,
                     l.is_private_device,
                     l.seen_at
                    FROM login l
                   WHERE ((l.token_hash = asked.token) AND (l.here_hash = asked.here) AND (l.ends_at > identify_logins.at) AND (l.seen_at > (identify_logins.at - login_idle(l.is_private_device))))
                  LIMIT 1) found)
         ), noted AS (
          UPDATE login l SET seen_at = identify_logins.at
            FROM alive a_1
           WHERE ((l.login_id = a_1.login_id) AND (a_1.seen_at <= (identify_logins.at - '00:01:00'::interval)))
         )
  SELECT a.nr,
     a.account_id,
     a.login_id,
     ARRAY( SELECT r.role
            FROM account_role r
           WHERE (r.account_id = a.account_id)
           ORDER BY r.role) AS "array",
     a.is_private_device
    FROM alive a;
END
;
CREATE OR REPLACE FUNCTION public.is_shown(hidden_at timestamp with time zone, share_hidden_at timestamp with time zone DEFAULT NULL::timestamp with time zone)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN ((hidden_at IS NULL) AND (share_hidden_at IS NULL))
;
CREATE OR REPLACE FUNCTION public.keep_following()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
begin
	perform pg_advisory_xact_lock(hashtextextended('following:' || new.account_id, 0));
	if (select count(*) from following where account_id = new.account_id and group_id <> new.group_id) >= 20 then
		raise exception 'follows twenty groups already' using errcode = 'check_violation', constraint = 'follows_of_an_account';
	end if;
	return new;
end $function$
;
CREATE OR REPLACE FUNCTION public.keep_known()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
	new.known_start := old.planned_start;
	new.known_off := old.status = 'cancelled';
	return new;
end $function$
;
CREATE OR REPLACE FUNCTION public.keep_seats()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
declare seats integer;
begin
	select capacity into seats from peer_group where group_id = new.group_id for update;
	if (select count(*) from taken_seat where group_id = new.group_id) >= seats then
		raise exception 'no seat is free' using errcode = 'check_violation', constraint = 'seats_of_a_group';
	end if;
	return new;
end $function$
;
CREATE OR REPLACE FUNCTION public.keep_waits()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
begin
	perform pg_advisory_xact_lock(hashtextextended('waiting:' || new.account_id, 0));
	if (select count(*) from waiting where account_id = new.account_id and ended_at is null)
		+ (select count(*) from join_request where account_id = new.account_id and status = 'waiting') >= 5 then
		raise exception 'waits for five groups already' using errcode = 'check_violation', constraint = 'waits_of_an_account';
	end if;
	return new;
end $function$
;
CREATE OR REPLACE FUNCTION public.let_go_hidden(group_ids uuid[], id uuid, at timestamp with time zone)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
declare
	mine uuid[];
	many integer;
	more integer;
begin
	mine := array(select membership_id from membership
		where account_id = my_account() and group_id = any(group_ids));
	update share set let_go_at = at where membership_id = any(mine) and hidden_at is not null and let_go_at is null
		and (id is null or share_id = id);
	get diagnostics many = row_count;
	update reply set let_go_at = at where membership_id = any(mine) and hidden_at is not null and let_go_at is null
		and (id is null or reply_id = id);
	get diagnostics more = row_count;
	many := many + more;
	update group_strategy set let_go_at = at where membership_id = any(mine) and hidden_at is not null and let_go_at is null
		and (id is null or strategy_id = id);
	get diagnostics more = row_count;
	many := many + more;
	update strategy_feedback set let_go_at = at where membership_id = any(mine) and hidden_at is not null and let_go_at is null
		and (id is null or feedback_id = id);
	get diagnostics more = row_count;
	if id is null then
		delete from reply where membership_id = any(mine) and hidden_at is null and share_hidden_at is not null;
		delete from strategy_feedback where membership_id = any(mine) and hidden_at is null and strategy_hidden_at is not null;
	end if;
	return many + more;
end $function$
;
CREATE OR REPLACE FUNCTION public.login_idle(is_private_device boolean)
 RETURNS interval
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN is_private_device THEN '7 days'::interval ELSE '00:10:00'::interval END
;
CREATE OR REPLACE FUNCTION public.may_hear(group_id uuid, membership_id uuid, reporter_ids uuid[], made_by uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
RETURN ((my_account() IS NOT NULL) AND may_review(group_id, membership_id, reporter_ids, false) AND (made_by IS DISTINCT FROM my_account()) AND (NOT (EXISTS (SELECT 1 FROM (membership mine JOIN membership theirs USING (account_id)) WHERE ((mine.account_id = my_account()) AND (theirs.membership_id = may_hear.membership_id))))))
;
CREATE OR REPLACE FUNCTION public.may_look_again(reporter uuid, about uuid[], decision text, decided_by uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
RETURN (may_review(NULL::uuid, reporter, about, true) AND ((decision = 'need_more'::text) OR (decided_by IS DISTINCT FROM my_account())))
;
CREATE OR REPLACE FUNCTION public.may_review(of_group uuid, reporter uuid, about uuid[], coordinators_only boolean)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
RETURN (((EXISTS (SELECT 1 FROM account_role r WHERE ((r.account_id = my_account()) AND (r.role = 'coordinator'::text)))) OR ((NOT coordinators_only) AND (EXISTS (SELECT 1 FROM membership m WHERE ((m.account_id = my_account()) AND (m.group_id = may_review.of_group) AND (m.role = 'facilitator'::text) AND (m.ended_at IS NULL) AND (m.only_meeting IS NULL)))))) AND (NOT (EXISTS (SELECT 1 FROM membership m WHERE ((m.account_id = my_account()) AND ((m.membership_id = may_review.reporter) OR (m.membership_id = ANY (may_review.about))))))))
;
CREATE OR REPLACE FUNCTION public.meetings_at_door(meetings uuid[], accounts uuid[])
 RETURNS TABLE(nr bigint, meeting_id uuid, group_id uuid, planned_start timestamp with time zone, minutes integer, status text, membership_id uuid, role text, alias text, mark text, group_name text, own_run jsonb, group_run jsonb, responses text[], earlier uuid[])
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
BEGIN ATOMIC
 SELECT asked.nr,
     found.meeting_id,
     found.group_id,
     found.planned_start,
     found.minutes,
     found.status,
     found.membership_id,
     found.role,
     found.alias,
     found.mark,
     found.name,
     found.run_of_show,
     found.run_of_show_1 AS run_of_show,
     found.responses,
     found."array"
    FROM (UNNEST(meetings_at_door.meetings, meetings_at_door.accounts) WITH ORDINALITY asked(meeting_id, account_id, nr)
      CROSS JOIN LATERAL ( SELECT m.meeting_id,
             m.group_id,
             m.planned_start,
             m.minutes,
             m.status,
             s.membership_id,
             s.role,
             s.alias,
             s.mark,
             g.name,
             m.run_of_show,
             g.run_of_show,
             g.responses,
             ARRAY( SELECT e.membership_id
                    FROM membership e
                   WHERE ((e.group_id = m.group_id) AND (e.account_id = asked.account_id) AND (e.ended_at IS NOT NULL))
                   ORDER BY e.joined_at DESC, e.membership_id DESC) AS "array"
            FROM ((meeting m
              JOIN peer_group g USING (group_id))
              JOIN membership s ON (((s.group_id = m.group_id) AND (s.account_id = asked.account_id) AND (s.ended_at IS NULL) AND (s.suspended_until IS NULL) AND ((s.only_meeting IS NULL) OR (s.only_meeting = m.meeting_id)))))
           WHERE (m.meeting_id = asked.meeting_id)
          LIMIT 1) found(meeting_id, group_id, planned_start, minutes, status, membership_id, role, alias, mark, name, run_of_show, run_of_show_1, responses, "array"));
END
;
CREATE OR REPLACE FUNCTION public.my_account()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (NULLIF(current_setting('holdspace.account_id'::text, true), ''::text))::uuid
;
CREATE OR REPLACE FUNCTION public.my_coordinating()
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
RETURN (EXISTS (SELECT 1 FROM account_role WHERE ((account_role.account_id = my_account()) AND (account_role.role = 'coordinator'::text))))
;
CREATE OR REPLACE FUNCTION public.my_facilitated_groups()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
RETURN (SELECT COALESCE(array_agg(membership.group_id), '{}'::uuid[]) AS "coalesce" FROM membership WHERE ((membership.account_id = my_account()) AND (membership.ended_at IS NULL) AND (membership.role = 'facilitator'::text) AND (membership.only_meeting IS NULL)))
;
CREATE OR REPLACE FUNCTION public.my_groups()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
RETURN (SELECT COALESCE(array_agg(membership.group_id), '{}'::uuid[]) AS "coalesce" FROM membership WHERE ((membership.account_id = my_account()) AND (membership.ended_at IS NULL) AND (membership.suspended_until IS NULL)))
;
CREATE OR REPLACE FUNCTION public.my_memberships()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
RETURN (SELECT COALESCE(array_agg(membership.membership_id), '{}'::uuid[]) AS "coalesce" FROM membership WHERE (membership.account_id = my_account()))
;
CREATE OR REPLACE FUNCTION public.my_reported()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
RETURN (SELECT COALESCE(array_agg(DISTINCT r.of_id), '{}'::uuid[]) AS "coalesce" FROM (report r JOIN membership m ON ((m.membership_id = r.reporter_id))) WHERE ((m.account_id = my_account()) AND (r.of <> 'meeting'::text)))
;
CREATE OR REPLACE FUNCTION public.my_scope()
 RETURNS text
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN COALESCE(current_setting('holdspace.scope'::text, true), ''::text)
;
CREATE OR REPLACE FUNCTION public.my_spaces()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
RETURN (SELECT COALESCE(array_agg(membership.group_id), '{}'::uuid[]) AS "coalesce" FROM membership WHERE ((membership.account_id = my_account()) AND (membership.ended_at IS NULL) AND (membership.only_meeting IS NULL) AND (membership.suspended_until IS NULL)))
;
CREATE OR REPLACE FUNCTION public.my_stand_in_meetings()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
RETURN (SELECT COALESCE(array_agg(membership.only_meeting), '{}'::uuid[]) AS "coalesce" FROM membership WHERE ((membership.account_id = my_account()) AND (membership.ended_at IS NULL) AND (membership.only_meeting IS NOT NULL)))
;
CREATE OR REPLACE FUNCTION public.next_meeting(in_group uuid, at timestamp with time zone)
 RETURNS TABLE(meeting_id uuid, planned_start timestamp with time zone, minutes integer, status text, leads text[], my_answer text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
BEGIN ATOMIC
 WITH next AS MATERIALIZED (
          SELECT m.meeting_id,
             m.planned_start,
             m.minutes,
             m.status
            FROM meeting m
           WHERE ((m.group_id = next_meeting.in_group) AND (m.group_id = ANY (my_spaces())) AND (m.status = ANY (ARRAY['planned'::text, 'open'::text, 'running'::text, 'paused'::text])) AND ((m.status <> 'planned'::text) OR ((m.planned_start + make_interval(mins => (m.minutes + 15))) > next_meeting.at)))
           ORDER BY m.planned_start
          LIMIT 1
         )
  SELECT n.meeting_id,
     n.planned_start,
     n.minutes,
     n.status,
     (ARRAY( SELECT s.alias
            FROM (membership s
              LEFT JOIN meeting_answer a ON (((a.meeting_id = n.meeting_id) AND (a.membership_id = s.membership_id) AND (a.for_start = n.planned_start))))
           WHERE ((s.group_id = next_meeting.in_group) AND (s.ended_at IS NULL) AND (s.suspended_until IS NULL) AND (s.role = 'facilitator'::text) AND ((s.only_meeting IS NULL) OR (s.only_meeting = n.meeting_id)) AND (a.answer IS DISTINCT FROM 'not'::text))
           ORDER BY s.joined_at, s.membership_id) || ARRAY( SELECT i.alias
            FROM stand_in i
           WHERE ((i.meeting_id = n.meeting_id) AND (i.membership_id IS NULL) AND (i.ended_at IS NULL))
           ORDER BY i.agreed_at)),
     ( SELECT a.answer
            FROM (membership s
              JOIN meeting_answer a ON (((a.meeting_id = n.meeting_id) AND (a.membership_id = s.membership_id) AND (a.for_start = n.planned_start))))
           WHERE ((s.group_id = next_meeting.in_group) AND (s.ended_at IS NULL) AND (s.account_id = my_account()) AND (s.only_meeting IS NULL))) AS answer
    FROM next n;
END
;
CREATE OR REPLACE FUNCTION public.on_account_ended_answering()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$ begin
	delete from answering where account_id = new.account_id;
	delete from brought where account_id = new.account_id;
	return null;
end $function$
;
CREATE OR REPLACE FUNCTION public.on_author_key_gone()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$ begin
	update share set let_go_at = coalesce(new.ended_at, now())
		where membership_id = new.membership_id and hidden_at is not null and let_go_at is null;
	update reply set let_go_at = coalesce(new.ended_at, now())
		where membership_id = new.membership_id and hidden_at is not null and let_go_at is null;
	update group_strategy set let_go_at = coalesce(new.ended_at, now())
		where membership_id = new.membership_id and hidden_at is not null and let_go_at is null;
	update strategy_feedback set let_go_at = coalesce(new.ended_at, now())
		where membership_id = new.membership_id and hidden_at is not null and let_go_at is null;
	return null;
end $function$
;
CREATE OR REPLACE FUNCTION public.on_listing()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public'
AS $function$ begin
	new.changed_in := pg_current_xact_id();
	return new;
end $function$
;
CREATE OR REPLACE FUNCTION public.on_membership_ended()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$ begin
	delete from door_note where membership_id = new.membership_id;
	return null;
end $function$
;
CREATE OR REPLACE FUNCTION public.on_membership_ended_answering()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$ begin
	delete from saved_share where membership_id = new.membership_id;
	delete from brought where account_id = new.account_id and group_id = new.group_id;
	return null;
end $function$
;
CREATE OR REPLACE FUNCTION public.on_membership_ended_practising()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$ begin
	delete from strategy_joined where membership_id = new.membership_id;
	return null;
end $function$
;
CREATE OR REPLACE FUNCTION public.on_membership_ended_space()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$ begin
	delete from share_draft where membership_id = new.membership_id;
	delete from space_choice where membership_id = new.membership_id;
	return null;
end $function$
;
CREATE OR REPLACE FUNCTION public.on_membership_ended_welcome()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$ begin
	delete from welcoming where membership_id = new.membership_id;
	delete from notice where kind = 'welcome' and about = new.group_id and once = 'welcome:' || new.membership_id;
	delete from buddy where newcomer_id = new.membership_id or buddy_id = new.membership_id;
	return null;
end $function$
;
CREATE OR REPLACE FUNCTION public.on_organisation()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$ begin
	insert into own_listing_change (group_id) select group_id from peer_group where closed_at is null and not is_confidential;
	return null;
end $function$
;
CREATE OR REPLACE FUNCTION public.on_own_group()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$ begin
	-- One that leaves the directory must be noted too; one that never was in it must not.
	if (tg_op <> 'INSERT' and not old.is_confidential) or (tg_op <> 'DELETE' and not new.is_confidential) then
		insert into own_listing_change (group_id) values (case tg_op when 'DELETE' then old.group_id else new.group_id end);
	end if;
	return null;
end $function$
;
CREATE OR REPLACE FUNCTION public.on_own_listing_part()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$ begin
	-- Nothing is noted of a confidential group, so that it shows not even in when something happens.
	insert into own_listing_change (group_id) select g.group_id from peer_group g
		where g.group_id = case tg_op when 'DELETE' then old.group_id else new.group_id end
			and not g.is_confidential and g.closed_at is null;
	return null;
end $function$
;
CREATE OR REPLACE FUNCTION public.only_to_shown()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
begin
	perform 1 from share where share_id = new.share_id and is_shown(hidden_at) for share;
	return case when found then new end;
end $function$
;
CREATE OR REPLACE FUNCTION public.only_to_who_leads()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
declare there int;
begin
	select count(*) into there from (
		select from membership m where m.ended_at is null and m.only_meeting is null
			and (m.membership_id = new.membership_id or (m.membership_id = new.facilitator_id and m.role = 'facilitator'))
		order by m.membership_id for share
	) both_of_them;
	return case when there = 2 then new end;
end $function$
;
CREATE OR REPLACE FUNCTION public.only_where_asked()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
begin
	perform 1 from group_strategy s where s.strategy_id = new.strategy_id and is_shown(s.hidden_at)
		and s.asks_feedback and s.membership_id <> new.membership_id for share;
	return case when found then new end;
end $function$
;
CREATE OR REPLACE FUNCTION public.only_within_limits()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
declare
	at timestamptz;
	hardest text;
begin
	if tg_table_name in ('share', 'group_strategy') then at := new.shared_at;
	elsif tg_table_name = 'reply' then at := new.replied_at;
	else at := new.given_at; end if;
	select d.step into hardest from decision d
		where d.membership_id = new.membership_id and d.until is not null and d.until > at
			and d.answer is distinct from 'reversed'
		order by d.step limit 1 for update;
	-- Nearly everybody: what they wrote is not counted for nothing.
	if hardest is null then return new; end if;
	if hardest = 'read_only' or (hardest = 'slowed' and
		(select count(*) from share s where s.membership_id = new.membership_id and s.shared_at > at - interval '1 day')
		+ (select count(*) from reply r where r.membership_id = new.membership_id and r.replied_at > at - interval '1 day')
		+ (select count(*) from group_strategy g where g.membership_id = new.membership_id and g.shared_at > at - interval '1 day')
		+ (select count(*) from strategy_feedback f where f.membership_id = new.membership_id and f.given_at > at - interval '1 day') >= 2)
	then raise exception 'writing is limited' using errcode = 'HS001';
	end if;
	return new;
end $function$
;
CREATE OR REPLACE FUNCTION public.reported_by_me(of text, of_id uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
RETURN ((of <> 'meeting'::text) AND (EXISTS (SELECT 1 FROM (report r JOIN membership m ON ((m.membership_id = r.reporter_id))) WHERE ((r.of_id = reported_by_me.of_id) AND (m.account_id = my_account())))))
;
CREATE OR REPLACE FUNCTION public.rest_notices()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
begin
	delete from notice where account_id = new.account_id
		and ((about = new.group_id and (kind in ('times', 'welcome', 'let_in') or kind like 'unheard%'))
			or (kind not like 'cover%' and about in (select meeting_id from meeting where group_id = new.group_id)));
	return null;
end $function$
;
CREATE OR REPLACE FUNCTION public.set_hidden(of text, id uuid, at timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
begin
	if my_scope() <> 'system' then raise exception 'only a decision hides'; end if;
	if of = 'share' then
		update share set hidden_at = at where share_id = id;
		update reply set share_hidden_at = at where share_id = id;
		update response set share_hidden_at = at where share_id = id;
	elsif of = 'reply' then
		update reply set hidden_at = at where reply_id = id;
	elsif of = 'strategy' then
		update group_strategy set hidden_at = at where strategy_id = id;
		update strategy_feedback set strategy_hidden_at = at where strategy_id = id;
	elsif of = 'feedback' then
		update strategy_feedback set hidden_at = at where feedback_id = id;
	end if;
end $function$
;
CREATE OR REPLACE FUNCTION public.take_token(key bytea, what text, burst double precision, per_second double precision, at timestamp with time zone, alone boolean)
 RETURNS double precision
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
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
end $function$
;
CREATE OR REPLACE FUNCTION public.unseen_notices(of uuid, at timestamp with time zone)
 RETURNS integer
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
BEGIN ATOMIC
 SELECT (count(*))::integer AS count
    FROM notice n
   WHERE ((n.account_id = unseen_notices.of) AND (n.seen_at IS NULL) AND (n.until > unseen_notices.at) AND (NOT (n.kind = ANY (COALESCE(( SELECT c.off
            FROM notice_choice c
           WHERE (c.account_id = unseen_notices.of)), '{}'::text[])))));
END
;

-- Tables
create table acceptance (
	account_id uuid not null,
	group_id uuid not null,
	agreement_version integer not null,
	limits_version integer not null,
	accepted_at timestamp with time zone not null,
	constraint acceptance_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id) ON DELETE CASCADE,
	constraint acceptance_group_id_fkey FOREIGN KEY (group_id) REFERENCES peer_group(group_id) ON DELETE CASCADE,
	constraint acceptance_pkey PRIMARY KEY (account_id, group_id, agreement_version, limits_version)
);
create table account (
	account_id uuid not null default uuidv7(),
	name_mac bytea,
	name_box bytea,
	passphrase_hash text,
	account_key bytea,
	kek_id text,
	adult_confirmed_at timestamp with time zone not null,
	created_at timestamp with time zone not null,
	ended_at timestamp with time zone,
	constraint account_ended_keeps_nothing CHECK ((num_nulls(name_mac, name_box, passphrase_hash, account_key, kek_id) =
CASE
    WHEN (ended_at IS NULL) THEN 0
    ELSE 5
END)),
	constraint account_name_mac_check CHECK ((length(name_mac) = 32)),
	constraint account_passphrase_hash_check CHECK ((passphrase_hash ~~ '$argon2id$%'::text)),
	constraint account_pkey PRIMARY KEY (account_id),
	constraint account_name_mac_key UNIQUE (name_mac)
);
create table account_role (
	account_id uuid not null,
	role text not null,
	granted_at timestamp with time zone not null,
	label text,
	constraint account_role_label_check CHECK (((length(label) >= 1) AND (length(label) <= 80))),
	constraint account_role_role_check CHECK ((role = ANY (ARRAY['facilitator'::text, 'coordinator'::text]))),
	constraint account_role_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id) ON DELETE CASCADE,
	constraint account_role_pkey PRIMARY KEY (account_id, role)
);
create table agreement (
	group_id uuid not null,
	version integer not null,
	items text[] not null,
	made_at timestamp with time zone not null,
	constraint agreement_items_check CHECK (((cardinality(items) >= 1) AND (cardinality(items) <= 20))),
	constraint agreement_version_check CHECK ((version > 0)),
	constraint agreement_group_id_fkey FOREIGN KEY (group_id) REFERENCES peer_group(group_id) ON DELETE CASCADE,
	constraint agreement_pkey PRIMARY KEY (group_id, version)
);
create table answer_draft (
	account_id uuid not null,
	slot bytea not null,
	box bytea not null,
	kept_at timestamp with time zone not null,
	constraint answer_draft_box_check CHECK ((length(box) <= 2000)),
	constraint answer_draft_slot_check CHECK ((length(slot) = 32)),
	constraint answer_draft_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id) ON DELETE CASCADE,
	constraint answer_draft_pkey PRIMARY KEY (account_id, slot)
);
create table answer_set (
	set_id uuid not null,
	account_id uuid not null,
	once uuid not null,
	box bytea not null,
	written_at timestamp with time zone not null,
	constraint answer_set_box_check CHECK ((length(box) <= 2000)),
	constraint answer_set_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id) ON DELETE CASCADE,
	constraint answer_set_pkey PRIMARY KEY (set_id),
	constraint answer_set_account_id_once_key UNIQUE (account_id, once)
);
create table answer_time (
	group_id uuid not null,
	hours smallint not null,
	constraint answer_time_hours_check CHECK (((hours >= 2) AND (hours <= 12))),
	constraint answer_time_group_id_fkey FOREIGN KEY (group_id) REFERENCES peer_group(group_id) ON DELETE CASCADE,
	constraint answer_time_pkey PRIMARY KEY (group_id)
);
create table answering (
	account_id uuid not null,
	a_day smallint not null,
	quiet_from time without time zone not null,
	quiet_until time without time zone not null,
	time_zone text not null,
	constraint answering_a_day_check CHECK (((a_day >= 0) AND (a_day <= 5))),
	constraint answering_time_zone_check CHECK (((length(time_zone) >= 1) AND (length(time_zone) <= 64))),
	constraint answering_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id) ON DELETE CASCADE,
	constraint answering_pkey PRIMARY KEY (account_id)
);
create table apart (
	tag bytea not null,
	by_tag bytea not null,
	of_tag bytea not null,
	box bytea not null,
	constraint apart_box_check CHECK (((length(box) >= 700) AND (length(box) <= 800))),
	constraint apart_by_tag_check CHECK ((length(by_tag) = 32)),
	constraint apart_of_tag_check CHECK ((length(of_tag) = 32)),
	constraint apart_tag_check CHECK ((length(tag) = 32)),
	constraint apart_pkey PRIMARY KEY (tag)
);
create table attendance (
	attendance_id uuid not null default uuidv7(),
	meeting_id uuid not null,
	group_id uuid not null,
	membership_id uuid not null,
	role text not null,
	in_at timestamp with time zone not null,
	out_at timestamp with time zone,
	constraint attendance_check CHECK ((out_at >= in_at)),
	constraint attendance_role_check CHECK ((role = ANY (ARRAY['member'::text, 'lead'::text, 'companion'::text]))),
	constraint attendance_meeting_id_group_id_fkey FOREIGN KEY (meeting_id, group_id) REFERENCES meeting(meeting_id, group_id) ON DELETE CASCADE,
	constraint attendance_membership_id_group_id_fkey FOREIGN KEY (membership_id, group_id) REFERENCES membership(membership_id, group_id) ON DELETE CASCADE,
	constraint attendance_pkey PRIMARY KEY (attendance_id)
);
create table audit (
	seq bigint not null,
	at timestamp with time zone not null,
	kind text not null,
	by_account uuid,
	by_role text not null,
	group_id uuid,
	about uuid[] not null,
	of_id uuid,
	hash bytea not null,
	constraint audit_about_check CHECK ((cardinality(about) <= 60)),
	constraint audit_by_role_check CHECK ((by_role = ANY (ARRAY['facilitator'::text, 'coordinator'::text, 'member'::text, 'system'::text]))),
	constraint audit_hash_check CHECK ((length(hash) = 32)),
	constraint audit_kind_check CHECK ((kind ~ '^[a-z_]{1,40}$'::text)),
	constraint audit_seq_check CHECK ((seq > 0)),
	constraint audit_pkey PRIMARY KEY (seq)
);
create table audit_start (
	is_one boolean not null default true,
	seq bigint not null,
	hash bytea not null,
	constraint audit_start_hash_check CHECK ((length(hash) = 32)),
	constraint audit_start_is_one_check CHECK (is_one),
	constraint audit_start_pkey PRIMARY KEY (is_one)
);
create table brought (
	share_id uuid not null,
	account_id uuid not null,
	group_id uuid not null,
	step text not null,
	brought_at timestamp with time zone not null,
	constraint brought_step_check CHECK ((step = ANY (ARRAY['member'::text, 'facilitator'::text, 'coordinator'::text]))),
	constraint brought_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id) ON DELETE CASCADE,
	constraint brought_share_id_group_id_fkey FOREIGN KEY (share_id, group_id) REFERENCES share(share_id, group_id) ON DELETE CASCADE,
	constraint brought_pkey PRIMARY KEY (share_id, account_id)
);
create table buddy (
	newcomer_id uuid not null,
	buddy_id uuid not null,
	group_id uuid not null,
	began_at timestamp with time zone not null,
	ended_at timestamp with time zone,
	constraint buddy_check CHECK ((buddy_id <> newcomer_id)),
	constraint buddy_buddy_id_group_id_fkey FOREIGN KEY (buddy_id, group_id) REFERENCES membership(membership_id, group_id) ON DELETE CASCADE,
	constraint buddy_newcomer_id_group_id_fkey FOREIGN KEY (newcomer_id, group_id) REFERENCES membership(membership_id, group_id) ON DELETE CASCADE,
	constraint buddy_pkey PRIMARY KEY (newcomer_id, buddy_id)
);
create table calendar_link (
	link_id uuid not null default uuidv7(),
	account_id uuid not null,
	link_hash bytea not null,
	title text not null,
	made_at timestamp with time zone not null,
	constraint calendar_link_link_hash_check CHECK ((length(link_hash) = 32)),
	constraint calendar_link_title_check CHECK (((length(title) >= 1) AND (length(title) <= 40))),
	constraint calendar_link_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id) ON DELETE CASCADE,
	constraint calendar_link_pkey PRIMARY KEY (link_id),
	constraint calendar_link_link_hash_key UNIQUE (link_hash)
);
create table certificate (
	certificate_id uuid not null default uuidv7(),
	account_id uuid not null,
	recorded_by uuid,
	issued_on date not null,
	expires_on date not null,
	recorded_at timestamp with time zone not null,
	withdrawn_at timestamp with time zone,
	constraint certificate_check CHECK ((expires_on > issued_on)),
	constraint certificate_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id) ON DELETE CASCADE,
	constraint certificate_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES account(account_id) ON DELETE SET NULL,
	constraint certificate_pkey PRIMARY KEY (certificate_id)
);
create table change_rating (
	rating_id uuid not null default uuidv7(),
	membership_id uuid not null,
	group_id uuid not null,
	instrument text not null,
	box bytea not null,
	rated_at timestamp with time zone not null,
	constraint change_rating_box_check CHECK ((length(box) <= 4000)),
	constraint change_rating_membership_id_group_id_fkey FOREIGN KEY (membership_id, group_id) REFERENCES membership(membership_id, group_id) ON DELETE CASCADE,
	constraint change_rating_pkey PRIMARY KEY (rating_id)
);
create table check_in (
	check_in_id uuid not null,
	account_id uuid not null,
	box bytea not null,
	checked_in_at timestamp with time zone not null,
	constraint check_in_box_check CHECK ((length(box) <= 8000)),
	constraint check_in_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id) ON DELETE CASCADE,
	constraint check_in_pkey PRIMARY KEY (check_in_id)
);
create table consent (
	consent_id uuid not null default uuidv7(),
	account_id uuid not null,
	purpose text not null,
	version integer not null,
	given_at timestamp with time zone not null,
	revoked_at timestamp with time zone,
	constraint consent_check CHECK ((revoked_at >= given_at)),
	constraint consent_purpose_check CHECK ((purpose = ANY (ARRAY['programme_figures'::text, 'what_helped'::text]))),
	constraint consent_version_check CHECK ((version > 0)),
	constraint consent_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id) ON DELETE CASCADE,
	constraint consent_pkey PRIMARY KEY (consent_id)
);
create table debrief (
	meeting_id uuid not null,
	membership_id uuid not null,
	group_id uuid not null,
	box bytea not null,
	needs_cover boolean not null,
	written_at timestamp with time zone not null,
	constraint debrief_box_check CHECK ((length(box) <= 12000)),
	constraint debrief_meeting_id_group_id_fkey FOREIGN KEY (meeting_id, group_id) REFERENCES meeting(meeting_id, group_id) ON DELETE CASCADE,
	constraint debrief_membership_id_group_id_fkey FOREIGN KEY (membership_id, group_id) REFERENCES membership(membership_id, group_id) ON DELETE CASCADE,
	constraint debrief_pkey PRIMARY KEY (meeting_id, membership_id)
);
create table decision (
	decision_id uuid not null default uuidv7(),
	report_id uuid,
	group_id uuid not null,
	membership_id uuid not null,
	step text not null,
	until timestamp with time zone,
	reason text not null,
	of text not null,
	of_id uuid not null,
	reporter_ids uuid[] not null default '{}'::uuid[],
	box bytea,
	decision_key bytea,
	kek_id text,
	made_at timestamp with time zone not null,
	made_by uuid,
	appealed_at timestamp with time zone,
	appeal_box bytea,
	answer text,
	answer_box bytea,
	answered_at timestamp with time zone,
	answered_by uuid,
	to_group uuid,
	move_answer text,
	constraint decision_answer_box_check CHECK ((length(answer_box) <= 20000)),
	constraint decision_answer_check CHECK ((answer = ANY (ARRAY['kept'::text, 'reversed'::text]))),
	constraint decision_appeal_box_check CHECK ((length(appeal_box) <= 20000)),
	constraint decision_box_check CHECK ((length(box) <= 20000)),
	constraint decision_check CHECK ((((decision_key IS NULL) = (kek_id IS NULL)) AND ((decision_key IS NULL) = (box IS NULL)))),
	constraint decision_check1 CHECK (((decision_key IS NOT NULL) OR ((appeal_box IS NULL) AND (answer_box IS NULL)))),
	constraint decision_check2 CHECK (((answer IS NULL) = (answered_at IS NULL))),
	constraint decision_check4 CHECK (((answer IS NULL) OR (appealed_at IS NOT NULL))),
	constraint decision_move CHECK (((step = 'moved'::text) OR ((to_group IS NULL) AND (move_answer IS NULL)))),
	constraint decision_move_answer_check CHECK ((move_answer = ANY (ARRAY['yes'::text, 'no'::text]))),
	constraint decision_of_check CHECK ((of = ANY (ARRAY['meeting'::text, 'share'::text, 'reply'::text, 'strategy'::text, 'feedback'::text, 'person'::text, 'group'::text]))),
	constraint decision_step_check CHECK ((step = ANY (ARRAY['noted'::text, 'talked'::text, 'hidden'::text, 'taken_down'::text, 'slowed'::text, 'read_only'::text, 'suspended'::text, 'moved'::text, 'removed'::text]))),
	constraint decision_until CHECK (((until IS NOT NULL) = (step = ANY (ARRAY['slowed'::text, 'read_only'::text, 'suspended'::text])))),
	constraint decision_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES account(account_id) ON DELETE SET NULL,
	constraint decision_made_by_fkey FOREIGN KEY (made_by) REFERENCES account(account_id) ON DELETE SET NULL,
	constraint decision_membership_id_group_id_fkey FOREIGN KEY (membership_id, group_id) REFERENCES membership(membership_id, group_id) ON DELETE CASCADE,
	constraint decision_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(report_id) ON DELETE SET NULL,
	constraint decision_to_group_fkey FOREIGN KEY (to_group) REFERENCES peer_group(group_id) ON DELETE SET NULL,
	constraint decision_pkey PRIMARY KEY (decision_id)
);
create table directory_source (
	source_id uuid not null default uuidv7(),
	name text not null,
	format text not null,
	url text,
	time_zone text,
	experience text not null default 'any'::text,
	every_minutes integer,
	made_at timestamp with time zone not null,
	due_at timestamp with time zone,
	ran_at timestamp with time zone,
	confirmed_at timestamp with time zone,
	answer jsonb,
	removed_at timestamp with time zone,
	constraint directory_source_check CHECK (((every_minutes IS NULL) OR (url IS NOT NULL))),
	constraint directory_source_every_minutes_check CHECK (((every_minutes >= 15) AND (every_minutes <= 44640))),
	constraint directory_source_experience_check CHECK (((length(experience) >= 1) AND (length(experience) <= 40))),
	constraint directory_source_format_check CHECK ((format = ANY (ARRAY['meeting-guide'::text, 'bmlt'::text, 'hsds'::text, 'csv'::text]))),
	constraint directory_source_name_check CHECK ((((length(name) >= 1) AND (length(name) <= 80)) AND (name <> 'own'::text))),
	constraint directory_source_time_zone_check CHECK (((length(time_zone) >= 1) AND (length(time_zone) <= 64))),
	constraint directory_source_url_check CHECK (((length(url) <= 2000) AND (url ~ '^https?://'::text))),
	constraint directory_source_pkey PRIMARY KEY (source_id)
);
create table door_note (
	membership_id uuid not null,
	group_id uuid not null,
	box bytea not null,
	noted_at timestamp with time zone not null,
	constraint door_note_box_check CHECK ((length(box) <= 2000)),
	constraint door_note_membership_id_group_id_fkey FOREIGN KEY (membership_id, group_id) REFERENCES membership(membership_id, group_id) ON DELETE CASCADE,
	constraint door_note_pkey PRIMARY KEY (membership_id)
);
create table event (
	stream_id uuid not null,
	seq bigint not null,
	kind text not null,
	data jsonb not null default '{}'::jsonb,
	at timestamp with time zone not null,
	constraint event_data_check CHECK ((pg_column_size(data) <= 4000)),
	constraint event_kind_check CHECK ((kind ~ '^[a-z_.]{1,60}$'::text)),
	constraint event_seq_check CHECK ((seq > 0)),
	constraint event_stream_id_fkey FOREIGN KEY (stream_id) REFERENCES event_stream(stream_id) ON DELETE CASCADE,
	constraint event_pkey PRIMARY KEY (stream_id, seq)
);
create table event_stream (
	stream_id uuid not null,
	kind text not null,
	last_seq bigint not null default 0,
	constraint event_stream_kind_check CHECK ((kind = ANY (ARRAY['meeting'::text, 'group'::text, 'account'::text]))),
	constraint event_stream_last_seq_check CHECK ((last_seq >= 0)),
	constraint event_stream_pkey PRIMARY KEY (stream_id)
);
create table feedback_given (
	meeting_id uuid not null,
	membership_id uuid not null,
	group_id uuid not null,
	constraint feedback_given_meeting_id_group_id_fkey FOREIGN KEY (meeting_id, group_id) REFERENCES meeting(meeting_id, group_id) ON DELETE CASCADE,
	constraint feedback_given_membership_id_group_id_fkey FOREIGN KEY (membership_id, group_id) REFERENCES membership(membership_id, group_id) ON DELETE CASCADE,
	constraint feedback_given_pkey PRIMARY KEY (meeting_id, membership_id)
);
create table follow_up (
	follow_up_id uuid not null,
	meeting_id uuid not null,
	group_id uuid not null,
	writer_id uuid not null,
	owner_id uuid not null,
	box bytea not null,
	due_on date not null,
	made_at timestamp with time zone not null,
	done_at timestamp with time zone,
	constraint follow_up_box_check CHECK ((length(box) <= 4000)),
	constraint follow_up_meeting_id_group_id_fkey FOREIGN KEY (meeting_id, group_id) REFERENCES meeting(meeting_id, group_id) ON DELETE CASCADE,
	constraint follow_up_owner_id_group_id_fkey FOREIGN KEY (owner_id, group_id) REFERENCES membership(membership_id, group_id) ON DELETE CASCADE,
	constraint follow_up_writer_id_group_id_fkey FOREIGN KEY (writer_id, group_id) REFERENCES membership(membership_id, group_id) ON DELETE CASCADE,
	constraint follow_up_pkey PRIMARY KEY (follow_up_id)
);
create table following (
	account_id uuid not null,
	group_id uuid not null,
	followed_at timestamp with time zone not null,
	seen_at timestamp with time zone not null,
	constraint following_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id) ON DELETE CASCADE,
	constraint following_group_id_fkey FOREIGN KEY (group_id) REFERENCES peer_group(group_id) ON DELETE CASCADE,
	constraint following_pkey PRIMARY KEY (account_id, group_id)
);
create table group_strategy (
	strategy_id uuid not null,
	group_id uuid not null,
	membership_id uuid not null,
	box bytea not null,
	asks_feedback boolean not null,
	shared_at timestamp with time zone not null,
	edited_at timestamp with time zone,
	hidden_at timestamp with time zone,
	let_go_at timestamp with time zone,
	constraint group_strategy_box_check CHECK ((length(box) <= 60000)),
	constraint group_strategy_membership_id_group_id_fkey FOREIGN KEY (membership_id, group_id) REFERENCES membership(membership_id, group_id) ON DELETE CASCADE,
	constraint group_strategy_pkey PRIMARY KEY (strategy_id),
	constraint group_strategy_strategy_id_group_id_key UNIQUE (strategy_id, group_id)
);
create table help_call (
	help_call_id uuid not null default uuidv7(),
	meeting_id uuid not null,
	group_id uuid not null,
	membership_id uuid not null,
	called_at timestamp with time zone not null,
	taken_at timestamp with time zone,
	taken_by uuid,
	constraint help_call_check CHECK (((taken_at IS NULL) = (taken_by IS NULL))),
	constraint help_call_meeting_id_group_id_fkey FOREIGN KEY (meeting_id, group_id) REFERENCES meeting(meeting_id, group_id) ON DELETE CASCADE,
	constraint help_call_membership_id_group_id_fkey FOREIGN KEY (membership_id, group_id) REFERENCES membership(membership_id, group_id) ON DELETE CASCADE,
	constraint help_call_taken_by_fkey FOREIGN KEY (taken_by) REFERENCES membership(membership_id) ON DELETE SET NULL,
	constraint help_call_pkey PRIMARY KEY (help_call_id)
);
create table import_problem (
	run_id uuid not null,
	number integer not null,
	row_number integer not null,
	source_key text,
	field text not null,
	value text not null,
	reason text not null,
	outcome text not null,
	constraint import_problem_field_check CHECK ((length(field) <= 100)),
	constraint import_problem_outcome_check CHECK ((outcome = ANY (ARRAY['rejected'::text, 'repaired'::text]))),
	constraint import_problem_reason_check CHECK ((reason ~ '^[a-z0-9_]{1,60}$'::text)),
	constraint import_problem_source_key_check CHECK ((length(source_key) <= 300)),
	constraint import_problem_value_check CHECK ((length(value) <= 300)),
	constraint import_problem_run_id_fkey FOREIGN KEY (run_id) REFERENCES import_run(run_id) ON DELETE CASCADE,
	constraint import_problem_pkey PRIMARY KEY (run_id, number)
);
create table import_row (
	run_id uuid not null,
	number integer not null,
	content jsonb not null,
	constraint import_row_run_id_fkey FOREIGN KEY (run_id) REFERENCES import_run(run_id) ON DELETE CASCADE,
	constraint import_row_pkey PRIMARY KEY (run_id, number)
);
create table import_run (
	run_id uuid not null default uuidv7(),
	source_id uuid not null,
	began_at timestamp with time zone not null,
	beat_at timestamp with time zone not null,
	ended_at timestamp with time zone,
	outcome text not null default 'running'::text,
	why text,
	rows_read integer not null default 0,
	added integer not null default 0,
	changed integer not null default 0,
	unchanged integer not null default 0,
	retired integer not null default 0,
	returned integer not null default 0,
	rejected integer not null default 0,
	repaired integer not null default 0,
	problems integer not null default 0,
	before integer not null default 0,
	constraint import_run_check CHECK (((ended_at IS NULL) = (outcome = 'running'::text))),
	constraint import_run_outcome_check CHECK ((outcome = ANY (ARRAY['running'::text, 'changed'::text, 'unchanged'::text, 'held'::text, 'released'::text, 'refused'::text, 'replaced'::text, 'failed'::text]))),
	constraint import_run_why_check CHECK ((why ~ '^[a-z_]{1,40}$'::text)),
	constraint import_run_source_id_fkey FOREIGN KEY (source_id) REFERENCES directory_source(source_id),
	constraint import_run_pkey PRIMARY KEY (run_id)
);
create table incident (
	incident_id uuid not null,
	meeting_id uuid not null,
	group_id uuid not null,
	reporter_id uuid not null,
	kind text not null,
	about_id uuid,
	made_at timestamp with time zone not null,
	constraint incident_kind_check CHECK ((kind ~ '^[a-z_]{1,40}$'::text)),
	constraint incident_about_id_group_id_fkey FOREIGN KEY (about_id, group_id) REFERENCES membership(membership_id, group_id) ON DELETE CASCADE,
	constraint incident_meeting_id_group_id_fkey FOREIGN KEY (meeting_id, group_id) REFERENCES meeting(meeting_id, group_id) ON DELETE CASCADE,
	constraint incident_reporter_id_group_id_fkey FOREIGN KEY (reporter_id, group_id) REFERENCES membership(membership_id, group_id) ON DELETE CASCADE,
	constraint incident_pkey PRIMARY KEY (incident_id)
);
create table invitation (
	code_hash bytea not null,
	group_id uuid not null,
	made_by uuid,
	made_at timestamp with time zone not null,
	expires_at timestamp with time zone not null,
	used_at timestamp with time zone,
	held_by uuid,
	constraint invitation_code_hash_check CHECK ((length(code_hash) = 32)),
	constraint invitation_group_id_fkey FOREIGN KEY (group_id) REFERENCES peer_group(group_id) ON DELETE CASCADE,
	constraint invitation_held_by_fkey FOREIGN KEY (held_by) REFERENCES account(account_id) ON DELETE SET NULL,
	constraint invitation_made_by_fkey FOREIGN KEY (made_by) REFERENCES account(account_id) ON DELETE SET NULL,
	constraint invitation_pkey PRIMARY KEY (code_hash)
);
create table join_request (
	request_id uuid not null default uuidv7(),
	group_id uuid not null,
	account_id uuid not null,
	alias text not null,
	alias_key text not null,
	mark text not null,
	asked_at timestamp with time zone not null,
	status text not null default 'waiting'::text,
	reason_box bytea,
	decided_at timestamp with time zone,
	decided_by uuid,
	constraint join_request_alias_check CHECK (((length(alias) >= 2) AND (length(alias) <= 24))),
	constraint join_request_check CHECK (((status = 'waiting'::text) = (decided_at IS NULL))),
	constraint join_request_reason_box_check CHECK ((length(reason_box) <= 4000)),
	constraint join_request_status_check CHECK ((status = ANY (ARRAY['waiting'::text, 'approved'::text, 'declined'::text, 'withdrawn'::text]))),
	constraint join_request_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id) ON DELETE CASCADE,
	constraint join_request_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES account(account_id) ON DELETE SET NULL,
	constraint join_request_group_id_fkey FOREIGN KEY (group_id) REFERENCES peer_group(group_id) ON DELETE CASCADE,
	constraint join_request_pkey PRIMARY KEY (request_id)
);
create table kept_practice (
	account_id uuid not null,
	practice text not null,
	kept_at timestamp with time zone not null,
	constraint kept_practice_practice_check CHECK ((practice ~ '^[a-z0-9-]{1,60}$'::text)),
	constraint kept_practice_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id) ON DELETE CASCADE,
	constraint kept_practice_pkey PRIMARY KEY (account_id, practice)
);
create table listing (
	listing_id uuid not null default uuidv7(),
	source_id uuid not null,
	source_key text not null,
	digest text not null,
	service_id uuid,
	organisation_id uuid,
	name text not null,
	organisation text,
	description text not null,
	experiences text[] not null,
	audiences text[] not null,
	languages text[] not null,
	access text[] not null,
	cost text,
	openness text not null,
	led_by text,
	mode text not null,
	place jsonb,
	place_precision text not null,
	latitude double precision,
	longitude double precision,
	joining jsonb not null,
	times jsonb not null,
	url text,
	source_words jsonb not null default '{}'::jsonb,
	source_updated_at timestamp with time zone,
	made_at timestamp with time zone not null,
	changed_at timestamp with time zone not null,
	confirmed_at timestamp with time zone,
	retired_at timestamp with time zone,
	hidden_why text,
	changed_in xid8 not null default pg_current_xact_id(),
	constraint listing_access_check CHECK ((cardinality(access) <= 30)),
	constraint listing_audiences_check CHECK ((cardinality(audiences) <= 30)),
	constraint listing_check CHECK (((latitude IS NULL) = (longitude IS NULL))),
	constraint listing_confidential_place CHECK (((place_precision <> 'confidential'::text) OR ((latitude IS NULL) AND ((place ->> 'street'::text) IS NULL) AND ((place ->> 'name'::text) IS NULL)))),
	constraint listing_cost_check CHECK ((cost = ANY (ARRAY['free'::text, 'donation'::text, 'paid'::text]))),
	constraint listing_description_check CHECK ((length(description) <= 10000)),
	constraint listing_experiences_check CHECK (((cardinality(experiences) >= 1) AND (cardinality(experiences) <= 20))),
	constraint listing_hidden_why_check CHECK ((hidden_why = ANY (ARRAY['unconfirmed'::text, 'reported'::text]))),
	constraint listing_languages_check CHECK ((cardinality(languages) <= 30)),
	constraint listing_latitude_check CHECK (((latitude >= ('-90'::integer)::double precision) AND (latitude <= (90)::double precision))),
	constraint listing_led_by_check CHECK ((led_by = ANY (ARRAY['peer'::text, 'professional'::text, 'both'::text]))),
	constraint listing_longitude_check CHECK (((longitude >= ('-180'::integer)::double precision) AND (longitude <= (180)::double precision))),
	constraint listing_mode_check CHECK ((mode = ANY (ARRAY['in_person'::text, 'online'::text, 'hybrid'::text, 'phone'::text]))),
	constraint listing_name_check CHECK (((length(name) >= 1) AND (length(name) <= 300))),
	constraint listing_openness_check CHECK ((openness = ANY (ARRAY['open'::text, 'request'::text, 'closed'::text]))),
	constraint listing_organisation_check CHECK ((length(organisation) <= 300)),
	constraint listing_place_precision_check CHECK ((place_precision = ANY (ARRAY['exact'::text, 'approximate'::text, 'confidential'::text]))),
	constraint listing_source_key_check CHECK (((length(source_key) >= 1) AND (length(source_key) <= 300))),
	constraint listing_times_check CHECK ((jsonb_typeof(times) = 'array'::text)),
	constraint listing_url_check CHECK ((url ~ '^https?://'::text)),
	constraint listing_source_id_fkey FOREIGN KEY (source_id) REFERENCES directory_source(source_id),
	constraint listing_pkey PRIMARY KEY (listing_id),
	constraint listing_source_id_source_key_key UNIQUE (source_id, source_key)
);
create table listing_note (
	note_id uuid not null default uuidv7(),
	listing_id uuid not null,
	kind text not null,
	box bytea not null,
	note_key bytea not null,
	kek_id text not null,
	said_at timestamp with time zone not null,
	decision text,
	decided_at timestamp with time zone,
	decided_by uuid,
	constraint listing_note_box_check CHECK ((length(box) <= 6000)),
	constraint listing_note_check CHECK (((decision IS NULL) = (decided_at IS NULL))),
	constraint listing_note_decision_check CHECK ((decision = ANY (ARRAY['done'::text, 'hidden'::text, 'confirmed'::text, 'set_aside'::text]))),
	constraint listing_note_kind_check CHECK ((kind = ANY (ARRAY['wrong'::text, 'mine'::text]))),
	constraint listing_note_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES account(account_id) ON DELETE SET NULL,
	constraint listing_note_listing_id_fkey FOREIGN KEY (listing_id) REFERENCES listing(listing_id),
	constraint listing_note_pkey PRIMARY KEY (note_id)
);
create table login (
	login_id uuid not null default uuidv7(),
	token_hash bytea not null,
	here_hash bytea not null,
	account_id uuid not null,
	is_private_device boolean not null,
	began_at timestamp with time zone not null,
	seen_at timestamp with time zone not null,
	ends_at timestamp with time zone not null,
	proved_at timestamp with time zone not null,
	constraint login_here_hash_check CHECK ((length(here_hash) = 32)),
	constraint login_token_hash_check CHECK ((length(token_hash) = 32)),
	constraint login_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id) ON DELETE CASCADE,
	constraint login_pkey PRIMARY KEY (login_id),
	constraint login_token_hash_key UNIQUE (token_hash)
);
create table meeting (
	meeting_id uuid not null default uuidv7(),
	group_id uuid not null,
	series_id uuid,
	original_on date,
	planned_start timestamp with time zone not null,
	minutes integer not null,
	status text not null default 'planned'::text,
	opened_at timestamp with time zone,
	started_at timestamp with time zone,
	ended_at timestamp with time zone,
	lead_id uuid,
	companion_id uuid,
	run_of_show jsonb,
	known_start timestamp with time zone,
	known_off boolean,
	replaced_at timestamp with time zone,
	held_as text,
	constraint meeting_check CHECK (((ended_at IS NULL) OR (ended_at >= COALESCE(started_at, opened_at)))),
	constraint meeting_check1 CHECK (((lead_id IS NULL) OR (lead_id <> companion_id))),
	constraint meeting_check2 CHECK (((known_start IS NULL) = (known_off IS NULL))),
	constraint meeting_held_as_check CHECK ((held_as = ANY (ARRAY['meeting'::text, 'open_hour'::text, 'too_few'::text]))),
	constraint meeting_minutes_check CHECK (((minutes >= 30) AND (minutes <= 180))),
	constraint meeting_status_check CHECK ((status = ANY (ARRAY['planned'::text, 'open'::text, 'running'::text, 'paused'::text, 'ended'::text, 'cancelled'::text]))),
	constraint meeting_companion_id_fkey FOREIGN KEY (companion_id) REFERENCES membership(membership_id) ON DELETE SET NULL,
	constraint meeting_group_id_fkey FOREIGN KEY (group_id) REFERENCES peer_group(group_id) ON DELETE CASCADE,
	constraint meeting_lead_id_fkey FOREIGN KEY (lead_id) REFERENCES membership(membership_id) ON DELETE SET NULL,
	constraint meeting_series_id_fkey FOREIGN KEY (series_id) REFERENCES series(series_id) ON DELETE SET NULL,
	constraint meeting_pkey PRIMARY KEY (meeting_id),
	constraint meeting_meeting_id_group_id_key UNIQUE (meeting_id, group_id)
);
create table meeting_answer (
	meeting_id uuid not null,
	group_id uuid not null,
	membership_id uuid not null,
	answer text not null,
	for_start timestamp with time zone not null,
	answered_at timestamp with time zone not null,
	constraint meeting_answer_answer_check CHECK ((answer = ANY (ARRAY['coming'::text, 'listening'::text, 'not'::text]))),
	constraint meeting_answer_meeting_id_group_id_fkey FOREIGN KEY (meeting_id, group_id) REFERENCES meeting(meeting_id, group_id) ON DELETE CASCADE,
	constraint meeting_answer_membership_id_group_id_fkey FOREIGN KEY (membership_id, group_id) REFERENCES membership(membership_id, group_id) ON DELETE CASCADE,
	constraint meeting_answer_pkey PRIMARY KEY (meeting_id, membership_id)
);
create table meeting_feedback (
	meeting_id uuid not null,
	group_id uuid not null,
	box bytea not null,
	constraint meeting_feedback_meeting_id_group_id_fkey FOREIGN KEY (meeting_id, group_id) REFERENCES meeting(meeting_id, group_id) ON DELETE CASCADE,
	constraint meeting_feedback_pkey PRIMARY KEY (meeting_id)
);
create table meeting_rating (
	meeting_id uuid not null,
	membership_id uuid not null,
	group_id uuid not null,
	moment text not null,
	box bytea not null,
	rated_at timestamp with time zone not null,
	constraint meeting_rating_box_check CHECK ((length(box) <= 8000)),
	constraint meeting_rating_moment_check CHECK ((moment = ANY (ARRAY['arriving'::text, 'leaving'::text, 'word'::text, 'practised'::text]))),
	constraint meeting_rating_meeting_id_group_id_fkey FOREIGN KEY (meeting_id, group_id) REFERENCES meeting(meeting_id, group_id) ON DELETE CASCADE,
	constraint meeting_rating_membership_id_group_id_fkey FOREIGN KEY (membership_id, group_id) REFERENCES membership(membership_id, group_id) ON DELETE CASCADE,
	constraint meeting_rating_pkey PRIMARY KEY (meeting_id, membership_id, moment)
);
create table membership (
	membership_id uuid not null default uuidv7(),
	group_id uuid not null,
	account_id uuid not null,
	role text not null,
	alias text not null,
	alias_key text not null,
	mark text not null,
	author_key bytea,
	kek_id text,
	joined_at timestamp with time zone not null,
	ended_at timestamp with time zone,
	ended_why text,
	ended_box bytea,
	only_meeting uuid,
	suspended_until timestamp with time zone,
	constraint membership_alias_check CHECK (((length(alias) >= 2) AND (length(alias) <= 24))),
	constraint membership_check CHECK (((ended_at IS NULL) = (ended_why IS NULL))),
	constraint membership_check1 CHECK (((author_key IS NULL) = (kek_id IS NULL))),
	constraint membership_ended_box_check CHECK ((length(ended_box) <= 4000)),
	constraint membership_ended_why_check CHECK ((ended_why = ANY (ARRAY['left'::text, 'removed'::text, 'closed'::text, 'account_ended'::text]))),
	constraint membership_role_check CHECK ((role = ANY (ARRAY['member'::text, 'facilitator'::text]))),
	constraint membership_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id) ON DELETE CASCADE,
	constraint membership_group_id_fkey FOREIGN KEY (group_id) REFERENCES peer_group(group_id) ON DELETE CASCADE,
	constraint membership_only_meeting_fkey FOREIGN KEY (only_meeting) REFERENCES meeting(meeting_id) ON DELETE CASCADE,
	constraint membership_pkey PRIMARY KEY (membership_id),
	constraint membership_membership_id_group_id_key UNIQUE (membership_id, group_id)
);
create table notice (
	notice_id uuid not null default uuidv7(),
	account_id uuid not null,
	kind text not null,
	about uuid not null,
	once text not null,
	made_at timestamp with time zone not null,
	until timestamp with time zone not null,
	seen_at timestamp with time zone,
	constraint notice_kind_check CHECK ((kind ~ '^[a-z_]{1,30}$'::text)),
	constraint notice_once_check CHECK ((length(once) <= 120)),
	constraint notice_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id) ON DELETE CASCADE,
	constraint notice_pkey PRIMARY KEY (notice_id),
	constraint notice_account_id_once_key UNIQUE (account_id, once)
);
create table notice_choice (
	account_id uuid not null,
	off text[] not null,
	constraint notice_choice_off_check CHECK ((cardinality(off) <= 20)),
	constraint notice_choice_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id) ON DELETE CASCADE,
	constraint notice_choice_pkey PRIMARY KEY (account_id)
);
create table on_call (
	on_call_id uuid not null default uuidv7(),
	account_id uuid not null,
	name text not null,
	weekdays integer[] not null,
	from_time text,
	until_time text,
	time_zone text not null,
	address_box bytea,
	on_call_key bytea,
	kek_id text,
	code_hash bytea,
	code_until timestamp with time zone,
	made_at timestamp with time zone not null,
	tested_at timestamp with time zone,
	revoked_at timestamp with time zone,
	constraint on_call_check CHECK (((from_time IS NULL) = (until_time IS NULL))),
	constraint on_call_check1 CHECK (((from_time IS NULL) OR (cardinality(weekdays) > 0))),
	constraint on_call_check2 CHECK ((((on_call_key IS NULL) = (kek_id IS NULL)) AND ((on_call_key IS NULL) = (address_box IS NULL)))),
	constraint on_call_check3 CHECK (((revoked_at IS NULL) = (on_call_key IS NOT NULL))),
	constraint on_call_code_hash_check CHECK ((length(code_hash) = 32)),
	constraint on_call_from_time_check CHECK ((from_time ~ '^[0-2][0-9]:[0-5][0-9]$'::text)),
	constraint on_call_name_check CHECK (((length(name) >= 1) AND (length(name) <= 40))),
	constraint on_call_until_time_check CHECK ((until_time ~ '^[0-2][0-9]:[0-5][0-9]$'::text)),
	constraint on_call_weekdays_check CHECK ((weekdays <@ ARRAY[1, 2, 3, 4, 5, 6, 7])),
	constraint on_call_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id) ON DELETE CASCADE,
	constraint on_call_pkey PRIMARY KEY (on_call_id)
);
create table on_call_alert (
	on_call_id uuid not null,
	call_id uuid not null,
	meeting_id uuid not null,
	reached boolean not null,
	tried_at timestamp with time zone not null,
	constraint on_call_alert_meeting_id_fkey FOREIGN KEY (meeting_id) REFERENCES meeting(meeting_id) ON DELETE CASCADE,
	constraint on_call_alert_on_call_id_fkey FOREIGN KEY (on_call_id) REFERENCES on_call(on_call_id) ON DELETE CASCADE,
	constraint on_call_alert_pkey PRIMARY KEY (on_call_id, meeting_id, call_id)
);
create table organisation (
	only_one boolean not null default true,
	name text not null,
	country text not null,
	time_zone text not null,
	languages text[] not null,
	leave_site text not null,
	limits_text text not null,
	limits_version integer not null default 1,
	is_demonstration boolean not null default false,
	created_at timestamp with time zone not null,
	constraint organisation_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
	constraint organisation_languages_check CHECK (((cardinality(languages) >= 1) AND (cardinality(languages) <= 20))),
	constraint organisation_leave_site_check CHECK ((leave_site ~ '^https://[a-z0-9.-]+/$'::text)),
	constraint organisation_limits_text_check CHECK (((length(limits_text) >= 1) AND (length(limits_text) <= 4000))),
	constraint organisation_limits_version_check CHECK ((limits_version > 0)),
	constraint organisation_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120))),
	constraint organisation_only_one_check CHECK (only_one),
	constraint organisation_time_zone_check CHECK (((length(time_zone) >= 1) AND (length(time_zone) <= 64))),
	constraint organisation_pkey PRIMARY KEY (only_one)
);
create table own_listing_change (
	group_id uuid not null,
	changed_in xid8 not null default pg_current_xact_id(),
	noted_at timestamp with time zone not null default now()
);
create table peer_group (
	group_id uuid not null default uuidv7(),
	name text not null,
	purpose text not null,
	experience text not null,
	audience text[] not null default '{}'::text[],
	languages text[] not null,
	access_needs text[] not null default '{}'::text[],
	meets text not null,
	place text,
	capacity integer not null,
	entry text not null,
	what_to_expect text not null,
	run_of_show jsonb not null,
	responses text[] not null,
	group_key bytea not null,
	kek_id text not null,
	created_by uuid,
	created_at timestamp with time zone not null,
	closed_at timestamp with time zone,
	is_confidential boolean not null default false,
	latitude double precision,
	longitude double precision,
	place_precision text not null default 'exact'::text,
	city text,
	country text,
	cost text,
	led_by text,
	offer_hours integer not null default 48,
	constraint peer_group_capacity_check CHECK (((capacity >= 3) AND (capacity <= 16))),
	constraint peer_group_check CHECK (((meets = 'online'::text) OR (place IS NOT NULL))),
	constraint peer_group_city_check CHECK ((length(city) <= 120)),
	constraint peer_group_coordinates CHECK (((latitude IS NULL) = (longitude IS NULL))),
	constraint peer_group_cost_check CHECK ((cost = ANY (ARRAY['free'::text, 'donation'::text, 'paid'::text]))),
	constraint peer_group_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
	constraint peer_group_entry_check CHECK ((entry = ANY (ARRAY['open'::text, 'request'::text, 'invitation'::text]))),
	constraint peer_group_languages_check CHECK (((cardinality(languages) >= 1) AND (cardinality(languages) <= 10))),
	constraint peer_group_latitude_check CHECK (((latitude >= ('-90'::integer)::double precision) AND (latitude <= (90)::double precision))),
	constraint peer_group_led_by_check CHECK ((led_by = ANY (ARRAY['peer'::text, 'professional'::text, 'both'::text]))),
	constraint peer_group_longitude_check CHECK (((longitude >= ('-180'::integer)::double precision) AND (longitude <= (180)::double precision))),
	constraint peer_group_meets_check CHECK ((meets = ANY (ARRAY['in_person'::text, 'online'::text, 'hybrid'::text]))),
	constraint peer_group_name_check CHECK (((length(name) >= 2) AND (length(name) <= 80))),
	constraint peer_group_offer_hours_check CHECK (((offer_hours >= 1) AND (offer_hours <= 168))),
	constraint peer_group_place_check CHECK ((length(place) <= 200)),
	constraint peer_group_place_precision_check CHECK ((place_precision = ANY (ARRAY['exact'::text, 'approximate'::text]))),
	constraint peer_group_purpose_check CHECK (((length(purpose) >= 10) AND (length(purpose) <= 600))),
	constraint peer_group_responses_check CHECK (((cardinality(responses) >= 1) AND (cardinality(responses) <= 8))),
	constraint peer_group_what_to_expect_check CHECK ((length(what_to_expect) <= 2000)),
	constraint peer_group_created_by_fkey FOREIGN KEY (created_by) REFERENCES account(account_id) ON DELETE SET NULL,
	constraint peer_group_pkey PRIMARY KEY (group_id)
);
create table place_load (
	only_one boolean not null default true,
	version text not null,
	loaded_at timestamp with time zone not null,
	constraint place_load_only_one_check CHECK (only_one),
	constraint place_load_pkey PRIMARY KEY (only_one)
);
create table place_name (
	place_id text not null,
	searched text not null,
	name text not null,
	kind text not null,
	country text not null,
	region text,
	within text not null,
	near_town text,
	lat double precision not null,
	lng double precision not null,
	population integer not null,
	constraint place_name_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
	constraint place_name_kind_check CHECK ((kind = ANY (ARRAY['city'::text, 'postcode'::text]))),
	constraint place_name_lat_check CHECK (((lat >= ('-90'::integer)::double precision) AND (lat <= (90)::double precision))),
	constraint place_name_lng_check CHECK (((lng >= ('-180'::integer)::double precision) AND (lng <= (180)::double precision))),
	constraint place_name_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120))),
	constraint place_name_near_town_check CHECK (((length(near_town) >= 1) AND (length(near_town) <= 120))),
	constraint place_name_place_id_check CHECK ((place_id ~ '^[a-z0-9-]{2,20}$'::text)),
	constraint place_name_population_check CHECK ((population >= 0)),
	constraint place_name_region_check CHECK (((length(region) >= 1) AND (length(region) <= 80))),
	constraint place_name_searched_check CHECK (((length(searched) >= 1) AND (length(searched) <= 120))),
	constraint place_name_within_check CHECK ((length(within) <= 300)),
	constraint place_name_pkey PRIMARY KEY (place_id, searched)
);
create table plan (
	account_id uuid not null,
	box bytea not null,
	written_at timestamp with time zone not null,
	constraint plan_box_check CHECK ((length(box) <= 60000)),
	constraint plan_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id) ON DELETE CASCADE,
	constraint plan_pkey PRIMARY KEY (account_id)
);
create table plan_shown (
	shown_id uuid not null,
	group_id uuid not null,
	membership_id uuid not null,
	facilitator_id uuid not null,
	box bytea not null,
	shown_at timestamp with time zone not null,
	until timestamp with time zone not null,
	seen_at timestamp with time zone,
	constraint plan_shown_box_check CHECK ((length(box) <= 60000)),
	constraint plan_shown_check CHECK ((until > shown_at)),
	constraint plan_shown_check1 CHECK ((membership_id <> facilitator_id)),
	constraint plan_shown_facilitator_id_group_id_fkey FOREIGN KEY (facilitator_id, group_id) REFERENCES membership(membership_id, group_id) ON DELETE CASCADE,
	constraint plan_shown_membership_id_group_id_fkey FOREIGN KEY (membership_id, group_id) REFERENCES membership(membership_id, group_id) ON DELETE CASCADE,
	constraint plan_shown_pkey PRIMARY KEY (shown_id),
	constraint plan_shown_membership_id_facilitator_id_key UNIQUE (membership_id, facilitator_id)
);
create table practice (
	practice_id uuid not null,
	account_id uuid not null,
	box bytea not null,
	tried_at timestamp with time zone not null,
	ask_at timestamp with time zone,
	constraint practice_box_check CHECK ((length(box) <= 1000)),
	constraint practice_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id) ON DELETE CASCADE,
	constraint practice_pkey PRIMARY KEY (practice_id)
);
create table published_half (
	half text not null,
	figures jsonb not null,
	published_at timestamp with time zone not null,
	constraint published_half_half_check CHECK ((half ~ '^[0-9]{4}-H[12]$'::text)),
	constraint published_half_pkey PRIMARY KEY (half)
);
create table published_quarter (
	quarter text not null,
	figures jsonb not null,
	published_at timestamp with time zone not null,
	constraint published_quarter_quarter_check CHECK ((quarter ~ '^[0-9]{4}-Q[1-4]$'::text)),
	constraint published_quarter_pkey PRIMARY KEY (quarter)
);
create table rating_choice (
	membership_id uuid not null,
	choice text not null,
	chosen_at timestamp with time zone not null,
	constraint rating_choice_choice_check CHECK ((choice = ANY (ARRAY['later'::text, 'never'::text]))),
	constraint rating_choice_membership_id_fkey FOREIGN KEY (membership_id) REFERENCES membership(membership_id) ON DELETE CASCADE,
	constraint rating_choice_pkey PRIMARY KEY (membership_id)
);
create table recovery_code (
	code_hash bytea not null,
	account_id uuid not null,
	made_at timestamp with time zone not null,
	constraint recovery_code_code_hash_check CHECK ((length(code_hash) = 32)),
	constraint recovery_code_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id) ON DELETE CASCADE,
	constraint recovery_code_pkey PRIMARY KEY (code_hash)
);
create table reply (
	reply_id uuid not null default uuidv7(),
	share_id uuid not null,
	group_id uuid not null,
	membership_id uuid not null,
	box bytea not null,
	replied_at timestamp with time zone not null,
	edited_at timestamp with time zone,
	audience text not null default 'group'::text,
	hidden_at timestamp with time zone,
	share_hidden_at timestamp with time zone,
	let_go_at timestamp with time zone,
	constraint reply_box_check CHECK ((length(box) <= 20000)),
	constraint reply_membership_id_group_id_fkey FOREIGN KEY (membership_id, group_id) REFERENCES membership(membership_id, group_id) ON DELETE CASCADE,
	constraint reply_share_id_group_id_audience_fkey FOREIGN KEY (share_id, group_id, audience) REFERENCES share(share_id, group_id, audience) ON DELETE CASCADE,
	constraint reply_pkey PRIMARY KEY (reply_id)
);
create table report (
	report_id uuid not null default uuidv7(),
	group_id uuid not null,
	meeting_id uuid,
	reporter_id uuid not null,
	once uuid not null,
	reason text not null,
	priority integer not null,
	about_ids uuid[] not null,
	coordinators_only boolean not null,
	lines_kept integer not null,
	lines_refused integer not null,
	box bytea,
	decision_box bytea,
	report_key bytea,
	kek_id text,
	made_at timestamp with time zone not null,
	opened_at timestamp with time zone,
	opened_by uuid,
	decision text,
	decided_at timestamp with time zone,
	decided_by uuid,
	again_at timestamp with time zone,
	again_box bytea,
	again_decision text,
	again_decision_box bytea,
	again_decided_at timestamp with time zone,
	again_decided_by uuid,
	of text not null,
	of_id uuid not null,
	passed_by uuid[] not null default '{}'::uuid[],
	constraint report_about_ids_check CHECK ((cardinality(about_ids) <= 40)),
	constraint report_again_box_check CHECK ((length(again_box) <= 20000)),
	constraint report_again_decision_box_check CHECK ((length(again_decision_box) <= 20000)),
	constraint report_again_decision_check CHECK ((again_decision = ANY (ARRAY['no_step'::text, 'noted'::text, 'talked'::text, 'hidden'::text, 'taken_down'::text, 'slowed'::text, 'read_only'::text, 'suspended'::text, 'moved'::text, 'removed'::text, 'passed_on'::text]))),
	constraint report_box_check CHECK ((length(box) <= 200000)),
	constraint report_check CHECK (((decision IS NULL) = (decided_at IS NULL))),
	constraint report_check1 CHECK (((report_key IS NULL) = (kek_id IS NULL))),
	constraint report_check2 CHECK (((report_key IS NULL) = (box IS NULL))),
	constraint report_check3 CHECK (((report_key IS NOT NULL) OR ((decision_box IS NULL) AND (decision IS NOT NULL)))),
	constraint report_check4 CHECK (((again_at IS NULL) OR (decision IS NOT NULL))),
	constraint report_check5 CHECK (((again_decision IS NULL) OR (again_at IS NOT NULL))),
	constraint report_check6 CHECK (((again_decision IS NULL) = (again_decided_at IS NULL))),
	constraint report_check7 CHECK (((report_key IS NOT NULL) OR ((again_box IS NULL) AND (again_decision_box IS NULL) AND ((again_at IS NULL) OR (again_decision IS NOT NULL))))),
	constraint report_check8 CHECK ((((of = 'meeting'::text) = (meeting_id IS NOT NULL)) AND ((of <> 'meeting'::text) OR (of_id = meeting_id)))),
	constraint report_decision_box_check CHECK ((length(decision_box) <= 20000)),
	constraint report_decision_check CHECK ((decision = ANY (ARRAY['no_step'::text, 'noted'::text, 'talked'::text, 'hidden'::text, 'taken_down'::text, 'slowed'::text, 'read_only'::text, 'suspended'::text, 'moved'::text, 'removed'::text, 'passed_on'::text, 'need_more'::text]))),
	constraint report_lines_kept_check CHECK ((lines_kept >= 0)),
	constraint report_lines_refused_check CHECK ((lines_refused >= 0)),
	constraint report_of_check CHECK ((of = ANY (ARRAY['meeting'::text, 'share'::text, 'reply'::text, 'strategy'::text, 'feedback'::text, 'person'::text, 'group'::text]))),
	constraint report_passed_by_check CHECK ((cardinality(passed_by) <= 100)),
	constraint report_priority_check CHECK (((priority >= 1) AND (priority <= 3))),
	constraint report_reason_check CHECK ((reason = ANY (ARRAY['knows_me'::text, 'threat'::text, 'minor'::text, 'identifying'::text, 'sexual'::text, 'unkind'::text, 'other'::text]))),
	constraint report_again_decided_by_fkey FOREIGN KEY (again_decided_by) REFERENCES account(account_id) ON DELETE SET NULL,
	constraint report_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES account(account_id) ON DELETE SET NULL,
	constraint report_meeting_id_group_id_fkey FOREIGN KEY (meeting_id, group_id) REFERENCES meeting(meeting_id, group_id) ON DELETE CASCADE,
	constraint report_opened_by_fkey FOREIGN KEY (opened_by) REFERENCES account(account_id) ON DELETE SET NULL,
	constraint report_reporter_id_group_id_fkey FOREIGN KEY (reporter_id, group_id) REFERENCES membership(membership_id, group_id) ON DELETE CASCADE,
	constraint report_pkey PRIMARY KEY (report_id),
	constraint report_reporter_id_once_key UNIQUE (reporter_id, once)
);
create table response (
	share_id uuid not null,
	membership_id uuid not null,
	group_id uuid not null,
	kind text not null,
	responded_at timestamp with time zone not null,
	audience text not null default 'group'::text,
	share_hidden_at timestamp with time zone,
	constraint response_membership_id_group_id_fkey FOREIGN KEY (membership_id, group_id) REFERENCES membership(membership_id, group_id) ON DELETE CASCADE,
	constraint response_share_id_group_id_audience_fkey FOREIGN KEY (share_id, group_id, audience) REFERENCES share(share_id, group_id, audience) ON DELETE CASCADE,
	constraint response_pkey PRIMARY KEY (share_id, membership_id, kind)
);
create table review_choice (
	account_id uuid not null,
	off text[] not null default '{}'::text[],
	break_until timestamp with time zone,
	constraint review_choice_off_check CHECK ((off <@ ARRAY['knows_me'::text, 'threat'::text, 'minor'::text, 'identifying'::text, 'sexual'::text, 'unkind'::text, 'other'::text])),
	constraint review_choice_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id) ON DELETE CASCADE,
	constraint review_choice_pkey PRIMARY KEY (account_id)
);
create table saved_share (
	membership_id uuid not null,
	share_id uuid not null,
	group_id uuid not null,
	saved_at timestamp with time zone not null,
	constraint saved_share_membership_id_group_id_fkey FOREIGN KEY (membership_id, group_id) REFERENCES membership(membership_id, group_id) ON DELETE CASCADE,
	constraint saved_share_share_id_group_id_fkey FOREIGN KEY (share_id, group_id) REFERENCES share(share_id, group_id) ON DELETE CASCADE,
	constraint saved_share_pkey PRIMARY KEY (membership_id, share_id)
);
create table series (
	series_id uuid not null default uuidv7(),
	group_id uuid not null,
	rule jsonb not null,
	starts_on date not null,
	local_time time without time zone not null,
	time_zone text not null,
	minutes integer not null default 90,
	ends_on date,
	created_at timestamp with time zone not null,
	constraint series_check CHECK ((ends_on >= starts_on)),
	constraint series_minutes_check CHECK (((minutes >= 30) AND (minutes <= 180))),
	constraint series_time_zone_check CHECK (((length(time_zone) >= 1) AND (length(time_zone) <= 64))),
	constraint series_group_id_fkey FOREIGN KEY (group_id) REFERENCES peer_group(group_id) ON DELETE CASCADE,
	constraint series_pkey PRIMARY KEY (series_id)
);
create table series_exception (
	series_id uuid not null,
	original_on date not null,
	kind text not null,
	moved_to timestamp with time zone,
	made_at timestamp with time zone not null,
	constraint series_exception_check CHECK (((kind = 'moved'::text) = (moved_to IS NOT NULL))),
	constraint series_exception_kind_check CHECK ((kind = ANY (ARRAY['moved'::text, 'cancelled'::text]))),
	constraint series_exception_series_id_fkey FOREIGN KEY (series_id) REFERENCES series(series_id) ON DELETE CASCADE,
	constraint series_exception_pkey PRIMARY KEY (series_id, original_on)
);
create table setup_token (
	only_one boolean not null default true,
	token_hash bytea not null,
	made_at timestamp with time zone not null,
	constraint setup_token_only_one_check CHECK (only_one),
	constraint setup_token_token_hash_check CHECK ((length(token_hash) = 32)),
	constraint setup_token_pkey PRIMARY KEY (only_one)
);
create table share (
	share_id uuid not null default uuidv7(),
	group_id uuid not null,
	membership_id uuid not null,
	need text,
	box bytea not null,
	shared_at timestamp with time zone not null,
	edited_at timestamp with time zone,
	kind text not null default 'share'::text,
	audience text not null default 'group'::text,
	responses_only boolean not null default false,
	hidden_at timestamp with time zone,
	let_go_at timestamp with time zone,
	constraint share_audience_check CHECK ((audience = ANY (ARRAY['group'::text, 'facilitators'::text]))),
	constraint share_box_check CHECK ((length(box) <= 40000)),
	constraint share_kind_audience CHECK (((kind <> 'facilitators'::text) OR (audience = 'facilitators'::text))),
	constraint share_kind_check CHECK ((kind = ANY (ARRAY['share'::text, 'ask'::text, 'strategy'::text, 'win'::text, 'facilitators'::text]))),
	constraint share_need_by_kind CHECK (((need IS NULL) = (kind = ANY (ARRAY['strategy'::text, 'win'::text])))),
	constraint share_need_check CHECK ((need = ANY (ARRAY['listen'::text, 'believe'::text, 'ideas'::text, 'practical'::text]))),
	constraint share_membership_id_group_id_fkey FOREIGN KEY (membership_id, group_id) REFERENCES membership(membership_id, group_id) ON DELETE CASCADE,
	constraint share_pkey PRIMARY KEY (share_id),
	constraint share_audience UNIQUE (share_id, group_id, audience),
	constraint share_share_id_group_id_key UNIQUE (share_id, group_id)
);
create table share_draft (
	membership_id uuid not null,
	group_id uuid not null,
	box bytea not null,
	kept_at timestamp with time zone not null,
	constraint share_draft_box_check CHECK ((length(box) <= 60000)),
	constraint share_draft_membership_id_group_id_fkey FOREIGN KEY (membership_id, group_id) REFERENCES membership(membership_id, group_id) ON DELETE CASCADE,
	constraint share_draft_pkey PRIMARY KEY (membership_id)
);
create table space_choice (
	membership_id uuid not null,
	group_id uuid not null,
	box bytea not null,
	constraint space_choice_box_check CHECK ((length(box) <= 40000)),
	constraint space_choice_membership_id_group_id_fkey FOREIGN KEY (membership_id, group_id) REFERENCES membership(membership_id, group_id) ON DELETE CASCADE,
	constraint space_choice_pkey PRIMARY KEY (membership_id)
);
create table staff_invitation (
	invitation_id uuid not null default uuidv7(),
	code_hash bytea not null,
	role text not null,
	label text not null,
	made_by uuid,
	made_at timestamp with time zone not null,
	expires_at timestamp with time zone not null,
	used_at timestamp with time zone,
	used_by uuid,
	constraint staff_invitation_code_hash_check CHECK ((length(code_hash) = 32)),
	constraint staff_invitation_label_check CHECK (((length(label) >= 1) AND (length(label) <= 80))),
	constraint staff_invitation_role_check CHECK ((role = ANY (ARRAY['facilitator'::text, 'coordinator'::text]))),
	constraint staff_invitation_made_by_fkey FOREIGN KEY (made_by) REFERENCES account(account_id) ON DELETE SET NULL,
	constraint staff_invitation_used_by_fkey FOREIGN KEY (used_by) REFERENCES account(account_id) ON DELETE SET NULL,
	constraint staff_invitation_pkey PRIMARY KEY (invitation_id),
	constraint staff_invitation_code_hash_key UNIQUE (code_hash)
);
create table stand_in (
	stand_in_id uuid not null default uuidv7(),
	meeting_id uuid not null,
	group_id uuid not null,
	account_id uuid not null,
	alias text not null,
	agreed_at timestamp with time zone not null,
	membership_id uuid,
	ended_at timestamp with time zone,
	constraint stand_in_alias_check CHECK (((length(alias) >= 2) AND (length(alias) <= 24))),
	constraint stand_in_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id) ON DELETE CASCADE,
	constraint stand_in_meeting_id_group_id_fkey FOREIGN KEY (meeting_id, group_id) REFERENCES meeting(meeting_id, group_id) ON DELETE CASCADE,
	constraint stand_in_membership_id_fkey FOREIGN KEY (membership_id) REFERENCES membership(membership_id) ON DELETE SET NULL,
	constraint stand_in_pkey PRIMARY KEY (stand_in_id)
);
create table strategy_feedback (
	feedback_id uuid not null,
	strategy_id uuid not null,
	group_id uuid not null,
	membership_id uuid not null,
	box bytea not null,
	given_at timestamp with time zone not null,
	edited_at timestamp with time zone,
	hidden_at timestamp with time zone,
	strategy_hidden_at timestamp with time zone,
	let_go_at timestamp with time zone,
	constraint strategy_feedback_box_check CHECK ((length(box) <= 20000)),
	constraint strategy_feedback_membership_id_group_id_fkey FOREIGN KEY (membership_id, group_id) REFERENCES membership(membership_id, group_id) ON DELETE CASCADE,
	constraint strategy_feedback_strategy_id_group_id_fkey FOREIGN KEY (strategy_id, group_id) REFERENCES group_strategy(strategy_id, group_id) ON DELETE CASCADE,
	constraint strategy_feedback_pkey PRIMARY KEY (feedback_id),
	constraint strategy_feedback_strategy_id_membership_id_key UNIQUE (strategy_id, membership_id)
);
create table strategy_joined (
	strategy_id uuid not null,
	membership_id uuid not null,
	group_id uuid not null,
	began_at timestamp with time zone not null,
	constraint strategy_joined_membership_id_group_id_fkey FOREIGN KEY (membership_id, group_id) REFERENCES membership(membership_id, group_id) ON DELETE CASCADE,
	constraint strategy_joined_strategy_id_fkey FOREIGN KEY (strategy_id) REFERENCES strategy_week(strategy_id) ON DELETE CASCADE,
	constraint strategy_joined_pkey PRIMARY KEY (strategy_id, membership_id)
);
create table strategy_week (
	strategy_id uuid not null,
	group_id uuid not null,
	began_at timestamp with time zone not null,
	constraint strategy_week_strategy_id_group_id_fkey FOREIGN KEY (strategy_id, group_id) REFERENCES group_strategy(strategy_id, group_id) ON DELETE CASCADE,
	constraint strategy_week_pkey PRIMARY KEY (strategy_id)
);
create table throttle (
	key bytea not null,
	what text not null,
	tokens double precision not null,
	refilled_at timestamp with time zone not null,
	constraint throttle_key_check CHECK ((length(key) = 32)),
	constraint throttle_pkey PRIMARY KEY (key, what)
);
create table throttle_salt (
	day date not null,
	salt bytea not null,
	constraint throttle_salt_salt_check CHECK ((length(salt) = 32)),
	constraint throttle_salt_pkey PRIMARY KEY (day)
);
create table times_changed (
	group_id uuid not null,
	known text,
	first_at timestamp with time zone not null,
	last_at timestamp with time zone not null,
	constraint times_changed_known_check CHECK ((length(known) <= 2000)),
	constraint times_changed_group_id_fkey FOREIGN KEY (group_id) REFERENCES peer_group(group_id) ON DELETE CASCADE,
	constraint times_changed_pkey PRIMARY KEY (group_id)
);
create table training_module (
	account_id uuid not null,
	module smallint not null,
	place smallint not null,
	read_at timestamp with time zone,
	constraint training_module_module_check CHECK (((module >= 1) AND (module <= 99))),
	constraint training_module_place_check CHECK (((place >= 0) AND (place <= 30))),
	constraint training_module_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id) ON DELETE CASCADE,
	constraint training_module_pkey PRIMARY KEY (account_id, module)
);
create table training_quiz (
	account_id uuid not null,
	module smallint not null,
	sheet uuid not null,
	box bytea not null,
	latest_right smallint not null,
	latest_of smallint not null,
	latest_at timestamp with time zone not null,
	best_right smallint not null,
	best_of smallint not null,
	best_at timestamp with time zone not null,
	passed_at timestamp with time zone,
	constraint training_quiz_best_of_check CHECK (((best_of >= 1) AND (best_of <= 30))),
	constraint training_quiz_box_check CHECK ((length(box) <= 8000)),
	constraint training_quiz_check CHECK (((latest_right >= 0) AND (latest_right <= latest_of))),
	constraint training_quiz_check1 CHECK (((best_right >= 0) AND (best_right <= best_of))),
	constraint training_quiz_latest_of_check CHECK (((latest_of >= 1) AND (latest_of <= 30))),
	constraint training_quiz_module_check CHECK (((module >= 1) AND (module <= 99))),
	constraint training_quiz_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id) ON DELETE CASCADE,
	constraint training_quiz_pkey PRIMARY KEY (account_id, module)
);
create table training_way (
	account_id uuid not null,
	scenario text not null,
	box bytea not null,
	moved_at timestamp with time zone not null,
	constraint training_way_box_check CHECK ((length(box) <= 2000)),
	constraint training_way_scenario_check CHECK ((scenario ~ '^[a-z0-9-]{1,60}$'::text)),
	constraint training_way_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id) ON DELETE CASCADE,
	constraint training_way_pkey PRIMARY KEY (account_id, scenario)
);
create table waiting (
	waiting_id uuid not null default uuidv7(),
	group_id uuid not null,
	account_id uuid not null,
	alias text not null,
	alias_key text not null,
	mark text not null,
	turn integer not null,
	asked_at timestamp with time zone not null,
	status text not null default 'waiting'::text,
	not_before timestamp with time zone,
	offered_until timestamp with time zone,
	ended_at timestamp with time zone,
	ended_by uuid,
	reason_box bytea,
	constraint waiting_alias_check CHECK (((length(alias) >= 2) AND (length(alias) <= 24))),
	constraint waiting_check CHECK (((status = ANY (ARRAY['waiting'::text, 'offered'::text, 'missed'::text])) = (ended_at IS NULL))),
	constraint waiting_check1 CHECK (((status <> ALL (ARRAY['offered'::text, 'missed'::text])) OR (offered_until IS NOT NULL))),
	constraint waiting_reason_box_check CHECK ((length(reason_box) <= 4000)),
	constraint waiting_status_check CHECK ((status = ANY (ARRAY['waiting'::text, 'offered'::text, 'missed'::text, 'taken'::text, 'left'::text, 'declined'::text, 'closed'::text]))),
	constraint waiting_turn_check CHECK ((turn > 0)),
	constraint waiting_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id) ON DELETE CASCADE,
	constraint waiting_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES account(account_id) ON DELETE SET NULL,
	constraint waiting_group_id_fkey FOREIGN KEY (group_id) REFERENCES peer_group(group_id) ON DELETE CASCADE,
	constraint waiting_pkey PRIMARY KEY (waiting_id),
	constraint waiting_group_id_turn_key UNIQUE (group_id, turn)
);
create table welcoming (
	membership_id uuid not null,
	group_id uuid not null,
	said_at timestamp with time zone not null,
	constraint welcoming_membership_id_group_id_fkey FOREIGN KEY (membership_id, group_id) REFERENCES membership(membership_id, group_id) ON DELETE CASCADE,
	constraint welcoming_pkey PRIMARY KEY (membership_id)
);

-- Views
create view attended_meeting with (security_invoker=true) as
 SELECT DISTINCT a.membership_id,
    h.group_id,
    h.meeting_id,
    h.started_at,
    h.ended_at
   FROM (held_meeting h
     JOIN attendance a USING (meeting_id))
  WHERE ((a.role = 'member'::text) AND (a.in_at < h.ended_at) AND (COALESCE(a.out_at, h.ended_at) > h.started_at));
create view directory_listing with (security_barrier=true) as
 SELECT l.listing_id,
    s.name AS source,
    NULL::uuid AS group_id,
    l.source_key,
    l.service_id,
    l.organisation_id,
    l.name,
    l.organisation,
    l.description,
    ''::text AS more,
    l.experiences,
    l.audiences,
    l.languages,
    l.access,
    l.cost,
    l.openness,
    l.led_by,
    l.mode,
    l.place,
    l.place_precision,
    l.latitude,
    l.longitude,
    l.joining,
    l.times,
    NULL::timestamp with time zone[] AS starts,
    l.url,
    l.source_words,
    l.source_updated_at,
    NULL::text AS seats,
    GREATEST(l.confirmed_at, s.confirmed_at) AS confirmed_at
   FROM (listing l
     JOIN directory_source s USING (source_id))
  WHERE ((l.retired_at IS NULL) AND (l.hidden_why IS NULL) AND (s.removed_at IS NULL))
UNION ALL
 SELECT g.group_id AS listing_id,
    'own'::text AS source,
    g.group_id,
    (g.group_id)::text AS source_key,
    NULL::uuid AS service_id,
    NULL::uuid AS organisation_id,
    g.name,
    ( SELECT o.name
           FROM organisation o) AS organisation,
    g.purpose AS description,
    g.what_to_expect AS more,
    ARRAY[g.experience] AS experiences,
    g.audience AS audiences,
    g.languages,
    g.access_needs AS access,
    g.cost,
        CASE g.entry
            WHEN 'invitation'::text THEN 'closed'::text
            ELSE g.entry
        END AS openness,
    g.led_by,
    g.meets AS mode,
        CASE
            WHEN (g.meets <> 'online'::text) THEN jsonb_build_object('name', g.place, 'street', NULL::unknown, 'city', g.city, 'region', NULL::unknown, 'postalCode', NULL::unknown, 'country', g.country)
            ELSE NULL::jsonb
        END AS place,
    g.place_precision,
        CASE
            WHEN (g.meets <> 'online'::text) THEN g.latitude
            ELSE NULL::double precision
        END AS latitude,
        CASE
            WHEN (g.meets <> 'online'::text) THEN g.longitude
            ELSE NULL::double precision
        END AS longitude,
    '{"url": null, "phone": null, "urlNotes": null, "phoneNotes": null}'::jsonb AS joining,
    COALESCE(( SELECT jsonb_agg(jsonb_build_object('rule', r.rule, 'startsOn', r.starts_on, 'endsOn', r.ends_on, 'localTime', to_char((r.local_time)::interval, 'HH24:MI'::text), 'timeZone', r.time_zone, 'minutes', r.minutes) ORDER BY r.starts_on, r.series_id) AS jsonb_agg
           FROM series r
          WHERE (r.group_id = g.group_id)), '[]'::jsonb) AS times,
    COALESCE(( SELECT array_agg(m.planned_start ORDER BY m.planned_start) AS array_agg
           FROM meeting m
          WHERE ((m.group_id = g.group_id) AND (m.status = 'planned'::text))), '{}'::timestamp with time zone[]) AS starts,
    NULL::text AS url,
    '{}'::jsonb AS source_words,
    NULL::timestamp with time zone AS source_updated_at,
    group_seats(g.group_id, g.capacity) AS seats,
    NULL::timestamp with time zone AS confirmed_at
   FROM peer_group g
  WHERE ((g.closed_at IS NULL) AND (NOT g.is_confidential));
create view held_meeting with (security_invoker=true) as
 SELECT meeting_id,
    group_id,
    started_at,
    ended_at
   FROM meeting m
  WHERE ((started_at IS NOT NULL) AND (ended_at IS NOT NULL) AND (COALESCE(held_as, 'meeting'::text) = 'meeting'::text) AND ( SELECT ((count(DISTINCT a.membership_id) FILTER (WHERE (a.role <> 'member'::text)) >= 1) AND (count(DISTINCT a.membership_id) FILTER (WHERE (a.role = 'member'::text)) >= 2))
           FROM attendance a
          WHERE ((a.meeting_id = m.meeting_id) AND (a.in_at < m.ended_at) AND (COALESCE(a.out_at, m.ended_at) > m.started_at))));
create view taken_seat with (security_invoker=true) as
 SELECT membership.group_id,
    membership.account_id
   FROM membership
  WHERE ((membership.role = 'member'::text) AND (membership.ended_at IS NULL))
UNION ALL
 SELECT waiting.group_id,
    waiting.account_id
   FROM waiting
  WHERE (waiting.status = 'offered'::text);

-- Indexes
CREATE INDEX account_role_role ON public.account_role USING btree (role); -- accounts: the list of staff; the last coordinator stays
CREATE INDEX answer_draft_kept_at ON public.answer_draft USING btree (kept_at); -- worker: old half-filled sets are deleted
CREATE INDEX apart_by_tag ON public.apart USING btree (by_tag); -- accounts: what I asked for; an account that goes
CREATE INDEX apart_of_tag ON public.apart USING btree (of_tag); -- accounts: an account that goes
CREATE INDEX attendance_meeting_id ON public.attendance USING btree (meeting_id, membership_id); -- meetings: close an open stay; impact: who was there
CREATE INDEX attendance_membership_id ON public.attendance USING btree (membership_id); -- wellbeing: how many meetings a member came to
CREATE INDEX audit_about ON public.audit USING gin (about); -- audit: what was done that concerns me
CREATE INDEX audit_by ON public.audit USING btree (by_account, at) WHERE (by_account IS NOT NULL); -- safety: how much somebody has read and decided lately
CREATE INDEX brought_account_id ON public.brought USING btree (account_id, brought_at); -- shares: how many came to somebody in a day; those that wait for me
CREATE INDEX buddy_began_at ON public.buddy USING btree (began_at); -- worker: forget what is long past
CREATE INDEX buddy_buddy_id ON public.buddy USING btree (buddy_id, began_at); -- shares: when somebody was asked last
CREATE UNIQUE INDEX buddy_for ON public.buddy USING btree (buddy_id) WHERE (ended_at IS NULL); -- shares: nobody is there for two at once
CREATE UNIQUE INDEX buddy_of ON public.buddy USING btree (newcomer_id) WHERE (ended_at IS NULL); -- shares: one buddy at a time
CREATE UNIQUE INDEX calendar_link_account_id ON public.calendar_link USING btree (account_id); -- directory: one link an account; a new one ends the old one
CREATE INDEX certificate_account_id ON public.certificate USING btree (account_id, expires_on); -- accounts and impact: who is currently certified
CREATE INDEX change_rating_membership_id ON public.change_rating USING btree (membership_id, rated_at DESC); -- wellbeing: when this member last answered
CREATE INDEX change_rating_rated_at ON public.change_rating USING btree (rated_at); -- impact: the answers of one quarter
CREATE INDEX check_in_account_id ON public.check_in USING btree (account_id, checked_in_at); -- check-ins: somebody's own of a month or a year
CREATE UNIQUE INDEX consent_current ON public.consent USING btree (account_id, purpose) WHERE (revoked_at IS NULL); -- wellbeing: one current consent per purpose; impact: who may be counted
CREATE INDEX decision_appealed ON public.decision USING btree (appealed_at) WHERE ((appealed_at IS NOT NULL) AND (answer IS NULL)); -- safety: appeals that wait
CREATE INDEX decision_made_at ON public.decision USING btree (made_at); -- worker: forget decisions past their keeping time
CREATE INDEX decision_membership_id ON public.decision USING btree (membership_id, group_id); -- safety: what was decided about me
CREATE INDEX decision_of_id ON public.decision USING btree (of_id); -- safety: what else hides the same
CREATE INDEX decision_report_id ON public.decision USING btree (report_id); -- foreign key: a report that goes
CREATE INDEX decision_to_group ON public.decision USING btree (to_group) WHERE (to_group IS NOT NULL); -- worker: who was offered to move; foreign key: a group that goes
CREATE INDEX decision_until ON public.decision USING btree (membership_id, until) WHERE (until IS NOT NULL); -- shares: whether somebody's writing is limited now
CREATE INDEX directory_source_due_at ON public.directory_source USING btree (due_at) WHERE (removed_at IS NULL); -- worker: sources to be read again
CREATE UNIQUE INDEX directory_source_name ON public.directory_source USING btree (lower(name)) WHERE (removed_at IS NULL); -- directory: sources are found by name, whatever the case
CREATE INDEX door_note_group_id ON public.door_note USING btree (group_id); -- meetings: the notes that facilitators of a group have written
CREATE INDEX event_at ON public.event USING btree (at); -- worker: forget events past their keeping time
CREATE INDEX follow_up_group_id ON public.follow_up USING btree (group_id) WHERE (done_at IS NULL); -- meetings: what facilitators of a group still mean to do
CREATE INDEX following_group_id ON public.following USING btree (group_id); -- foreign key: a group that goes
CREATE INDEX group_strategy_group_id ON public.group_strategy USING btree (group_id, shared_at DESC, strategy_id DESC); -- shares: the strategies of a group, newest first
CREATE INDEX group_strategy_membership_id ON public.group_strategy USING btree (membership_id, shared_at DESC); -- shares: what I shared
CREATE INDEX help_call_meeting_id ON public.help_call USING btree (meeting_id); -- gateway: open help calls of a resumed meeting
CREATE UNIQUE INDEX import_run_held ON public.import_run USING btree (source_id) WHERE (outcome = 'held'::text); -- directory: what waits for a person, one run of each source
CREATE UNIQUE INDEX import_run_one_each ON public.import_run USING btree (source_id) WHERE (outcome = 'running'::text); -- directory: one import of a source at a time
CREATE INDEX import_run_source_id ON public.import_run USING btree (source_id, began_at DESC); -- directory: the reports of a source, newest first
CREATE INDEX incident_made_at ON public.incident USING btree (made_at); -- meetings: the latest incidents, for coordinators
CREATE INDEX invitation_group_id ON public.invitation USING btree (group_id); -- groups: open invitations of a group
CREATE INDEX join_request_account_id ON public.join_request USING btree (account_id); -- groups: my requests
CREATE UNIQUE INDEX join_request_waiting ON public.join_request USING btree (group_id, account_id) WHERE (status = 'waiting'::text); -- groups: one waiting request per account and group; facilitators' list
CREATE INDEX listing_changed_in ON public.listing USING btree (changed_in); -- directory: what changed since a process last looked
CREATE INDEX listing_note_decided_at ON public.listing_note USING btree (decided_at) WHERE (decision IS NOT NULL); -- worker: forget answered notes past their time
CREATE INDEX listing_note_listing_id ON public.listing_note USING btree (listing_id); -- directory: what was said about one listing
CREATE INDEX listing_note_open ON public.listing_note USING btree (said_at) WHERE (decision IS NULL); -- directory: the coordinators' queue
CREATE INDEX listing_service_id ON public.listing USING btree (service_id); -- feeds: one service of the HSDS feed
CREATE INDEX login_account_id ON public.login USING btree (account_id); -- accounts: list and end the logins of one account
CREATE INDEX login_ends_at ON public.login USING btree (ends_at); -- worker: forget logins past their time
CREATE INDEX meeting_answer_membership_id ON public.meeting_answer USING btree (membership_id); -- foreign key: a membership that goes; my answers
CREATE INDEX meeting_group_id ON public.meeting USING btree (group_id, planned_start); -- groups: the next meetings of a group
CREATE INDEX meeting_known_start ON public.meeting USING btree (meeting_id) WHERE (known_start IS NOT NULL); -- worker: changes that nobody was told of yet
CREATE UNIQUE INDEX meeting_of_series ON public.meeting USING btree (series_id, original_on); -- worker: producing twice makes no second meeting
CREATE INDEX meeting_planned_start ON public.meeting USING btree (planned_start) WHERE (status = ANY (ARRAY['planned'::text, 'open'::text, 'running'::text, 'paused'::text])); -- directory: next meetings of all groups; gateway: rooms to resume
CREATE INDEX meeting_started_at ON public.meeting USING btree (started_at) WHERE (started_at IS NOT NULL); -- impact: the meetings held in one quarter
CREATE INDEX membership_account_id ON public.membership USING btree (account_id); -- row-level security: the groups of this account
CREATE UNIQUE INDEX membership_alias ON public.membership USING btree (group_id, alias_key) WHERE (ended_at IS NULL); -- groups: no two current members look alike
CREATE INDEX membership_joined_at ON public.membership USING btree (joined_at) WHERE (role = 'member'::text); -- impact: who belonged to a group in one quarter
CREATE UNIQUE INDEX membership_one_each ON public.membership USING btree (group_id, account_id) WHERE (ended_at IS NULL); -- groups: one current membership per account and group; my groups
CREATE INDEX membership_only_meeting ON public.membership USING btree (only_meeting) WHERE (only_meeting IS NOT NULL); -- foreign key: a meeting that goes takes the place with it
CREATE INDEX membership_suspended_until ON public.membership USING btree (suspended_until) WHERE (suspended_until IS NOT NULL); -- worker: places that come back
CREATE INDEX notice_about ON public.notice USING btree (about); -- notices: what is no longer true of a meeting is taken back
CREATE INDEX notice_made_at ON public.notice USING btree (made_at); -- worker: forget notices past their keeping time
CREATE INDEX notice_unseen ON public.notice USING btree (account_id) WHERE (seen_at IS NULL); -- notices: how many somebody has not seen, on every page of theirs
CREATE INDEX on_call_account_id ON public.on_call USING btree (account_id); -- safety: my own entries
CREATE INDEX on_call_alert_meeting_id ON public.on_call_alert USING btree (meeting_id); -- foreign key: a meeting that goes
CREATE INDEX on_call_revoked_at ON public.on_call USING btree (revoked_at) WHERE (revoked_at IS NOT NULL); -- worker: forget entries that were taken off
CREATE INDEX own_listing_change_at ON public.own_listing_change USING btree (noted_at); -- worker: forget changes that every process has seen
CREATE INDEX own_listing_change_in ON public.own_listing_change USING btree (changed_in); -- directory: what changed since a process last looked
CREATE INDEX place_name_alike ON public.place_name USING gin (searched extensions.gin_trgm_ops) WHERE (kind = 'city'::text); -- places: names that are nearly what was typed, or have it in the middle
CREATE INDEX place_name_begins ON public.place_name USING btree (searched text_pattern_ops); -- places: names that begin with what was typed
CREATE INDEX place_name_lat ON public.place_name USING btree (lat) WHERE (kind = 'city'::text); -- map: towns within a small frame
CREATE INDEX place_name_population ON public.place_name USING btree (population DESC) WHERE (kind = 'city'::text); -- map: the largest towns within a wide frame
CREATE INDEX plan_shown_facilitator_id ON public.plan_shown USING btree (facilitator_id, shown_at); -- plans: what is shown to one facilitator
CREATE INDEX plan_shown_until ON public.plan_shown USING btree (until); -- worker: what is shown no more is deleted
CREATE INDEX practice_account_id ON public.practice USING btree (account_id, tried_at DESC, practice_id DESC); -- coping: what one person tried, newest first
CREATE INDEX practice_ask_at ON public.practice USING btree (ask_at) WHERE (ask_at IS NOT NULL); -- worker: the questions that are due
CREATE INDEX recovery_code_account_id ON public.recovery_code USING btree (account_id); -- accounts: reissue all codes of one account
CREATE INDEX reply_membership_id ON public.reply USING btree (membership_id, replied_at DESC, reply_id DESC); -- shares: my own words
CREATE INDEX reply_share_id ON public.reply USING btree (share_id, replied_at); -- shares: the replies of one page
CREATE INDEX report_decided_at ON public.report USING btree (decided_at) WHERE (decision IS NOT NULL); -- worker: destroy what is past its keeping time
CREATE INDEX report_group_id ON public.report USING btree (group_id); -- safety: the reports of one group
CREATE INDEX report_meeting_id ON public.report USING btree (meeting_id, group_id); -- foreign key: a meeting that goes
CREATE INDEX report_of_id ON public.report USING btree (of_id); -- safety: other reports of the same
CREATE INDEX report_queue ON public.report USING btree (priority, made_at) WHERE ((decision IS NULL) OR ((again_at IS NOT NULL) AND (again_decision IS NULL))); -- safety: what waits for a decision, most urgent first
CREATE INDEX saved_share_share_id ON public.saved_share USING btree (share_id); -- foreign key: a share that goes takes the marks along
CREATE INDEX series_group_id ON public.series USING btree (group_id); -- groups: the series of a group; worker: produce meetings
CREATE INDEX share_asks ON public.share USING btree (shared_at) WHERE (need IS NOT NULL); -- worker: shares of the last days that ask for something
CREATE INDEX share_calm ON public.share USING btree (group_id, shared_at DESC, share_id DESC) WHERE (kind = ANY (ARRAY['strategy'::text, 'win'::text])); -- shares: one page of the calm view, which has wins and what helped alone
CREATE INDEX share_group_id ON public.share USING btree (group_id, shared_at DESC, share_id DESC); -- shares: one page of a group's space, newest first
CREATE INDEX share_membership_id ON public.share USING btree (membership_id, shared_at DESC, share_id DESC); -- shares: my own words
CREATE INDEX stand_in_account_id ON public.stand_in USING btree (account_id) WHERE (ended_at IS NULL); -- meetings: where I step in
CREATE INDEX stand_in_meeting_id ON public.stand_in USING btree (meeting_id, group_id); -- foreign key: a meeting that goes; how often was asked
CREATE INDEX stand_in_membership_id ON public.stand_in USING btree (membership_id); -- foreign key: a membership that goes
CREATE UNIQUE INDEX stand_in_one_each ON public.stand_in USING btree (meeting_id, account_id) WHERE (ended_at IS NULL); -- meetings: nobody steps in twice; who steps in
CREATE INDEX strategy_feedback_membership_id ON public.strategy_feedback USING btree (membership_id, given_at DESC); -- shares: what I said of strategies
CREATE INDEX throttle_refilled_at ON public.throttle USING btree (refilled_at); -- worker: drop buckets that are full again
CREATE INDEX waiting_account_id ON public.waiting USING btree (account_id); -- groups: what I wait for; how many places I wait for
CREATE INDEX waiting_offered_until ON public.waiting USING btree (offered_until) WHERE (status = 'offered'::text); -- worker: offers that have run out
CREATE UNIQUE INDEX waiting_one_each ON public.waiting USING btree (group_id, account_id) WHERE (ended_at IS NULL); -- groups: one current place on the list per account and group; who is next
CREATE INDEX welcoming_group_id ON public.welcoming USING btree (group_id); -- shares: who offered in a group

-- Triggers
CREATE TRIGGER account_ended_answering AFTER UPDATE OF ended_at ON public.account FOR EACH ROW WHEN ((new.ended_at IS NOT NULL)) EXECUTE FUNCTION on_account_ended_answering();
CREATE TRIGGER end_calendar_link AFTER UPDATE OF passphrase_hash ON public.account FOR EACH ROW WHEN ((new.passphrase_hash IS DISTINCT FROM old.passphrase_hash)) EXECUTE FUNCTION end_calendar_link();
CREATE TRIGGER forget_all_notices AFTER UPDATE OF ended_at ON public.account FOR EACH ROW WHEN (((new.ended_at IS NOT NULL) AND (old.ended_at IS NULL))) EXECUTE FUNCTION forget_all_notices();
CREATE TRIGGER forget_waits AFTER UPDATE OF ended_at ON public.account FOR EACH ROW WHEN (((new.ended_at IS NOT NULL) AND (old.ended_at IS NULL))) EXECUTE FUNCTION forget_waits();
CREATE TRIGGER keep_following BEFORE INSERT ON public.following FOR EACH ROW EXECUTE FUNCTION keep_following();
CREATE TRIGGER only_within_limits BEFORE INSERT ON public.group_strategy FOR EACH ROW EXECUTE FUNCTION only_within_limits();
CREATE TRIGGER keep_waits BEFORE INSERT ON public.join_request FOR EACH ROW WHEN ((new.status = 'waiting'::text)) EXECUTE FUNCTION keep_waits();
CREATE TRIGGER directory BEFORE UPDATE ON public.listing FOR EACH ROW EXECUTE FUNCTION on_listing();
CREATE TRIGGER directory AFTER INSERT OR DELETE OR UPDATE OF status, planned_start ON public.meeting FOR EACH ROW EXECUTE FUNCTION on_own_listing_part();
CREATE TRIGGER keep_known BEFORE UPDATE OF planned_start, status ON public.meeting FOR EACH ROW WHEN (((old.known_start IS NULL) AND (old.status = ANY (ARRAY['planned'::text, 'cancelled'::text])) AND (new.status = ANY (ARRAY['planned'::text, 'cancelled'::text])) AND ((old.planned_start IS DISTINCT FROM new.planned_start) OR (old.status IS DISTINCT FROM new.status)))) EXECUTE FUNCTION keep_known();
CREATE TRIGGER author_key_gone AFTER UPDATE OF author_key ON public.membership FOR EACH ROW WHEN (((new.author_key IS NULL) AND (old.author_key IS NOT NULL))) EXECUTE FUNCTION on_author_key_gone();
CREATE TRIGGER directory AFTER INSERT OR DELETE OR UPDATE OF ended_at ON public.membership FOR EACH ROW EXECUTE FUNCTION on_own_listing_part();
CREATE TRIGGER forget_following AFTER UPDATE OF ended_at ON public.membership FOR EACH ROW WHEN (((new.ended_why = 'removed'::text) AND (old.ended_at IS NULL))) EXECUTE FUNCTION forget_following();
CREATE TRIGGER forget_notices AFTER UPDATE OF ended_at ON public.membership FOR EACH ROW WHEN (((new.ended_at IS NOT NULL) AND (old.ended_at IS NULL))) EXECUTE FUNCTION forget_notices();
CREATE TRIGGER forget_shown_plans AFTER UPDATE OF ended_at, role ON public.membership FOR EACH ROW WHEN ((((new.ended_at IS NOT NULL) AND (old.ended_at IS NULL)) OR ((old.role = 'facilitator'::text) AND (new.role <> 'facilitator'::text)))) EXECUTE FUNCTION forget_shown_plans();
CREATE TRIGGER keep_seats_back BEFORE UPDATE OF ended_at ON public.membership FOR EACH ROW WHEN (((new.role = 'member'::text) AND (new.ended_at IS NULL) AND (old.ended_at IS NOT NULL))) EXECUTE FUNCTION keep_seats();
CREATE TRIGGER keep_seats_in BEFORE INSERT ON public.membership FOR EACH ROW WHEN (((new.role = 'member'::text) AND (new.ended_at IS NULL))) EXECUTE FUNCTION keep_seats();
CREATE TRIGGER membership_ended_answering AFTER UPDATE OF ended_at ON public.membership FOR EACH ROW WHEN ((new.ended_at IS NOT NULL)) EXECUTE FUNCTION on_membership_ended_answering();
CREATE TRIGGER membership_ended_door_note AFTER UPDATE OF ended_at ON public.membership FOR EACH ROW WHEN ((new.ended_at IS NOT NULL)) EXECUTE FUNCTION on_membership_ended();
CREATE TRIGGER membership_ended_practising AFTER UPDATE OF ended_at ON public.membership FOR EACH ROW WHEN ((new.ended_at IS NOT NULL)) EXECUTE FUNCTION on_membership_ended_practising();
CREATE TRIGGER membership_ended_space AFTER UPDATE OF ended_at ON public.membership FOR EACH ROW WHEN ((new.ended_at IS NOT NULL)) EXECUTE FUNCTION on_membership_ended_space();
CREATE TRIGGER membership_ended_welcome AFTER UPDATE OF ended_at ON public.membership FOR EACH ROW WHEN ((new.ended_at IS NOT NULL)) EXECUTE FUNCTION on_membership_ended_welcome();
CREATE TRIGGER rest_notices AFTER UPDATE OF suspended_until ON public.membership FOR EACH ROW WHEN (((new.suspended_until IS NOT NULL) AND (old.suspended_until IS NULL))) EXECUTE FUNCTION rest_notices();
CREATE TRIGGER directory AFTER UPDATE OF name ON public.organisation FOR EACH ROW EXECUTE FUNCTION on_organisation();
CREATE TRIGGER directory AFTER INSERT OR DELETE OR UPDATE OF name, purpose, experience, audience, languages, access_needs, meets, place, capacity, entry, what_to_expect, closed_at, is_confidential, latitude, longitude, place_precision, city, country, cost, led_by ON public.peer_group FOR EACH ROW EXECUTE FUNCTION on_own_group();
CREATE TRIGGER only_to_who_leads BEFORE INSERT ON public.plan_shown FOR EACH ROW EXECUTE FUNCTION only_to_who_leads();
CREATE TRIGGER only_to_shown BEFORE INSERT ON public.reply FOR EACH ROW EXECUTE FUNCTION only_to_shown();
CREATE TRIGGER only_within_limits BEFORE INSERT ON public.reply FOR EACH ROW EXECUTE FUNCTION only_within_limits();
CREATE TRIGGER only_to_shown BEFORE INSERT ON public.response FOR EACH ROW EXECUTE FUNCTION only_to_shown();
CREATE TRIGGER directory AFTER INSERT OR DELETE OR UPDATE ON public.series FOR EACH ROW EXECUTE FUNCTION on_own_listing_part();
CREATE TRIGGER only_within_limits BEFORE INSERT ON public.share FOR EACH ROW EXECUTE FUNCTION only_within_limits();
CREATE TRIGGER only_where_asked BEFORE INSERT ON public.strategy_feedback FOR EACH ROW EXECUTE FUNCTION only_where_asked();
CREATE TRIGGER only_within_limits BEFORE INSERT ON public.strategy_feedback FOR EACH ROW EXECUTE FUNCTION only_within_limits();
CREATE TRIGGER directory AFTER INSERT OR DELETE OR UPDATE OF status ON public.waiting FOR EACH ROW EXECUTE FUNCTION on_own_listing_part();
CREATE TRIGGER keep_seats_begun BEFORE INSERT ON public.waiting FOR EACH ROW WHEN ((new.status = 'offered'::text)) EXECUTE FUNCTION keep_seats();
CREATE TRIGGER keep_seats_offered BEFORE UPDATE OF status ON public.waiting FOR EACH ROW WHEN (((new.status = 'offered'::text) AND (old.status <> 'offered'::text))) EXECUTE FUNCTION keep_seats();
CREATE TRIGGER keep_waits BEFORE INSERT ON public.waiting FOR EACH ROW WHEN ((new.ended_at IS NULL)) EXECUTE FUNCTION keep_waits();

-- Comments
comment on table account is 'What a person signs in with. An ended account is an id and three dates, so that past meetings still count';
comment on column account.name_mac is 'Keyed hash of the sign-in name, for looking it up; the name itself is only in name_box, encrypted';
comment on column account.account_key is 'The account''s own key, wrapped by the key-encryption key kek_id';
comment on column account_role.label is 'How coordinators call this person among themselves, from the invitation; never shown to members';
comment on table answer_draft is 'A half-filled set that its person wanted kept, for some days';
comment on column answer_draft.slot is 'Which measure, as a hash under the account''s own key';
comment on table answer_set is 'One filling-in of a measure, under the account''s own key; also which measure, version and day lie in the box';
comment on column answer_set.once is 'Made with the form, so that sending it twice keeps it once';
comment on table answer_time is 'After how long without an answer a share comes to those who like to answer; 4 hours where a group chose nothing';
comment on table answering is 'Who likes to be asked for an answer, and the hours in which somebody is told of none';
comment on column answering.a_day is 'Shares that come to this person as a member in 24 hours, at most; none unless they chose it';
comment on column answering.quiet_until is 'The same as quiet_from: no quiet hours';
comment on table apart is 'That one person is to be kept apart from another, in one group or everywhere: hashes that tell neither who nor where';
comment on column apart.tag is 'Keyed hash of where, of who asked, and of whom: the question whether two are kept apart';
comment on column apart.by_tag is 'Keyed hash of where and of who asked: what is theirs to read and to end, and goes with their account';
comment on column apart.of_tag is 'Keyed hash of where and of whom: goes with their account as well';
comment on column apart.box is 'What who asked reads of it, of one length, encrypted with their own key';
comment on table audit is 'Append-only: what was done about reports, by ids; never words. Whoever changes a row breaks the chain of hashes';
comment on column audit.about is 'The memberships it concerns, who may see that it was done';
comment on table audit_start is 'The last row of the audit that went past its keeping time';
comment on table brought is 'That a share without an answer was brought to somebody, once each; gone with the share, and after 30 days';
comment on table buddy is 'Who is there for which newcomer, once each; seen by these two';
comment on table calendar_link is 'Only the hash of the link is kept; when it was used is not';
comment on table change_rating is 'Answers compared with when the member joined, encrypted with the author''s key';
comment on table check_in is 'All of it lies in one box, under the account''s own key';
comment on table debrief is 'What a facilitator wrote after a meeting, encrypted with their own key';
comment on table decision is 'A step that concerns somebody, with words for them, encrypted under a key of its own';
comment on column decision.reporter_ids is 'Who had reported it: they never hear the appeal';
comment on column decision.to_group is 'Another group that they were offered to move to; they do, or do not';
comment on column directory_source.every_minutes is 'Null: only by hand';
comment on column directory_source.confirmed_at is 'The last time all of it was read: whatever is not retired was seen then, so no row is written for being seen';
comment on column directory_source.answer is 'How its server named the answer that was read to its end last, and when; null as soon as anything else is written, so that all of it is read again';
comment on table door_note is 'One short note about a member for the door of a meeting, encrypted with a key of the group; gone with the membership, and 90 days after it was written';
comment on table event is 'What happened, by ids only: never words, aliases or addresses';
comment on table feedback_given is 'That somebody answered, not what or when; forgotten once answering is over';
comment on table following is 'Groups somebody keeps an eye on. Theirs alone: no facilitator and no figure reads it';
comment on column following.seen_at is 'Changes of times before this were seen';
comment on table group_strategy is 'A way to cope that a member shared with the group';
comment on column group_strategy.asks_feedback is 'Its author wants to hear what others think of it; without that nobody says anything';
comment on column group_strategy.hidden_at is 'Since when a decision hides it; the words stay, so that an appeal can bring them back';
comment on column group_strategy.let_go_at is 'The same as with a share';
comment on table import_problem is 'The first 5,000 of a run; import_run.problems counts all';
comment on table import_row is 'What a run wants to write, until its feed has ended: a fault of ours half-way changes nothing';
comment on column import_run.why is 'Code of what went wrong; the words are in the catalogue';
comment on column import_run.before is 'Listings of the source that stood before it';
comment on table incident is 'That something happened in a meeting, by kind: no words, so nothing about anybody but that it concerned them';
comment on column invitation.held_by is 'Who showed the code last, and has not come in with it yet: they may know of the group';
comment on column join_request.reason_box is 'Why it was declined, in words for that person, encrypted with the group''s key';
comment on table kept_practice is 'Practices somebody wants to find again: by name alone, with no meeting or group';
comment on column listing.source_key is 'Its identity within the source, never the name: names repeat';
comment on column listing.digest is 'Of all that the source said: equal means nothing to write';
comment on column listing.service_id is 'Its id in HSDS feeds, where the source''s own is a UUID that no other listing goes by; else that is listing_id';
comment on column listing.organisation_id is 'The same of its organisation';
comment on column listing.source_words is 'What the source said and we have no word for; given back in its own format, never shown';
comment on column listing.confirmed_at is 'When somebody who runs it said so here';
comment on column listing.changed_in is 'The transaction that wrote the row last: what a reader has not seen yet is found without a gap';
comment on table listing_note is 'What readers say about a listing of others, encrypted; coordinators answer it';
comment on table login is 'Rows live only while the login does: ending one deletes it';
comment on column login.here_hash is 'Of the script-readable half that Leave now deletes without a server';
comment on column login.proved_at is 'When the passphrase was last given: sensitive changes ask again';
comment on column meeting.run_of_show is 'The parts of this very meeting; null: those of its group';
comment on column meeting.known_start is 'What people know, while they have not been told of a change; null: all is told';
comment on column meeting.replaced_at is 'Called off because its group meets at other times: links to it lead somewhere until its time is past';
comment on column meeting.held_as is 'Set when it ended; null for what never began and for what ended before this was kept';
comment on table meeting_answer is 'Who said they come. For facilitators alone; forgotten a week after the meeting';
comment on column meeting_answer.for_start is 'When the meeting was to begin: an answer does not hold for another time';
comment on table meeting_feedback is 'All answers about one meeting in one box, shuffled and written anew with each: no row, order or time of a person';
comment on table meeting_rating is 'How someone arrived and left, 0-10, with which word, and how practices changed it: encrypted with the author''s key, which practice included';
comment on column membership.alias_key is 'The alias with look-alike letters folded together, so that two people cannot look the same';
comment on column membership.author_key is 'Null once destroyed: nothing this person wrote in this group opens again';
comment on column membership.ended_box is 'Why a facilitator ended it, in words for that person, encrypted with the group''s key';
comment on column membership.only_meeting is 'For whoever steps in: the one meeting that this place is for';
comment on column membership.suspended_until is 'Until when the place rests, by a decision; null when it does not';
comment on table notice is 'A kind and an id; the words are the same for everybody';
comment on column notice.about is 'The meeting or group it is about. Features above make notices: hence no foreign key';
comment on column notice.once is 'The same is told once, however often the worker tries';
comment on column notice.until is 'Not shown any more from then on';
comment on table notice_choice is 'What somebody does not want to be told';
comment on column notice_choice.off is 'Kinds of notices';
comment on table on_call is 'The on-call roster: a channel outside of Holdspace, and when it is watched. Counts once it was tested';
comment on column on_call.address_box is 'Where to write, encrypted; destroyed when it is revoked';
comment on table on_call_alert is 'Who was written to about which call for help, and whether the mail was taken';
comment on column organisation.limits_text is 'The organisation''s own words on the limits of confidentiality, shown before joining';
comment on column peer_group.group_key is 'One half of what encrypts this group''s words, wrapped by kek_id; the other half is each author''s';
comment on column peer_group.is_confidential is 'Found by nobody: in no list, search, map, feed, count or calendar; people come in with a code';
comment on column peer_group.offer_hours is 'So long a free seat is held for whoever waited longest';
comment on table place_load is 'Which edition of the places is loaded; the worker loads another when it differs';
comment on table place_name is 'Public geography from packages; the same for everyone, so everyone may read it';
comment on table plan is 'All of it lies in one box, under the account''s own key';
comment on table plan_shown is 'A copy of the chosen parts, under the group''s and the member''s key, for one facilitator until a date';
comment on column plan_shown.seen_at is 'When that facilitator last opened it; its member can read that';
comment on table practice is 'One try of a strategy; which one, and how it went, lies in the box, under the account''s own key';
comment on column practice.ask_at is 'When the next question about it is due, if its account wants to be asked';
comment on table published_half is 'Totals of a closed half-year about reports and decisions, computed once by the worker; never a person';
comment on table published_quarter is 'Totals of a closed quarter, computed once by the worker; never a person';
comment on table rating_choice is 'A member put the change rating off, or refused it for good';
comment on table recovery_code is 'SHA-256 of 125 random bits. Using one deletes all of an account and makes five new ones';
comment on column reply.share_hidden_at is 'Since when the share it is under is hidden; kept by triggers';
comment on column reply.let_go_at is 'The same as with a share';
comment on table report is 'What somebody said is wrong; words and lines are encrypted, and destroyed 90 days after the decision';
comment on column report.once is 'Chosen by the browser: the same report sent again is one';
comment on column report.about_ids is 'Whom it is about, as memberships: they never read it';
comment on column report.again_at is 'When the reporter asked for another look: once, and not at who decided';
comment on column report.of_id is 'The meeting, share, reply, strategy, feedback, membership or group it is about; what was written can be gone by now';
comment on column report.passed_by is 'Accounts that asked for somebody else to decide it';
comment on column response.share_hidden_at is 'Since when the share it is under is hidden; kept by triggers';
comment on table review_choice is 'What somebody would rather not decide about, and until when they rest';
comment on table saved_share is 'What somebody keeps a way back to: a mark, no copy of words. Gone with the share and with the membership';
comment on table setup_token is 'Opens the set-up page once; gone when the organisation exists';
comment on column share.box is 'The words, and sealed with them the feelings, the note and its topics';
comment on column share.audience is 'Who can read it; never changed, because what is under it was written for these readers';
comment on column share.responses_only is 'Nobody writes under it; what can be said with one press stays open';
comment on column share.hidden_at is 'Since when a decision hides it; the words stay, so that an appeal can bring them back';
comment on column share.let_go_at is 'Since when its author wants it gone while a decision hides it: it goes when that can no longer be appealed, or is reversed';
comment on table share_draft is 'What somebody has begun to write and asked to keep, one in each group, encrypted with their key';
comment on table space_choice is 'What somebody would rather not meet in a group''s space, and whom, encrypted with their key: who has muted whom stands nowhere';
comment on table stand_in is 'A facilitator of the organisation who leads one meeting of a group that is not theirs';
comment on column stand_in.membership_id is 'Their place in the group: from half an hour before the meeting until it is over';
comment on table strategy_feedback is 'What one member says of a strategy whose author asked for it';
comment on column strategy_feedback.strategy_hidden_at is 'Since when the strategy it is about is hidden';
comment on column strategy_feedback.let_go_at is 'The same as with a share';
comment on table strategy_joined is 'Who practises along, for them alone: nobody else is shown it, nor how often they try';
comment on column strategy_joined.began_at is 'Which week it is: that one is over when another has begun';
comment on table strategy_week is 'The latest week in which the group practises a strategy; not who began it';
comment on table throttle is 'Token buckets. Keys are keyed hashes; the salt of network keys is thrown away daily';
comment on table times_changed is 'That when or how a group meets was changed, until its people are told: several changes in a row are one';
comment on column times_changed.known is 'When and how it met, as its people know; null: single meetings changed, of which each row knows';
comment on table training_module is 'Where somebody stopped reading a module, and when they had read it';
comment on column training_module.place is 'After how many of its parts';
comment on table training_quiz is 'The latest and the best try of a module''s quiz; which answers were given lies in the box, under the account''s own key';
comment on column training_quiz.sheet is 'The form that was answered last, so that one sent twice counts once';
comment on table training_way is 'How far somebody is in a scenario; what they chose lies in the box, under the account''s own key';
comment on column waiting.turn is 'The order in a group: one higher for whoever asks or goes to the end. Never shown';
comment on column waiting.status is 'Current: waiting, offered (a seat is held), missed (an offer ran out; no other until they say so)';
comment on column waiting.not_before is 'They let a seat go and stayed: no other offer before this';
comment on column waiting.reason_box is 'Why a facilitator ended it, in words for that person, encrypted with the group''s key';
comment on table welcoming is 'Members who said that they like to welcome newcomers in their group';

-- Row-level security
alter table acceptance enable row level security, force row level security;
alter table account enable row level security, force row level security;
alter table account_role enable row level security, force row level security;
alter table agreement enable row level security, force row level security;
alter table answer_draft enable row level security, force row level security;
alter table answer_set enable row level security, force row level security;
alter table answer_time enable row level security, force row level security;
alter table answering enable row level security, force row level security;
alter table apart enable row level security, force row level security;
alter table attendance enable row level security, force row level security;
alter table audit enable row level security, force row level security;
alter table audit_start enable row level security, force row level security;
alter table brought enable row level security, force row level security;
alter table buddy enable row level security, force row level security;
alter table calendar_link enable row level security, force row level security;
alter table certificate enable row level security, force row level security;
alter table change_rating enable row level security, force row level security;
alter table check_in enable row level security, force row level security;
alter table consent enable row level security, force row level security;
alter table debrief enable row level security, force row level security;
alter table decision enable row level security, force row level security;
alter table directory_source enable row level security, force row level security;
alter table door_note enable row level security, force row level security;
alter table event enable row level security, force row level security;
alter table event_stream enable row level security, force row level security;
alter table feedback_given enable row level security, force row level security;
alter table follow_up enable row level security, force row level security;
alter table following enable row level security, force row level security;
alter table group_strategy enable row level security, force row level security;
alter table help_call enable row level security, force row level security;
alter table import_problem enable row level security, force row level security;
alter table import_row enable row level security, force row level security;
alter table import_run enable row level security, force row level security;
alter table incident enable row level security, force row level security;
alter table invitation enable row level security, force row level security;
alter table join_request enable row level security, force row level security;
alter table kept_practice enable row level security, force row level security;
alter table listing enable row level security, force row level security;
alter table listing_note enable row level security, force row level security;
alter table login enable row level security, force row level security;
alter table meeting enable row level security, force row level security;
alter table meeting_answer enable row level security, force row level security;
alter table meeting_feedback enable row level security, force row level security;
alter table meeting_rating enable row level security, force row level security;
alter table membership enable row level security, force row level security;
alter table notice enable row level security, force row level security;
alter table notice_choice enable row level security, force row level security;
alter table on_call enable row level security, force row level security;
alter table on_call_alert enable row level security, force row level security;
alter table organisation enable row level security, force row level security;
alter table own_listing_change enable row level security, force row level security;
alter table peer_group enable row level security, force row level security;
alter table place_load enable row level security, force row level security;
alter table place_name enable row level security, force row level security;
alter table plan enable row level security, force row level security;
alter table plan_shown enable row level security, force row level security;
alter table practice enable row level security, force row level security;
alter table published_half enable row level security, force row level security;
alter table published_quarter enable row level security, force row level security;
alter table rating_choice enable row level security, force row level security;
alter table recovery_code enable row level security, force row level security;
alter table reply enable row level security, force row level security;
alter table report enable row level security, force row level security;
alter table response enable row level security, force row level security;
alter table review_choice enable row level security, force row level security;
alter table saved_share enable row level security, force row level security;
alter table series enable row level security, force row level security;
alter table series_exception enable row level security, force row level security;
alter table setup_token enable row level security, force row level security;
alter table share enable row level security, force row level security;
alter table share_draft enable row level security, force row level security;
alter table space_choice enable row level security, force row level security;
alter table staff_invitation enable row level security, force row level security;
alter table stand_in enable row level security, force row level security;
alter table strategy_feedback enable row level security, force row level security;
alter table strategy_joined enable row level security, force row level security;
alter table strategy_week enable row level security, force row level security;
alter table throttle enable row level security, force row level security;
alter table throttle_salt enable row level security, force row level security;
alter table times_changed enable row level security, force row level security;
alter table training_module enable row level security, force row level security;
alter table training_quiz enable row level security, force row level security;
alter table training_way enable row level security, force row level security;
alter table waiting enable row level security, force row level security;
alter table welcoming enable row level security, force row level security;

-- Policies
create policy by_owner on acceptance for all to owner
	using (true)
	with check (true);
create policy own on acceptance for all to holdspace_app
	using ((account_id = my_account()))
	with check ((account_id = my_account()));
create policy system on acceptance for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on account for all to owner
	using (true)
	with check (true);
create policy own on account for select to holdspace_app
	using ((account_id = my_account()));
create policy system on account for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on account_role for all to owner
	using (true)
	with check (true);
create policy own on account_role for select to holdspace_app
	using ((account_id = my_account()));
create policy system on account_role for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on agreement for all to owner
	using (true)
	with check (true);
create policy everyone on agreement for select to holdspace_app
	using (true);
create policy system on agreement for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on answer_draft for all to owner
	using (true)
	with check (true);
create policy own on answer_draft for all to holdspace_app
	using ((account_id = my_account()))
	with check ((account_id = my_account()));
create policy system on answer_draft for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on answer_set for all to owner
	using (true)
	with check (true);
create policy own on answer_set for all to holdspace_app
	using ((account_id = my_account()))
	with check ((account_id = my_account()));
create policy system on answer_set for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on answer_time for all to owner
	using (true)
	with check (true);
create policy facilitates on answer_time for all to holdspace_app
	using ((group_id = ANY (( SELECT my_facilitated_groups() AS my_facilitated_groups)::uuid[])))
	with check ((group_id = ANY (( SELECT my_facilitated_groups() AS my_facilitated_groups)::uuid[])));
create policy system on answer_time for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on answering for all to owner
	using (true)
	with check (true);
create policy own on answering for all to holdspace_app
	using ((account_id = my_account()))
	with check ((account_id = my_account()));
create policy system on answering for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on apart for all to owner
	using (true)
	with check (true);
create policy system on apart for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on attendance for all to owner
	using (true)
	with check (true);
create policy own on attendance for select to holdspace_app
	using ((membership_id IN ( SELECT membership.membership_id
   FROM membership
  WHERE (membership.account_id = my_account()))));
create policy system on attendance for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy appends on audit for insert to holdspace_app
	with check ((my_scope() = 'system'::text));
create policy by_owner on audit for all to owner
	using (true)
	with check (true);
create policy system on audit for select to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text));
create policy by_owner on audit_start for all to owner
	using (true)
	with check (true);
create policy system on audit_start for select to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text));
create policy by_owner on brought for all to owner
	using (true)
	with check (true);
create policy own on brought for select to holdspace_app
	using (((account_id = my_account()) AND (step <> 'coordinator'::text)));
create policy system on brought for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on buddy for all to owner
	using (true)
	with check (true);
create policy own on buddy for select to holdspace_app
	using ((EXISTS ( SELECT
   FROM membership m
  WHERE ((m.membership_id = ANY (ARRAY[buddy.newcomer_id, buddy.buddy_id])) AND (m.account_id = my_account()) AND (m.ended_at IS NULL)))));
create policy own_end on buddy for update to holdspace_app
	using ((EXISTS ( SELECT
   FROM membership m
  WHERE ((m.membership_id = ANY (ARRAY[buddy.newcomer_id, buddy.buddy_id])) AND (m.account_id = my_account()) AND (m.ended_at IS NULL)))))
	with check ((ended_at IS NOT NULL));
create policy system on buddy for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on calendar_link for all to owner
	using (true)
	with check (true);
create policy own on calendar_link for all to holdspace_app
	using ((account_id = ( SELECT my_account() AS my_account)))
	with check ((account_id = my_account()));
create policy system on calendar_link for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on certificate for all to owner
	using (true)
	with check (true);
create policy own on certificate for select to holdspace_app
	using ((account_id = my_account()));
create policy system on certificate for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on change_rating for all to owner
	using (true)
	with check (true);
create policy own on change_rating for all to holdspace_app
	using ((membership_id IN ( SELECT membership.membership_id
   FROM membership
  WHERE (membership.account_id = my_account()))))
	with check ((membership_id IN ( SELECT membership.membership_id
   FROM membership
  WHERE (membership.account_id = my_account()))));
create policy system on change_rating for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on check_in for all to owner
	using (true)
	with check (true);
create policy own on check_in for all to holdspace_app
	using ((account_id = my_account()))
	with check ((account_id = my_account()));
create policy system on check_in for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on consent for all to owner
	using (true)
	with check (true);
create policy own on consent for all to holdspace_app
	using ((account_id = my_account()))
	with check ((account_id = my_account()));
create policy system on consent for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on debrief for all to owner
	using (true)
	with check (true);
create policy facilitates on debrief for select to holdspace_app
	using (((group_id = ANY (( SELECT my_facilitated_groups() AS my_facilitated_groups)::uuid[])) OR (meeting_id = ANY (( SELECT my_stand_in_meetings() AS my_stand_in_meetings)::uuid[]))));
create policy own on debrief for all to holdspace_app
	using ((membership_id IN ( SELECT membership.membership_id
   FROM membership
  WHERE (membership.account_id = my_account()))))
	with check ((((group_id = ANY (( SELECT my_facilitated_groups() AS my_facilitated_groups)::uuid[])) OR (meeting_id = ANY (( SELECT my_stand_in_meetings() AS my_stand_in_meetings)::uuid[]))) AND (membership_id IN ( SELECT membership.membership_id
   FROM membership
  WHERE ((membership.account_id = my_account()) AND (membership.ended_at IS NULL))))));
create policy system on debrief for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on decision for all to owner
	using (true)
	with check (true);
create policy hears on decision for select to holdspace_app
	using (((appealed_at IS NOT NULL) AND (( SELECT my_account() AS my_account) IS NOT NULL) AND may_hear(group_id, membership_id, reporter_ids, made_by)));
create policy own on decision for select to holdspace_app
	using ((membership_id IN ( SELECT membership.membership_id
   FROM membership
  WHERE (membership.account_id = my_account()))));
create policy system on decision for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on directory_source for all to owner
	using (true)
	with check (true);
create policy system on directory_source for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on door_note for all to owner
	using (true)
	with check (true);
create policy facilitates on door_note for all to holdspace_app
	using ((group_id = ANY (( SELECT my_facilitated_groups() AS my_facilitated_groups)::uuid[])))
	with check ((group_id = ANY (( SELECT my_facilitated_groups() AS my_facilitated_groups)::uuid[])));
create policy system on door_note for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy append on event for insert to holdspace_app
	with check ((my_scope() <> ''::text));
create policy by_owner on event for all to owner
	using (true)
	with check (true);
create policy system on event for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy append on event_stream for insert to holdspace_app
	with check ((my_scope() <> ''::text));
create policy by_owner on event_stream for all to owner
	using (true)
	with check (true);
create policy count_on on event_stream for update to holdspace_app
	using ((my_scope() <> ''::text))
	with check ((my_scope() <> ''::text));
create policy read on event_stream for select to holdspace_app
	using ((my_scope() <> ''::text));
create policy system on event_stream for delete to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text));
create policy by_owner on feedback_given for all to owner
	using (true)
	with check (true);
create policy own on feedback_given for select to holdspace_app
	using ((membership_id IN ( SELECT membership.membership_id
   FROM membership
  WHERE (membership.account_id = my_account()))));
create policy system on feedback_given for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on follow_up for all to owner
	using (true)
	with check (true);
create policy facilitates on follow_up for all to holdspace_app
	using (((group_id = ANY (( SELECT my_facilitated_groups() AS my_facilitated_groups)::uuid[])) OR (meeting_id = ANY (( SELECT my_stand_in_meetings() AS my_stand_in_meetings)::uuid[]))))
	with check (((group_id = ANY (( SELECT my_facilitated_groups() AS my_facilitated_groups)::uuid[])) OR (meeting_id = ANY (( SELECT my_stand_in_meetings() AS my_stand_in_meetings)::uuid[]))));
create policy system on follow_up for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on following for all to owner
	using (true)
	with check (true);
create policy own on following for all to holdspace_app
	using ((account_id = my_account()))
	with check ((account_id = my_account()));
create policy by_owner on group_strategy for all to owner
	using (true)
	with check (true);
create policy own_delete on group_strategy for delete to holdspace_app
	using ((membership_id IN ( SELECT membership.membership_id
   FROM membership
  WHERE (membership.account_id = my_account()))));
create policy own_insert on group_strategy for insert to holdspace_app
	with check ((membership_id IN ( SELECT m.membership_id
   FROM membership m
  WHERE ((m.account_id = my_account()) AND (m.ended_at IS NULL) AND (m.only_meeting IS NULL) AND (m.group_id = group_strategy.group_id)))));
create policy own_update on group_strategy for update to holdspace_app
	using ((membership_id IN ( SELECT membership.membership_id
   FROM membership
  WHERE ((membership.account_id = my_account()) AND (membership.ended_at IS NULL) AND (membership.only_meeting IS NULL)))));
create policy shown on group_strategy for select to holdspace_app
	using ((is_shown(hidden_at) OR (( SELECT my_scope() AS my_scope) = 'system'::text)));
create policy system on group_strategy for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy together on group_strategy for select to holdspace_app
	using ((group_id = ANY (( SELECT my_spaces() AS my_spaces)::uuid[])));
create policy by_owner on help_call for all to owner
	using (true)
	with check (true);
create policy facilitates on help_call for select to holdspace_app
	using ((group_id = ANY (( SELECT my_facilitated_groups() AS my_facilitated_groups)::uuid[])));
create policy own on help_call for select to holdspace_app
	using ((membership_id IN ( SELECT membership.membership_id
   FROM membership
  WHERE (membership.account_id = my_account()))));
create policy steps_in on help_call for select to holdspace_app
	using ((meeting_id = ANY (( SELECT my_stand_in_meetings() AS my_stand_in_meetings)::uuid[])));
create policy system on help_call for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on import_problem for all to owner
	using (true)
	with check (true);
create policy system on import_problem for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on import_row for all to owner
	using (true)
	with check (true);
create policy system on import_row for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on import_run for all to owner
	using (true)
	with check (true);
create policy system on import_run for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on incident for all to owner
	using (true)
	with check (true);
create policy own on incident for select to holdspace_app
	using ((reporter_id IN ( SELECT membership.membership_id
   FROM membership
  WHERE (membership.account_id = my_account()))));
create policy reports on incident for insert to holdspace_app
	with check ((((group_id = ANY (( SELECT my_facilitated_groups() AS my_facilitated_groups)::uuid[])) OR (meeting_id = ANY (( SELECT my_stand_in_meetings() AS my_stand_in_meetings)::uuid[]))) AND (reporter_id IN ( SELECT membership.membership_id
   FROM membership
  WHERE ((membership.account_id = my_account()) AND (membership.ended_at IS NULL))))));
create policy system on incident for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on invitation for all to owner
	using (true)
	with check (true);
create policy facilitates on invitation for all to holdspace_app
	using ((group_id = ANY (( SELECT my_facilitated_groups() AS my_facilitated_groups)::uuid[])))
	with check ((group_id = ANY (( SELECT my_facilitated_groups() AS my_facilitated_groups)::uuid[])));
create policy shown on invitation for select to holdspace_app
	using ((held_by = ( SELECT my_account() AS my_account)));
create policy system on invitation for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on join_request for all to owner
	using (true)
	with check (true);
create policy facilitates on join_request for select to holdspace_app
	using ((group_id = ANY (( SELECT my_facilitated_groups() AS my_facilitated_groups)::uuid[])));
create policy own on join_request for select to holdspace_app
	using ((account_id = my_account()));
create policy system on join_request for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy withdraws on join_request for update to holdspace_app
	using ((account_id = my_account()))
	with check (((account_id = my_account()) AND (status = 'withdrawn'::text)));
create policy by_owner on kept_practice for all to owner
	using (true)
	with check (true);
create policy own on kept_practice for all to holdspace_app
	using ((account_id = my_account()))
	with check ((account_id = my_account()));
create policy system on kept_practice for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on listing for all to owner
	using (true)
	with check (true);
create policy system on listing for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on listing_note for all to owner
	using (true)
	with check (true);
create policy system on listing_note for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on login for all to owner
	using (true)
	with check (true);
create policy own on login for select to holdspace_app
	using ((account_id = my_account()));
create policy own_end on login for delete to holdspace_app
	using ((account_id = my_account()));
create policy system on login for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on meeting for all to owner
	using (true)
	with check (true);
create policy everyone on meeting for select to holdspace_app
	using (true);
create policy system on meeting for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on meeting_answer for all to owner
	using (true)
	with check (true);
create policy facilitates on meeting_answer for select to holdspace_app
	using ((group_id = ANY (( SELECT my_facilitated_groups() AS my_facilitated_groups)::uuid[])));
create policy own on meeting_answer for all to holdspace_app
	using ((membership_id IN ( SELECT membership.membership_id
   FROM membership
  WHERE ((membership.account_id = my_account()) AND (membership.ended_at IS NULL)))))
	with check ((membership_id IN ( SELECT membership.membership_id
   FROM membership
  WHERE ((membership.account_id = my_account()) AND (membership.ended_at IS NULL)))));
create policy steps_in on meeting_answer for select to holdspace_app
	using ((meeting_id = ANY (( SELECT my_stand_in_meetings() AS my_stand_in_meetings)::uuid[])));
create policy system on meeting_answer for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on meeting_feedback for all to owner
	using (true)
	with check (true);
create policy system on meeting_feedback for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on meeting_rating for all to owner
	using (true)
	with check (true);
create policy own on meeting_rating for all to holdspace_app
	using ((membership_id IN ( SELECT membership.membership_id
   FROM membership
  WHERE (membership.account_id = my_account()))))
	with check ((membership_id IN ( SELECT membership.membership_id
   FROM membership
  WHERE (membership.account_id = my_account()))));
create policy system on meeting_rating for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on membership for all to owner
	using (true)
	with check (true);
create policy facilitates on membership for update to holdspace_app
	using (((group_id = ANY (( SELECT my_facilitated_groups() AS my_facilitated_groups)::uuid[])) AND (role = 'member'::text) AND (ended_at IS NULL)))
	with check (((group_id = ANY (( SELECT my_facilitated_groups() AS my_facilitated_groups)::uuid[])) AND (ended_why = 'removed'::text)));
create policy leaves on membership for update to holdspace_app
	using (((account_id = my_account()) AND (ended_at IS NULL)))
	with check (((account_id = my_account()) AND (ended_why = 'left'::text)));
create policy own on membership for select to holdspace_app
	using ((account_id = my_account()));
create policy system on membership for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy together on membership for select to holdspace_app
	using ((group_id = ANY (( SELECT my_groups() AS my_groups)::uuid[])));
create policy by_owner on notice for all to owner
	using (true)
	with check (true);
create policy own on notice for select to holdspace_app
	using ((account_id = my_account()));
create policy sees on notice for update to holdspace_app
	using ((account_id = my_account()))
	with check ((account_id = my_account()));
create policy system on notice for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on notice_choice for all to owner
	using (true)
	with check (true);
create policy own on notice_choice for all to holdspace_app
	using ((account_id = my_account()))
	with check ((account_id = my_account()));
create policy system on notice_choice for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on on_call for all to owner
	using (true)
	with check (true);
create policy own on on_call for all to holdspace_app
	using ((account_id = ( SELECT my_account() AS my_account)))
	with check ((account_id = my_account()));
create policy system on on_call for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on on_call_alert for all to owner
	using (true)
	with check (true);
create policy own on on_call_alert for select to holdspace_app
	using ((on_call_id IN ( SELECT on_call.on_call_id
   FROM on_call
  WHERE (on_call.account_id = my_account()))));
create policy system on on_call_alert for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on organisation for all to owner
	using (true)
	with check (true);
create policy everyone on organisation for select to holdspace_app
	using (true);
create policy system on organisation for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on own_listing_change for all to owner
	using (true)
	with check (true);
create policy system on own_listing_change for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on peer_group for all to owner
	using (true)
	with check (true);
create policy everyone on peer_group for select to holdspace_app
	using (true);
create policy system on peer_group for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on place_load for all to owner
	using (true)
	with check (true);
create policy everyone on place_load for select to holdspace_app
	using (true);
create policy system on place_load for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on place_name for all to owner
	using (true)
	with check (true);
create policy everyone on place_name for select to holdspace_app
	using (true);
create policy system on place_name for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on plan for all to owner
	using (true)
	with check (true);
create policy own on plan for all to holdspace_app
	using ((account_id = my_account()))
	with check ((account_id = my_account()));
create policy system on plan for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on plan_shown for all to owner
	using (true)
	with check (true);
create policy own on plan_shown for select to holdspace_app
	using ((membership_id IN ( SELECT membership.membership_id
   FROM membership
  WHERE (membership.account_id = my_account()))));
create policy own_delete on plan_shown for delete to holdspace_app
	using ((membership_id IN ( SELECT membership.membership_id
   FROM membership
  WHERE (membership.account_id = my_account()))));
create policy own_insert on plan_shown for insert to holdspace_app
	with check ((membership_id IN ( SELECT m.membership_id
   FROM membership m
  WHERE ((m.account_id = my_account()) AND (m.ended_at IS NULL) AND (m.only_meeting IS NULL) AND (m.group_id = plan_shown.group_id)))));
create policy seen on plan_shown for update to holdspace_app
	using (((group_id = ANY (( SELECT my_facilitated_groups() AS my_facilitated_groups)::uuid[])) AND (facilitator_id IN ( SELECT membership.membership_id
   FROM membership
  WHERE ((membership.account_id = my_account()) AND (membership.ended_at IS NULL))))));
create policy shown on plan_shown for select to holdspace_app
	using (((group_id = ANY (( SELECT my_facilitated_groups() AS my_facilitated_groups)::uuid[])) AND (facilitator_id IN ( SELECT membership.membership_id
   FROM membership
  WHERE ((membership.account_id = my_account()) AND (membership.ended_at IS NULL))))));
create policy system on plan_shown for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on practice for all to owner
	using (true)
	with check (true);
create policy own on practice for all to holdspace_app
	using ((account_id = my_account()))
	with check ((account_id = my_account()));
create policy system on practice for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on published_half for all to owner
	using (true)
	with check (true);
create policy system on published_half for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on published_quarter for all to owner
	using (true)
	with check (true);
create policy system on published_quarter for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on rating_choice for all to owner
	using (true)
	with check (true);
create policy own on rating_choice for all to holdspace_app
	using ((membership_id IN ( SELECT membership.membership_id
   FROM membership
  WHERE (membership.account_id = my_account()))))
	with check ((membership_id IN ( SELECT membership.membership_id
   FROM membership
  WHERE (membership.account_id = my_account()))));
create policy system on rating_choice for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on recovery_code for all to owner
	using (true)
	with check (true);
create policy system on recovery_code for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy at_home on reply for insert to holdspace_app
	with check (((my_scope() = 'system'::text) OR (group_id = ANY (( SELECT my_spaces() AS my_spaces)::uuid[]))));
create policy by_owner on reply for all to owner
	using (true)
	with check (true);
create policy own_delete on reply for delete to holdspace_app
	using ((membership_id IN ( SELECT membership.membership_id
   FROM membership
  WHERE (membership.account_id = my_account()))));
create policy own_insert on reply for insert to holdspace_app
	with check (((membership_id IN ( SELECT m.membership_id
   FROM membership m
  WHERE ((m.account_id = my_account()) AND (m.ended_at IS NULL) AND (m.only_meeting IS NULL) AND (m.group_id = reply.group_id)))) AND ((audience = 'group'::text) OR (EXISTS ( SELECT
   FROM share s
  WHERE (s.share_id = reply.share_id))))));
create policy own_update on reply for update to holdspace_app
	using ((membership_id IN ( SELECT membership.membership_id
   FROM membership
  WHERE ((membership.account_id = my_account()) AND (membership.ended_at IS NULL)))));
create policy shown on reply for select to holdspace_app
	using ((is_shown(hidden_at, share_hidden_at) OR (( SELECT my_scope() AS my_scope) = 'system'::text)));
create policy system on reply for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy together on reply for select to holdspace_app
	using (((group_id = ANY (( SELECT my_spaces() AS my_spaces)::uuid[])) AND ((audience = 'group'::text) OR (group_id = ANY (( SELECT my_facilitated_groups() AS my_facilitated_groups)::uuid[])) OR (EXISTS ( SELECT
   FROM share s
  WHERE (s.share_id = reply.share_id))))));
create policy by_owner on report for all to owner
	using (true)
	with check (true);
create policy decides on report for update to holdspace_app
	using (((( SELECT my_account() AS my_account) IS NOT NULL) AND may_review(group_id, reporter_id, about_ids, coordinators_only) AND ((again_at IS NULL) OR may_look_again(reporter_id, about_ids, decision, decided_by))))
	with check (may_review(group_id, reporter_id, about_ids, coordinators_only));
create policy not_own on report for update to holdspace_app
	using (((( SELECT my_scope() AS my_scope) = 'system'::text) OR (NOT reported_by_me(of, of_id))));
create policy own on report for select to holdspace_app
	using ((reporter_id IN ( SELECT membership.membership_id
   FROM membership
  WHERE (membership.account_id = my_account()))));
create policy reports on report for insert to holdspace_app
	with check ((reporter_id IN ( SELECT m.membership_id
   FROM membership m
  WHERE ((m.account_id = my_account()) AND (m.group_id = report.group_id) AND ((m.ended_at IS NULL) OR (EXISTS ( SELECT 1
           FROM (attendance a
             JOIN meeting t USING (meeting_id))
          WHERE ((a.meeting_id = report.meeting_id) AND (a.membership_id = m.membership_id) AND (report.made_at <= (COALESCE(t.ended_at, (t.planned_start + make_interval(mins => t.minutes))) + '25:00:00'::interval))))))))));
create policy reviews on report for select to holdspace_app
	using (((( SELECT my_account() AS my_account) IS NOT NULL) AND (( SELECT my_coordinating() AS my_coordinating) OR ((NOT coordinators_only) AND (group_id = ANY (( SELECT my_facilitated_groups() AS my_facilitated_groups)::uuid[])))) AND (NOT (reporter_id = ANY (( SELECT my_memberships() AS my_memberships)::uuid[]))) AND (NOT (about_ids && ( SELECT my_memberships() AS my_memberships)))));
create policy system on report for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy at_home on response for insert to holdspace_app
	with check (((my_scope() = 'system'::text) OR (group_id = ANY (( SELECT my_spaces() AS my_spaces)::uuid[]))));
create policy by_owner on response for all to owner
	using (true)
	with check (true);
create policy own_delete on response for delete to holdspace_app
	using ((membership_id IN ( SELECT membership.membership_id
   FROM membership
  WHERE (membership.account_id = my_account()))));
create policy own_insert on response for insert to holdspace_app
	with check (((membership_id IN ( SELECT m.membership_id
   FROM membership m
  WHERE ((m.account_id = my_account()) AND (m.ended_at IS NULL) AND (m.only_meeting IS NULL) AND (m.group_id = response.group_id)))) AND ((audience = 'group'::text) OR (EXISTS ( SELECT
   FROM share s
  WHERE (s.share_id = response.share_id))))));
create policy own_update on response for update to holdspace_app
	using ((membership_id IN ( SELECT membership.membership_id
   FROM membership
  WHERE ((membership.account_id = my_account()) AND (membership.ended_at IS NULL)))));
create policy shown on response for select to holdspace_app
	using ((is_shown(share_hidden_at) OR (( SELECT my_scope() AS my_scope) = 'system'::text)));
create policy system on response for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy together on response for select to holdspace_app
	using (((group_id = ANY (( SELECT my_spaces() AS my_spaces)::uuid[])) AND ((audience = 'group'::text) OR (group_id = ANY (( SELECT my_facilitated_groups() AS my_facilitated_groups)::uuid[])) OR (EXISTS ( SELECT
   FROM share s
  WHERE (s.share_id = response.share_id))))));
create policy by_owner on review_choice for all to owner
	using (true)
	with check (true);
create policy own on review_choice for all to holdspace_app
	using ((account_id = ( SELECT my_account() AS my_account)))
	with check ((account_id = my_account()));
create policy system on review_choice for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on saved_share for all to owner
	using (true)
	with check (true);
create policy own on saved_share for all to holdspace_app
	using ((membership_id IN ( SELECT m.membership_id
   FROM membership m
  WHERE ((m.account_id = my_account()) AND (m.ended_at IS NULL)))))
	with check (((membership_id IN ( SELECT m.membership_id
   FROM membership m
  WHERE ((m.account_id = my_account()) AND (m.ended_at IS NULL) AND (m.group_id = saved_share.group_id)))) AND (EXISTS ( SELECT
   FROM share s
  WHERE (s.share_id = saved_share.share_id)))));
create policy system on saved_share for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on series for all to owner
	using (true)
	with check (true);
create policy everyone on series for select to holdspace_app
	using (true);
create policy system on series for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on series_exception for all to owner
	using (true)
	with check (true);
create policy everyone on series_exception for select to holdspace_app
	using (true);
create policy system on series_exception for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on setup_token for all to owner
	using (true)
	with check (true);
create policy system on setup_token for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy at_home on share for insert to holdspace_app
	with check (((my_scope() = 'system'::text) OR (group_id = ANY (( SELECT my_spaces() AS my_spaces)::uuid[]))));
create policy by_owner on share for all to owner
	using (true)
	with check (true);
create policy own_delete on share for delete to holdspace_app
	using ((membership_id IN ( SELECT membership.membership_id
   FROM membership
  WHERE (membership.account_id = my_account()))));
create policy own_insert on share for insert to holdspace_app
	with check ((membership_id IN ( SELECT m.membership_id
   FROM membership m
  WHERE ((m.account_id = my_account()) AND (m.ended_at IS NULL) AND (m.group_id = share.group_id)))));
create policy own_update on share for update to holdspace_app
	using ((membership_id IN ( SELECT membership.membership_id
   FROM membership
  WHERE ((membership.account_id = my_account()) AND (membership.ended_at IS NULL)))));
create policy shown on share for select to holdspace_app
	using ((is_shown(hidden_at) OR (( SELECT my_scope() AS my_scope) = 'system'::text)));
create policy system on share for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy together on share for select to holdspace_app
	using (((group_id = ANY (( SELECT my_spaces() AS my_spaces)::uuid[])) AND ((audience = 'group'::text) OR (group_id = ANY (( SELECT my_facilitated_groups() AS my_facilitated_groups)::uuid[])) OR (membership_id IN ( SELECT m.membership_id
   FROM membership m
  WHERE ((m.account_id = my_account()) AND (m.ended_at IS NULL) AND (m.only_meeting IS NULL)))))));
create policy by_owner on share_draft for all to owner
	using (true)
	with check (true);
create policy own on share_draft for all to holdspace_app
	using ((membership_id IN ( SELECT m.membership_id
   FROM membership m
  WHERE ((m.account_id = my_account()) AND (m.ended_at IS NULL) AND (m.only_meeting IS NULL)))))
	with check ((membership_id IN ( SELECT m.membership_id
   FROM membership m
  WHERE ((m.account_id = my_account()) AND (m.ended_at IS NULL) AND (m.only_meeting IS NULL) AND (m.group_id = share_draft.group_id)))));
create policy system on share_draft for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on space_choice for all to owner
	using (true)
	with check (true);
create policy own on space_choice for all to holdspace_app
	using ((membership_id IN ( SELECT m.membership_id
   FROM membership m
  WHERE ((m.account_id = my_account()) AND (m.ended_at IS NULL) AND (m.only_meeting IS NULL)))))
	with check ((membership_id IN ( SELECT m.membership_id
   FROM membership m
  WHERE ((m.account_id = my_account()) AND (m.ended_at IS NULL) AND (m.only_meeting IS NULL) AND (m.group_id = space_choice.group_id)))));
create policy system on space_choice for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on staff_invitation for all to owner
	using (true)
	with check (true);
create policy system on staff_invitation for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on stand_in for all to owner
	using (true)
	with check (true);
create policy own on stand_in for select to holdspace_app
	using ((account_id = my_account()));
create policy system on stand_in for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy together on stand_in for select to holdspace_app
	using ((group_id = ANY (( SELECT my_groups() AS my_groups)::uuid[])));
create policy by_owner on strategy_feedback for all to owner
	using (true)
	with check (true);
create policy own_delete on strategy_feedback for delete to holdspace_app
	using ((membership_id IN ( SELECT membership.membership_id
   FROM membership
  WHERE (membership.account_id = my_account()))));
create policy own_insert on strategy_feedback for insert to holdspace_app
	with check ((membership_id IN ( SELECT m.membership_id
   FROM membership m
  WHERE ((m.account_id = my_account()) AND (m.ended_at IS NULL) AND (m.only_meeting IS NULL) AND (m.group_id = strategy_feedback.group_id)))));
create policy own_update on strategy_feedback for update to holdspace_app
	using ((membership_id IN ( SELECT membership.membership_id
   FROM membership
  WHERE ((membership.account_id = my_account()) AND (membership.ended_at IS NULL) AND (membership.only_meeting IS NULL)))));
create policy shown on strategy_feedback for select to holdspace_app
	using ((is_shown(hidden_at, strategy_hidden_at) OR (( SELECT my_scope() AS my_scope) = 'system'::text)));
create policy system on strategy_feedback for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy together on strategy_feedback for select to holdspace_app
	using (((group_id = ANY (( SELECT my_spaces() AS my_spaces)::uuid[])) AND ((group_id = ANY (( SELECT my_facilitated_groups() AS my_facilitated_groups)::uuid[])) OR (membership_id IN ( SELECT m.membership_id
   FROM membership m
  WHERE ((m.account_id = my_account()) AND (m.ended_at IS NULL)))) OR (strategy_id IN ( SELECT s.strategy_id
   FROM (group_strategy s
     JOIN membership m USING (membership_id))
  WHERE ((m.account_id = my_account()) AND (m.ended_at IS NULL)))))));
create policy by_owner on strategy_joined for all to owner
	using (true)
	with check (true);
create policy own on strategy_joined for select to holdspace_app
	using ((membership_id IN ( SELECT membership.membership_id
   FROM membership
  WHERE ((membership.account_id = my_account()) AND (membership.ended_at IS NULL)))));
create policy own_delete on strategy_joined for delete to holdspace_app
	using ((membership_id IN ( SELECT membership.membership_id
   FROM membership
  WHERE (membership.account_id = my_account()))));
create policy own_insert on strategy_joined for insert to holdspace_app
	with check ((membership_id IN ( SELECT m.membership_id
   FROM membership m
  WHERE ((m.account_id = my_account()) AND (m.ended_at IS NULL) AND (m.only_meeting IS NULL) AND (m.group_id = strategy_joined.group_id)))));
create policy own_update on strategy_joined for update to holdspace_app
	using ((membership_id IN ( SELECT membership.membership_id
   FROM membership
  WHERE ((membership.account_id = my_account()) AND (membership.ended_at IS NULL) AND (membership.only_meeting IS NULL)))));
create policy system on strategy_joined for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on strategy_week for all to owner
	using (true)
	with check (true);
create policy system on strategy_week for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy together on strategy_week for select to holdspace_app
	using ((group_id = ANY (( SELECT my_spaces() AS my_spaces)::uuid[])));
create policy together_again on strategy_week for update to holdspace_app
	using ((group_id = ANY (( SELECT my_spaces() AS my_spaces)::uuid[])));
create policy together_begins on strategy_week for insert to holdspace_app
	with check ((group_id = ANY (( SELECT my_spaces() AS my_spaces)::uuid[])));
create policy by_owner on throttle for all to owner
	using (true)
	with check (true);
create policy system on throttle for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on throttle_salt for all to owner
	using (true)
	with check (true);
create policy system on throttle_salt for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on times_changed for all to owner
	using (true)
	with check (true);
create policy system on times_changed for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on training_module for all to owner
	using (true)
	with check (true);
create policy own on training_module for all to holdspace_app
	using ((account_id = my_account()))
	with check ((account_id = my_account()));
create policy system on training_module for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on training_quiz for all to owner
	using (true)
	with check (true);
create policy own on training_quiz for all to holdspace_app
	using ((account_id = my_account()))
	with check ((account_id = my_account()));
create policy system on training_quiz for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on training_way for all to owner
	using (true)
	with check (true);
create policy own on training_way for all to holdspace_app
	using ((account_id = my_account()))
	with check ((account_id = my_account()));
create policy system on training_way for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on waiting for all to owner
	using (true)
	with check (true);
create policy facilitates on waiting for select to holdspace_app
	using ((group_id = ANY (( SELECT my_facilitated_groups() AS my_facilitated_groups)::uuid[])));
create policy own on waiting for select to holdspace_app
	using ((account_id = my_account()));
create policy system on waiting for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));
create policy by_owner on welcoming for all to owner
	using (true)
	with check (true);
create policy facilitates on welcoming for select to holdspace_app
	using ((group_id = ANY (( SELECT my_facilitated_groups() AS my_facilitated_groups)::uuid[])));
create policy own on welcoming for all to holdspace_app
	using ((membership_id IN ( SELECT m.membership_id
   FROM membership m
  WHERE ((m.account_id = my_account()) AND (m.ended_at IS NULL) AND (m.only_meeting IS NULL)))))
	with check ((membership_id IN ( SELECT m.membership_id
   FROM membership m
  WHERE ((m.account_id = my_account()) AND (m.ended_at IS NULL) AND (m.only_meeting IS NULL) AND (m.role = 'member'::text) AND (m.group_id = welcoming.group_id)))));
create policy system on welcoming for all to holdspace_app
	using ((( SELECT my_scope() AS my_scope) = 'system'::text))
	with check ((my_scope() = 'system'::text));

-- Grants to holdspace_app
grant delete, insert, select, update on acceptance to holdspace_app;
grant delete, insert, select, update on account to holdspace_app;
grant delete, insert, select, update on account_role to holdspace_app;
grant delete, insert, select, update on agreement to holdspace_app;
grant delete, insert, select, update on answer_draft to holdspace_app;
grant delete, insert, select on answer_set to holdspace_app;
grant delete, insert, select, update on answer_time to holdspace_app;
grant delete, insert, select, update on answering to holdspace_app;
grant delete, insert, select on apart to holdspace_app;
grant delete, insert, select, update on attendance to holdspace_app;
grant select on attended_meeting to holdspace_app;
grant insert, select on audit to holdspace_app;
grant select on audit_start to holdspace_app;
grant delete, insert, select on brought to holdspace_app;
grant delete, insert, select on buddy to holdspace_app;
grant delete, insert, select, update on calendar_link to holdspace_app;
grant delete, insert, select, update on certificate to holdspace_app;
grant delete, insert, select, update on change_rating to holdspace_app;
grant delete, insert, select on check_in to holdspace_app;
grant delete, insert, select, update on consent to holdspace_app;
grant delete, insert, select, update on debrief to holdspace_app;
grant delete, insert, select on decision to holdspace_app;
grant select on directory_listing to holdspace_app;
grant delete, insert, select, update on directory_source to holdspace_app;
grant delete, insert, select, update on door_note to holdspace_app;
grant delete, insert, select, update on event to holdspace_app;
grant delete, insert, select, update on event_stream to holdspace_app;
grant delete, insert, select, update on feedback_given to holdspace_app;
grant delete, insert, select, update on follow_up to holdspace_app;
grant delete, insert, select on following to holdspace_app;
grant delete, insert, select on group_strategy to holdspace_app;
grant select on held_meeting to holdspace_app;
grant delete, insert, select, update on help_call to holdspace_app;
grant delete, insert, select, update on import_problem to holdspace_app;
grant delete, insert, select, update on import_row to holdspace_app;
grant delete, insert, select, update on import_run to holdspace_app;
grant delete, insert, select, update on incident to holdspace_app;
grant delete, insert, select, update on invitation to holdspace_app;
grant delete, insert, select, update on join_request to holdspace_app;
grant delete, insert, select, update on kept_practice to holdspace_app;
grant delete, insert, select, update on listing to holdspace_app;
grant delete, insert, select, update on listing_note to holdspace_app;
grant delete, insert, select, update on login to holdspace_app;
grant delete, insert, select, update on meeting to holdspace_app;
grant delete, insert, select, update on meeting_answer to holdspace_app;
grant delete, insert, select, update on meeting_feedback to holdspace_app;
grant delete, insert, select, update on meeting_rating to holdspace_app;
grant delete, insert, select on membership to holdspace_app;
grant delete, insert, select on notice to holdspace_app;
grant insert, select, update on notice_choice to holdspace_app;
grant delete, insert, select, update on on_call to holdspace_app;
grant delete, insert, select, update on on_call_alert to holdspace_app;
grant delete, insert, select, update on organisation to holdspace_app;
grant delete, insert, select, update on own_listing_change to holdspace_app;
grant delete, insert, select, update on peer_group to holdspace_app;
grant delete, insert, select, update on place_load to holdspace_app;
grant delete, insert, select, update on place_name to holdspace_app;
grant delete, insert, select, update on plan to holdspace_app;
grant delete, insert, select on plan_shown to holdspace_app;
grant delete, insert, select on practice to holdspace_app;
grant insert, select on published_half to holdspace_app;
grant delete, insert, select, update on published_quarter to holdspace_app;
grant delete, insert, select, update on rating_choice to holdspace_app;
grant delete, insert, select, update on recovery_code to holdspace_app;
grant delete, insert, select on reply to holdspace_app;
grant delete, insert, select on report to holdspace_app;
grant delete, insert, select on response to holdspace_app;
grant delete, insert, select, update on review_choice to holdspace_app;
grant delete, insert, select on saved_share to holdspace_app;
grant delete, insert, select, update on series to holdspace_app;
grant delete, insert, select, update on series_exception to holdspace_app;
grant delete, insert, select, update on setup_token to holdspace_app;
grant delete, insert, select on share to holdspace_app;
grant delete, insert, select, update on share_draft to holdspace_app;
grant delete, insert, select, update on space_choice to holdspace_app;
grant delete, insert, select, update on staff_invitation to holdspace_app;
grant delete, insert, select on stand_in to holdspace_app;
grant delete, insert, select on strategy_feedback to holdspace_app;
grant delete, insert, select on strategy_joined to holdspace_app;
grant insert, select on strategy_week to holdspace_app;
grant select on taken_seat to holdspace_app;
grant delete, insert, select, update on throttle to holdspace_app;
grant delete, insert, select, update on throttle_salt to holdspace_app;
grant delete, insert, select, update on times_changed to holdspace_app;
grant delete, insert, select on training_module to holdspace_app;
grant delete, insert, select on training_quiz to holdspace_app;
grant delete, insert, select on training_way to holdspace_app;
grant delete, insert, select on waiting to holdspace_app;
grant delete, insert, select on welcoming to holdspace_app;
