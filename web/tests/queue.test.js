import { test } from 'node:test';
import assert from 'node:assert/strict';
import { nextDue, parts, pause, sendAll, verdict, WHOLE } from '../survey/queue.js';

// A store in memory with the ways of the real one: what is read is a copy, what is written stays.
function store(...drafts) {
  const all = new Map(drafts.map((draft) => [draft.id, structuredClone(draft)]));
  return {
    all,
    drafts: async () => [...all.values()].map((draft) => structuredClone(draft)),
    files: async (id) => new Map((all.get(id).files ?? []).map((name) => [name, { bytes: name, type: 'image/jpeg' }])),
    keepDraft: async (draft) => { all.set(draft.id, structuredClone(draft)); },
    settle: async (draft, said) => { all.set(draft.id, { id: draft.id, state: 'sent', said }); },
  };
}

const draft = (id, files = []) => ({ id, state: 'queued', at: id.charCodeAt(0), files, sent: [] });

test('one post per photo, and one for a survey without any', () => {
  assert.deepEqual(parts(['a', 'b'], []), [['a'], ['b']]);
  assert.deepEqual(parts(['a', 'b'], ['a']), [['b']]);
  assert.deepEqual(parts(['a'], ['a']), []);
  assert.deepEqual(parts([], []), [[]]);
  assert.deepEqual(parts([], [WHOLE]), []);
});

test('pauses double and never pass ten minutes', () => {
  assert.deepEqual([1, 2, 3].map(pause), [5_000, 10_000, 20_000]);
  for (let n = 1; n < 60; n += 1) assert.ok(pause(n) <= pause(n + 1) && pause(n) <= 600_000);
});

test('only 201 is an acknowledgement', () => {
  for (const status of [200, 202, 204, 304]) assert.notEqual(verdict(status), 'taken');
  assert.equal(verdict(201), 'taken');
  assert.equal(verdict(401), 'sign in');
  for (const status of [0, 408, 429, 500, 503]) assert.equal(verdict(status), 'later');
  for (const status of [400, 403, 409, 413]) assert.equal(verdict(status), 'refused');
});

test('whatever breaks, every part is acknowledged exactly once before a survey leaves the queue', async () => {
  // Every pattern of twelve answers: taken, or lost on the way.
  for (let pattern = 0; pattern < 2 ** 12; pattern += 1) {
    const kept = store(draft('a', ['p', 'q', 'r']));
    const taken = [];
    let turn = 0;
    const post = async (_, files) => {
      const works = pattern >> turn & 1;
      turn += 1;
      if (!works) return { status: turn % 2 ? 0 : 503 };
      taken.push(...files.map(([name]) => name));
      return { status: 201, state: 'waiting' };
    };
    let clock = 0;
    for (let round = 0; round < 12 && turn < 12; round += 1) {
      clock += 600_001;
      await sendAll({ kept, post, now: () => clock });
    }
    const left = kept.all.get('a');
    assert.equal(new Set(taken).size, taken.length, `pattern ${pattern}: nothing acknowledged is sent again`);
    assert.equal(left.state === 'sent', taken.length === 3, `pattern ${pattern}: it leaves when all of it is there`);
  }
});

test('what failed waits its time, or goes at once when somebody asks', async () => {
  const kept = store(draft('a'));
  let posts = 0;
  const post = async () => { posts += 1; return { status: 503 }; };
  assert.equal(await sendAll({ kept, post, now: () => 1_000 }), 'later');
  assert.equal(await nextDue(kept), 6_000);
  await sendAll({ kept, post, now: () => 5_999 });
  assert.equal(posts, 1);
  await sendAll({ kept, post, now: () => 5_999, at_once: true });
  assert.equal(posts, 2);
  assert.equal(await nextDue(kept), 15_999);
});

test('a refusal keeps the survey with its reason and does not hold up the others', async () => {
  const kept = store(draft('a'), draft('b'));
  const post = async ({ id }) => (id === 'a' ? { status: 409, said: 'khác nội dung' } : { status: 201, state: 'taken' });
  assert.equal(await sendAll({ kept, post, now: () => 0 }), 'done');
  assert.equal(kept.all.get('a').refused, 'khác nội dung');
  assert.equal(kept.all.get('b').state, 'sent');
  assert.equal(await nextDue(kept), null, 'it is not tried again by itself');
});

test('an ended session stops everything and loses nothing', async () => {
  const kept = store(draft('a', ['p']), draft('b'));
  let posts = 0;
  const post = async () => { posts += 1; return { status: 401 }; };
  assert.equal(await sendAll({ kept, post, now: () => 0 }), 'sign in');
  assert.equal(posts, 1);
  assert.deepEqual([...kept.all.values()].map((one) => [one.state, one.sent]), [['queued', []], ['queued', []]]);
});

test('what the server could not take as a visit is said so', async () => {
  const kept = store(draft('a'));
  await sendAll({ kept, post: async () => ({ status: 201, state: 'trouble' }), now: () => 0 });
  assert.equal(kept.all.get('a').said, 'trouble');
});
