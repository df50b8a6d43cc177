/** Wakes the one who drains a lane; may be lost, late or doubled, since sweep looks at every lane each minute. */
export interface Doorbell {
  /** `delaySeconds` 0 to 900 (SQS's longest delay); default 0. */
  ring(lane: string, delaySeconds?: number): Promise<void>;
}
