-- When something is wrong: reports of anything, what is decided about somebody, appeals, and what staff did.

-- One table of reports: of a meeting, of what somebody wrote, of a person, of a group.
alter table report alter column meeting_id drop not null;
alter table report add column of text;
alter table report add column of_id uuid;
update report set of = 'meeting', of_id = meeting_id;
alter table report alter column of set not null;
alter table report alter column of_id set not null;
alter table report add check (of in ('meeting', 'share', 'reply', 'strategy', 'feedback', 'person', 'group'));
alter table report add check ((of = 'meeting') = (meeting_id is not null) and (of <> 'meeting' or of_id = meeting_id));
alter table report add column passed_by uuid[] not null default '{}' check (cardinality(passed_by) <= 100);
comment on column report.of_id is 'The meeting, share, reply, strategy, feedback, membership or group it is about; what was written can be gone by now';
comment on column report.passed_by is 'Accounts that asked for somebody else to decide it';
create index report_of_id on report (of_id);
comment on index report_of_id is 'safety: other reports of the same';
grant update (passed_by) on report to holdspace_app;

-- Whoever reported something themselves decides on no report of it. Each meeting is many matters, and is not one thing.
create function reported_by_me(of text, of_id uuid) returns boolean
language sql stable security definer set search_path = public
	return reported_by_me.of <> 'meeting' and exists (
		select 1 from report r join membership m on m.membership_id = r.reporter_id
		where r.of_id = reported_by_me.of_id and m.account_id = my_account());
revoke execute on function reported_by_me(text, uuid) from public;
grant execute on function reported_by_me(text, uuid) to holdspace_app;
-- What I reported, whatever it was, but for meetings.
create function my_reported() returns uuid[] language sql stable security definer set search_path = public
	return (select coalesce(array_agg(distinct r.of_id), '{}') from report r join membership m on m.membership_id = r.reporter_id
		where m.account_id = my_account() and r.of <> 'meeting');
revoke execute on function my_reported() from public;
grant execute on function my_reported() to holdspace_app;
create policy not_own on report as restrictive for update to holdspace_app
	using ((select my_scope()) = 'system' or not reported_by_me(of, of_id));

-- What was hidden is hidden: from every query of everybody, whatever asks. Only the system still sees it.
alter table share add column hidden_at timestamptz;
alter table reply add column hidden_at timestamptz;
alter table reply add column share_hidden_at timestamptz;
alter table response add column share_hidden_at timestamptz;
comment on column share.hidden_at is 'Since when a decision hides it; the words stay, so that an appeal can bring them back';
comment on column reply.share_hidden_at is 'Since when the share it is under is hidden; kept by triggers';
comment on column response.share_hidden_at is 'Since when the share it is under is hidden; kept by triggers';
create function is_shown(hidden_at timestamptz, share_hidden_at timestamptz default null) returns boolean
language sql immutable parallel safe
	return is_shown.hidden_at is null and is_shown.share_hidden_at is null;
comment on function is_shown is 'Whether something written can be seen: the one rule, in every policy that shows words';
create policy shown on share as restrictive for select to holdspace_app
	using (is_shown(hidden_at) or (select my_scope()) = 'system');
create policy shown on reply as restrictive for select to holdspace_app
	using (is_shown(hidden_at, share_hidden_at) or (select my_scope()) = 'system');
create policy shown on response as restrictive for select to holdspace_app
	using (is_shown(share_hidden_at) or (select my_scope()) = 'system');

-- Hiding and bringing back; nobody else can write these columns. Strategies and feedback come in a later migration.
create function set_hidden(of text, id uuid, at timestamptz) returns void
language plpgsql security definer set search_path = public as $$
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
end $$;
revoke execute on function set_hidden(text, uuid, timestamptz) from public;
grant execute on function set_hidden(text, uuid, timestamptz) to holdspace_app;
-- An answer that races with hiding waits for it, and then there is nothing to answer.
create function only_to_shown() returns trigger language plpgsql security definer set search_path = public as $$
begin
	perform 1 from share where share_id = new.share_id and is_shown(hidden_at) for share;
	return case when found then new end;
