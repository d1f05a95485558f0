import * as safety from '#lib/safety/server/safety.ts';
import type { Ctx } from '#server/ctx.ts';
import { openMailer, type MailSetting } from '#server/mail.ts';
import type { OnCall } from './around.ts';

/** Whoever is on the roster, by mail. Without a mail server nobody is. */
export function onCallByMail(ctx: Ctx, setting: MailSetting | undefined): OnCall {
	const mail = setting ? openMailer(setting) : null;
	return {
		alert: ({ meetingId }, call) => safety.alertOnCall(ctx, mail, { meetingId, call }),
		anybody: () => safety.anybodyOnCall(ctx, mail)
	};
}
