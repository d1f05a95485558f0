import { describe, expect, it } from 'vitest';
import { schemaFiles } from './schema-files.ts';

const generated = `
import type { ColumnType } from "kysely";

export type Generated<T> = ColumnType<T, T | undefined, T>;

export type Timestamp = ColumnType<Date, Date | string, Date | string>;

export interface Lamp {
  lamp_id: Generated<string>;
  /**
   * When it was lit
   */
  lit_at: Timestamp;
}

export interface LitLamp {
  lamp_id: string | null;
}

export interface Room {
  name: string;
}

export interface DB {
  lamp: Lamp;
  lit_lamp: LitLamp;
  room: Room;
}
`;
const migrations = new Map([
	['20300102T000000-lit-lamps.sql', 'create or replace view lit_lamp as select lamp_id from lamp;'],
	['20300101T000000-house.sql', 'create table room (\n);\ncreate table lamp (\n);'],
	['20300103T000000-lamps-again.sql', 'create table lamp (\n);']
]);

const written = () =>
	new Map(schemaFiles(generated, migrations).map(({ path, text }) => [path, text]));

describe('the files of a schema', () => {
	it('are one for each migration that creates a table or view, the first that does', () => {
		expect([...written().keys()]).toEqual([
			...['schema/columns.ts', 'schema/house.ts', 'schema/lit-lamps.ts', 'schema.ts']
		]);
		expect(written().get('schema/house.ts')).toContain('export interface Lamp {');
		expect(written().get('schema/house.ts')).toContain('export interface Room {');
		expect(written().get('schema/lit-lamps.ts')).toContain('export interface LitLamp {');
	});

	it('say each declaration once, with its comments', () => {
		const all = [...written().values()].join('\n');
		for (const name of ['Generated', 'Timestamp', 'Lamp', 'LitLamp', 'Room', 'DB']) {
			expect(all.match(new RegExp(`export \\w+ ${name}\\b`, 'g'))).toHaveLength(1);
		}
		expect(written().get('schema/house.ts')).toContain('* When it was lit');
	});

	it('import the column types they use, and no other', () => {
		expect(written().get('schema/house.ts')).toContain(
			"import type { Generated, Timestamp } from './columns.ts';"
		);
		expect(written().get('schema/lit-lamps.ts')).not.toContain('import');
	});

	it('meet in one that names all the tables and hands them on', () => {
		const whole = written().get('schema.ts');
		expect(whole).toContain("import type { Lamp, Room } from './schema/house.ts';");
		expect(whole).toContain('  lit_lamp: LitLamp;');
		expect(whole).toContain("export type * from './schema/lit-lamps.ts';");
	});

	it('are not made of a table that no migration creates', () => {
		const without = new Map([...migrations].slice(0, 1));
		expect(() => schemaFiles(generated, without)).toThrow('No migration creates lamp');
	});
});
