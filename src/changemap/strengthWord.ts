/** Words for a strength 0…1, so that a grey says what it will do. */
export function strengthWord(strength: number): 'keep' | 'retouch' | 'restyle' | 'redraw' | 'reinvent' {
  if (strength <= 0) return 'keep';
  if (strength <= 0.35) return 'retouch';
  if (strength <= 0.6) return 'restyle';
  if (strength <= 0.85) return 'redraw';
  return 'reinvent';
}
