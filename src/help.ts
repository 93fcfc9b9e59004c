import type { Command } from './platform/index.ts';

/** All commands, a line each. */
export function helpText(commands: readonly Command[]): string {
  const width = Math.max(...commands.map((command) => command.name.length));
  return [
    'headwater <command> [options]',
    '',
    ...commands.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`),
    '',
    'Every command takes:',
    '  --json             the whole result as JSON, money in pence',
    '  --authority CODE   which authority; may be left out when there is only one',
    '  --as EMAIL         act as this person; else as the operator, which is audited',
    '',
    'Exit status: 0 fine, 1 found problems, 2 cannot. More: headwater help <command>',
  ].join('\n');
}

/** One command, explained. */
export function commandHelp(command: Command): string {
  const options = Object.entries(command.options).map(([name, option]) => ({
    name: `--${name}${option.value ? ` ${option.value}` : ''}`,
    explanation: option.explanation,
  }));
  const width = Math.max(0, ...options.map((option) => option.name.length));
  return [
    `headwater ${command.name} ${command.usage}`.trimEnd(),
    '',
    command.summary,
    '',
    command.explanation,
    ...(options.length > 0 ? ['', 'Options:'] : []),
    ...options.map((option) => `  ${option.name.padEnd(width)}  ${option.explanation}`),
  ].join('\n');
}
