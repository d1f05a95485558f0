import type { Frame } from './frame.ts';
import { run, type Line } from './outlines.ts';

/** Points nearer than this to the last one, in units of the picture, would not be seen. */
const fine = 2;
/** Strokes and joins reach over the edge. */
const over = 8;

type Side = 'left' | 'right' | 'below' | 'above' | null;

interface View {
	left: number;
	right: number;
	bottom: number;
	top: number;
}

/** Land within the frame, as the `d` of a path that is filled by the even-odd rule. */
export const shores = (lines: readonly Line[], frame: Frame): string =>
	turned(lines, frame, (line, view, pen) => {
		closed(line, view, pen);
		return pen.end('z', 3);
	});

/** Lines within the frame, as the `d` of a path that is stroked. */
export const strokes = (lines: readonly Line[], frame: Frame): string => turned(lines, frame, open);

type Draw = (line: Line, view: View, pen: Pen) => string;

/** The plane ends at a meridian, the earth does not: what is beyond it is drawn one turn away. */
function turned(lines: readonly Line[], frame: Frame, draw: Draw): string {
	let path = '';
	for (const turn of [-360, 0, 360]) {
		const left = frame.left - turn;
		const view = viewOf({ ...frame, left });
		const pen = new Pen(left, frame);
		for (const line of lines) {
			const [x0, y0, x1, y1] = line.box;
			if (sideOf(view, x0, y0, x1, y1) !== null) continue;
			if (Math.max(x1 - x0, y1 - y0) * frame.perDegree < fine) continue;
			path += draw(line, view, pen);
		}
	}
	return path;
}

function viewOf({ left, top, width, height, perDegree }: Frame): View {
	const more = over / perDegree;
	return {
		...{ left: left - more, right: left + width / perDegree + more },
		...{ top: top + more, bottom: top - height / perDegree - more }
	};
}

function sideOf(view: View, x0: number, y0: number, x1: number, y1: number): Side {
	if (x1 < view.left) return 'left';
	if (x0 > view.right) return 'right';
	if (y1 < view.bottom) return 'below';
	return y0 > view.top ? 'above' : null;
}

/**
 * A run that is wholly to one side of the view is drawn as if it were straight, and so are all that
 * follow on that side: what is filled within the view stays the same.
 */
function closed({ points, boxes }: Line, view: View, pen: Pen): void {
	let before: Side = null;
	const count = points.length / 2;
	for (let chunk = 0; chunk * run < count; chunk++) {
		const box = 4 * chunk;
		const side = sideOf(view, boxes[box]!, boxes[box + 1]!, boxes[box + 2]!, boxes[box + 3]!);
		if (side === null || side !== before)
			pen.point(points[2 * chunk * run]!, points[2 * chunk * run + 1]!, side !== before);
		before = side;
		if (side !== null) continue;
		const last = Math.min(count, (chunk + 1) * run);
		for (let at = chunk * run + 1; at < last; at++)
			pen.point(points[2 * at]!, points[2 * at + 1]!, false);
	}
}

function open({ points, boxes }: Line, view: View, pen: Pen): string {
	let path = '';
	const count = points.length / 2;
	for (let chunk = 0; chunk * run < count; chunk++) {
		const box = 4 * chunk;
		if (sideOf(view, boxes[box]!, boxes[box + 1]!, boxes[box + 2]!, boxes[box + 3]!) !== null) {
			path += pen.end('', 2);
			continue;
		}
		const last = Math.min(count - 1, (chunk + 1) * run);
		for (let at = chunk * run; at <= last; at++)
			pen.point(points[2 * at]!, points[2 * at + 1]!, at === last);
	}
	return path + pen.end('', 2);
}

/** Writes points as steps from the one before, in tenths of a unit. */
class Pen {
	#left: number;
	#frame: Frame;
	#path = '';
	/** The number written last, which the next must stand apart from. */
	#last = '';
	#points = 0;
	#x = 0;
	#y = 0;

	constructor(left: number, frame: Frame) {
		this.#left = left;
		this.#frame = frame;
	}

	/** `always`: also when it is hardly away from the last one. */
	point(planeX: number, planeY: number, always: boolean): void {
		const { perDegree, top } = this.#frame;
		const x = Math.round(10 * (planeX - this.#left) * perDegree);
		const y = Math.round(10 * (top - planeY) * perDegree);
		const right = x - this.#x;
		const down = y - this.#y;
		if (this.#points === 0) this.#path = `M${x / 10} ${y / 10}l`;
		else if (right === 0 && down === 0) return;
		else if (!always && right * right + down * down < 100 * fine * fine) return;
		else {
			const across = spaced(this.#points > 1 ? this.#last : '', right);
			this.#last = spaced(across, down);
			this.#path += across + this.#last;
		}
		this.#x = x;
		this.#y = y;
		this.#points++;
	}

	/** What was drawn since the last end, or nothing when it is fewer points than it needs. */
	end(close: string, least: number): string {
		const path = this.#points >= least ? this.#path + close : '';
		this.#points = 0;
		return path;
	}
}

/** Short steps are most of a path: their texts are written once. */
const shortest = 400;
const texts = Array.from({ length: 2 * shortest + 1 }, (_, i) => tenthsAsText(i - shortest));
function tenthsAsText(tenths: number): string {
	return String(tenths / 10).replace(/^(-?)0\./, '$1.');
}

/** A number with what it needs to stand apart from the one before it: "1.3", then "-.4" or ".4", but " 4". */
function spaced(before: string, tenths: number): string {
	const text = texts[tenths + shortest] ?? tenthsAsText(tenths);
	const isApart =
		before === '' || text.startsWith('-') || (text.startsWith('.') && before.includes('.'));
	return isApart ? text : ` ${text}`;
}
