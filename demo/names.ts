import { hash } from './draw.ts';

/** Communities of the made-up authority: ethnicity codes with their share and a stock of names. */
export interface Community {
  readonly key:
    | 'british'
    | 'eastern'
    | 'southern'
    | 'african'
    | 'caribbean'
    | 'arabic'
    | 'travelling';
  readonly share: number;
  /** Codes of the school census list with their weights. */
  readonly ethnicities: readonly (readonly [string, number])[];
  /** Language of the home, where it is often not English. */
  readonly language: string;
}

/** Who lives in Northbridge; invented, near the mix of English schools. */
export const COMMUNITIES: readonly Community[] = [
  {
    key: 'british',
    share: 0.68,
    ethnicities: [
      ['WBRI', 0.915],
      ['WIRI', 0.01],
      ['MWBC', 0.025],
      ['MWAS', 0.02],
      ['MOTH', 0.02],
      ['NOBT', 0.01],
    ],
    language: 'ENG',
  },
  { key: 'eastern', share: 0.08, ethnicities: [['WOTH', 1]], language: 'POL' },
  {
    key: 'southern',
    share: 0.11,
    ethnicities: [
      ['APKN', 0.48],
      ['AIND', 0.27],
      ['ABAN', 0.25],
    ],
    language: 'URD',
  },
  {
    key: 'african',
    share: 0.055,
    ethnicities: [
      ['BAFR', 0.85],
      ['MWBA', 0.15],
    ],
    language: 'SOM',
  },
  {
    key: 'caribbean',
    share: 0.025,
    ethnicities: [
      ['BCRB', 0.6],
      ['MWBC', 0.3],
      ['BOTH', 0.1],
    ],
    language: 'ENG',
  },
  {
    key: 'arabic',
    share: 0.04,
    ethnicities: [
      ['OOTH', 0.6],
      ['AOTH', 0.4],
    ],
    language: 'ARA',
  },
  {
    key: 'travelling',
    share: 0.01,
    ethnicities: [
      ['WROM', 0.6],
      ['WIRT', 0.4],
    ],
    language: 'ENG',
  },
];

const GIVEN: Record<Community['key'], readonly [readonly string[], readonly string[]]> = {
  british: [
    words(
      'Alfie Archie Arthur Bobby Callum Charlie Dylan Edward Ethan Finley Freddie George Harry',
    ),
    words(
      'Amelia Ava Bella Chloe Daisy Ella Emily Erin Evie Florence Freya Grace Holly Imogen Isla',
    ),
  ],
  eastern: [
    words('Adam Andrei Bartek Dawid Filip Jakub Kacper Luca Marek Mateusz Mihai Oskar Pavel Tomas'),
    words('Alicja Ana Daria Ela Hanna Ioana Kasia Lena Maja Marta Natalia Ola Sofia Zofia Zuzanna'),
  ],
  southern: [
    words(
      'Aarav Abdullah Ayaan Bilal Dev Hamza Haris Ibrahim Imran Kabir Mohammed Rayan Sami Zain',
    ),
    words('Aisha Alina Amira Anaya Fatima Hafsa Inaya Khadija Maryam Meera Noor Priya Sana Zara'),
  ],
  african: [
    words('Abdi Ade Amari Chidi Daniel Emeka Femi Idris Kofi Kwame Malik Obi Samuel Tunde Yusuf'),
    words('Abena Ada Amina Asha Efua Esther Fadumo Hodan Ife Joy Naomi Ngozi Ruth Sagal Temi'),
  ],
  caribbean: [
    words('Andre Caleb Dante Elijah Isaiah Jaden Jerome Josiah Kyron Malachi Nathan Tyrell Zion'),
    words('Aaliyah Brianna Destiny Imani Jada Kayla Keisha Kiara Leah Nevaeh Renee Tiana Zoe'),
  ],
  arabic: [
    words('Ahmad Ali Dilan Hassan Jawad Karim Khalid Mustafa Nabil Omar Rebin Tariq Walid Yousef'),
    words('Dalia Fatma Hala Huda Jana Layla Leyla Mona Nadia Rania Rojin Salma Shirin Yara'),
  ],
  travelling: [
    words('Billy Danny Felix Jimmy Johnny Levi Mikey Nelson Paddy Rowan Tommy Wally'),
    words('Bridget Cherry Delilah Kathleen Lavinia Margaret Mary Priscilla Rosie Shelby Violet'),
  ],
};

