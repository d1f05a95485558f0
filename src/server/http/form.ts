import { error, fail, type ActionFailure, type RequestEvent } from '@sveltejs/kit';
import type { z } from 'zod';
import { sayError } from '#lib/words/errors.ts';
import { knows } from '#lib/words/words.ts';
import { AppError, type FieldProblems } from '../errors.ts';
import { problemsOf } from './problems.ts';

export type Typed = Record<string, string | string[]>;
export interface Refusal {
	code: string;
	/** A sentence for the head of the form. */
	words: string;
	/** Field -> words beside it. */
	problems: Record<string, string>;
	/** What was typed, without secrets, so that nothing is lost. */
	values: Typed;
}

const secret = /passphrase|code|token/i;
/** A form of ours never has more fields than this. */
const mostFields = 200;

/**
 * Reads a posted form, checks it against `schema`, and does the work. Bad input comes back as a failure
 * that keeps what was typed; an AppError of the work becomes its words; a missing object its 404 page.
 */
export async function formAction<Schema extends z.ZodType, Done>(
	event: RequestEvent,
	schema: Schema,
	work: (input: z.output<Schema>) => Promise<Done>
): Promise<Done | ActionFailure<Refusal>> {
	return answerForm(await readForm(event.request), schema, work);
}

/** The same for a form that was read already. */
export async function answerForm<Schema extends z.ZodType, Done>(
	typed: Typed,
	schema: Schema,
	work: (input: z.output<Schema>) => Promise<Done>
): Promise<Done | ActionFailure<Refusal>> {
	const parsed = schema.safeParse(typed);
	if (!parsed.success) return refuse(422, 'invalid', problemsOf(parsed.error), typed);
	try {
		return await work(parsed.data);
	} catch (caught) {
		if (!(caught instanceof AppError) || caught.status === 404 || caught.status >= 500)
			throw caught;
		return refuse(caught.status, caught.code, caught.fields, typed, caught.values);
	}
}

async function readForm(request: Request): Promise<Typed> {
	let form: FormData;
	try {
		form = await request.formData();
	} catch (cause) {
		// The body's own limit (main.ts) shows here when the length was not said beforehand.
		if (statusOf(cause) === 413) error(413, { code: 'too_large', message: sayError('too_large') });
		error(400, { code: 'malformed', message: sayError('malformed') });
	}
	const entries = [...form.entries()];
	if (entries.length > mostFields)
		error(413, { code: 'too_large', message: sayError('too_large') });
	const typed: Typed = Object.create(null) as Typed;
	for (const [name, value] of entries) {
		// No form of ours has a field of this name, and an answer that echoed it could not be written.
		if (typeof value !== 'string' || name.startsWith('__proto__')) continue;
		// Browsers send line ends as CRLF whatever the person typed.
		const text = value.replaceAll('\r\n', '\n');
		if (name.endsWith('[]')) {
			const list = (typed[name.slice(0, -2)] ??= []);
			if (Array.isArray(list)) list.push(text);
		} else typed[name] ??= text;
	}
	return typed;
}

function statusOf(cause: unknown): number | undefined {
	const { status, cause: inner } = cause as { status?: number; cause?: { status?: number } };
	return status ?? inner?.status;
}

function refuse(
	status: number,
	code: string,
	fields: FieldProblems,
	typed: Typed,
	values?: Record<string, string | number>
): ActionFailure<Refusal> {
	const problems = Object.entries(fields).map(([field, problem]) => [field, wordsFor(problem)]);
	const kept = Object.entries(typed).filter(([name]) => !secret.test(name));
	const isSecretGone = Object.entries(typed).some(
		([name, text]) => secret.test(name) && text !== ''
	);
	return fail(status, {
		code,
		words: sayError(code === 'invalid' && isSecretGone ? 'invalid_secret' : code, values),
		problems: Object.fromEntries(problems) as Record<string, string>,
		values: Object.fromEntries(kept)
	});
}

const wordsFor = (problem: string) =>
	sayError(knows(`errors.field.${problem}`) ? `field.${problem}` : problem);
