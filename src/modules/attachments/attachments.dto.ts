import { ROLES } from '../../kernel/actor.js';
import { Choice, Code, Flag, InstantField, pageClass, Text, Whole } from '../../platform/http/index.js';
import { MEDIA_TYPES } from './domain/file-kind.js';

export class AttachmentView {
  @Code({ example: '8d5c1a52-7c1e-4d8f-9b0e-3b1d2f4a5c6d' }) id!: string;
  @Whole({ min: 1, example: 1, description: '1 for the first attachment of the issue.' }) ordinal!: number;
  @Text({
    max: 150,
    example: '现场照片.jpg',
    description: 'A neutral name when the enterprise is hidden from the caller: the issue is confidential.',
  })
  name!: string;
  @Choice(MEDIA_TYPES, { description: 'By its content, whatever it was called.' }) mediaType!: string;
  @Whole({
    min: 1,
    example: 48_213,
    description: 'In bytes; a picture is drawn anew and has another size than before.',
  })
  size!: number;
  @Text({
    max: 100,
    nullable: true,
    example: '李经理',
    description: 'Null when the enterprise is hidden from the caller.',
  })
  uploadedBy!: string | null;
  @Choice(ROLES) uploadedByRole!: string;
  @InstantField() uploadedAt!: string;
  @Flag({ example: true }) visibleToEnterprise!: boolean;
}

export class AttachmentPageView extends pageClass(AttachmentView) {}
