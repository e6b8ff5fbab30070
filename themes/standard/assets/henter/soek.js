/* Fetches the search when somebody is there to use it: at the first sign of a hand, before the field is reached. A page
   that is only read stays light. A page that is to mark words needs it at once. */
(function () {
  const own = document.currentScript;
  const signs = ['pointermove', 'pointerdown', 'touchstart', 'keydown', 'focusin'];
  let asked = false;

  function fetchSearch() {
    if (asked) return;
    asked = true;
    for (const sign of signs) removeEventListener(sign, fetchSearch, true);
    const script = document.createElement('script');
    Object.assign(script.dataset, own.dataset);
    script.src = new URL('../soek.js', own.src);
    script.addEventListener('load', () => {
      const field = document.activeElement;
      if (!field || field.type !== 'search') return;
      /* What was written before the search came, is asked now. */
      field.dispatchEvent(new FocusEvent('focus'));
      if (field.value) field.dispatchEvent(new Event('input', { bubbles: true }));
    });
    document.head.append(script);
  }

  if (/[?&]ord=/.test(location.search)) fetchSearch();
  else for (const sign of signs) addEventListener(sign, fetchSearch, { capture: true, passive: true });
}());
