import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import {
	ChangePassphraseInput,
	EndAccountInput,
	EndLoginInput,
	ProveInput
} from '#lib/accounts/accounts.ts';
import * as accounts from '#lib/accounts/server/accounts.ts';
import * as directory from '#lib/directory/server/directory.ts';
import { ChooseInput } from '#lib/notices/notices.ts';
import * as notices from '#lib/notices/server/notices.ts';
import { ConsentInput } from '#lib/wellbeing/inputs.ts';
import * as wellbeing from '#lib/wellbeing/server/wellbeing.ts';
import { forgetLogin } from '#server/http/cookies.ts';
import { formAction } from '#server/http/form.ts';
import type { Actions, PageServerLoad } from './$types';

const Nothing = z.object({});

export const load: PageServerLoad = async ({ locals: { ctx, timeZone } }) => ({
	logins: await accounts.logins(ctx),
	proved: await accounts.hasProved(ctx),
	consent: await wellbeing.consent(ctx),
	answered: await wellbeing.answered(ctx),
	told: await notices.choice(ctx),
	calendar: await directory.calendarLink(ctx),
	suggestion: accounts.suggestPassphrase(),
	erasedBy: accounts.erasedBy(ctx.now()),
	now: ctx.now(),
	timeZone
});

export const actions: Actions = {
	endLogin: (event) =>
		formAction(event, EndLoginInput, async (input) => {
			await accounts.endLogin(event.locals.ctx, input);
			return { loginsEnded: true };
		}),
	endOthers: (event) =>
		formAction(event, Nothing, async () => {
			await accounts.endOtherLogins(event.locals.ctx);
			return { loginsEnded: true };
		}),
	signOut: (event) =>
		formAction(event, Nothing, async () => {
			await accounts.signOut(event.locals.ctx);
			forgetLogin(event.cookies);
			redirect(303, '/');
		}),
	prove: (event) =>
		formAction(event, ProveInput, async ({ passphrase }) => {
			const { ctx, address } = event.locals;
			await accounts.prove(ctx, { passphrase, address });
			return { proved: true };
		}),
	name: (event) =>
		formAction(event, Nothing, async () => ({ name: await accounts.showName(event.locals.ctx) })),
	passphrase: (event) =>
		formAction(event, ChangePassphraseInput, async (input) => ({
			changed: await accounts.changePassphrase(event.locals.ctx, input)
		})),
	codes: (event) =>
		formAction(event, Nothing, async () => {
			const { name, recoveryCodes } = await accounts.reissueCodes(event.locals.ctx);
			return { card: { name, codes: recoveryCodes } };
		}),
	consent: (event) =>
		formAction(event, ConsentInput, async (input) => {
			await wellbeing.setConsent(event.locals.ctx, input);
			return { consented: input.consent };
		}),
	told: (event) =>
		formAction(event, ChooseInput, async (input) => {
			await notices.choose(event.locals.ctx, input);
			return { told: true };
		}),
	calendar: (event) =>
		formAction(event, directory.CalendarTitle, async (input) => {
			const secret = await directory.makeCalendarLink(event.locals.ctx, input);
			return { calendarLink: `${event.url.origin}/feeds/calendar/own/${secret}.ics` };
		}),
	endCalendar: (event) =>
		formAction(event, Nothing, async () => {
			await directory.endCalendarLink(event.locals.ctx);
			return { calendarEnded: true };
		}),
	end: (event) =>
		formAction(event, EndAccountInput, async () => {
			const ended = await accounts.endAccount(event.locals.ctx);
			forgetLogin(event.cookies);
			return { ended };
		})
};
