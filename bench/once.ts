// Does one piece of work in a process of its own and prints the most memory it took, in MB:
// once.ts check|parse FILE. A bare parse loads nothing of ours.
const [work, path = ''] = process.argv.slice(2);
if (work === 'check') {
  const { check } = await import('./returns.ts');
  await check(path);
} else {
  const { parse } = await import('./bare-parse.ts');
  await parse(path);
}
process.stdout.write(`${Math.round(process.resourceUsage().maxRSS / 1024)}\n`);
