import { expect, test } from 'vitest';
import { z } from 'zod';
import { problemsOf } from './problems.ts';

const schema = z.object({
	alias: z.string().min(2).max(5),
	name: z.string().min(1),
	size: z.number().max(3),
	kind: z.enum(['a', 'b']),
	words: z.string().max(1, 'identifying')
});
const problems = (input: unknown) => problemsOf(schema.safeParse(input).error!);

test('each field gets the code of its first problem', () => {
	expect(problems({ alias: 'x', name: '', size: 9, kind: 'c', words: 'ab' })).toEqual({
		alias: 'too_short',
		name: 'required',
		size: 'too_big',
		kind: 'choose',
		words: 'identifying'
	});
});

test('what is not there at all is asked for', () => {
	expect(problems({ alias: 'abcdef', size: 1, kind: 'a', words: 'a' })).toEqual({
		alias: 'too_long',
		name: 'required'
	});
});
