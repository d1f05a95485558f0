import { redirect } from '@sveltejs/kit';
import * as shares from '#lib/shares/server/shares.ts';
import { withNudges } from '#lib/shares/nudges/inputs.ts';
import { StrategyInput } from '#lib/shares/strategy-inputs.ts';
import { formAction } from '#server/http/form.ts';
import { newId } from '#server/ids.ts';
import { nudgedFirst } from '../nudged.ts';
import type { Actions, PageServerLoad } from './$types';
import { asWords } from './shown.ts';

export const load: PageServerLoad = async ({ locals: { ctx, timeZone }, params, url }) => {
	const ours = await shares.strategies.ours(ctx, params.id);
	return {
		ours,
		isWriting: url.searchParams.has('write') && ours.can.share,
		wasRemoved: url.searchParams.has('gone'),
		...{ once: newId(ctx.now()), timeZone, now: ctx.now() }
	};
};

export const actions: Actions = {
	share: (event) =>
		formAction(event, withNudges(StrategyInput), async (input) => {
			const nudged = await nudgedFirst(event, asWords(input), { kind: 'share' });
			if (nudged) return nudged;
			const { ctx } = event.locals;
			const { strategyId } = await shares.strategies.share(ctx, event.params.id, input);
			redirect(303, `/groups/${event.params.id}/strategies/${strategyId}?shared`);
		})
};
