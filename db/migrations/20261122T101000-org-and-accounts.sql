-- One organisation, and the accounts people sign in with. No e-mail, name, birthday or address.

create table organisation (
	only_one boolean primary key default true check (only_one),
	name text not null check (length(name) between 1 and 120),
	country text not null check (country ~ '^[A-Z]{2}$'),
	time_zone text not null check (length(time_zone) between 1 and 64),
	languages text[] not null check (cardinality(languages) between 1 and 20),
	leave_site text not null check (leave_site ~ '^https://[a-z0-9.-]+/$'),
	limits_text text not null check (length(limits_text) between 1 and 4000),
	limits_version integer not null default 1 check (limits_version > 0),
	is_demonstration boolean not null default false,
	created_at timestamptz not null
);
comment on column organisation.limits_text is 'The organisation''s own words on the limits of confidentiality, shown before joining';
create table setup_token (
	only_one boolean primary key default true check (only_one),
	token_hash bytea not null check (length(token_hash) = 32),
	made_at timestamptz not null
);
comment on table setup_token is 'Opens the set-up page once; gone when the organisation exists';

create table account (
	account_id uuid primary key default uuidv7(),
	name_mac bytea not null unique check (length(name_mac) = 32),
	name_box bytea not null,
	passphrase_hash text not null check (passphrase_hash like '$argon2id$%'),
	account_key bytea not null,
	kek_id text not null,
	adult_confirmed_at timestamptz not null,
	created_at timestamptz not null,
	ended_at timestamptz
);
comment on column account.name_mac is 'Keyed hash of the sign-in name, for looking it up; the name itself is only in name_box, encrypted';
comment on column account.account_key is 'The account''s own key, wrapped by the key-encryption key kek_id';
create table account_role (
	account_id uuid not null references account on delete cascade,
	role text not null check (role in ('facilitator', 'coordinator')),
	granted_at timestamptz not null,
	primary key (account_id, role)
);
create table recovery_code (
	code_hash bytea primary key check (length(code_hash) = 32),
	account_id uuid not null references account on delete cascade,
	made_at timestamptz not null,
	used_at timestamptz
);
create index recovery_code_account_id on recovery_code (account_id);
comment on index recovery_code_account_id is 'accounts: reissue all codes of one account';
create table login (
	login_id uuid primary key default uuidv7(),
	token_hash bytea not null unique check (length(token_hash) = 32),
	here_hash bytea not null check (length(here_hash) = 32),
	account_id uuid not null references account on delete cascade,
	is_private_device boolean not null,
	began_at timestamptz not null,
	seen_at timestamptz not null,
	ends_at timestamptz not null,
	proved_at timestamptz not null
);
comment on table login is 'Rows live only while the login does: ending one deletes it';
comment on column login.here_hash is 'Of the script-readable half that Leave now deletes without a server';
comment on column login.proved_at is 'When the passphrase was last given: sensitive changes ask again';
create index login_account_id on login (account_id);
comment on index login_account_id is 'accounts: list and end the logins of one account';
create index login_ends_at on login (ends_at);
comment on index login_ends_at is 'worker: forget logins past their time';
create table staff_invitation (
	code_hash bytea primary key check (length(code_hash) = 32),
	role text not null check (role in ('facilitator', 'coordinator')),
	made_by uuid references account on delete set null,
	made_at timestamptz not null,
	expires_at timestamptz not null,
	used_at timestamptz,
	used_by uuid references account on delete set null
);
create table certificate (
	certificate_id uuid primary key default uuidv7(),
	account_id uuid not null references account on delete cascade,
	recorded_by uuid references account on delete set null,
	issued_on date not null,
	expires_on date not null check (expires_on > issued_on),
	recorded_at timestamptz not null,
	withdrawn_at timestamptz
);
create index certificate_account_id on certificate (account_id, expires_on);
comment on index certificate_account_id is 'accounts and impact: who is currently certified';

alter table organisation enable row level security;
alter table organisation force row level security;
create policy by_owner on organisation to current_user using (true) with check (true);
create policy everyone on organisation for select to holdspace_app using (true);
create policy system on organisation to holdspace_app using ((select my_scope()) = 'system') with check (my_scope() = 'system');

do $$ declare t text; begin
	foreach t in array array['setup_token', 'account', 'account_role', 'recovery_code', 'login', 'staff_invitation', 'certificate'] loop
		execute format('alter table %I enable row level security', t);
		execute format('alter table %I force row level security', t);
		execute format('create policy by_owner on %I to current_user using (true) with check (true)', t);
		execute format('create policy system on %I to holdspace_app using ((select my_scope()) = ''system'') with check (my_scope() = ''system'')', t);
	end loop;
end $$;
-- A person reads their own rows; everything else about accounts is the system's, entered by name.
create policy own on account for select to holdspace_app using (account_id = my_account());
create policy own on account_role for select to holdspace_app using (account_id = my_account());
create policy own on login for select to holdspace_app using (account_id = my_account());
create policy own on certificate for select to holdspace_app using (account_id = my_account());
grant select, insert, update, delete on organisation, setup_token, account, account_role, recovery_code, login, staff_invitation, certificate to holdspace_app;
