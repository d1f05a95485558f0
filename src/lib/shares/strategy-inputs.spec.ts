import { describe, expect, it } from 'vitest';
import { newId } from '#server/ids.ts';
import { problemsOf } from '#server/http/problems.ts';
import { sayError } from '#lib/words/errors.ts';
import { FeedbackInput, StrategyInput } from './strategy-inputs.ts';

const given = (more: Record<string, unknown> = {}) => ({
	...{ once: newId(), title: 'Cold water', minutes: '2', worksWith: 'body' },
	...{ steps: 'Go to a tap.\n\n  Let it run.  \n\u200b', ...more }
});
const problems = (more: Record<string, unknown>, schema = StrategyInput) => {
	const read = schema.safeParse(given(more));
	return read.success ? {} : problemsOf(read.error);
};
const lines = (many: number) => Array.from({ length: many }, (_, n) => `Step ${n}.`).join('\n');

describe('a strategy as it is typed', () => {
	it('has one step on each line; lines on which nothing is seen are none', () => {
		expect(StrategyInput.parse(given())).toMatchObject({
			...{ minutes: 2, steps: ['Go to a tap.', 'Let it run.'], cautions: [], symptoms: [] },
			asksFeedback: false
		});
	});

	it('has at least one step, and twenty at most, and says so kindly', () => {
		expect(problems({ steps: lines(20) })).toEqual({});
		for (const steps of ['', '  \n \u200b\n', undefined])
			expect(problems({ steps })).toEqual({ steps: 'steps_none' });
		for (const steps of [lines(21), lines(500), `${'x'.repeat(200)}\n`.repeat(500)])
			expect(problems({ steps })).toEqual({ steps: 'steps_many' });
		expect(sayError('field.steps_many')).toMatch(/more than 20/);
		expect(sayError('field.steps_none')).toMatch(/at least one/);
	});

	it.each([
		[{ steps: 'x'.repeat(241) }, { steps: 'line_long' }],
		[{ cautions: lines(4) }, { cautions: 'cautions_many' }],
		[{ title: ' \u200b ' }, { title: 'required' }],
		[{ title: 'x'.repeat(81) }, { title: 'too_long' }],
		[{ title: 'a\nb' }, { title: 'characters' }],
		[{ steps: 'a\u0000b' }, { steps: 'characters' }],
		[{ minutes: '0' }, { minutes: 'too_small' }],
		[{ minutes: '61' }, { minutes: 'minutes_many' }],
		[{ minutes: 'soon' }, { minutes: 'number' }],
		[{ worksWith: 'luck' }, { worksWith: 'choose' }],
		[{ symptoms: ['panic', 'sleep', 'anger', 'trust'] }, { symptoms: 'too_many' }],
		[{ symptoms: ['joy'] }, { symptoms: 'choose' }]
	])('refuses %j beside its field', (more, expected) => {
		expect(problems(more)).toEqual(expected);
	});
});

describe('feedback as it is typed', () => {
	it('wants two answers, and no words', () => {
		const said = { once: newId(), clear: 'no', doable: 'partly' };
		expect(FeedbackInput.parse({ ...said, keep: ' \u200b' })).toEqual({
			...{ ...said, keep: '', change: '' }
		});
		for (const wrong of [{ clear: '' }, { doable: 'perhaps' }, { keep: 'x'.repeat(501) }])
			expect(FeedbackInput.safeParse({ ...said, ...wrong }).success).toBe(false);
	});
});
