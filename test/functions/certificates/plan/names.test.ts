import { expect, it } from 'vitest';
import { nameHindrance } from '../../../../functions/certificates/plan/names.ts';

it.each(['www.example.com', '*.example.com', 'a.example-internal.com', 'test.example.com', 'mylocal.de'])(
  'nothing is known against %s',
  (name) => expect(nameHindrance(name)).toBeUndefined(),
);

it.each([
  ['app.eu-central-1.elasticbeanstalk.com', "a name of Amazon's"],
  ['x.elb.amazonaws.com', "a name of Amazon's"],
  ['*.cloudfront.net', "a name of Amazon's"],
  ['db.corp.internal', 'no public name'],
  ['*.home.arpa', 'no public name'],
  ['printer.local', 'no public name'],
  ['*.com', 'a whole top-level domain'],
])('%s: %s', (name, why) => {
  const found = nameHindrance(name);
  expect(found?.reason).toBe('CertificateFailed');
  expect(found?.message).toContain(`${name} `);
  expect(found?.message).toContain(why);
  expect(found?.message).toContain('; use a name of a');
});
