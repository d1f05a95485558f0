-- The five kinds of shares, who they are for, and what somebody keeps for themselves in a group's space.

alter table share
	add column kind text not null default 'share' check (kind in ('share', 'ask', 'strategy', 'win', 'facilitators')),
	add column audience text not null default 'group' check (audience in ('group', 'facilitators')),
	add column responses_only boolean not null default false,
	alter column need drop not null,
	add constraint share_need_by_kind check ((need is null) = (kind in ('strategy', 'win'))),
	add constraint share_kind_audience check (kind <> 'facilitators' or audience = 'facilitators'),
	add constraint share_audience unique (share_id, group_id, audience);
comment on column share.audience is 'Who can read it; never changed, because what is under it was written for these readers';
comment on column share.responses_only is 'Nobody writes under it; what can be said with one press stays open';
comment on column share.box is 'The words, and sealed with them the feelings, the note and its topics';
grant update (responses_only) on share to holdspace_app;
create index share_calm on share (group_id, shared_at desc, share_id desc) where kind in ('strategy', 'win');
comment on index share_calm is 'shares: one page of the calm view, which has wins and what helped alone';

-- What stands under a share has its audience, tied to it: asking needs no look at the share.
alter table reply
	add column audience text not null default 'group',
	drop constraint reply_share_id_group_id_fkey,
	add foreign key (share_id, group_id, audience) references share (share_id, group_id, audience) on delete cascade;
alter table response
	add column audience text not null default 'group',
	drop constraint response_share_id_group_id_fkey,
	add foreign key (share_id, group_id, audience) references share (share_id, group_id, audience) on delete cascade;

drop policy together on share;
create policy together on share for select to holdspace_app
	using (group_id = any ((select my_spaces())::uuid[]) and (
		audience = 'group'
		or group_id = any ((select my_facilitated_groups())::uuid[])
		or membership_id in (select m.membership_id from membership m where m.account_id = my_account() and m.ended_at is null and m.only_meeting is null)));
do $$ declare t text; begin
	foreach t in array array['reply', 'response'] loop
		execute format('drop policy together on %I', t);
		-- The share of another one is not seen here either: only its author and facilitators get past the last line.
		execute format('create policy together on %I for select to holdspace_app
			using (group_id = any ((select my_spaces())::uuid[]) and (
				audience = ''group''
				or group_id = any ((select my_facilitated_groups())::uuid[])
				or exists (select from share s where s.share_id = %I.share_id)))', t, t);
		execute format('drop policy own_insert on %I', t);
		execute format('create policy own_insert on %I for insert to holdspace_app
			with check (membership_id in (select m.membership_id from membership m
					where m.account_id = my_account() and m.ended_at is null and m.only_meeting is null and m.group_id = %I.group_id)
				and (audience = ''group'' or exists (select from share s where s.share_id = %I.share_id)))', t, t, t);
	end loop;
end $$;

create table share_draft (
	membership_id uuid primary key,
	group_id uuid not null,
	box bytea not null check (length(box) <= 60000),
	kept_at timestamptz not null,
	foreign key (membership_id, group_id) references membership (membership_id, group_id) on delete cascade
);
comment on table share_draft is 'What somebody has begun to write and asked to keep, one in each group, encrypted with their key';

create table space_choice (
	membership_id uuid primary key,
	group_id uuid not null,
	box bytea not null check (length(box) <= 40000),
	foreign key (membership_id, group_id) references membership (membership_id, group_id) on delete cascade
);
comment on table space_choice is 'What somebody would rather not meet in a group''s space, and whom, encrypted with their key: who has muted whom stands nowhere';

do $$ declare t text; begin
	foreach t in array array['share_draft', 'space_choice'] loop
		execute format('alter table %I enable row level security', t);
		execute format('alter table %I force row level security', t);
		execute format('create policy by_owner on %I to current_user using (true) with check (true)', t);
		execute format('create policy system on %I to holdspace_app using ((select my_scope()) = ''system'') with check (my_scope() = ''system'')', t);
		execute format('create policy own on %I to holdspace_app
			using (membership_id in (select m.membership_id from membership m where m.account_id = my_account() and m.ended_at is null and m.only_meeting is null))
			with check (membership_id in (select m.membership_id from membership m
				where m.account_id = my_account() and m.ended_at is null and m.only_meeting is null and m.group_id = %I.group_id))', t, t);
		execute format('grant select, insert, update, delete on %I to holdspace_app', t);
	end loop;
end $$;

create function on_membership_ended_space() returns trigger language plpgsql security definer set search_path = public as $$ begin
	delete from share_draft where membership_id = new.membership_id;
	delete from space_choice where membership_id = new.membership_id;
	return null;
end $$;
revoke execute on function on_membership_ended_space() from public;
create trigger membership_ended_space after update of ended_at on membership
	for each row when (new.ended_at is not null) execute function on_membership_ended_space();