end $$;
revoke execute on function only_to_shown() from public;
create trigger only_to_shown before insert on reply for each row execute function only_to_shown();
create trigger only_to_shown before insert on response for each row execute function only_to_shown();

-- What was decided about somebody, or about what they wrote; they read it, and can appeal.
create table decision (
	decision_id uuid primary key default uuidv7(),
	report_id uuid references report on delete set null,
	group_id uuid not null,
	membership_id uuid not null,
	step text not null check (step in ('noted', 'talked', 'hidden', 'taken_down', 'slowed', 'read_only', 'removed')),
	until timestamptz,
	reason text not null,
	of text not null check (of in ('meeting', 'share', 'reply', 'strategy', 'feedback', 'person', 'group')),
	of_id uuid not null,
	reporter_ids uuid[] not null default '{}',
	box bytea check (length(box) <= 20000),
	decision_key bytea,
	kek_id text,
	made_at timestamptz not null,
	made_by uuid references account on delete set null,
	appealed_at timestamptz,
	appeal_box bytea check (length(appeal_box) <= 20000),
	answer text check (answer in ('kept', 'reversed')),
	answer_box bytea check (length(answer_box) <= 20000),
	answered_at timestamptz,
	answered_by uuid references account on delete set null,
	foreign key (membership_id, group_id) references membership (membership_id, group_id) on delete cascade,
	check ((decision_key is null) = (kek_id is null) and (decision_key is null) = (box is null)),
	check (decision_key is not null or (appeal_box is null and answer_box is null)),
	check ((answer is null) = (answered_at is null)),
	check ((until is not null) = (step in ('slowed', 'read_only'))),
	check (answer is null or appealed_at is not null)
);
comment on table decision is 'A step that concerns somebody, with words for them, encrypted under a key of its own';
comment on column decision.reporter_ids is 'Who had reported it: they never hear the appeal';
create index decision_membership_id on decision (membership_id, group_id);
comment on index decision_membership_id is 'safety: what was decided about me';
create index decision_report_id on decision (report_id);
comment on index decision_report_id is 'foreign key: a report that goes';
create index decision_of_id on decision (of_id);
comment on index decision_of_id is 'safety: what else hides the same';
create index decision_until on decision (membership_id, until) where until is not null;
comment on index decision_until is 'shares: whether somebody''s writing is limited now';
create index decision_appealed on decision (appealed_at) where appealed_at is not null and answer is null;
comment on index decision_appealed is 'safety: appeals that wait';
create index decision_made_at on decision (made_at);
comment on index decision_made_at is 'worker: forget decisions past their keeping time';

-- Writing that is limited is limited in the tables, whatever asks; the shares feature says it in words. Somebody who
-- is slowed writes two things a day. Locked, so that of many at once no third one comes in.
create function only_within_limits() returns trigger language plpgsql security definer set search_path = public as $$
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
end $$;
revoke execute on function only_within_limits() from public;
create trigger only_within_limits before insert on share for each row execute function only_within_limits();
create trigger only_within_limits before insert on reply for each row execute function only_within_limits();

-- Who hears an appeal looks after the group or coordinates, and is nobody of those whom it was about, nor who decided.
create function may_hear(group_id uuid, membership_id uuid, reporter_ids uuid[], made_by uuid) returns boolean
language sql stable security definer set search_path = public
	return my_account() is not null
		and may_review(may_hear.group_id, may_hear.membership_id, may_hear.reporter_ids, false)
		and may_hear.made_by is distinct from my_account()
		and not exists (
			-- Under whichever membership they ever had there.
			select 1 from membership mine join membership theirs using (account_id)
			where mine.account_id = my_account() and theirs.membership_id = may_hear.membership_id);
