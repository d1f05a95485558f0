import { describe, expect, it } from 'vitest';
import { begun, does } from '#test/support/after.ts';
import { anAccount, type Gathering } from '#test/support/gathering.ts';
import * as coping from '#lib/coping/server/coping.ts';
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
		expect(await coping.kept(ctx)).toEqual(['breathing']);
		expect(await meetings.practicesOf(ctx, of.meetingId)).toMatchObject([{ isKept: true }]);
		await coping.drop(ctx, 'breathing');
		expect(await coping.kept(ctx)).toEqual([]);
	});

	it('is nobody else’s to see or to change', async () => {
		const of = await practised();
		await meetings.keepPractice(of.who('Fern').ctx, of.meetingId, 'breathing');
		await coping.drop(of.who('Tide').ctx, 'breathing');
		expect(await coping.kept(of.who('Tide').ctx)).toEqual([]);
		expect(await coping.kept(of.who('Mara').ctx)).toEqual([]);
		expect(await coping.kept(of.who('Fern').ctx)).toEqual(['breathing']);
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
		expect(await code(coping.kept(world.nobody))).toBe('sign_in_first');
	});
});
