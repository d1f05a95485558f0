/** One file of a schema and its text. */
export interface SchemaFile {
	path: string;
	text: string;
}

const HEAD =
	'// Read from the database by `npm run generate`; changed by a migration, never by hand.\n';
const COLUMNS = 'columns';

/**
 * What kysely-codegen says in one text, laid out as the migrations are: a file for each migration with
 * the tables and views it creates, `columns.ts` with the column types they share, and `schema.ts` with
 * all of them under one name. Paths are relative to the folder of `schema.ts`.
 * @param generated - a list of `export type` and `export interface`, `DB` among them
 * @param migrations - SQL by file name
 * @throws Error for a table that no migration creates in so many words
 */
export function schemaFiles(
	generated: string,
	migrations: ReadonlyMap<string, string>
): SchemaFile[] {
	const declared = declarations(generated);
	const whole = declared.get('DB');
	if (!whole) throw new Error('The generated types name no DB.');
	const parts = new Map<string, string[]>();
	const homes = homeOfEach(migrations);
	for (const [, table = '', type = ''] of whole.matchAll(/^\s+(\w+): (\w+);$/gm)) {
		const home = homes.get(table);
		if (!home) throw new Error(`No migration creates ${table} in so many words.`);
		parts.set(home, [...(parts.get(home) ?? []), type]);
	}
	const tables = new Set([...parts.values()].flat());
	const columns = [...declared.keys()].filter((name) => name !== 'DB' && !tables.has(name));
	const textOf = (names: readonly string[]) => names.map((name) => declared.get(name)).join('\n');
	const inOrder = [...parts].sort(([a], [b]) => (a < b ? -1 : 1));

	return [
		{
			path: `schema/${COLUMNS}.ts`,
			text: `${HEAD}import type { ColumnType } from 'kysely';\n\n${textOf(columns)}`
		},
		...inOrder.map(([part, names]) => ({
			path: `schema/${part}.ts`,
			text: `${HEAD}${imports(mentioned(columns, textOf(names)), COLUMNS)}\n${textOf(names)}`
		})),
		{
			path: 'schema.ts',
			text:
				HEAD +
				inOrder.map(([part, names]) => imports(names, `schema/${part}`)).join('') +
				`\n${whole}\n` +
				inOrder.map(([part]) => `export type * from './schema/${part}.ts';\n`).join('')
		}
	];
}

/** Each declaration by its name, as it stands. */
function declarations(generated: string): Map<string, string> {
	const blocks = generated.split(/^(?=export (?:type|interface) )/m).slice(1);
	return new Map(
		blocks.map((block) => [/^export \w+ (\w+)/.exec(block)?.[1] ?? '', `${block.trim()}\n`])
	);
}

/** The part of the schema each table or view belongs to: what its first migration is called. */
function homeOfEach(migrations: ReadonlyMap<string, string>): Map<string, string> {
	const homes = new Map<string, string>();
	for (const [file, sql] of [...migrations].sort(([a], [b]) => (a < b ? -1 : 1))) {
		const part = file.replace(/^\w+?-/, '').replace(/\.sql$/, '');
		if (part === COLUMNS) throw new Error(`Call ${file} something else: columns.ts is taken.`);
		for (const [, name = ''] of sql.matchAll(/^\s*create (?:or replace )?(?:table|view) (\w+)/gm)) {
			if (!homes.has(name)) homes.set(name, part);
		}
	}
	return homes;
}

function mentioned(names: readonly string[], text: string): string[] {
	const words = new Set(text.match(/\w+/g));
	return names.filter((name) => words.has(name));
}

const imports = (names: readonly string[], from: string): string =>
	names.length === 0 ? '' : `import type { ${names.join(', ')} } from './${from}.ts';\n`;
