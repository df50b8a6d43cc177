import { styleText } from 'node:util';
import type { Paint } from './table.ts';

/** Where something is drawn. */
export interface Screen {
  readonly columns: number;
  readonly colors: boolean;
}

export type Color = Parameters<typeof styleText>[0];

/** Paints in a colour, where there are colours. */
export const painter = ({ colors }: Pick<Screen, 'colors'>, color: Color): Paint =>
  colors ? (text) => styleText(color, text, { validateStream: false }) : (text) => text;
