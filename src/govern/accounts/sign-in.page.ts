import {
  asSystem,
  type Database,
  definePage,
  type FieldError,
  type Page,
  type PageAnswer,
} from '../../platform/index.ts';
import { ROLE_WORDS, safeReturn } from './account.ts';
import { listDemoRoles } from './accounts.store.ts';
import { anyone, anyoneSignedIn, ROLES } from './actor.ts';
import { awaitPassword, awaitsPassword, endSession, startSession } from './find-actor.ts';
import { checkNewPassword } from './password.ts';
import { choosePassword, emailOf, SIGN_IN_FAILED, signIn, signInToDemo } from './sign-in.ts';

/** What the pages of sign-in need to know. */
export interface SignInSettings {
  readonly database: Database;
  /** Whether one-click sign-in is offered: only in the demo, and only on a loopback address. */
  readonly oneClick: boolean;
}

/** The pages through which people come in and go out. */
export function signInPages(settings: SignInSettings): readonly Page[] {
  const pages = [signInPage(settings), choosePasswordPage(settings.database), signOutPage];
  return settings.oneClick ? [...pages, demoPage(settings.database)] : pages;
}

function signInPage(settings: SignInSettings): Page {
  return definePage({
    url: '/sign-in',
    title: 'Sign in',
    who: anyone,
    audit: 'none',
    open: true,
    get: async ({ actor, query }) => {
      if (actor.id !== '') return { redirect: safeReturn(query.to) };
      return showSignIn(settings, { to: safeReturn(query.to) }, []);
    },
    post: async ({ form, session }) => {
      const { email = '', password = '' } = form;
      const values = { email, to: safeReturn(form.to) };
      const missing = missingFields(email, password);
      if (missing.length > 0) return showSignIn(settings, values, missing);
      const result = await signIn(settings.database, { email, password });
      if (!result.ok) {
        return showSignIn(settings, values, [{ field: 'email', sentence: SIGN_IN_FAILED }]);
      }
      if (result.mustChoosePassword) {
        awaitPassword(session, result.accountId);
        return { redirect: '/choose-password' };
      }
      startSession(session, { accountId: result.accountId });
      return { redirect: values.to };
    },
  });
}

function missingFields(email: string, password: string): readonly FieldError[] {
  const errors: FieldError[] = [];
  if (email === '') errors.push({ field: 'email', sentence: 'Enter your email address' });
  if (password === '') errors.push({ field: 'password', sentence: 'Enter your password' });
  return errors;
}

async function showSignIn(
  settings: SignInSettings,
  values: { readonly email?: string; readonly to: string },
  errors: readonly FieldError[],
): Promise<PageAnswer> {
  const demoRoles = settings.oneClick ? await offeredRoles(settings.database) : [];
  return {
    template: 'govern/accounts/sign-in.njk',
    ...(errors.length > 0 ? { status: 400 } : {}),
    data: { form: { values, errors }, errors, to: values.to, demoRoles },
  };
}

/** The roles that someone in the demo has, in the order of the catalogue. */
async function offeredRoles(database: Database) {
  const found = await asSystem(database, 'sign-in', listDemoRoles);
  return ROLES.filter((role) => found.some((one) => one.role === role)).map((role) => ({
    role,
    words: ROLE_WORDS[role],
  }));
}

function demoPage(database: Database): Page {
  return definePage({
    url: '/sign-in/demo',
    title: 'Sign in to the demo',
    who: anyone,
    audit: 'none',
    open: true,
    post: async ({ form, session }) => {
      const roles = await asSystem(database, 'sign-in', listDemoRoles);
      const chosen = roles.find((one) => one.role === form.role);
      if (!chosen) return { redirect: '/sign-in' };
      await signInToDemo(database, chosen.id);
      startSession(session, { accountId: chosen.id, membership: chosen });
      return { redirect: safeReturn(form.to) };
    },
  });
}

function choosePasswordPage(database: Database): Page {
  return definePage({
    url: '/choose-password',
    title: 'Choose a password',
    who: anyone,
    audit: 'none',
    open: true,
    get: async ({ session }) =>
      awaitsPassword(session) === null ? { redirect: '/sign-in' } : showChoosePassword([]),
    post: async ({ form, session }) => {
      const accountId = awaitsPassword(session);
      const email = accountId === null ? null : await emailOf(database, accountId);
      if (accountId === null || email === null) return { redirect: '/sign-in' };
      const { password = '', again = '' } = form;
      const errors = checkNewPassword({ password, again, email });
      if (errors.length > 0) return showChoosePassword(errors);
      const result = await choosePassword(database, accountId, password);
      if (!result.ok) return { redirect: '/sign-in' };
      startSession(session, { accountId });
      return { redirect: '/' };
    },
  });
}

function showChoosePassword(errors: readonly FieldError[]): PageAnswer {
  return {
    template: 'govern/accounts/choose-password.njk',
    ...(errors.length > 0 ? { status: 400 } : {}),
    data: { form: { values: {}, errors }, errors },
  };
}

const signOutPage = definePage({
  url: '/sign-out',
  title: 'Sign out',
  who: anyoneSignedIn,
  audit: 'changes',
  post: async ({ actor, session, audit }) => {
    await audit({ action: 'account.signed-out', subjectKind: 'account', subjectId: actor.id });
    endSession(session);
    return { redirect: '/sign-in' };
  },
});
