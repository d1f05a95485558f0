/** Reads the colour tokens and measures them as WCAG 2.2 does, on the sRGB a screen shows. */

type Oklch = readonly [lightness: number, chroma: number, hue: number];
export type Theme = 'light' | 'dark';
type Colours = Record<string, Record<Theme, Oklch>>;

const token =
	/--([\w-]+): light-dark\(oklch\(([\d.]+) ([\d.]+) ([\d.]+)\), oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)\)/g;

/** Every opaque colour of the token file, by name without the dashes. */
export function readColours(css: string): Colours {
	const colours: Colours = {};
	for (const [, name = '', ...parts] of css.matchAll(token)) {
		const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = parts.map(Number);
		colours[name] = { light: [a, b, c], dark: [d, e, f] };
	}
	return colours;
}

/** Contrast of two colours, 1 to 21: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
export function contrast(one: Oklch, other: Oklch): number {
	const [bright = 0, dim = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
	return (bright + 0.05) / (dim + 0.05);
}

function luminance(colour: Oklch): number {
	const [r = 0, g = 0, b = 0] = linearSrgb(colour).map((channel) =>
		// Rounded as the screen rounds, to 8 bits of the gamma-coded value.
		decode(Math.round(255 * encode(Math.min(1, Math.max(0, channel)))) / 255)
	);
	return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** OKLCH to linear sRGB: https://bottosson.github.io/posts/oklab/ */
function linearSrgb([lightness, chroma, hue]: Oklch): number[] {
	const angle = (hue * Math.PI) / 180;
	const [a, b] = [chroma * Math.cos(angle), chroma * Math.sin(angle)];
	const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
	const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
	const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
	return [
		4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
		-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
		-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s
	];
}

function encode(linear: number): number {
	return linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;
}

function decode(coded: number): number {
	return coded <= 0.04045 ? coded / 12.92 : ((coded + 0.055) / 1.055) ** 2.4;
}
