/**
 * Who else keeps the listeners of a load balancer with these tags, for people; undefined: nobody that is known. The AWS
 * Load Balancer Controller tags what it makes (its documentation, "Deployment"), and so does EKS Auto Mode (EKS User
 * Guide, "Create IngressClass to configure an Application Load Balancer" and "Use Service Annotations to configure Network
 * Load Balancers"). What we made may carry the tag of a cluster all the same, as Auto Mode asks for it on target groups.
 */
export function ownerOf(tags: Readonly<Record<string, string>>): string | undefined {
  const controlled = tags['elbv2.k8s.aws/cluster'];
  if (controlled !== undefined) return `the AWS Load Balancer Controller of cluster ${controlled}`;
  const cluster = tags['eks:eks-cluster-name'];
  const isAutomatic = Object.keys(tags).some((tag) => /^(ingress|service)\.eks\.amazonaws\.com\//.test(tag));
  if (!isAutomatic && (cluster === undefined || tags['firstlight:edge'] !== undefined)) return undefined;
  return cluster === undefined ? 'EKS Auto Mode' : `EKS Auto Mode of cluster ${cluster}`;
}

/** A stack of a Service is its namespace and name, as its controller writes them. */
const serviceForm = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\/[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** The Service, `namespace/name`, that a controller made it for; undefined: for an Ingress, a group of them or a Gateway. */
export const serviceOf = (tags: Readonly<Record<string, string>>): string | undefined =>
  ['service.k8s.aws/stack', 'service.eks.amazonaws.com/stack']
    .flatMap((tag) => tags[tag] ?? [])
    .find((stack) => serviceForm.test(stack));
