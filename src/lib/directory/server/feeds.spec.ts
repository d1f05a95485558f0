import { describe, expect, test } from 'vitest';
import { counted } from '#test/support/counted.ts';
import { aListing, bytesOf, importAll, source } from '#test/support/directory.ts';
import { group } from '#test/support/groups.ts';
import { organisation } from '#test/support/organisation.ts';
import { loadTowns } from '#test/support/places.ts';
import { openWorld } from '#test/support/world.ts';
import * as directory from './directory.ts';
import { uuidOf } from './formats/leaving.ts';

const world = await openWorld();
const origin = 'https://groups.example.org';
await organisation(world);
const harbour = await group(world, { cost: 'free', ledBy: 'peer' });
const refuge = await group(world, { name: 'Refuge circle', isConfidential: true });
const { sourceId } = await source(world);
const confidential = [
	aListing('b', { organisation: 'Another', precision: 'confidential' }),
	aListing('c', { organisation: null, precision: 'confidential', mode: 'hybrid' })
];
await importAll(world, sourceId, [aListing('a', { name: '=HYPERLINK("x")' }), ...confidential]);

const textOf = async (form: 'json' | 'csv') => {
	let text = '';
	for await (const piece of (await directory.meetingGuide(world.nobody, form, origin)).chunks)
		text += piece;
	return text;
};

