/** What is read of a TopoJSON file: https://github.com/topojson/topojson-specification */
export interface Topology {
	transform: { scale: [number, number]; translate: [number, number] };
	objects: Record<string, Geometry>;
}
export type Geometry =
	| { type: 'GeometryCollection'; geometries: Geometry[] }
	| { type: 'Polygon'; arcs: number[][] }
	| { type: 'MultiPolygon'; arcs: number[][][] };

export interface Arcs {
	/** Pairs of whole numbers, to be transformed. */
	points: Int32Array;
	/** Arc n has the points from starts[n] until before starts[n + 1]. */
	starts: number[];
}

const key = '"arcs":[';
const [open, close, minus, zero, nine] = [...'[]-09'].map((sign) => sign.charCodeAt(0)) as [
	number,
	number,
	number,
	number,
	number
];

/**
 * Reads a file of the package world-atlas. Its arcs, which are nearly all of it, are read straight into
 * numbers: as JSON they would be half a million small arrays and 100 MB for a moment.
 */
export function readTopology(file: Buffer): { topology: Topology; arcs: Arcs } {
	const begins = file.lastIndexOf(key) + key.length - 1;
	const after = [...'"}'].map((sign) => file.indexOf(sign, begins)).filter((at) => at > 0);
	const ends = file.lastIndexOf(']', Math.min(...after)) + 1;
	const frame = `${file.toString('utf8', 0, begins)}[]${file.toString('utf8', ends)}`;
	return {
		topology: JSON.parse(frame) as Topology,
		arcs: readArcs(file.subarray(begins, ends))
	};
}

function readArcs(text: Buffer): Arcs {
	const points = new Int32Array(text.length >> 1);
	const starts: number[] = [];
	let [depth, count, x, y] = [0, 0, 0, 0];
	for (let at = 0; at < text.length; at++) {
		const sign = text[at]!;
		if (sign === close) depth--;
		else if (sign === open) {
			if (++depth !== 2) continue;
			starts.push(count / 2);
			[x, y] = [0, 0];
		} else if (sign === minus || (sign >= zero && sign <= nine)) {
			let value = 0;
			let next = sign === minus ? at + 1 : at;
			for (; text[next]! >= zero && text[next]! <= nine; next++)
				value = value * 10 + text[next]! - zero;
			if (sign === minus) value = -value;
			// Each point is told as its distance from the one before.
			points[count] = count % 2 === 0 ? (x += value) : (y += value);
			count++;
			at = next - 1;
		}
	}
	starts.push(count / 2);
	return { points: points.slice(0, count), starts };
}
