/** The drawn marks of aliases, in a box of 48 on a round ground: figure, stroke, and veins in the ground's colour. */

interface Drawing {
	/** filled with the figure's colour */
	fill?: string;
	/** drawn with the figure's colour */
	stroke?: string;
	/** drawn over it with the ground's colour */
	vein?: string;
}

export const marks = {
	acorn: {
		fill: 'M12.5 21.5c0-7 5-9.5 11.5-9.5s11.5 2.5 11.5 9.5zM15 25h18c0 6.5-4 10.5-9 14-5-3.5-9-7.5-9-14z',
		stroke: 'M24 12V8.5'
	},
	arch: { stroke: 'M9.5 33a14.5 14.5 0 0 1 29 0M18 33a6 6 0 0 1 12 0' },
	bell: {
		fill: 'M24 9.5c-7 0-9.5 5.5-9.5 12 0 5.5-1.5 8-4 10.5h27c-2.5-2.5-4-5-4-10.5 0-6.5-2.5-12-9.5-12z',
		stroke: 'M21.5 37.5h5'
	},
	bird: { stroke: 'M9 21c7-5 12-3 15 5 3-8 8-10 15-5M17 33c3-2 5-2 7 1 2-3 4-3 7-1' },
	cloud: {
		fill: 'M15.5 33.5a7.3 7.3 0 0 1-.9-14.55A10.4 10.4 0 0 1 34 20a6.9 6.9 0 0 1-.9 13.5z'
	},
	clover: {
		fill: 'M17.5 15.5a6.5 6.5 0 1 1 13 0a6.5 6.5 0 1 1-13 0zM10 25a6.5 6.5 0 1 1 13 0a6.5 6.5 0 1 1-13 0zM25 25a6.5 6.5 0 1 1 13 0a6.5 6.5 0 1 1-13 0z',
		stroke: 'M24 22c0 7 .5 12 3 16.5'
	},
	cup: {
		fill: 'M11.5 16.5h20v12a8 8 0 0 1-8 8h-4a8 8 0 0 1-8-8z',
		stroke: 'M31.5 20.5h2.2a4.3 4.3 0 0 1 0 8.6h-2.2'
	},
	drop: {
		fill: 'M24 8.5c8 10 11.5 15 11.5 20.5a11.5 11.5 0 0 1-23 0C12.5 23.5 16 18.5 24 8.5z',
		vein: 'M18 29a6 6 0 0 0 5 6'
	},
	fish: {
		fill: 'M8.5 24c6-9.5 17-10.5 23.5-2.5l7-5.5v16l-7-5.5C25.5 34.5 14.5 33.5 8.5 24z',
		vein: 'M16.5 22.5v.01'
	},
	flower: {
		fill: 'M18 15.5a6 6 0 1 1 12 0a6 6 0 1 1-12 0zM26 21.4a6 6 0 1 1 12 0a6 6 0 1 1-12 0zM23 30.9a6 6 0 1 1 12 0a6 6 0 1 1-12 0zM13 30.9a6 6 0 1 1 12 0a6 6 0 1 1-12 0zM10 21.4a6 6 0 1 1 12 0a6 6 0 1 1-12 0zM19 24h10v5H19z',
		vein: 'M21.5 24.5a2.5 2.5 0 1 1 5 0a2.5 2.5 0 1 1-5 0z'
	},
	hill: {
		fill: 'M8.5 34.5 18.5 16q1.5-2 3 0l6 10 3-4.5q1.5-1.8 3 0l6 11q.5 2-1.5 2.5h-28q-2.5 0-1.5-.5z'
	},
	lantern: {
		fill: 'M15.5 16h17v4h-17zM16.5 22h15c1.8 5 1.8 10.5-1.5 15.5h-12c-3.3-5-3.3-10.5-1.5-15.5z',
		stroke: 'M18.5 14a5.5 5.5 0 0 1 11 0',
		vein: 'M24 33v-5'
	},
	leaf: { fill: 'M12 37C9 21 19 10 38 10c1 18-9 29-26 27z', vein: 'M13 36 29 20' },
	moon: { fill: 'M29 9.5A15 15 0 1 0 38.5 29 13.5 13.5 0 0 1 29 9.5z' },
	pine: {
		fill: 'M24 7.5 32.5 19h-17zM24 14.5 36.5 32h-25z',
		stroke: 'M24 32v7'
	},
	reed: { stroke: 'M17 37V20M24 37V15M31 37V22M17 14v2M24 9v2M31 16v2' },
	ripple: {
		stroke:
			'M20.5 24a3.5 3.5 0 1 1 7 0a3.5 3.5 0 1 1-7 0zM11.5 24a12.5 12.5 0 1 1 25 0a12.5 12.5 0 1 1-25 0z'
	},
	sail: { fill: 'M22.5 9v22H10zM26 14.5c5 4 9 9.5 11.5 16.5H26z', stroke: 'M10.5 36.5h27' },
	seed: {
		fill: 'M15.4 11.7a15 9 55 0 0 17.2 24.6a15 9 55 0 0-17.2-24.6z',
		vein: 'M18 16 29 31'
	},
	shell: {
		fill: 'M24 37 9.5 22.5C11 14 17 10 24 10s13 4 14.5 12.5z',
		vein: 'M24 34V15M21 32l-5-14M27 32l5-14'
	},
	star: {
		fill: 'M24 7.5c1.8 9.5 5 14.5 16.5 16.5C29 26 25.8 31 24 40.5 22.2 31 19 26 7.5 24 19 22 22.2 17 24 7.5z'
	},
	stone: {
		fill: 'M10 31a14 7.5 0 1 1 28 0a14 7.5 0 1 1-28 0zM16.5 17.5a8.5 5.5 0 1 1 17 0a8.5 5.5 0 1 1-17 0z'
	},
	sun: { fill: 'M12 31a12 12 0 0 1 24 0z', stroke: 'M9 37h30' },
	tree: {
		fill: 'M13.5 19a10.5 10.5 0 1 1 21 0a10.5 10.5 0 1 1-21 0z',
		stroke: 'M24 26v12'
	},
	wave: { stroke: 'M10 19c5-5 9-5 14 0s9 5 14 0M10 29c5-5 9-5 14 0s9 5 14 0' }
} as const satisfies Record<string, Drawing>;

export type Shape = keyof typeof marks;

/** A pair of colours: pine, lake, dusk, moss, heather, slate. */
export type Palette = 1 | 2 | 3 | 4 | 5 | 6;

export const shapes = Object.keys(marks) as Shape[];
export const palettes: readonly Palette[] = [1, 2, 3, 4, 5, 6];

/** The parts of one mark. */
export function drawing(shape: Shape): Drawing {
	return marks[shape];
}

/** Reads a mark written as `leaf-3`. What cannot be read becomes a grey stone. */
export function readMark(text: string | null | undefined): { shape: Shape; palette: Palette } {
	const [shape = '', number] = (text ?? '').split('-');
	const palette = palettes.find((one) => String(one) === number);
	if (!Object.hasOwn(marks, shape) || !palette) return { shape: 'stone', palette: 6 };
	return { shape: shape as Shape, palette };
}
