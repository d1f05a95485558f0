import { readdirSync, readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadPlaces } from '#lib/directory/server/directory.ts';
import * as groups from '#lib/groups/server/groups.ts';
import * as meetings from '#lib/meetings/server/meetings.ts';
import * as training from '#lib/training/server/training.ts';
import { newId } from '#server/ids.ts';
import { person, type Person } from '#test/support/accounts.ts';
import { group, personNotCalled, type Belonging, type MadeGroup } from '#test/support/groups.ts';
import { organisation } from '#test/support/organisation.ts';
import { aReply, aShare, aStrategy } from '#test/support/shares.ts';
import { openWorld } from '#test/support/world.ts';
import { table, type Action, type Actor, type Place, type Rule } from './matrix.table.ts';
import { startServer } from './support/server.ts';

/** Every route, every action and every method, tried by everybody on everything: matrix.table.ts says who may. */
const world = await openWorld();
world.clock.set(new Date());
await organisation(world);
// Else the worker would load them while others are asked.
await loadPlaces(world.system);
const server = await startServer(world);
const owner = new pg.Client({ connectionString: world.ownerUrl });
await owner.connect();
afterAll(() => owner.end());

const asks = async (who: Person, to: MadeGroup, alias: string) => {
	const said = { ...to.versions, agree: true as const };
	const joined = await groups.join(who.ctx, { groupId: to.groupId, alias, ...said });
	if (joined.status !== 'waiting') throw new Error('this group lets nobody in at once');
	return joined.requestId;
};

/** On the list, and not to be offered a seat while this test looks. */
async function waits(who: Person, { groupId }: MadeGroup): Promise<string> {
	const { rows } = await owner.query<{ waiting_id: string }>(
		`insert into waiting (group_id, account_id, alias, alias_key, mark, turn, asked_at, not_before)
			values ($1, $2, 'Planted', 'planted', 'leaf-clay', 1, now(), '2100-01-01') returning waiting_id`,
		[groupId, who.accountId]
	);
	return rows[0]!.waiting_id;
}

async function place(made: MadeGroup, member: Belonging, asker: Person, requestId: string) {
	const { groupId } = made;
	const shareId = await aShare(member.ctx, groupId);
	const replyId = await aReply(made.facilitators[0].ctx, groupId, shareId);
	const [meeting] = await meetings.upcoming(world.system, groupId, 1);
	const waitingId = await waits(asker, made);
	const strategyId = await aStrategy(member.ctx, groupId);
	const facts = { groupId, shareId, replyId, meetingId: meeting!.meetingId, requestId, waitingId };
	return { ...facts, strategyId, membershipId: member.membershipId, versions: made.versions };
}

const startsOn = new Date().toISOString().slice(0, 10);
const rule = { freq: 'weekly' as const, interval: 1, weekdays: [2] };
const series = { rule, startsOn, localTime: '19:00', timeZone: 'Europe/Berlin', minutes: 90 };
const [harbour, orchard] = [
	await group(world, { series }),
	await group(world, { series, name: 'Quiet orchard' })
];
const [fern, wren] = [await harbour.member('Fern'), await orchard.member('Wren')];
const waiting = await personNotCalled(world, 'Juniper');
const briar = await harbour.member('Briar');
await groups.remove(harbour.facilitators[0].ctx, {
	...{ groupId: harbour.groupId, membershipId: briar.membershipId, reason: 'The agreement.' }
});
const own = await place(harbour, fern, waiting, await asks(waiting, harbour, 'Juniper'));
const heron = await personNotCalled(world, 'Heron');
const foreign = await place(orchard, wren, heron, await asks(heron, orchard, 'Heron'));

const everywhere = (id: () => string): Place => ({
	...{ groupId: id(), shareId: id(), replyId: id(), meetingId: id(), requestId: id() },
	...{ strategyId: id(), waitingId: id(), membershipId: id(), versions: harbour.versions }
});
const objects = {
	own,
	foreign,
	unknown: everywhere(() => newId()),
	malformed: everywhere(() => 'no-id'),
	/** A door of one's own with things of others behind it. */
	mixed: { ...foreign, groupId: own.groupId }
};
type On = keyof typeof objects;

