import { createHash } from 'node:crypto';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { openWorld } from '#test/support/world.ts';
import { migrate, readMigrations, type Migration } from './migrate.ts';

const world = await openWorld();
const shipped = await readMigrations();
const make = (name: string, sql: string): Migration => ({
	name,
	sql,
	sha256: createHash('sha256').update(sql).digest('hex')
});
const tables = async (like: string) => {
	const client = new pg.Client({ connectionString: world.ownerUrl });
	await client.connect();
	const { rows } = await client.query('select relname from pg_class where relname like $1', [like]);
	await client.end();
	return rows.length;
};

describe('migrating', () => {
	test('does nothing the second time', async () => {
		expect(await migrate(world.ownerUrl)).toEqual([]);
	});
	test('runs new files in order, once, also when two start at once', async () => {
		const more = [...shipped, make('30000101T000000-a.sql', 'create table spec_a (n int)')];
		const [one, two] = await Promise.all([
			migrate(world.ownerUrl, more),
			migrate(world.ownerUrl, more)
		]);
		expect([...one, ...two]).toEqual(['30000101T000000-a.sql']);
	});
	test('refuses a file that was edited after it ran', async () => {
		const edited = [...shipped, make('30000101T000000-a.sql', 'create table spec_b (n int)')];
		await expect(migrate(world.ownerUrl, edited)).rejects.toThrow('was edited after it ran');
	});
	test('refuses a database that a newer version has used', async () => {
		await expect(migrate(world.ownerUrl, shipped)).rejects.toThrow('newer Holdspace');
	});
	test('leaves nothing of a file that fails half-way', async () => {
		const a = make('30000101T000000-a.sql', 'create table spec_a (n int)');
		const broken = make('30000102T000000-c.sql', 'create table spec_c (n int); select 1/0');
		await expect(migrate(world.ownerUrl, [...shipped, a, broken])).rejects.toThrow(
			'30000102T000000-c.sql failed'
		);
		expect(await tables('spec_c')).toBe(0);
	});
});
