import * as z from 'zod';
import { invalidInput, noSuchHealthCheck, noSuchHostedZone, type Refusal } from './refusal.ts';
import type { State } from './state.ts';
import { checksOf } from './stored-health-check.ts';
import { parseDocument } from './xml-in.ts';
import type { XmlTree } from './xml-out.ts';

type Tags = Readonly<Record<string, string>>;

/** Source: API reference, ChangeTagsForResource and Tag: at most 10 tags, keys of 128 and values of 256 characters. */
const most = { tags: 10, ids: 10 };
const key = z.string().min(1).max(128);
const Changes = z.strictObject({
  AddTags: z
    .strictObject({
      Tag: z
        .array(z.strictObject({ Key: key, Value: z.string().max(256).default('') }))
        .min(1)
        .max(most.tags),
    })
    .optional(),
  RemoveTagKeys: z.strictObject({ Key: z.array(key).min(1).max(most.tags) }).optional(),
});
const Resources = z.strictObject({
  ResourceIds: z.strictObject({ ResourceId: z.array(z.string().max(64)).min(1).max(most.ids) }),
});

/** ListTagsForResource: the tags of one hosted zone or health check. Source: API reference. */
export function listTags(state: State, type: string, id: string): XmlTree | Refusal {
  return unknownResource(state, type, id) ?? { ResourceTagSet: tagSet(state, type, id) };
}

/** ListTagsForResources: of up to ten. Source: API reference; one that is unknown fails the request. */
export function listTagsOfSeveral(state: State, type: string, body: string): XmlTree | Refusal {
  const document = parseDocument(body, 'ListTagsForResourcesRequest');
  if ('code' in document) return document;
  const read = Resources.safeParse(document.tree);
  if (!read.success) return invalidInput('Invalid ResourceIds');
  const ids = read.data.ResourceIds.ResourceId;
  const unknown = ids.map((id) => unknownResource(state, type, id)).find((refusal) => refusal !== undefined);
  return unknown ?? { ResourceTagSets: { ResourceTagSet: ids.map((id) => tagSet(state, type, id)) } };
}

/** ChangeTagsForResource: removes and adds. Source: API reference. */
export function changeTags(state: State, { type, id }: { type: string; id: string }, body: string): XmlTree | Refusal {
  const refusal = unknownResource(state, type, id);
  if (refusal !== undefined) return refusal;
  const document = parseDocument(body, 'ChangeTagsForResourceRequest');
  if ('code' in document) return document;
  const read = Changes.safeParse(document.tree);
  if (!read.success) return invalidInput('Invalid tags');
  const { AddTags, RemoveTagKeys } = read.data;
  if (AddTags === undefined && RemoveTagKeys === undefined) return invalidInput('Neither AddTags nor RemoveTagKeys');
  const gone = new Set(RemoveTagKeys?.Key);
  const kept = Object.entries(tagsOf(state, type, id)).filter(([name]) => !gone.has(name));
  const tags = Object.fromEntries([...kept, ...(AddTags?.Tag ?? []).map(({ Key, Value }) => [Key, Value] as const)]);
  if (Object.keys(tags).length > most.tags) return invalidInput(`More than ${most.tags} tags`);
  state.tags.set(`${type}/${id}`, tags);
  return {};
}

function unknownResource(state: State, type: string, id: string): Refusal | undefined {
  if (type === 'hostedzone') return state.zones.has(id) ? undefined : noSuchHostedZone(id);
  if (type === 'healthcheck') return checksOf(state).has(id) ? undefined : noSuchHealthCheck(id);
  return invalidInput(`Invalid resource type ${type}`);
}

const tagsOf = (state: State, type: string, id: string): Tags => state.tags.get(`${type}/${id}`) ?? {};

const tagSet = (state: State, type: string, id: string): XmlTree => ({
  ResourceType: type,
  ResourceId: id,
  Tags: { Tag: Object.entries(tagsOf(state, type, id)).map(([Key, Value]) => ({ Key, Value })) },
});
