/**
 * Prints the change batch that marks records as those of an object, where external-dns has no place for its mark (the
 * apex of a zone, a long first label): docs/migrating-from-external-dns.md says when.
 *
 *     npx node tools/ownership-mark.mjs OWNER_ID RESOURCE ZONE HOST TYPE...
 */
import { hashedName } from '../functions/dns/plan/ownership-name.ts';
import { formatOwnership } from '../functions/dns/plan/ownership-text.ts';

const [ownerId, resource, zoneName, name, ...types] = process.argv.slice(2);
if (types.length === 0 || !/^[a-z]+\/[^/]+\/[^/]+$/.test(resource)) {
  process.stderr.write(
    'write OWNER_ID RESOURCE ZONE HOST TYPE..., as in: demo ingress/web/home example.com example.com A AAAA\n',
  );
  process.exit(1);
}

const ownership = { format: 'external-dns-0.22', prefix: '', suffix: '', wildcardReplacement: '' };
const changes = types.map((type) => {
  const owned = { name, type: type.toLowerCase() };
  const value = formatOwnership({ heritage: 'firstlight', ownerId, resource, owned });
  const txt = hashedName({ record: { name, type }, zoneName, ownership });
  return {
    Action: 'CREATE',
    ResourceRecordSet: { Name: txt, Type: 'TXT', TTL: 300, ResourceRecords: [{ Value: value }] },
  };
});
process.stdout.write(`${JSON.stringify({ Changes: changes }, null, 2)}\n`);
