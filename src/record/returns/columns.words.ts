/**
 * The words of a heading or of a cell, for loose comparison: lower case, without punctuation,
 * endings of plurals and small words, with the usual short forms written out.
 */
export function headingWords(text: string): readonly string[] {
  return text
    .toLowerCase()
    .replace(/['’`‘]s\b|\(y\/n\)|\((s|ren)\)|['’`‘]/g, '')
    .replace(/\bno\.?[\s_]+of(?![a-z])/g, 'number of')
    .split(/[^a-z0-9]+/)
    .flatMap((word) => SHORT_FORMS[word] ?? [word])
    .map((word) => (word.length > 3 ? word.replace(/(?<!s)s$/, '') : word))
    .filter((word) => word !== '' && !SMALL_WORDS.has(word));
}

const SMALL_WORDS = new Set(
  (
    'a the of to be is was has have been in on at for and or this that does did their from ' +
    'within by as with'
  ).split(' '),
);

const SHORT_FORMS: Readonly<Record<string, readonly string[]>> = {
  dob: ['date', 'birth'],
  identifier: ['id'],
  ref: ['reference'],
  sex: ['gender'],
  children: ['child'],
  cp: ['child', 'protection'],
  cpp: ['child', 'protection', 'plan'],
  icpc: ['initial', 'child', 'protection', 'conference'],
  icpcs: ['initial', 'child', 'protection', 'conference'],
  cin: ['child', 'need'],
  lac: ['looked', 'after', 'child'],
  cla: ['looked', 'after', 'child'],
  s47: ['section', '47'],
  nfa: ['no', 'further', 'action'],
  postcode: ['post', 'code'],
  adviser: ['advisor'],
  pa: ['personal', 'advisor'],
  sw: ['social', 'worker'],
  eh: ['early', 'help'],
  authorised: ['authorisation'],
  started: ['start'],
  began: ['start'],
  ended: ['end'],
  completed: ['completion'],
  recent: ['latest'],
  last: ['latest'],
  organization: ['organisation'],
  tel: ['telephone'],
};
