import type { Point } from './story.ts';

/** Where the line of results is drawn: sizes of the picture, without a word. */
export interface Drawing {
	width: number;
	height: number;
	left: number;
	right: number;
	dots: { x: number; y: number; number: number; day: string }[];
	path: string;
	grid: { y: number; number: number }[];
	/** `words` is where its name stands. */
	band: { y: number; height: number; from: number; to: number; words: number } | null;
	/** Days that have their name below, not so near that they would touch. */
	named: { x: number; day: string }[];
}

const TOP = 40;
const BOTTOM = 50;

/** Lays out points by their days on a picture so wide, with the band of ordinary change round the first. */
export function draw(
	points: readonly Point[],
	range: readonly [number, number],
	ordinary: number | null,
	width: number
): Drawing {
	const [height, left, right] = [280, 38, width - 14];
	const first = points[0]!.number;
	const ends =
		ordinary === null
			? null
			: ([Math.max(range[0], first - ordinary), Math.min(range[1], first + ordinary)] as const);
	const numbers = [...points.map(({ number }) => number), ...(ends ?? [])];
	const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
	const room = Math.max(most - least, (range[1] - range[0]) / 10) * 0.08;
	const [low, high] = [least - room, most + room];
	const y = (number: number) =>
		round(height - BOTTOM - ((number - low) / (high - low)) * (height - TOP - BOTTOM));
	const days = points.map(({ day }) => Date.parse(`${day}T00:00:00Z`));
	const [from, to] = [days[0]!, days.at(-1)!];
	// Of one day only, sets stand beside each other in their order.
	const along = (at: number) =>
		to > from
			? (days[at]! - from) / (to - from)
			: points.length > 1
				? at / (points.length - 1)
				: 0.5;
	const x = (at: number) => round(left + 22 + along(at) * (right - left - 44));
	const dots = points.map((point, at) => ({ x: x(at), y: y(point.number), ...point }));
	return {
		...{ width, height, left, right, dots },
		path: dots.map((dot) => `${dot.x},${dot.y}`).join(' '),
		grid: gridFor(low, high).map((number) => ({ y: y(number), number })),
		band: ends && {
			...{ y: y(ends[1]), height: round(y(ends[0]) - y(ends[1])), from: ends[0], to: ends[1] },
			// Where the first answer is not: it always stands in the band.
			words: ends[1] - first >= first - ends[0] ? y(ends[1]) + 20 : y(ends[0]) - 9
		},
		named: apart(dots, 72)
	};
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** Two to five round numbers that lie between. */
function gridFor(low: number, high: number): number[] {
	const sizes = [50, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1];
	const size = sizes.find((each) => Math.floor(high / each) - Math.ceil(low / each) >= 1) ?? 0.1;
	const count = Math.floor(high / size) - Math.ceil(low / size) + 1;
	return Array.from({ length: count }, (_, at) => round((Math.ceil(low / size) + at) * size));
}

/** The last and the first have their names, and those between that are far enough from all that have one. */
function apart(dots: readonly { x: number; day: string }[], gap: number) {
	const named: { x: number; day: string }[] = [];
	for (const { x, day } of [...dots.slice(-1), ...dots.slice(0, 1), ...dots.toReversed()])
		if (named.every((other) => Math.abs(other.x - x) >= gap)) named.push({ x, day });
	return named.sort((one, other) => other.x - one.x);
}
