import { sum } from 'd3-array';
import { type SankeyLink, type SankeyNode, sankey, sankeyLinkHorizontal } from 'd3-sankey';
import type { Absence, Unit } from '../figure/figure.ts';
import { barsChart } from './bars.ts';
import type { Bar, ChartOptions } from './chart-data.ts';
import { colourOf, type Drawn, emptyBody, frame, label } from './frame.ts';
import { shape, textBlock } from './frame.ts';
import { LINE_HEIGHT, textWidth, unbroken, wrapText } from './text.ts';
import { absenceLabel, valueLabel } from './values.ts';

/** One state at one stage, such as "Assessment" at the second. */
export interface FlowNode {
  readonly id: string;
  readonly label: string;
  /** From 0, at most 5. */
  readonly stage: number;
}

/** How many went from one state to another of a later stage. */
export interface Flow {
  readonly from: string;
  readonly to: string;
  readonly value: number | null;
  readonly absent?: Absence;
}

/** States and what flows between them. */
export interface Flows {
  readonly nodes: readonly FlowNode[];
  readonly flows: readonly Flow[];
}

const MOST_STAGES = 6;
const NODE_WIDTH = 12;

/**
 * Flows between states over at most six stages, as SVG; on narrow screens as bars, one a flow.
 * Hidden flows are counted in a line below, never drawn. Throws a RangeError for more stages,
 * for a flow of an unknown state, or for one that does not lead to a later stage.
 */
export function flowsChart(data: Flows, options: ChartOptions): string {
  const unit = options.unit ?? 'number';
  const byId = checkedNodes(data);
  const summary = summariseFlows(data, unit);
  if ((options.width ?? 640) < 640) {
    const name = (id: string) => byId.get(id)?.label ?? id;
    const bars: Bar[] = data.flows.map(({ from, to, ...rest }) => ({
      label: `${name(from)} to ${name(to)}`,
      ...rest,
    }));
    return barsChart(bars, { summary, ...options });
  }
  return frame('flows', options, summary, drawFlows(data, unit));
}

/** Flows in words: the largest ones, and how many are hidden. */
export function summariseFlows(data: Flows, unit: Unit): string {
  const name = new Map(data.nodes.map((node) => [node.id, node.label]));
  const known = data.flows
    .filter((flow) => flow.value !== null)
    .toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0));
  if (data.flows.length === 0) return 'There are no figures to draw.';
  const largest = known
    .slice(0, 5)
    .map(({ from, to, value }) => {
      return `${name.get(from)} to ${name.get(to)}, ${valueLabel(value ?? 0, unit)}`;
    })
    .join('; ');
  const start = largest === '' ? '' : `The largest flows: ${largest}.`;
  return [start, hiddenSentence(data.flows)].filter((part) => part !== '').join(' ');
}

function hiddenSentence(flows: readonly Flow[]): string {
  const missing = flows.filter((flow) => flow.value === null);
  const reasons = new Map<string, number>();
  for (const { absent } of missing) {
    const words = absenceLabel(absent);
    reasons.set(words, (reasons.get(words) ?? 0) + 1);
  }
  return [...reasons]
    .map(
      ([words, count]) =>
        `${count === 1 ? '1 flow is' : `${count} flows are`} not drawn: ${words}.`,
    )
    .join(' ');
}

function checkedNodes({ nodes, flows }: Flows): Map<string, FlowNode> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  for (const { stage } of nodes) {
    if (!Number.isInteger(stage) || stage < 0 || stage >= MOST_STAGES) {
      throw new RangeError(`a flow has at most ${MOST_STAGES} stages, counted from 0`);
    }
  }
  for (const { from, to } of flows) {
    const [start, end] = [byId.get(from), byId.get(to)];
    if (!start || !end) throw new RangeError('a flow names a state that is not given');
    if (start.stage >= end.stage) throw new RangeError('a flow leads to a later stage');
  }
  return byId;
}

interface Node extends FlowNode {
  readonly colour: string;
}

type Link = { readonly source: string; readonly target: string; readonly value: number };

