import type { ActionResult } from '@sveltejs/kit';

/** What `$app/forms` is for a component without a page round it: nothing is sent by itself, answers are plain. */
export const deserialize = (text: string): ActionResult => JSON.parse(text) as ActionResult;

export const enhance = (): { destroy: () => void } => ({ destroy: () => {} });
