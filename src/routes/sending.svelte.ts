import { tick } from 'svelte';
import { applyAction, enhance, type SubmitFunction } from '$app/forms';
import { goto } from '$app/navigation';
import { say } from '#lib/words/words.ts';
import { onLeave } from '#ui/leave.ts';

/**
 * Every form that is posted goes out without a new page, unless it says `data-sveltekit-reload`. A
 * posted page would enter the browser's history, and Chromium keeps its words in a file there: what
 * was searched for, a share that was refused. Without scripts the same forms post as browsers do.
 */
export const sending = $state({
	/** Pages that an answer has replaced: as after a new page, its forms begin anew. */
	pages: 0,
	/** Why the last form did not arrive, in words; what was typed stays in it. */
	problem: ''
});

/** Answers that are a page of their own; any other trouble leaves the form where it is. */
const ownPage = new Set([401, 403, 404]);
const underWay = new WeakSet<HTMLFormElement>();
/** Of the forms that are on their way. */
const asking = new Set<AbortController>();
/**
 * An answer that comes after somebody left must not bring a page of ours back, and one that is still on its
 * way must not sign anybody in.
 */
let hasLeft = false;
onLeave(() => {
	hasLeft = true;
	for (const one of asking) one.abort();
});

export function sendInPlace(event: SubmitEvent): void {
	const form = event.target as HTMLFormElement;
	if (event.defaultPrevented || form.method !== 'post' || 'sveltekitReload' in form.dataset) return;
	event.preventDefault();
	enhance(form, send);
	// A form cannot be submitted while it is being submitted; from now on it knows the way itself.
	setTimeout(() => form.requestSubmit(event.submitter));
}

const send: SubmitFunction = ({ action, formElement: form, cancel, controller }) => {
	if (underWay.has(form)) return cancel();
	underWay.add(form);
	asking.add(controller);
	form.ariaBusy = 'true';
	sending.problem = '';
	const from = location.pathname;
	return async ({ result, update }) => {
		if (hasLeft) return;
		asking.delete(controller);
		underWay.delete(form);
		form.ariaBusy = null;
		if (result.type === 'error' && !ownPage.has(result.status ?? 0)) {
			// Without a status nothing came back at all.
			sending.problem = result.status ? result.error.message : say('errors.not_sent');
			return;
		}
		const isAnswered = result.type === 'success' || result.type === 'failure';
		if (isAnswered && action.pathname !== from && location.pathname === from) {
			// The answer belongs to the page that the form names; its address holds nothing of what was sent.
			await goto(action.pathname);
			await applyAction(result);
			sending.pages += 1;
			return;
		}
		// What is shown once stands alone: the page it came from would lead on, now that it is done. And an
		// answer that is whole changes nothing else, so that the page need not be asked for again.
		const stands = 'once' in form.dataset || 'whole' in form.dataset;
		const refreshAll = result.type === 'success' && !stands;
		await update({ reset: false, refreshAll });
		if (result.type === 'failure') await showProblem(form);
		else if (result.type === 'success' || location.pathname === from) sending.pages += 1;
		if (result.type === 'success' && 'once' in form.dataset) await beginAtTop();
	};
};

/** What stands alone is read from its beginning, as a new page is. */
async function beginAtTop(): Promise<void> {
	await tick();
	scrollTo({ top: 0, behavior: 'instant' });
	document.querySelector<HTMLElement>('main')?.focus({ preventScroll: true });
}

async function showProblem(form: HTMLFormElement): Promise<void> {
	await tick();
	form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}
