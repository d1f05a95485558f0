import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as groups from '#lib/groups/server/groups.ts';
import * as wellbeing from '#lib/wellbeing/server/wellbeing.ts';
import { day, hour } from '#server/clock.ts';
import { person, type Person } from '#test/support/accounts.ts';
import { heldMeeting } from '#test/support/attendance.ts';
import { group, type Belonging, type MadeGroup } from '#test/support/groups.ts';
import { organisation } from '#test/support/organisation.ts';
import { answers, rate } from '#test/support/wellbeing.ts';
import { openWorld } from '#test/support/world.ts';
import { figureOf, type FigureName } from '../impact.ts';
import * as impact from './impact.ts';

const world = await openWorld();
const owner = new pg.Client({ connectionString: world.ownerUrl });
let coordinator: Person;
let harbour: MadeGroup;
let dawn: MadeGroup;
const members: Belonging[] = [];

const inside = async (quarter?: '2026-Q3' | '2026-Q4') =>
	(await impact.programme(coordinator.ctx, { quarter })).chosen;
const outside = async (quarter?: '2026-Q3' | '2026-Q4') => {
	world.clock.pass(hour);
	return (await impact.published(world.nobody, { quarter })).chosen;
};
const figure = async (name: FigureName, quarter?: '2026-Q3' | '2026-Q4') =>
	figureOf(await inside(quarter), name);

const meet = (of: MadeGroup, at: string, who: Belonging[], minutes = 90) =>
	heldMeeting(world, {
		...{ groupId: of.groupId, startedAt: new Date(at), minutes },
		facilitators: of.facilitators.map(({ membershipId }) => membershipId),
		members: who.map(({ membershipId }) => membershipId)
	});

const names = ['Fern', 'Tide', 'Lark', 'Reed', 'Wren', 'Birch', 'Heron', 'Cedar', 'Jay', 'Moss'];

beforeAll(async () => {
	await owner.connect();
	world.clock.set('2026-07-06T09:00:00Z');
	await organisation(world);
	coordinator = await person(world, { roles: ['coordinator'] });
	harbour = await group(world);
	dawn = await group(world, { entry: 'open', name: 'Before dawn' });
	for (const name of names) members.push(await harbour.member(name));
});
afterAll(() => owner.end());

/** Fern in a second group: the same person under another name. */
async function alsoInDawn(who: Belonging, alias: string): Promise<Belonging> {
	const accepted = { ...dawn.versions, agree: true as const };
	await groups.join(who.ctx, { groupId: dawn.groupId, alias, ...accepted });
	const { groups: mine } = await groups.mine(who.ctx);
	const own = mine.find(({ groupId }) => groupId === dawn.groupId)!;
	return { ...who, membershipId: own.membershipId, alias };
}

