import { StandardExport } from '@assay/contracts';

export type StandardFile =
  | { readonly ok: true; readonly file: StandardExport }
  | { readonly ok: false; readonly problems: readonly string[] };

const shownProblems = 10;

/** What an exported file holds, or what is wrong with it, before anything is sent. */
export function readStandardFile(text: string): StandardFile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { ok: false, problems: [error instanceof Error ? error.message : String(error)] };
  }
  const parsed = StandardExport.safeParse(value);
  if (parsed.success) return { ok: true, file: parsed.data };
  const problems = parsed.error.issues.map(
    ({ path, message }) => `/${path.map(String).join('/')} ${message}`,
  );
  return { ok: false, problems: problems.slice(0, shownProblems) };
}
