// Starts what makes pages easier with JavaScript. Everything works without it.
import { initAll } from './govuk-frontend.min.js';
import { followJobs } from './job-progress.js';
import { showUploads } from './upload-progress.js';

/** Starts everything within a page, or within the part of it that was just put in place. */
function start(scope) {
  initAll({ scope });
  followJobs(scope);
  showUploads(scope, start);
  if (scope.querySelector('[data-module^="moj-"]')) {
    import('./moj-frontend.min.js').then((moj) => moj.initAll({ scope }));
  }
  // On a narrow screen an untouched filter panel starts closed, so that results come first.
  if (!window.matchMedia('(max-width: 40rem)').matches) return;
  for (const panel of scope.querySelectorAll('details[data-closes-when-narrow]')) {
    panel.open = false;
  }
}

start(document);
