export const usage = `Usage: node forwarder/main.ts --cluster NAME --bus NAME [options]

Follows the objects of a cluster and tells the bus of a deployed Firstlight what exists in it: of the cluster that this
process is a pod of, of another one by its kubeconfig, or of a directory of manifests that stands for one.

  --cluster NAME       the cluster, as in the configuration
  --bus NAME|ARN       the bus of the deployment: its output BusName, or BusArn
  --region REGION      its region                       (default: that of the ARN, else AWS_REGION)

A cluster:
  --kubeconfig FILE    how it is reached                (default: as a pod of it)
  --context NAME       which of the file's contexts     (default: the current one)
  --namespace NAME     where the Lease is that replicas share (default: that of the pod, or of the context)
  --status-bucket NAME keeps Site objects and Events: the output StatusBucket (default: nothing is shown there)
  --annotate-service NAMESPACE/NAME   may get the certificates of its load balancer named; may be repeated
  --listen [HOST:]PORT /healthz, /readyz and /metrics   (default: in a pod 8080, else nowhere; HOST outside: 127.0.0.1)

A directory:
  --manifests DIR      directory of manifests (*.yaml, *.yml, *.json)
  --data DIR           keep the epoch in DIR, so that a clock that goes back does no harm
  --once               say everything once and end: 0 all said, 3 not all said or not all readable
  --timeout SECONDS    how long --once tries            (default: 60)

  --help               show this

Credentials of AWS are found as in the AWS SDK and CLI; needed is events:PutEvents on the bus as source
firstlight.cluster.NAME, and s3:GetObject on status/NAME/* of the bucket. SIGTERM and SIGINT: what is known is said, for at most five seconds, then it ends with 0.
`;
