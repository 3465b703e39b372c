import { normalPhone } from '../../kernel/phone.js';
import { instantOf, invalidField } from '../../platform/http/index.js';
import type { Contact } from './domain/issue-types.js';
import type { Correction } from './issue-editing.service.js';
import type { Submission } from './submission.js';
import type { ContactBody, EditIssueBody, SubmitIssueBody } from './issues.dto.js';

/** The checked body as a submission: times as instants, phone numbers in their one form. */
export function submissionOf({ submittedAt, contact, ...body }: SubmitIssueBody): Submission {
  return {
    ...body,
    ...(contact ? { contact: contactOf(contact) } : {}),
    ...(submittedAt === undefined ? {} : { submittedAt: instantOf(submittedAt) }),
  };
}

export function correctionOf({ contact, ...body }: EditIssueBody): Correction {
  return { ...body, ...(contact === undefined ? {} : { contact: contact === null ? null : contactOf(contact) }) };
}

function contactOf({ name, phone }: ContactBody): Contact {
  const normal = normalPhone(phone);
  if (normal === null)
    throw invalidField('contact.phone', 'isPhone', '不是有效的电话号码', 'is not a valid phone number');
  return { name, phone: normal };
}
