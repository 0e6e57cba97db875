import type {
  AccuracyBody,
  AgreementReportBody,
  LabelBody,
  MachineQualityBody,
  OwnQualityBody,
  ReversalBody,
} from '@assay/contracts';
import type { CallOptions, QueryValues, Transport } from './transport.js';
import type {
  AccuracyWish,
  AgreementWish,
  LabelWish,
  MachineQualityWish,
  ReversalWish,
} from './wire.js';

/** How good machine review and people are. Scope `quality:read`; `mine` needs `reviews:work`. */
export class Quality {
  constructor(private readonly transport: Transport) {}

  /** Machine review as its random audit measured it. */
  machine(options: MachineQualityWish & CallOptions = {}): Promise<MachineQualityBody> {
    return this.read('machine', options);
  }

  /** How far people agree: all of them, within teams and between teams. */
  agreement(options: AgreementWish & CallOptions = {}): Promise<AgreementReportBody> {
    return this.read('agreement', options);
  }

  /** Accuracy on gold items per person, team or category. */
  accuracy(options: AccuracyWish & CallOptions = {}): Promise<AccuracyBody> {
    return this.read('accuracy', options);
  }

  /** Appeals that were overturned or changed, by what stood behind the verdict. */
  reversals(options: ReversalWish & CallOptions = {}): Promise<ReversalBody> {
    return this.read('reversals', options);
  }

  /** Your own figures as of the last midnight in Shanghai. */
  mine(options: CallOptions = {}): Promise<OwnQualityBody> {
    return this.read('mine', options);
  }

  /**
   * Texts with what people concluded about them, oldest first, as they arrive: nothing is kept. Also needs
   * `submissions:read`. A connection that breaks ends the iteration with an error; go on with `since` set to a minute
   * before the last `ruledAt`, and drop what comes again.
   */
  async *labels(options: LabelWish & CallOptions = {}): AsyncGenerator<LabelBody, void, undefined> {
    const { signal, ...query } = options;
    const response = await this.transport.stream({
      method: 'GET',
      path: `${root}/labels`,
      query,
      signal,
      headers: { accept: 'application/x-ndjson' },
      repeat: 'always',
    });
    if (response.body === null) return;
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    try {
      yield* jsonLines(reader);
    } finally {
      await reader.cancel();
    }
  }

  private read<T>(report: string, options: object & CallOptions): Promise<T> {
    const { signal, ...query } = options;
    return this.transport.json<T>({
      method: 'GET',
      path: `${root}/${report}`,
      query: query as QueryValues,
      signal,
      repeat: 'always',
    });
  }
}

const root = '/v1/quality';

async function* jsonLines(
  reader: ReadableStreamDefaultReader<string>,
): AsyncGenerator<LabelBody, void, undefined> {
  let rest = '';
  for (;;) {
    const part = await reader.read();
    const lines = (rest + (part.value ?? '')).split('\n');
    rest = part.done ? '' : (lines.pop() ?? '');
    for (const line of lines) {
      if (line !== '') yield JSON.parse(line) as LabelBody;
    }
    if (part.done) return;
  }
}
