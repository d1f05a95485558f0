/**
 * All words of the product in one flat table. Each feature keeps its own file in content/messages; a key
 * begins with that file's name.
 */
import accounts from '#content/messages/en/accounts.json' with { type: 'json' };
import after from '#content/messages/en/after.json' with { type: 'json' };
import answering from '#content/messages/en/answering.json' with { type: 'json' };
import apart from '#content/messages/en/apart.json' with { type: 'json' };
import before from '#content/messages/en/before.json' with { type: 'json' };
import checkins from '#content/messages/en/checkins.json' with { type: 'json' };
import coping from '#content/messages/en/coping.json' with { type: 'json' };
import crisis from '#content/messages/en/crisis.json' with { type: 'json' };
import directory from '#content/messages/en/directory.json' with { type: 'json' };
import errors from '#content/messages/en/errors.json' with { type: 'json' };
import frame from '#content/messages/en/frame.json' with { type: 'json' };
import groups from '#content/messages/en/groups.json' with { type: 'json' };
import impact from '#content/messages/en/impact.json' with { type: 'json' };
import measures from '#content/messages/en/measures.json' with { type: 'json' };
import meetings from '#content/messages/en/meetings.json' with { type: 'json' };
import moderation from '#content/messages/en/moderation.json' with { type: 'json' };
import notices from '#content/messages/en/notices.json' with { type: 'json' };
import nudges from '#content/messages/en/nudges.json' with { type: 'json' };
import org from '#content/messages/en/org.json' with { type: 'json' };
import own_words from '#content/messages/en/own_words.json' with { type: 'json' };
import plans from '#content/messages/en/plans.json' with { type: 'json' };
import safety from '#content/messages/en/safety.json' with { type: 'json' };
import search from '#content/messages/en/search.json' with { type: 'json' };
import shares from '#content/messages/en/shares.json' with { type: 'json' };
import space from '#content/messages/en/space.json' with { type: 'json' };
import strategies from '#content/messages/en/strategies.json' with { type: 'json' };
import training from '#content/messages/en/training.json' with { type: 'json' };
import transparency from '#content/messages/en/transparency.json' with { type: 'json' };
import welcome from '#content/messages/en/welcome.json' with { type: 'json' };
import wellbeing from '#content/messages/en/wellbeing.json' with { type: 'json' };

type Prefixed<Name extends string, File> = { [K in keyof File & string as `${Name}.${K}`]: string };
type Catalogue = Prefixed<'accounts', typeof accounts> &
	Prefixed<'after', typeof after> &
	Prefixed<'answering', typeof answering> &
	Prefixed<'apart', typeof apart> &
	Prefixed<'before', typeof before> &
	Prefixed<'checkins', typeof checkins> &
	Prefixed<'coping', typeof coping> &
	Prefixed<'crisis', typeof crisis> &
	Prefixed<'directory', typeof directory> &
	Prefixed<'errors', typeof errors> &
	Prefixed<'frame', typeof frame> &
	Prefixed<'groups', typeof groups> &
	Prefixed<'impact', typeof impact> &
	Prefixed<'measures', typeof measures> &
	Prefixed<'meetings', typeof meetings> &
	Prefixed<'moderation', typeof moderation> &
	Prefixed<'notices', typeof notices> &
	Prefixed<'nudges', typeof nudges> &
	Prefixed<'org', typeof org> &
	Prefixed<'own_words', typeof own_words> &
	Prefixed<'plans', typeof plans> &
	Prefixed<'safety', typeof safety> &
	Prefixed<'search', typeof search> &
	Prefixed<'shares', typeof shares> &
	Prefixed<'space', typeof space> &
	Prefixed<'strategies', typeof strategies> &
	Prefixed<'training', typeof training> &
	Prefixed<'transparency', typeof transparency> &
	Prefixed<'welcome', typeof welcome> &
	Prefixed<'wellbeing', typeof wellbeing>;
export type Key = keyof Catalogue;

const files = {
	...{ accounts, after, apart, before, crisis, directory, errors, frame, groups, impact },
	...{ measures, meetings, moderation, nudges, org, own_words, plans, search, welcome },
	...{ answering, checkins, coping, notices, safety, shares, space, strategies, training },
	...{ transparency, wellbeing }
};

export const catalogue = Object.fromEntries(
	Object.entries(files).flatMap(([name, file]) =>
		Object.entries(file).map(([key, words]) => [`${name}.${key}`, words])
	)
) as Catalogue;
