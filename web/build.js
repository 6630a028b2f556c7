// Bundles the survey into the folder given: files named by their content, compressed, with a table of
// them for Rust to include, and the licences of everything that is bundled.
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const out = process.argv[2];
if (!out) throw new Error('node build.js FOLDER');
mkdirSync(out, { recursive: true });

// Phones of 2021 and newer: the engine itself waits at the top level of its module.
const options = { bundle: true, minify: true, write: false, target: ['es2022'], legalComments: 'none', charset: 'utf8' };
const [page, style, worker] = await Promise.all([
  build({ ...options, entryPoints: ['survey/main.js'], format: 'esm', metafile: true }),
  build({ ...options, entryPoints: ['survey/survey.css'] }),
  build({ ...options, bundle: false, entryPoints: ['survey/worker.js'] }),
]);

const packages = new Set(Object.keys(page.metafile.inputs)
  .map((path) => path.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1]).filter(Boolean));

const files = [
  ['survey', 'js', 'text/javascript; charset=utf-8', page.outputFiles[0].text],
  ['survey', 'css', 'text/css; charset=utf-8', style.outputFiles[0].text],
  ['licences', 'txt', 'text/plain; charset=utf-8', licences([...packages].sort())],
];

const rows = files.map(([stem, extension, mime, text]) => {
  const bytes = Buffer.from(text, 'utf8');
  const mark = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  const name = `${stem}-${mark}.${extension}`;
  const brotli = brotliCompressSync(bytes, { params: {
    [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  } });
  const kept = (ending, content) => {
    writeFileSync(join(out, `${stem}.${extension}.${ending}`), content);
    return `include_bytes!(concat!(env!("OUT_DIR"), "/${stem}.${extension}.${ending}"))`;
  };
  return `File { name: ${JSON.stringify(name)}, mime: ${JSON.stringify(mime)}, brotli: ${kept('br', brotli)}, gzip: ${kept('gz', gzipSync(bytes, { level: 9 }))} },`;
});
writeFileSync(join(out, 'files.rs'), `&[\n${rows.join('\n')}\n]`);
writeFileSync(join(out, 'worker.js'), worker.outputFiles[0].text);

// What is bundled, by whom, under which terms. Only terms that ask for no more than being named are let in.
function licences(names) {
  const allowed = ['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'MIT-0'];
  const parts = ['The survey page contains the following software of others.\n'];
  for (const name of names) {
    const folder = join('node_modules', name);
    const { version, license, author, repository } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    if (!allowed.includes(license)) throw new Error(`${name} is under ${license}, which is not on the list in build.js`);
    const text = readdirSync(folder).filter((file) => /^(licen[cs]e|notice)/i.test(file));
    const by = typeof author === 'string' ? author : author?.name ?? '';
    const from = typeof repository === 'string' ? repository : repository?.url ?? '';
    parts.push(`== ${name} ${version} (${license}) ${by} ${from}\n`);
    for (const file of text) parts.push(readFileSync(join(folder, file), 'utf8').trim() + '\n');
  }
  // The engine brings these within its own file.
  parts.push(`== Within @getodk/xforms-engine: @getodk/xpath, @getodk/tree-sitter-xpath (Apache-2.0) ODK;
web-tree-sitter (MIT), Copyright (c) 2018 Max Brunsfeld; papaparse (MIT), Copyright (c) 2015 Matthew Holt;
solid-js (MIT), Copyright (c) 2016-2025 Ryan Carniato; temporal-polyfill (MIT), Copyright (c) 2024 Adam Shaw;
micromark, mdast and unist utilities (MIT), Copyright (c) Titus Wormer; bin-packer (MIT)\n`);
  parts.push(`== Terms of the MIT licence\n
Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.\n`);
  parts.push(`== Terms of the Apache licence 2.0\n\n${readFileSync('../LICENSE', 'utf8')}`);
  return parts.join('\n');
}
