/** Builds once and keeps what was built; a start that failed is tried again by the next who asks. */
export function buildOnce<Built>(build: () => Promise<Built>): () => Promise<Built> {
  let started: Promise<Built> | undefined;
  return () => {
    started ??= build().catch((error: unknown) => {
      started = undefined;
      throw error;
    });
    return started;
  };
}
