// Shows how much of a file has been sent. The form is an ordinary one: without JavaScript, or if
// anything here fails, the browser sends it itself.

/** Takes over sending of forms with `data-upload`; `start` starts the page that answers. */
export function showUploads(scope, start) {
  for (const form of scope.querySelectorAll('form[data-upload]')) {
    form.addEventListener('submit', (event) => {
      const files = [...form.querySelectorAll('input[type=file]')].flatMap((i) => [...i.files]);
      if (files.length === 0) return;
      event.preventDefault();
      send(form, start);
    });
  }
}

function send(form, start) {
  const box = form.querySelector('[data-upload-progress]');
  const bar = box.querySelector('progress');
  const words = box.querySelector('[data-upload-words]');
  const button = form.querySelector('button:not([type=button])');
  const request = new XMLHttpRequest();
  const stop = (sentence) => {
    words.textContent = sentence;
    button.disabled = false;
  };
  request.open('POST', form.action);
  request.upload.addEventListener('progress', ({ loaded, total, lengthComputable }) => {
    if (!lengthComputable) return;
    const percent = Math.floor((loaded / total) * 100);
    bar.value = percent;
    words.textContent =
      percent < 100
        ? `${megabytes(loaded)} of ${megabytes(total)} sent (${percent}%).`
        : 'All sent. Checking the file. This page changes when it is ready.';
  });
  request.addEventListener('error', () => stop('The connection broke. Send the file again.'));
  request.addEventListener('load', () => {
    if (!showAnswer(request, start)) stop('The file could not be sent. Send it again.');
  });
  box.hidden = false;
  button.disabled = true;
  request.send(new FormData(form));
}

/** Puts the answered page in place of this one: fetching it again would lose its messages. */
function showAnswer(request, start) {
  const answer = new DOMParser().parseFromString(request.responseText, 'text/html');
  const next = answer.querySelector('main')?.parentElement;
  if (!next) return false;
  if (request.responseURL !== window.location.href) {
    window.history.pushState(null, '', request.responseURL);
    window.addEventListener('popstate', () => window.location.reload());
  }
  document.title = answer.title;
  document.querySelector('main').parentElement.replaceWith(next);
  start(next);
  const target = next.querySelector('.govuk-error-summary, h1') ?? next;
  target.tabIndex = -1;
  target.focus();
  return true;
}

function megabytes(bytes) {
  return `${(bytes / 1e6).toLocaleString('en-GB', { maximumFractionDigits: 1 })} MB`;
}
