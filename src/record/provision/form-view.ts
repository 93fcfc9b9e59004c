import { formatFinancialYear } from '../../lib/index.ts';
import { THEMES } from '../journey/journey-rules.ts';
import {
  EVIDENCE_GRADES,
  EVIDENCE_LABELS,
  SERVICE_LEVEL_LABELS,
  SERVICE_LEVELS,
  SERVICE_STATUS_LABELS,
  SERVICE_STATUSES,
} from './service.ts';
import type { FormGround } from './service-form.ts';

/** What stands in the lists of the form of a service. */
export function serviceFormView(
  ground: FormGround,
  shows: { readonly code: boolean; readonly place: boolean },
) {
  const agencies = ground.agencies.map(({ id, name }) => ({ value: String(id), text: name }));
  return {
    agencies: [...agencies, { value: 'none', text: 'Nobody, or not known' }],
    payers: [
      { value: '', text: 'Not known' },
      ...agencies,
      { value: 'other', text: 'Somebody else' },
    ],
    wards: ground.wards.map(({ id, name }) => ({ value: String(id), text: name })),
    themes: THEMES.map(({ theme, label }) => ({ value: theme, text: label })),
    levels: [
      { value: '', text: 'Not stated' },
      ...SERVICE_LEVELS.map((one) => ({ value: one, text: SERVICE_LEVEL_LABELS[one] })),
    ],
    statuses: SERVICE_STATUSES.map((one) => ({ value: one, text: SERVICE_STATUS_LABELS[one] })),
    grades: EVIDENCE_GRADES.map((one) => ({ value: one, text: EVIDENCE_LABELS[one] })),
    year: formatFinancialYear(ground.year),
    showsCode: shows.code,
    showsPlace: shows.place,
  };
}
