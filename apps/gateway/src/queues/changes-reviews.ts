import {
  Injectable,
  Logger,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
  type OnModuleDestroy,
} from '@nestjs/common';
import { GatheredEvent, RelayClient } from '@assay/relay';
import { tap, type Observable } from 'rxjs';
import type { RequestWithPrincipal } from '../access/needs.js';

/** Tells every gateway, at most once a second, in which tenants something about tasks, queues or standards changed. */
@Injectable()
export class ReviewChanges implements OnModuleDestroy {
  private readonly logger = new Logger('reviews');
  private readonly changed: GatheredEvent;

  constructor(relay: RelayClient) {
    this.changed = new GatheredEvent({
      client: relay,
      pattern: 'reviews.changed',
      onError: (error) => this.logger.warn({ event: 'relay_failed', reason: error.message }),
    });
  }

  note(tenantId: string): void {
    this.changed.note([tenantId]);
  }

  onModuleDestroy(): void {
    this.changed.stop();
  }
}

@Injectable()
class NotesChange implements NestInterceptor {
  constructor(private readonly changes: ReviewChanges) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { principal } = context.switchToHttp().getRequest<RequestWithPrincipal>();
    return next.handle().pipe(
      tap(() => {
        if (principal !== undefined) this.changes.note(principal.tenantId);
      }),
    );
  }
}

/** What this route does, once it has done it, is news for those who watch the caller's queues. */
export const ChangesReviews = (): MethodDecorator => UseInterceptors(NotesChange);
