-- A group's own strategies: shared with the group, practised for a week together, and what others say of them.
-- Words are encrypted before they come here, each with its author's key.

create table group_strategy (
	strategy_id uuid primary key,
	group_id uuid not null,
	membership_id uuid not null,
	box bytea not null check (length(box) <= 60000),
	asks_feedback boolean not null,
	shared_at timestamptz not null,
	edited_at timestamptz,
	hidden_at timestamptz,
	unique (strategy_id, group_id),
	foreign key (membership_id, group_id) references membership (membership_id, group_id) on delete cascade
);
comment on table group_strategy is 'A way to cope that a member shared with the group';
comment on column group_strategy.asks_feedback is 'Its author wants to hear what others think of it; without that nobody says anything';
comment on column group_strategy.hidden_at is 'Since when a decision hides it; the words stay, so that an appeal can bring them back';
create index group_strategy_group_id on group_strategy (group_id, shared_at desc, strategy_id desc);
comment on index group_strategy_group_id is 'shares: the strategies of a group, newest first';
create index group_strategy_membership_id on group_strategy (membership_id, shared_at desc);
comment on index group_strategy_membership_id is 'shares: what I shared';

create table strategy_feedback (
	feedback_id uuid primary key,
	strategy_id uuid not null,
	group_id uuid not null,
	membership_id uuid not null,
	box bytea not null check (length(box) <= 20000),
	given_at timestamptz not null,
	edited_at timestamptz,
	hidden_at timestamptz,
	strategy_hidden_at timestamptz,
	unique (strategy_id, membership_id),
	foreign key (strategy_id, group_id) references group_strategy (strategy_id, group_id) on delete cascade,
	foreign key (membership_id, group_id) references membership (membership_id, group_id) on delete cascade
);
comment on table strategy_feedback is 'What one member says of a strategy whose author asked for it';
comment on column strategy_feedback.strategy_hidden_at is 'Since when the strategy it is about is hidden';
create index strategy_feedback_membership_id on strategy_feedback (membership_id, given_at desc);
comment on index strategy_feedback_membership_id is 'shares: what I said of strategies';

create table strategy_week (
	strategy_id uuid primary key,
	group_id uuid not null,
	began_at timestamptz not null,
	foreign key (strategy_id, group_id) references group_strategy (strategy_id, group_id) on delete cascade
);
comment on table strategy_week is 'The latest week in which the group practises a strategy; not who began it';

create table strategy_joined (
	strategy_id uuid not null references strategy_week on delete cascade,
	membership_id uuid not null,
	group_id uuid not null,
	began_at timestamptz not null,
	primary key (strategy_id, membership_id),
	foreign key (membership_id, group_id) references membership (membership_id, group_id) on delete cascade
);
comment on table strategy_joined is 'Who practises along, for them alone: nobody else is shown it, nor how often they try';
comment on column strategy_joined.began_at is 'Which week it is: that one is over when another has begun';

do $$ declare t text; begin
	foreach t in array array['group_strategy', 'strategy_feedback', 'strategy_week', 'strategy_joined'] loop
		execute format('alter table %I enable row level security', t);
		execute format('alter table %I force row level security', t);
		execute format('create policy by_owner on %I to current_user using (true) with check (true)', t);
		execute format('create policy system on %I to holdspace_app using ((select my_scope()) = ''system'') with check (my_scope() = ''system'')', t);
	end loop;
	-- Written only as oneself, only while a member of that very group.
	foreach t in array array['group_strategy', 'strategy_feedback', 'strategy_joined'] loop
		execute format('create policy own_insert on %I for insert to holdspace_app
			with check (membership_id in (select m.membership_id from membership m
				where m.account_id = my_account() and m.ended_at is null and m.only_meeting is null and m.group_id = %I.group_id))', t, t);
		execute format('create policy own_update on %I for update to holdspace_app
			using (membership_id in (select membership_id from membership where account_id = my_account() and ended_at is null and only_meeting is null))', t);
		execute format('create policy own_delete on %I for delete to holdspace_app
			using (membership_id in (select membership_id from membership where account_id = my_account()))', t);
		execute format('grant select, insert, delete on %I to holdspace_app', t);
	end loop;
end $$;
create policy together on group_strategy for select to holdspace_app using (group_id = any ((select my_spaces())::uuid[]));
create policy together on strategy_week for select to holdspace_app using (group_id = any ((select my_spaces())::uuid[]));
create policy together_begins on strategy_week for insert to holdspace_app with check (group_id = any ((select my_spaces())::uuid[]));
create policy together_again on strategy_week for update to holdspace_app using (group_id = any ((select my_spaces())::uuid[]));
create policy own on strategy_joined for select to holdspace_app
	using (membership_id in (select membership_id from membership where account_id = my_account() and ended_at is null));
-- Said to whoever shared it: they read it, whoever wrote it, and those who look after the group.
create policy together on strategy_feedback for select to holdspace_app
	using (group_id = any ((select my_spaces())::uuid[]) and (
		group_id = any ((select my_facilitated_groups())::uuid[])
		or membership_id in (select m.membership_id from membership m where m.account_id = my_account() and m.ended_at is null)
		or strategy_id in (select s.strategy_id from group_strategy s join membership m using (membership_id)
			where m.account_id = my_account() and m.ended_at is null)));
grant update (box, asks_feedback, edited_at) on group_strategy to holdspace_app;
grant update (box, edited_at) on strategy_feedback to holdspace_app;
grant select, insert on strategy_week to holdspace_app;
grant update (began_at) on strategy_week to holdspace_app;
grant update (began_at) on strategy_joined to holdspace_app;

-- Hidden is hidden here too (set_hidden).
create policy shown on group_strategy as restrictive for select to holdspace_app
	using (is_shown(hidden_at) or (select my_scope()) = 'system');
create policy shown on strategy_feedback as restrictive for select to holdspace_app
	using (is_shown(hidden_at, strategy_hidden_at) or (select my_scope()) = 'system');
-- Only of what is shown, and only where its author asks; what ends at this moment is waited for.
create function only_where_asked() returns trigger language plpgsql security definer set search_path = public as $$
begin
	perform 1 from group_strategy s where s.strategy_id = new.strategy_id and is_shown(s.hidden_at)
		and s.asks_feedback and s.membership_id <> new.membership_id for share;
	return case when found then new end;
end $$;
revoke execute on function only_where_asked() from public;
create trigger only_where_asked before insert on strategy_feedback for each row execute function only_where_asked();

-- Whose writing is limited is limited here as well: what they write is counted together.
create trigger only_within_limits before insert on group_strategy for each row execute function only_within_limits();
create trigger only_within_limits before insert on strategy_feedback for each row execute function only_within_limits();

-- Whoever belongs to the group no more practises with it no more.
create function on_membership_ended_practising() returns trigger language plpgsql security definer set search_path = public as $$ begin
	delete from strategy_joined where membership_id = new.membership_id;
	return null;
end $$;
revoke execute on function on_membership_ended_practising() from public;
create trigger membership_ended_practising after update of ended_at on membership
	for each row when (new.ended_at is not null) execute function on_membership_ended_practising();
