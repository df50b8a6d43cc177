import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** The process that has a TCP connection with this local port (proc(5), `/proc/net/tcp` and `/proc/PID/fd`). */
export function processAtPort(port: number): number {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const rows = readFileSync('/proc/net/tcp', 'utf8')
    .split('\n')
    .map((row) => row.trim().split(/\s+/));
  const inodes = new Set(rows.filter(([, local]) => local?.endsWith(wanted)).map((row) => `socket:[${row[9]}]`));
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    if (linksOf(`/proc/${pid}/fd`).some((link) => inodes.has(link))) return Number(pid);
  }
  throw new Error(`no process has a connection at port ${port}`);
}

/** Processes end while they are looked at. */
function linksOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder).map((name) => readlinkSync(`${folder}/${name}`));
  } catch {
    return [];
  }
}
