import type { RequestEvent } from '@sveltejs/kit';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { sayError } from '#lib/words/errors.ts';
import { formAction, type Refusal } from './form.ts';

const Input = z.object({ name: z.string().min(40, 'too_short'), passphrase: z.string() });

async function refused(typed: Record<string, string>): Promise<Refusal> {
	const request = new Request('https://groups.example.org/', {
		method: 'POST',
		body: new URLSearchParams(typed)
	});
	const answer = await formAction({ request } as RequestEvent, Input, () =>
		Promise.resolve(undefined)
	);
	return answer!.data;
}

it('says that all is still there only when it is', async () => {
	expect(await refused({ name: 'reed', passphrase: '' })).toMatchObject({
		words: sayError('invalid'),
		values: { name: 'reed' }
	});
});

it('asks for secrets again, because it never sends them back', async () => {
	const answer = await refused({ name: 'reed', passphrase: 'seven quiet words' });
	expect(answer.words).toBe(sayError('invalid_secret'));
	expect(JSON.stringify(answer)).not.toContain('seven quiet words');
});
