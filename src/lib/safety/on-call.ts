/** The on-call roster. Safe for the browser. */

/** Hours in which a code that was sent can be typed in. */
export const codeHours = 24;
/** Entries that one person may have at the same time. */
export const mostOnCall = 5;

/** Days that entries which were taken off are kept, and who was written to: as long as a meeting's control events. */
export const alertDays = 90;
/** Days after its code ran out in which an address that was never tested goes. */
export const untestedDays = 7;

/** When somebody is on call; no hours: always. */
export interface Hours {
	/** 1 is Monday. */
	weekdays: readonly number[];
	from: string | null;
	until: string | null;
	timeZone: string;
}

/** How much of a meeting somebody is on call. */
export type Watch = 'all' | 'some' | 'none';

export interface OnCallEntry extends Hours {
	onCallId: string;
	name: string;
	madeAt: Date;
	/** Null until the code has come back: until then nobody is written to. */
	testedAt: Date | null;
}

const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Whether somebody is on call at this moment. Hours that end before they begin go over midnight. */
export function isOnCall({ weekdays, from, until, timeZone }: Hours, at: Date): boolean {
	if (from === null || until === null) return true;
	const parts = new Intl.DateTimeFormat('en-GB', {
		...{ timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }
	}).formatToParts(at);
	const part = (type: string) => parts.find((each) => each.type === type)?.value ?? '';
	const time = `${part('hour')}:${part('minute')}`;
	const today = days.indexOf(part('weekday')) + 1;
	const yesterday = today === 1 ? 7 : today - 1;
	if (from < until) return weekdays.includes(today) && time >= from && time < until;
	return (
		(weekdays.includes(today) && time >= from) || (weekdays.includes(yesterday) && time < until)
	);
}
