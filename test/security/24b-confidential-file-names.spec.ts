import sql from 'sql-template-tag';
import { AuditTrail } from '../../src/platform/audit/index.js';
import { attached, attachmentsFor, download, type ToldAttachment } from '../support/attaching.js';
import { type Cast, Stories, type Told } from '../support/issue-stories.js';
import { pdf } from '../support/sample-files.js';
import { startApp, type TestApp } from '../support/test-app.js';

// The enterprise behind a confidential issue is called by the names of its files, and by whoever brought them.
const NAME = '川汇棉纺有限公司-举报材料.pdf';

let t: TestApp;
let cast: Cast;
let issue: Told;
let made: ToldAttachment;
beforeAll(async () => {
  t = await startApp();
  ({ cast } = await Stories.of(t));
  issue = await cast.mill.submits({ confidential: true, categoryCode: 'labour' });
  if (issue.assignee === null) await cast.county.does('assign', issue, { cadreId: cast.wang.id });
  made = await attached(cast.mill.as, issue, pdf(), { name: NAME });
});
afterAll(() => t.close());

it('the handler reads a neutral name, in the list, in the header and in the timeline', async () => {
  const handler = Object.values(cast).find(({ id }) => id === (issue.assignee?.id ?? cast.wang.id))!;
  const [seen] = await attachmentsFor(handler.as, issue);
  expect(seen).toMatchObject({ id: made.id, name: '附件1.pdf', uploadedBy: null });
  const answer = await download(handler.as, issue, made).expect(200);
  expect(answer.headers['content-disposition']).toBe(
    `attachment; filename="__1.pdf"; filename*=UTF-8''%E9%99%84%E4%BB%B61.pdf`,
  );
  const english = await download(handler.as, issue, made).set('Accept-Language', 'en').expect(200);
  expect(english.headers['content-disposition']).toContain("filename*=UTF-8''attachment-1.pdf");
  const timeline = JSON.stringify(await handler.timeline(issue));
  expect(timeline).toContain(made.id);
  expect(timeline).not.toMatch(/棉纺|举报材料|mill/);
});

it('a file of the handler keeps its name for the handler, and one of the coordinator does not', async () => {
  const handler = Object.values(cast).find(({ id }) => id === (issue.assignee?.id ?? cast.wang.id))!;
  await attached(handler.as, issue, pdf('1'), { name: '现场记录.pdf' });
  await attached(cast.county.as, issue, pdf('2'), { name: '棉纺厂往来.pdf' });
  expect((await attachmentsFor(handler.as, issue)).map(({ name }) => name)).toEqual([
    '附件1.pdf',
    '现场记录.pdf',
    '附件3.pdf',
  ]);
  expect((await attachmentsFor(cast.county.as, issue))[0]).toMatchObject({ name: NAME, uploadedBy: 'm*' });
});

it('the audit trail has no name, and knows of every reading', async () => {
  const handler = Object.values(cast).find(({ id }) => id === (issue.assignee?.id ?? cast.wang.id))!;
  await download(handler.as, issue, made).expect(200);
  const entries = await t.reader.all<{ action: string; after: string | null; details: string | null }>(
    sql`SELECT action, after, details FROM audit_entry WHERE subject_kind = 'attachment' AND subject_id = ${made.id} ORDER BY sequence`,
  );
  expect(entries[0]!.action).toBe('attachment.added');
  expect(entries.filter(({ action }) => action === 'attachment.read').length).toBeGreaterThan(0);
  expect(JSON.stringify(entries)).not.toMatch(/棉纺|举报材料/);
});

it('a look at the list of files is proved like any other look', async () => {
  const looks = async (): Promise<number> => {
    const rows = await t.reader.all<{ details: string }>(
      sql`SELECT details FROM audit_entry WHERE action = 'issue.read-confidential' AND subject_id = ${issue.id}`,
    );
    return rows.filter(({ details }) => details.includes('attachments')).length;
  };
  const before = await looks();
  await attachmentsFor(cast.county.as, issue);
  await attachmentsFor(cast.mill.as, issue);
  expect(await looks()).toBe(before + 1);
});

it('files of an issue that goes straight one level up are nothing to auditors below', async () => {
  const direct = await cast.mill.submits({ direct: true, confidential: true, categoryCode: 'finance' });
  const file = await attached(cast.mill.as, direct, pdf('3'), { name: NAME });
  await download(cast.qian.as, direct, file).expect(200);
  const told = async (regionCode: string): Promise<string[]> => {
    const auditor = t.as.auditor({ regionCode, username: `auditor-${regionCode}` });
    const { body } = await auditor.get(`/api/v1/audit?subjectId=${file.id}`).expect(200);
    return (body as { items: { action: string }[] }).items.map(({ action }) => action);
  };
  // Also an entry that bears the region of the enterprise.
  const subject = { kind: 'attachment', id: file.id, regionCode: '411602' };
  await t.get(AuditTrail).note({ actor: null, requestId: 'r', address: null }, { action: 'attachment.shown', subject });
  expect(await told('411602')).toEqual([]);
  expect(await told('411600')).toEqual(['attachment.shown', 'attachment.read', 'attachment.added']);
});
