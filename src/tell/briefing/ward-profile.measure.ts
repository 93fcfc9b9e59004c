import { listAuthorities, thoseWhoSeeFigures } from '../../govern/index.ts';
import {
  type Figure,
  figureId,
  type Finding,
  type FindingRow,
  refuse,
  type Unit,
} from '../../lib/index.ts';
import {
  type Actor,
  defineMeasure,
  type Measure,
  type Parameters,
  type Tx,
} from '../../platform/index.ts';
import { listPlaces, type PlaceRow, RECORD_MEASURES } from '../../record/index.ts';
import { computeOnce } from './compute-once.ts';

const NAME = 'ward-profile';
const AS_STATED = 'As the loaded file of places states it.';

/** One ward beside the whole authority: children, deprivation, and children with help by level. */
export const wardProfileMeasure: Measure = defineMeasure({
  name: NAME,
  title: 'One ward beside the whole authority',
  who: thoseWhoSeeFigures,
  parameters: {
    ward: 'the number of a ward; the whole authority alone when left out',
    year: 'a financial year such as 2024-25; the newest known by default',
    row: 'one row only: children or decile',
  },
  compute: async (tx, actor, given) => {
    const [authority] = await listAuthorities(tx);
    const wards = await listPlaces(tx, 'ward');
    const ward = given.ward === undefined ? null : wardOf(wards, given.ward);
    const stated = statedRows(wards, ward);
    if (given.row !== undefined) return oneRow(given, stated);
    const levels = await levelRows(given, (asked) => childrenByLevel(tx, actor, asked));
    const here = ward?.name ?? authority?.name ?? 'Here';
    return {
      id: figureId(NAME, { ward: given.ward, year: given.year }),
      headline: headlineOf(here, ward === null, [stated[0], levels.at(-1)]),
      subtitle: `Children, deprivation and help in ${here}${ward ? ', beside the whole' : ''}`,
      rowHeading: 'What',
      columns: ward ? [here, authority?.name ?? 'The whole'] : [here],
      rows: wards.length === 0 ? [] : [...stated, ...levels],
      chart: 'none',
      notes: ['Deprivation decile: 1 is the most deprived tenth of England, 10 the least.'],
    };
  },
});

function wardOf(wards: readonly PlaceRow[], text: string): PlaceRow {
  const found = wards.find((ward) => String(ward.id) === text);
  if (!found) throw refuse('no-such-ward', 'not-found', 'There is no such ward here.');
  return found;
}

/** What the file of places states: children of each, and the ward's deprivation decile. */
function statedRows(wards: readonly PlaceRow[], ward: PlaceRow | null): FindingRow[] {
  const each = wards.map((one) => stated(one, 'children', one.population_0_to_17, 'children'));
  const counted = each.filter((figure) => figure.value !== null);
  const whole: Figure = {
    id: figureId(NAME, { row: 'children' }),
    label: 'Children aged 0 to 17 in every ward',
    unit: 'children',
    ...known(counted.length ? counted.reduce((sum, one) => sum + (one.value ?? 0), 0) : null),
    how: { formula: 'The sum of all wards whose population is known.', inputs: each },
  };
  const children = {
    label: 'Children aged 0 to 17',
    figures: ward
      ? [stated(ward, 'children', ward.population_0_to_17, 'children'), whole]
      : [whole],
  };
  if (!ward) return [children];
  const none: Figure = {
    id: figureId(NAME, { row: 'decile' }),
    label: 'Deprivation decile of the whole',
    unit: 'number',
    ...known(null),
    how: { formula: 'Deciles are of wards; the whole has none.' },
  };
  const decile = stated(ward, 'decile', ward.deprivation_decile, 'number');
  return [children, { label: 'Deprivation decile', figures: [decile, none] }];
}

function stated(ward: PlaceRow, row: string, value: number | null, unit: Unit): Figure {
  const what = row === 'children' ? 'children aged 0 to 17' : 'deprivation decile';
  return {
    id: figureId(NAME, { ward: String(ward.id), row }),
    label: `${ward.name}: ${what}`,
    unit,
    ...known(value === null ? null : Number(value)),
    how: {
      formula: AS_STATED,
      rows: { question: `${ward.name} in that file:`, count: 1, href: `/places/${ward.id}` },
    },
  };
}

function known(value: number | null): Pick<Figure, 'value' | 'absent'> {
  return value === null ? { value, absent: 'not-available' } : { value };
}

type Compute = (asked: Parameters) => Promise<Finding>;

function childrenByLevel(tx: Tx, actor: Actor, asked: Parameters): Promise<Finding> {
  const measure = RECORD_MEASURES.find((one) => one.name === 'children-by-level');
  if (!measure) throw new Error('the record measures children by level');
  const query = Object.fromEntries(
    Object.entries(asked).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
  return computeOnce(measure, { tx, actor, query });
}

/** Children with help by level, here and in the whole; any level last. */
async function levelRows({ ward, year }: Parameters, compute: Compute): Promise<FindingRow[]> {
  const whole = await compute({ year });
  const here = ward === undefined ? null : await compute({ year, ward });
  const rows = (finding: Finding) => [...finding.rows, ...(finding.total ? [finding.total] : [])];
  const wholes = rows(whole);
  return (here ? rows(here) : wholes).map((row, index) => ({
    label: index === wholes.length - 1 ? 'Children with help at any level' : row.label,
    figures: [...row.figures, ...(here ? (wholes[index]?.figures ?? []) : [])],
  }));
}

function oneRow({ ward, row }: Parameters, stated: readonly FindingRow[]): Finding {
  const index = ['children', 'decile'].indexOf(row ?? '');
  const found = stated[index];
  const [figure] = found?.figures ?? [];
  if (!found || !figure) {
    throw refuse('no-such-row', 'not-found', 'row is one of children and, of a ward, decile.');
  }
  return {
    id: figureId(NAME, { ward, row }),
    headline: figure.label,
    subtitle: AS_STATED,
    rowHeading: 'What',
    columns: [found.label],
    rows: [{ label: found.label, figures: [figure] }],
    chart: 'none',
  };
}

/** What part of the children, and of those with help, live in the ward. */
function headlineOf(
  here: string,
  isWhole: boolean,
  [children, helped]: readonly (FindingRow | undefined)[],
): string {
  const [living, help] = [shareOf(children), shareOf(helped)];
  if (isWhole || living === null || help === null) return `${here}: children and help by level`;
  return `${here} is home to ${living}% of the children, and to ${help}% of those with help`;
}

function shareOf(row: FindingRow | undefined): number | null {
  const [part, whole] = row?.figures ?? [];
  if (!part?.value || !whole?.value) return null;
  return Math.round((100 * part.value) / whole.value);
}
