/** Geometry of people round a ring, and of an arc of time. */

interface Point {
	x: number;
	y: number;
}

/** Half the width of the ring; a phone is not wider. */
const ACROSS = 138;
const DOWN = 144;
/** Up to this many sit on a circle; more on an oval that grows downwards, so that names have room. */
const ON_A_CIRCLE = 10;
const DOWN_FOR_EACH_MORE = 16;

/** Half the height of the ring for so many people. */
export function halfHeight(people: number): number {
	return DOWN + Math.max(0, people - ON_A_CIRCLE) * DOWN_FOR_EACH_MORE;
}

/** Seats round the ring at even distances, the first at the top, clockwise, round 0 0. */
export function seats(people: number): Point[] {
	const down = halfHeight(people);
	const steps = 1440;
	const at = (step: number): Point => {
		const turn = (step / steps) * 2 * Math.PI;
		return { x: ACROSS * Math.sin(turn), y: -down * Math.cos(turn) };
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
