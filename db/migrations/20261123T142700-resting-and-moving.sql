-- Two more steps: a place that rests until a day, and an offer to move to another group. And what is hidden is its
-- author's to delete all the same.

alter table report drop constraint report_decision_check, add check (decision in
	('no_step', 'noted', 'talked', 'hidden', 'taken_down', 'slowed', 'read_only', 'suspended', 'moved', 'removed', 'passed_on', 'need_more'));
alter table report drop constraint report_again_decision_check, add check (again_decision in
	('no_step', 'noted', 'talked', 'hidden', 'taken_down', 'slowed', 'read_only', 'suspended', 'moved', 'removed', 'passed_on'));
alter table decision drop constraint decision_step_check, add check (step in
	('noted', 'talked', 'hidden', 'taken_down', 'slowed', 'read_only', 'suspended', 'moved', 'removed'));
do $$ declare named text; begin
	-- The one that says which steps have an end.
	select conname into strict named from pg_constraint
		where conrelid = 'decision'::regclass and contype = 'c' and pg_get_constraintdef(oid) like '%until IS NOT NULL%';
	execute format('alter table decision drop constraint %I', named);
end $$;
alter table decision add constraint decision_until
	check ((until is not null) = (step in ('slowed', 'read_only', 'suspended')));
alter table decision
	add column to_group uuid references peer_group on delete set null,
	add column move_answer text check (move_answer in ('yes', 'no')),
	add constraint decision_move check (step = 'moved' or (to_group is null and move_answer is null));
comment on column decision.to_group is 'Another group that they were offered to move to; they do, or do not';
create index decision_to_group on decision (to_group) where to_group is not null;
comment on index decision_to_group is 'worker: who was offered to move; foreign key: a group that goes';
grant update (move_answer) on decision to holdspace_app;

-- Whose place rests keeps their seat and their words; the space is closed to them by the same functions that say whose
-- it is. It is the worker that ends it.
alter table membership add column suspended_until timestamptz;
comment on column membership.suspended_until is 'Until when the place rests, by a decision; null when it does not';
create index membership_suspended_until on membership (suspended_until) where suspended_until is not null;
comment on index membership_suspended_until is 'worker: places that come back';
grant update (suspended_until) on membership to holdspace_app;
create or replace function my_groups() returns uuid[] language sql stable security definer set search_path = public
	return (select coalesce(array_agg(group_id), '{}') from membership
		where account_id = my_account() and ended_at is null and suspended_until is null);
create or replace function my_spaces() returns uuid[] language sql stable security definer set search_path = public
	return (select coalesce(array_agg(group_id), '{}') from membership
		where account_id = my_account() and ended_at is null and only_meeting is null and suspended_until is null);
-- What was told of its meetings and its space goes as well, until it is told again.
create function rest_notices() returns trigger language plpgsql security definer set search_path = public as $$
begin
	delete from notice where account_id = new.account_id
		and ((about = new.group_id and (kind in ('times', 'welcome', 'let_in') or kind like 'unheard%'))
			or (kind not like 'cover%' and about in (select meeting_id from meeting where group_id = new.group_id)));
	return null;
end $$;
create trigger rest_notices after update of suspended_until on membership for each row
	when (new.suspended_until is not null and old.suspended_until is null) execute function rest_notices();
revoke execute on function rest_notices() from public;

alter table share add column let_go_at timestamptz;
alter table reply add column let_go_at timestamptz;
alter table group_strategy add column let_go_at timestamptz;
alter table strategy_feedback add column let_go_at timestamptz;
comment on column share.let_go_at is 'Since when its author wants it gone while a decision hides it: it goes when that can no longer be appealed, or is reversed';
comment on column reply.let_go_at is 'The same as with a share';
comment on column group_strategy.let_go_at is 'The same as with a share';
comment on column strategy_feedback.let_go_at is 'The same as with a share';
-- What is under a decision goes once that is final (the worker); what is only under a share or strategy of
-- somebody else that is hidden goes now. All of some groups, or one thing.
create function let_go_hidden(group_ids uuid[], id uuid, at timestamptz) returns integer
language plpgsql security definer set search_path = public as $$
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
end $$;
revoke execute on function let_go_hidden(uuid[], uuid, timestamptz) from public;
grant execute on function let_go_hidden(uuid[], uuid, timestamptz) to holdspace_app;
-- Whose key is destroyed has let everything go: what is hidden does not stay behind, unreadable.
create function on_author_key_gone() returns trigger language plpgsql security definer set search_path = public as $$ begin
	update share set let_go_at = coalesce(new.ended_at, now())
		where membership_id = new.membership_id and hidden_at is not null and let_go_at is null;
	update reply set let_go_at = coalesce(new.ended_at, now())
		where membership_id = new.membership_id and hidden_at is not null and let_go_at is null;
	update group_strategy set let_go_at = coalesce(new.ended_at, now())
		where membership_id = new.membership_id and hidden_at is not null and let_go_at is null;
	update strategy_feedback set let_go_at = coalesce(new.ended_at, now())
		where membership_id = new.membership_id and hidden_at is not null and let_go_at is null;
	return null;
end $$;
revoke execute on function on_author_key_gone() from public;
create trigger author_key_gone after update of author_key on membership
	for each row when (new.author_key is null and old.author_key is not null) execute function on_author_key_gone();
