// The oldest Node that builds and tests Sfumato.
const oldest = [20, 19];

/** A sentence where this Node is too old, else null. `version`: as process.versions.node has it. */
export function tooOldNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return null;
  return (
    `Sfumato needs Node ${oldest.join('.')} or newer; this is Node ${version}. Install a current one ` +
    'from https://nodejs.org, then run this again.'
  );
}
