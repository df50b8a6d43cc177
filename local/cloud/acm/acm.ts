import { answerWith } from '../model-options.ts';
import { advanceTime, type ModelTime } from '../model-time.ts';
import { draw } from '../route53/buckets.ts';
import type { Route53Request } from '../route53/request.ts';
import type { Route53Response } from '../route53/xml-out.ts';
import { signedRegion } from '../sts/signed-region.ts';
import { answerJson, answerRefusal, isRefusal, readJson, refusals } from './answer.ts';
import { type Place, placeKey, placeOf, type StoredCertificate } from './certificate.ts';
import { advance } from './lifecycle.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { listCertificates } from './list.ts';
import { type Action, actionOf } from './operations.ts';
import type { AcmOptions } from './options.ts';
import { deleteCertificate, describeCertificate } from './reads.ts';
import { requestCertificate } from './request-certificate.ts';
import { givenCertificate } from './seed.ts';
import { type Ask, emptyPlace, type Held, loadPlaces, Snapshot, storePlaces } from './state.ts';
import { addTags, listTags } from './tags.ts';

const onlyAccount = '000000000000';

/**
 * AWS Certificate Manager in all accounts and regions, as a state machine: no sockets, no clock, no chance. It issues nothing for
 * what public DNS does not show, and refuses what the real one refuses. Unlike the real one it does not check signatures.
 */
export class Acm {
  readonly #options: AcmOptions;
  readonly #limits: Limits;
  readonly #calls = new Map<Action, number>();
  #places = new Map<string, Held>();
  #time: { time: ModelTime } = { time: { lastMs: 0, aheadMs: 0 } };

  constructor(options: AcmOptions) {
    this.#options = options;
    this.#limits = { ...defaultLimits, ...options.limits };
    this.#addMissing();
  }

  /** Answers one request of the AWS JSON protocol at the moment `nowMs`; never throws on what a request says. */
  handle(request: Route53Request, nowMs: number): Route53Response {
    const action = actionOf(request.headers);
    const asked = { action: action ?? 'unknown', request, nowMs, calls: this.#calls } as const;
    return answerWith(this.#options, asked, () => this.#answer(request, action, nowMs));
  }

  /** How often each action was called so far, faults and refusals included. */
  calls(): Readonly<Partial<Record<Action, number>>> {
    return Object.fromEntries(this.#calls);
  }

  /** All certificates as they are by now: what passes without anybody asking happens here, too. */
  certificates(nowMs: number): readonly StoredCertificate[] {
    const timeMs = advanceTime(this.#time, nowMs);
    return [...this.#places.keys()].flatMap((key) => {
      const place = placeOf(key);
      return [...this.#held(place).certificates.values()].map((one) => this.#look(place, one, timeMs));
    });
  }

  /** One certificate as it is by now. */
  certificate(arn: string, nowMs: number): StoredCertificate | undefined {
    const [, , , region = '', account = ''] = arn.split(':');
    const found = this.#places.get(placeKey({ account, region }))?.certificates.get(arn);
    return found === undefined ? undefined : this.#look({ account, region }, found, advanceTime(this.#time, nowMs));
  }

  /** A person who deletes a certificate, whatever uses it. */
  remove(arn: string): void {
    for (const { certificates } of this.#places.values()) certificates.delete(arn);
  }

  snapshot(): Snapshot {
    return { version: 1, time: this.#time.time, places: storePlaces(this.#places) };
  }

  /** Goes on where a snapshot was taken; certificates of the options that it lacks are added. @throws z.ZodError on other JSON. */
  restore(snapshot: unknown): void {
    const { time, places } = Snapshot.parse(snapshot);
    this.#time = { time };
    this.#places = loadPlaces(places);
    this.#addMissing();
  }

  #addMissing(): void {
    for (const given of this.#options.certificates ?? []) {
      const made = givenCertificate(given);
      const { certificates } = this.#held(given);
      if (!certificates.has(made.arn)) certificates.set(made.arn, made);
    }
  }

  #held(place: Place): Held {
    const key = placeKey(place);
    const held = this.#places.get(key) ?? emptyPlace();
    this.#places.set(key, held);
    return held;
  }

  #answer(request: Route53Request, action: Action | undefined, nowMs: number): Route53Response {
    const timeMs = advanceTime(this.#time, nowMs);
    if (action === undefined) return answerRefusal(refusals.unknownOperation(request.headers['x-amz-target'] ?? ''));
    const caller = this.#options.callers?.callerOf(request, nowMs);
    if (caller !== undefined && 'code' in caller) return answerRefusal(caller);
    const place = { account: caller?.account ?? onlyAccount, region: signedRegion(request.headers) };
    const input = readJson(request.body);
    if (isRefusal(input)) return answerRefusal(input);
    const held = this.#held(place);
    const perSecond = this.#limits.requestsPerSecond[action];
    const limit = { capacity: perSecond, refillPerSecond: perSecond };
    const drawn = draw(held.buckets, [{ bucket: action, limit, tokens: 1 }], timeMs);
    if (drawn === undefined) return answerRefusal(refusals.throttling);
    held.buckets = drawn;
    const answer = acts[action]({ place, held, limits: this.#limits, ...this.#around(place, timeMs), ...input });
    return isRefusal(answer) ? answerRefusal(answer) : answerJson(200, answer);
  }

  #around(place: Place, nowMs: number): Pick<Ask, 'users' | 'look' | 'nowMs'> {
    const { users } = this.#options;
    const ask = (as: 'known' | 'actual') => (arn: string) => users?.usersOf(arn, nowMs, as) ?? [];
    return {
      nowMs,
      users: { known: ask('known'), actual: ask('actual') },
      look: (certificate) => this.#look(place, certificate, nowMs),
    };
  }

  #look(place: Place, before: StoredCertificate, nowMs: number): StoredCertificate {
    const inUse = (this.#options.users?.usersOf(before.arn, nowMs, 'actual').length ?? 0) > 0;
    const { names, onAvailable } = this.#options;
    const after = advance(before, { account: place.account, names, limits: this.#limits, inUse, nowMs });
    if (after === before) return before;
    this.#held(place).certificates.set(after.arn, after);
    const action = before.status === 'ISSUED' ? 'RENEWAL' : 'ISSUANCE';
    if (after.status === 'ISSUED' && after.notAfterMs !== before.notAfterMs)
      onAvailable?.({ ...place, arn: after.arn, action });
    return after;
  }
}

const acts: Readonly<Record<Action, (ask: Ask) => object>> = {
  RequestCertificate: requestCertificate,
  DescribeCertificate: describeCertificate,
  ListCertificates: listCertificates,
  ListTagsForCertificate: listTags,
  AddTagsToCertificate: addTags,
  DeleteCertificate: deleteCertificate,
};
