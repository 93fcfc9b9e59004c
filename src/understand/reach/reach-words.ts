/** What to say where no file of early help is loaded for the year. */
export const NO_REQUESTS =
  'No early help file is loaded for this year, so nobody knows whom early help reached.';
