import type { Listing } from '../listing.ts';
import type { Slot } from '../sentences.ts';
import { slotsOf } from './entry.ts';
import { nextStart } from './search/starts.ts';

/** Each weekday and clock of a listing with its soonest start after `now`, soonest first. Over ones are left out. */
export function slots({ times }: Pick<Listing, 'times'>, now: Date): Slot[] {
	return times
		.flatMap((time) => slotsOf([time]).map((slot) => ({ slot, time })))
		.map(({ slot, time: { rule, minutes, timeZone } }) => ({
			at: nextStart(slot, now.getTime()),
			...{ freq: rule.freq, interval: rule.interval, minutes, timeZone },
			nth: rule.freq === 'monthly_weekday' ? rule.nth : null
		}))
		.filter(({ at }) => Number.isFinite(at))
		.sort((a, b) => a.at - b.at)
		.map((slot) => ({ ...slot, at: new Date(slot.at) }));
}
