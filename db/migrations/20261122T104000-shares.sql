-- The group's own space. Words are encrypted before they come here. Each row names its group and is tied
-- to it by foreign keys, so that nothing of one group can hang on a share or a member of another.

create table share (
	share_id uuid primary key default uuidv7(),
	group_id uuid not null,
	membership_id uuid not null,
	need text not null check (need in ('listen', 'believe', 'ideas', 'practical')),
	box bytea not null check (length(box) <= 40000),
	shared_at timestamptz not null,
	edited_at timestamptz,
	unique (share_id, group_id),
	foreign key (membership_id, group_id) references membership (membership_id, group_id) on delete cascade
);
create index share_group_id on share (group_id, shared_at desc, share_id desc);
comment on index share_group_id is 'shares: one page of a group''s space, newest first';
create table reply (
	reply_id uuid primary key default uuidv7(),
	share_id uuid not null,
	group_id uuid not null,
	membership_id uuid not null,
	box bytea not null check (length(box) <= 20000),
	replied_at timestamptz not null,
	edited_at timestamptz,
	foreign key (share_id, group_id) references share (share_id, group_id) on delete cascade,
	foreign key (membership_id, group_id) references membership (membership_id, group_id) on delete cascade
);
create index reply_share_id on reply (share_id, replied_at);
comment on index reply_share_id is 'shares: the replies of one page';
create table response (
	share_id uuid not null,
	membership_id uuid not null,
	group_id uuid not null,
	kind text not null,
	responded_at timestamptz not null,
	primary key (share_id, membership_id, kind),
	foreign key (share_id, group_id) references share (share_id, group_id) on delete cascade,
	foreign key (membership_id, group_id) references membership (membership_id, group_id) on delete cascade
);

do $$ declare t text; begin
	foreach t in array array['share', 'reply', 'response'] loop
		execute format('alter table %I enable row level security', t);
		execute format('alter table %I force row level security', t);
		execute format('create policy by_owner on %I to current_user using (true) with check (true)', t);
		execute format('create policy system on %I to holdspace_app using ((select my_scope()) = ''system'') with check (my_scope() = ''system'')', t);
		execute format('create policy together on %I for select to holdspace_app using (group_id = any ((select my_groups())::uuid[]))', t);
		-- Written only as oneself, only while a member of that very group.
		execute format('create policy own_insert on %I for insert to holdspace_app with check (membership_id in (select m.membership_id from membership m where m.account_id = my_account() and m.ended_at is null and m.group_id = %I.group_id))', t, t);
		execute format('create policy own_update on %I for update to holdspace_app using (membership_id in (select membership_id from membership where account_id = my_account() and ended_at is null))', t);
		execute format('create policy own_delete on %I for delete to holdspace_app using (membership_id in (select membership_id from membership where account_id = my_account()))', t);
		execute format('grant select, insert, delete on %I to holdspace_app', t);
	end loop;
end $$;
-- Words change; whose they are, and where, does not. A response is said or taken back.
grant update (need, box, edited_at) on share to holdspace_app;
grant update (box, edited_at) on reply to holdspace_app;
