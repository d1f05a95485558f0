/** Geometry of people round a ring, and of an arc of time. */

interface Point {
	x: number;
	y: number;
}

/** Half the width and half the height of a ring, and the width of the drawing it stands in. */
export interface Ring {
	across: number;
	down: number;
	width: number;
}

/** More people than this do not fit round a ring on a phone: there they are a list. */
export const MOST_ON_A_PHONE = 12;
const PHONE = { across: 138, width: 360 };
const WIDE = { across: 190, width: 480 };
const DOWN = 144;
/**
 * What a mark and its name need of the way round, and what words under them add: a second line less than the
 * first, so that the circle hardly moves when one person goes somewhere.
 */
const WAY = 82;
const WAY_FOR_A_LINE = 19;
const WAY_FOR_MORE = 12;

/** The ring for so many people, of whom some have `lines` of words under their name. */
export function ringFor(people: number, lines = 0): Ring {
	const { across, width } = people > MOST_ON_A_PHONE ? WIDE : PHONE;
	const noted = lines > 0 ? WAY_FOR_A_LINE + (lines - 1) * WAY_FOR_MORE : 0;
	const way = (people * (WAY + noted)) / (2 * Math.PI);
	// An oval is about as long round as a circle of the root mean square of its halves.
	const needed = Math.sqrt(Math.max(0, 2 * way ** 2 - across ** 2));
	return { across, width, down: Math.round(Math.max(DOWN, needed)) };
}

/** Seats round the ring at even distances, the first at the top, clockwise, round 0 0. */
export function seats(people: number, { across, down }: Ring = ringFor(people)): Point[] {
	const steps = 1440;
	const at = (step: number): Point => {
		const turn = (step / steps) * 2 * Math.PI;
		return { x: across * Math.sin(turn), y: -down * Math.cos(turn) };
	};
	const lengths = [0];
	for (let step = 1; step <= steps; step += 1) {
		const [a, b] = [at(step - 1), at(step)];
		lengths.push((lengths[step - 1] ?? 0) + Math.hypot(b.x - a.x, b.y - a.y));
	}
	const round = lengths[steps] ?? 0;
	return Array.from({ length: people }, (_, seat) => {
		const { x, y } = at(lengths.findIndex((length) => length >= (round * seat) / people - 1e-9));
		return { x: tenth(x), y: tenth(y) };
	});
}

/** The path of an arc that starts at the top and runs clockwise over a part of a circle, 0 to 1. */
export function arcPath(centre: Point, radius: number, part: number): string {
	const whole = Math.min(1, Math.max(0, part));
	if (whole === 0) return '';
	const { x, y } = centre;
	const start = `M${x} ${tenth(y - radius)}`;
	const half = `A${radius} ${radius} 0 0 1`;
	if (whole === 1)
		return `${start}${half} ${x} ${tenth(y + radius)}${half} ${x} ${tenth(y - radius)}`;
	const turn = whole * 2 * Math.PI;
	const end = `${tenth(x + radius * Math.sin(turn))} ${tenth(y - radius * Math.cos(turn))}`;
	return `${start}A${radius} ${radius} 0 ${whole > 0.5 ? 1 : 0} 1 ${end}`;
}

function tenth(value: number): number {
	return Math.round(value * 10) / 10 || 0;
}
