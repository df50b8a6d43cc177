/** The same port, each of its calls by way of `ask`. */
export const through = <Port extends object>(
  port: Port,
  ask: (what: string, run: () => Promise<unknown>) => Promise<unknown>,
): Port =>
  new Proxy(port, {
    get(target, name) {
      const call: unknown = Reflect.get(target, name);
      if (typeof call !== 'function') return call;
      return (...given: readonly unknown[]) => ask(String(name), async () => Reflect.apply(call, target, given));
    },
  });
