import { writeFileSync } from 'node:fs';
import { commandsPage } from '../src/commands-page.ts';
import { COMMANDS } from '../src/wings.ts';

writeFileSync(new URL('../docs/commands.md', import.meta.url), commandsPage(COMMANDS));
