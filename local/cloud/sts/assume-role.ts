import * as z from 'zod';
import type { CallerRefusal } from './callers.ts';

/** What a request to assume a role asks for. */
export interface AssumeRole {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly externalId?: string;
  readonly durationSeconds: number;
}

/** Lengths, patterns and the default duration of the API reference, AssumeRole. */
const Form = z.object({
  RoleArn: z
    .string()
    .max(2048)
    .regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/),
  RoleSessionName: z.string().regex(/^[\w+=,.@-]{2,64}$/),
  ExternalId: z
    .string()
    .regex(/^[\w+=,.@:/-]{2,1224}$/)
    .optional(),
  DurationSeconds: z.coerce.number().int().min(900).max(43_200).default(3600),
});

export function readAssumeRole(form: URLSearchParams): AssumeRole | CallerRefusal {
  const read = Form.safeParse(Object.fromEntries(form));
  if (!read.success) {
    const field = read.error.issues[0]?.path.join('.');
    const message = `1 validation error detected: Value at '${field}' failed to satisfy constraint`;
    return { status: 400, code: 'ValidationError', message };
  }
  const { RoleArn, RoleSessionName, ExternalId, DurationSeconds } = read.data;
  const asked = { roleArn: RoleArn, sessionName: RoleSessionName, durationSeconds: DurationSeconds };
  return ExternalId === undefined ? asked : { ...asked, externalId: ExternalId };
}
