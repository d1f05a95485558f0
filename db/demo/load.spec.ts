import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import * as accounts from '#lib/accounts/server/accounts.ts';
import * as directory from '#lib/directory/server/directory.ts';
import * as groupsOf from '#lib/groups/server/groups.ts';
import * as impact from '#lib/impact/server/impact.ts';
import { figureOf } from '#lib/impact/impact.ts';
import * as meetings from '#lib/meetings/server/meetings.ts';
import * as org from '#lib/org/server/org.ts';
import * as notices from '#lib/notices/server/notices.ts';
import * as sharesOf from '#lib/shares/server/shares.ts';
import * as wellbeing from '#lib/wellbeing/server/wellbeing.ts';
import type { Ctx } from '#server/ctx.ts';
import { inTransaction } from '#server/ctx.ts';
import { openWorld } from '#test/support/world.ts';
import type { SignIn } from '../../src/start/demonstration.ts';
import { given } from '#test/support/demonstration.ts';
import { loadDemo } from './load.ts';
import { meetsSoon } from './meets-soon.ts';
import { neighbours } from './neighbours.ts';
import { readCast } from './players-file.ts';

const world = await openWorld();
world.clock.set(new Date());
const dataDir = mkdtempSync(join(tmpdir(), 'holdspace-demo-'));
let signIns: SignIn[] = [];

beforeAll(async () => {
	({ signIns } = await loadDemo(given(world, dataDir)));
}, 120_000);

/** Signs in as the person who is printed under this name, as anybody would. */
async function as(who: string): Promise<Ctx> {
	const printed = signIns.find((one) => one.who === who)!;
	const login = await accounts.signIn(world.nobody, {
		...{ name: printed.name, passphrase: printed.passphrase },
		...{ privateDevice: false, address: '2001:db8:ffff::1' }
	});
	const known = await accounts.identify(world.db, world.keys, login, world.clock.now());
	const { accountId, loginId, roles } = known!;
	return world.as({ kind: 'account', accountId, loginId, roles });
}

