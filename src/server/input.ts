import type { z } from 'zod';
import { invalid, notFound } from './errors.ts';
import { problemsOf } from './http/problems.ts';
import { isId } from './ids.ts';

/** What came from outside, checked and tidied. @throws invalid with the fields that are wrong */
export function read<Schema extends z.ZodType>(schema: Schema, given: unknown): z.output<Schema> {
	const parsed = schema.safeParse(given);
	if (!parsed.success) throw invalid(problemsOf(parsed.error));
	return parsed.data;
}

/** What cannot be an id is answered like an unknown one. */
export function idOrNotFound(text: unknown): string {
	if (!isId(text)) throw notFound();
	return text;
}
