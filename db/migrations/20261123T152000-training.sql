-- Training: how far somebody who leads groups has come with it, for themselves alone.

create table training_module (
	account_id uuid not null references account on delete cascade,
	module smallint not null check (module between 1 and 99),
	place smallint not null check (place between 0 and 30),
	read_at timestamptz,
	primary key (account_id, module)
);
comment on table training_module is 'Where somebody stopped reading a module, and when they had read it';
comment on column training_module.place is 'After how many of its parts';

alter table training_module enable row level security;
alter table training_module force row level security;
create policy by_owner on training_module to current_user using (true) with check (true);
create policy system on training_module to holdspace_app using ((select my_scope()) = 'system') with check (my_scope() = 'system');
create policy own on training_module to holdspace_app using (account_id = my_account()) with check (account_id = my_account());
grant select, insert, delete on training_module to holdspace_app;
grant update (place, read_at) on training_module to holdspace_app;
