import { createHash } from 'node:crypto';
import { json } from '@sveltejs/kit';
import { knows, sayError } from '#lib/words/words.ts';
import { AppError } from '#server/errors.ts';

/** For pages of others too; nothing here depends on who asks. */
const open = { 'access-control-allow-origin': '*' };
/** A search is in nobody's cache: it says what somebody looks for. */
const never = { ...open, 'cache-control': 'no-store' };
/** The same for JSON that is written already. */
export const written = { ...never, 'content-type': 'application/json' };
/** Whoever copies the directory may ask often. */
const shortly = { ...open, 'cache-control': 'public, max-age=60' };

/** Answers with JSON, or with what is wrong with each parameter. */
export function answer(
	work: () => unknown,
	{ request, isKept = false }: { request?: Request; isKept?: boolean } = {}
): Promise<Response> {
	return answerWith(async () => {
		const body = await work();
		return isKept ? tagged(JSON.stringify(body), request) : json(body, { headers: never });
	});
}

/** The same where the work writes the JSON itself. */
export function answerText(work: () => Promise<string>): Promise<Response> {
	return answerWith(async () => new Response(Buffer.from(await work()), { headers: written }));
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

function tagged(text: string, request: Request | undefined): Response {
	const etag = `"${createHash('sha1').update(text).digest('base64url')}"`;
	const headers = { ...shortly, etag, 'content-type': 'application/json' };
	if (request?.headers.get('if-none-match') === etag)
		return new Response(null, { status: 304, headers });
	return new Response(text, { headers });
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
