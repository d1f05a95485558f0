import { strategyOf, SYMPTOMS } from '#lib/coping/coping.ts';
import { fewest } from '#lib/impact/impact.ts';
import * as impact from '#lib/impact/server/impact.ts';
import type { PageServerLoad } from './$types';

/** Named here, so that the browser need not load every strategy. */
export const load: PageServerLoad = async ({ locals: { ctx } }) => {
	const here = await impact.helpedHere(ctx);
	const rows = (here?.rows ?? []).flatMap(({ strategy, ...row }) => {
		const { title, page } = strategyOf(strategy) ?? {};
		return title && page ? [{ ...row, title, page }] : [];
	});
	return {
		heaps: SYMPTOMS.map((symptom) => ({
			symptom,
			rows: rows.filter((row) => row.symptom === symptom)
		})).filter((heap) => heap.rows.length > 0),
		counted: here && { from: here.from, until: here.until, timeZone: here.timeZone },
		fewest: fewest.outside
	};
};
