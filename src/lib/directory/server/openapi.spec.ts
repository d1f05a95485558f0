import { Validator } from '@seriousme/openapi-schema-validator';
import addFormats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, test } from 'vitest';
import { AppError } from '#server/errors.ts';
import { aListing, importAll, source } from '#test/support/directory.ts';
import { group } from '#test/support/groups.ts';
import { openWorld } from '#test/support/world.ts';
import type { DirectoryQuery } from '../inputs.ts';
import { queryFields } from '../inputs.ts';
import * as directory from './directory.ts';

const world = await openWorld();
const description = directory.openapi('https://groups.example.org');
const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv);
ajv.addSchema(description, 'api');
const problemsWith = (name: string, body: unknown) => {
	const valid = ajv.getSchema(`api#/components/schemas/${name}`)!;
	return valid(JSON.parse(JSON.stringify(body))) ? [] : valid.errors;
};

beforeAll(async () => {
	await group(world);
	const { sourceId } = await source(world);
	await importAll(world, sourceId, [
		aListing('a'),
		aListing('b', { mode: 'phone', place: null, at: null, times: [], url: 'https://example.org/' })
	]);
	await directory.catchUp(world.nobody);
});

test('the description is OpenAPI 3.1', async () => {
	const checked = await new Validator().validate(structuredClone(description));
	expect(checked.errors ?? []).toEqual([]);
	expect(checked.valid).toBe(true);
	expect(description.openapi).toBe('3.1.0');
});

test('it tells of every parameter, with a shape and a meaning', () => {
	const paths = description.paths as Record<
		string,
		{ get: { parameters: { name: string; description: string; schema: object }[] } }
	>;
	const { parameters } = paths['/api/v1/listings']!.get;
	expect(parameters.map(({ name }) => name)).toEqual(Object.keys(queryFields.shape));
	for (const { name, description: words, schema } of parameters) {
		expect(words.length, name).toBeGreaterThan(10);
		expect(Object.keys(schema).length, name).toBeGreaterThan(0);
	}
});

describe('every answer is of its schema:', () => {
	test.each<DirectoryQuery>([
		{},
		{ limit: 1 },
		{ near: '52.5,13.4' },
		{ near: '52.5,13.4', nearest: 1 },
		{ q: 'no such words' },
		{ mode: ['phone'] },
		{ source: ['own'], tz: 'Asia/Tokyo' }
	])('%j', async (query) => {
		const page = await directory.search(world.nobody, query);
		expect(problemsWith('SearchAnswer', directory.searchAnswer(page))).toEqual([]);
		for (const { listingId } of page.items) {
			const one = await directory.listing(world.nobody, listingId);
			expect(problemsWith('Listing', directory.listingAnswer(one))).toEqual([]);
		}
	});
	test('a schema refuses what it does not name', async () => {
		const { items } = await directory.search(world.nobody, { limit: 1 });
		expect(problemsWith('Listing', { ...items[0], foreign: {} })).not.toEqual([]);
	});
});

test('a refusal names the field', async () => {
	const refused = await directory.search(world.nobody, { from: '25:00' }).catch((error) => error);
	expect(refused).toBeInstanceOf(AppError);
	expect(refused.fields).toEqual({ from: 'time' });
});
