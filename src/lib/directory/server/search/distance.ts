const radius = 6371.0088;
const degree = Math.PI / 180;

/** The point of the unit sphere at these degrees. */
export function onSphere(lat: number, lng: number): [x: number, y: number, z: number] {
	const level = Math.cos(lat * degree);
	return [level * Math.cos(lng * degree), level * Math.sin(lng * degree), Math.sin(lat * degree)];
}

/** Kilometres along the great circle, from how far apart two points of the unit sphere are. */
export function km(dx: number, dy: number, dz: number): number {
	return 2 * radius * Math.asin(Math.min(1, Math.sqrt(dx * dx + dy * dy + dz * dz) / 2));
}

interface Degrees {
	lat: number;
	lng: number;
}

export function kmBetween(a: Degrees, b: Degrees): number {
	const [x, y, z] = onSphere(a.lat, a.lng);
	const [u, v, w] = onSphere(b.lat, b.lng);
	return km(x - u, y - v, z - w);
}

/** Degrees of latitude that so many kilometres are. */
export const degreesOf = (kilometres: number): number => kilometres / radius / degree;
