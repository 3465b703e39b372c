import { Param, type PipeTransform } from '@nestjs/common';
import { problem } from '../../kernel/domain-error.js';

const NotFound = problem(
  'not-found',
  'resource.not-found',
  '不存在，或不在您的范围内',
  'Not there, or not in your scope',
);

const mustBeCode: PipeTransform<string, string> = {
  transform(value) {
    if (/^[A-Za-z0-9._-]{1,64}$/.test(value)) return value;
    throw NotFound();
  },
};

/** A code or an id in the path. What cannot be one is not found and never reaches a database, which may choke on it. */
export const PathCode = (name: string): ParameterDecorator => Param(name, mustBeCode);
