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
	name_mac bytea unique check (length(name_mac) = 32),
	name_box bytea,
	passphrase_hash text check (passphrase_hash like '$argon2id$%'),
	account_key bytea,
	kek_id text,
	adult_confirmed_at timestamptz not null,
	created_at timestamptz not null,
	ended_at timestamptz,
	constraint account_ended_keeps_nothing check (
		num_nulls(name_mac, name_box, passphrase_hash, account_key, kek_id)
			= case when ended_at is null then 0 else 5 end
	)
);
comment on table account is 'What a person signs in with. An ended account is an id and three dates, so that past meetings still count';
comment on column account.name_mac is 'Keyed hash of the sign-in name, for looking it up; the name itself is only in name_box, encrypted';
comment on column account.account_key is 'The account''s own key, wrapped by the key-encryption key kek_id';
create table account_role (
	account_id uuid not null references account on delete cascade,
	role text not null check (role in ('facilitator', 'coordinator')),
	granted_at timestamptz not null,
	label text check (length(label) between 1 and 80),
	primary key (account_id, role)
);
comment on column account_role.label is 'How coordinators call this person among themselves, from the invitation; never shown to members';
create index account_role_role on account_role (role);
comment on index account_role_role is 'accounts: the list of staff; the last coordinator stays';
create table recovery_code (
	code_hash bytea primary key check (length(code_hash) = 32),
	account_id uuid not null references account on delete cascade,
	made_at timestamptz not null
);
comment on table recovery_code is 'SHA-256 of 125 random bits. Using one deletes all of an account and makes five new ones';
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
	invitation_id uuid primary key default uuidv7(),
	code_hash bytea not null unique check (length(code_hash) = 32),
	role text not null check (role in ('facilitator', 'coordinator')),
	label text not null check (length(label) between 1 and 80),
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
create policy own_end on login for delete to holdspace_app using (account_id = my_account());
create policy own on certificate for select to holdspace_app using (account_id = my_account());
grant select, insert, update, delete on organisation, setup_token, account, account_role, recovery_code, login, staff_invitation, certificate to holdspace_app;

create function login_idle(is_private_device boolean) returns interval language sql immutable parallel safe
	return case when is_private_device then interval '7 days' else interval '10 minutes' end;
comment on function login_idle(boolean) is 'How long a login lives without a sign of its person';
-- Who asks, in one round trip and before any context is set: hence with the owner's rights. It answers
-- only to both halves of a login, and notes at most once a minute that the person was here.
create function identify_login(token bytea, here bytea, at timestamptz)
returns table (account_id uuid, login_id uuid, roles text[], is_private_device boolean)
language sql volatile security definer set search_path = public
begin atomic
	with alive as materialized (
		select l.login_id, l.account_id, l.is_private_device, l.seen_at from login l
		where l.token_hash = identify_login.token and l.here_hash = identify_login.here
			and l.ends_at > identify_login.at
			and l.seen_at > identify_login.at - login_idle(l.is_private_device)
	), noted as (
		update login l set seen_at = identify_login.at from alive a
		where l.login_id = a.login_id and a.seen_at <= identify_login.at - interval '1 minute'
	)
	select a.account_id, a.login_id,
		array(select r.role from account_role r where r.account_id = a.account_id order by r.role),
		a.is_private_device
	from alive a;
end;
revoke execute on function identify_login(bytea, bytea, timestamptz) from public;
grant execute on function identify_login(bytea, bytea, timestamptz), login_idle(boolean) to holdspace_app;
