-- What somebody is told here, in words that tell nobody else anything.

create table notice (
	notice_id uuid primary key default uuidv7(),
	account_id uuid not null references account on delete cascade,
	kind text not null check (kind ~ '^[a-z_]{1,30}$'),
	about uuid not null,
	once text not null check (length(once) <= 120),
	made_at timestamptz not null,
	until timestamptz not null,
	seen_at timestamptz,
	unique (account_id, once)
);
comment on table notice is 'A kind and an id; the words are the same for everybody';
comment on column notice.about is 'The meeting or group it is about. Features above make notices: hence no foreign key';
comment on column notice.once is 'The same is told once, however often the worker tries';
comment on column notice.until is 'Not shown any more from then on';
create index notice_about on notice (about);
comment on index notice_about is 'notices: what is no longer true of a meeting is taken back';
create index notice_made_at on notice (made_at);
comment on index notice_made_at is 'worker: forget notices past their keeping time';

alter table notice enable row level security;
alter table notice force row level security;
create policy by_owner on notice to current_user using (true) with check (true);
create policy system on notice to holdspace_app using ((select my_scope()) = 'system') with check (my_scope() = 'system');
create policy own on notice for select to holdspace_app using (account_id = my_account());
create policy sees on notice for update to holdspace_app using (account_id = my_account()) with check (account_id = my_account());
grant select, insert, update, delete on notice to holdspace_app;
revoke update on notice from holdspace_app;
grant update (seen_at) on notice to holdspace_app;

create table notice_choice (
	account_id uuid primary key references account on delete cascade,
	off text[] not null check (cardinality(off) <= 20)
);
comment on table notice_choice is 'What somebody does not want to be told';
comment on column notice_choice.off is 'Kinds of notices';

alter table notice_choice enable row level security;
alter table notice_choice force row level security;
create policy by_owner on notice_choice to current_user using (true) with check (true);
create policy system on notice_choice to holdspace_app using ((select my_scope()) = 'system') with check (my_scope() = 'system');
create policy own on notice_choice to holdspace_app using (account_id = my_account()) with check (account_id = my_account());
grant select, insert, update on notice_choice to holdspace_app;

-- Whoever belongs to a group no more, or has no account, is told nothing of it: what still stands there would
-- tell whoever holds the phone. What is said to somebody who steps in is not about belonging.
create function forget_notices() returns trigger language plpgsql security definer set search_path = public as $$
begin
	delete from notice where account_id = new.account_id and kind not like 'cover%'
		and (about = new.group_id or about in (select meeting_id from meeting where group_id = new.group_id));
	return null;
end $$;
create trigger forget_notices after update of ended_at on membership for each row
	when (new.ended_at is not null and old.ended_at is null) execute function forget_notices();
create function forget_all_notices() returns trigger language plpgsql security definer set search_path = public as $$
begin
	delete from notice where account_id = new.account_id;
	delete from notice_choice where account_id = new.account_id;
	return null;
end $$;
create trigger forget_all_notices after update of ended_at on account for each row
	when (new.ended_at is not null and old.ended_at is null) execute function forget_all_notices();
revoke execute on function forget_notices(), forget_all_notices() from public;
