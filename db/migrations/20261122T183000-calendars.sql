-- A member's own calendar of meetings, read by a calendar program that knows one secret link.

create table calendar_link (
	link_id uuid primary key default uuidv7(),
	account_id uuid not null references account on delete cascade,
	link_hash bytea not null unique check (length(link_hash) = 32),
	title text not null check (length(title) between 1 and 40),
	made_at timestamptz not null
);
comment on table calendar_link is 'Only the hash of the link is kept; when it was used is not';
create unique index calendar_link_account_id on calendar_link (account_id);
comment on index calendar_link_account_id is 'directory: one link an account; a new one ends the old one';

alter table calendar_link enable row level security;
alter table calendar_link force row level security;
create policy by_owner on calendar_link to current_user using (true) with check (true);
create policy system on calendar_link to holdspace_app
	using ((select my_scope()) = 'system') with check (my_scope() = 'system');
create policy own on calendar_link to holdspace_app
	using (account_id = (select my_account())) with check (account_id = my_account());
grant select, insert, update, delete on calendar_link to holdspace_app;

-- Whoever chooses a new passphrase shuts others out. Somebody else may hold the link: it ends as well.
create function end_calendar_link() returns trigger language plpgsql security definer set search_path = public as $$
begin
	delete from calendar_link where account_id = new.account_id;
	return null;
end $$;
create trigger end_calendar_link after update of passphrase_hash on account for each row
	when (new.passphrase_hash is distinct from old.passphrase_hash) execute function end_calendar_link();
revoke execute on function end_calendar_link() from public;
