import type { Message, SessionData } from '../../platform/index.ts';

const KEY = 'record.done';

/** Remembers what was done, with a way back where there is one, for the next page to say. */
export function sayDone(session: SessionData, text: string, undo?: string): void {
  const message: Message = {
    kind: 'success',
    text,
    ...(undo === undefined ? {} : { undo: { action: undo, text: 'Undo' } }),
  };
  session.set(KEY, message);
}

/** What was done just now, said once; false when nothing was. */
export function takeDone(session: SessionData): Message | false {
  const message = session.get(KEY) as Message | undefined;
  if (message === undefined) return false;
  session.set(KEY, undefined);
  return message;
}
