import { isAccepted, isSettled, type Overview } from '#shared/overview/document.ts';
import { drawFrame, type Surroundings } from './frame.ts';
import { linesToPaste } from './hints.ts';
import { changeLines } from './lines.ts';

/** What is needed of a `tty.WriteStream`. */
export interface Terminal {
  readonly columns: number;
  readonly rows: number;
  write(text: string): unknown;
  on(event: 'resize', listener: () => void): unknown;
  off(event: 'resize', listener: () => void): unknown;
}

/** Where a person watches. */
export interface Display {
  show(document: Overview, around: Surroundings): void;
  /** Leaves the last picture standing. */
  end(): void;
}

/** Redraws one picture in place: on a terminal. */
export function tableDisplay(terminal: Terminal, colors: boolean): Display {
  let drawn: readonly string[] = [];
  // Lines that wrap at the new width cannot be counted any more: begin on an empty screen.
  const onResize = (): void => {
    terminal.write('\u001b[2J\u001b[H');
    drawn = [];
  };
  terminal.on('resize', onResize);
  const write = (lines: readonly string[]): void => {
    if (lines.length === drawn.length && lines.every((line, index) => line === drawn[index])) return;
    const up = drawn.length === 0 ? '' : `\u001b[${drawn.length}A`;
    // One write, each line cleared to its end and the rest below: no flicker, nothing left over.
    terminal.write(`\u001b[?25l${up}\r${lines.map((line) => `${line}\u001b[K\n`).join('')}\u001b[J`);
    drawn = lines;
  };
  return {
    show: (document, around) =>
      write(drawFrame(document, around, { columns: terminal.columns, rows: terminal.rows - 1, colors })),
    end() {
      terminal.off('resize', onResize);
      terminal.write('\u001b[?25h');
    },
  };
}

/** Writes one line for each change: for pipes and log files. */
export function lineDisplay(write: (text: string) => void): Display {
  let before: Overview | undefined;
  let notes: readonly string[] = [];
  let hinted = '';
  return {
    show(document, around) {
      const lines = [...changeLines(before, document), ...around.notes.filter((note) => !notes.includes(note))];
      before = document;
      notes = around.notes;
      const hints = linesToPaste(document.sites, around).join('\n');
      const settled = document.sites.filter(isAccepted).every(isSettled);
      if (settled && hints !== hinted && document.sites.length > 0) {
        lines.push('', hints, '');
        hinted = hints;
      }
      if (lines.length > 0) write(`${lines.join('\n')}\n`);
    },
    end: () => undefined,
  };
}
