import { KubeConfig, makeInformer, NetworkingV1Api } from '@kubernetes/client-node';

// The stock informer on all Ingresses, to be measured: prints its resident bytes once it has heard of as many as it was told.
const [kubeconfig = '', wanted = '0'] = process.argv.slice(2);
const config = new KubeConfig();
config.loadFromFile(kubeconfig);
const api = config.makeApiClient(NetworkingV1Api);
const informer = makeInformer(config, '/apis/networking.k8s.io/v1/ingresses', () => api.listIngressForAllNamespaces());
let heard = 0;
informer.on('add', () => {
  heard += 1;
  if (heard !== Number(wanted)) return;
  setTimeout(() => {
    process.stdout.write(String(process.memoryUsage.rss()));
    process.exit(0);
  }, 2_000);
});
await informer.start();
