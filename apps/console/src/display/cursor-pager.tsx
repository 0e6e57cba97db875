import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate, useSearchParams } from 'react-router';

/** Pages by cursor in the address: next goes forward, back uses the browser's own history. */
export function CursorPager({ nextCursor }: { readonly nextCursor: string | undefined }) {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const navigate = useNavigate();
  const depth = Number((useLocation().state as { depth?: number } | null)?.depth ?? 0);
  const here = search.get('cursor');
  if (nextCursor === undefined && here === null) return null;
  const turn = (cursor: string | undefined) =>
    setSearch(
      (now) => {
        if (cursor === undefined) now.delete('cursor');
        else now.set('cursor', cursor);
        return now;
      },
      { state: { depth: cursor === undefined ? 0 : depth + 1 } },
    );
  return (
    <div className="pager">
      <Button
        disabled={here === null}
        onClick={() => (depth > 0 ? void navigate(-1) : turn(undefined))}
      >
        {t(depth > 0 ? 'shell.previousPage' : 'shell.firstPage')}
      </Button>
      <Button disabled={nextCursor === undefined} onClick={() => turn(nextCursor)}>
        {t('shell.nextPage')}
      </Button>
    </div>
  );
}
