-- That nobody stays unheard: who likes to answer, when something is brought to whom, and what somebody saves.

create table answering (
	account_id uuid primary key references account on delete cascade,
	a_day smallint not null check (a_day between 0 and 5),
	quiet_from time not null,
	quiet_until time not null,
	time_zone text not null check (length(time_zone) between 1 and 64)
);
comment on table answering is 'Who likes to be asked for an answer, and the hours in which somebody is told of none';
comment on column answering.a_day is 'Shares that come to this person as a member in 24 hours, at most; none unless they chose it';
comment on column answering.quiet_until is 'The same as quiet_from: no quiet hours';

create table answer_time (
	group_id uuid primary key references peer_group on delete cascade,
	hours smallint not null check (hours between 2 and 12)
);
comment on table answer_time is 'After how long without an answer a share comes to those who like to answer; 4 hours where a group chose nothing';

create table brought (
	share_id uuid not null,
	account_id uuid not null references account on delete cascade,
	group_id uuid not null,
	step text not null check (step in ('member', 'facilitator', 'coordinator')),
	brought_at timestamptz not null,
	primary key (share_id, account_id),
	foreign key (share_id, group_id) references share (share_id, group_id) on delete cascade
);
comment on table brought is 'That a share without an answer was brought to somebody, once each; gone with the share, and after 30 days';
create index brought_account_id on brought (account_id, brought_at);
comment on index brought_account_id is 'shares: how many came to somebody in a day; those that wait for me';
create index share_asks on share (shared_at) where need is not null;
comment on index share_asks is 'worker: shares of the last days that ask for something';

create table saved_share (
	membership_id uuid not null,
	share_id uuid not null,
	group_id uuid not null,
	saved_at timestamptz not null,
	primary key (membership_id, share_id),
	foreign key (share_id, group_id) references share (share_id, group_id) on delete cascade,
	foreign key (membership_id, group_id) references membership (membership_id, group_id) on delete cascade
);
comment on table saved_share is 'What somebody keeps a way back to: a mark, no copy of words. Gone with the share and with the membership';
create index saved_share_share_id on saved_share (share_id);
comment on index saved_share_share_id is 'foreign key: a share that goes takes the marks along';
create index share_membership_id on share (membership_id, shared_at desc, share_id desc);
comment on index share_membership_id is 'shares: my own words';
create index reply_membership_id on reply (membership_id, replied_at desc, reply_id desc);
comment on index reply_membership_id is 'shares: my own words';

do $$ declare t text; begin
	foreach t in array array['answering', 'answer_time', 'brought', 'saved_share'] loop
		execute format('alter table %I enable row level security', t);
		execute format('alter table %I force row level security', t);
		execute format('create policy by_owner on %I to current_user using (true) with check (true)', t);
		execute format('create policy system on %I to holdspace_app using ((select my_scope()) = ''system'') with check (my_scope() = ''system'')', t);
		execute format('grant select, insert, update, delete on %I to holdspace_app', t);
	end loop;
end $$;
revoke update on brought, saved_share from holdspace_app;
create policy own on answering to holdspace_app using (account_id = my_account()) with check (account_id = my_account());
create policy facilitates on answer_time to holdspace_app
	using (group_id = any ((select my_facilitated_groups())::uuid[]))
	with check (group_id = any ((select my_facilitated_groups())::uuid[]));
-- A coordinator learns that something waits in a group, not what.
create policy own on brought for select to holdspace_app using (account_id = my_account() and step <> 'coordinator');
create policy own on saved_share to holdspace_app
	using (membership_id in (select m.membership_id from membership m where m.account_id = my_account() and m.ended_at is null))
	-- Only what they can read themselves: the share's own policy decides inside.
	with check (membership_id in (select m.membership_id from membership m
			where m.account_id = my_account() and m.ended_at is null and m.group_id = saved_share.group_id)
		and exists (select from share s where s.share_id = saved_share.share_id));

create function on_membership_ended_answering() returns trigger language plpgsql security definer set search_path = public as $$ begin
	delete from saved_share where membership_id = new.membership_id;
	delete from brought where account_id = new.account_id and group_id = new.group_id;
	return null;
end $$;
create trigger membership_ended_answering after update of ended_at on membership
	for each row when (new.ended_at is not null) execute function on_membership_ended_answering();
create function on_account_ended_answering() returns trigger language plpgsql security definer set search_path = public as $$ begin
	delete from answering where account_id = new.account_id;
	delete from brought where account_id = new.account_id;
	return null;
end $$;
create trigger account_ended_answering after update of ended_at on account
	for each row when (new.ended_at is not null) execute function on_account_ended_answering();
revoke execute on function on_membership_ended_answering(), on_account_ended_answering() from public;
