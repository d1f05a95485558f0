import brief from '#content/measures/brief-cope.json' with { type: 'json' };
import brs from '#content/measures/brs.json' with { type: 'json' };
import cseT from '#content/measures/cse-t.json' with { type: 'json' };
import cses from '#content/measures/cses-26.json' with { type: 'json' };
import gas from '#content/measures/gas.json' with { type: 'json' };
import mios from '#content/measures/mios.json' with { type: 'json' };
import changeRatings from '#content/measures/open-change-ratings.json' with { type: 'json' };
import meetingFeedback from '#content/measures/open-session-feedback.json' with { type: 'json' };
import pcPtsd from '#content/measures/pc-ptsd-5.json' with { type: 'json' };
import pcl from '#content/measures/pcl-5.json' with { type: 'json' };
import phq from '#content/measures/phq-4.json' with { type: 'json' };
import proqol from '#content/measures/proqol-5.json' with { type: 'json' };
import ptgi from '#content/measures/ptgi-sf.json' with { type: 'json' };
import ras from '#content/measures/ras-ds.json' with { type: 'json' };
import suds from '#content/measures/suds.json' with { type: 'json' };
import ucla from '#content/measures/ucla-3.json' with { type: 'json' };
import who from '#content/measures/who-5.json' with { type: 'json' };
import { Definition } from './definition.ts';

/**
 * The measures that come with Holdspace, in the order in which they are offered. A version that anybody may
 * have answered stays here for good: what was answered is scored by it.
 */
export const shipped: readonly Definition[] = [
	...[pcl, phq, pcPtsd, brs, who, ucla, cses, cseT, brief, ptgi, ras, mios, proqol],
	...[gas, suds, changeRatings, meetingFeedback]
].map((file) => Definition.parse(file));