describe('the Meeting Guide feed', () => {
	test('holds ours and others’, without what is confidential', async () => {
		const rows = JSON.parse(await textOf('json')) as { name: string; url?: string }[];
		expect(rows.map(({ name }) => name).sort()).toEqual([
			...['=HYPERLINK("x")', 'Evening harbour', 'Quiet evening']
		]);
		const all = await textOf('json');
		expect(all).not.toContain(refuge.groupId);
		expect(all).not.toContain('Refuge');
	});
	test('comes back the same: export, import, export', async () => {
		const before = JSON.parse(await textOf('json')) as object[];
		const others = await openSecond(JSON.stringify(before));
		expect(others.first).toBe(others.second);
	});
	test('as a spreadsheet runs no formula', async () => {
		for (const line of (await textOf('csv')).split('\r\n'))
			expect(line).not.toMatch(/(^|,)"?[=+@-]/);
	});
	test('says what it leaves out, and nothing of what is confidential', async () => {
		const report = await directory.exportReport(world.nobody, 'json', origin);
		expect(report.written).toBe(3);
		expect(JSON.stringify(report)).not.toContain('Elm');
	});
	test('has a mark that changes with the directory only', async () => {
		const mark = await directory.feedTag(world.nobody);
		expect(await directory.feedTag(world.nobody)).toBe(mark);
		await importAll(world, sourceId, [aListing('a'), ...confidential]);
		expect(await directory.feedTag(world.nobody)).not.toBe(mark);
	});
});

const joining = { url: null, urlNotes: null, phone: null, phoneNotes: null };
const idOf = async (name: string) => {
	await directory.catchUp(world.nobody);
	const { items } = await directory.search(world.nobody, { q: name });
	return items.find((item) => item.name === name)!.listingId;
};

/** Reads a feed into a directory of its own and writes it out again, twice. */
async function openSecond(text: string) {
	const made = await source(world, 'Copied');
	const read = () =>
		directory.importFeed(world.system, { sourceId: made.sourceId, bytes: bytesOf(text) });
	expect((await read()).rejected).toBe(0);
	const first = await textOf('json');
	expect(await read()).toMatchObject({ outcome: 'unchanged' });
	const second = await textOf('json');
	await directory.removeSource(world.system, made);
	return { first, second };
}

describe('the Open Referral API', () => {
	test('begins with what it is', () => {
		expect(directory.hsdsRoot(origin)).toMatchObject({
			...{ version: '3.0', openapi_url: `${origin}/api/v1/openapi.json` }
		});
	});
	test('pages through services, and gives each whole', async () => {
		const ids: unknown[] = [];
		for (let page = 1; ; page++) {
			const asked = { page: String(page), per_page: '2' };
			const answer = (await directory.hsdsServices(world.nobody, asked, origin)) as {
				contents: { id: string }[];
				last_page: boolean;
				total_items: number;
			};
			ids.push(...answer.contents.map(({ id }) => id));
			expect(answer.total_items).toBe(3);
			if (answer.last_page) break;
		}
		expect(new Set(ids).size).toBe(3);
		expect(ids).toContain(harbour.groupId);
		for (const id of ids)
			expect(await directory.hsdsService(world.nobody, String(id), origin)).toMatchObject({ id });
	});
	test('gives no two services one id, whoever brought it', async () => {
		const shared = '8f3c2a6e-1111-4222-8333-944445555666';
		const one = await source(world, 'One', 'hsds');
		const two = await source(world, 'Two', 'hsds');
		await importAll(world, one.sourceId, [aListing(shared, { name: 'First to say so' })]);
		const claims = [shared, harbour.groupId, await idOf('First to say so')];
		const theirs = claims.map((key) => aListing(key, { name: `Claims ${key}` }));
		await importAll(world, two.sourceId, theirs);
		const { contents } = (await directory.hsdsServices(
			world.nobody,
			{ per_page: '100' },
			origin
		)) as {
			contents: { id: string }[];
		};
		const ids = contents.map(({ id }) => id);
		expect(new Set(ids).size).toBe(ids.length);
		expect(ids).toContain(shared);
		for (const [id, name] of [
			[shared, 'First to say so'],
			[harbour.groupId, 'Evening harbour']
		] as const)
			expect(await directory.hsdsService(world.nobody, id, origin)).toMatchObject({ id, name });
		for (const id of ids)
			expect(await directory.hsdsService(world.nobody, id, origin)).toMatchObject({ id });

		// Once the first is gone, the other source's row takes the id when it is next written.
		await directory.removeSource(world.system, one);
		const now = [aListing(shared, { name: 'Theirs now' }), ...theirs.slice(1)];
		await importAll(world, two.sourceId, now);
		expect(await directory.hsdsService(world.nobody, shared, origin)).toMatchObject({
			name: 'Theirs now'
		});
		await directory.removeSource(world.system, two);
	});
	test('gives one id to one service when two sources bring it at the same moment', async () => {
		const keys = Array.from({ length: 1500 }, (_, n) => `8f3c2a6e-1111-4222-8333-${n + 10 ** 11}`);
		const both = await Promise.all(['Left', 'Right'].map((name) => source(world, name, 'hsds')));
		await Promise.all(
			both.map(({ sourceId: id }) =>
				importAll(
					world,
					id,
					keys.map((key) => aListing(key))
				)
			)
		);
		const ids: string[] = [];
		for (let page = 1; page <= 7; page++) {
			const asked = { page: String(page), per_page: '500', minimal: 'true' };
			const { contents } = (await directory.hsdsServices(world.nobody, asked, origin)) as {
				contents: { id: string }[];
			};
			ids.push(...contents.map(({ id }) => id));
		}
		expect(ids.length).toBeGreaterThan(2 * keys.length);
		expect(new Set(ids).size).toBe(ids.length);
		expect(ids).toEqual(expect.arrayContaining(keys));
		for (const made of both) await directory.removeSource(world.system, made);
	});
	test('says what our own group costs and who leads it', async () => {
		const service = await directory.hsdsService(world.nobody, harbour.groupId, origin);
		expect(service).toMatchObject({ fees_description: 'Free', cost_options: [{ amount: 0 }] });
		expect(JSON.stringify(service)).toContain('led_by');
	});
	test('finds services of an organisation, by words, and those changed lately', async () => {
		const list = async (asked: directory.HsdsInput) =>
			(await directory.hsdsServices(world.nobody, asked, origin)) as {
				contents: { name: string; organization?: { id: string; name: string } }[];
			};
		const all = await list({});
		for (const { organization } of all.contents) {
			if (!organization) continue;
			const own = await list({ organization_id: organization.id });
			expect(own.contents.every((one) => one.organization?.id === organization.id)).toBe(true);
			expect(own.contents.length, organization.name).toBeGreaterThan(0);
		}
		expect((await list({ search: 'EVENING harbour' })).contents.length).toBe(1);
		expect((await list({ modified_after: '2030-01-01' })).contents).toEqual([]);
		expect((await list({ minimal: 'true' })).contents[0]).not.toHaveProperty('description');
	});
	test('finds services by every term that it gives, and tells nothing of a confidential place', async () => {
		interface Service {
			id: string;
			attributes?: { taxonomy_term: { id: string; code: string } }[];
		}
		const list = async (asked: directory.HsdsInput) => {
			const page = await directory.hsdsServices(world.nobody, { ...asked, full: 'true' }, origin);
			return (page as { contents: Service[] }).contents;
		};
		const all = await list({});
		const termsOf = ({ attributes = [] }: Service) =>
			attributes.map(({ taxonomy_term: term }) => term);
		const terms = new Map(all.flatMap(termsOf).map(({ id, code }) => [id, code]));
		expect([...terms.values()]).toEqual(
			expect.arrayContaining(['led_by:peer', 'cost:free', 'mode:online', 'precision:approximate'])
		);
		expect([...terms.values()].join()).not.toMatch(/confidential/);
		for (const [id, code] of terms) {
			const found = (await list({ taxonomy_term_id: id })).map((one) => one.id);
			const having = all.filter((one) => termsOf(one).some((term) => term.id === id));
			expect(found, code).toEqual(having.map((one) => one.id));
			const places = await directory.hsdsServiceAtLocations(
				world.nobody,
				{ taxonomy_term_id: id },
				origin
			);
			expect((places as { total_items: number }).total_items, code).toBe(found.length);
		}
		const secret = uuidOf('term', 'precision:confidential');
		expect(await list({ taxonomy_term_id: secret })).toEqual([]);
		expect(await list({ taxonomy_term_id: harbour.groupId })).toEqual([]);
	});
	type Page = { contents: Record<string, unknown>[]; total_items: number };
	const gathered = async (lines: AsyncIterable<object>) => {
		const all: object[] = [];
		for await (const line of lines) all.push(line);
		return all;
	};
	test('gives all of a list, line by line, as its pages do', async () => {
		const many = await source(world, 'Many');
		const rows = Array.from({ length: 230 }, (_, n) =>
			aListing(`many-${n}`, { organisation: `O${n}` })
		);
		await importAll(world, many.sourceId, rows);
		const pages = {
			services: [directory.hsdsServices, directory.allHsdsServices],
			organizations: [directory.hsdsOrganizations, directory.allHsdsOrganizations],
			places: [directory.hsdsServiceAtLocations, directory.allHsdsServiceAtLocations]
		} as const;
		for (const [name, [page, all]] of Object.entries(pages))
			for (const asked of [{}, { search: 'quiet' }, { full: 'true' }]) {
				const whole = (await page(world.nobody, { ...asked, per_page: '500' }, origin)) as Page;
				expect(await gathered(await all(world.nobody, asked, origin)), name).toEqual(
					whole.contents
				);
			}
		await expect(
			directory.allHsdsServices(world.nobody, { full: 'x' }, origin)
		).rejects.toMatchObject({ fields: { full: 'choose' } });
		await directory.removeSource(world.system, many);
	});
	test('sends them piece by piece: few statements for many, and none that nobody reads', async () => {
		const { ctx, statements } = counted(world.nobody);
		const lines = await directory.allHsdsServices(ctx, {}, origin);
		const before = statements();
		await lines.next();
		expect(statements() - before).toBe(2);
		await lines.return(undefined);
		expect(statements() - before).toBe(2);
	});
	test('finds services by taxonomy, and lists its own', async () => {
		const { contents, total_items: total } = directory.hsdsTaxonomies({}) as unknown as Page;
		expect([contents.length, total]).toEqual([1, 1]);
		const id = String(contents[0]!.id);
		expect(directory.hsdsTaxonomyOf(id)).toEqual(contents[0]);
		const found = async (taxonomy_id: string) =>
			((await directory.hsdsServices(world.nobody, { taxonomy_id }, origin)) as Page).total_items;
		const all = ((await directory.hsdsServices(world.nobody, {}, origin)) as Page).total_items;
		expect([await found(id), await found(harbour.groupId)]).toEqual([all, 0]);
		const terms = directory.hsdsTaxonomyTerms({
			taxonomy_id: id,
			per_page: '500'
		}) as unknown as Page;
		expect(terms.total_items).toBeGreaterThan(20);
		expect(JSON.stringify(terms)).not.toContain('precision:confidential');
		for (const term of terms.contents)
			expect(directory.hsdsTaxonomyTerm(String(term.id))).toEqual(term);
		const searched = directory.hsdsTaxonomyTerms({ search: 'led_by:PEER' }) as unknown as Page;
		expect(searched.contents).toMatchObject([{ code: 'led_by:peer' }]);
		for (const asked of [{ taxonomy_id: harbour.groupId }, { parent_id: id }])
			expect(directory.hsdsTaxonomyTerms(asked)).toMatchObject({ total_items: 0, empty: true });
		for (const unknown of ['x', harbour.groupId]) {
			expect(() => directory.hsdsTaxonomyOf(unknown)).toThrow('not_found');
			expect(() => directory.hsdsTaxonomyTerm(unknown)).toThrow('not_found');
		}
	});
	test('finds places around a postcode, and nothing online or confidential', async () => {
		await loadTowns(world);
		const at = { lat: 40.82, lng: -73.964 };
		const made = await source(world, 'Around');
		await importAll(world, made.sourceId, [
			aListing('near', { at }),
			aListing('both', {
				at,
				mode: 'hybrid',
				joining: { ...joining, url: 'https://meet.example/a' }
			}),
			aListing('far', { at: { lat: 40.9, lng: -73.964 } }),
			aListing('secret', { at, precision: 'confidential', mode: 'hybrid' }),
			aListing('online', { at: null, place: null, mode: 'online' })
		]);
		const list = async (proximity: string, postcode = '10115 us') =>
			(await directory.hsdsServiceAtLocations(
				world.nobody,
				{ postcode, proximity, per_page: '500' },
				origin
			)) as Page;
		const near = await list('1100');
		expect(near.total_items).toBe(2);
		expect(
			near.contents.map(({ location }) => (location as { location_type: string }).location_type)
		).toEqual([...['physical', 'physical']]);
		expect((await list('900')).total_items).toBe(0);
		expect((await list('20000')).total_items).toBe(3);
		for (const [asked, fields] of [
			[{ postcode: '10115 us' }, { proximity: 'required' }],
			[{ proximity: '100' }, { postcode: 'required' }],
			[{ postcode: 'Berlin', proximity: '100' }, { postcode: 'place_unknown' }],
			[{ postcode: '00000', proximity: '100' }, { postcode: 'place_unknown' }],
			[{ postcode: '10115 us', proximity: 'x' }, { proximity: 'number' }],
			[{ postcode: '10115 us', proximity: '0' }, { proximity: 'too_small' }]
		] as const)
			for (const ask of [directory.hsdsServiceAtLocations, directory.allHsdsServiceAtLocations])
				await expect(ask(world.nobody, asked, origin)).rejects.toMatchObject({ fields });
		await directory.removeSource(world.system, made);
	});
	test('names each organisation once', async () => {
		const { contents } = (await directory.hsdsOrganizations(world.nobody, {}, origin)) as {
			contents: { name: string }[];
		};
		expect(contents.map(({ name }) => name)).toEqual(['Harbour House', 'Lighthouse']);
	});
	test('does not know of a confidential group, by any of its ids', async () => {
		for (const id of [refuge.groupId, '0'.repeat(8), 'x'])
			await expect(directory.hsdsService(world.nobody, id, origin)).rejects.toMatchObject({
				status: 404
			});
		const places = await directory.hsdsServiceAtLocations(world.nobody, {}, origin);
		expect(JSON.stringify(places)).not.toMatch(/Refuge|Elm Street.*confidential/);
	});
	test.each([
		[{ page: '0' }, { page: 'too_small' }],
		[{ per_page: '501' }, { per_page: 'too_big' }],
		[{ organization_id: 'x' }, { organization_id: 'invalid' }],
		[{ taxonomy_term_id: 'women' }, { taxonomy_term_id: 'invalid' }],
		[{ modified_after: 'yesterday' }, { modified_after: 'date' }],
		[{ search: 'a\u0000b' }, { search: 'characters' }],
		[{ full: 'maybe' }, { full: 'choose' }],
		[{ format: 'xml' }, { format: 'choose' }],
		[{ taxonomy_id: 'women' }, { taxonomy_id: 'invalid' }]
	])('%j is refused', async (asked, fields) => {
		await expect(directory.hsdsServices(world.nobody, asked, origin)).rejects.toMatchObject({
			fields
		});
	});
});
