import { defineConfig } from 'firstlight';

/**
 * One cluster with a public and a private way in, whose load balancers the deployment makes. Copy it and put in your own
 * ids; begin with `mode: 'observe'`.
 */
export default defineConfig({
  hub: { account: '123456789012', region: 'eu-central-1' },
  mode: 'sync',
  zones: [
    { name: 'example.com', id: 'Z0EXAMPLEPUBLIC01', view: 'public' },
    { name: 'example.com', id: 'Z0EXAMPLEPRIVATE1', view: 'private' },
    { name: 'int.example.com', id: 'Z0EXAMPLEPRIVATE2', view: 'private' },
  ],
  clusters: [{ name: 'demo', ephemeral: ['pr-*'] }],
  edges: [
    {
      name: 'public',
      cluster: 'demo',
      view: 'public',
      classes: ['public'],
      domains: ['example.com'],
      loadBalancer: {
        create: {
          vpcId: 'vpc-0a1b2c3d4e5f60718',
          subnetIds: ['subnet-0a1b2c3d4e5f60711', 'subnet-0a1b2c3d4e5f60712'],
        },
      },
    },
    {
      name: 'private',
      cluster: 'demo',
      view: 'private',
      classes: ['private'],
      domains: ['example.com', 'int.example.com'],
      loadBalancer: {
        create: {
          vpcId: 'vpc-0a1b2c3d4e5f60718',
          subnetIds: ['subnet-0a1b2c3d4e5f60721', 'subnet-0a1b2c3d4e5f60722'],
        },
      },
    },
  ],
  hosts: {
    default: 'allow',
    rules: [
      // The bare domain and everything about money is spoken for, whoever asks first.
      { hosts: ['example.com', 'www.example.com'], namespaces: ['website'] },
      { hosts: ['pay.example.com', '**.pay.example.com'], namespaces: ['payments'] },
      { hosts: ['**.preview.example.com'], namespaces: ['shop', 'pr-*'] },
    ],
  },
  services: { edge: 'public', traefik: ['traefik/traefik'] },
});
