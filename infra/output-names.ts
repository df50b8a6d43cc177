/** The name of an output that each cluster has: `HelmInstall` and `eu-west` are `HelmInstallEuWest`. */
export const perCluster = (output: string, cluster: string): string =>
  output + cluster.replaceAll(/(^|-)(\w)/g, (_, _dash, letter: string) => letter.toUpperCase());

/** The values of the chart that only the deployment knows, as `helm --set-string` takes them. */
export const helmValuesOutput = (cluster: string): string => perCluster('HelmValues', cluster);
