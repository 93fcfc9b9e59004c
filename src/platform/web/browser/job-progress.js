// Keeps a job block up to date from its event stream. Each event is JSON:
// { "status": "running", "percent": 24, "words": "1,200 of 5,000 rows (24%). ..." }

const OVER = new Set(['done', 'failed', 'cancelled']);
const SPOKEN_AT = [0, 25, 50, 75, 100];

/** Follows every job in the scope that is not over yet. */
export function followJobs(scope) {
  for (const block of scope.querySelectorAll('[data-job-events]')) follow(block);
}

function follow(block) {
  const events = new EventSource(block.dataset.jobEvents);
  const find = (name) => block.querySelector(`[data-job-${name}]`);
  find('check').hidden = true;
  // A stream that ends for good leaves the link with which a person can look again.
  const leave = () => {
    events.close();
    find('check').hidden = false;
  };
  events.addEventListener('gone', leave);
  events.addEventListener('error', () => events.readyState === EventSource.CLOSED && leave());
  let spoken = -1;
  events.addEventListener('message', (event) => {
    const { status, percent, words } = JSON.parse(event.data);
    find('words').textContent = words;
    const bar = find('bar');
    if (percent === null) bar.removeAttribute('value');
    else bar.value = percent;
    const over = OVER.has(status);
    const step = SPOKEN_AT.findLast((at) => percent !== null && at <= percent) ?? -1;
    // A screen reader hears a few steps, not every change.
    if (step > spoken || over) {
      spoken = step;
      find('spoken').textContent = words;
    }
    if (!over) return;
    events.close();
    find('actions').hidden = true;
    find('after').hidden = false;
  });
}
