import { EndBuddyInput, WantedInput } from '#lib/shares/inputs.ts';
import * as shares from '#lib/shares/server/shares.ts';
import { formAction } from '#server/http/form.ts';
import { z } from 'zod';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) => shares.welcome(locals.ctx, params.id);

export const actions = {
	ask: (event) =>
		formAction(event, z.object({}), async () => {
			const { isFound } = await shares.askForBuddy(event.locals.ctx, event.params.id);
			return { done: isFound ? null : ('none' as const) };
		}),
	end: (event) =>
		formAction(event, EndBuddyInput, async (input) => {
			await shares.endBuddy(event.locals.ctx, event.params.id, input);
			return { done: 'ended' as const };
		}),
	offer: (event) =>
		formAction(event, WantedInput, async (input) => {
			await shares.offerToWelcome(event.locals.ctx, event.params.id, input);
			return { done: 'like' as const };
		}),
	settle: (event) =>
		formAction(event, WantedInput, async (input) => {
			await shares.settle(event.locals.ctx, event.params.id, input);
			return { done: 'settled' as const };
		})
} satisfies Actions;
