import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { renderOpenApi } from './operations/openapi-file.js';

// `npm run openapi -w @assay/gateway`: writes the committed document. Needs no database.
const target = path.resolve(import.meta.dirname, '../../../docs/api/openapi.json');
await writeFile(target, await renderOpenApi());
