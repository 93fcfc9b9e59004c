import { asActor, type Command, defineCommand } from '../../platform/index.ts';
import { lifeFinding } from './birth-to-25.measure.ts';
import { readLife } from './read-life.ts';

/** `headwater plan birth-to-25`: children known, late cost and services at each age. */
export const planBirthTo25Command: Command = defineCommand({
  name: 'plan birth-to-25',
  summary: 'Children known, late cost and services at each age, and the ages nobody serves',
  usage: '',
  explanation:
    'One line from before birth to 25: who is known at each level of help, what a year of late ' +
    'help costs at published prices, which services name the age, and where services end.',
  options: {},
  run: async (context) =>
    asActor(context.database, context.actor, async (tx) => {
      const life = await readLife(tx);
      const findings = (['children', 'cost', 'services', 'transitions'] as const).map((shown) =>
        lifeFinding(life, shown),
      );
      return {
        figures: findings.flatMap(({ rows }) => rows.flatMap(({ figures }) => figures)),
        lines: [...findings.map(({ headline }) => headline), life.basis],
        status: 0,
      };
    }),
});
