import { createContext } from 'svelte';

/** The words and addresses of the way out, so that a dialog can show it again above itself. */
interface WayOut {
	/** name of the bar for screen readers */
	label: string;
	leave: { label: string; site: string; action?: string };
	help: { label: string; href: string };
}

const [get, set, has] = createContext<() => WayOut>();

/** Set once by the frame of a page. */
export const setWayOut = set;

/** The way out of the page this stands on, if a frame set one. */
export function wayOut(): (() => WayOut) | null {
	return has() ? get() : null;
}
