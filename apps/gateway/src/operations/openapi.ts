import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { ProblemBody } from '@assay/contracts';
import { z } from 'zod';

type SchemaType = 'input' | 'output';

/** The OpenAPI document, rendered from the schemas that also validate requests. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Assay')
    .setDescription('Reviews what generative models produce before people see it.')
    .setVersion('1')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer' }, 'key')
    .addCookieAuth('assay_session', { type: 'apiKey', in: 'cookie' }, 'session')
    .addSecurityRequirements('key')
    .addSecurityRequirements('session')
    .addGlobalResponse({
      status: 'default',
      description: 'A problem (RFC 9457).',
      standardSchema: ProblemBody,
    })
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    standardSchemaConverter: (schema, { schemaType }) => converted(schema as z.ZodType, schemaType),
    operationIdFactory: (controller, method) =>
      `${controller.replace(/Controller$/, '')}_${method}`,
  });
  return asProblemJson(document);
}

interface Converted {
  readonly schema: unknown;
  readonly components: Record<string, unknown>;
}

/**
 * Schemas with a name become components. Where defaults make what is sent differ from what may be received, the sent
 * form gets a name of its own.
 */
function converted(schema: z.ZodType, io: SchemaType): Converted {
  const received = jsonSchema(schema, 'input');
  if (io === 'input') return received;
  const sent = jsonSchema(schema, 'output');
  const differing = Object.keys(sent.components).filter(
    (name) => JSON.stringify(sent.components[name]) !== JSON.stringify(received.components[name]),
  );
  return differing.length === 0 ? sent : renamed(sent, new Set(differing));
}

function jsonSchema(schema: z.ZodType, io: SchemaType): Converted {
  const {
    $schema: _,
    $defs = {},
    ...body
  } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ jsonSchema: drawn, zodSchema }) => {
      delete drawn.id;
      // Clients must bear new fields in answers; only strict objects are closed.
      if (!isStrict(zodSchema)) delete drawn.additionalProperties;
      // The format says it; its expression is longer than the rest of the schema.
      if (drawn.format !== undefined) delete drawn.pattern;
    },
  });
  return { schema: body, components: $defs };
}

const isStrict = ({ _zod: { def } }: z.core.$ZodTypes): boolean =>
  def.type !== 'object' || def.catchall?._zod.def.type === 'never';

function renamed({ schema, components }: Converted, names: ReadonlySet<string>): Converted {
  const point = (value: unknown): unknown =>
    JSON.parse(
      JSON.stringify(value).replace(/"#\/\$defs\/([^"]+)"/g, (whole, name: string) =>
        names.has(name) ? `"#/$defs/${name}Output"` : whole,
      ),
    );
  const entries = Object.entries(components).map(([name, body]) => [
    names.has(name) ? `${name}Output` : name,
    point(body),
  ]);
  return { schema: point(schema), components: Object.fromEntries(entries) };
}

function asProblemJson(document: OpenAPIObject): OpenAPIObject {
  for (const operations of Object.values(document.paths)) {
    for (const operation of Object.values(operations as Record<string, unknown>)) {
      const responses = (
        operation as { responses?: Record<string, { content?: Record<string, unknown> }> }
      ).responses;
      const problem = responses?.['default'];
      if (problem?.content?.['application/json'] === undefined) continue;
      problem.content = { 'application/problem+json': problem.content['application/json'] };
    }
  }
  return document;
}
