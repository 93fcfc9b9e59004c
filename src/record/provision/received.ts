/**
 * The code under which help from a service without a code of its own is kept: provider and name in
 * small letters, so that a file that states both finds the service of the directory again.
 */
export function receivedCode(of: { readonly name: string; readonly provider: string }): string {
  const plain = (text: string) =>
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-|-$/g, '');
  return `${plain(of.provider)}/${plain(of.name)}`;
}

/** The codes under which help from a service may be on record: its own, and name and provider. */
export function codesOfService(service: {
  readonly spellCode: string | null;
  readonly name: string;
  readonly providerName: string;
}): readonly string[] {
  const named = receivedCode({ name: service.name, provider: service.providerName });
  return service.spellCode === null ? [named] : [service.spellCode, named];
}
