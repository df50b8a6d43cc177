import { describe, expect, it } from 'vitest';
import { parseScope, type Scope, scopesOf, scopeText } from '#shared/domain/scope.ts';
import { settings, zonesOnly } from './settings.ts';

describe('a scope', () => {
  it.each<[string, Scope | undefined]>([
    ['all', 'all'],
    ['cluster:demo', 'cluster:demo'],
    ['edge:public', 'edge:public'],
    ['zone:example.com', 'zone:example.com'],
    ['cluster:public', undefined],
    ['edge:example.com', undefined],
    ['zone:Z1', undefined],
    ['app.example.com', 'host:app.example.com'],
    ['App.Example.com.', 'host:app.example.com'],
    ['alle', 'host:alle'],
    ['', undefined],
    ['two words', undefined],
    ['host:app.example.com', undefined],
  ])('%j is read as %s', (text, scope) => {
    expect(parseScope(text, settings())).toBe(scope);
  });

  it.each<[Scope, string]>([
    ['host:app.example.com', 'app.example.com'],
    ['zone:host.example', 'zone:host.example'],
    ['all', 'all'],
  ])('%s is shown as %s', (scope, text) => {
    expect(scopeText(scope)).toBe(text);
  });

  it('covers a site as everything, its cluster, its edge, its zone where that is configured, and its host', () => {
    const site = { host: 'app.example.com', cluster: 'demo', wish: { edge: 'public', zone: 'Z1' } };
    const [all, cluster, edge, zone, host] = [
      'all',
      'cluster:demo',
      'edge:public',
      'zone:example.com',
      'host:app.example.com',
    ];
    expect(scopesOf(site, zonesOnly)).toEqual([all, cluster, edge, zone, host]);
    expect(scopesOf({ ...site, wish: { ...site.wish, zone: 'Z9' } }, zonesOnly)).toEqual([all, cluster, edge, host]);
  });
});
