/** A request as a model of the cloud gets it. */
export interface Route53Request {
  readonly method: string;
  /** Without the query, e.g. `/2013-04-01/hostedzone/Z1/rrset`. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
