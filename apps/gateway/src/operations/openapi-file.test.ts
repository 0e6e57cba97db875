import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { renderOpenApi } from './openapi-file.js';

const committed = path.resolve(import.meta.dirname, '../../../../docs/api/openapi.json');

test('the committed document is what the routes say (npm run openapi -w @assay/gateway writes it)', async () => {
  expect(JSON.parse(await readFile(committed, 'utf8'))).toEqual(JSON.parse(await renderOpenApi()));
});

test('bodies, answers and problems of a route are in the document', async () => {
  const document = JSON.parse(await renderOpenApi());
  const create = document.paths['/v1/submissions'].post;
  expect(create.requestBody.content['application/json'].schema.$ref).toBe(
    '#/components/schemas/CreateSubmission',
  );
  expect(create.responses['202'].content['application/json'].schema.$ref).toBe(
    '#/components/schemas/Accepted',
  );
  expect(create.responses.default.content['application/problem+json'].schema.$ref).toBe(
    '#/components/schemas/Problem',
  );
  expect(document.components.schemas.CreateSubmission.properties.parts.items.$ref).toBe(
    '#/components/schemas/ContentPart',
  );
  const list = document.paths['/v1/users'].get;
  expect(list.parameters.map(({ name }: { name: string }) => name).sort()).toEqual([
    'cursor',
    'limit',
  ]);
});

test('every reference in the document leads somewhere', async () => {
  const text = await renderOpenApi();
  const document = JSON.parse(text);
  const references = [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(
    ([, name]) => name ?? '',
  );
  expect(references.length).toBeGreaterThan(20);
  expect(references.filter((name) => document.components.schemas[name] === undefined)).toEqual([]);
});
