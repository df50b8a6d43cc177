/**
 * `invalid`: what was asked has no meaning; `unknown`: it names nothing there is; `conflict`: it does not fit how things
 * stand now, so that nothing was done.
 */
export type CommandFault = 'invalid' | 'unknown' | 'conflict';

/** A person's command that was not obeyed; the message says why and what to do instead. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly fault: CommandFault;
  constructor(fault: CommandFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.fault = fault;
  }
}
