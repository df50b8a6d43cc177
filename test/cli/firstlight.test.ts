import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const program = fileURLToPath(new URL('../../cli/firstlight.ts', import.meta.url));
const run = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
};

describe('the firstlight command', () => {
  it.each([[['--help']], [['-h']], [[]]])('lists its commands for %j', (args) => {
    expect(run(...args)).toEqual({ status: 0, stderr: '', stdout: expect.stringContaining('firstlight start --help') });
  });

  it('tells its version', () => {
    expect(run('--version')).toEqual({ status: 0, stderr: '', stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });

  it('starts the same program as npm start', () => {
    expect(run('start', '--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('--manifests DIR') });
    expect(run('start', '--dns-port', 'x')).toMatchObject({ status: 1, stderr: expect.stringMatching(/is no port/) });
  });

  it('refuses what it does not know in one clear line', () => {
    const { status, stderr } = run('approve\u001b', 'all');
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: 'firstlight: there is no command "approve\\u001b"; firstlight --help lists them\n',
    });
  });
});
