import { Stack } from 'aws-cdk-lib';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import type { CheckedConfiguration } from '#shared/domain/configuration.ts';
import type { Place } from '../place.ts';
import type { CreatedEdge } from './created-edge.ts';
import { Edge } from './edge.ts';
import { parameterOf } from './hand-over.ts';
import { tellValues } from './tell-values.ts';

export interface EdgesStackProps {
  readonly configuration: CheckedConfiguration;
  /** Those of one account and region. */
  readonly edges: readonly CreatedEdge[];
  readonly place: Place;
  /** The id of the stack of the functions. */
  readonly functions: string;
}

/**
 * The load balancers of one account and region. A stack of their own: whatever happens to the functions, even their
 * removal, never touches what traffic passes through; docs/adr/0019 says how the two know of each other.
 */
export class EdgesStack extends Stack {
  constructor(scope: Construct, id: string, { configuration, edges, place, functions }: EdgesStackProps) {
    super(scope, id, {
      env: place,
      description: 'Firstlight: the load balancers of its edges',
      terminationProtection: true,
    });
    for (const edge of edges) {
      const made = new Edge(this, edge.name, { configuration, edge, place });
      new StringParameter(this, `HandOver-${edge.name}`, {
        parameterName: parameterOf(functions, edge.name),
        description: `Firstlight: where names of edge ${edge.name} lead`,
        stringValue: this.toJsonString(made.inUse),
      });
      tellValues(this, edge, made);
    }
  }
}
