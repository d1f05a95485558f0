import type { Transport } from '@sveltejs/kit/hooks';
import { decodeOutlines, encodeOutlines } from '#lib/directory/outlines.ts';

/** What goes from the server to the browser in a shape of its own. */
export const transport: Transport = {
	outlines: { encode: encodeOutlines, decode: decodeOutlines }
};
