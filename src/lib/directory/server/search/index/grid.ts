import { degreesOf } from '../distance.ts';

/** Rows of a quarter of a degree; each is cut into cells about as wide as they are high. */
const rows = 720;
const perDegree = rows / 180;
const columns = Uint32Array.from({ length: rows }, (_, row) =>
	Math.max(1, Math.round(2 * rows * Math.cos((((row + 0.5) / perDegree - 90) * Math.PI) / 180)))
);
const firstOf = new Uint32Array(rows + 1);
for (let row = 0; row < rows; row++) firstOf[row + 1] = firstOf[row]! + columns[row]!;
/** No cell: that of an entry without coordinates. */
export const nowhere = firstOf[rows]!;
/** Rounding must never leave out the edge of a circle; a little too much is looked at and dropped. */
const margin = 1e-6;

const rowOf = (lat: number) => Math.min(rows - 1, Math.max(0, Math.floor((lat + 90) * perDegree)));
const columnOf = (lng: number, row: number) =>
	Math.min(columns[row]! - 1, Math.max(0, Math.floor(((lng + 180) / 360) * columns[row]!)));

export function cellOf({ lat, lng }: { lat: number; lng: number }): number {
	const row = rowOf(lat);
	return firstOf[row]! + columnOf(lng, row);
}

/**
 * Which of the entries may lie in the circle: ranges from, to, from, to… of places in `cells`, which is
 * in order. Whole rows are neighbours in that order, so a circle is few ranges.
 */
export function rangesOf(
	cells: Uint32Array,
	{ lat, lng }: { lat: number; lng: number },
	withinKm: number
): number[] {
	const reach = Math.min(180, degreesOf(withinKm)) + margin;
	const ranges: number[] = [];
	const width = widthOf(lat, reach);
	const [first, last] = [rowOf(lat - reach), rowOf(lat + reach)];
	if (width >= 180) return push(ranges, cells, firstOf[first]!, firstOf[last + 1]!);
	for (let row = first; row <= last; row++) {
		const start = firstOf[row]!;
		const [west, east] = [lng - width, lng + width];
		const end = firstOf[row + 1]!;
		if (west < -180 || east > 180) {
			const from = columnOf(west < -180 ? west + 360 : west, row);
			const to = columnOf(east > 180 ? east - 360 : east, row);
			if (from <= to) push(ranges, cells, start, end);
			else {
				push(ranges, cells, start, start + to + 1);
				push(ranges, cells, start + from, end);
			}
		} else push(ranges, cells, start + columnOf(west, row), start + columnOf(east, row) + 1);
	}
	return ranges;
}

/** Degrees of longitude that a circle reaches to either side; 180 when it goes round a pole. */
function widthOf(lat: number, reach: number): number {
	if (Math.abs(lat) + reach >= 90) return 180;
	const radians = Math.PI / 180;
	return Math.asin(Math.sin(reach * radians) / Math.cos(lat * radians)) / radians + margin;
}

function push(ranges: number[], cells: Uint32Array, from: number, to: number): number[] {
	const start = placeOf(cells, from);
	const end = placeOf(cells, to);
	if (start < end) ranges.push(start, end);
	return ranges;
}

/** The first place at which an ordered list is `value` or more. */
export function placeOf(list: Uint32Array, value: number, from = 0, to = list.length): number {
	let [low, high] = [from, to];
	while (low < high) {
		const middle = (low + high) >>> 1;
		if (list[middle]! < value) low = middle + 1;
		else high = middle;
	}
	return low;
}
