/** What a worker answered. Throws its fault's message. */
export async function valueOf<T>(
  outcome: Promise<{ readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: { readonly message: string } }>,
): Promise<T> {
  const settled = await outcome;
  if (!settled.ok) throw new Error(settled.fault.message);
  return settled.value;
}
