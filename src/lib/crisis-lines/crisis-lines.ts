/**
 * Crisis lines and emergency numbers: what they are, which are shown, in which order, and how they are
 * dialled. Pure; the data is in content/, the words in card.ts.
 */
export interface Phone {
	/** As a person would read it; short codes are text like any other. */
	number: string;
	/** What to do once it rings: "press 1". */
	then?: string;
	where?: string;
	/** Tag of the language this number answers in. */
	language?: string;
	textphone?: boolean;
}

export interface Message {
	by: 'sms' | 'whatsapp';
	number: string;
	/** The word to send. */
	text?: string;
}

export type Confidence = 'high' | 'medium' | 'low';

export interface Line {
	country: string;
	name: string;
	audience: string[];
	confidence: Confidence;
	phones: Phone[];
	messages: Message[];
	chat?: string;
	/** Answers day and night. */
	always?: boolean;
	hours?: string;
	languages?: string[];
	moreLanguages?: string;
	note?: string;
	/** A day, a month or a year: as much as the source says. */
	checkedOn: string;
}

export interface Emergency {
	country: string;
	name: string;
	numbers: { number: string; for?: 'police' | 'ambulance' | 'mobile' }[];
	checkedOn: string;
}

export interface Book {
	lines: readonly Line[];
	emergencies: readonly Emergency[];
}

/** After this many days without a check the card says that a number may have changed. */
export const staleAfterDays = 180;

/**
 * The lines of a country that people may see. Those that only one list knows are never shown. Age hides
 * nothing: an old number with its date is worth more than an empty card.
 */
export function shownLines(lines: readonly Line[], country: string): Line[] {
	return lines
		.filter((line) => line.country === country && line.confidence !== 'low')
		.sort((a, b) => rank(a) - rank(b));
}

/** Countries with at least one line to show or a confirmed emergency number. */
export function shownCountries({ lines, emergencies }: Book): string[] {
	const shown = lines.filter(({ confidence }) => confidence !== 'low');
	return [...new Set([...emergencies, ...shown].map(({ country }) => country))];
}

/** Whether the last check is so long ago that the number may be another one now. */
export function mayHaveChanged(checkedOn: string, now: Date): boolean {
	return now.getTime() - earliest(checkedOn) > staleAfterDays * 86_400_000;
}

/** A year or a month counts from its first day, so that doubt is said sooner rather than later. */
function earliest(checkedOn: string): number {
	const [year, month = '01', day = '01'] = checkedOn.split('-');
	return Date.parse(`${year}-${month}-${day}T00:00:00Z`);
}

/** Anyone's line first, then the violence that groups here are about, then lines for some people. */
function rank({ audience }: Line): number {
	const has = (...names: string[]) => names.some((name) => audience.includes(name));
	if (has('emergency')) return 0;
	if (has('children', 'substance_use')) return 6;
	if (has('veterans', 'service_members')) return 3;
	if (has('sexual_assault', 'domestic_violence', 'trauma_survivors')) return has('men') ? 4 : 2;
	if (has('men', 'indigenous', 'victims_of_crime')) return 4;
	if (has('crisis', 'suicide')) return 1;
	return 5;
}

/** Only what a phone dials: digits, and a leading plus. Local short codes stay as short as they are. */
const dialled = (number: string) => number.replace(/[^\d+]/g, '').replace(/(?!^)\+/g, '');

export const callLink = (number: string) => `tel:${dialled(number)}`;

/** Opens the message app with the number alone; what to send is said beside it, never filled in. */
export const textLink = (number: string) => `sms:${dialled(number)}`;
