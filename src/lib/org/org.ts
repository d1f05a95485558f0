import { z } from 'zod';

/** What everybody may know about the organisation that runs this installation. */
export interface Organisation {
	name: string;
	/** ISO 3166-1, two letters. */
	country: string;
	/** IANA name. */
	timeZone: string;
	/** BCP 47 tags, the main one first. */
	languages: string[];
	/** Where Leave now goes. */
	leaveSite: string;
	/** The organisation's own words on the limits of confidentiality. */
	limitsText: string;
	limitsVersion: number;
	isDemonstration: boolean;
}

export interface LeaveSite {
	url: string;
	name: string;
	kind: string;
}

/** Languages to choose from, by how many people speak or sign them; BCP 47. */
export const languageTags = [
	...['en', 'es', 'fr', 'ar', 'zh', 'hi', 'bn', 'pt', 'ru', 'ur', 'id', 'de', 'ja', 'tr', 'vi'],
	...['ko', 'fa', 'sw', 'it', 'pl', 'uk', 'nl', 'ro', 'so', 'am', 'ti', 'ps', 'prs', 'ku', 'sq'],
	...['sv', 'da', 'nb', 'fi', 'cs', 'hu', 'el', 'he', 'th', 'ta', 'pa', 'ne', 'cy', 'ga', 'mi']
] as const;

const checked = z.union([z.literal('on'), z.literal('yes'), z.literal(true)], 'adult');

export const SetUpToken = z.object({
	token: z.string('required').trim().min(1, 'required').max(60, 'too_long')
});
export const SetUpInput = z.object({
	name: z.string('required').trim().min(1, 'required').max(120, 'too_long'),
	country: z.string('choose').regex(/^[A-Z]{2}$/, 'choose'),
	timeZone: z.string('choose').min(1, 'choose').max(64, 'choose'),
	languages: z.array(z.enum(languageTags, 'choose'), 'choose').min(1, 'choose').max(20, 'too_many'),
	leaveSite: z.string('choose').min(1, 'choose').max(200, 'choose'),
	limitsText: z.string('required').trim().min(1, 'required').max(4000, 'too_long'),
	signInName: z.string('required').trim().min(1, 'required').max(120, 'too_long'),
	offer: z.string('invalid').max(200, 'invalid'),
	passphrase: z.string('required').min(1, 'required').max(1000, 'too_long'),
	adult: checked.transform(() => true as const)
});
export type SetUpInput = z.output<typeof SetUpInput>;