describe('while a quarter runs', () => {
	test('nothing is counted before anything happened, however many joined', async () => {
		expect(await figure('participants')).toMatchObject({ value: 0, hidden: null });
		expect(await figure('meetings_held')).toMatchObject({ value: 0 });
		expect(await figure('average_length')).toMatchObject({ value: null, hidden: 'no_meeting' });
	});

	test('participants are those who came, each once whatever their groups', async () => {
		const willow = await alsoInDawn(members[0]!, 'Willow');
		const linden = await alsoInDawn(members[1]!, 'Linden');
		await meet(harbour, '2026-07-14T17:00:00Z', members.slice(0, 6), 80);
		await meet(harbour, '2026-07-21T17:00:00Z', members.slice(0, 6), 100);
		await meet(dawn, '2026-07-22T17:00:00Z', [willow, linden], 90);
		world.clock.set('2026-07-23T12:00:00Z');
		expect(await figure('participants')).toMatchObject({
			...{ value: 6, numerator: 6, denominator: null, interval: null, hidden: null }
		});
	});

	test('a meeting without two members, or without a facilitator, or not over, is none', async () => {
		await meet(harbour, '2026-07-23T08:00:00Z', members.slice(8, 9));
		const noFacilitator = { groupId: harbour.groupId, facilitators: [], members: [] as string[] };
		noFacilitator.members = members.slice(7, 10).map(({ membershipId }) => membershipId);
		await heldMeeting(world, { ...noFacilitator, startedAt: new Date('2026-07-23T09:00:00Z') });
		const open = await meet(harbour, '2026-07-23T11:00:00Z', members.slice(6));
		await owner.query(
			"update meeting set ended_at = null, status = 'running' where meeting_id = $1",
			[open]
		);
		expect(await figure('meetings_held')).toMatchObject({ value: 3 });
		expect(await figure('participants')).toMatchObject({ value: 6 });
		await owner.query('delete from meeting where meeting_id = $1', [open]);
	});

	test('who was admitted and gone before it began was not there', async () => {
		const id = await meet(harbour, '2026-07-23T10:00:00Z', [...members.slice(0, 2), members[9]!]);
		await owner.query(
			'update attendance set in_at = $3, out_at = $3 where meeting_id = $1 and membership_id = $2',
			[id, members[9]!.membershipId, new Date('2026-07-23T09:55:00Z')]
		);
		expect(await figure('participants')).toMatchObject({ value: 6 });
		await owner.query('delete from meeting where meeting_id = $1', [id]);
	});

	test('the average length is of real times, with its interval', async () => {
		const length = await figure('average_length');
		expect(length).toMatchObject({ value: 90, numerator: 270, denominator: 3, unit: 'minutes' });
		expect(length.interval!.low).toBeCloseTo(90 - (1.96 * 10) / Math.sqrt(3), 1);
	});

	test('facilitators are trained while their certificate counts', async () => {
		const late = await person(world, { roles: ['facilitator'], certified: false });
		expect(late.accountId).toBeTruthy();
		expect(await figure('trained_facilitators')).toMatchObject({
			...{ value: 4, numerator: 4, denominator: 5, hidden: null }
		});
	});

	test('answers are not shown, whoever asks', async () => {
		for (const who of members) await rate(who, answers(1, 1, 0), { consent: 'give' });
		for (const shown of [await inside(), await outside()])
			expect(figureOf(shown, 'resilience')).toMatchObject({ value: null, hidden: 'quarter_open' });
		expect(await impact.publishClosedQuarters(world.system)).toEqual([]);
	});
});

describe('when the quarter is over', () => {
	test('what is not published yet says so', async () => {
		world.clock.set('2026-09-20T12:00:00Z');
		await meet(harbour, '2026-09-15T17:00:00Z', members);
		// The latest answers count, whichever group they were given in.
		const rest = members.slice(1, 7);
		const willow = { ...members[0]!, membershipId: await membershipIn(dawn, members[0]!) };
		await rate(willow, answers(2, -1, 1));
		for (const who of rest) await rate(who, answers(1, 1, 0));
		await rate(members[7]!, answers(0, 0, 1));
		await rate(members[8]!, answers(2, 2, 2, 2, 2, 2, 2));
		await wellbeing.revokeConsent(members[9]!.ctx);
		world.clock.set('2026-09-30T21:59:00Z');
		expect(figureOf(await inside('2026-Q3'), 'coping')).toMatchObject({ hidden: 'quarter_open' });
		world.clock.set('2026-09-30T22:00:00Z');
		expect(figureOf(await inside('2026-Q3'), 'coping')).toMatchObject({ hidden: 'not_yet' });
	});

	test('the worker publishes it once, and only the worker', async () => {
		await expect(impact.publishClosedQuarters(coordinator.ctx)).rejects.toMatchObject({
			status: 404
		});
		const both = [1, 2].map(() => impact.publishClosedQuarters(world.system));
		expect((await Promise.all(both))[0]).toEqual(['2026-Q3']);
		expect(await impact.publishClosedQuarters(world.system)).toEqual([]);
	});

	test('each person counts once, with their latest answers, by consent', async () => {
		const { rows } = await owner.query('select figures from published_quarter');
		const { ratings } = rows[0].figures;
		expect(ratings.people).toBe(9);
		expect(ratings.items.resilience).toEqual({
			...{ answered: 9, better: 7, same: 2, worse: 0, alike: 1 }
		});
		expect(ratings.items.coping).toEqual({
			...{ answered: 9, better: 6, same: 2, worse: 1, alike: 1 }
		});
		expect(ratings.medianWeeks).toBeCloseTo(10.9, 1);
	});

	test('a share that would give a few away stays hidden', async () => {
		expect(await figure('resilience', '2026-Q3')).toMatchObject({ hidden: 'too_few_others' });
		expect(figureOf(await outside('2026-Q3'), 'resilience').hidden).toBe('too_few');
	});

	test('nothing moves afterwards: deleted answers and revoked consents do not show', async () => {
		const before = await inside('2026-Q3');
		await wellbeing.revokeConsent(members[0]!.ctx);
		await groups.leave(members[1]!.ctx, { groupId: harbour.groupId, takeWords: true });
		await impact.publishClosedQuarters(world.system);
		expect(await inside('2026-Q3')).toEqual(before);
	});
});