revoke execute on function may_hear(uuid, uuid, uuid[], uuid) from public;
grant execute on function may_hear(uuid, uuid, uuid[], uuid) to holdspace_app;
alter table decision enable row level security;
alter table decision force row level security;
create policy by_owner on decision to current_user using (true) with check (true);
create policy system on decision to holdspace_app
	using ((select my_scope()) = 'system') with check (my_scope() = 'system');
create policy own on decision for select to holdspace_app
	using (membership_id in (select membership_id from membership where account_id = my_account()));
create policy hears on decision for select to holdspace_app
	using (appealed_at is not null and (select my_account()) is not null
		and may_hear(group_id, membership_id, reporter_ids, made_by));
grant select, insert, delete on decision to holdspace_app;
grant update (box, decision_key, kek_id, appealed_at, appeal_box, answer, answer_box, answered_at, answered_by)
	on decision to holdspace_app;

-- What staff did, by ids alone, each row sealed by the hash of the one before.
create table audit (
	seq bigint primary key check (seq > 0),
	at timestamptz not null,
	kind text not null check (kind ~ '^[a-z_]{1,40}$'),
	by_account uuid,
	by_role text not null check (by_role in ('facilitator', 'coordinator', 'member', 'system')),
	group_id uuid,
	about uuid[] not null check (cardinality(about) <= 60),
	of_id uuid,
	hash bytea not null check (length(hash) = 32)
);
comment on table audit is 'Append-only: what was done about reports, by ids; never words. Whoever changes a row breaks the chain of hashes';
comment on column audit.about is 'The memberships it concerns, who may see that it was done';
create index audit_about on audit using gin (about);
comment on index audit_about is 'audit: what was done that concerns me';
alter table audit enable row level security;
alter table audit force row level security;
create policy by_owner on audit to current_user using (true) with check (true);
create policy system on audit for select to holdspace_app using ((select my_scope()) = 'system');
create policy appends on audit for insert to holdspace_app with check (my_scope() = 'system');
grant select, insert on audit to holdspace_app;

-- Where the rows that were forgotten ended, so that the rest can still be followed.
create table audit_start (
	is_one boolean primary key default true check (is_one),
	seq bigint not null,
	hash bytea not null check (length(hash) = 32)
);
comment on table audit_start is 'The last row of the audit that went past its keeping time';
alter table audit_start enable row level security;
alter table audit_start force row level security;
create policy by_owner on audit_start to current_user using (true) with check (true);
create policy system on audit_start for select to holdspace_app using ((select my_scope()) = 'system');
grant select on audit_start to holdspace_app;
create function forget_audit(before timestamptz) returns void
language plpgsql security definer set search_path = public as $$
begin
	if my_scope() <> 'system' then raise exception 'only the system forgets'; end if;
	insert into audit_start (seq, hash) select seq, hash from audit where at <= before order by seq desc limit 1
		on conflict (is_one) do update set seq = excluded.seq, hash = excluded.hash;
	delete from audit where seq <= (select s.seq from audit_start s);
end $$;
revoke execute on function forget_audit(timestamptz) from public;
grant execute on function forget_audit(timestamptz) to holdspace_app;

-- Whoever decides looks after themselves too.
create table review_choice (
	account_id uuid primary key references account on delete cascade,
	off text[] not null default '{}' check (off <@ array['knows_me', 'threat', 'minor', 'identifying', 'sexual', 'unkind', 'other']),
	break_until timestamptz
);
comment on table review_choice is 'What somebody would rather not decide about, and until when they rest';
alter table review_choice enable row level security;
alter table review_choice force row level security;
create policy by_owner on review_choice to current_user using (true) with check (true);
create policy system on review_choice to holdspace_app
	using ((select my_scope()) = 'system') with check (my_scope() = 'system');
create policy own on review_choice to holdspace_app
	using (account_id = (select my_account())) with check (account_id = my_account());
grant select, insert, update, delete on review_choice to holdspace_app;
create index audit_by on audit (by_account, at) where by_account is not null;
comment on index audit_by is 'safety: how much somebody has read and decided lately';
