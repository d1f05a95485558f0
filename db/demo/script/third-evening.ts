import type { Scene } from './scene.ts';

export const thirdEvening: Scene = {
	welcome: ['Hello, everyone. Good that you came, straight from work or straight from bed.'],
	lead: {
		arrive: [
			'One word on how your body is today, if you want. Heavy, fine, restless: all of it fits in here.'
		],
		opening: [
			'I’m leading; my companion is beside me and reads along with care. This is a peer group, not therapy, and it has an end you can rely on.',
			'When something is too close, you can ask my companion for help. The others will not see it.'
		],
		agreements: [
			'Names and stories stay here. No pictures in other people’s heads: the headline is enough.',
			'Nobody needs fixing here. If you want ideas, say so; otherwise we listen.'
		],
		'check-in': ['First round: where were you an hour ago, and where are you now?'],
		sharing: [
			'Now there is more time for each. If you want a thread: who, or what, makes it easier to come home. Anything else is just as welcome.'
		],
		pause: ['A quiet minute for everyone.'],
		skill: [
			'A practice from one of you: press your palms together for five slow breaths, and let go. Skip it if your hands have done enough today.',
			'Tell us how that was, or do not.'
		],
		closing: ['We come to the end. One thing you would like to keep from this hour?'],
		grounding: [
			'Thank you for being here. Feet on the floor, something warm in your hands. Help is one tap away on every page.'
		]
	},
	companion: {
		'check-in': 'An hour ago on the bus, now here, with a blanket.',
		closing: 'I keep the blanket idea for everyone. Take care, each of you.'
	},
	members: [
		{
			arrive: 'Heavy, but sitting.',
			'check-in':
				'An hour ago handing over, now at the kitchen table. My head is somewhere on the way.',
			sharing:
				'My dog. I know, everybody says that. He does not care which uniform it was. He wants the door opened, and that gets me out of the hallway.',
			closing: 'The hallway is only a hallway.'
		},
		{
			arrive: 'Restless.',
			'check-in': 'I was in the garage, counting screws. Now I’m here. It is better here.',
			skill: 'Did it twice.',
			closing: 'Twice was good.'
		},
		{
			'check-in': 'In bed an hour ago. I got up for this.',
			sharing:
				'An old colleague texts me a full stop after every night shift. Just a full stop. I send one back. We have done it for six years and never spoken about it.',
			closing: 'A full stop, in the good sense.'
		},
		{
			arrive: 'Fine. Properly fine, not the other fine.',
			sharing:
				'I stopped going in by the front door. I go round by the garden, look at the beans, and then I’m someone who has looked at beans. It helps more than it should.',
			skill: 'Warm hands now.',
			closing: 'Beans.'
		},
		{
			'check-in': 'I was on the phone with my mother. I’m still a bit on the phone with my mother.',
			closing: 'That nobody asked me anything. I mean it kindly.'
		},
		{
			'check-in': 'Same chair as an hour ago. The chair is new, though.',
			sharing:
				'In my experience it is easier when somebody left a light on. I leave it on for myself now, before I go. It felt silly for about a week.',
			skill: 'My hands have done enough today. I watched the kettle.',
			closing: 'Leaving the light on.'
		}
	]
};
