interface Page extends EventTarget {
  readonly visibilityState: DocumentVisibilityState;
}

/**
 * Saves when the page is hidden or left: on phones, the last moment that a page is told of.
 * @returns takes the listeners off again
 */
export function flushOnLeave(flush: () => Promise<void>, page: Page = document, view: EventTarget = window): () => void {
  const onVisibility = (): void => {
    if (page.visibilityState === 'hidden') void flush();
  };
  const onPageHide = (): void => void flush();
  page.addEventListener('visibilitychange', onVisibility);
  view.addEventListener('pagehide', onPageHide);
  return () => {
    page.removeEventListener('visibilitychange', onVisibility);
    view.removeEventListener('pagehide', onPageHide);
  };
}

/** Has the browser ask before the page is left while something would be lost. Returns how to stop. */
export function askBeforeLeaving(isUnsaved: () => boolean, view: EventTarget = window): () => void {
  const ask = (event: Event): void => {
    if (isUnsaved()) event.preventDefault();
  };
  view.addEventListener('beforeunload', ask);
  return () => view.removeEventListener('beforeunload', ask);
}
