import { numberWords, secondsWords } from './words.ts';

/** Long work as a page shows it. */
export interface JobView {
  readonly id: string;
  /** What is being worked out, such as `Checking the child in need census`. */
  readonly title: string;
  readonly status: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
  readonly done: number;
  /** How many there are in all; null while nobody knows. */
  readonly total: number | null;
  /** What is counted, such as `rows`. */
  readonly unit: string;
  readonly secondsLeft: number | null;
  /** Why it failed and what to do, as sentences without personal data. */
  readonly failure?: string;
  /** Where its result is, once there is one. */
  readonly resultHref?: string;
}

/** What one event of a job's stream says; the browser shows it as it is. */
export interface JobProgress {
  readonly status: JobView['status'];
  /** 0 to 100; null when the size of the work is unknown: never an invented percentage. */
  readonly percent: number | null;
  readonly words: string;
}

/** A job's progress in words: `1,200 of 5,000 rows (24%). About 9 seconds left.` */
export function jobProgress(job: JobView): JobProgress {
  const percent = job.total ? Math.min(100, Math.floor((job.done / job.total) * 100)) : null;
  if (job.status === 'done') return { status: job.status, percent: 100, words: 'Finished.' };
  if (job.status === 'waiting') {
    return { status: job.status, percent: 0, words: 'Waiting for other work to finish.' };
  }
  const amount =
    job.total === null
      ? `${numberWords(job.done)} ${job.unit} so far.`
      : `${numberWords(job.done)} of ${numberWords(job.total)} ${job.unit} (${percent ?? 100}%).`;
  if (job.status === 'failed') return { ...base(job, percent), words: `Stopped: ${amount}` };
  if (job.status === 'cancelled') return { ...base(job, percent), words: `Cancelled: ${amount}` };
  const left = job.secondsLeft === null ? '' : ` About ${secondsWords(job.secondsLeft)} left.`;
  return { ...base(job, percent), words: `${amount}${left}` };
}

function base(job: JobView, percent: number | null) {
  return { status: job.status, percent };
}
