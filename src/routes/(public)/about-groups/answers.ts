import type { Key } from '#lib/words/words.ts';

/** A way on into the directory: a search that is posted, so that no address keeps it, or a page. */
interface Way {
	words: Key;
	/** Fields of the search form of Find. */
	fields?: readonly (readonly [name: string, value: string])[];
	href?: string;
}
interface Answer {
	name: 'what' | 'trauma' | 'help' | 'examples' | 'therapy' | 'find';
	paragraphs: readonly Key[];
	ways: readonly Way[];
	sources: readonly Key[];
	/** Where the help lines belong. */
	saysDanger?: true;
}

const about = (words: Key, name: string, value: string): Way => ({
	words,
	fields: [[`${name}[]`, value]]
});

/** The six questions that people ask, in the order they ask them. */
export const answers: readonly Answer[] = [
	{
		name: 'what',
		paragraphs: ['directory.about.what.1', 'directory.about.what.2', 'directory.about.what.3'],
		ways: [about('directory.about.what.go', 'open', 'open')],
		sources: ['directory.about.what.source']
	},
	{
		name: 'trauma',
		paragraphs: [
			'directory.about.trauma.1',
			'directory.about.trauma.2',
			'directory.about.trauma.3'
		],
		ways: [{ words: 'directory.about.trauma.go', href: '/match' }],
		sources: ['directory.about.trauma.source.1', 'directory.about.trauma.source.2'],
		saysDanger: true
	},
	{
		name: 'help',
		paragraphs: ['directory.about.help.1', 'directory.about.help.2', 'directory.about.help.3'],
		// Seven days, in minutes.
		ways: [{ words: 'directory.about.help.go', fields: [['part', 'soon 10080']] }],
		sources: ['directory.about.help.source.1', 'directory.about.help.source.2'],
		saysDanger: true
	},
	{
		name: 'examples',
		paragraphs: ['directory.about.examples.1'],
		ways: [
			about('directory.about.examples.sexual_violence', 'experience', 'sexual_violence'),
			about('directory.about.examples.violence_at_home', 'experience', 'violence_at_home'),
			about('directory.about.examples.veterans', 'audience', 'veterans'),
			about('directory.about.examples.bereavement', 'experience', 'bereavement'),
			about('directory.about.examples.refugees', 'audience', 'refugees'),
			about('directory.about.examples.first_responders', 'audience', 'first_responders'),
			about('directory.about.examples.text_only', 'access', 'text_only')
		],
		sources: []
	},
	{
		name: 'therapy',
		paragraphs: ['directory.about.therapy.1', 'directory.about.therapy.2'],
		ways: [{ words: 'directory.about.therapy.go', href: '/match' }],
		sources: ['directory.about.therapy.source']
	},
	{
		name: 'find',
		paragraphs: ['directory.about.find.1', 'directory.about.find.2', 'directory.about.find.3'],
		ways: [
			{ words: 'directory.about.find.go', href: '/match' },
			{ words: 'directory.about.find.go.online', fields: [['mode', 'online']] },
			{ words: 'directory.about.find.go.all', href: '/' }
		],
		sources: ['directory.about.find.source']
	}
];
