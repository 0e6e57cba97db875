import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import type { z } from 'zod';

/** Declares what a route answers with: the status Nest sends and the schema the document shows. */
export const Returns = (status: number, schema?: z.ZodType): MethodDecorator =>
  applyDecorators(
    HttpCode(status),
    ApiResponse({ status, description: '', ...(schema ? { standardSchema: schema } : {}) }),
  );
