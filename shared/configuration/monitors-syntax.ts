import { matching, type TextRule } from './syntax.ts';

export const contact: TextRule & { readonly instead: string } = {
  noun: 'a contact',
  instead: "write its id or exact name, as the provider's page shows it",
  test: matching(/^\S.{0,248}\S$|^\S$/),
};

export const status: TextRule = {
  noun: 'a code or class of HTTP',
  instead: "write codes such as '401' and classes such as '2xx'",
  test: matching(/^[1-5](xx|\d\d)$/),
};

export const path: TextRule = {
  noun: 'a path',
  instead: 'write one that begins with one "/", such as /healthz',
  test: matching(/^\/(?!\/)[!-~]{0,500}$/),
};

export const adopted: TextRule = {
  noun: 'a monitor',
  instead: 'write its id or exact name',
  test: matching(/^.{1,250}$/),
};
