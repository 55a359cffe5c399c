/** A hatched square, drawn as the other icons are. */
export function HatchIcon() {
  return (
    <svg viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" aria-hidden>
      <rect x="4" y="4" width="16" height="16" rx="2" />
      <path d="m4.5 12 7.5-7.5M5 19 19 5M12 19.5l7.5-7.5" />
    </svg>
  );
}
