// Plain JavaScript on purpose: it must still run, and explain itself, on the Node that cannot run the rest.
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  console.error(
    `Node 24 is needed and ${process.version} was found. It is a dev dependency: run "npm ci", or "npm rebuild node" if install scripts were off.`,
  );
  process.exit(1);
}
