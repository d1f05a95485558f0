import type { RequestEvent } from '@sveltejs/kit';
import { expect, describe, test } from 'vitest';
import { inTransaction } from '#server/ctx.ts';
import { openWorld } from '#test/support/world.ts';
import { GET } from './+server.ts';

const world = await openWorld();
const town = { name: 'Galway', country: 'IE', lat: 53.27, lng: -9.05, population: 70_686 };
await inTransaction(world.system, ({ db }) =>
	db
		.insertInto('place_name')
		.values({ ...town, place_id: 'g1', searched: 'galway', kind: 'city', within: ' ie ireland' })
		.execute()
);
await inTransaction(world.system, ({ db }) =>
	db.insertInto('place_load').values({ version: 'test', loaded_at: world.clock.now() }).execute()
);

async function ask(query: string) {
	const url = new URL(`https://example.org/api/v1/places${query}`);
	const event = { url, locals: { ctx: world.nobody } } as unknown as RequestEvent;
	const response = await GET(event as Parameters<typeof GET>[0]);
	return { response, body: (await response.json()) as Record<string, unknown> };
}

describe('places for pages of others', () => {
	test('are answered to anyone, from anywhere, and kept in no cache', async () => {
		const { response, body } = await ask('?q=galw&near=53.3,-9&limit=3');
		expect(response.status).toBe(200);
		expect(response.headers.get('access-control-allow-origin')).toBe('*');
		expect(response.headers.get('cache-control')).toBe('no-store');
		expect(body).toEqual({
			items: [
				{
					...{ ...town, placeId: 'g1', kind: 'city', countryName: 'Ireland' },
					...{ region: null, nearTown: null }
				}
			]
		});
	});

	test('are none for what is nowhere', async () => {
		expect((await ask('?q=atlantis')).body).toEqual({ items: [] });
	});

	test.each([
		['', ['q']],
		['?q=', ['q']],
		['?q=g', ['q']],
		[`?q=${'g'.repeat(81)}`, ['q']],
		['?q=galway&near=91,0', ['near']],
		['?q=galway&near=53.3', ['near']],
		['?q=galway&near=,', ['near']],
		['?q=galway&near=NaN,Infinity', ['near']],
		['?q=galway&limit=0', ['limit']],
		['?q=galway&limit=21', ['limit']],
		['?q=galway&limit=1.5', ['limit']],
		['?q=galway&limit=many', ['limit']],
		['?limit=many', ['q', 'limit']]
	])('are refused with words for each field: %s', async (query, fields) => {
		const { response, body } = await ask(query);
		expect(response.status).toBe(400);
		expect(body.code).toBe('invalid');
		expect(Object.keys(body.fields as object)).toEqual(fields);
		for (const words of Object.values(body.fields as object)) expect(words).toMatch(/^[A-Z].*\.$/);
		expect(JSON.stringify(body)).not.toContain('gggg');
	});
});
