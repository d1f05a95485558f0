-- What somebody tried by themselves, for them alone. Words and numbers are encrypted before they come here.

create table practice (
	practice_id uuid primary key,
	account_id uuid not null references account on delete cascade,
	box bytea not null check (length(box) <= 1000),
	tried_at timestamptz not null,
	ask_at timestamptz
);
comment on table practice is 'One try of a strategy; which one, and how it went, lies in the box, under the account''s own key';
comment on column practice.ask_at is 'When the next question about it is due, if its account wants to be asked';
create index practice_account_id on practice (account_id, tried_at desc, practice_id desc);
comment on index practice_account_id is 'coping: what one person tried, newest first';
create index practice_ask_at on practice (ask_at) where ask_at is not null;
comment on index practice_ask_at is 'worker: the questions that are due';

alter table practice enable row level security;
alter table practice force row level security;
create policy by_owner on practice to current_user using (true) with check (true);
create policy system on practice to holdspace_app using ((select my_scope()) = 'system') with check (my_scope() = 'system');
create policy own on practice to holdspace_app using (account_id = my_account()) with check (account_id = my_account());
grant select, insert, delete on practice to holdspace_app;
-- What is said of a try changes; whose it is, and when it was, does not.
grant update (box, ask_at) on practice to holdspace_app;
