import { createHash } from 'node:crypto';
import { json } from '@sveltejs/kit';
import { sayError } from '#lib/words/errors.ts';
import { knows } from '#lib/words/words.ts';
import { AppError } from '#server/errors.ts';

/** For pages of others too; nothing here depends on who asks. */
const open = { 'access-control-allow-origin': '*' };
/** A search is in nobody's cache: it says what somebody looks for. */
const never = { ...open, 'cache-control': 'no-store' };
/** The same for JSON that is written already. */
export const written = { ...never, 'content-type': 'application/json' };
/** Whoever copies the directory may ask often. */
const shortly = { ...open, 'cache-control': 'public, max-age=60' };

interface How {
	request?: Request;
	isKept?: boolean;
	/** The mark of what the answer is made of: whoever has that one is told so without any work. */
	tag?: () => Promise<string>;
}

/** Answers with JSON, or with what is wrong with each parameter. */
export function answer(
	work: () => unknown,
	{ request, isKept = false, tag }: How = {}
): Promise<Response> {
	return answerWith(async () => {
		const known = await tag?.();
		if (known && isKnownTag(request, known)) return unchanged(known);
		const body = await work();
		return isKept ? tagged(JSON.stringify(body), request, known) : json(body, { headers: never });
	});
}

/** Whether whoever asks has the answer of this mark already. */
export function isKnownTag(request: Request | undefined, tag: string): boolean {
	const theirs = request?.headers.get('if-none-match')?.split(',') ?? [];
	// A cache may have packed it: that is the same answer in another dress.
	return theirs.some((one) => one.trim().replace(/^W\//, '') === tag);
}

const unchanged = (etag: string) =>
	new Response(null, { status: 304, headers: { ...shortly, etag } });

/** The same where the work writes the JSON itself. */
export function answerText(work: () => Promise<Buffer>): Promise<Response> {
	return answerWith(async () => new Response(new Uint8Array(await work()), { headers: written }));
}

/** The same for what is not JSON; only what is wrong is. */
export async function answerWith(work: () => Promise<Response>): Promise<Response> {
	try {
		return await work();
	} catch (error) {
		if (!(error instanceof AppError) || error.status >= 500) throw error;
		return problem(error);
	}
}

function tagged(text: string, request: Request | undefined, known: string | undefined): Response {
	const etag = known ?? `"${createHash('sha1').update(text).digest('base64url')}"`;
	if (isKnownTag(request, etag)) return unchanged(etag);
	return new Response(text, { headers: { ...shortly, etag, 'content-type': 'application/json' } });
}

function problem(error: AppError): Response {
	const isInput = error.code === 'invalid';
	const say = (code: string) =>
		sayError(knows(`errors.field.${code}`) ? `field.${code}` : 'field.invalid');
	const fields = Object.entries(error.fields).map(([name, code]) => [name, say(code)]);
	const message = sayError(isInput ? 'asked_wrongly' : error.code, error.values);
	return json(
		{
			...{ code: error.code, message },
			...(isInput ? { fields: Object.fromEntries(fields) as Record<string, string> } : {})
		},
		{ status: isInput ? 400 : error.status, headers: never }
	);
}