describe('the demonstration', () => {
	it('says of itself that it is one', async () => {
		const organisation = await org.organisation(world.nobody);
		expect(organisation).toMatchObject({ name: 'Northbridge Peer Support', isDemonstration: true });
	});

	it('is loaded only where nothing was set up', async () => {
		await expect(loadDemo(given(world, dataDir))).rejects.toThrow('nothing was set up');
	});

	it('has eight groups that are found, each with two facilitators who could open a meeting', async () => {
		const found = await directory.search(world.nobody, { source: ['own'] });
		expect(found.items).toHaveLength(8);
		for (const { groupId } of found.items) {
			const page = await groupsOf.publicPage(world.nobody, groupId!);
			expect(page.leads.length).toBeGreaterThanOrEqual(2);
			expect(page.next.length).toBeGreaterThan(0);
		}
	});

	it('has one group that is full, and two people who wait for a seat in it', async () => {
		const { items } = await directory.search(world.nobody, { source: ['own'] });
		const full = items.filter(({ seats }) => seats === 'full');
		expect(full.map(({ name }) => name)).toEqual(['Slow mornings']);
		const waits = await groupsOf.waits(await as('A member'));
		expect(waits.map(({ name }) => name)).toEqual(['Slow mornings']);
		const places = await inTransaction(world.system, ({ db }) =>
			db.selectFrom('waiting').select('turn').where('ended_at', 'is', null).execute()
		);
		expect(places).toHaveLength(2);
	});

	it('has the groups of a neighbour, of every kind and on every continent', async () => {
		const source = [neighbours];
		const { total, facets, items } = await directory.search(world.nobody, { source, limit: 100 });
		expect(total).toBe(42);
		expect(Object.keys(facets.mode ?? {}).sort()).toEqual([
			...['hybrid', 'in_person', 'online', 'phone']
		]);
		expect(Object.keys(facets.language ?? {}).length).toBeGreaterThan(12);
		expect(Object.keys(facets.access ?? {}).length).toBeGreaterThan(7);
		expect(Object.keys(facets.experience ?? {}).length).toBeGreaterThan(10);
		const countries = new Set(items.map(({ at, place }) => at && place?.country));
		expect(countries.size).toBeGreaterThan(14);
		const near = { near: '53.8,-1.55', within_km: '60' };
		const close = await directory.search(world.nobody, { ...near, source });
		expect(close.total).toBeGreaterThan(3);
	});

	it('shows the coordinator where they come from, what was wrong there, and what readers say', async () => {
		const coordinator = await as('The coordinator');
		const [source] = await directory.sources(coordinator);
		expect(source).toMatchObject({ name: neighbours, listings: 42, held: null });
		const report = await directory.report(coordinator, source!.last!.runId);
		expect(report).toMatchObject({ outcome: 'changed', read: 43, rejected: 1, repaired: 1 });
		expect(report.list.map(({ reason }) => reason).sort()).toEqual([
			...['coordinates_impossible', 'end_unreadable', 'markup_removed', 'name_missing']
		]);
		const { notes } = await directory.notes(coordinator);
		expect(notes.map(({ kind, listing }) => [kind, listing.name])).toEqual([
			['mine', 'Boots off'],
			['wrong', 'Tea and quiet']
		]);
	});

	it('has seven facilitators, one with a certificate that runs out soon, one whose has run out', async () => {
		const { people } = await accounts.staff(await as('The coordinator'));
		const facilitators = people.filter(({ roles }) => roles.includes('facilitator'));
		expect(facilitators).toHaveLength(7);
		expect(facilitators.filter(({ isTrained }) => isTrained)).toHaveLength(6);
		expect(facilitators.filter(({ certificate }) => certificate?.expiresSoon)).toHaveLength(1);
	});

	it('shows a coordinator every figure of the last closed quarter', async () => {
		const { history } = await impact.programme(await as('The coordinator'));
		const closed = history.find(({ isClosed }) => isClosed)!;
		expect(closed.figures.filter(({ hidden }) => hidden !== null)).toEqual([]);
		expect(figureOf(closed, 'participants').value).toBeGreaterThan(25);
		expect(figureOf(closed, 'meetings_held').value).toBeGreaterThan(25);
		expect(figureOf(closed, 'average_length').value).toBeGreaterThan(75);
		expect(figureOf(closed, 'resilience').value).toBeGreaterThan(0.55);
		expect(figureOf(closed, 'resilience').value).toBeLessThan(0.85);
	});

	it('shows the public the same quarter, with no number of few people', async () => {
		const { history } = await impact.published(world.nobody);
		const closed = history.find(({ isClosed }) => isClosed)!;
		expect(closed.figures.filter(({ hidden }) => hidden !== null)).toEqual([]);
	});

	it('shows everybody what helped people, of enough of them, without the few lucky tries', async () => {
		const here = await impact.helpedHere(world.nobody);
		const rows = here!.rows.map(({ strategy, symptom }) => `${strategy} ${symptom}`);
		expect(rows.length).toBeGreaterThanOrEqual(4);
		expect(rows).toContain('ground-54321 panic');
		expect(rows).not.toContain('ground-cold panic');
	});

	it('lets its visitor be a member of two groups, who may answer how it goes', async () => {
		const member = await as('A member');
		const { groups } = await groupsOf.mine(member);
		expect(groups.map(({ name, role }) => [name, role])).toEqual([
			['Evening harbour', 'member'],
			['Night shift', 'member']
		]);
		const offers = await wellbeing.offers(member);
		expect(offers.map(({ groupName }) => groupName)).toContain('Evening harbour');
		const harbour = groups.find(({ name }) => name === 'Evening harbour')!;
		const space = await sharesOf.space(member, { groupId: harbour.groupId });
		expect(space.shares).toHaveLength(6);
		expect(space.shares[0]?.text).toContain('I made the phone call');
		expect(space.shares[0]?.replies).toHaveLength(1);
	});

	it('lets its visitor be a facilitator of both, with people who wait to come in', async () => {
		const facilitator = await as('A facilitator');
		const { groups } = await groupsOf.mine(facilitator);
		expect(groups.map(({ name, role }) => [name, role])).toEqual([
			['Evening harbour', 'facilitator'],
			['Night shift', 'facilitator']
		]);
		const harbour = groups.find(({ name }) => name === 'Evening harbour')!;
		expect(await groupsOf.requests(facilitator, harbour.groupId)).toHaveLength(2);
		const { strategies, waiting } = await sharesOf.strategies.ours(facilitator, harbour.groupId);
		expect(strategies.map(({ week }) => week !== null)).toEqual([false, true]);
		expect(waiting).toHaveLength(1);
	});

	it('has one share that nobody has answered, which has come to each of its visitors', async () => {
		const [member, coordinator] = [await as('A member'), await as('The coordinator')];
		for (const who of [member, await as('A facilitator'), coordinator]) {
			const told = (await notices.mine(who)).map(({ kind }) => kind);
			expect(told.filter((kind) => kind.startsWith('unheard'))).toHaveLength(1);
		}
		const waiting = await sharesOf.waitingForMe(member);
		expect(waiting.map(({ groupName, need }) => [groupName, need])).toEqual([
			['Night shift', 'believe']
		]);
		const { groups } = await impact.answerClock(coordinator);
		expect(groups.filter(({ waits }) => waits).map(({ name }) => name)).toEqual(['Night shift']);
	});

	it('has one meeting that the visitor can enter now', async () => {
		const member = await as('A member');
		const coming = await meetings.mine(member);
		const now = world.clock.now().toISOString();
		const open = coming.filter((meeting) => meeting.opensAt <= now && now <= meeting.closesAt);
		expect(open.map(({ groupName }) => groupName)).toEqual(['Night shift']);
		const entrance = await meetings.enter(member, open[0]!.meetingId);
		expect(entrance.parts.map((part) => part.name)).not.toContain('pause');
	});

	it('says at the start which meeting that is', async () => {
		const soon = await meetsSoon(given(world, dataDir));
		expect(soon?.group).toBe('Night shift');
		const ahead = soon!.at.getTime() - Date.now();
		expect(ahead).toBeGreaterThan(0);
		expect(ahead).toBeLessThanOrEqual(11 * 60_000);
	});

	it('has about forty members and meetings of about an hour and a half, most of them held', async () => {
		const counts = await inTransaction(world.system, async ({ db }) => ({
			accounts: (await db.selectFrom('account').select('account_id').execute()).length,
			meetings: await db
				.selectFrom('meeting')
				.select(['status', 'started_at', 'ended_at', 'minutes'])
				.where('planned_start', '<', new Date(Date.now() - 3 * 3_600_000))
				.execute()
		}));
		expect(counts.accounts).toBe(1 + 7 + 40 + 1);
		const past = counts.meetings.map(({ status }) => status);
		expect(past.filter((status) => status === 'cancelled')).toHaveLength(2);
		expect(new Set(past)).toEqual(new Set(['ended', 'cancelled']));
		const lengths = counts.meetings
			.filter(({ minutes, status }) => minutes === 90 && status === 'ended')
			.map((one) => (one.ended_at!.getTime() - one.started_at!.getTime()) / 60_000);
		expect(Math.min(...lengths)).toBeGreaterThanOrEqual(78);
		expect(Math.max(...lengths)).toBeLessThanOrEqual(97);
		expect(new Set(lengths).size).toBeGreaterThan(10);
	});

	it('keeps the sign-ins of those who play in a file that only its owner reads', () => {
		const cast = readCast(dataDir)!;
		expect(cast.members).toHaveLength(6);
		expect(statSync(join(dataDir, 'players.json')).mode & 0o777).toBe(0o600);
		const written = readFileSync(join(dataDir, 'players.json'), 'utf8');
		for (const { name } of signIns) expect(written).not.toContain(name);
	});
});
