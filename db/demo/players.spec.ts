import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startGateway, type Gateway } from '#gateway/gateway.ts';
import * as accounts from '#lib/accounts/server/accounts.ts';
import * as meetings from '#lib/meetings/server/meetings.ts';
import { PROTOCOL } from '#lib/meetings/protocol.ts';
import type { Person } from '#lib/meetings/room.ts';
import { kindNow } from '#lib/meetings/room.ts';
import type { Ctx } from '#server/ctx.ts';
import { given } from '#test/support/demonstration.ts';
import { LiveClient } from '#test/support/live-client.ts';
import { openWorld } from '#test/support/world.ts';
import type { SignIn } from '../../src/start/demonstration.ts';
import { loadDemo } from './load.ts';
import { startPlayers } from './players.ts';

const LONG = 120_000;
const ORIGIN = 'http://localhost:3000';
const fast = { burst: 1_000, perSecond: 1_000 };
const world = await openWorld();
const dataDir = mkdtempSync(join(tmpdir(), 'holdspace-players-'));
const server = createServer((_, response) => response.end());
let open: () => Promise<Gateway>;
let gateway: Gateway;
let signIns: SignIn[];
let players: { close(): Promise<void> } | undefined;

beforeAll(async () => {
	({ signIns } = await loadDemo(given(world, dataDir)));
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { config, databaseUrl, log } = given(world, dataDir);
	open = () =>
		startGateway({
			...{ server, databaseUrl, log, config: { ...config, publicOrigin: ORIGIN } },
			limits: { words: fast, responses: fast, commands: fast }
		});
	gateway = await open();
	const { port } = server.address() as AddressInfo;
	players = await startPlayers({
		...{ origin: ORIGIN, databaseUrl, log, speed: 80 },
		config: { ...config, port, host: '127.0.0.1', world: 'demo' }
	});
}, LONG);

afterAll(async () => {
	await players?.close();
	await gateway.close();
	server.close();
});

const isInside = ({ place }: Person): boolean => place === 'inside';
const realClock = (ctx: Ctx): Ctx => ({ ...ctx, now: () => new Date() });

/** Somebody who looks at the demonstration signs in with what was printed. */
async function signIn(who: string): Promise<{ ctx: Ctx; cookie: string }> {
	const { name, passphrase } = signIns.find((one) => one.who === who)!;
	const login = await accounts.signIn(realClock(world.nobody), {
		...{ name, passphrase, privateDevice: false, address: '2001:db8:ffff::1' }
	});
	const known = await accounts.identify(world.db, world.keys, login, new Date());
	const { accountId, loginId, roles } = known!;
	const ctx = realClock(world.as({ kind: 'account', accountId, loginId, roles }));
	return { ctx, cookie: `__Host-hs_login=${login.token}; __Host-hs_here=${login.here}` };
}

/** The meeting of the visitor’s groups that can be entered now, as their home page would say. */
async function openNow(ctx: Ctx): Promise<string> {
	const now = new Date().toISOString();
	const coming = await meetings.mine(ctx);
	const open = coming.find(({ opensAt, closesAt }) => opensAt <= now && now <= closesAt);
	expect(open).toBeDefined();
	return open!.meetingId;
}

function goTo(meetingId: string, cookie: string): LiveClient {
	const { port } = server.address() as AddressInfo;
	const client = new LiveClient(`ws://127.0.0.1:${port}/live`, { origin: ORIGIN, cookie });
	const hello = { t: 'hello', v: PROTOCOL, meeting: meetingId };
	client.socket.once('open', () => client.raw(JSON.stringify(hello)));
	return client;
}

