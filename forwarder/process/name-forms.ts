/** Kubernetes, "Object Names and IDs": DNS labels. */
export const namespaceForm = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
/** Names and ARNs of buses (Amazon EventBridge API reference, PutEventsRequestEntry, EventBusName). */
export const busForm = /^(arn:aws[\w-]*:events:([a-z]{2}(?:-[a-z]+)+-\d):\d{12}:event-bus\/)?[/.\-_A-Za-z0-9]{1,256}$/;
/** Amazon S3 User Guide, "General purpose bucket naming rules". */
export const bucketForm = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
export const regionForm = /^[a-z]{2}(-[a-z]+)+-\d$/;
/** `namespace/name` of a Service (Kubernetes, "Object Names and IDs": labels). */
export const serviceForm = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\/[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
