-- Measures somebody answered for themselves, and sets they wanted kept half filled.

create table answer_set (
	set_id uuid primary key,
	account_id uuid not null references account on delete cascade,
	once uuid not null,
	box bytea not null check (length(box) <= 2000),
	written_at timestamptz not null,
	unique (account_id, once)
);
comment on table answer_set is 'One filling-in of a measure, under the account''s own key; also which measure, version and day lie in the box';
comment on column answer_set.once is 'Made with the form, so that sending it twice keeps it once';
create table answer_draft (
	account_id uuid not null references account on delete cascade,
	slot bytea not null check (length(slot) = 32),
	box bytea not null check (length(box) <= 2000),
	kept_at timestamptz not null,
	primary key (account_id, slot)
);
comment on table answer_draft is 'A half-filled set that its person wanted kept, for some days';
comment on column answer_draft.slot is 'Which measure, as a hash under the account''s own key';
create index answer_draft_kept_at on answer_draft (kept_at);
comment on index answer_draft_kept_at is 'worker: old half-filled sets are deleted';

do $$ declare t text; begin
	foreach t in array array['answer_set', 'answer_draft'] loop
		execute format('alter table %I enable row level security', t);
		execute format('alter table %I force row level security', t);
		execute format('create policy by_owner on %I to current_user using (true) with check (true)', t);
		execute format('create policy system on %I to holdspace_app using ((select my_scope()) = ''system'') with check (my_scope() = ''system'')', t);
		execute format('create policy own on %I to holdspace_app using (account_id = my_account()) with check (account_id = my_account())', t);
	end loop;
end $$;
grant select, insert, delete on answer_set to holdspace_app;
grant select, insert, update, delete on answer_draft to holdspace_app;
