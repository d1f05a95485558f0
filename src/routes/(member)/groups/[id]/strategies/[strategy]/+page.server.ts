import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { TriedInput } from '#lib/coping/practices.ts';
import * as coping from '#lib/coping/server/coping.ts';
import { withNudges } from '#lib/shares/nudges/inputs.ts';
import * as shares from '#lib/shares/server/shares.ts';
import {
	AskInput,
	EditStrategyInput,
	FeedbackInput,
	WeekInput
} from '#lib/shares/strategy-inputs.ts';
import { formAction } from '#server/http/form.ts';
import { newId } from '#server/ids.ts';
import { nudgedFirst } from '../../nudged.ts';
import { asWords } from '../shown.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const placeOf = ({ params }: Pick<RequestEvent, 'params'>) => ({
	...{ groupId: params.id, strategyId: params.strategy }
});

export const load: PageServerLoad = async (event) => {
	const { ctx, timeZone } = event.locals;
	const one = await shares.strategies.strategy(ctx, placeOf(event));
	return {
		...{ one, canAsk: await coping.isAsked(ctx), timeZone, now: ctx.now() },
		...{ once: newId(ctx.now()), onceSaid: newId(ctx.now()) },
		wasShared: event.url.searchParams.has('shared')
	};
};

export const actions: Actions = {
	tried: (event) =>
		formAction(event, TriedInput, async (input) => {
			await shares.strategies.practise(event.locals.ctx, placeOf(event), input);
			return { done: 'tried' as const };
		}),
	begin: (event) =>
		formAction(event, z.object({}), async () => {
			await shares.strategies.beginWeek(event.locals.ctx, placeOf(event));
			return { done: 'strategies.week.began' as const };
		}),
	week: (event) =>
		formAction(event, WeekInput, async ({ joined }) => {
			await shares.strategies.joinWeek(event.locals.ctx, placeOf(event), joined);
			return {
				done: joined ? ('strategies.week.joined' as const) : ('strategies.week.left' as const)
			};
		}),
	give: (event) =>
		formAction(event, withNudges(FeedbackInput), async (input) => {
			const text = [input.keep, input.change].join('\n');
			const nudged = await nudgedFirst(
				event,
				{ ...input, text },
				{ kind: 'reply', parentNeed: 'ideas' }
			);
			if (nudged) return nudged;
			await shares.strategies.giveFeedback(event.locals.ctx, placeOf(event), input);
			return { done: 'strategies.feedback.given' as const };
		}),
	takeBack: (event) =>
		formAction(event, z.object({}), async () => {
			await shares.strategies.takeBackFeedback(event.locals.ctx, placeOf(event));
			return { done: 'strategies.feedback.taken_back' as const };
		}),
	ask: (event) =>
		formAction(event, AskInput, async ({ asks }) => {
			await shares.strategies.ask(event.locals.ctx, placeOf(event), asks);
			return {
				done: asks
					? ('strategies.feedback.asked' as const)
					: ('strategies.feedback.asked_no_more' as const)
			};
		}),
	change: (event) =>
		formAction(event, withNudges(EditStrategyInput), async (input) => {
			const nudged = await nudgedFirst(event, asWords(input), { kind: 'share' });
			if (nudged) return nudged;
			await shares.strategies.change(event.locals.ctx, placeOf(event), input);
			return { done: 'strategies.changed' as const };
		}),
	remove: (event) =>
		formAction(event, z.object({}), async () => {
			await shares.strategies.remove(event.locals.ctx, placeOf(event));
			redirect(303, `/groups/${event.params.id}/strategies?gone`);
		})
};
