import { z } from 'zod';
import * as directory from '#lib/directory/server/directory.ts';
import {
	CloseForm,
	DetailsForm,
	FacilitatorInput,
	MembershipInput,
	SeriesForm
} from '#lib/groups/groups.ts';
import * as groups from '#lib/groups/server/groups.ts';
import { formAction } from '#server/http/form.ts';
import { groupActions } from '../../../../group-actions.ts';
import { leadChoices } from '../leads.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx, timeZone }, params, url }) => {
	const group = await groups.details(ctx, params.id);
	return {
		group,
		leads: await leadChoices(ctx),
		coming: await groups.comingMeetings(ctx, params.id),
		joinAt: new URL('/invited', url).href,
		now: ctx.now(),
		timeZone
	};
};

const saved = { saved: true } as const;

export const actions: Actions = {
	...groupActions,
	details: (event) =>
		formAction(event, DetailsForm, async (input) => {
			const { ctx } = event.locals;
			const { town: before } = await groups.details(ctx, event.params.id);
			const isAsBefore = input.town === (before ?? '');
			const where = isAsBefore ? undefined : await directory.townWhere(ctx, input.town);
			await groups.change(ctx, { ...input, where, groupId: event.params.id });
			return saved;
		}),
	agreement: (event) =>
		formAction(event, z.object({ items: z.string().max(7000, 'too_long') }), async (input) => {
			await groups.changeAgreement(event.locals.ctx, { ...input, groupId: event.params.id });
			return saved;
		}),
	times: (event) =>
		formAction(event, SeriesForm, async (series) => {
			await groups.changeSeries(event.locals.ctx, { series, groupId: event.params.id });
			return saved;
		}),
	addLead: (event) =>
		formAction(event, FacilitatorInput, async (input) => {
			await groups.addFacilitator(event.locals.ctx, { ...input, groupId: event.params.id });
			return saved;
		}),
	endLead: (event) =>
		formAction(event, MembershipInput, async (input) => {
			await groups.endFacilitator(event.locals.ctx, { ...input, groupId: event.params.id });
			return saved;
		}),
	close: (event) =>
		formAction(event, CloseForm, async () => {
			await groups.close(event.locals.ctx, { groupId: event.params.id });
			return saved;
		})
};
