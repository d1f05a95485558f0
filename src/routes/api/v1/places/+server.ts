import { json } from '@sveltejs/kit';
import * as directory from '#lib/directory/server/directory.ts';
import { sayError } from '#lib/words/errors.ts';
import { AppError } from '#server/errors.ts';
import type { RequestHandler } from './$types';

/** For pages of others too; nothing here depends on who asks. What was typed is kept nowhere. */
const headers = { 'access-control-allow-origin': '*', 'cache-control': 'no-store' };

/**
 * Towns and postcodes: `?q=` (2 to 80 characters), `near=LAT,LNG` and `limit=` (1 to 20) if wanted.
 * `{ items: [{ placeId, name, region, country, countryName, lat, lng, kind, nearTown, population }] }`,
 * the likeliest first. 400 `{ code, message, fields }` with words for each field.
 */
export const GET: RequestHandler = async ({ locals, url }) => {
	const number = (text: string) => (text.trim() === '' ? NaN : Number(text));
	const [near, limit] = ['near', 'limit'].map((name) => url.searchParams.get(name));
	const [lat = NaN, lng = NaN] = near?.split(',').map(number) ?? [];
	try {
		const items = await directory.places(locals.ctx, {
			q: url.searchParams.get('q') ?? '',
			...(near ? { near: { lat, lng } } : {}),
			...(limit ? { limit: number(limit) } : {})
		});
		return json({ items }, { headers });
	} catch (error) {
		if (!(error instanceof AppError && error.code === 'invalid')) throw error;
		const fields = Object.fromEntries(
			Object.entries(error.fields).map(([name, code]) => [name, sayError(`field.${code}`)])
		);
		return json(
			{ code: error.code, message: sayError('malformed'), fields },
			{ status: 400, headers }
		);
	}
};
