import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import * as accounts from '#lib/accounts/server/accounts.ts';
import { day, hour, minute } from '#server/clock.ts';
import { inTransaction, type Ctx } from '#server/ctx.ts';
import { newId } from '#server/ids.ts';
import { person } from '#test/support/accounts.ts';
import { openWorld } from '#test/support/world.ts';
import { CheckInInput, LONGEST_LINE, MOST_FEELINGS, families } from '../checkins.ts';
import * as checkins from './checkins.ts';

const world = await openWorld();
const typed = (more: Record<string, unknown> = {}) => ({
	...{ once: newId(), feelings: ['tired', 'hopeful'], own: 'jangly, like rain' },
	...{ rating: '6', sleep: 'fairly', line: 'Heliotrope on the sill.', ...more }
});
const input = (more: Record<string, unknown> = {}) => CheckInInput.parse(typed(more));
const isTaken = (more: Record<string, unknown>) => CheckInInput.safeParse(typed(more)).success;
const all = (ctx: Ctx) => checkins.between(ctx, new Date(0), new Date(8.64e15));
const code = (promise: Promise<unknown>) =>
	promise.then(
		() => 'done',
		(error: { code?: string }) => error.code
	);
const boxes = () =>
	inTransaction(world.system, ({ db }) =>
		db.selectFrom('check_in').select(['check_in_id', 'account_id', 'box']).execute()
	);

describe('a check-in', () => {
	it('is kept as it was said, for its person alone, and no word of it lies in the table', async () => {
		const [mine, other] = [await person(world), await person(world)];
		const said = input();
		await checkins.checkIn(mine.ctx, said);
		const { once: checkInId, ...rest } = said;
		expect(await all(mine.ctx)).toEqual([{ checkInId, at: world.clock.now(), ...rest }]);
		expect(rest.own).toEqual(['jangly', 'like rain']);
		expect(await all(other.ctx)).toEqual([]);
		for (const { box } of await boxes()) expect(box.toString()).not.toMatch(/Helio|tired|jang/);
	});

	it('is kept once when its form is sent twice, and twice at once', async () => {
		const { ctx } = await person(world);
		const said = input();
		await Promise.all([checkins.checkIn(ctx, said), checkins.checkIn(ctx, said)]);
		await checkins.checkIn(ctx, { ...said, rating: 1 });
		expect((await all(ctx)).map(({ rating }) => rating)).toEqual([6]);
	});

	it('may leave out what it likes, and not all of it', () => {
		const nothing = { feelings: [], own: ' , ', rating: '', sleep: '', line: '  ' };
		expect(isTaken(nothing)).toBe(false);
		for (const one of [
			...[{ feelings: ['numb'] }, { feelings: ['flat'] }, { own: 'grey' }, { rating: '0' }],
			...[{ sleep: 'hardly' }, { line: 'Nothing to say.' }]
		])
			expect(isTaken({ ...nothing, ...one }), JSON.stringify(one)).toBe(
				JSON.stringify(one) !== '{"feelings":["numb"]}'
			);
	});

	it('has bounds, and keeps what is longest', async () => {
		for (const [one, isFine] of [
			[{ rating: '10' }, true],
			[{ rating: '11' }, false],
			[{ rating: '-1' }, false],
			[{ rating: '5.5' }, false],
			[{ sleep: 'great' }, false],
			[{ once: 'mine' }, false],
			[{ line: 'x'.repeat(LONGEST_LINE) }, true],
			[{ line: 'x'.repeat(LONGEST_LINE + 1) }, false],
			[{ line: 'a\u0000b' }, false],
			[{ own: 'a, b, c, d' }, true],
			[{ own: 'a, b, c, d, e' }, false],
			[{ own: 'x'.repeat(41) }, false],
			[{ feelings: families.flatMap(([, words]) => words).slice(0, MOST_FEELINGS) }, true],
			[{ feelings: families.flatMap(([, words]) => words).slice(0, MOST_FEELINGS + 1) }, false]
		] as const)
			expect(isTaken(one), JSON.stringify(one)).toBe(isFine);
		const { ctx } = await person(world);
		const line = '\u{1f332}'.repeat(LONGEST_LINE / 2);
		await checkins.checkIn(ctx, input({ line, own: 'ü'.repeat(40) }));
		expect((await all(ctx))[0]).toMatchObject({ line, own: ['ü'.repeat(40)] });
	});

	it('lies in a box whose length does not tell how much it says', async () => {
		const { ctx, accountId } = await person(world);
		await checkins.checkIn(ctx, input({ line: '' }));
		await checkins.checkIn(ctx, input({ line: 'x'.repeat(LONGEST_LINE) }));
		const own = (await boxes()).filter((row) => row.account_id === accountId);
		expect(new Set(own.map(({ box }) => box.length)).size).toBe(1);
	});

	it('cannot be changed once it is kept, by nobody', async () => {
		const { ctx } = await person(world);
		await checkins.checkIn(ctx, input());
		for (const who of [ctx, world.system])
			await expect(
				inTransaction(who, ({ db }) => sql`update check_in set box = '\\x00'`.execute(db))
			).rejects.toThrow('permission denied');
	});

	it('comes newest first, from one moment until before another', async () => {
		const { ctx } = await person(world);
		const began = world.clock.now();
		for (const rating of ['1', '2', '3']) {
			await checkins.checkIn(ctx, input({ rating }));
			world.clock.pass(hour);
		}
		const ratings = async (from: number, until: number) =>
			(
				await checkins.between(
					ctx,
					new Date(began.getTime() + from * hour),
					new Date(began.getTime() + until * hour)
				)
			).map(({ rating }) => rating);
		expect(await ratings(0, 3)).toEqual([3, 2, 1]);
		expect(await ratings(1, 2)).toEqual([2]);
		expect(await ratings(2, 1)).toEqual([]);
	});

	it('is deleted by its person alone, one or all, also twice', async () => {
		const [mine, other] = [await person(world), await person(world)];
		await checkins.checkIn(mine.ctx, input());
		await checkins.checkIn(mine.ctx, input());
		const [{ checkInId } = { checkInId: '' }] = await all(mine.ctx);
		await checkins.forget(other.ctx, checkInId);
		await checkins.forgetAll(other.ctx);
		expect(await all(mine.ctx)).toHaveLength(2);
		await Promise.all([checkins.forget(mine.ctx, checkInId), checkins.forget(mine.ctx, checkInId)]);
		expect(await all(mine.ctx)).toHaveLength(1);
		await checkins.forgetAll(mine.ctx);
		await checkins.forgetAll(mine.ctx);
		expect(await all(mine.ctx)).toEqual([]);
	});

	it('wants somebody who is signed in, is slowed in a flood, and goes with its account', async () => {
		for (const tried of [
			checkins.checkIn(world.nobody, input()),
			all(world.nobody),
			checkins.forget(world.nobody, newId()),
			checkins.forgetAll(world.nobody)
		])
			expect(await code(tried)).toBe('sign_in_first');
		const who = await person(world);
		const flood: (string | undefined)[] = [];
		for (let nr = 0; nr < 14; nr++) flood.push(await code(checkins.checkIn(who.ctx, input())));
		expect(flood.filter((one) => one === 'too_many').length).toBeGreaterThan(0);
		world.clock.pass(day + minute);
		await accounts.prove(who.ctx, { passphrase: who.passphrase, address: 'test' });
		await accounts.endAccount(who.ctx);
		expect((await boxes()).filter((row) => row.account_id === who.accountId)).toEqual([]);
	});
});
