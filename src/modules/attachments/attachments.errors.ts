import { problem } from '../../kernel/domain-error.js';

export const AttachmentNotFound = problem(
  'not-found',
  'attachment.not-found',
  '附件不存在，或不在您的范围内',
  'There is no such attachment, or it is not yours to see',
);
export const WrongFileType = problem(
  'unsupported',
  'attachment.type',
  '只能上传图片（JPEG、PNG、WebP）、PDF、Word、Excel、PPT、TXT 和 CSV 文件，且内容须与类型相符',
  'Only pictures (JPEG, PNG, WebP), PDF, docx, xlsx, pptx, txt and csv files are taken, with content that agrees with it',
);
export const EmptyFile = problem('rule-broken', 'attachment.empty', '文件是空的', 'The file is empty');
export const TooManyAttachments = problem(
  'rule-broken',
  'attachment.too-many',
  '每个问题最多 {most} 个附件',
  'An issue can have at most {most} attachments',
);
export const TooManyPixels = problem(
  'rule-broken',
  'attachment.too-many-pixels',
  '图片超过 {megapixels} 百万像素，请缩小后上传',
  'The picture has more than {megapixels} million pixels; make it smaller',
);
