/** What `npm start -- --help` prints. */
export const usage = `Usage: npm start -- [options]

Watches Ingress and Service manifests, or those of a cluster, and serves their names from a DNS server on this machine.
No AWS account is used, and nothing is changed in a cluster.

  --manifests DIR      directory of manifests to follow           (default: examples/manifests)
  --kubeconfig FILE    follow a cluster instead, which is only read
  --context NAME       which of that file's contexts              (default: the current one)
  --config FILE        configuration                              (default: examples/sandbox.config.ts)
  --once               end when everything accepted is ready, or at the time-out: exit code 0, or 3
  --json               with --once: print one JSON document on stdout (implies --once)
  --timeout SECONDS    how long --once waits                      (default: 30)
  --data DIR           keep state in DIR over restarts            (default: in memory)
  --dns-port N         public DNS on N, private on N+1; 0: any    (default: 5300)
  --control-port N     where npx firstlight is answered; 0: any (default: DNS port + 2)
  --route53-port N     the local cloud, for other programs        (default: any)
  --https-port N       HTTPS of the first edge, the next has N+1; 0: any (default: 8443)
  --http-port N        their HTTP, which leads to HTTPS           (default: any)
  --seed-zone FILE     records that a zone holds beforehand, as JSON {"zone","view","records"}; may be repeated
  --settle-releases    do not wait for the due time of releases
  --help               show this
`;