async function membershipIn(of: MadeGroup, who: Belonging): Promise<string> {
	const { groups: mine } = await groups.mine(who.ctx);
	return mine.find(({ groupId }) => groupId === of.groupId)!.membershipId;
}

describe('with enough people', () => {
	test('the share is said with all that belongs to it', async () => {
		world.clock.set('2026-10-12T12:00:00Z');
		const large = [await group(world), await group(world)];
		const people: Belonging[] = [];
		for (const one of large) {
			const theirs: Belonging[] = [];
			for (const name of names) theirs.push(await one.member(name));
			await meet(one, '2026-10-13T17:00:00Z', theirs);
			people.push(...theirs);
		}
		world.clock.set('2026-11-23T12:00:00Z');
		for (const [index, who] of people.entries())
			await rate(who, answers(index < 12 ? 2 : index < 17 ? 0 : -1, 1), { consent: 'give' });
		world.clock.set('2027-01-02T12:00:00Z');
		expect(await impact.publishClosedQuarters(world.system)).toEqual(['2026-Q4']);
		const share = await figure('resilience', '2026-Q4');
		expect(share).toMatchObject({ value: 0.6, numerator: 12, denominator: 20, hidden: null });
		expect(share.interval!.low).toBeCloseTo(0.387, 3);
		expect(share.ratings).toMatchObject({
			...{ eligible: 20, responseRate: 1, notBetter: 8, same: null, worse: null },
			...{ bounds: { low: 0.6, high: 0.6 }, medianWeeks: 6 }
		});
		expect(figureOf(await outside('2026-Q4'), 'resilience').hidden).toBe('too_few_others');
		expect(figureOf(await outside('2026-Q4'), 'participants')).toMatchObject({ value: 20 });
	});

	test('the quarters stand side by side, newest first', async () => {
		const { quarters, history, chosen } = await impact.programme(coordinator.ctx);
		expect(quarters).toEqual(['2027-Q1', '2026-Q4', '2026-Q3']);
		expect(history.map(({ quarter }) => quarter)).toEqual(quarters);
		expect(chosen.quarter).toBe('2027-Q1');
		expect(history.map((one) => figureOf(one, 'meetings_held').value)).toEqual([0, 2, 4]);
	});
});

test('only coordinators see the inside; anyone may ask for what is published', async () => {
	for (const { ctx } of [members[0]!, harbour.facilitators[0], { ctx: world.nobody }])
		await expect(impact.programme(ctx)).rejects.toMatchObject({ status: 404 });
	world.clock.pass(day);
	expect((await impact.published(world.nobody)).isDemonstration).toBe(false);
});
