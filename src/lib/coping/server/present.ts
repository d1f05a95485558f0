import { after, day } from '#server/clock.ts';
import { LATER_DAYS, OPEN_FOR, type LaterDay, type Try } from '../practices.ts';
import type { Stored } from './box.ts';

export function presentTry(
	row: { practice_id: string; tried_at: Date },
	stored: Stored,
	isAsked: boolean,
	now: Date
): Try {
	const { strategy, symptom, before, after: afterwards, later } = stored;
	const isOpen = (on: LaterDay, index: number) => {
		// Until the next one takes its place: two about the same try would be a form to fill in.
		const until = LATER_DAYS[index + 1] ?? on + OPEN_FOR;
		return (
			later[on] === null &&
			now >= after(row.tried_at, on * day) &&
			now < after(row.tried_at, until * day)
		);
	};
	return {
		...{ practiceId: row.practice_id, strategy, symptom, before, after: afterwards, later },
		triedAt: row.tried_at,
		question: (stored.asks && isAsked && LATER_DAYS.find(isOpen)) || null
	};
}
