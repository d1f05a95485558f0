import { say } from '#lib/words/words.ts';
import { HELP_TOLD_AFTER, ON_CALL_AFTER } from '../limits.ts';
import { aliasOf, type Shown } from '../live/room-words.ts';
import type { HelpCall } from '../room.ts';

/** Minutes and seconds, as a clock shows them. */
export function clock(milliseconds: number): string {
	const seconds = Math.max(0, Math.floor(milliseconds / 1_000));
	return `${Math.floor(seconds / 60)}:${`${seconds % 60}`.padStart(2, '0')}`;
}

/** What follows when nobody goes, and when: nothing once somebody went. */
export function whatFollows(
	shown: Shown & { nobodyOnCall: boolean },
	call: HelpCall
): string | null {
	if (call.takenBy !== null) return null;
	const waited = shown.now - call.at;
	if (call.onCall === 'reached') return say('meetings.calls.on_call.reached');
	if (call.onCall === 'nobody' || (call.told && shown.nobodyOnCall))
		return say('meetings.calls.on_call.nobody');
	if (!call.told)
		return say('meetings.calls.then_lead', {
			who: aliasOf(shown, shown.room.lead),
			time: clock(HELP_TOLD_AFTER - waited)
		});
	return say('meetings.calls.then_on_call', { time: clock(ON_CALL_AFTER - waited) });
}

/** A call in one sentence, for those who hear it. It says nothing that changes by the second. */
export function announced(shown: Shown, call: HelpCall): string {
	const who = aliasOf(shown, call.who);
	if (call.takenBy !== null)
		return call.takenBy === shown.me?.id
			? say('meetings.calls.heard_me', { who })
			: say('meetings.calls.taken_other', { who, by: aliasOf(shown, call.takenBy) });
	const about = call.about ? say(`meetings.calls.about.${call.about}`, { who }) : '';
	const onCall = call.onCall ? say(`meetings.calls.on_call.${call.onCall}`) : '';
	return [say('meetings.calls.heard', { who }), about, onCall].filter(Boolean).join(' ');
}
