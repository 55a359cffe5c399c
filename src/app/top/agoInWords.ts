import { tr } from '../../../workers/texts/texts';
import { locale } from '../../../workers/texts/languages';
const dayMs = 86_400_000;
const weekday = new Intl.DateTimeFormat(locale(), { weekday: 'long' });
const date = new Intl.DateTimeFormat(locale(), { day: 'numeric', month: 'long' });

const startOfDay = (atMs: number): number => new Date(atMs).setHours(0, 0, 0, 0);

/** When something was, as people say it: "just now", "20 min ago", "today", "yesterday", "Tuesday", "3 May". Milliseconds since 1970. */
export function agoInWords(thenMs: number, nowMs: number): string {
  const minutes = Math.floor((nowMs - thenMs) / 60_000);
  if (minutes < 1) return tr`just now`;
  if (minutes < 60) return tr`${minutes} min ago`;
  const days = Math.round((startOfDay(nowMs) - startOfDay(thenMs)) / dayMs);
  if (days < 1) return tr`today`;
  if (days === 1) return tr`yesterday`;
  return days < 7 ? weekday.format(thenMs) : date.format(thenMs);
}
