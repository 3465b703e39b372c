import { join } from 'node:path';
import { projectRoot } from './project-root.js';
import type { Settings } from './settings.js';

/** A bucket behind the S3 protocol. */
export interface BucketConfig {
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly accessKey: string;
  readonly secretKey: string;
}

export interface FilesConfig {
  /** Folder of the SQLite file, of attachments, and of uploads on their way. */
  readonly dataDir: string;
  /** Keeps the attachments in place of the folder. */
  readonly bucket: BucketConfig | null;
  /** Largest attachment, in bytes. */
  readonly attachmentBytes: number;
}

const MEBIBYTE = 1_048_576;

export const dataDir = (setting: Settings): string => setting.text('ZHUQI_DATA_DIR', join(projectRoot(), 'data'));

export function filesConfig(setting: Settings, problems: string[]): FilesConfig {
  return {
    dataDir: dataDir(setting),
    bucket: bucketConfig(setting, problems),
    attachmentBytes: setting.integer('ZHUQI_ATTACHMENT_MIB', 20, [1, 1_024]) * MEBIBYTE,
  };
}

// A bucket is named together with everything that is needed to get at it, or not at all.
function bucketConfig(setting: Settings, problems: string[]): BucketConfig | null {
  const bucket = setting.text('ZHUQI_S3_BUCKET', '');
  if (bucket === '') return null;
  const endpoint = setting.text('ZHUQI_S3_ENDPOINT', '');
  const accessKey = setting.text('ZHUQI_S3_ACCESS_KEY', '');
  const secretKey = setting.text('ZHUQI_S3_SECRET_KEY', '');
  if (!/^https?:\/\/[^/]/.test(endpoint)) problems.push('ZHUQI_S3_ENDPOINT must start with https:// or http://');
  if (accessKey === '' || secretKey === '')
    problems.push('ZHUQI_S3_ACCESS_KEY and ZHUQI_S3_SECRET_KEY must be set for ZHUQI_S3_BUCKET');
  return { endpoint, region: setting.text('ZHUQI_S3_REGION', 'us-east-1'), bucket, accessKey, secretKey };
}
