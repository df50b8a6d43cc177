import { join } from 'node:path';

/** Runs `go` in the workspace. @throws what it says */
export type Go = (args: readonly string[], cwd: string) => Promise<string>;

/** A program that is built from published Go modules, once, into a folder that lives on. */
export interface GoProgram {
  /** Also the folder's name. Another version, another flag: another name. */
  readonly name: string;
  /** The file that it comes to be. */
  readonly binary: string;
  readonly linkerFlags: string;
  /** Writes the sources of its module into a folder that is there. */
  write(module: string, go: Go): Promise<void>;
}

export const goProgramIn = (folder: string, { name, binary }: GoProgram): string => join(folder, name, binary);
