// Sending what is finished. A survey goes in parts, one post per photo, each with the form, so that a
// break costs one photo and not all. What the server has acknowledged is written down at once; a survey
// leaves the queue when the server has acknowledged every part of it.

const SECOND = 1000;
/** How long to wait after the nth failure in a row, in milliseconds: 5 s, doubled each time, 10 min at most. */
export const pause = (failures) => Math.min(5 * SECOND * 2 ** Math.max(0, failures - 1), 600 * SECOND);

/** The posts still needed: lists of file names. The last one completes the survey. */
export function parts(files, sent) {
  const needed = files.length > 0 ? files.filter((name) => !sent.includes(name)).map((name) => [name]) : [[]];
  return sent.includes(WHOLE) ? [] : needed;
}

/** Stands in the list of what was sent for a survey without any file. */
export const WHOLE = '';

/** What to do about an answer of the server. */
export function verdict(status) {
  if (status === 201) return 'taken';
  if (status === 401) return 'sign in';
  // Too busy, too slow, broken on the way: the same may work later. All else will not change by itself.
  return status >= 500 || status === 0 || status === 408 || status === 429 ? 'later' : 'refused';
}

/**
 * Sends every finished survey that is due.
 *
 * `kept` is the store, `post(draft, files)` answers `{ status, said, state }` (status 0: no network), `now()` is
 * the time, `at_once` sends also what waits or was refused, `told` is called after each change.
 * Answers 'sign in' when the session has ended, 'offline', or 'done'.
 */
export async function sendAll({ kept, post, now, at_once = false, told = () => {} }) {
  const waiting = (await kept.drafts()).filter((draft) => draft.state === 'queued');
  waiting.sort((a, b) => a.at - b.at);
  let outcome = 'done';
  for (const one of waiting) {
    if (!at_once && (one.refused || (one.due ?? 0) > now())) continue;
    const ended = await sendOne(one, { kept, post, now, told });
    if (ended === 'sign in') return ended;
    // One survey that fails must not hold up the others, but without network none will go.
    if (ended === 'offline') return ended;
    if (ended === 'later') outcome = 'later';
  }
  return outcome;
}

async function sendOne(draft, { kept, post, now, told }) {
  const files = await kept.files(draft.id);
  for (const names of parts([...files.keys()], draft.sent ?? [])) {
    const answer = await post(draft, names.map((name) => [name, files.get(name)]));
    const meaning = verdict(answer.status);
    if (meaning === 'taken') {
      draft.sent = [...(draft.sent ?? []), ...(names.length > 0 ? names : [WHOLE])];
      draft.failures = 0;
      draft.refused = null;
      draft.trouble = answer.state === 'trouble';
      await kept.keepDraft(draft);
      told();
      continue;
    }
    if (meaning === 'sign in') return 'sign in';
    if (meaning === 'refused') {
      draft.refused = answer.said;
      await kept.keepDraft(draft);
      told();
      return 'refused';
    }
    draft.failures = (draft.failures ?? 0) + 1;
    draft.due = now() + pause(draft.failures);
    await kept.keepDraft(draft);
    told();
    return answer.status === 0 ? 'offline' : 'later';
  }
  await kept.settle(draft, draft.trouble ? 'trouble' : 'taken');
  told();
  return 'taken';
}

/** When the next one is due, or `null`. */
export async function nextDue(kept) {
  const due = (await kept.drafts()).filter((one) => one.state === 'queued' && !one.refused).map((one) => one.due ?? 0);
  return due.length > 0 ? Math.min(...due) : null;
}
