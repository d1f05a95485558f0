import { OnCallInput, RevokeInput, TestInput } from '#lib/safety/on-call-inputs.ts';
import * as safety from '#lib/safety/server/safety.ts';
import type { Ctx } from '#server/ctx.ts';
import { notFound } from '#server/errors.ts';
import { formAction } from '#server/http/form.ts';
import { open } from '#server/http/runtime.ts';
import { openMailer, type Mailer } from '#server/mail.ts';
import type { RequestEvent } from '@sveltejs/kit';

function mailer(): Mailer | null {
	const { mail } = open().config;
	return mail ? openMailer(mail) : null;
}

/** What both pages of the roster show: coordinators have one, and facilitators in each of their groups. */
export const onCallPage = async (ctx: Ctx, groupId: string | null = null) => ({
	entries: await safety.myOnCall(ctx, groupId),
	isMailOn: mailer() !== null,
	isAnybody: await safety.anybodyOnCall(ctx, mailer())
});

/** Whether somebody is on call all through a meeting, for the page that prepares it. */
export const onCallDuring = (ctx: Ctx, meeting: { start: string; minutes: number }) =>
	safety.onCallDuring(ctx, mailer(), {
		...{ start: new Date(meeting.start), minutes: meeting.minutes }
	});

export const add = (event: RequestEvent) =>
	formAction(event, OnCallInput, async (input) => {
		const mail = mailer();
		if (!mail) throw notFound();
		const { isSent } = await safety.goOnCall(event.locals.ctx, mail, input);
		return { done: isSent ? ('sent' as const) : ('not_sent' as const) };
	});

export const test = (event: RequestEvent) =>
	formAction(event, TestInput, async (input) => {
		await safety.testOnCall(event.locals.ctx, input);
		return { done: 'tested' as const };
	});

export const end = (event: RequestEvent) =>
	formAction(event, RevokeInput, async (input) => {
		await safety.revokeOnCall(event.locals.ctx, input);
		return { done: 'ended' as const };
	});
