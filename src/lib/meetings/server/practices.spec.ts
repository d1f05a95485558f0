import { describe, expect, it } from 'vitest';
import { begun, does } from '#test/support/after.ts';
import { anAccount, type Gathering } from '#test/support/gathering.ts';
import { openWorld } from '#test/support/world.ts';
import * as meetings from './meetings.ts';

const world = await openWorld();
const code = (promise: Promise<unknown>) =>
	promise.then(
		() => 'done',
		(error: { code?: string }) => error.code
	);

async function practised(): Promise<Gathering> {
	const of = await begun(world, ['Fern', 'Tide', 'Lark']);
	expect(await does(world, of, 'Mara', { t: 'practise', practice: 'breathing' })).toBeNull();
	await does(world, of, 'Mara', { t: 'end-practice', practised: 2 });
	await does(world, of, 'Mara', { t: 'end' });
	return of;
}

describe('keeping what was practised', () => {
	it('puts it on the person’s own list, once, until they take it off', async () => {
		const of = await practised();
		const { ctx } = of.who('Fern');
		expect(await meetings.practicesOf(ctx, of.meetingId)).toEqual([
			{ practice: 'breathing', isKept: false }
		]);
		const keep = () => meetings.keepPractice(ctx, of.meetingId, 'breathing');
		await Promise.all([keep(), keep()]);
		await keep();
		expect(await meetings.keptPractices(ctx)).toEqual(['breathing']);
		expect(await meetings.practicesOf(ctx, of.meetingId)).toMatchObject([{ isKept: true }]);
		await meetings.dropPractice(ctx, 'breathing');
		expect(await meetings.keptPractices(ctx)).toEqual([]);
	});

	it('is nobody else’s to see or to change', async () => {
		const of = await practised();
		await meetings.keepPractice(of.who('Fern').ctx, of.meetingId, 'breathing');
		await meetings.dropPractice(of.who('Tide').ctx, 'breathing');
		expect(await meetings.keptPractices(of.who('Tide').ctx)).toEqual([]);
		expect(await meetings.keptPractices(of.who('Mara').ctx)).toEqual([]);
		expect(await meetings.keptPractices(of.who('Fern').ctx)).toEqual(['breathing']);
	});

	it('is only for the group’s people, and only what was practised', async () => {
		const of = await practised();
		const stranger = world.asAccount(await anAccount(world));
		expect(await code(meetings.keepPractice(stranger, of.meetingId, 'breathing'))).toBe(
			'not_found'
		);
		expect(await code(meetings.keepPractice(of.who('Fern').ctx, of.meetingId, 'else'))).toBe(
			'not_found'
		);
		expect(await code(meetings.keptPractices(world.nobody))).toBe('sign_in_first');
	});
});