function drawFlows(data: Flows, unit: Unit): Drawn {
  const drawn = data.flows.filter((flow) => (flow.value ?? 0) > 0);
  const note = wrapText(hiddenSentence(data.flows), 632);
  if (drawn.length === 0) {
    const empty = emptyBody();
    const parts = [...empty.parts, ...textBlock(4, 48, note)];
    return { parts, height: empty.height + note.length * LINE_HEIGHT };
  }
  const used = new Set(drawn.flatMap(({ from, to }) => [from, to]));
  const shades = new Map(
    [...new Set(data.nodes.map((one) => one.label))].map((name, i) => [name, i]),
  );
  const all = data.nodes.filter((node) => used.has(node.id));
  const stages = [...new Set(all.map((node) => node.stage))].sort((a, b) => a - b);
  const nodes: Node[] = all.map((node) => ({
    ...node,
    stage: stages.indexOf(node.stage),
    colour: colourOf(shades.get(node.label) ?? 0),
  }));
  const room = 640 / stages.length;
  const lines = nodes.map((node) => nameOf(node, sizeOf(node.id, drawn), unit, room).length);
  const padding = LINE_HEIGHT * Math.max(...lines);
  const most = Math.max(...stages.map((_, at) => nodes.filter((one) => one.stage === at).length));
  const height = padding + Math.max(250, most * (padding + 44));
  const links = drawn.map(({ from, to, value }) => ({
    source: from,
    target: to,
    value: value ?? 0,
  }));
  const graph = laidOut(nodes, links, { room, padding, height });
  const marks = graph.nodes
    .filter((node) => node.colour !== NO_COLOUR)
    .map((node) => drawNode(node, unit, room));
  const bottom = Math.max(height, ...marks.map((one) => one.bottom)) + 12;
  return {
    parts: [
      ...graph.links.flatMap(drawLink),
      ...marks.flatMap((one) => one.parts),
      ...textBlock(4, bottom + 8, note),
    ],
    height: bottom + note.length * LINE_HEIGHT,
  };
}

/** Marks states that are only there to hold a stage open. */
const NO_COLOUR = 'none';

function laidOut(
  nodes: readonly Node[],
  links: readonly Link[],
  { room, padding, height }: { room: number; padding: number; height: number },
) {
  const last = Math.max(...nodes.map((node) => node.stage));
  const props = isChained(nodes, links, last) ? [] : propsOf(last);
  return sankey<Node, Link>()
    .nodeId((node) => node.id)
    .nodeAlign((node) => node.stage)
    .nodeWidth(NODE_WIDTH)
    .nodePadding(padding)
    .extent([
      [4, padding / 2 + 2],
      [4 + room * last + NODE_WIDTH, height],
    ])({
    nodes: [...nodes, ...props],
    links: [
      ...links.map((link) => ({ ...link })),
      ...props
        .slice(1)
        .map(({ id }, at) => ({ source: props[at]?.id ?? '', target: id, value: 0 })),
    ],
  });
}

/** Whether some flow leads through every stage; the layout has no more columns than that. */
function isChained(nodes: readonly Node[], links: readonly Link[], last: number): boolean {
  const stageOf = new Map(nodes.map((node) => [node.id, node.stage]));
  const depth = new Map<string, number>();
  const byStage = links.toSorted(
    (a, b) => (stageOf.get(a.source) ?? 0) - (stageOf.get(b.source) ?? 0),
  );
  for (const { source, target } of byStage) {
    depth.set(target, Math.max(depth.get(target) ?? 0, (depth.get(source) ?? 0) + 1));
  }
  return Math.max(...depth.values()) === last;
}

function propsOf(last: number): Node[] {
  return Array.from({ length: last + 1 }, (_, stage) => ({
    id: `\u0000${stage}`,
    label: '',
    stage,
    colour: NO_COLOUR,
  }));
}

function drawLink(link: SankeyLink<Node, Link>): string[] {
  const { colour } = link.source as unknown as Node;
  if (colour === NO_COLOUR) return [];
  const d = sankeyLinkHorizontal<Node, Link>()(link) ?? '';
  return [
    shape('path', {
      class: 'hw-chart-flow',
      d: d.replace(/\d+\.\d+/g, (number) => Number(number).toFixed(1)),
      fill: 'none',
      stroke: colour,
      'stroke-opacity': '0.35',
      'stroke-width': Math.max(0.5, link.width ?? 1),
    }),
  ];
}

/** How many pass through a state: the larger of what comes in and what goes out. */
function sizeOf(id: string, flows: readonly Flow[]): number {
  return Math.max(
    sum(flows, (flow) => (flow.from === id ? flow.value : 0)),
    sum(flows, (flow) => (flow.to === id ? flow.value : 0)),
  );
}

function nameOf(node: FlowNode, size: number, unit: Unit, room: number): string[] {
  const value = unbroken(valueLabel(size, unit));
  const width = room - NODE_WIDTH - 4;
  const whole = `${node.label}, ${value}`;
  return textWidth(whole) <= width ? [whole] : [...wrapText(node.label, width), value];
}

function drawNode(
  node: SankeyNode<Node, Link>,
  unit: Unit,
  room: number,
): { parts: string[]; bottom: number } {
  const { x0 = 0, x1 = 0, y0 = 0, y1 = 0 } = node;
  const lines = nameOf(node, node.value ?? 0, unit, room);
  const height = lines.length * LINE_HEIGHT;
  const top = (y0 + y1) / 2 - height / 2;
  return {
    parts: [
      shape('rect', {
        class: 'hw-chart-node',
        x: x0,
        y: y0,
        width: x1 - x0,
        height: Math.max(1, y1 - y0),
        fill: node.colour,
      }),
      ...lines.map((one, i) => label(x1 + 3, top + 15 + i * LINE_HEIGHT, one, { hasHalo: true })),
    ],
    bottom: top + height,
  };
}
