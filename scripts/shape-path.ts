type Attributes = Record<string, string | undefined>;

/** The path data that draws one basic SVG shape. Throws for a shape it does not know. */
export function shapePath(tag: string, attributes: Attributes): string {
	const n = (name: string, otherwise = 0): number => Number(attributes[name] ?? otherwise);
	switch (tag) {
		case 'path':
			return fromItsOwnStart(attributes.d ?? '');
		case 'line':
			return `M${n('x1')} ${n('y1')}L${n('x2')} ${n('y2')}`;
		case 'polyline':
			return `M${attributes.points ?? ''}`;
		case 'polygon':
			return `M${attributes.points ?? ''}Z`;
		case 'circle':
			return ellipse(n('cx'), n('cy'), n('r'), n('r'));
		case 'ellipse':
			return ellipse(n('cx'), n('cy'), n('rx'), n('ry'));
		case 'rect':
			return rect(n('x'), n('y'), n('width'), n('height'), n('rx', n('ry')));
		default:
			throw new Error(`No path for <${tag}>`);
	}
}

/** A first relative move starts at 0 0; in a joined path it would start where the last shape ended. */
function fromItsOwnStart(d: string): string {
	const start = /^m\s*(-?\d*\.?\d+)[ ,]*(-?\d*\.?\d+)\s*/.exec(d);
	if (!start) return d;
	const rest = d.slice(start[0].length);
	return `M${start[1]} ${start[2]}${/^[-.\d]/.test(rest) ? 'l' : ''}${rest}`;
}

function ellipse(cx: number, cy: number, rx: number, ry: number): string {
	const half = (way: number): string => `a${rx} ${ry} 0 1 0 ${way * 2 * rx} 0`;
	return `M${cx - rx} ${cy}${half(1)}${half(-1)}z`;
}

function rect(x: number, y: number, width: number, height: number, r: number): string {
	if (r === 0) return `M${x} ${y}h${width}v${height}h${-width}z`;
	const corner = (dx: number, dy: number): string => `a${r} ${r} 0 0 1 ${dx * r} ${dy * r}`;
	const [w, h] = [width - 2 * r, height - 2 * r];
	return (
		`M${x + r} ${y}h${w}${corner(1, 1)}v${h}${corner(-1, 1)}` +
		`h${-w}${corner(-1, -1)}v${-h}${corner(1, -1)}z`
	);
}
