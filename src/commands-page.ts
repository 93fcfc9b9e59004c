import { commandHelp, helpText } from './help.ts';
import type { Command } from './platform/index.ts';

/** The page docs/commands.md: what `headwater help` says, of every command. */
export function commandsPage(commands: readonly Command[]): string {
  const sections = commands.map(
    (command) => `## headwater ${command.name}\n\n\`\`\`text\n${commandHelp(command)}\n\`\`\`\n`,
  );
  return [
    '# The command line',
    '',
    'Written from the commands themselves by `npm run docs:commands`; a test holds it true.',
    'Run them as `npx headwater <command>` in the project, or `script/headwater <command>`.',
    '',
    `\`\`\`text\n${helpText(commands)}\n\`\`\``,
    '',
    ...sections,
  ].join('\n');
}
