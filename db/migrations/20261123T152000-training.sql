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

create table training_quiz (
	account_id uuid not null references account on delete cascade,
	module smallint not null check (module between 1 and 99),
	sheet uuid not null,
	box bytea not null check (length(box) <= 8000),
	latest_right smallint not null check (latest_right between 0 and latest_of),
	latest_of smallint not null check (latest_of between 1 and 30),
	latest_at timestamptz not null,
	best_right smallint not null check (best_right between 0 and best_of),
	best_of smallint not null check (best_of between 1 and 30),
	best_at timestamptz not null,
	passed_at timestamptz,
	primary key (account_id, module)
);
comment on table training_quiz is 'The latest and the best try of a module''s quiz; which answers were given lies in the box, under the account''s own key';
comment on column training_quiz.sheet is 'The form that was answered last, so that one sent twice counts once';

create table training_way (
	account_id uuid not null references account on delete cascade,
	scenario text not null check (scenario ~ '^[a-z0-9-]{1,60}$'),
	box bytea not null check (length(box) <= 2000),
	moved_at timestamptz not null,
	primary key (account_id, scenario)
);
comment on table training_way is 'How far somebody is in a scenario; what they chose lies in the box, under the account''s own key';

do $$ declare t text; begin
	foreach t in array array['training_module', 'training_quiz', 'training_way'] loop
		execute format('alter table %I enable row level security', t);
		execute format('alter table %I force row level security', t);
		execute format('create policy by_owner on %I to current_user using (true) with check (true)', t);
		execute format('create policy system on %I to holdspace_app using ((select my_scope()) = ''system'') with check (my_scope() = ''system'')', t);
		execute format('create policy own on %I to holdspace_app using (account_id = my_account()) with check (account_id = my_account())', t);
		execute format('grant select, insert, delete on %I to holdspace_app', t);
	end loop;
end $$;
-- How far somebody is changes; whose it is does not.
grant update (place, read_at) on training_module to holdspace_app;
grant update (sheet, box, latest_right, latest_of, latest_at, best_right, best_of, best_at, passed_at) on training_quiz to holdspace_app;
grant update (box, moved_at) on training_way to holdspace_app;
