import {
  type Finding,
  type MapArea,
  mapChart,
  type Outline,
  readOutline,
} from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import { wardOutlines } from '../../record/index.ts';
import type { Standings } from './need-table.ts';

/** What the hatch means. */
const MARKED = 'Clearly above the rest';

/** Estimates are drawn as precisely as they are told: a finer shade would tell what chance did. */
const DIGITS = 2;

/** The map of a finding by ward, wide and narrow; null where no ward has an outline. */
export async function needsMap(
  tx: Tx,
  finding: Finding,
  standings: Standings,
): Promise<{ readonly svg: string; readonly svgNarrow: string } | null> {
  const outlines = new Map<number, Outline>();
  for (const ward of await wardOutlines(tx)) {
    const text = typeof ward.outline === 'string' ? ward.outline : JSON.stringify(ward.outline);
    const outline = readOutline(text);
    if (outline !== null) outlines.set(ward.id, outline);
  }
  if (outlines.size === 0) return null;
  const areas = areasOf(finding, standings, outlines);
  const draw = (width: 640 | 320) =>
    mapChart(areas, {
      idPrefix: `needs-map-${width}`,
      headline: finding.headline,
      subtitle: finding.subtitle,
      unit: finding.rows[0]?.figures[0]?.unit ?? 'number',
      width,
      marked: areas.some((area) => area.isMarked) ? MARKED : `${MARKED}: none`,
    });
  return { svg: draw(640), svgNarrow: draw(320) };
}

function areasOf(
  finding: Finding,
  standings: Standings,
  outlines: ReadonlyMap<number, Outline>,
): MapArea[] {
  const high = new Set(
    standings.places.filter((one) => one.difference === 'higher').map((one) => one.cell.place.id),
  );
  return finding.rows.flatMap((row) => {
    const id = Number(/\d+$/.exec(row.href ?? '')?.[0] ?? 0);
    const outline = outlines.get(id);
    const figure = row.figures[0];
    if (outline === undefined || figure === undefined) return [];
    const { absent } = figure;
    const value = figure.value === null ? null : Number(figure.value.toPrecision(DIGITS));
    const area = { label: row.label, outline, value, isMarked: high.has(id) };
    return [absent === undefined ? area : { ...area, absent }];
  });
}
