import { describe, expect, it } from 'vitest';
import { attributes, edge, ofType, resourcesOf } from './edges.ts';

const nlb = edge({ type: 'nlb', tcpPorts: [{ port: 8443 }, { port: 25, targetPort: 2525 }] });

describe('a Network Load Balancer', () => {
  it('has a security group from the start, as it takes none later', () => {
    const [balancer] = ofType(resourcesOf(nlb), 'LoadBalancer');
    expect(balancer).toMatchObject({ Type: 'network', SecurityGroups: [expect.anything()] });
    expect(attributes(balancer?.['LoadBalancerAttributes'])).toMatchObject({
      'deletion_protection.enabled': 'true',
      'load_balancing.cross_zone.enabled': 'true',
    });
  });

  it('ends TLS, and hands plain HTTP to a target of its own', () => {
    const listeners = ofType(resourcesOf(nlb), 'Listener');
    const to = (port: number) => JSON.stringify(listeners.find((one) => one['Port'] === port)?.['DefaultActions']);
    expect(listeners.map((one) => `${one['Port']} ${one['Protocol']}`).sort()).toEqual([
      '25 TCP',
      '443 TLS',
      '80 TCP',
      '8443 TCP',
    ]);
    expect(to(80)).toContain('Plain');
    expect(to(443)).toContain('Decrypted');
    expect(to(8443)).toContain('Tcp8443');
  });

  it('tells the client by the proxy protocol, but not to what is passed through as it is', () => {
    const groups = ofType(resourcesOf(nlb), 'TargetGroup');
    const told = groups.map(({ id, Port, ...group }) => [
      id.replace(/^.*vpc01234567/, '').slice(0, -8),
      Port,
      attributes(group['TargetGroupAttributes'])['proxy_protocol_v2.enabled'],
    ]);
    expect(told.sort()).toEqual([
      ['Decrypted', 443, 'true'],
      ['Plain', 80, 'true'],
      ['Tcp25', 25, 'false'],
      ['Tcp8443', 8443, 'false'],
    ]);
  });

  it('hands on to ports of nodes', () => {
    const targets = { kind: 'instance', nodePort: 30443, plainNodePort: 30080 };
    const groups = ofType(resourcesOf(edge({ type: 'nlb', targets })), 'TargetGroup');
    expect(groups.map(({ Port, TargetType }) => `${TargetType} ${Port}`)).toEqual(['instance 30443', 'instance 30080']);
  });
});
