import type { Refusal } from './refusal.ts';

/** What a request is answered with; the body is XML. */
export interface Route53Response {
  /** 0 only where a fault breaks the connection. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Only where a fault delays the answer. */
  readonly lateMs?: number;
}

/** A tree to be written as XML: an array repeats its element, undefined is left out. */
export type XmlTree = string | number | boolean | undefined | { readonly [tag: string]: XmlTree | readonly XmlTree[] };

const namespace = 'https://route53.amazonaws.com/doc/2013-04-01/';
const headers = { 'content-type': 'text/xml' };

export const answerXml = (root: string, tree: XmlTree, requestId: string): Route53Response => ({
  status: 200,
  headers: { ...headers, 'x-amzn-requestid': requestId },
  body: writeDocument(root, namespace, tree),
});

export const writeDocument = (root: string, xmlns: string, tree: XmlTree): string =>
  `<?xml version="1.0"?>\n<${root} xmlns="${xmlns}">${writeChildren(tree)}</${root}>`;

/**
 * The error document. InvalidChangeBatch carries its problems twice: in brackets in Message, as users quote it, and one by one
 * in `messages`, the member that the SDK's model names.
 */
export function answerRefusal(refusal: Refusal, requestId: string): Route53Response {
  const { status, code, message, messages } = refusal;
  const error = {
    Type: status < 500 ? 'Sender' : 'Receiver',
    Code: code,
    Message: message,
    messages: messages === undefined ? undefined : { Message: messages },
  };
  const { body } = answerXml('ErrorResponse', { Error: error, RequestId: requestId }, requestId);
  return { status, headers: { ...headers, 'x-amzn-requestid': requestId }, body };
}

function writeElement(tag: string, content: XmlTree | readonly XmlTree[]): string {
  if (content === undefined) return '';
  if (isList(content)) return content.map((item) => writeElement(tag, item)).join('');
  return `<${tag}>${writeChildren(content)}</${tag}>`;
}

function writeChildren(content: XmlTree): string {
  if (content === undefined) return '';
  if (typeof content !== 'object') return escapeText(String(content));
  return Object.entries(content)
    .map(([tag, child]) => writeElement(tag, child))
    .join('');
}

const isList = (content: XmlTree | readonly XmlTree[]): content is readonly XmlTree[] => Array.isArray(content);

/** Control characters that XML 1.0 cannot hold become U+FFFD: an error that quotes them must still be readable. */
const escapeText = (text: string): string =>
  text
    .replaceAll(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replaceAll(/[&<>"'\r\n]/g, (character) => `&#${character.charCodeAt(0)};`);