const actors: Record<Actor, Person | null> = {
	visitor: null,
	stranger: await person(world),
	waiting,
	member: fern,
	removed: briar,
	facilitator: harbour.facilitators[0],
	'facilitator elsewhere': orchard.facilitators[0],
	coordinator: await person(world, { roles: ['coordinator'] })
};
const everyone = Object.keys(actors) as Actor[];

/** Who belongs where, and leads it: the whole of what the rules in the table rest on. */
const belongs: Partial<Record<On, Partial<Record<Actor, 'member' | 'leads'>>>> = {
	own: { member: 'member', facilitator: 'leads' },
	foreign: { 'facilitator elsewhere': 'leads' }
};

function may(rule: Rule, who: Actor, on: On): boolean {
	const exists = on === 'own' || on === 'foreign';
	if (rule === 'nobody') return false;
	if (rule === 'anyone') return true;
	if (rule === 'account') return who !== 'visitor';
	if (rule === 'anyone, if it exists') return exists;
	if (rule === 'account, if it exists') return exists && who !== 'visitor';
	if (rule === 'staff')
		return ['facilitator', 'facilitator elsewhere', 'coordinator'].includes(who);
	if (rule === 'coordinator') return who === 'coordinator';
	if (rule === 'coordinator, if it exists') return exists && who === 'coordinator';
	if (rule === 'who it is about') return on === 'own' && who === 'member';
	if (rule === 'who asked') return on === 'own' && who === 'waiting';
	if (rule === 'facilitators and coordinators' && exists && who === 'coordinator') return true;
	const standing = belongs[on]?.[who];
	return rule === 'members' ? standing !== undefined : standing === 'leads';
}

interface Answer {
	status: number;
	location: string;
	body: string;
	headers: Record<string, string | string[] | undefined>;
}
function ask(who: Actor, method: string, path: string, body?: URLSearchParams): Promise<Answer> {
	const login = actors[who]?.login;
	const cookie = login ? `__Host-hs_login=${login.token}; __Host-hs_here=${login.here}` : undefined;
	const headers = {
		...{ accept: 'text/html', origin: server.origin },
		...(cookie ? { cookie } : {}),
		...(body ? { 'content-type': 'application/x-www-form-urlencoded' } : {})
	};
	return new Promise((resolve, reject) => {
		const sent = httpRequest(`${server.origin}${path}`, { method, headers }, (response) => {
			const chunks: Buffer[] = [];
			response.on('data', (chunk: Buffer) => chunks.push(chunk));
			response.on('end', () =>
				resolve({
					...{ status: response.statusCode!, headers: response.headers },
					...{ location: response.headers.location ?? '', body: Buffer.concat(chunks).toString() }
				})
			);
		});
		sent.on('error', reject);
		sent.end(body?.toString());
	});
}

function formOf(given: Record<string, string | string[]>): URLSearchParams {
	const pairs = Object.entries(given).flatMap(([name, value]) =>
		[value].flat().map((one) => [name, one])
	);
	return new URLSearchParams(pairs);
}

