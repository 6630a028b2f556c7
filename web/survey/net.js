// Talking to the server.
import { language } from './words.js';

async function asked(address, options, seconds) {
  const signal = AbortSignal.timeout(seconds * 1000);
  try {
    return await fetch(address, { cache: 'no-store', credentials: 'same-origin', redirect: 'manual', signal, ...options });
  } catch {
    return null;
  }
}

/**
 * The account, the form of the day and the households to visit: `{ status, packet }`. Status 0: no network;
 * 304: nothing has changed since `mark`.
 */
export async function fetchPacket(mark) {
  const answer = await asked('/survey/packet', { headers: mark ? { 'If-None-Match': mark } : {} }, 120);
  if (!answer) return { status: 0 };
  try {
    const packet = answer.status === 200 ? await answer.json() : null;
    return { status: answer.status, packet: packet && { ...packet, mark: answer.headers.get('ETag') } };
  } catch {
    return { status: 0 };
  }
}

/** Sends one part of a survey. */
export async function post(token, draft, files) {
  const body = new FormData();
  body.set('xml_submission_file', new Blob([draft.xml], { type: 'text/xml' }), 'form.xml');
  for (const [name, file] of files) body.set(name, new Blob([file.bytes], { type: file.type }), name);
  const answer = await asked('/survey/submission', { method: 'POST', body, headers: { 'X-Form-Token': token } }, 300);
  if (!answer) return { status: 0 };
  const said = await answer.json().catch(() => ({}));
  return { status: answer.status, said: said[language()] ?? '', state: said.state };
}

/** Ends the session; whether the server was reached. */
export async function signOut(token) {
  const answer = await asked('/sign-out', { method: 'POST', body: new URLSearchParams({ csrf: token }) }, 30);
  return answer !== null;
}
