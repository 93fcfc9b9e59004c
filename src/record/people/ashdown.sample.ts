import { systemActor } from '../../govern/index.ts';
import { type AuthorityId, day, type PersonId } from '../../lib/index.ts';
import { asActor, type Database, generatedFile } from '../../platform/index.ts';
import { importFile } from '../returns/import-file.ts';
import { READERS } from '../returns/readers.ts';
import { peopleByCouncilNumber } from './protection.store.ts';

const HEADINGS =
  'child_id,upn,nhs_number,given_name,family_name,birth_date,expected_birth_date,sex,ethnicity,' +
  'postcode,family_reference,request_date,requested_by,decision,decision_date,assessment_date,' +
  'needs,lead_agency,start_date,status,closure_date,closure_reason';

const CHILDREN = [
  ['S1', 'Wren,Ashdown,2009-04-23,,F,WBRI,NB1 2XY,FAM1'],
  ['S2', 'Robin,Ashdown,2012-05-01,,M,WBRI,NB1 2XY,FAM1'],
  ['S3', 'Jay,Ashdown,2012-05-02,,M,WBRI,NB1 2XY,FAM1'],
  ['S4', 'Linnet,Marsh,2016-06-06,,F,WBRI,NB1 2XZ,FAM2'],
] as const;

const PLACES =
  'kind,code,name,within_code,population_0_to_17\r\n' +
  'authority,E06999999,Testshire,,60000\r\n' +
  'ward,E05999901,Harbour,E06999999,2900\r\n' +
  'ward,E05999902,Hill,E06999999,\r\n';
const POSTCODES =
  'kind,code,name,within_code,population_0_to_17,postcodes\r\n' +
  'lsoa,E01999901,Testshire 001A,E05999901,410,NB1 2XY;NB1 2XZ\r\n';

/**
 * Four children with early help since 9 October 2024 in the ward Harbour: Wren, Robin and Jay
 * Ashdown of one family, and Linnet Marsh of another. Gives their ids by their given names.
 */
export async function loadAshdowns(
  database: Database,
  authorityId: AuthorityId,
): Promise<Readonly<Record<'wren' | 'robin' | 'jay' | 'linnet', PersonId>>> {
  const rest = '2024-09-12,schools,accepted,2024-09-16,,parenting,schools,2024-10-09,open,,';
  const rows = CHILDREN.map(([id, own]) => `${id},,,${own},${rest}\r\n`).join('');
  await load(database, authorityId, 'places.csv', PLACES);
  await load(database, authorityId, 'areas.csv', POSTCODES);
  await load(database, authorityId, 'early-help.csv', `${HEADINGS}\r\n${rows}`);
  return asActor(database, systemActor(authorityId), async (tx) => {
    const numbers = CHILDREN.map(([id]) => id);
    const found = await peopleByCouncilNumber(tx, numbers);
    const [wren, robin, jay, linnet] = numbers.map((number) => found.get(number)) as [
      PersonId,
      PersonId,
      PersonId,
      PersonId,
    ];
    return { wren, robin, jay, linnet };
  });
}

async function load(
  database: Database,
  authorityId: AuthorityId,
  name: string,
  text: string,
): Promise<void> {
  await importFile(
    { database, actor: systemActor(authorityId), today: day('2025-06-01'), readers: READERS },
    generatedFile(name, () => [text]),
  );
}
