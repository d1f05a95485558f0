-- Somebody's own plan for hard moments, and what of it they show to a facilitator until a date.

create table plan (
	account_id uuid primary key references account on delete cascade,
	box bytea not null check (length(box) <= 60000),
	written_at timestamptz not null
);
comment on table plan is 'All of it lies in one box, under the account''s own key';

create table plan_shown (
	shown_id uuid primary key,
	group_id uuid not null,
	membership_id uuid not null,
	facilitator_id uuid not null,
	box bytea not null check (length(box) <= 60000),
	shown_at timestamptz not null,
	until timestamptz not null check (until > shown_at),
	seen_at timestamptz,
	unique (membership_id, facilitator_id),
	check (membership_id <> facilitator_id),
	foreign key (membership_id, group_id) references membership (membership_id, group_id) on delete cascade,
	foreign key (facilitator_id, group_id) references membership (membership_id, group_id) on delete cascade
);
comment on table plan_shown is 'A copy of the chosen parts, under the group''s and the member''s key, for one facilitator until a date';
comment on column plan_shown.seen_at is 'When that facilitator last opened it; its member can read that';
create index plan_shown_facilitator_id on plan_shown (facilitator_id, shown_at);
comment on index plan_shown_facilitator_id is 'plans: what is shown to one facilitator';
create index plan_shown_until on plan_shown (until);
comment on index plan_shown_until is 'worker: what is shown no more is deleted';

do $$ declare t text; begin
	foreach t in array array['plan', 'plan_shown'] loop
		execute format('alter table %I enable row level security', t);
		execute format('alter table %I force row level security', t);
		execute format('create policy by_owner on %I to current_user using (true) with check (true)', t);
		execute format('create policy system on %I to holdspace_app using ((select my_scope()) = ''system'') with check (my_scope() = ''system'')', t);
	end loop;
end $$;
create policy own on plan to holdspace_app using (account_id = my_account()) with check (account_id = my_account());
grant select, insert, update, delete on plan to holdspace_app;
-- Its member sees it and takes it back; its facilitator sees it while they look after the group.
create policy own on plan_shown for select to holdspace_app
	using (membership_id in (select membership_id from membership where account_id = my_account()));
create policy own_delete on plan_shown for delete to holdspace_app
	using (membership_id in (select membership_id from membership where account_id = my_account()));
create policy own_insert on plan_shown for insert to holdspace_app
	with check (membership_id in (select m.membership_id from membership m where m.account_id = my_account()
		and m.ended_at is null and m.only_meeting is null and m.group_id = plan_shown.group_id));
create policy shown on plan_shown for select to holdspace_app
	using (group_id = any ((select my_facilitated_groups())::uuid[])
		and facilitator_id in (select membership_id from membership where account_id = my_account() and ended_at is null));
create policy seen on plan_shown for update to holdspace_app
	using (group_id = any ((select my_facilitated_groups())::uuid[])
		and facilitator_id in (select membership_id from membership where account_id = my_account() and ended_at is null));
grant select, insert, delete on plan_shown to holdspace_app;
grant update (seen_at) on plan_shown to holdspace_app;

-- Shown by whoever belongs to the group, to whoever looks after it; one that ends at this moment is waited for.
create function only_to_who_leads() returns trigger language plpgsql security definer set search_path = public as $$
declare there int;
begin
	select count(*) into there from (
		select from membership m where m.ended_at is null and m.only_meeting is null
			and (m.membership_id = new.membership_id or (m.membership_id = new.facilitator_id and m.role = 'facilitator'))
		order by m.membership_id for share
	) both_of_them;
	return case when there = 2 then new end;
end $$;
revoke execute on function only_to_who_leads() from public;
create trigger only_to_who_leads before insert on plan_shown for each row execute function only_to_who_leads();

-- Who belongs to a group no more shows nothing there; who looks after it no more is shown nothing.
create function forget_shown_plans() returns trigger language plpgsql security definer set search_path = public as $$
begin
	delete from plan_shown where new.membership_id in (membership_id, facilitator_id);
	return null;
end $$;
revoke execute on function forget_shown_plans() from public;
create trigger forget_shown_plans after update of ended_at, role on membership for each row
	when ((new.ended_at is not null and old.ended_at is null) or (old.role = 'facilitator' and new.role <> 'facilitator'))
	execute function forget_shown_plans();
