/**
 * A deliberate fault: the first record after `from` records that it fits is changed, so that the
 * page of problems has something to show. `rule` is the catalogue's code that ought to find it.
 */
export interface Fault {
  readonly rule: string;
  readonly what: string;
  readonly from: number;
  /** The record with the fault in it, or null where it does not fit this record. */
  readonly spoil: (record: string) => string | null;
}

const swap = (from: RegExp, to: string) => (record: string) =>
  from.test(record) ? record.replace(from, to) : null;

/** The faults of each children in need census, in the order of the file. */
export const censusFaults: readonly Fault[] = [
  {
    rule: '8500',
    what: 'a child without the council’s number',
    from: 20,
    spoil: swap(/ *<LAchildID>.*<\/LAchildID>\n/, ''),
  },
  {
    rule: '1510',
    what: 'a pupil number whose check letter is wrong',
    from: 60,
    spoil: (record) => {
      const letter = /<UPN>([A-Z])/.exec(record)?.[1];
      return letter ? record.replace(`<UPN>${letter}`, `<UPN>${letter === 'K' ? 'L' : 'K'}`) : null;
    },
  },
  {
    rule: '4220',
    what: 'an ethnicity that is not in the code list',
    from: 110,
    spoil: swap(/<Ethnicity>\w+</, '<Ethnicity>WHIT<'),
  },
  {
    rule: '8866',
    what: 'a source of referral that is not in the code list',
    from: 160,
    spoil: swap(/<ReferralSource>\w+</, '<ReferralSource>2C<'),
  },
  {
    rule: '8630',
    what: 'a case closed before it was referred',
    from: 210,
    spoil: swap(
      /<CINreferralDate>(\d{4})([^<]*)(<(?:(?!CINdetails)[\s\S])*?<CINclosureDate>)\d{4}[^<]*</,
      '<CINreferralDate>$1$2$31999$2<',
    ),
  },
  {
    rule: '8805',
    what: 'a closure date without a reason for closure',
    from: 260,
    spoil: swap(/ *<ReasonForClosure>\w+<\/ReasonForClosure>\n/, ''),
  },
  {
    rule: '8608',
    what: 'an assessment that ends before it starts',
    from: 310,
    spoil: swap(/<AssessmentAuthorisationDate>\d{4}/, '<AssessmentAuthorisationDate>2009'),
  },
  {
    rule: '8869',
    what: 'the factor “no factors identified” beside another factor',
    from: 360,
    spoil: (record) =>
      record.includes('>21<')
        ? null
        : swap(
            /( *)<AssessmentFactors>(\w+)</,
            '$1<AssessmentFactors>21</AssessmentFactors>\n$1<AssessmentFactors>$2<',
          )(record),
  },
  {
    rule: '4001',
    what: 'a child in need plan that runs during a protection plan',
    from: 410,
    spoil: (record) => {
      const start = /<CPPstartDate>([^<]*)</.exec(record)?.[1];
      if (!start || record.includes('<CINPlanDates>')) return null;
      const plan =
        `<CINPlanDates>\n          <CINPlanStartDate>${start}</CINPlanStartDate>\n        ` +
        '</CINPlanDates>';
      return record.replace(/( *)(<Section47>|<ReferralNFA>)/, `$1${plan}\n$1$2`);
    },
  },
  {
    rule: '8925',
    what: 'a protection plan that ends before it starts',
    from: 460,
    spoil: swap(/<CPPendDate>\d{4}/, '<CPPendDate>2008'),
  },
];

/** The faults of the episodes of each looked-after return. */
export const episodeFaults: readonly Fault[] = [
  {
    rule: '144',
    what: 'a legal status that is not in the code list',
    from: 30,
    spoil: swap(/^((?:[^,]*,){3})[^,]*,/, '$1Q9,'),
  },
  {
    rule: '356',
    what: 'an episode that ends before it starts',
    from: 70,
    spoil: swap(/^((?:[^,]*,){7})(\d\d\/\d\d)\/\d{4},/, '$1$2/2001,'),
  },
  {
    rule: '148',
    what: 'an episode with an end but no reason for it',
    from: 110,
    spoil: swap(/^((?:[^,]*,){7}\d[^,]*,)[^,]+,/, '$1,'),
  },
  {
    rule: '146',
    what: 'a placement that is not in the code list',
    from: 150,
    spoil: swap(/^((?:[^,]*,){5})[^,]*,/, '$1X9,'),
  },
];

/** The fault of the reviews of each looked-after return. */
export const reviewFaults: readonly Fault[] = [
  {
    rule: '166',
    what: 'a review on a day that does not exist',
    from: 90,
    spoil: swap(/^((?:[^,]*,){2})\d\d\/\d\d/, '$131/02'),
  },
];

/** The faults of each school census. */
export const pupilFaults: readonly Fault[] = [
  {
    rule: 'upn/check-letter',
    what: 'a pupil number whose check letter is wrong',
    from: 400,
    spoil: swap(/^((?:[^,]*,){8})[A-JL-Z](\d{12},)/, '$1K$2'),
  },
  {
    rule: 'date/not-a-date',
    what: 'a date of birth that does not exist',
    from: 900,
    spoil: swap(/^((?:[^,]*,){2})(\d{4})-\w{3}-\d\d/, '$1$2-Feb-30'),
  },
];

/** Passes records on, with each fault put into the first record that it fits. */
export function* faulty(records: Iterable<string>, faults: readonly Fault[]): Generator<string> {
  const waiting = [...faults];
  let count = 0;
  for (const record of records) {
    const next = waiting[0];
    const spoilt = next && count >= next.from ? next.spoil(record) : null;
    if (spoilt !== null) waiting.shift();
    yield spoilt ?? record;
    count += 1;
  }
}
