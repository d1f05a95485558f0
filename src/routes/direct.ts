import { nobody } from '#server/ctx.ts';
import { answerDirectly } from '#server/front/direct.ts';
import { accessOf, mayOpen } from '#server/http/access.ts';
import { secure } from '#server/http/headers.ts';
import { contextFor, open } from '#server/http/runtime.ts';
import { listingsText } from './api/v1/listings/asked.ts';
import { written } from './public-answer.ts';

const listings = '/api/v1/listings';

/**
 * A search of the API without cookies goes past the framework, which costs more than the search
 * (docs/decisions/0047). The words, the headers and who may ask are those of the route.
 */
export function answerSearchesDirectly(): void {
	const access = accessOf(listings);
	if (access === null || !mayOpen(nobody, access)) return;
	const isHttps = open().config.publicOrigin.startsWith('https:');
	const headers = [...secure(new Response(null, { headers: written }), isHttps).headers].flat();
	answerDirectly(listings, async (asked) => {
		const body = await listingsText(contextFor(nobody), asked);
		return { headers, body };
	});
}
