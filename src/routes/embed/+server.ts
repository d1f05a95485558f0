import {
	queryFields,
	queryFrom,
	searchParams,
	type DirectoryQuery,
	type FoundPage
} from '#lib/directory/directory.ts';
import * as directory from '#lib/directory/server/directory.ts';
import * as org from '#lib/org/server/org.ts';
import { say } from '#lib/words/words.ts';
import { AppError, invalid } from '#server/errors.ts';
import { log } from '#server/log.ts';
import type { RequestHandler } from './$types';
import { page } from './framed.ts';

const nothing = { total: 0, items: [], unit: 'km' } as const;

/**
 * A search of the directory as a page for other sites to frame, with the parameters of the API. It is the
 * same for everybody: no cookie is read, so that times are in `tz`, or in the organisation's own zone.
 */
export const GET: RequestHandler = async ({ locals: { ctx }, url }) => {
	const { origin } = url;
	const organisation = await org.organisation(ctx).catch(() => null);
	const timeZone = organisation?.timeZone ?? 'UTC';
	const now = ctx.now();
	const every = { origin, organisation: organisation?.name ?? '', now, timeZone };
	try {
		const asked = readQuery(url.searchParams);
		const found = await directory.search(ctx, asked, { timeZone });
		return page({
			...{ ...every, ...shown(found, now), timeZone: found.timeZone },
			unit: await directory.unitAround(ctx, found.near?.label ?? null),
			all: new URL(`/?${searchParams(asked).toString()}`, origin).href
		});
	} catch (error) {
		const isAsked = error instanceof AppError && error.status < 500;
		if (!isAsked) log.error({ err: error, op: 'embed' }, 'the embedded list could not be made');
		const trouble = say(isAsked ? 'directory.embed.wrong' : 'directory.embed.resting');
		return page({ ...every, ...nothing, trouble, all: origin }, isAsked ? 400 : 503);
	}
};

function readQuery(params: URLSearchParams): DirectoryQuery {
	const unknown = [...params.keys()].filter((name) => !Object.hasOwn(queryFields.shape, name));
	if (unknown.length > 0)
		throw invalid(Object.fromEntries(unknown.map((name) => [name, 'parameter_unknown'])));
	return queryFrom(params);
}

const shown = ({ total, items }: FoundPage, now: Date) => ({
	total,
	items: items.map((listing) => ({ ...listing, slots: directory.slots(listing, now) }))
});