const SURNAME_PARTS: Record<Community['key'], readonly [readonly string[], readonly string[]]> = {
  british: [
    words('Ald Ash Bram Brack Cald Cran Dun Els Fen Gar Hask Hol Kel Lang Mar Nor Os Pen Rad Stan'),
    words('bury combe croft den field ford gate ham ley man more per ridge son ston ton ward wick'),
  ],
  eastern: [
    words('Bor Czer Dab Grab Jan Kal Kow Lew Mal Mor Now Pop Rad Sad Sok Stan Tur Vas Wit Zel'),
    words('alski anu czyk ek enko escu iak icz in ov owicz owska ski wski'),
  ],
  southern: [
    words('Ahm Akht Beg Chow Dar Far Gul Hus Iq Kap Khal Lat Mal Nas Par Qur Rah Sid Us Zam'),
    words('ad adri ain al am ani ar arma at eed esh i id ija il iq man ood oor'),
  ],
  african: [
    words('Abd Ade Ak Am Bah Cham Dia Eze Far Gy Jim Kam Men Nd Ok Os Sak Tem War Yeb'),
    words('ade ah ale ama ansa arima ayo eh ele emi iye oah obi oke ola onu owu usi'),
  ],
  caribbean: [
    words('Bar Bel Cam Dal Ed Fer Gor Hen Jos Lin Mor Pal Rich Sam Star Thom Wal Wel'),
    words('beck bert bridge croft ders don ling mont more ner nett rick rose sley ville wood'),
  ],
  arabic: [
    words('Al-Bas Al-Ham Al-Jab Al-Kar Al-Naj Al-Rash Al-Saf Bar Daw Fara Had Kas Mas Naz Qas Sal'),
    words('ad adi ah am ani ar awi ed eh emi i idi im ir oun our'),
  ],
  travelling: [
    words('Bos Cas Con Cor Dol Fur Hea Loc Mong Pen Price Rea Smit Wat'),
    words('ans ard ell er ers ey folk hart ick ler man ran wood'),
  ],
};

/** Spellings under which one name goes about in different files. */
const SPELLINGS: Readonly<Record<string, readonly string[]>> = {
  Mohammed: ['Muhammad', 'Mohamed', 'Mohammad'],
  Yusuf: ['Yousef', 'Youssef'],
  Fatima: ['Fatimah', 'Fathima'],
  Aisha: ['Ayesha', 'Aysha'],
  Khadija: ['Khadijah'],
  Zofia: ['Sofia', 'Zosia'],
  Kacper: ['Kasper'],
  Ahmad: ['Ahmed'],
  Isla: ['Iyla'],
  Chloe: ['Cloe', 'Khloe'],
  Freya: ['Freyja'],
  Kathleen: ['Cathleen'],
  Aaliyah: ['Aliyah'],
  Maryam: ['Mariam'],
  Jakub: ['Jacob', 'Kuba'],
};

/** The family name that belongs to this family's number. */
export function surnameOf(family: number, community: number): string {
  const key = communityKey(community);
  const [first, second] = SURNAME_PARTS[key];
  const pick = hash(family, 3);
  const one = pickOf(first, pick) + pickOf(second, pick >>> 9);
  if (key === 'british' && pick % 23 === 0) {
    return `${one}-${pickOf(first, pick >>> 4)}${pickOf(second, pick >>> 13)}`;
  }
  return one;
}

/** The given name that belongs to this child's number. */
export function givenNameOf(child: number, community: number, male: boolean): string {
  return pickOf(GIVEN[communityKey(community)][male ? 0 : 1], hash(child, 5));
}

/** A second given name, or none. */
export function middleNameOf(child: number, community: number, male: boolean): string {
  const pick = hash(child, 6);
  return pick % 5 < 2 ? '' : pickOf(GIVEN[communityKey(community)][male ? 0 : 1], pick >>> 3);
}

/**
 * The same name as another file may spell it: a spelling of its own, a hyphen or a blank less, a
 * doubled letter. About one name in twelve differs from the usual.
 */
export function variantOf(name: string, key: number): string {
  const pick = hash(key, 11);
  const spellings = SPELLINGS[name];
  if (spellings && pick % 3 === 0) return pickOf(spellings, pick >>> 5);
  if (name.includes('-')) return pick % 2 === 0 ? name.replace('-', ' ') : name;
  if (pick % 16 !== 1 || name.length < 5) return name;
  const at = 2 + ((pick >>> 6) % (name.length - 3));
  const letter = name[at];
  if (letter === name[at - 1] || letter === name[at + 1]) return name;
  return name.slice(0, at) + letter + name.slice(at);
}

function communityKey(community: number): Community['key'] {
  return (COMMUNITIES[community] ?? (COMMUNITIES[0] as Community)).key;
}

function pickOf<T>(items: readonly T[], pick: number): T {
  return items[pick % items.length] as T;
}

function words(list: string): readonly string[] {
  return list.split(' ');
}
