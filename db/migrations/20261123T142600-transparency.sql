-- How wrong things were put right, half-year by half-year: totals that are computed once.

create table published_half (
	half text primary key check (half ~ '^[0-9]{4}-H[12]$'),
	figures jsonb not null,
	published_at timestamptz not null
);
comment on table published_half is 'Totals of a closed half-year about reports and decisions, computed once by the worker; never a person';
alter table published_half enable row level security;
alter table published_half force row level security;
create policy by_owner on published_half to current_user using (true) with check (true);
create policy system on published_half to holdspace_app
	using ((select my_scope()) = 'system') with check (my_scope() = 'system');
grant select, insert on published_half to holdspace_app;