const [scene] = await training.scenarios(actors.coordinator!.ctx);
const root = fileURLToPath(new URL('../../src/routes/', import.meta.url));
interface Route {
	id: string;
	hasPage: boolean;
	actions: string[];
	methods: string[];
}
const namesOf = (source: string) =>
	[...source.matchAll(/^\t(\w+)(?::|\()/gm)].map(([, name]) => name!);
const actionsIn = (source: string) =>
	/const \w*[aA]ctions[^{]*\{([\s\S]*)\n\}(?: satisfies Actions)?;/.exec(source)?.[1] ?? '';
/** Actions that several pages have. */
const shared = namesOf(actionsIn(readFileSync(`${root}group-actions.ts`, 'utf8')));
/** What there is, read from the source: a route that nobody declared has no row. */
const routes: Route[] = readdirSync(root, { recursive: true, withFileTypes: true })
	.filter(({ name }) => /^\+(page\.svelte|server\.ts)$/.test(name))
	.map(({ parentPath }) => parentPath)
	.filter((folder, index, all) => all.indexOf(folder) === index)
	.map((folder) => {
		const files = new Set(readdirSync(folder));
		const source = (name: string) =>
			files.has(name) ? readFileSync(`${folder}/${name}`, 'utf8') : '';
		const actions = actionsIn(source('+page.server.ts'));
		return {
			id: `/${folder.slice(root.length)}`,
			hasPage: files.has('+page.svelte'),
			actions: [...(actions.includes('...groupActions') ? shared : []), ...namesOf(actions)],
			methods: [...source('+server.ts').matchAll(/^export const ([A-Z]+)\b/gm)].map(([, m]) => m!)
		};
	});

const pathOf = (id: string, on: Place) =>
	id
		.replaceAll(/\/\([^)]+\)/g, '')
		.replace(/(\/meetings\/)\[id\]/, `$1${on.meetingId}`)
		.replace('[id]', on.groupId)
		.replace('[share]', on.shareId)
		.replace('[strategy]', on.strategyId)
		.replace('[membership]', on.membershipId)
		.replace(/\[(?:module|reply)\]/, '1')
		.replace('[scene]', scene!.page) || '/';
const namesThings = (given: object) =>
	Object.keys(given).some((key) =>
		/^(share|reply|strategy|meeting|request|waiting|membership)Id$/.test(key)
	);
/** Only what names two things, by address and body together, can be half one's own. */
function objectsOf(id: string, action?: Action): On[] {
	const isNamed = namesThings(action?.body?.(own) ?? {});
	if (!id.includes('[')) return isNamed ? ['own', 'foreign', 'unknown'] : ['own'];
	const isTwofold = /\[(share|strategy)\]/.test(id) || (id.includes('/groups/[id]') && isNamed);
	return ['own', 'foreign', 'unknown', 'malformed', ...(isTwofold ? (['mixed'] as const) : [])];
}
const sendsToSignIn = (id: string) => /^\/\((member|facilitator|coordinator)\)/.test(id);

const main = (html: string) => /<main[\s\S]*<\/main>/.exec(html)?.[0];
const { body: nowhere } = await ask('visitor', 'GET', '/nowhere');
const missing = main(nowhere);

/** Somebody who may not learns one thing only, whatever the reason. */
function expectRefusal(answer: Answer, who: Actor, asksToSignIn: boolean): void {
	if (who === 'visitor' && asksToSignIn) {
		// Public pages say so in their own words, or lead to sign-up.
		if (answer.status === 401) return;
		expect(answer.status).toBe(303);
		expect(answer.location).toMatch(/^\/sign-(in|up)\?next=%2F/);
		return;
	}
	expect(answer.status).toBe(404);
	expect(main(answer.body)).toBe(missing);
}

function expectHeaders({ headers }: Answer): void {
	expect(headers['cache-control']).toContain('no-store');
	expect(headers['content-security-policy']).toContain("default-src 'none'");
	expect(headers['content-security-policy']).not.toContain('unsafe-inline');
	expect(headers['x-content-type-options']).toBe('nosniff');
	expect(headers['referrer-policy']).toBe('no-referrer');
}

/** All that is stored, but how often somebody tried, when they were last seen, and the towns of the world. */
const { rows: tables } = await owner.query<{ name: string }>(
	`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
		and relname not like 'throttle%' and relname not like 'place%'`
);
const digest = `${tables
	.map(({ name }) => {
		const row = name === 'login' ? "to_jsonb(t) - 'seen_at'" : 't';
		return `select '${name}' as name, count(*), md5(string_agg((${row})::text, '' order by (${row})::text)) as all from ${name} t`;
	})
	.join(' union all ')} order by name`;
const stored = async () => (await owner.query<{ name: string }>(digest)).rows;

test('every route, action and method has a row in the table, and every row has its route', () => {
	const there = routes.map(({ id, hasPage, actions, methods }) => ({
		...{ id, page: hasPage, actions: actions.toSorted(), methods: methods.toSorted() }
	}));
	const declared = Object.entries(table).map(([id, row]) => ({
		...{ id, page: row.page !== undefined, actions: Object.keys(row.actions ?? {}).sort() },
		methods: Object.keys(row.methods ?? {}).sort()
	}));
	const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
	expect(there.toSorted(byId)).toEqual(declared.toSorted(byId));
});

describe('pages open to those who may, and are one and the same 404 to the others', () => {
	const pages = routes.filter(({ id }) => table[id]?.page);
	test.each(pages)('$id', async ({ id }) => {
		for (const on of objectsOf(id))
			for (const who of everyone) {
				const answer = await ask(who, 'GET', pathOf(id, objects[on]));
				const tried = `${who} on ${on}: ${answer.status} ${answer.location}`;
				if (may(table[id]!.page!, who, on)) {
					expect([200, 303], tried).toContain(answer.status);
					expect(answer.location, tried).not.toContain('/sign-in?');
				} else expectRefusal(answer, who, sendsToSignIn(id));
				expectHeaders(answer);
			}
	});
});

describe('the data of a page, asked for without the page, tells nobody more', () => {
	const pages = routes.filter(({ id }) => table[id]?.page && !id.includes('(kept)'));
	test.each(pages)('$id', async ({ id }) => {
		for (const who of everyone) {
			const refusals = new Set<string>();
			for (const on of objectsOf(id)) {
				const path = `${pathOf(id, objects[on])}/__data.json`.replace('//', '/');
				const answer = await ask(who, 'GET', path);
				expect(answer.headers['cache-control'], path).toContain('no-store');
				if (may(table[id]!.page!, who, on)) continue;
				refusals.add(answer.body.replaceAll(encodeURIComponent(pathOf(id, objects[on])), ''));
				expect(answer.body, `${who} on ${on}`).toMatch(/"not_found"|\/sign-(in|up)\?next=/);
			}
			expect(refusals.size, who).toBeLessThanOrEqual(1);
		}
	});
});

/** What the worker does by the minute changes things meanwhile, and is no answer to anybody. */
async function stopTheClock(): Promise<void> {
	const underWay = `select from jobs.job where state in ('created', 'retry', 'active')
		and start_after <= now() and name not like '\\_\\_%'`;
	do {
		await owner.query('delete from jobs.schedule');
		await setTimeout(300);
	} while ((await owner.query(underWay)).rowCount !== 0);
}

describe('what somebody may not do changes nothing, and says no more than that', () => {
	beforeAll(stopTheClock, 60_000);
	const all = routes.flatMap(({ id, actions }) => actions.map((name) => ({ id, name })));
	test.each(all)('$id ?/$name', async ({ id, name }) => {
		const action = table[id]!.actions![name]!;
		const before = await stored();
		for (const on of objectsOf(id, action))
			for (const who of everyone) {
				if (may(action.who, who, on)) continue;
				// The things behind the door are theirs, by whichever door they come.
				if (on === 'mixed' && may(action.who, who, 'foreign')) continue;
				const path = `${pathOf(id, objects[on])}${name === 'default' ? '' : `?/${name}`}`;
				const body = formOf(action.body?.(objects[on]) ?? {});
				const answer = await ask(who, 'POST', path, body);
				try {
					// What nobody may do is not offered for signing in.
					const isTheirs = action.who !== 'nobody' && ['own', 'foreign'].includes(on);
					expectRefusal(answer, who, sendsToSignIn(id) || isTheirs);
				} catch (error) {
					// A body that names no possible id is refused as a form, before anything is looked up.
					if (on !== 'malformed' || answer.status !== 422)
						throw new Error(`${who} on ${on}: ${answer.status}`, { cause: error });
				}
			}
		expect(await stored()).toEqual(before);
	});
});

describe('addresses without pages answer only as declared', () => {
	const bare = routes.filter(({ methods }) => methods.length > 0);
	test.each(bare)('$id', async ({ id, methods }) => {
		for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
			const { status } = await ask('visitor', method, pathOf(id, own) + (table[id]!.query ?? ''));
			const who = table[id]!.methods?.[method as 'GET' | 'POST'];
			// Behind a door nobody learns which methods there are.
			if (sendsToSignIn(id)) expect([303, 401], method).toContain(status);
			else if (!methods.includes(method)) expect(status, method).toBe(405);
			else expect(who === 'nobody' ? [404] : [200, 303], method).toContain(status);
		}
	});
});
