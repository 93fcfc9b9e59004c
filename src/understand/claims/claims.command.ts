import { asActor, type Command, defineCommand } from '../../platform/index.ts';
import { CLAIMS } from './claims-file.ts';
import {
  claimFigure,
  claimsCountedMeasure,
  kindOf,
  quotedClaimMeasure,
} from './quoted-claims.measure.ts';

/** `headwater claims`: what is quoted of early help, and what may be used. */
export const claimsCommand: Command = defineCommand({
  name: 'claims',
  summary: 'Quoted multiples of early help, with who gains and what was found later',
  usage: '[CLAIM] [--use yes] [--by perspective]',
  explanation:
    'With the code of a claim, that claim alone. --use yes lists those that may stand in a ' +
    'business case; --by counts by perspective, later, use or age.',
  options: {
    use: { value: 'WHAT', explanation: 'yes, context or no: lists the claims of this use' },
    by: { value: 'WHAT', explanation: 'perspective, later, use or age' },
  },
  run: async (context) => {
    const { use, by } = context.options;
    const [code] = context.arguments;
    const finding = await asActor(context.database, context.actor, (tx) =>
      code === undefined
        ? claimsCountedMeasure.compute(tx, context.actor, { by })
        : quotedClaimMeasure.compute(tx, context.actor, { code }),
    );
    if (use === undefined) return { finding, status: 0 };
    const rows = CLAIMS.filter((claim) => kindOf(claim, 'use') === use).map((claim) => ({
      label: `${claim.code}: ${claim.label}`,
      figures: [claimFigure(claim)],
    }));
    const { total: _total, ...rest } = finding;
    return { finding: { ...rest, columns: ['As quoted'], rows, chart: 'none' }, status: 0 };
  },
});
