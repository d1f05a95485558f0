import type { Definition } from './definition.ts';
import { rounded } from './rounding.ts';

/** From one number to a later one. */
export interface Change {
	/** Later minus earlier. */
	by: number;
	goes: 'better' | 'worse' | 'nowhere';
	/** At least as much as people begin to notice; null when nobody found out how much that is. */
	isNoticeable: boolean | null;
	/** At least as much as ordinary ups and downs reach; null when nobody found out how much that is. */
	isMore: boolean | null;
	/** What authors call it; people are never shown one. */
	marks: Record<string, boolean>;
}

/** What changed between two numbers of one measure, in its own sense of better; null where it has none. */
export function changeBetween(
	{ change }: Definition,
	before: number,
	after: number
): Change | null {
	if (!change) return null;
	// Of decimals, what binary fractions add would be read as a change.
	const by = rounded(after - before, 3)!;
	const gain = change.better === 'lower' ? -by : by;
	const hasEnded = (at: number | undefined): boolean =>
		at === undefined || (change.better === 'lower' ? after <= at : after >= at);
	return {
		by,
		goes: gain === 0 ? 'nowhere' : gain > 0 ? 'better' : 'worse',
		isNoticeable: change.noticed && Math.abs(by) >= change.noticed[0],
		isMore: change.ordinary === null ? null : Math.abs(by) >= change.ordinary,
		marks: Object.fromEntries(
			change.marks.map(({ id, improves, worsens, moves, endsAt }) => [
				id,
				(improves === undefined || gain >= improves) &&
					(worsens === undefined || -gain >= worsens) &&
					(moves === undefined || Math.abs(by) >= moves) &&
					hasEnded(endsAt)
			])
		)
	};
}

/** Whether numbers of one version can stand beside those of another: only as far back as the newer one says. */
export function areComparable(
	one: Pick<Definition, 'id' | 'version' | 'comparableSince'>,
	other: Pick<Definition, 'id' | 'version' | 'comparableSince'>
): boolean {
	const [older, newer] = one.version <= other.version ? [one, other] : [other, one];
	return one.id === other.id && older.version >= newer.comparableSince;
}
