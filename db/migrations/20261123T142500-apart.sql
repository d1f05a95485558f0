-- Who asked not to be brought together with whom. Nobody is named: each row is found by keyed hashes alone, made
-- with the key file, and its words are for whoever asked.

create table apart (
	tag bytea primary key check (length(tag) = 32),
	by_tag bytea not null check (length(by_tag) = 32),
	of_tag bytea not null check (length(of_tag) = 32),
	box bytea not null check (length(box) between 700 and 800)
);
comment on table apart is 'That one person is to be kept apart from another, in one group or everywhere: hashes that tell neither who nor where';
comment on column apart.tag is 'Keyed hash of where, of who asked, and of whom: the question whether two are kept apart';
comment on column apart.by_tag is 'Keyed hash of where and of who asked: what is theirs to read and to end, and goes with their account';
comment on column apart.of_tag is 'Keyed hash of where and of whom: goes with their account as well';
comment on column apart.box is 'What who asked reads of it, of one length, encrypted with their own key';
create index apart_by_tag on apart (by_tag);
comment on index apart_by_tag is 'accounts: what I asked for; an account that goes';
create index apart_of_tag on apart (of_tag);
comment on index apart_of_tag is 'accounts: an account that goes';
alter table apart enable row level security;
alter table apart force row level security;
create policy by_owner on apart to current_user using (true) with check (true);
create policy system on apart to holdspace_app
	using ((select my_scope()) = 'system') with check (my_scope() = 'system');
grant select, insert, delete on apart to holdspace_app;
