import type { Listing } from '../listing.ts';
import type { Slot } from '../sentences.ts';
import { slotsOf } from './entry.ts';
import type { EntryTime } from './search/query.ts';
import { nextStart } from './search/starts.ts';

/** A time of one weekday, as it is looked up, with what is said of it. */
interface Part {
	time: EntryTime;
	said: Omit<Slot, 'at'>;
}

/** What was cut of the times of a listing; the rows of `kept.ts` keep theirs, so this does as long. */
const cut = new WeakMap<Listing['times'], Part[]>();
function partsOf(times: Listing['times']): Part[] {
	let parts = cut.get(times);
	if (!parts) {
		parts = times.flatMap((whole) => {
			const { rule, minutes, timeZone } = whole;
			const nth = rule.freq === 'monthly_weekday' ? rule.nth : null;
			const said = { freq: rule.freq, interval: rule.interval, nth, minutes, timeZone };
			return slotsOf([whole]).map((time) => ({ time, said }));
		});
		cut.set(times, parts);
	}
	return parts;
}

/** Each weekday and clock of a listing with its soonest start after `now`, soonest first. Over ones are left out. */
export function slots({ times }: Pick<Listing, 'times'>, now: Date): Slot[] {
	return partsOf(times)
		.map(({ time, said }) => ({ at: nextStart(time, now.getTime()), said }))
		.filter(({ at }) => Number.isFinite(at))
		.sort((a, b) => a.at - b.at)
		.map(({ at, said }) => ({ at: new Date(at), ...said }));
}
