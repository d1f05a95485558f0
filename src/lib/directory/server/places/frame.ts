import { heightOf, kmPerDegree, plane, type Plane } from './mercator.ts';

/** The part of the plane that is drawn, and how large. */
export interface Frame {
	/** Of the left and upper edge, on the plane. */
	left: number;
	top: number;
	/** Units of the picture for a degree of the plane. */
	perDegree: number;
	width: number;
	height: number;
	/** Across the middle. */
	km: number;
}

interface Point {
	lat: number;
	lng: number;
}

/** No narrower: a place that is told only roughly must not be drawn as if it were exact. */
const narrowest = 50;
/** Room for pins and names at the edges, and for the scale below. */
const margin = { side: 44, top: 40, bottom: 60 };
/** Wider than that, in degrees, people know the world best as a whole. */
const wide = 150;
/** Between two continents, where the picture of the world is cut; and how far north and south it goes. */
const cut = -169;
const [northern, southern] = [heightOf(78), heightOf(-57)];

/** A frame with all points in it, as large as they allow. There must be one at least. */
export function frameAround(points: readonly Point[], width: number, height: number): Frame {
	const placed = onOneSide(points).map(({ lat, lng }) => plane(lat, lng));
	const [x, y] = [extent(placed.map((one) => one.x)), extent(placed.map((one) => one.y))];
	if (x.length > wide) return world(width, height);
	const perDegree = Math.max(
		width / 360,
		Math.min(
			(width - 2 * margin.side) / x.length,
			(height - margin.top - margin.bottom) / y.length,
			(Math.min(width, height) * kmPerDegree(y.middle)) / narrowest
		)
	);
	const half = height / 2 / perDegree;
	const lower = (margin.bottom - margin.top) / 2 / perDegree;
	// Neither end of the earth is left, unless the picture is higher than the earth.
	const middle = Math.max(Math.min(y.middle - lower, 180 - half), Math.min(0, half - 180));
	return {
		...{ left: x.middle - width / 2 / perDegree, top: middle + half, perDegree },
		...{ width, height, km: (width / perDegree) * kmPerDegree(middle) }
	};
}

/** Whether it is the whole world, which looks the same whatever is in it. */
export const isWorld = ({ left, perDegree, width }: Frame): boolean =>
	left === cut && perDegree === width / 360;

function world(width: number, height: number): Frame {
	const perDegree = width / 360;
	return {
		...{ left: cut, top: northern, perDegree, width, km: 360 * kmPerDegree(0) },
		height: Math.min(height, Math.round((northern - southern) * perDegree))
	};
}

/** Where something is in the picture. */
export function inFrame(frame: Frame, { lat, lng }: Point): Plane {
	const { x, y } = plane(lat, lng);
	const middle = frame.left + frame.width / 2 / frame.perDegree;
	const turned = x + 360 * Math.round((middle - x) / 360);
	return { x: (turned - frame.left) * frame.perDegree, y: (frame.top - y) * frame.perDegree };
}

/** Longitudes moved by whole turns, so that the widest gap between them is outside the frame. */
function onOneSide<P extends Point>(points: readonly P[]): P[] {
	const sorted = points.toSorted((a, b) => a.lng - b.lng);
	let [widest, first] = [-Infinity, 0];
	for (const [index, point] of sorted.entries()) {
		const before = sorted[index - 1]?.lng ?? sorted.at(-1)!.lng - 360;
		if (point.lng - before > widest) [widest, first] = [point.lng - before, index];
	}
	return sorted.map((point, index) => (index < first ? { ...point, lng: point.lng + 360 } : point));
}

function extent(values: readonly number[]): { middle: number; length: number } {
	const [least, most] = [Math.min(...values), Math.max(...values)];
	return { middle: (least + most) / 2, length: most - least };
}
