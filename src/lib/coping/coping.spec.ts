import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { forMeetings, forResting, stepAt, strategies, strategyOf } from './coping.ts';
import { SYMPTOMS, WORKS_WITH } from './library.ts';

const words = z
	.string()
	.trim()
	.min(1)
	.max(240)
	.refine((text) => !/['"!]|\bvictim|\bsession\b/i.test(text), 'not as we write for people');

const seconds = z.int().min(0).max(20);

const Strategy = z.strictObject({
	id: z.string().regex(/^[a-z0-9-]{1,60}$/),
	page: z.string(),
	title: words,
	minutes: z.int().min(1).max(60),
	steps: z.array(words).min(3).max(7),
	cautions: z.array(words).max(2),
	symptoms: z.array(z.enum(SYMPTOMS)).min(1),
	worksWith: z.enum(WORKS_WITH),
	alone: z.boolean(),
	together: z.boolean(),
	arousal: z.enum(['low', 'medium', 'high', 'any']),
	guide: z.discriminatedUnion('kind', [
		z.strictObject({ kind: z.literal('steps') }),
		z.strictObject({
			kind: z.literal('breath'),
			...{ in: seconds, hold: seconds, out: seconds, rest: seconds }
		}),
		z.strictObject({
			kind: z.literal('muscles'),
			...{ parts: z.array(words).min(1).max(12), tense: seconds, letGo: seconds }
		})
	]),
	evidence: words,
	source: words
});

describe('the coping strategies', () => {
	it.each(strategies.map((each) => [each.id, each] as const))('%s is whole', (_, strategy) => {
		expect(Strategy.parse(strategy)).toEqual(strategy);
	});

	it('have one id each, by which they are found', () => {
		expect(new Set(strategies.map(({ id }) => id)).size).toBe(strategies.length);
		expect(strategyOf('ground-room')?.title).toBe('Describe the room');
		expect(strategyOf('nothing-such')).toBeUndefined();
	});

	it('offer a meeting nothing that is not for groups, and nothing long', () => {
		const offered = forMeetings();
		expect(offered.length).toBeGreaterThan(5);
		expect(offered.filter(({ together, minutes }) => !together || minutes > 5)).toEqual([]);
	});

	it('offer who rests only what is short and asks for no calm', () => {
		const offered = forResting();
		expect(offered.length).toBeGreaterThan(4);
		expect(offered.filter(({ arousal, minutes }) => arousal !== 'low' || minutes > 5)).toEqual([]);
	});
});

describe('the steps of a practice', () => {
	const practice = { minutes: 4, steps: ['One.', 'Two.', 'Three.', 'Four.'] };

	it('share its minutes, by the clock alone', () => {
		expect(stepAt(practice, 0)).toEqual({ index: 0, left: 1, each: 60_000, isOver: false });
		expect(stepAt(practice, 90_000)).toMatchObject({ index: 1, left: 0.5, isOver: false });
		expect(stepAt(practice, 239_999)).toMatchObject({ index: 3, isOver: false });
	});

	it('stay with the last one when the time is over, and with the first before it begins', () => {
		expect(stepAt(practice, 240_000)).toMatchObject({ index: 3, left: 0, isOver: true });
		expect(stepAt(practice, -5_000)).toMatchObject({ index: 0, left: 1, isOver: false });
	});
});
