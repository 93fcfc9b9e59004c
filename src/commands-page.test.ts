import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { commandsPage } from './commands-page.ts';
import { COMMANDS } from './wings.ts';

test('the page of commands says what the commands say (npm run docs:commands writes it)', () => {
  const page = readFileSync(new URL('../docs/commands.md', import.meta.url), 'utf8');
  assert.equal(page, commandsPage(COMMANDS));
});

test('every command and every option of it is explained', () => {
  for (const command of COMMANDS) {
    assert.ok(command.summary.length > 10 && command.explanation.length > 10, command.name);
    for (const [name, option] of Object.entries(command.options)) {
      assert.ok(option.explanation.length > 3, `${command.name} --${name}`);
    }
  }
});
