import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** Loaded before a process's own code: at its end it tells, in the file that PEAK_FILE names, what memory it took at most, in MB. */
const file = process.env.PEAK_FILE;
const status = '/proc/self/status';

/** Linux counts into `maxRSS` what the parent held when it started the process, but not into the high-water mark. */
const peakKilobytes = (): number =>
  existsSync(status)
    ? Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(status, 'utf8'))?.[1])
    : process.resourceUsage().maxRSS;

process.on('exit', () => {
  if (file !== undefined) writeFileSync(file, String(peakKilobytes() / 1024));
});
