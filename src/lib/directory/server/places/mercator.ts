/**
 * The map’s own plane: x is the longitude in degrees, y the Mercator height in degrees, north up. Near a
 * place all directions have one scale, so that shapes look as people know them.
 */
export interface Plane {
	x: number;
	y: number;
}

const radians = Math.PI / 180;
/** Beyond it there is nothing but ice, and the plane has no end. */
const most = 85;

export function plane(lat: number, lng: number): Plane {
	return { x: lng, y: heightOf(lat) };
}

export function heightOf(lat: number): number {
	const held = Math.min(most, Math.max(-most, lat));
	return Math.log(Math.tan(Math.PI / 4 + (held * radians) / 2)) / radians;
}

export function latOf(height: number): number {
	return (2 * Math.atan(Math.exp(height * radians)) - Math.PI / 2) / radians;
}

/** Kilometres of one degree of the plane at a height. */
export const kmPerDegree = (height: number): number => 111.195 * Math.cos(latOf(height) * radians);
