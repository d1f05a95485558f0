-- How somebody says they are, for themselves alone.

create table check_in (
	check_in_id uuid primary key,
	account_id uuid not null references account on delete cascade,
	box bytea not null check (length(box) <= 8000),
	checked_in_at timestamptz not null
);
comment on table check_in is 'All of it lies in one box, under the account''s own key';
create index check_in_account_id on check_in (account_id, checked_in_at);
comment on index check_in_account_id is 'check-ins: somebody''s own of a month or a year';

alter table check_in enable row level security;
alter table check_in force row level security;
create policy by_owner on check_in to current_user using (true) with check (true);
create policy system on check_in to holdspace_app using ((select my_scope()) = 'system') with check (my_scope() = 'system');
create policy own on check_in to holdspace_app using (account_id = my_account()) with check (account_id = my_account());
grant select, insert, delete on check_in to holdspace_app;
