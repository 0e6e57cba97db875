import type { StandardDetail, StandardVersionBody } from '@assay/contracts';
import { useQuery } from '@tanstack/react-query';
import { Select, Tabs } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { readStandard, readStandardVersion } from '../api/standards.js';
import { Instant } from '../display/instant.js';
import { Loading } from '../display/loading.js';
import { PageHeading } from '../display/page-heading.js';
import { PersonName } from '../display/person-name.js';
import { ProblemNotice } from '../display/problem-notice.js';
import { useTaxonomies } from '../display/taxonomies.js';
import { useAddress } from '../display/use-address.js';
import { DefinitionDiff } from '../policies/definition-diff.js';
import { useMay } from '../shell/session.js';
import { readStored, writeStored } from '../shell/stored.js';
import { ClauseView } from './clause-view.js';
import { DraftEditor } from './draft-editor.js';
import { sameContent, type DraftContent } from './draft-content.js';
import { ReviewDate, StandardStateChip } from './standard-chips.js';
import { StandardActions } from './standard-actions.js';
import { standardText } from './standard-text.js';
import './standards.css';
import '../policies/policy-page.css';

/** One standard in the version that the address names, else the published or newest one. */
export function StandardPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const { filter, change } = useAddress(['version']);
  const standard = useQuery({ queryKey: ['standard', id], queryFn: () => readStandard(id) });
  const { data } = standard;
  const wanted = data === undefined ? undefined : versionShown(data, filter.version);
  const version = useQuery({
    queryKey: ['standard', id, wanted],
    queryFn: () => readStandardVersion(id, wanted as number),
    enabled: wanted !== undefined,
  });
  return (
    <div className="page">
      <div>
        <Link to="/standards">{t('standard.back')}</Link>
      </div>
      <ProblemNotice problem={standard.error ?? version.error} />
      {(standard.isPending || (wanted !== undefined && version.isPending)) && <Loading />}
      {data !== undefined && version.data !== undefined && (
        <Version
          key={`${version.data.version} ${version.data.state}`}
          standard={data}
          version={version.data}
          onVersion={(next) => change({ version: String(next) })}
        />
      )}
    </div>
  );
}

function versionShown(standard: StandardDetail, asked: string | undefined): number | undefined {
  const known = standard.versions.find(({ version }) => String(version) === asked);
  if (known !== undefined) return known.version;
  return standard.published?.version ?? Math.max(...standard.versions.map((each) => each.version));
}

interface VersionProps {
  readonly standard: StandardDetail;
  readonly version: StandardVersionBody;
  readonly onVersion: (version: number) => void;
}

function Version({ standard, version, onVersion }: VersionProps) {
  const { t } = useTranslation();
  const { languageOf } = useTaxonomies();
  const mayManage = useMay('reviews:manage');
  const published = usePublished(standard, version);
  const saved: DraftContent = { clauses: version.clauses, reviewAt: version.reviewAt };
  const draftName = `draft.standard.${standard.id}.${version.version}`;
  const [content, setContent] = useState(() => readStored<DraftContent>(draftName, saved));
  const editable = version.state === 'draft' && mayManage;
  const shown = editable ? content : saved;
  const type = (next: DraftContent) => {
    setContent(next);
    writeStored(draftName, sameContent(next, saved) ? undefined : next);
  };
  const overdue =
    version.state === 'published' && standard.published?.version === version.version
      ? standard.published.overdue
      : false;
  return (
    <>
      <PageHeading
        title={
          <span className="row">
            {standard.title[languageOf]} <StandardStateChip state={version.state} />
          </span>
        }
        hint={
          <span className="row">
            <code>
              {standard.name}@{version.version}
            </code>
            <span className="nowrap">
              {t('standard.reviewAt')} <ReviewDate day={version.reviewAt} overdue={overdue} />
            </span>
            <span>
              <PersonName principal={version.createdBy} /> · <Instant at={version.updatedAt} />
            </span>
          </span>
        }
        actions={
          <>
            <Select
              aria-label={t('standard.chooseVersion')}
              value={version.version}
              onChange={onVersion}
              popupMatchSelectWidth={false}
              options={standard.versions.map((each) => ({
                value: each.version,
                label: `${t('standard.version', { version: each.version })} · ${t(`standard.state.${each.state}`)}`,
              }))}
            />
            <StandardActions
              standard={standard}
              version={version}
              content={shown}
              dirty={editable && !sameContent(content, saved)}
              onVersion={onVersion}
              onSaved={(next) => {
                writeStored(draftName, undefined);
                setContent({ clauses: next.clauses, reviewAt: next.reviewAt });
              }}
            />
          </>
        }
      />
      <Tabs
        defaultActiveKey={editable ? 'edit' : 'clauses'}
        items={[
          {
            key: 'clauses',
            label: t('standard.clauses'),
            children: (
              <div className="stack">
                {shown.clauses.map((clause, index) => (
                  <ClauseView key={index} clause={clause} />
                ))}
              </div>
            ),
          },
          ...(editable
            ? [
                {
                  key: 'edit',
                  label: t('standard.edit'),
                  children: (
                    <DraftEditor content={content} taxonomy={standard.taxonomy} onChange={type} />
                  ),
                },
              ]
            : []),
          ...(published === undefined
            ? []
            : [
                {
                  key: 'diff',
                  label: t('standard.diff', { version: published.version }),
                  children: (
                    <DefinitionDiff before={standardText(published)} after={standardText(shown)} />
                  ),
                },
              ]),
        ]}
      />
    </>
  );
}

/** The published version to compare with, unless it is the one that is shown. */
function usePublished(
  standard: StandardDetail,
  shown: StandardVersionBody,
): StandardVersionBody | undefined {
  const live = standard.published?.version;
  const { data } = useQuery({
    queryKey: ['standard', standard.id, live],
    queryFn: () => readStandardVersion(standard.id, live as number),
    enabled: live !== undefined && live !== shown.version,
  });
  return live === shown.version ? undefined : data;
}
