/** One stretch of help, as far as it is laid beside others of the same family. */
export interface Help {
  readonly personId: number;
  readonly code: string;
  readonly service: string | null;
  readonly provider: string | null;
  readonly agency: string | null;
  readonly startDay: string;
  readonly endDay: string | null;
  readonly endReason: string | null;
  readonly sourceId: number;
  readonly sourceRow: number | null;
}

/** What of a service of the directory matters here. */
export interface HelpingService {
  readonly name: string;
  readonly agencyId: number | null;
  readonly agencyName: string | null;
  readonly providerName: string;
  readonly themes: readonly string[];
}

/** The help of one family: what goes on, what was before, and aims that two agencies share now. */
export interface HelpOfFamily<S extends HelpingService> {
  readonly now: readonly { readonly help: Help; readonly service: S | null }[];
  readonly before: readonly { readonly help: Help; readonly service: S | null }[];
  readonly agencies: number;
  readonly twice: readonly { readonly aim: string; readonly services: readonly string[] }[];
}

/** Lays a family's help side by side; help that has no end stated goes on. */
export function groupHelp<S extends HelpingService>(
  rows: readonly Help[],
  byCode: ReadonlyMap<string, S>,
): HelpOfFamily<S> {
  const all = rows.map((help) => ({ help, service: byCode.get(help.code) ?? null }));
  const now = all.filter(({ help }) => help.endDay === null);
  const aims = new Set(now.flatMap(({ service }) => service?.themes ?? []));
  const twice = [...aims].flatMap((aim) => {
    const own = now.filter(({ service }) => service?.themes.includes(aim));
    const owners = new Set(own.map(ownerOf));
    const services = [...new Set(own.map(({ service }) => service?.name ?? ''))];
    return owners.size > 1 ? [{ aim, services }] : [];
  });
  return {
    now,
    before: all.filter(({ help }) => help.endDay !== null),
    agencies: new Set(now.map(ownerOf)).size,
    twice,
  };
}

/** Who answers for help: the agency of the service, else the provider, else the agency stated. */
function ownerOf(one: { readonly help: Help; readonly service: HelpingService | null }): string {
  const { help, service } = one;
  if (service === null) return help.agency ?? help.provider ?? 'not known';
  return service.agencyName ?? service.providerName;
}
