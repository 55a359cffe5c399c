/** The mark: one disc melting into another. */
export function Mark({ className }: { readonly className: string | undefined }) {
  return (
    <span className={className} aria-hidden>
      <svg viewBox="0 0 24 24">
        <defs>
          <linearGradient id="melt">
            <stop offset=".2" stopColor="var(--accent)" />
            <stop offset="1" stopColor="var(--accent)" stopOpacity="0" />
          </linearGradient>
        </defs>
        <circle cx="14" cy="12" r="8" fill="var(--text)" fillOpacity=".28" />
        <circle cx="10" cy="12" r="8" fill="url(#melt)" />
      </svg>
    </span>
  );
}
