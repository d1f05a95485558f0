/** Kit names the scripts of a page in its head, so that they come at once. */
const named = /\n?[\t ]*<link href="([^"]+)" rel="modulepreload">/g;
/** How Kit's own script in the page begins with them. */
const begins = /import\(("[^"]+\/entry\/start\.[^"]+")\)\.then\(/;
/** From where on the others may run. */
const ready = /kit\.init\(\w+\);/;
/** These two Kit begins with itself. */
const isEntry = (path: string): boolean => path.includes('/entry/');

/**
 * The page with its scripts asked for once it has been drawn for the first time. Before, words, styles and letters
 * share the way to a slow phone with nothing else: somebody reads a second sooner, and forms wait for scripts as
 * they do anyway (src/app.html). All scripts still come together. They begin one after the other, each with a pause
 * in which a slow phone can answer a finger.
 *
 * A page that nobody looks at is drawn later or never; its scripts come after a second. What Kit writes otherwise
 * than this knows stays as it is, and only comes sooner.
 */
export function drawnFirst(page: string): string {
	if (!begins.test(page) || !ready.test(page)) return page;
	const scripts = [...page.matchAll(named)].map(([, path]) => path!);
	const inTurn = scripts.filter((path) => !isEntry(path));
	return page
		.replaceAll(named, '')
		.replace(
			begins,
			(_, start: string) => `new Promise((drawn) => {
						requestAnimationFrame(() => setTimeout(drawn));
						setTimeout(drawn, 1000);
					}).then(() => {
						for (const href of ${JSON.stringify(scripts)}) {
							document.head.append(Object.assign(document.createElement('link'), { rel: 'modulepreload', href }));
						}
						return import(${start});
					}).then(`
		)
		.replace(
			ready,
			(init) => `${init}
						for (const path of ${JSON.stringify(inTurn)}) {
							await import(path);
							await new Promise((next) => setTimeout(next));
						}`
		);
}
