/** What the first script needs before the framework may begin: the framework reads at once what it is told here. */
const first = [/\/@sveltejs\/kit\/src\/runtime\/client\/payload\.js/, /vite\/preload-helper/];
/** What every page has: the framework, the frame round the page, and what most pages are made of. */
const base = [
	/\/node_modules\/(?:svelte|devalue|esm-env|clsx)\//,
	/\/node_modules\/@sveltejs\/kit\/src\/(?!runtime\/client\/entry\.js)/,
	/\/src\/(?:hooks|routes\/(?:\+layout|sending)|lib\/words\/|lib\/directory\/outlines|lib\/meetings\/meetings)/,
	/\/src\/ui\/(?:AliasMark|AlwaysThere|Button|Card|Details|EmptyState|Frame|HelpLink|Icon|LeaveNow|MarkDrawing|Notice|PageHead|Pager|Who)/,
	/\/src\/ui\/(?:icons|leave|marks|way-out)\./
];
/** What every form has. */
const forms = [/\/src\/ui\/(?:Check|Choice|Field|Password|Select)/];
/** What a group's space and each of its shares have. */
const shares = [
	/\/src\/lib\/shares\/(?:Answer|ByLine|Fold\w*|Lately|Mentions|QuoteLink|Repl\w+|ReportLink|ShareCard|Words)\.svelte/,
	/\/src\/lib\/shares\/(?:days|live|now-and-then|sentences|shape|shares|topics)\.ts/,
	/\/src\/routes\/\(member\)\/groups\/\[id\]\/(?:Beside|NextMeeting)\.svelte/
];
/** Styles of these come with those of every page: a second file would be a second wait before anything is drawn. */
const styles = [
	/\/src\/(?:ui\/(?:Check|Choice|Field|Password|Select)|lib\/shares\/|routes\/\(member\)\/groups\/\[id\]\/).*type=style/
];
const oneOf = (patterns: readonly RegExp[]) => (id: string) =>
	patterns.some((pattern) => pattern.test(id));

/**
 * How scripts and styles for browsers are put together into files. Left alone, each set of pages that shares
 * something gets a file for it, and a page asks for thirty. On a slow phone each is a wait of its own, and small
 * files compress badly.
 */
export const chunks = {
	groups: [
		{ name: 'first', test: oneOf(first), priority: 3 },
		{ name: 'base', test: oneOf([...base, ...styles]), priority: 2 },
		{ name: 'forms', test: oneOf(forms), priority: 1 },
		{ name: 'shares', test: oneOf(shares), priority: 1 }
	]
};

/**
 * What the first script knows of the files of pages to come. Only their styles, which must be there before a page
 * is drawn: their scripts name each other, and a table of all of them would be a part of every first visit.
 */
export const ahead = {
	polyfill: false,
	resolveDependencies: (_: string, files: string[]) => files.filter((file) => file.endsWith('.css'))
};
