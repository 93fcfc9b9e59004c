import type { CalendarDay } from '../../lib/index.ts';
import { codesOf } from './early-help.codes.ts';
import { partnerPerson, partnerReader } from './partner-file.ts';
import { incidentTypes, involvements, policeOutcomes, policeRoutes } from './police.codes.ts';
import { type PoliceField, policeTable } from './police.columns.ts';
import type { RowValues } from './row-values.ts';
import { sexCodes } from './school-census.codes.ts';
import type { EventStatement, PersonStatement, ReturnReader } from './statement.ts';

type Cells = RowValues<PoliceField>;

const TYPES = codesOf(incidentTypes);
const INVOLVEMENTS = codesOf(involvements);
const ROUTES = codesOf(policeRoutes);
const OUTCOMES = codesOf(policeOutcomes);

/** Reads the police file of ours: one row for each child in each incident. */
export const policeReader: ReturnReader = partnerReader<PoliceField>({
  kind: 'police',
  label: 'Police',
  table: policeTable,
  known: ['incidentDay', 'incidentType', 'involvement'],
  statement: policeStatement,
});

function policeStatement(cells: Cells, today: CalendarDay): PersonStatement | null {
  const person = partnerPerson(cells);
  const event = incident(cells, today);
  if (person === null || event === null) return null;
  return {
    ...person,
    birthDay: cells.day('birthDay', today),
    sex: cells.code('sex', sexCodes),
    spells: [],
    events: [event],
  };
}

function incident(cells: Cells, today: CalendarDay): EventStatement | null {
  const day = cells.day('incidentDay', today);
  const type = cells.code('incidentType', TYPES);
  const involvement = cells.code('involvement', INVOLVEMENTS);
  if (day === null || type === null) {
    cells.report({
      field: day === null ? 'incidentDay' : 'incidentType',
      rule: 'structure/incomplete-incident',
      severity: 'error',
      message: 'An incident needs its day and what it was about; one of them is not known.',
      fix: 'Give both. Where no word of the list fits, write other.',
    });
    return null;
  }
  const route = cells.code('route', ROUTES)?.code;
  const outcome = cells.code('outcome', OUTCOMES)?.code ?? null;
  const isSuspect = involvement?.meaning === true;
  const themes = [
    ...(type.meaning === null ? [] : [type.meaning]),
    ...(isSuspect ? ['crime'] : []),
  ];
  return {
    kind: 'police-incident',
    code: type.code,
    day,
    outcome,
    agencyKind: 'police',
    detail: {
      themes: themes.sort().join(';'),
      ...(involvement === null ? {} : { involvement: involvement.code }),
      ...(route === undefined ? {} : { route }),
    },
  };
}