describe('somebody who visits as a member', () => {
	it(
		'is let in, gets a turn in every round, is answered, is helped, and reaches the end',
		async () => {
			const { ctx, cookie } = await signIn('A member');
			const meetingId = await openNow(ctx);
			const client = goTo(meetingId, cookie);
			expect((await client.got('welcome')).place).toBe('waiting');
			const { me, room } = await client.inside();
			expect(room.stage).toBe('open');

			const turns: string[] = [];
			const mine = (part: string) => (state: typeof client.state) =>
				state.holder === me.id && state.parts[state.part]?.name === part;
			for (const part of ['check-in', 'sharing', 'closing']) {
				const state = await client.sees(mine(part));
				expect(kindNow(state)).toBe('round');
				turns.push(part);
				if (part === 'sharing') {
					// The round waits while somebody looks for words, and the lead says so kindly.
					await client.got('w', ({ text }) => text.startsWith('Take your time'));
				}
				if (part === 'check-in') await client.ask({ t: 'pass' });
				else {
					await client.say('I wanted to see how it is to write here.');
					await client.got('r');
					await client.ask({ t: 'finish' });
				}
				if (part === 'sharing') {
					await client.ask({ t: 'help', about: null });
					const taken = await client.got('help', ({ status }) => status === 'taken');
					const { call } = await client.got('aside', ({ who }) => who === taken.by);
					await client.ask({ t: 'aside', call, text: 'I only wanted to try the button.' });
					const fromHelper = () =>
						client.messages.filter((each) => each.t === 'aside' && each.who === taken.by);
					await client.got('aside', () => fromHelper().length >= 2);
				}
			}
			await client.sees((state) => state.ended !== null);
			expect(turns).toHaveLength(3);
			expect(await client.ask({ t: 'rating', when: 'leaving', value: 2 })).toBe('ok');
			const state = await meetings.roomState(world.system, meetingId);
			expect(state.ended?.why).toBe('closed');
			expect(state.people).toHaveLength(2 + 6 + 1);
			const speakers = new Set(client.messages.flatMap((each) => (each.t === 'w' ? each.who : [])));
			expect(speakers.size).toBe(9);
			client.drop();
		},
		LONG
	);
});

describe('somebody who visits as a facilitator', () => {
	it(
		'opens the next meeting with a companion, lets the others in, leads and ends it',
		async () => {
			const { ctx, cookie } = await signIn('A facilitator');
			// The next meeting is moved to now a little after the one before has ended.
			const meetingId = await vi.waitFor(() => openNow(ctx), { timeout: LONG / 2 });
			const client = goTo(meetingId, cookie);
			const { me } = await client.inside();
			await client.sees(
				({ people }) => people.filter((each) => each.place === 'waiting').length === 6
			);
			const hint = await client.got('line');
			expect(hint.text).toContain('companion');
			await client.sees(({ people }) => people.filter(isInside).length === 2);

			expect(await client.ask({ t: 'open' })).toBe('ok');
			await client.sees(({ stage }) => stage === 'open');
			for (const { id, place } of client.state.people) {
				if (place === 'waiting') expect(await client.ask({ t: 'admit', who: id })).toBe('ok');
			}
			expect(client.state.lead).toBe(me.id);
			for (let part = -1; part < 4; part += 1) {
				expect(await client.ask({ t: 'next-part', from: part })).toBe('ok');
				await client.sees((state) => state.part === part + 1);
				if (kindNow(client.state) !== 'round') continue;
				const first = client.state.people.find((one) => isInside(one) && one.id !== me.id)!;
				expect(await client.ask({ t: 'give', to: first.id })).toBe('ok');
				await client.sees(({ done, passed }) => done.length + passed.length === 7);
			}
			expect(client.heard().length).toBeGreaterThan(6);
			expect(await client.ask({ t: 'end' })).toBe('ok');
			const state = await meetings.roomState(world.system, meetingId);
			expect(state).toMatchObject({ lead: me.id, ended: { why: 'closed' } });
			client.drop();
		},
		LONG
	);
});

describe('a server that stops and comes back in the middle', () => {
	it(
		'finds everybody again, and the visitor still gets a turn',
		async () => {
			const { ctx, cookie } = await signIn('A member');
			const meetingId = await vi.waitFor(() => openNow(ctx), { timeout: LONG / 2 });
			const before = goTo(meetingId, cookie);
			const { me } = await before.inside();
			await before.sees(({ part }) => part === 1);
			await gateway.pauseRooms();
			await gateway.close();
			gateway = await open();

			const after = goTo(meetingId, cookie);
			await after.sees(({ holder }) => holder === me.id);
			await after.sees(({ people }) => people.filter(isInside).length === 2 + 6 + 1);
			expect(after.state.pause).toBeNull();
			after.drop();
		},
		LONG
	);
});
