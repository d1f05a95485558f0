-- A page that looks by itself whether something is new is no sign of its person: their login ends as if it had not asked.

drop function identify_login(bytea, bytea, timestamptz);
create function identify_login(token bytea, here bytea, at timestamptz, is_sign boolean default true)
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
		where identify_login.is_sign and l.login_id = a.login_id
			and a.seen_at <= identify_login.at - interval '1 minute'
	)
	select a.account_id, a.login_id,
		array(select r.role from account_role r where r.account_id = a.account_id order by r.role),
		a.is_private_device
	from alive a;
end;
revoke execute on function identify_login(bytea, bytea, timestamptz, boolean) from public;
grant execute on function identify_login(bytea, bytea, timestamptz, boolean) to holdspace_app;
