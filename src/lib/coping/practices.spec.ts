import { describe, expect, it } from 'vitest';
import { newId } from '#server/ids.ts';
import { helped, LaterInput, TriedInput, type Try } from './practices.ts';

const nothing = { before: null, after: null, later: { 3: null, 7: null } } as const;
const tried = (
	strategy: string,
	symptom: Try['symptom'],
	...[before, after]: (number | null)[]
) => ({ ...nothing, strategy, symptom, before: before ?? null, after: after ?? null });

describe('what helps me for what', () => {
	it('averages only tries of which both numbers are known, and counts all', () => {
		const [row] = helped([
			tried('ground-room', 'panic', 8, 4),
			tried('ground-room', 'panic', 6, 4),
			tried('ground-room', 'panic', 9, null),
			tried('ground-room', 'panic')
		]);
		expect(row).toMatchObject({ times: 4, rated: 2, before: 7, after: 4 });
	});

	it('keeps apart what it was for, and puts first what calmed most', () => {
		const rows = helped([
			tried('rid', 'anger', 5, 5),
			tried('ground-room', null, 9, 1),
			tried('ground-cold', 'anger', 8, 3),
			tried('ground-cold', 'panic', 4, 5),
			tried('breath-box', 'anger')
		]);
		expect(rows.map(({ symptom, strategy }) => `${symptom} ${strategy}`)).toEqual([
			...['panic ground-cold', 'anger ground-cold', 'anger rid', 'anger breath-box'],
			'null ground-room'
		]);
	});

	it('is the same in whatever order the tries come', () => {
		const tries = ['a', 'b', 'c'].flatMap((name) => [tried(name, 'sleep'), tried(name, null)]);
		expect(helped(tries.toReversed())).toEqual(helped(tries));
	});

	it('counts what was said later, but not what was left open or skipped', () => {
		const [row] = helped([
			{ ...tried('rid', 'anger'), later: { 3: 'much', 7: 'not' } },
			{ ...tried('rid', 'anger'), later: { 3: 'skipped', 7: null } }
		]);
		expect(row).toMatchObject({ helpedLater: 1, saidLater: 2 });
	});

	it('says nothing of nothing', () => expect(helped([])).toEqual([]));
});

describe('the form of a try', () => {
	const once = newId();
	it('may be empty', () => {
		expect(TriedInput.parse({ once })).toEqual({
			...{ once, symptom: null, before: null, after: null, ask: false }
		});
	});
	it.each(['11', '-1', '1.5', ' 3', '007', '1e1', 'NaN', 'a'])('does not take %j', (before) => {
		expect(TriedInput.safeParse({ once, before }).success).toBe(false);
		expect(TriedInput.safeParse({ once, after: before }).success).toBe(false);
	});
	it('takes all from 0 to 10', () => {
		for (let value = 0; value <= 10; value += 1)
			expect(TriedInput.parse({ once, before: String(value) }).before).toBe(value);
	});
	it('takes no answer that is not offered, on no other day', () => {
		const said = { practiceId: once, day: '3', answer: 'much' };
		expect(LaterInput.parse(said)).toMatchObject({ day: 3 });
		expect(LaterInput.safeParse({ ...said, answer: 'great' }).success).toBe(false);
		expect(LaterInput.safeParse({ ...said, day: '4' }).success).toBe(false);
	});
});
