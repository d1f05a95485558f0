import pg from 'pg';

/** One query per kind of thing; each answers lines of SQL in a fixed order. */
const parts: { title: string; sql: string }[] = [
	{
		title: 'Functions',
		sql: `select pg_get_functiondef(p.oid) || ';' as line from pg_proc p
			where pronamespace = 'public'::regnamespace and prokind = 'f' order by proname`
	},
	{
		title: 'Tables',
		sql: `select format(E'create table %I (\\n%s\\n);', c.relname, string_agg(col, E',\\n' order by ord)) as line
			from pg_class c join lateral (
				select attnum::int as ord, format(E'\\t%I %s%s%s', attname, format_type(atttypid, atttypmod),
					case when attnotnull then ' not null' else '' end,
					coalesce(' default ' || pg_get_expr(adbin, adrelid), '')) as col
				from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
				where a.attrelid = c.oid and attnum > 0 and not attisdropped
				union all
				select 1000 + row_number() over (order by contype, conname), format(E'\\tconstraint %I %s', conname, pg_get_constraintdef(oid))
				from pg_constraint where conrelid = c.oid and contype <> 'n'
			) x on true
			where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'migration'
			group by c.relname order by c.relname`
	},
	{
		title: 'Views',
		sql: `select format(E'create view %I with (%s) as\\n%s', c.relname, array_to_string(c.reloptions, ', '), pg_get_viewdef(c.oid)) as line
			from pg_class c where relnamespace = 'public'::regnamespace and relkind = 'v' order by c.relname`
	},
	{
		title: 'Indexes',
		sql: `select pg_get_indexdef(i.indexrelid) || ';' || coalesce(' -- ' || obj_description(i.indexrelid), '') as line
			from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid
			where c.relnamespace = 'public'::regnamespace and t.relname <> 'migration'
			and not exists (select from pg_constraint where conindid = i.indexrelid)
			order by c.relname`
	},
	{
		title: 'Triggers',
		sql: `select pg_get_triggerdef(t.oid) || ';' as line
			from pg_trigger t join pg_class c on c.oid = t.tgrelid
			where c.relnamespace = 'public'::regnamespace and not t.tgisinternal order by c.relname, t.tgname`
	},
	{
		title: 'Comments',
		sql: `select case when d.objsubid = 0 then format('comment on table %I is %L;', c.relname, d.description)
			else format('comment on column %I.%I is %L;', c.relname, a.attname, d.description) end as line
			from pg_description d join pg_class c on c.oid = d.objoid and d.classoid = 'pg_class'::regclass
			left join pg_attribute a on a.attrelid = c.oid and a.attnum = d.objsubid
			where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by c.relname, d.objsubid`
	},
	{
		title: 'Row-level security',
		sql: `select format('alter table %I %s row level security, %s row level security;', relname,
				case when relrowsecurity then 'enable' else 'disable' end, case when relforcerowsecurity then 'force' else 'no force' end) as line
			from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'migration' order by relname`
	},
	{
		title: 'Policies',
		sql: `select format('create policy %I on %I for %s to %s%s%s;', policyname, tablename, lower(cmd),
				case when roles = '{holdspace_app}' then 'holdspace_app' else 'owner' end,
				coalesce(E'\\n\\tusing (' || qual || ')', ''), coalesce(E'\\n\\twith check (' || with_check || ')', '')) as line
			from pg_policies where schemaname = 'public' order by tablename, policyname`
	},
	{
		title: 'Grants to holdspace_app',
		sql: `select format('grant %s on %I to holdspace_app;', string_agg(lower(privilege_type), ', ' order by privilege_type), table_name) as line
			from information_schema.role_table_grants
			where grantee = 'holdspace_app' and table_schema = 'public' group by table_name order by table_name`
	}
];

/** The whole schema in words, read from the catalogue: for reading and for noticing drift, not for running. */
export async function describeSchema(url: string): Promise<string> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		const texts: string[] = [
			'-- The whole schema, read from the catalogue by `npm run generate`. Do not edit; write a migration.'
		];
		for (const { title, sql } of parts) {
			const { rows } = await client.query<{ line: string }>(sql);
			texts.push(`\n-- ${title}\n${rows.map(({ line }) => line).join('\n')}`);
		}
		return texts.join('\n') + '\n';
	} finally {
		await client.end();
	}
}
