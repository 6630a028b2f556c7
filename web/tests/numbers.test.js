import { test } from 'node:test';
import assert from 'node:assert/strict';
import { read, shown } from '../survey/numbers.js';

test('numbers are read as they are written in each language', () => {
  assert.equal(read('1.500.000', 'int', 'vi'), '1500000');
  assert.equal(read('1,500,000', 'int', 'en'), '1500000');
  assert.equal(read(' 12 ', 'int', 'vi'), '12');
  assert.equal(read('40,5', 'decimal', 'vi'), '40.5');
  assert.equal(read('40.5', 'decimal', 'vi'), '40.5');
  assert.equal(read('1.040,5', 'decimal', 'vi'), '1040.5');
  assert.equal(read('40.5', 'decimal', 'en'), '40.5');
  assert.equal(read('', 'int', 'vi'), '');
  assert.equal(read('Bùi', 'string', 'vi'), 'Bùi');
});

test('what is no number is not taken for one', () => {
  for (const text of ['abc', '1x', '1.2.3', '-', '1,5', '12.5']) assert.equal(read(text, 'int', 'vi'), null, text);
  for (const text of ['abc', '1,2,3', '1..2', ',']) assert.equal(read(text, 'decimal', 'vi'), null, text);
});

test('what was kept is shown as it was typed', () => {
  assert.equal(shown('96.0', 'decimal', 'vi'), '96');
  assert.equal(shown('40.5', 'decimal', 'vi'), '40,5');
  assert.equal(shown('40.5', 'decimal', 'en'), '40.5');
  assert.equal(shown('10.05', 'decimal', 'vi'), '10,05');
  assert.equal(shown('12', 'int', 'vi'), '12');
  assert.equal(shown('v1.0', 'string', 'vi'), 'v1.0');
  assert.equal(shown('', 'decimal', 'vi'), '');
});
