import { Inject, Injectable } from '@nestjs/common';
import type { Database } from '@assay/database';
import { failed, ok, type Result } from '@assay/domain';
import { DATABASE } from '../database.js';
import { TenantDirectory } from './tenant-directory.service.js';

interface Allowance {
  left: number;
  readonly endsAtMs: number;
}

interface QuotaRequest {
  readonly tenantId: string;
  readonly count: number;
  readonly limit: number;
}

interface Grant {
  readonly ends_in_ms: number;
}

/**
 * Submissions per minute and tenant. Every gateway takes small portions of the minute from one row in PostgreSQL, so
 * the limit holds exactly over all replicas and the database is asked once per portion, not once per request.
 */
@Injectable()
export class QuotaService {
  private readonly allowances = new Map<string, Allowance>();
  private readonly reserving = new Map<string, Promise<boolean>>();

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly directory: TenantDirectory,
  ) {}

  /** Takes `count` from the tenant's minute. Problem: `quota_exceeded`, with the seconds until the next minute. */
  take(tenantId: string, count: number): Result<void> | Promise<Result<void>> {
    const limit = this.directory.quotaOf(tenantId);
    if (limit === undefined) return granted;
    return this.spend(tenantId, count) ? granted : this.takePortion({ tenantId, count, limit });
  }

  private async takePortion(request: QuotaRequest): Promise<Result<void>> {
    const { tenantId, count, limit } = request;
    for (;;) {
      if (this.spend(tenantId, count)) return granted;
      // Requests that come together share what one of them reserves, and its refusal.
      const hasRoom = await (this.reserving.get(tenantId) ?? this.reserveOnce(request));
      if (!hasRoom) break;
    }
    if (this.spend(tenantId, count)) return granted;
    return failed('quota_exceeded', `This tenant may send ${limit} submissions a minute.`, {
      retryAfterSeconds: 60 - (Math.floor(Date.now() / 1000) % 60),
    });
  }

  /** Whether the minute had room; a portion first, or else just what is needed. */
  private reserveOnce({ tenantId, count, limit }: QuotaRequest): Promise<boolean> {
    const reserve = async (): Promise<boolean> => {
      for (const portion of [Math.max(count, Math.ceil(limit / 50)), count]) {
        const endsInMs = await this.reserve(tenantId, portion, limit);
        if (endsInMs === undefined) continue;
        this.keep(tenantId, portion, endsInMs);
        return true;
      }
      return false;
    };
    const running = reserve().finally(() => this.reserving.delete(tenantId));
    this.reserving.set(tenantId, running);
    return running;
  }

  private spend(tenantId: string, count: number): boolean {
    const allowance = this.allowances.get(tenantId);
    if (allowance === undefined || allowance.left < count || allowance.endsAtMs <= Date.now())
      return false;
    allowance.left -= count;
    return true;
  }

  private keep(tenantId: string, portion: number, endsInMs: number): void {
    const existing = this.allowances.get(tenantId);
    const rest = existing !== undefined && existing.endsAtMs > Date.now() ? existing.left : 0;
    this.allowances.set(tenantId, { left: rest + portion, endsAtMs: Date.now() + endsInMs });
  }

  /** Milliseconds the portion is good for, or `undefined` when the minute has no room for it. */
  private async reserve(
    tenantId: string,
    portion: number,
    limit: number,
  ): Promise<number | undefined> {
    if (portion > limit) return undefined;
    const { rows } = await this.database.pool.query<Grant>(
      `INSERT INTO quota_window AS w (tenant_id, window_start, used) VALUES ($1, date_trunc('minute', now()), $2)
       ON CONFLICT (tenant_id, window_start) DO UPDATE SET used = w.used + $2 WHERE w.used + $2 <= $3
       RETURNING (extract(epoch FROM w.window_start + interval '1 minute' - now()) * 1000)::int AS ends_in_ms`,
      [tenantId, portion, limit],
    );
    return rows[0]?.ends_in_ms;
  }
}

const granted: Result<void> = ok(undefined);
