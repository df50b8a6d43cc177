/** On-demand prices in US dollars, us-east-1, as AWS lists them in 2026; other regions differ by up to a third. */
export const prices = {
  /** Amazon DynamoDB pricing, on-demand: a million request units; a GB of storage and of backups a month. */
  readUnits: 0.125e-6,
  writeUnits: 0.625e-6,
  storageGb: 0.25 + 0.2,
  /** AWS Lambda pricing, arm64: a request; a second of a GB. */
  call: 0.2e-6,
  gbSecond: 0.0000133334,
  /** Amazon SQS pricing, standard queues: a request. */
  queueRequest: 0.4e-6,
  /** Amazon S3 pricing, S3 Standard: a PUT, a GET. */
  bucketPut: 5e-6,
  bucketGet: 0.4e-6,
  /** Amazon EventBridge pricing, custom events: 64 KB of an event. */
  event: 1e-6,
  /** Amazon CloudWatch pricing: an alarm, a metric; a GB of logs taken in. */
  alarm: 0.1,
  metric: 0.3,
  logGb: 0.5,
} as const;
