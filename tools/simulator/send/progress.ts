import { grouped } from './report.ts';

export interface Terminal {
  readonly isTTY?: boolean;
  readonly write: (text: string) => unknown;
}

export interface Progress {
  readonly events: (more: number) => void;
  /** Something to tell beside the count, until the next count. */
  readonly remark: (text: string) => void;
  /** Takes the line away. */
  readonly end: () => void;
}

/** Milliseconds from one drawing to the next. */
const PAUSE = 100;

/** A line with count and rate that is drawn over itself; on anything but a terminal, nothing. */
export const createProgress = (terminal: Terminal, total: number | undefined): Progress => {
  if (!terminal.isTTY) return { events: () => {}, remark: () => {}, end: () => {} };
  const start = performance.now();
  let sent = 0;
  let drawn = 0;
  const draw = (remark: string) => {
    const now = performance.now();
    const rate = Math.round((sent * 1000) / Math.max(now - start, 1));
    const of = total === undefined ? '' : ` of ${grouped(total)}`;
    terminal.write(`\r\u001b[K  ${grouped(sent)}${of} events · ${grouped(rate)} a second${remark}`);
    drawn = now;
  };
  return {
    events: more => {
      sent += more;
      if (performance.now() - drawn >= PAUSE) draw('');
    },
    remark: text => draw(` · ${text}`),
    end: () => terminal.write('\r\u001b[K'),
  };
};
