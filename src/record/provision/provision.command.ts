import { asActor, type Command, defineCommand } from '../../platform/index.ts';
import { today } from '../people/people.page.ts';
import { freshnessOf } from './freshness.ts';
import { provisionMeasure } from './provision.measure.ts';
import { ASKED_NAMES, readProvisionAsked, servicesAsked } from './provision-asked.ts';
import { listServices } from './provision.store.ts';

/** `headwater provision`: services, their money, capacity and reach, and how fresh entries are. */
export const provisionCommand: Command = defineCommand({
  name: 'provision',
  summary: 'Services, their money, capacity and reach, and how fresh the entries are',
  usage: '[--by theme] [--year 2025-26] [--level universal] [--freshness stale] ...',
  explanation:
    'Adds up the directory of services by theme, level, agency, payer, area, evidence, freshness ' +
    'or service. With --json each service that fits is a row. To load services: headwater import.',
  options: {
    by: { value: 'WHAT', explanation: 'theme by default' },
    year: { value: 'YEAR', explanation: 'the financial year; the newest that services speak of' },
    theme: { value: 'THEME', explanation: 'services meant for a theme, such as domestic-abuse' },
    level: { value: 'LEVEL', explanation: 'such as universal or targeted-early-help' },
    agency: { value: 'NUMBER', explanation: 'of one responsible agency; none for nobody' },
    area: { value: 'NUMBER', explanation: 'for families in one place' },
    age: { value: 'YEARS', explanation: 'services that take this age' },
    evidence: { value: 'GRADE', explanation: 'none, local-results, promising or strong' },
    freshness: { value: 'STATE', explanation: 'current, check-due or stale' },
    status: { value: 'STATUS', explanation: 'active, planned, paused or closed' },
  },
  run: async (context) => {
    const { options, actor } = context;
    return asActor(context.database, actor, async (tx) => {
      const given = Object.fromEntries(
        ['by', 'year', ...ASKED_NAMES].map((name) => [name, options[name]]),
      );
      const finding = await provisionMeasure.compute(tx, actor, given);
      const fitting = servicesAsked(await listServices(tx), readProvisionAsked(options), today());
      const rows = fitting.map((one) => ({
        id: one.id,
        name: one.name,
        provider: one.providerName,
        agency: one.agencyName,
        level: one.level,
        themes: one.themes,
        status: one.status,
        freshness: freshnessOf(one, today()),
        confirmedDay: one.confirmedDay,
      }));
      return { finding, rows, status: 0 as const };
    });
  },
});
